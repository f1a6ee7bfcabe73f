/**
 * Square roots, logarithms, exponentials and powers.
 *
 * `exp`, `ln` and `log10` are rounded correctly (always to the even neighbour): they are computed in binary fixed point
 * with more and more digits until the error cannot change the rounding, which ends, since no result but the trivial ones
 * is a finite decimal fraction. `power` takes libmpdec's steps, whose last digit is not always right, so that results are
 * the same as in CPython. https://speleotrove.com/decimal/daops.html#refpower
 */
import { divide, multiply } from "./arithmetic.ts";
import {
  CLAMPED,
  finish,
  finishNumber,
  INEXACT,
  invalid,
  nanOf,
  type PyContext,
  ROUNDED,
  unlimited,
} from "./context.ts";
import {
  compareNumbers,
  digitCount,
  finite,
  infinity,
  isOdd,
  ofInteger,
  type PyDecimal,
  powerOfTen,
  trailingZeros,
  truncated,
  withSign,
} from "./number.ts";

const ONE = ofInteger(1n);

/** floor(sqrt(n)), by Newton's method from a power of two above. */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

export function squareRoot(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  const ideal = Math.floor(a.exponent / 2);
  if (a.zero) return finish(a.negative, 0n, ideal, context);
  if (a.negative) return invalid(context);
  if (a.infinite) return a;
  const even = a.exponent === 2 * ideal;
  let coefficient = even ? a.coefficient : a.coefficient * 10n;
  const length = (digitCount(coefficient) + 1) >> 1;
  const shift = context.precision + 1 - length;
  let exact = true;
  if (shift >= 0) coefficient *= powerOfTen(2 * shift);
  else {
    const unit = powerOfTen(-2 * shift);
    const upper = coefficient / unit;
    exact = upper * unit === coefficient;
    coefficient = upper;
  }
  let root = integerRoot(coefficient);
  let exponent = ideal - shift;
  if (exact && root * root === coefficient) {
    root = shift >= 0 ? root / powerOfTen(shift) : root * powerOfTen(-shift);
    exponent = ideal;
  } else if (root % 5n === 0n) root += 1n;
  return halfEven(context, () => finish(false, root, exponent, context));
}

/** Runs `compute` while the context rounds half-even. */
function halfEven<T>(context: PyContext, compute: () => T): T {
  const { rounding } = context;
  context.rounding = "ROUND_HALF_EVEN";
  try {
    return compute();
  } finally {
    context.rounding = rounding;
  }
}

/** atanh(1/n) times 2**bits. */
function inverseArtanh(n: bigint, bits: bigint): bigint {
  let term = (1n << bits) / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= n * n;
    sum += term / k;
  }
  return sum;
}

/** ln(10) times 2**bits, with an error of a few hundred units. */
const lnTen = (bits: bigint): bigint =>
  46n * inverseArtanh(31n, bits) + 34n * inverseArtanh(49n, bits) + 20n * inverseArtanh(161n, bits);

const bitsOfDigits = (digits: number): bigint => BigInt(Math.ceil(digits * 3.3219281) + 1);

/** A decimal as a multiple of 2**-bits, rounded down. */
function fixed(coefficient: bigint, exponent: number, bits: bigint): bigint {
  return exponent >= 0
    ? (coefficient * powerOfTen(exponent)) << bits
    : (coefficient << bits) / powerOfTen(-exponent);
}

/** exp(r) times 2**bits for 0 <= r < 3, `r` given the same way. */
function fixedExp(r: bigint, bits: bigint): bigint {
  // Halved `halvings` times, so that the series is short; each squaring doubles the error.
  const halvings = BigInt(Math.ceil(Math.sqrt(Number(bits)) / 2) + 2);
  const extra = 2n * halvings + 8n;
  const work = bits + extra;
  const x = (r << extra) >> halvings;
  let term = 1n << work;
  let sum = term;
  for (let k = 1n; term !== 0n; k += 1n) {
    term = ((term * x) >> work) / k;
    sum += term;
  }
  for (let i = 0n; i < halvings; i += 1n) sum = (sum * sum) >> work;
  return sum >> extra;
}

/** ln(m) times 2**bits for m from 0.1 to 10, given the same way. */
function fixedLn(m: bigint, bits: bigint): bigint {
  const roots = BigInt(Math.ceil(Math.sqrt(Number(bits)) / 3) + 3);
  const work = bits + 2n * roots + 8n;
  let y = m << (work - bits);
  for (let i = 0n; i < roots; i += 1n) y = integerRoot(y << work);
  const one = 1n << work;
  const z = ((y - one) << work) / (y + one);
  const square = (z * z) >> work;
  let term = z;
  let sum = z;
  // Shifts of negative numbers go down, so that the term ends at 0 or -1.
  for (let k = 3n; term !== 0n && term !== -1n; k += 2n) {
    term = (term * square) >> work;
    sum += term / k;
  }
  return (sum << (roots + 1n)) >> (work - bits);
}

/**
 * Rounds correctly what `approximate(digits)` gives as a coefficient of at least `digits` digits and an exponent, its
 * error being less than 10 units of the coefficient's last but third digit.
 */
function correctly(
  context: PyContext,
  approximate: (digits: number) => [negative: boolean, coefficient: bigint, exponent: number],
): PyDecimal {
  for (let extra = 8; ; extra += Math.max(10, extra)) {
    const [negative, coefficient, exponent] = approximate(context.precision + extra);
    const cutOff = digitCount(coefficient) - context.precision;
    const unit = powerOfTen(cutOff);
    const rest = coefficient % unit;
    const half = unit / 2n;
    const doubt = 10000n;
    const near = (point: bigint): boolean => rest - point < doubt && point - rest < doubt;
    if (near(0n) || near(half) || near(unit)) continue;
    context.status |= INEXACT | ROUNDED;
    return halfEven(context, () => finish(negative, coefficient, exponent, context));
  }
}

export function exp(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.infinite) return a.negative ? ofInteger(0n) : a;
  if (a.zero) return ONE;
  // Beyond all exponents, also of subnormal numbers.
  if (a.adjusted > 19) {
    context.status |= ROUNDED | INEXACT;
    return halfEven(context, () =>
      finish(false, 1n, a.negative ? context.tiny - context.precision - 3 : context.highest + 1, context),
    );
  }
  if (a.adjusted < -context.precision - 1) {
    // Too near to one to be anything else.
    context.status |= INEXACT | ROUNDED;
    return finite(false, powerOfTen(context.precision - 1), 1 - context.precision);
  }
  return correctly(context, (digits) => {
    const bits = bitsOfDigits(digits + 2);
    const size = BigInt(Math.max(0, a.adjusted + 1) * 4);
    const x = fixed(a.coefficient, a.exponent, bits + size);
    const signed = a.negative ? -x : x;
    const ten = lnTen(bits + size);
    let tens = signed / ten;
    if (signed < 0n) tens -= 1n;
    const e = fixedExp((signed - tens * ten) >> size, bits);
    return [false, (e * powerOfTen(digits)) >> bits, Number(tens) - digits];
  });
}

/** ln of a positive number that is not one, as a multiple of 2**-bits, and how many digits of it are zeros in front. */
function fixedLogarithm(a: PyDecimal, bits: bigint): bigint {
  const length = a.digits;
  // The mantissa is taken from the decade that has one in its middle, so that nothing cancels but near one.
  const low = a.coefficient * 3n < powerOfTen(length);
  const tens = a.exponent + length - (low ? 1 : 0);
  const mantissa = fixed(a.coefficient, a.exponent - tens, bits);
  return fixedLn(mantissa, bits) + BigInt(tens) * lnTen(bits);
}

/** How many digits of ln(a) are zeros after the point: those of a - 1. */
function zerosOfLogarithm(a: PyDecimal): number {
  if (a.adjusted > 0 || a.adjusted < -1) return 0;
  const one = powerOfTen(Math.max(0, -a.exponent));
  const distance = a.coefficient > one ? a.coefficient - one : one - a.coefficient;
  return Math.max(0, -(a.exponent + digitCount(distance)) + 1);
}

/** Extra bits for `BigInt(tens) * lnTen` with a large exponent. */
const bitsOfExponent = (a: PyDecimal): bigint => BigInt(Math.ceil(Math.log2(Math.abs(a.adjusted) + 2)));

function logarithmOperand(a: PyDecimal, context: PyContext): PyDecimal | undefined {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.zero) return infinity(true);
  if (a.negative) return invalid(context);
  return a.infinite ? a : undefined;
}

export function ln(a: PyDecimal, context: PyContext): PyDecimal {
  const special = logarithmOperand(a, context);
  if (special !== undefined) return special;
  if (compareNumbers(a, ONE) === 0) return ofInteger(0n);
  return correctly(context, (digits) => {
    const places = digits + zerosOfLogarithm(a);
    const bits = bitsOfDigits(places + 2) + bitsOfExponent(a);
    const x = fixedLogarithm(a, bits);
    return [x < 0n, ((x < 0n ? -x : x) * powerOfTen(places)) >> bits, -places];
  });
}

export function log10(a: PyDecimal, context: PyContext): PyDecimal {
  const special = logarithmOperand(a, context);
  if (special !== undefined) return special;
  const zeros = trailingZeros(a.coefficient);
  if (a.coefficient === powerOfTen(zeros)) {
    return halfEven(context, () => finishNumber(ofInteger(BigInt(a.exponent + zeros)), context));
  }
  return correctly(context, (digits) => {
    const places = digits + zerosOfLogarithm(a);
    const bits = bitsOfDigits(places + 2) + bitsOfExponent(a);
    const x = (fixedLogarithm(a, bits) << bits) / lnTen(bits);
    return [x < 0n, ((x < 0n ? -x : x) * powerOfTen(places)) >> bits, -places];
  });
}

/** One with as many zeros after the point as the precision has room for. */
const paddedOne = (negative: boolean, context: PyContext): PyDecimal =>
  finite(negative, powerOfTen(context.precision - 1), 1 - context.precision);

export function power(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  const integral = b.integral;
  const negative = integral && a.negative && isOdd(b);
  if (a.zero) {
    if (b.zero) return invalid(context);
    return b.negative ? infinity(negative) : finite(negative, 0n, 0);
  }
  if (a.negative && !integral) return invalid(context);
  const order = a.infinite ? 1 : compareNumbers(withSign(a, false), ONE);
  if (b.infinite) {
    if (order === 0) {
      context.status |= INEXACT | ROUNDED;
      return paddedOne(negative, context);
    }
    return order < 0 === b.negative ? infinity(negative) : finite(negative, 0n, 0);
  }
  if (a.infinite) {
    if (b.zero) return finite(negative, 1n, 0);
    return b.negative ? finite(negative, 0n, 0) : infinity(negative);
  }
  if (b.zero) return finite(negative, 1n, 0);
  if (order === 0) return powerOfOne(a, b, integral, negative, context);
  const bounded = powerBeyondLimits(a, b, order, negative, context);
  if (bounded !== undefined) return bounded;
  return integral ? integerPower(a, b, negative, context) : realPower(a, b, context);
}

/** 1.00 ** 3 is 1.000000; other powers of one have all digits. */
function powerOfOne(
  a: PyDecimal,
  b: PyDecimal,
  integral: boolean,
  negative: boolean,
  context: PyContext,
): PyDecimal {
  if (!integral) {
    context.status |= INEXACT | ROUNDED;
    return paddedOne(negative, context);
  }
  if (b.negative) return finite(negative, 1n, 0);
  const places = a.exponent === 0 ? 0 : b.adjusted > 20 ? Infinity : Number(truncated(b)) * -a.exponent;
  if (places > context.precision - 1) {
    context.status |= ROUNDED;
    return paddedOne(negative, context);
  }
  return finite(negative, powerOfTen(Math.max(places, 0)), -Math.max(places, 0));
}

/** Results that are certain to overflow or underflow, without computing them. */
function powerBeyondLimits(
  a: PyDecimal,
  b: PyDecimal,
  order: number,
  negative: boolean,
  context: PyContext,
): PyDecimal | undefined {
  // A lower bound of the exponent of |log10(a)|, to which that of b is added.
  const magnitude = a.adjusted >= 1 ? a.adjusted : a.adjusted < -1 ? -a.adjusted - 1 : undefined;
  const size =
    magnitude === undefined
      ? -zerosOfLogarithm(a) - (a.adjusted === 0 ? 2 : 1)
      : Math.floor(Math.log10(magnitude));
  const bound = size + b.adjusted;
  if (order > 0 !== b.negative) {
    if (bound <= digitCount(BigInt(context.highest))) return undefined;
    return finish(negative, 1n, context.highest + 1, context);
  }
  if (bound <= digitCount(BigInt(-context.tiny))) return undefined;
  return finish(negative, 1n, context.tiny - 1, context);
}

function integerPower(a: PyDecimal, b: PyDecimal, negative: boolean, context: PyContext): PyDecimal {
  const work = context.scratch(context.precision + b.adjusted + 3);
  let base = a;
  if (b.negative) {
    work.precision += 1;
    base = divide(ONE, a, work);
  }
  const bits = truncated(withSign(b, false)).toString(2);
  let result = base;
  for (let i = 1; i < bits.length; i++) {
    result = multiply(result, result, work);
    if (bits[i] === "1") result = multiply(result, base, work);
    if (result.kind !== 0 || (result.coefficient === 0n && (work.status & CLAMPED) !== 0)) break;
  }
  context.status |= work.status;
  // So that rounding towards zero gives the greatest number.
  if (result.infinite) return finish(negative, 1n, context.highest + 1, context);
  return finishNumber(withSign(result, negative), context);
}

function realPower(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  // The steps have no limits of exponents, so that underflow is found where the result is rounded.
  const work = unlimited();
  work.precision = Math.max(a.digits, context.precision) + 23;
  const result = exp(multiply(ln(a, work), b, work), work);
  context.status |= INEXACT | ROUNDED;
  if (result.infinite) return finish(false, 1n, context.highest + 1, context);
  return finishNumber(compareNumbers(result, ONE) === 0 ? paddedOne(false, context) : result, context);
}
