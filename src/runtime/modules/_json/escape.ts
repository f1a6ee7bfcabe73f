/**
 * JSON string literals: `encode_basestring` and `encode_basestring_ascii`.
 *
 * JavaScript's own `JSON.stringify` writes the same escapes as CPython, except that it escapes lone surrogates, which
 * CPython copies, and that it leaves everything from U+007F on as it is.
 */

import type { Str } from "../../objects/str.ts";
import { hasSurrogate, strOf } from "../../objects/str.ts";

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Units up to which a loop is faster than calling a pattern. */
const SHORT = 16;

const PLAIN_ASCII = /^[ !#-[\]-~]*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const SPECIAL = /["\\\x00-\x1f]/g;

/** Whether the text is printable ASCII without quotes and backslashes. */
function isPlain(text: string): boolean {
  if (text.length > SHORT) return PLAIN_ASCII.test(text);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}

/** Two hexadecimal digits by byte. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const unitEscape = (unit: number): string => `\\u${HEX[unit >> 8]}${HEX[unit & 255]}`;

/** UTF-16 text of a literal that holds ASCII alone; astral characters become surrogate pairs of escapes. */
export function escapeAscii(value: Str): string {
  const text = strOf(value);
  if (isPlain(text)) return `"${text}"`;
  const literal = JSON.stringify(text);
  let out = "";
  let from = 0;
  for (let i = 0; i < literal.length; i++) {
    const unit = literal.charCodeAt(i);
    if (unit < 127) continue;
    out += i > from ? literal.slice(from, i) + unitEscape(unit) : unitEscape(unit);
    from = i + 1;
  }
  return out + literal.slice(from);
}

/** UTF-16 text of a literal in which only what JSON requires is escaped. */
export function escape(value: Str): string {
  const text = strOf(value);
  if (!hasSurrogate(text)) return JSON.stringify(text);
  return `"${text.replace(SPECIAL, (unit) => SHORT_ESCAPES[unit] ?? unitEscape(unit.charCodeAt(0)))}"`;
}
