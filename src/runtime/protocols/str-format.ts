/**
 * `str.format`: the replacement field syntax. https://docs.python.org/3.14/library/string.html#format-string-syntax
 * and Objects/stringlib/unicode_format.h. `_string.formatter_parser` and `_string.formatter_field_name_split` show the
 * same two parsers to Python. Positions are in UTF-16: no syntax character is a surrogate.
 */
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { indexError, keyError, valueError } from "../exceptions/raise.ts";
import { type Str, str as makeStr, strOf } from "../objects/str.ts";
import { getAttr } from "./attribute.ts";
import { getItem } from "./item.ts";
import { ascii, formatValue, repr, str } from "./repr.ts";

/** A literal, then perhaps a replacement field. */
export interface FormatPiece {
  literal: string;
  field: { name: string; spec: string; nested: boolean; conversion: string } | undefined;
}

/** @throws ValueError for unbalanced braces and malformed fields */
export function* parseFormatString(text: string): Generator<FormatPiece, void, undefined> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    let brace = "";
    for (; at < text.length; at++) {
      brace = text[at] as string;
      if (brace === "{" || brace === "}") break;
    }
    if (at >= text.length) {
      yield { literal: text.slice(start), field: undefined };
      return;
    }
    if (text[at + 1] === brace) {
      yield { literal: text.slice(start, at + 1), field: undefined };
      at += 2;
      continue;
    }
    if (brace === "}") throw valueError("Single '}' encountered in format string");
    if (at + 1 >= text.length) throw valueError("Single '{' encountered in format string");
    const literal = text.slice(start, at);
    const { field, end } = parseField(text, at + 1);
    at = end;
    yield { literal, field };
  }
}

/** A field from behind its brace; `end` is behind its closing brace. */
function parseField(text: string, start: number): { field: FormatPiece["field"]; end: number } {
  let at = start;
  let stop = "";
  while (at < text.length) {
    const ch = text[at++] as string;
    if (ch === "{") throw valueError("unexpected '{' in field name");
    if (ch === "[") {
      while (at < text.length && text[at] !== "]") at++;
    } else if (ch === "}" || ch === ":" || ch === "!") {
      stop = ch;
      break;
    }
  }
  if (stop === "") throw valueError("expected '}' before end of string");
  const name = text.slice(start, at - 1);
  let conversion = "";
  if (stop === "!") {
    if (at >= text.length) throw valueError("end of string while looking for conversion specifier");
    conversion = String.fromCodePoint(text.codePointAt(at) as number);
    at += conversion.length;
    if (at < text.length) {
      const next = text[at++];
      if (next === "}") return { field: { name, spec: "", nested: false, conversion }, end: at };
      if (next !== ":") throw valueError("expected ':' after conversion specifier");
    }
  }
  if (stop === "}") return { field: { name, spec: "", nested: false, conversion }, end: at };
  const specStart = at;
  let depth = 1;
  let nested = false;
  while (at < text.length) {
    const ch = text[at++];
    if (ch === "{") {
      nested = true;
      depth++;
    } else if (ch === "}" && --depth === 0) {
      return { field: { name, spec: text.slice(specStart, at - 1), nested, conversion }, end: at };
    }
  }
  throw valueError("unmatched '{' in format spec");
}

/** A step behind the first part of a field name: `.name` or `[key]`. */
export interface FieldStep {
  attribute: boolean;
  key: string | number;
}

const DIGITS = /^[0-9]+$/;

/** `0` -> 0, `abc` -> "abc" */
function indexOrName(text: string): string | number {
  if (!DIGITS.test(text)) return text;
  const index = Number(text);
  if (index > Number.MAX_SAFE_INTEGER) throw valueError("Too many decimal digits in format string");
  return index;
}

/** `0.name[key]` -> 0 and its steps; what is wrong with a step is told when it is reached. */
export function splitFieldName(name: string): {
  first: string | number;
  steps: Iterator<FieldStep> & Iterable<FieldStep>;
} {
  const end = name.search(/[.[]/);
  const first = end < 0 ? name : name.slice(0, end);
  return { first: indexOrName(first), steps: fieldSteps(name, end < 0 ? name.length : end) };
}

function* fieldSteps(name: string, start: number): Generator<FieldStep, void, undefined> {
  let at = start;
  while (at < name.length) {
    const kind = name[at++];
    if (kind === ".") {
      const rest = name.slice(at).search(/[.[]/);
      const stop = rest < 0 ? name.length : at + rest;
      if (stop === at) throw valueError("Empty attribute in format string");
      yield { attribute: true, key: name.slice(at, stop) };
      at = stop;
    } else if (kind === "[") {
      const close = name.indexOf("]", at);
      if (close < 0) throw valueError("Missing ']' in format string");
      if (close === at) throw valueError("Empty attribute in format string");
      yield { attribute: false, key: indexOrName(name.slice(at, close)) };
      at = close + 1;
    } else throw valueError("Only '.' or '[' may follow ']' in format field specifier");
  }
}

/** Where the values of the fields come from. */
export interface FormatArguments {
  /** undefined for format_map */
  positional: readonly Value[] | undefined;
  /** undefined when there is none of that name */
  named: (name: string) => Value | undefined;
}

class Numbering {
  next = 0;
  mode: "unknown" | "automatic" | "manual" = "unknown";

  enter(mode: "automatic" | "manual"): void {
    if (this.mode === "unknown") this.mode = mode;
    else if (this.mode !== mode) {
      throw valueError(
        mode === "automatic"
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
  }
}

/** `template.format(...)` */
export function formatTemplate(template: Str, source: FormatArguments): Str {
  return makeStr(expand(strOf(template), source, new Numbering(), 2));
}

const CACHE = Symbol("parsed format strings");

/** The pieces of a template, remembered per interpreter when there is nothing wrong with them. */
function pieces(template: string): Iterable<FormatPiece> {
  const cache = current.stateOf(CACHE, () => new Map<string, FormatPiece[] | null>());
  let known = cache.get(template);
  if (known === undefined) {
    if (cache.size >= 200) cache.clear();
    // The text before a mistake is formatted, with its side effects, before the mistake is noticed.
    try {
      known = [...parseFormatString(template)];
    } catch {
      known = null;
    }
    cache.set(template, known);
  }
  return known ?? parseFormatString(template);
}

function expand(template: string, source: FormatArguments, numbering: Numbering, depth: number): string {
  if (depth === 0) throw valueError("Max string recursion exceeded");
  let out = "";
  for (const { literal, field } of pieces(template)) {
    out += literal;
    if (field === undefined) continue;
    const found = fieldValue(field.name, source, numbering);
    const value = field.conversion === "" ? found : convert(found, field.conversion);
    const spec = field.nested ? expand(field.spec, source, numbering, depth - 1) : field.spec;
    out += strOf(formatValue(value, spec === "" ? "" : makeStr(spec)));
  }
  return out;
}

function positionalValue(index: number, source: FormatArguments): Value {
  if (source.positional === undefined) throw valueError("Format string contains positional fields");
  const value = source.positional[index];
  if (value === undefined) {
    throw indexError(`Replacement index ${index} out of range for positional args tuple`);
  }
  return value;
}

function fieldValue(name: string, source: FormatArguments, numbering: Numbering): Value {
  if (name === "") {
    numbering.enter("automatic");
    return positionalValue(numbering.next++, source);
  }
  // The commonest fields are one digit.
  const digit = name.length === 1 ? name.charCodeAt(0) - 48 : -1;
  if (digit >= 0 && digit <= 9) {
    numbering.enter("manual");
    return positionalValue(digit, source);
  }
  const { first, steps } = splitFieldName(name);
  let value: Value | undefined;
  if (typeof first === "number" || first === "") {
    numbering.enter(first === "" ? "automatic" : "manual");
    value = positionalValue(first === "" ? numbering.next++ : first, source);
  } else {
    value = source.named(first);
    if (value === undefined) throw keyError(makeStr(first));
  }
  for (const { attribute, key } of steps) {
    value = attribute
      ? getAttr(value, key as string)
      : getItem(value, typeof key === "string" ? makeStr(key) : key);
  }
  return value;
}

function convert(value: Value, conversion: string): Value {
  switch (conversion) {
    case "":
      return value;
    case "r":
      return repr(value);
    case "s":
      return str(value);
    case "a":
      return ascii(value);
    default: {
      const code = conversion.codePointAt(0) as number;
      const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
      throw valueError(`Unknown conversion specifier ${shown}`);
    }
  }
}
