/**
 * Decimal text of doubles, both ways. JavaScript finds the same shortest digits as CPython's dtoa; its fixed and
 * exponential forms are exact too, but round ties away from zero where CPython rounds them to even, so ties (and what
 * is outside JavaScript's limits of 100 digits and 1e21) are computed with bigints. Follows Python/pystrtod.c.
 */
import { decompose, negativeNan } from "./double-bits.ts";

/** Significant digits `d` (no point, no trailing zeros unless asked for) with value `0.d * 10 ** point`. */
export interface Decimal {
  digits: string;
  /** Where the decimal point stands, counted from the left of `digits`. */
  point: number;
}

/** Shortest digits that read back as `x` (finite, not negative). */
export function shortestDigits(x: number): Decimal {
  if (x === 0) return { digits: "0", point: 1 };
  return fromExponential(x.toExponential());
}

/** `count` significant digits (at least 1), correctly rounded, ties to even; `x` finite and not negative. */
export function roundToDigits(x: number, count: number): Decimal {
  if (x === 0) return { digits: "0".repeat(count), point: 1 };
  if (count <= 100) {
    // A tie has one digit more, and that digit is 5.
    const next = x.toExponential(count);
    if (next[next.indexOf("e") - 1] !== "5") return fromExponential(x.toExponential(count - 1));
  }
  const { numerator, denominator } = ratio(x);
  let point = fromExponential(x.toExponential(20)).point;
  for (;;) {
    const digits = String(roundedQuotient(numerator, denominator, count - point));
    if (digits.length === count) return { digits, point };
    point += digits.length - count;
  }
}

/** `x` with so many digits after the point, where the engine rounds as Python does: `x` no tie, finite and not negative. */
export function fixedText(x: number, places: number): string | undefined {
  if (places < 0 || places >= 100 || x >= 1e21) return undefined;
  // A tie is an odd multiple of 2 ** -(places + 1); what is no integer when scaled is none.
  const scaled = x * 2 ** (places + 1);
  return Math.floor(scaled) !== scaled || scaled % 2 === 0 ? x.toFixed(places) : undefined;
}

/** The digits of `x * 10 ** places` rounded to an integer, ties to even; `x` finite and not negative. `places` may be
 * negative. The text has at least one digit. */
export function roundToPlaces(x: number, places: number): string {
  const text = fixedText(x, places);
  if (text !== undefined) {
    if (places === 0) return text;
    const digits = text.slice(0, text.length - places - 1) + text.slice(text.length - places);
    let zeros = 0;
    while (digits.charCodeAt(zeros) === 48 && zeros < digits.length - 1) zeros++;
    return digits.slice(zeros);
  }
  const { numerator, denominator } = ratio(x);
  return String(roundedQuotient(numerator, denominator, places));
}

function fromExponential(text: string): Decimal {
  const e = text.indexOf("e");
  return { digits: text.slice(0, e).replace(".", ""), point: Number(text.slice(e + 1)) + 1 };
}

/** A finite double, not negative, as an exact fraction. */
function ratio(x: number): { numerator: bigint; denominator: bigint } {
  const { mantissa, exponent } = decompose(x);
  const m = BigInt(mantissa);
  return exponent >= 0
    ? { numerator: m << BigInt(exponent), denominator: 1n }
    : { numerator: m, denominator: 1n << BigInt(-exponent) };
}

/** `numerator / denominator * 10 ** places`, ties to even. */
function roundedQuotient(numerator: bigint, denominator: bigint, places: number): bigint {
  const top = places > 0 ? numerator * 10n ** BigInt(places) : numerator;
  const bottom = places < 0 ? denominator * 10n ** BigInt(-places) : denominator;
  const quotient = top / bottom;
  const twice = (top - quotient * bottom) * 2n;
  return twice > bottom || (twice === bottom && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** `repr(x)` of a float. */
export function floatRepr(x: number): string {
  return reprOf(x, true);
}

/** As {@link floatRepr}, without the ".0" of integral values: the form of the parts of a complex number. */
export function floatReprBare(x: number): string {
  return reprOf(x, false);
}

function reprOf(x: number, pointZero: boolean): string {
  const magnitude = Math.abs(x);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    const text = String(x);
    return pointZero && Math.floor(x) === x ? `${text}.0` : text;
  }
  if (x === 0) return (Object.is(x, -0) ? "-0" : "0") + (pointZero ? ".0" : "");
  if (x !== x) return "nan";
  if (magnitude === Number.POSITIVE_INFINITY) return x < 0 ? "-inf" : "inf";
  const { digits, point } = shortestDigits(magnitude);
  return (x < 0 ? "-" : "") + exponential(digits, point - 1);
}

/** `d.ddde+XX` */
export function exponential(digits: string, exponent: number): string {
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`;
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

const SIMPLE = /^-?\d+\.?\d*$/;
const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** The value of a float literal as `float()` accepts it (ASCII, spaces stripped); undefined when malformed. */
export function parseFloatText(text: string): number | undefined {
  if (SIMPLE.test(text)) return Number(text);
  if (FLOAT.test(text)) return Number(text.includes("_") ? text.replaceAll("_", "") : text);
  const special = SPECIAL.exec(text);
  if (special === null) return undefined;
  if (special[2] === undefined) return special[1] === "-" ? negativeNan() : Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** `round(x, places)` for a finite `x`; may be infinite when rounding up leaves the range. */
export function roundDouble(x: number, places: number): number {
  // Beyond these, every digit is kept, or none is.
  if (places > 323) return x;
  if (places < -308) return 0 * x;
  const digits = roundToPlaces(Math.abs(x), places);
  const magnitude = Number(`${digits}e${-places}`);
  return x < 0 || Object.is(x, -0) ? -magnitude : magnitude;
}
