/** Text of ints in any base, both ways, with the limit on decimal digits of
 * https://docs.python.org/3.14/library/stdtypes.html#integer-string-conversion-length-limitation */
import type { PyBaseException } from "../core/exception.ts";
import { current } from "../core/state.ts";
import { valueError } from "../exceptions/raise.ts";
import { asciiDigits } from "./decimal-digits.ts";
import { bigBitLength, type Int, int } from "./int.ts";
import { strip } from "./whitespace.ts";

/** Below this many bits a decimal text cannot exceed the smallest limit that may be set (640 digits). */
const FREE_BITS = 2126;
const LIMIT = Symbol("int_max_str_digits");

/** `sys.int_max_str_digits` of the current interpreter; 0 is no limit. */
export function intDigitLimit(): { limit: number } {
  return current.stateOf(LIMIT, () => ({ limit: 4300 }));
}

function limitError(limit: number, digits: number | undefined): PyBaseException {
  const value = digits === undefined ? "" : `: value has ${digits} digits`;
  return valueError(
    `Exceeds the limit (${limit} digits) for integer string conversion${value}; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

/** `str(n)`; ValueError beyond the limit. */
export function intText(n: Int): string {
  if (typeof n === "number") return String(n);
  const magnitude = n < 0n ? -n : n;
  const bits = bigBitLength(magnitude);
  if (bits > FREE_BITS) {
    const { limit } = intDigitLimit();
    // Converting is expensive, so what is surely too long is refused before it.
    if (limit > 0 && bits * 0.30102 > limit + 1) throw limitError(limit, undefined);
    const text = n.toString();
    if (limit > 0 && text.length - (n < 0n ? 1 : 0) > limit) throw limitError(limit, undefined);
    return text;
  }
  return n.toString();
}

const VALUES: ReadonlyMap<string, number> = new Map(
  [..."0123456789abcdefghijklmnopqrstuvwxyz"].flatMap((digit, value) => [
    [digit, value],
    [digit.toUpperCase(), value],
  ]),
);
const PREFIXES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

/**
 * `int(text, base)`: base 0 or 2 to 36. Undefined when the text is malformed.
 *
 * @throws ValueError when a decimal text is longer than the limit.
 */
export function parseIntText(source: string, base: number): Int | undefined {
  if (base === 10 && /^[0-9]+$/.test(source)) {
    return source.length < 16 ? Number(source) : int(digitsToBig(source, 10));
  }
  let text = strip(asciiDigits(source));
  let negative = false;
  if (text[0] === "-" || text[0] === "+") {
    negative = text[0] === "-";
    text = text.slice(1);
  }
  let radix = base;
  const prefix = text[0] === "0" ? PREFIXES[(text[1] ?? "").toLowerCase()] : undefined;
  if (base === 0) {
    radix = prefix ?? 10;
    if (prefix === undefined && /^0[0_]*[1-9]/.test(text)) return undefined;
  }
  if (prefix !== undefined && prefix === radix) {
    text = text.slice(2);
    if (text[0] === "_") text = text.slice(1);
  }
  if (text.includes("_")) {
    if (text[0] === "_" || text.at(-1) === "_" || text.includes("__")) return undefined;
    text = text.replaceAll("_", "");
  }
  if (text === "") return undefined;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES.get(text[i] as string);
    if (value === undefined || value >= radix) return undefined;
  }
  const magnitude = digitsToBig(text, radix);
  return int(negative ? -magnitude : magnitude);
}

function digitsToBig(text: string, radix: number): bigint {
  switch (radix) {
    case 10: {
      if (text.length > 640) {
        const { limit } = intDigitLimit();
        if (limit > 0 && text.length > limit) throw limitError(limit, text.length);
      }
      return BigInt(text);
    }
    case 16:
      return BigInt(`0x${text}`);
    case 8:
      return BigInt(`0o${text}`);
    case 2:
      return BigInt(`0b${text}`);
    default:
      if ((radix & (radix - 1)) !== 0 && text.length > 640) {
        const { limit } = intDigitLimit();
        if (limit > 0 && text.length > limit) throw limitError(limit, text.length);
      }
      return splitDigits(text, radix);
  }
}

/** Halving keeps the multiplications balanced. */
function splitDigits(text: string, radix: number): bigint {
  if (text.length <= 10) return BigInt(Number.parseInt(text, radix));
  const half = text.length >> 1;
  const low = text.length - half;
  return (
    splitDigits(text.slice(0, half), radix) * BigInt(radix) ** BigInt(low) +
    splitDigits(text.slice(half), radix)
  );
}
