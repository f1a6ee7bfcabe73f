/**
 * Behaviour of `re.Match`. https://docs.python.org/3.14/library/re.html#match-objects
 */

import { special } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { indexError, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { genericAlias } from "../../objects/generic-alias.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { fromPoints, pointsOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { toSize } from "../../protocols/number.ts";
import { repr } from "../../protocols/repr.ts";
import type { PyMatch } from "./match-object.ts";
import { compileTemplate, expandTemplate } from "./template.ts";

/** The number of a group given by number or name. */
function groupNumber(match: PyMatch, group: Value): number {
  let index: number;
  if (Number.isInteger(group)) {
    index = group as number;
  } else if (special(group, "m$__index__")) {
    index = toSize(group);
  } else {
    const named = match.pattern.groupindex?.get(group);
    index = named !== undefined && isInt(named) ? Number(intOf(named)) : -1;
  }
  if (index >= 0 && index <= match.pattern.groups) return index;
  throw indexError("no such group");
}

function span(match: PyMatch, index: number): Value {
  return tuple([match.start(index), match.end(index)]);
}

function group(match: PyMatch, group: Value): Value {
  return match.group(groupNumber(match, group), null);
}

function repr50(match: PyMatch): Value {
  const text = pointsOf(repr(match.group(0, null)));
  const { start, end } = match.found;
  const head = pointsOf(`<re.Match object; span=(${start}, ${end}), match=`);
  return fromPoints([...head, ...text.slice(0, 50), 62]);
}

/** `lastindex`: the number of the group that closed last, `undefined` when none did. */
function lastIndex(match: PyMatch): number | undefined {
  return match.found.lastIndex() || undefined;
}

export const matchSpec: TypeSpec = {
  doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create 're.Match' instances");
    },
  ],
  methods: {
    group: [
      "(self, /, *args)",
      (self: PyMatch, args: Value[]) => {
        if (args.length === 0) return self.group(0, null);
        if (args.length === 1) return group(self, args[0]!);
        return tuple(args.map((arg) => group(self, arg)));
      },
    ],
    start: ["(self, group=0, /)", (self: PyMatch, group: Value = 0) => self.start(groupNumber(self, group))],
    end: ["(self, group=0, /)", (self: PyMatch, group: Value = 0) => self.end(groupNumber(self, group))],
    span: ["(self, group=0, /)", (self: PyMatch, group: Value = 0) => span(self, groupNumber(self, group))],
    groups: [
      "(self, /, default=None)",
      (self: PyMatch, otherwise: Value = null) => {
        const items: Value[] = [];
        for (let i = 1; i <= self.pattern.groups; i++) items.push(self.group(i, otherwise));
        return tuple(items);
      },
    ],
    groupdict: [
      "(self, /, default=None)",
      (self: PyMatch, otherwise: Value = null) => {
        const result = new PyDict();
        for (const [name, index] of self.pattern.groupindex?.entries() ?? []) {
          result.set(name, self.group(Number(intOf(index)), otherwise));
        }
        return result;
      },
    ],
    expand: [
      "(self, /, template)",
      (self: PyMatch, template: Value) =>
        expandTemplate(compileTemplate(self.pattern, template), self.found, self.text, self.pattern.groups),
    ],
    __getitem__: ["(self, key, /)", group],
    __repr__: ["(self, /)", repr50],
    __copy__: ["(self, /)", (self: PyMatch) => self],
    __deepcopy__: ["(self, memo, /)", (self: PyMatch) => self],
  },
  classMethods: {
    __class_getitem__: ["(cls, object, /)", (cls: PyType, item: Value) => genericAlias(cls, item)],
  },
  getset: {
    lastindex: {
      get: (self: PyMatch) => lastIndex(self) ?? null,
      doc: "The integer index of the last matched capturing group.",
    },
    lastgroup: {
      get: (self: PyMatch) => self.pattern.indexgroup.items[lastIndex(self) ?? -1] ?? null,
      doc: "The name of the last matched capturing group.",
    },
    regs: {
      get: (self: PyMatch) => tuple(Array.from({ length: self.pattern.groups + 1 }, (_, i) => span(self, i))),
    },
    string: {
      get: (self: PyMatch) => self.text.value,
      member: true,
      doc: "The string passed to match() or search().",
    },
    re: { get: (self: PyMatch) => self.pattern, member: true, doc: "The regular expression object." },
    pos: {
      get: (self: PyMatch) => self.pos,
      member: true,
      doc: "The index into the string at which the RE engine started looking for a match.",
    },
    endpos: {
      get: (self: PyMatch) => self.endpos,
      member: true,
      doc: "The index into the string beyond which the RE engine will not go.",
    },
  },
};
