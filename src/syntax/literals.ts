/**
 * The values of literals: number tokens, and string tokens with their escapes.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#literals
 */
import type { ConstantValue } from "./ast.ts";
import { invalidEscapeWarning } from "./escape-warning.ts";
import type { SyntaxWarningRecord } from "./syntax-error.ts";

/** What `decodeString` found wrong: the message of the SyntaxError, which points at the token. */
export class LiteralError extends Error {
  override name = "LiteralError";
}

/** Where escapes are looked up and complaints about them go. */
export interface EscapeContext {
  /** The characters that a Unicode name stands for (`\N{...}`), as `unicodedata.lookup` finds them. */
  readonly lookupName: ((name: string) => string | undefined) | undefined;
  readonly warnings: SyntaxWarningRecord[];
  /** The tokenizer has warned of `\\{` and `\\}` already, as it does in f-strings. */
  readonly bracesReported: boolean;
  /** The place in the source of the escape at an offset of what is decoded. */
  place(offset: number, length: number): { start: number; end: number; line: number };
}

/**
 * The value of a NUMBER token; `maxDigits` as `sys.get_int_max_str_digits`, 0 for no limit.
 *
 * @throws {LiteralError} for a decimal integer of more digits than the limit.
 */
export function numberValue(spelling: string, maxDigits: number): ConstantValue {
  const text = spelling.includes("_") ? spelling.replaceAll("_", "") : spelling;
  const last = text.charCodeAt(text.length - 1) | 32;
  const prefix = text.length > 1 ? text.charCodeAt(1) | 32 : 0;
  const radix = text.charCodeAt(0) === 48 && (prefix === 120 || prefix === 111 || prefix === 98);
  if (!radix && last === 106) return { kind: "complex", real: 0, imag: Number(text.slice(0, -1)) };
  if (!radix && /[.eE]/.test(text)) return { kind: "float", value: Number(text) };
  if (text.length <= 15) return { kind: "int", value: Number(text) };
  if (!radix && maxDigits > 0 && text.length > maxDigits) {
    throw new LiteralError(
      `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${text.length} digits; ` +
        "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals " +
        "to avoid decimal conversion limits.",
    );
  }
  const big = BigInt(text);
  const small = Number(big);
  return { kind: "int", value: Number.isSafeInteger(small) ? small : big };
}

/**
 * The value of a STRING token: a `str` or `bytes`.
 *
 * @throws {LiteralError} for a malformed escape or a non-ASCII character in bytes.
 */
export function stringValue(spelling: string, context: EscapeContext): ConstantValue {
  let at = 0;
  let bytes = false;
  let raw = false;
  for (; ; at++) {
    const c = spelling.charCodeAt(at);
    if (c === 34 || c === 39) break;
    const letter = c | 32;
    if (letter === 98) bytes = true;
    else if (letter === 114) raw = true;
  }
  const quote = spelling[at]!;
  const size = spelling.length >= at + 6 && spelling.startsWith(quote.repeat(3), at) ? 3 : 1;
  const from = at + size;
  const body = spelling.slice(from, spelling.length - size);
  if (bytes) return { kind: "bytes", value: decodeBytes(body, from, raw, context) };
  return raw || !body.includes("\\") ? body : decodeText(body, from, context);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const hexDigits = { x: 2, u: 4, U: 8 } as const;

/**
 * Text with its escapes replaced. Surrogate escapes never join into one character, as they would in a JavaScript
 * string: from the first one on, the value is a list of code points. `from` is the body's offset in its token.
 *
 * @throws {LiteralError} for a malformed escape.
 */
export function decodeText(body: string, from: number, context: EscapeContext): ConstantValue {
  let out = "";
  let codePoints: number[] | undefined;
  let warned = false;
  const append = (text: string) => {
    if (codePoints === undefined) out += text;
    else for (const character of text) codePoints.push(character.codePointAt(0)!);
  };
  let at = 0;
  for (;;) {
    const backslash = body.indexOf("\\", at);
    if (backslash === -1) break;
    append(body.slice(at, backslash));
    const letter = body[backslash + 1] ?? "";
    at = backslash + 2;
    const simple = simpleEscapes[letter];
    if (simple !== undefined) {
      append(simple);
    } else if (letter === "x" || letter === "u" || letter === "U") {
      const digits = hexDigits[letter];
      let end = at;
      while (end < at + digits && /[0-9a-fA-F]/.test(body.charAt(end))) end++;
      if (end < at + digits) {
        unicodeError(body, backslash, end, `truncated \\${letter}${"X".repeat(digits)} escape`);
      }
      const value = Number.parseInt(body.slice(at, end), 16);
      if (value > 0x10ffff) unicodeError(body, backslash, end, "illegal Unicode character");
      at = end;
      if (value >= 0xd800 && value <= 0xdfff) {
        codePoints ??= Array.from(out, (character) => character.codePointAt(0)!);
        codePoints.push(value);
      } else append(String.fromCodePoint(value));
    } else if (letter === "N") {
      let end = at;
      let named: string | undefined;
      if (body[at] === "{") {
        end = body.indexOf("}", at);
        if (end > at + 1) {
          if (context.lookupName === undefined) {
            const reason = "\\N escapes not supported (can't load unicodedata module)";
            throw new LiteralError(`(unicode error) ${reason}`);
          }
          named = context.lookupName(body.slice(at + 1, end));
          end++;
          if (named === undefined) unicodeError(body, backslash, end, "unknown Unicode character name");
        } else if (end === -1) end = body.length;
      }
      if (named === undefined) unicodeError(body, backslash, end, "malformed \\N character escape");
      append(named);
      at = end;
    } else if (letter >= "0" && letter <= "7" && letter !== "") {
      const digits = /^[0-7]{1,3}/.exec(body.slice(at - 1, at + 2))![0];
      const value = Number.parseInt(digits, 8);
      if (value > 0o377 && !warned) {
        warned = true;
        context.warnings.push(
          invalidEscapeWarning(digits, true, context.place(from + backslash, digits.length + 1)),
        );
      }
      append(String.fromCharCode(value));
      at += digits.length - 1;
    } else {
      append("\\");
      at--;
      if (!warned && letter.charCodeAt(0) < 0x80) {
        warned = true;
        if (context.bracesReported && (letter === "{" || letter === "}")) continue;
        context.warnings.push(invalidEscapeWarning(letter, false, context.place(from + backslash, 2)));
      }
    }
  }
  append(body.slice(at));
  return codePoints === undefined ? out : { kind: "str", codePoints };
}

/**
 * CPython decodes escapes in a buffer where every non-ASCII character has become ten bytes, `\UXXXXXXXX`; its error
 * counts positions there.
 */
function unicodeError(body: string, from: number, to: number, reason: string): never {
  const first = bufferOffset(body, from);
  const last = bufferOffset(body, to) - 1;
  const where = last === first ? `byte 0x5c in position ${first}` : `bytes in position ${first}-${last}`;
  throw new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

function bufferOffset(body: string, offset: number): number {
  let bytes = 0;
  for (const character of body.slice(0, offset)) bytes += character.charCodeAt(0) < 0x80 ? 1 : 10;
  return bytes;
}

function decodeBytes(body: string, from: number, raw: boolean, context: EscapeContext): Uint8Array {
  const out = new Uint8Array(body.length);
  let length = 0;
  let warned = false;
  let at = 0;
  while (at < body.length) {
    const c = body.charCodeAt(at);
    if (c > 0x7f) throw new LiteralError("bytes can only contain ASCII literal characters");
    at++;
    if (c !== 92 || raw) {
      out[length++] = c;
      continue;
    }
    const letter = body[at++] ?? "";
    const simple = simpleEscapes[letter];
    if (simple !== undefined) {
      if (simple !== "") out[length++] = simple.charCodeAt(0);
    } else if (letter === "x") {
      const digits = body.slice(at, at + 2);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
        throw new LiteralError(`(value error) invalid \\x escape at position ${at - 2}`);
      }
      out[length++] = Number.parseInt(digits, 16);
      at += 2;
    } else if (letter >= "0" && letter <= "7" && letter !== "") {
      const digits = /^[0-7]{1,3}/.exec(body.slice(at - 1, at + 2))![0];
      const value = Number.parseInt(digits, 8);
      if (value > 0o377 && !warned) {
        warned = true;
        const place = context.place(from + at - 2, digits.length + 1);
        context.warnings.push(invalidEscapeWarning(digits, true, place));
      }
      out[length++] = value & 0xff;
      at += digits.length - 1;
    } else {
      out[length++] = 92;
      at--;
      if (!warned && letter.charCodeAt(0) < 0x80) {
        warned = true;
        context.warnings.push(invalidEscapeWarning(letter, false, context.place(from + at - 1, 2)));
      }
    }
  }
  return out.slice(0, length);
}
