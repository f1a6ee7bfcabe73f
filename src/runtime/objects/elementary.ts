/** Elementary functions of doubles, rounded as the C library rounds them (see `double-double.ts`). */
import { frexp, ldexp } from "./double-bits.ts";
import { divWide, LN10, LN2, mulWide, twoProduct, wide } from "./double-double.ts";
import { exponential, logarithm } from "./log-exp.ts";

/** Largest x with a finite exp(x), smallest with one that is not zero. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019411;

/** e ** x; infinite on overflow. */
export function exp(x: number): number {
  if (x !== x || x === 0) return x + 1;
  if (x > EXP_MAX) return Number.POSITIVE_INFINITY;
  if (x < EXP_MIN) return 0;
  return exponential(x, 0);
}

/** 2 ** x */
export function exp2(x: number): number {
  if (x !== x) return x;
  if (x >= 1024) return Number.POSITIVE_INFINITY;
  if (x < -1075) return 0;
  const whole = Math.round(x);
  if (whole === x) return ldexp(1, x);
  const { hi, lo } = mulWide(wide(x - whole), LN2);
  return exponential(hi, lo, whole);
}

/** Natural logarithm; x > 0. */
export function log(x: number): number {
  if (x === Number.POSITIVE_INFINITY || x !== x) return x;
  if (x === 1) return 0;
  const { hi, lo } = logarithm(x);
  return hi + lo;
}

export function log2(x: number): number {
  if (x === Number.POSITIVE_INFINITY || x !== x) return x;
  const [fraction, exponent] = frexp(x);
  if (fraction === 0.5) return exponent - 1;
  const { hi, lo } = divWide(logarithm(x), LN2);
  return hi + lo;
}

export function log10(x: number): number {
  if (x === Number.POSITIVE_INFINITY || x !== x) return x;
  if (x === 1) return 0;
  const { hi, lo } = divWide(logarithm(x), LN10);
  return hi + lo;
}

/** `x ** y` for finite x and y, where the result is real; infinite on overflow. */
export function power(x: number, y: number): number {
  if (y === 2) return x * x;
  if (y === 1) return x;
  if (y === 0 || x === 1) return 1;
  if (y === -1) return 1 / x;
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x ** y;
  if (y === 0.5) return Math.sqrt(x);
  const magnitude = Math.abs(x);
  const odd = y % 2 !== 0;
  const negative = x < 0 && odd;
  if (magnitude === 1) return negative ? -1 : 1;
  // Small integral powers that are exact.
  if (Number.isInteger(x) && y > 0 && y < 64 && Math.floor(y) === y) {
    const exact = smallPower(x, y);
    if (exact !== undefined) return exact;
    // Half-way cases must be exact, and only small powers have them.
    if (y * Math.log2(magnitude) < 128) return Number(BigInt(x) ** BigInt(y));
  }
  if (y > 0 && y <= 8 && Math.floor(y) === y && magnitude > 1e-30 && magnitude < 1e30) {
    let result = twoProduct(magnitude, magnitude);
    for (let i = 2; i < y; i++) result = mulWide(result, wide(magnitude));
    return negative ? -(result.hi + result.lo) : result.hi + result.lo;
  }
  const approximate = y * Math.log2(magnitude);
  if (approximate > 1025) return negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (approximate < -1076) return negative ? -0 : 0;
  const base = logarithm(magnitude);
  const product = twoProduct(base.hi, y);
  const low = product.lo + base.lo * y;
  const high = product.hi + low;
  const result = exponential(high, low - (high - product.hi));
  return negative ? -result : result;
}

/** The product while it stays a safe integer. */
function smallPower(x: number, y: number): number | undefined {
  let result = 1;
  for (let i = 0; i < y; i++) {
    result *= x;
    if (!Number.isSafeInteger(result)) return undefined;
  }
  return result;
}
