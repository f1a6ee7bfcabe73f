/** The binary form of doubles: taking them apart exactly and putting them together with correct rounding. */
import { bigBitLength } from "./int.ts";

const view = new DataView(new ArrayBuffer(8));

/** Bits of a double as an unsigned 64-bit bigint. */
export function doubleToBits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

export function bitsToDouble(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** Whether the sign bit is set, also that of a zero and of NaN. */
export function isNegative(x: number): boolean {
  if (x === x) return x < 0 || Object.is(x, -0);
  view.setFloat64(0, x);
  return view.getUint8(0) >= 0x80;
}

/** NaN with its sign bit set, as far as the engine keeps that. */
export const negativeNan = (): number => bitsToDouble(0xfff8000000000000n);

/** A finite double as `mantissa * 2 ** exponent`, with an integral mantissa of at most 53 bits and the sign. */
export function decompose(x: number): { mantissa: number; exponent: number } {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  const biased = (high >>> 20) & 0x7ff;
  const fraction = (high & 0xfffff) * 0x100000000 + low;
  const magnitude = biased === 0 ? fraction : fraction + 0x10000000000000;
  return { mantissa: x < 0 ? -magnitude : magnitude, exponent: (biased === 0 ? 1 : biased) - 1075 };
}

/** 2 ** exponent for -1022 <= exponent <= 1023. */
export function powerOfTwo(exponent: number): number {
  view.setUint32(0, (exponent + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** The exponent of a normal double: 2 ** e <= abs(x) < 2 ** (e + 1). */
export function exponentOf(x: number): number {
  view.setFloat64(0, x);
  return ((view.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

/** A positive normal double over 2 ** exponentOf(x): from 1 to 2. */
export function significandOf(x: number): number {
  view.setFloat64(0, x);
  view.setUint32(0, (view.getUint32(0) & 0xfffff) | (1023 << 20));
  return view.getFloat64(0);
}

/** `x = m * 2 ** e` with 0.5 <= abs(m) < 1, as C's frexp. Zero, infinities and NaN have exponent 0. */
export function frexp(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let scaled = x;
  let extra = 0;
  if (Math.abs(x) < 2.2250738585072014e-308) {
    scaled = x * 2 ** 54;
    extra = -54;
  }
  view.setFloat64(0, scaled);
  const high = view.getUint32(0);
  const exponent = ((high >>> 20) & 0x7ff) - 1022;
  view.setUint32(0, (high & 0x800fffff) | (1022 << 20));
  return [view.getFloat64(0), exponent + extra];
}

/** `x * 2 ** exponent`, rounded once; may be infinite. */
export function ldexp(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  if (exponent > 2200) return x > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (exponent < -2200) return x > 0 ? 0 : -0;
  if (exponent >= -1000 && exponent <= 1000 && Math.abs(x) >= 1 && Math.abs(x) < 2 ** 22)
    return x * 2 ** exponent;
  const { mantissa, exponent: own } = decompose(x);
  return scale(BigInt(mantissa), own + exponent, false);
}

/** The double nearest to `(n + tiny) * 2 ** exponent`, ties to even, where `tiny` (0 < tiny < 1, away from zero) is
 * there when `sticky`. Infinite when out of range. */
export function scale(n: bigint, exponent: number, sticky: boolean): number {
  if (n < 0n) return -scale(-n, exponent, sticky);
  if (n === 0n) return 0;
  const bits = bigBitLength(n);
  if (bits + exponent > 1024) return Number.POSITIVE_INFINITY;
  const precision = Math.min(53, bits + exponent + 1074);
  if (precision < 0) return 0;
  const drop = bits - precision;
  if (drop <= 0) return exactScale(Number(n), exponent);
  let kept = n >> BigInt(drop);
  const rest = n - (kept << BigInt(drop));
  const half = 1n << BigInt(drop - 1);
  if (rest > half || (rest === half && (sticky || (kept & 1n) === 1n))) kept += 1n;
  return exactScale(Number(kept), exponent + drop);
}

/** `x * 2 ** exponent` for an integer of at most 53 bits, when the result is a double (or overflows). */
function exactScale(x: number, exponent: number): number {
  if (exponent > 1000) return x * 2 ** 1000 * 2 ** (exponent - 1000);
  if (exponent < -1000) return x * 2 ** -537 * 2 ** (exponent + 537);
  return x * 2 ** exponent;
}

/** The double nearest to `a / b` (b not 0), ties to even; infinite when out of range. */
export function divideToDouble(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  const negative = a < 0n !== b < 0n;
  const numerator = a < 0n ? -a : a;
  const denominator = b < 0n ? -b : b;
  const shift = bigBitLength(numerator) - bigBitLength(denominator) - 56;
  if (shift > 1100) return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (shift < -1300) return negative ? -0 : 0;
  const top = shift < 0 ? numerator << BigInt(-shift) : numerator;
  const bottom = shift > 0 ? denominator << BigInt(shift) : denominator;
  const quotient = top / bottom;
  const result = scale(quotient, shift, quotient * bottom !== top);
  return negative ? -result : result;
}
