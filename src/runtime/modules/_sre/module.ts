/**
 * Module `_sre`: what the library's `re` package is built on.
 *
 * `re._parser` and `re._compiler` (CPython's own, unedited) turn a pattern into opcodes, and call `compile` here. The
 * engine itself (`engine.ts`) knows nothing of Python's objects. Follows `Modules/_sre/sre.c`.
 */

import { isInstance, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { overflowError, typeError } from "../../exceptions/raise.ts";
import { type PyDict, dictType } from "../../objects/dict.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { listType, type PyList } from "../../objects/list.ts";
import { type PyTuple, tupleType } from "../../objects/tuple.ts";
import { toSize } from "../../protocols/number.ts";
import { isCasedAscii, isCasedUnicode, lowerAscii, lowerUnicode } from "./casing.ts";
import { CODESIZE, MAGIC, MAXGROUPS, MAXREPEAT } from "./constants.ts";
import { matchSpec } from "./match.ts";
import { matchType } from "./match-object.ts";
import { patternSpec } from "./pattern.ts";
import { PyPattern, patternType } from "./pattern-object.ts";
import { scannerSpec, scannerType } from "./scanner.ts";
import { makeTemplate, templateSpec, templateType } from "./template.ts";
import { textOf } from "./text.ts";

function expect(value: Value, type: PyType, position: number): void {
  if (isInstance(value, type)) return;
  throw typeError(`compile() argument ${position} must be ${type.name}, not ${typeOf(value).name}`);
}

function codeWord(value: Value): number {
  const word = isInt(value) ? Number(intOf(value)) : toSize(value);
  if (word < 0 || word > 0xffffffff) throw overflowError("regular expression code size limit exceeded");
  return word;
}

function compile(
  pattern: Value,
  flags: Value,
  code: Value,
  groups: Value,
  groupindex: Value,
  indexgroup: Value,
): Value {
  expect(code, listType, 3);
  expect(groupindex, dictType, 5);
  expect(indexgroup, tupleType, 6);
  const self = new PyPattern();
  self.pattern = pattern;
  self.flags = toSize(flags);
  self.code = (code as PyList).items.map(codeWord);
  self.groups = toSize(groups);
  if (pattern !== null) {
    const text = textOf(pattern);
    if (!text) throw typeError(`expected string or bytes-like object, got '${typeOf(pattern).name}'`);
    self.forBytes = text.isBytes;
  }
  if ((groupindex as PyDict).size > 0) {
    self.groupindex = groupindex as PyDict;
    self.indexgroup = indexgroup as PyTuple;
  }
  return self.ready();
}

const character = (test: (code: number) => Value) => (value: Value) => test(toSize(value));

export const sreModule: NativeModule = {
  name: "_sre",
  functions: {
    compile: ["(pattern, flags, code, groups, groupindex, indexgroup)", compile],
    template: [
      "(pattern, template, /)",
      (_pattern: Value, template: Value) => {
        if (isInstance(template, listType)) return makeTemplate(template as PyList);
        throw typeError(`template() argument 2 must be list, not ${typeOf(template).name}`);
      },
    ],
    getcodesize: ["()", () => CODESIZE],
    ascii_iscased: ["(character, /)", character(isCasedAscii)],
    ascii_tolower: ["(character, /)", character(lowerAscii)],
    unicode_iscased: ["(character, /)", character(isCasedUnicode)],
    unicode_tolower: ["(character, /)", character(lowerUnicode)],
  },
  constants: {
    MAGIC,
    CODESIZE,
    MAXREPEAT,
    MAXGROUPS,
    copyright: " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ",
  },
};

/** The types of the module, with their behaviour. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [patternType, patternSpec],
  [matchType, matchSpec],
  [scannerType, scannerSpec],
  [templateType, templateSpec],
];
