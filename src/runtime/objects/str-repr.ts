/** `repr` of strings, and what is printable. Follows unicode_repr in Objects/unicodeobject.c. */
import { isPrintable } from "../../base/unicode.ts";
import { pointsOf, type Str, str } from "./str.ts";

const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;
const hex = (point: number, width: number): string => point.toString(16).padStart(width, "0");

/** `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that fits. */
export function escapePoint(point: number): string {
  if (point < 256) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

const SHORT: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 13: "\\r", 92: "\\\\" };

/** `repr(value)`: the result may hold astral characters, never lone surrogates. */
export function strRepr(value: Str): Str {
  if (typeof value === "string" && PLAIN.test(value)) return `'${value}'`;
  const text = typeof value === "string" ? value : value.value;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  let astral = false;
  for (const point of pointsOf(value)) {
    const short = SHORT[point];
    if (short !== undefined) out += short;
    else if (point === 39 && quote === "'") out += "\\'";
    else if (isPrintable(point)) {
      out += String.fromCodePoint(point);
      if (point > 0xffff) astral = true;
    } else out += escapePoint(point);
  }
  out += quote;
  return astral ? str(out) : out;
}

/** `ascii` of a text that is a repr already. */
export function asciiRepr(text: Str): string {
  if (typeof text === "string" && /^[\x00-\x7f]*$/.test(text)) return text;
  let out = "";
  for (const point of pointsOf(text)) out += point < 128 ? String.fromCharCode(point) : escapePoint(point);
  return out;
}
