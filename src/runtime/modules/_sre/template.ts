/**
 * Replacement templates: `r"\g<name> and \2"`, parsed once.
 *
 * The library's `re._compile_template` parses a template and hands the parts to `_sre.template`; it also keeps the
 * results in a cache, which is why a template is compiled through it. Follows `compile_template` and
 * `expand_template` in `Modules/_sre/sre.c`.
 */

import { declareType, isInstance, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { TypeError as PyTypeError } from "../../exceptions/hierarchy.ts";
import { indexError, runtimeError, typeError } from "../../exceptions/raise.ts";
import { isInt, intOf } from "../../objects/int.ts";
import type { PyList } from "../../objects/list.ts";
import { getAttr } from "../../protocols/attribute.ts";
import type { Found } from "./engine.ts";
import { groupText } from "./match-object.ts";
import type { PyPattern } from "./pattern-object.ts";
import { plain, type Text, textOf } from "./text.ts";

export class PyTemplate extends PyInstance {
  literal: Value = "";
  /** Groups in order, each with the literal that follows it (`null`: none). */
  items: readonly { readonly group: number; readonly literal: Value }[] = [];
}

export const templateType = declareType("_sre.SRE_Template", PyTemplate, { subclassable: false });

export const templateSpec: TypeSpec = {
  new: [
    "(*args, **kwargs)",
    () => {
      throw typeError("cannot create '_sre.SRE_Template' instances");
    },
  ],
};

/** `_sre.template(pattern, [literal, group, literal, ..., group, literal])` */
export function makeTemplate(parts: PyList): PyTemplate {
  const { items } = parts;
  if (items.length % 2 === 0) throw typeError("invalid template");
  const template = new PyTemplate();
  template.literal = items[0]!;
  const pairs: { group: number; literal: Value }[] = [];
  for (let i = 1; i < items.length; i += 2) {
    const group = items[i]!;
    if (!isInt(group)) throw typeError("an integer is required");
    if (intOf(group) < 0) throw typeError("invalid template");
    const literal = items[i + 1]!;
    pairs.push({
      group: Number(intOf(group)),
      literal: textOf(literal)?.subject.length === 0 ? null : literal,
    });
  }
  template.items = pairs;
  return template;
}

const COMPILE = Symbol("re._compile_template");

/** The template that a replacement means for a pattern. */
export function compileTemplate(pattern: PyPattern, replacement: Value): PyTemplate {
  const compile = current.stateOf(COMPILE, () => ({
    call: callable(getAttr(current.importModule("re"), "_compile_template")),
  })).call;
  let template: Value;
  try {
    template = compile.c2(pattern, replacement);
  } catch (error) {
    // What cannot be hashed (a bytearray) cannot be looked up in the library's cache: try as bytes or str.
    const simpler =
      error instanceof PyBaseException && isInstance(error, PyTypeError) ? plain(replacement) : replacement;
    if (simpler === replacement) throw error;
    template = compile.c2(pattern, simpler);
  }
  if (template instanceof PyTemplate) return template;
  throw runtimeError(`the result of compiling a replacement string is ${typeOf(template).name}`);
}

/** The text that a template gives for a match. */
export function expandTemplate(template: PyTemplate, found: Found, text: Text, groups: number): Value {
  const { literal, items } = template;
  if (items.length === 0) return literal;
  const pieces: Value[] = [literal];
  for (const item of items) {
    if (item.group > groups) throw indexError("no such group");
    const group = groupText(found, text, item.group, null);
    if (group !== null) pieces.push(group);
    if (item.literal !== null) pieces.push(item.literal);
  }
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : text.join(pieces);
}
