/**
 * Comparisons, minima and maxima, and the operations on coefficients of zeros and ones.
 * https://speleotrove.com/decimal/damisc.html
 */
import { finishNumber, INVALID_OPERATION, invalid, nanOf, type PyContext } from "./context.ts";
import {
  compareNumbers,
  finite,
  ofInteger,
  type PyDecimal,
  powerOfTen,
  QUIET,
  truncated,
  withSign,
} from "./number.ts";

/** -1, 0 or 1 as a number, or a NaN; `signal` makes every NaN an invalid operation. */
export function compare(a: PyDecimal, b: PyDecimal, context: PyContext, signal = false): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan === undefined) return ofInteger(BigInt(compareNumbers(a, b)));
  if (signal) context.status |= INVALID_OPERATION;
  return nan;
}

/** The total order of all representations: -1, 0 or 1. */
export function totalOrder(a: PyDecimal, b: PyDecimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const sign = a.negative ? -1 : 1;
  if (a.nan || b.nan) {
    if (a.kind !== b.kind) return a.kind < b.kind ? -sign : sign;
    if (a.coefficient === b.coefficient) return 0;
    return a.coefficient < b.coefficient ? -sign : sign;
  }
  const order = compareNumbers(a, b);
  if (order !== 0) return order;
  if (a.infinite || a.exponent === b.exponent) return 0;
  return a.exponent < b.exponent ? -sign : sign;
}

export const totalOrderOfMagnitudes = (a: PyDecimal, b: PyDecimal): number =>
  totalOrder(withSign(a, false), withSign(b, false));

/** The greater (`greater`) or lesser of two numbers, by magnitude when asked; a quiet NaN loses to a number. */
export function extreme(
  a: PyDecimal,
  b: PyDecimal,
  context: PyContext,
  greater: boolean,
  byMagnitude: boolean,
): PyDecimal {
  if (a.kind === QUIET && !b.nan) return finishNumber(b, context);
  if (b.kind === QUIET && !a.nan) return finishNumber(a, context);
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  let order = byMagnitude ? compareNumbers(withSign(a, false), withSign(b, false)) : 0;
  if (order === 0) order = compareNumbers(a, b);
  if (order === 0) order = totalOrder(a, b);
  return finishNumber(order < 0 === greater ? b : a, context);
}

/** Whether the exponents are equal; infinities go with infinities, NaNs with NaNs. */
export function sameQuantum(a: PyDecimal, b: PyDecimal): boolean {
  if (a.finite && b.finite) return a.exponent === b.exponent;
  return (a.nan && b.nan) || (a.infinite && b.infinite);
}

/** The digits of a logical operand as bits, as many as the precision has; undefined when it is none. */
function bitsOf(a: PyDecimal, context: PyContext): bigint | undefined {
  if (!a.finite || a.negative || a.exponent !== 0) return undefined;
  const text = a.coefficient.toString();
  return /^[01]+$/.test(text) ? BigInt(`0b${text.slice(-context.precision)}`) : undefined;
}

const fromBits = (bits: bigint): PyDecimal => finite(false, BigInt(bits.toString(2)), 0);

export function logical(
  a: PyDecimal,
  b: PyDecimal,
  context: PyContext,
  operate: (x: bigint, y: bigint) => bigint,
): PyDecimal {
  const x = bitsOf(a, context);
  const y = bitsOf(b, context);
  return x === undefined || y === undefined ? invalid(context) : fromBits(operate(x, y));
}

export function logicalInvert(a: PyDecimal, context: PyContext): PyDecimal {
  const x = bitsOf(a, context);
  return x === undefined ? invalid(context) : fromBits(((1n << BigInt(context.precision)) - 1n) ^ x);
}

/** "+Normal" and the like. */
export function numberClass(a: PyDecimal, context: PyContext): string {
  if (a.nan) return a.kind === QUIET ? "NaN" : "sNaN";
  const sign = a.negative ? "-" : "+";
  if (a.infinite) return `${sign}Infinity`;
  if (a.zero) return `${sign}Zero`;
  return a.adjusted < context.lowest ? `${sign}Subnormal` : `${sign}Normal`;
}

const MODULUS = (1n << 61n) - 1n;

/** `hash` of a number: that of the equal int, float or Fraction. Not for NaNs. */
export function hashNumber(a: PyDecimal): bigint {
  if (a.infinite) return a.negative ? -314159n : 314159n;
  // 10**-1 modulo the prime, for negative exponents.
  let base = a.exponent >= 0 ? 10n : 2075258708292324556n;
  let power = 1n;
  for (let n = BigInt(Math.abs(a.exponent)); n > 0n; n >>= 1n) {
    if ((n & 1n) === 1n) power = (power * base) % MODULUS;
    base = (base * base) % MODULUS;
  }
  const magnitude = (a.coefficient * power) % MODULUS;
  const signed = a.negative ? -magnitude : magnitude;
  return signed === -1n ? -2n : signed;
}

/** `base ** exponent % modulus` on integers. */
export function powerModulo(a: PyDecimal, b: PyDecimal, m: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b, m);
  if (nan !== undefined) return nan;
  if (!a.integral || !b.integral || !m.integral || m.zero || m.adjusted + 1 > context.precision) {
    return invalid(context);
  }
  if (b.negative && !b.zero) return invalid(context);
  const modulus = truncated(withSign(m, false));
  if (b.zero) return a.zero ? invalid(context) : ofInteger(modulus === 1n ? 0n : 1n);
  const exponent = truncated(b);
  let base =
    (withSign(a, false).coefficient * modularPower(10n, BigInt(Math.max(a.exponent, 0)), modulus)) % modulus;
  if (a.exponent < 0) base = truncated(withSign(a, false)) % modulus;
  const result = modularPower(base, exponent, modulus);
  return finite(a.negative && (exponent & 1n) === 1n, result, 0);
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base % modulus;
  for (let n = exponent; n > 0n; n >>= 1n) {
    if ((n & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The exact fraction of a finite number, in lowest terms. */
export function integerRatio(a: PyDecimal): [bigint, bigint] {
  const signed = a.negative ? -a.coefficient : a.coefficient;
  if (a.exponent >= 0) return [signed * powerOfTen(a.coefficient === 0n ? 0 : a.exponent), 1n];
  if (a.coefficient === 0n) return [0n, 1n];
  // The denominator has no other factors than 2 and 5.
  let numerator = signed;
  let twos = -a.exponent;
  let fives = -a.exponent;
  while (twos > 0 && (numerator & 1n) === 0n) {
    numerator >>= 1n;
    twos--;
  }
  while (fives > 0 && numerator % 5n === 0n) {
    numerator /= 5n;
    fives--;
  }
  return [numerator, (1n << BigInt(twos)) * 5n ** BigInt(fives)];
}
