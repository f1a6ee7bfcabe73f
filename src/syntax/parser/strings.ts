/**
 * String literals: adjacent ones joined, f-strings and t-strings with their fields.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#f-strings
 */
import type { ConstantValue, Expr, Node } from "../ast.ts";
import { decodeText, type EscapeContext, LiteralError, stringValue } from "../literals.ts";
import { T } from "../token.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import { parseAnnotatedRhs } from "./expressions.ts";

type Part = Node<"Constant"> | Node<"FormattedValue"> | Node<"Interpolation">;

/** `strings: (fstring | string)+ | tstring+` */
export function parseStrings(p: Cursor): Expr {
  const start = p.start;
  const template = p.kind === T.TSTRING_START;
  const parts: Part[] = [];
  let formatted = false;
  let literals = 0;
  let bytes = 0;
  try {
    for (;;) {
      if (p.kind === T.STRING) {
        if (template) throw parseFailure;
        const constant = parseString(p);
        if (isBytes(constant.value)) bytes++;
        parts.push(constant);
        literals++;
      } else if (p.kind === T.FSTRING_START || p.kind === T.TSTRING_START) {
        if ((p.kind === T.TSTRING_START) !== template) throw parseFailure;
        formatted = true;
        parseFString(p, parts, template);
      } else break;
    }
  } catch (error) {
    if (error instanceof LiteralError) throw parseFailure;
    throw error;
  }
  const end = p.end;
  if (bytes > 0) {
    if (formatted || bytes < literals) throw parseFailure;
    const first = parts[0] as Node<"Constant">;
    if (literals === 1) return first;
    const values = (parts as Node<"Constant">[]).map((part) => part.value as Bytes);
    return { kind: "Constant", start, end, value: joinBytes(values), str_kind: first.str_kind };
  }
  if (template) return { kind: "TemplateStr", start, end, values: foldConstants(parts, true) };
  if (formatted) return { kind: "JoinedStr", start, end, values: foldConstants(parts, true) };
  return foldConstants(parts, false)[0]!;
}

type Bytes = Extract<ConstantValue, { kind: "bytes" }>;

function isBytes(value: ConstantValue): value is Bytes {
  return typeof value === "object" && value !== null && value.kind === "bytes";
}

function joinBytes(values: readonly Bytes[]): Bytes {
  const joined = new Uint8Array(values.reduce((length, { value }) => length + value.length, 0));
  let at = 0;
  for (const { value } of values) {
    joined.set(value, at);
    at += value.length;
  }
  return { kind: "bytes", value: joined };
}

/** Joins adjacent constants; `dropEmpty` leaves out those that come to nothing, as in an f-string. */
function foldConstants(parts: readonly Part[], dropEmpty: boolean): Part[] {
  const folded: Part[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if (part.kind !== "Constant") {
      folded.push(part);
      continue;
    }
    const first = at;
    while (parts[at + 1]?.kind === "Constant") at++;
    if (at === first) {
      if (!dropEmpty || part.value !== "") folded.push(part);
      continue;
    }
    const run = parts.slice(first, at + 1) as Node<"Constant">[];
    const value = joinText(run.map((constant) => constant.value));
    if (dropEmpty && value === "") continue;
    folded.push({ kind: "Constant", start: part.start, end: parts[at]!.end, value, str_kind: part.str_kind });
  }
  return folded;
}

function joinText(values: readonly ConstantValue[]): ConstantValue {
  if (values.every((value) => typeof value === "string")) return values.join("");
  const codePoints = values.flatMap((value) =>
    typeof value === "string"
      ? Array.from(value, (character) => character.codePointAt(0)!)
      : (value as Extract<ConstantValue, { kind: "str" }>).codePoints,
  );
  return { kind: "str", codePoints };
}

/** The context of escapes in the token that starts at `start`. */
function escapes(p: Cursor, start: number, bracesReported: boolean): EscapeContext {
  return {
    lookupName: p.options.lookupName,
    warnings: p.warnings,
    bracesReported,
    place: (offset, length) => ({
      start: start + offset,
      end: start + offset + length,
      line: p.source.lineOf(start + offset),
    }),
  };
}

/** `string: STRING` */
function parseString(p: Cursor): Node<"Constant"> {
  const start = p.start;
  const end = p.tokenEnd;
  const value = stringValue(p.spelling, escapes(p, start, false));
  p.advance();
  const str_kind = p.text.charCodeAt(start) === 117 ? "u" : null;
  return { kind: "Constant", start, end, value, str_kind };
}

/**
 * `fstring: FSTRING_START fstring_middle* FSTRING_END`
 * `fstring_middle: fstring_replacement_field | FSTRING_MIDDLE`; t-strings alike.
 */
function parseFString(p: Cursor, parts: Part[], template: boolean): void {
  const raw = /r/i.test(p.spelling);
  p.advance();
  for (;;) {
    switch (p.kind) {
      case T.FSTRING_MIDDLE:
      case T.TSTRING_MIDDLE:
        parts.push(parseMiddle(p, raw));
        break;
      case T.LBRACE:
        parseField(p, parts, template, raw);
        break;
      case T.FSTRING_END:
      case T.TSTRING_END:
        p.advance();
        return;
      default:
        throw parseFailure;
    }
  }
}

/** `FSTRING_MIDDLE` */
function parseMiddle(p: Cursor, raw: boolean): Node<"Constant"> {
  const start = p.start;
  const end = p.tokenEnd;
  const spelling = p.spelling;
  const text = spelling.endsWith("{{") || spelling.endsWith("}}") ? spelling.slice(0, -1) : spelling;
  const value = raw || !text.includes("\\") ? text : decodeText(text, 0, escapes(p, start, true));
  p.advance();
  return { kind: "Constant", start, end, value, str_kind: null };
}

/**
 * `fstring_replacement_field: '{' annotated_rhs ['='] ['!' NAME] [':' fstring_format_spec*] '}'`
 *
 * A `=` puts the source text up to the conversion, specification or brace before the value.
 */
function parseField(p: Cursor, parts: Part[], template: boolean, raw: boolean): void {
  const start = p.start;
  p.expect(T.LBRACE);
  const value = parseAnnotatedRhs(p);
  const debug = p.accept(T.EQUAL);
  const textEnd = p.start;
  let conversion = -1;
  if (p.kind === T.EXCLAMATION) {
    const end = p.tokenEnd;
    p.advance();
    if (p.start !== end) throw parseFailure;
    const name = p.spelling;
    if (name !== "s" && name !== "r" && name !== "a") throw parseFailure;
    p.expect(T.NAME);
    conversion = name.charCodeAt(0);
  }
  const format_spec = p.kind === T.COLON ? parseFormatSpec(p, raw) : null;
  p.expect(T.RBRACE);
  const end = p.end;
  if (debug) {
    const text = sourceText(p, start + 1, textEnd);
    parts.push({ kind: "Constant", start: start + 1, end: textEnd, value: text, str_kind: null });
    if (conversion === -1 && format_spec === null) conversion = 114;
  }
  if (template) {
    const text = sourceText(p, start + 1, textEnd);
    const str = debug ? text.replace(/=\s*$/, "") : text;
    parts.push({ kind: "Interpolation", start, end, value, str, conversion, format_spec });
  } else parts.push({ kind: "FormattedValue", start, end, value, conversion, format_spec });
}

/** `fstring_full_format_spec: ':' (FSTRING_MIDDLE | fstring_replacement_field)*` */
function parseFormatSpec(p: Cursor, raw: boolean): Node<"JoinedStr"> {
  const start = p.start;
  p.expect(T.COLON);
  const parts: Part[] = [];
  for (;;) {
    if (p.kind === T.FSTRING_MIDDLE || p.kind === T.TSTRING_MIDDLE) parts.push(parseMiddle(p, raw));
    else if (p.kind === T.LBRACE) parseField(p, parts, false, raw);
    else break;
  }
  return { kind: "JoinedStr", start, end: p.end, values: foldConstants(parts, true) };
}

/** Source text of an expression in a field, without comments. */
function sourceText(p: Cursor, start: number, end: number): string {
  const text = p.text.slice(start, end);
  if (!text.includes("#")) return text;
  return text.replace(/(\\[^])|("""|'''|["'])(?:\\[^]|(?!\2)[^])*\2|#[^\n]*/g, (match) =>
    match.startsWith("#") ? "" : match,
  );
}
