/** Decimal digits of all scripts (category Nd), which `int()` and `float()` accept. */
import { once } from "../../base/once.ts";
import { classSource, decimals } from "../../base/unicode.ts";

const NON_ASCII = /[^\x00-\x7f]/;
const anyDigit = once(() => new RegExp(`[${classSource(decimals())}]`, "gu"));

/** The value of a decimal digit: they come in runs from 0 to 9. */
function decimalValue(point: number): number {
  const boundaries = decimals();
  let i = 0;
  while ((boundaries[i + 1] as number) <= point) i += 2;
  return (point - (boundaries[i] as number)) % 10;
}

/** The text with the decimal digits of all scripts made ASCII. */
export function asciiDigits(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return text.replace(anyDigit(), (digit) => String(decimalValue(digit.codePointAt(0) as number)));
}
