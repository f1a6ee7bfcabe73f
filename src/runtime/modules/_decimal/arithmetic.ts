/**
 * Addition, multiplication, division and what is made of them.
 * https://speleotrove.com/decimal/daops.html; exponents and conditions follow libmpdec.
 */
import {
  CLAMPED,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  finish,
  finishNumber,
  INVALID_OPERATION,
  invalid,
  nanOf,
  type PyContext,
} from "./context.ts";
import {
  digitCount,
  finite,
  infinity,
  type PyDecimal,
  powerOfTen,
  quietNaN,
  trailingZeros,
  withSign,
} from "./number.ts";

export function add(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (a.infinite) return b.infinite && a.negative !== b.negative ? invalid(context) : infinity(a.negative);
  if (b.infinite) return infinity(b.negative);
  const big = a.exponent >= b.exponent ? a : b;
  let small = big === a ? b : a;
  if (big.coefficient !== 0n && big.exponent !== small.exponent) {
    // A number too small to matter but for rounding is replaced by one digit, to avoid long coefficients.
    const digits = big.digits;
    const floor = big.exponent - 1 + (digits > context.precision ? 0 : digits - context.precision - 1);
    if (small.adjusted < floor) small = finite(small.negative, small.coefficient === 0n ? 0n : 1n, floor);
  }
  const shift = big.exponent - small.exponent;
  const aligned =
    shift === 0 || big.coefficient === 0n ? big.coefficient : big.coefficient * powerOfTen(shift);
  const sum = (big.negative ? -aligned : aligned) + (small.negative ? -small.coefficient : small.coefficient);
  if (sum !== 0n) return finish(sum < 0n, sum < 0n ? -sum : sum, small.exponent, context);
  const negative = a.negative === b.negative ? a.negative : context.rounding === "ROUND_FLOOR";
  return finish(negative, 0n, small.exponent, context);
}

export function subtract(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  return nanOf(context, a, b) ?? add(a, withSign(b, !b.negative), context);
}

export function multiply(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  const negative = a.negative !== b.negative;
  if (a.infinite || b.infinite) return a.zero || b.zero ? invalid(context) : infinity(negative);
  return finish(negative, a.coefficient * b.coefficient, a.exponent + b.exponent, context);
}

/** `a * b + c`, rounded once. */
export function fma(a: PyDecimal, b: PyDecimal, c: PyDecimal, context: PyContext): PyDecimal {
  if ((a.infinite && b.zero) || (a.zero && b.infinite)) return invalid(context);
  const nan = nanOf(context, a, b, c);
  if (nan !== undefined) return nan;
  const negative = a.negative !== b.negative;
  if (a.infinite || b.infinite) {
    return add(infinity(negative), c, context);
  }
  return add(finite(negative, a.coefficient * b.coefficient, a.exponent + b.exponent), c, context);
}

export function divide(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  const negative = a.negative !== b.negative;
  if (a.infinite) return b.infinite ? invalid(context) : infinity(negative);
  if (b.infinite) {
    context.status |= CLAMPED;
    return finite(negative, 0n, context.tiny);
  }
  if (b.zero) return byZero(a, negative, context);
  const ideal = a.exponent - b.exponent;
  if (a.zero) return finish(negative, 0n, ideal, context);
  const shift = b.digits - a.digits + context.precision + 1;
  const dividend = shift > 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
  const divisor = shift < 0 ? b.coefficient * powerOfTen(-shift) : b.coefficient;
  let quotient = dividend / divisor;
  let exponent = ideal - shift;
  if (dividend !== quotient * divisor) {
    // The digit beyond the precision must not look like an exact result or a tie.
    if (quotient % 5n === 0n) quotient += 1n;
  } else if (shift > 0) {
    const zeros = Math.min(trailingZeros(quotient), ideal - exponent);
    if (zeros > 0) {
      quotient /= powerOfTen(zeros);
      exponent += zeros;
    }
  }
  return finish(negative, quotient, exponent, context);
}

function byZero(a: PyDecimal, negative: boolean, context: PyContext): PyDecimal {
  if (a.zero) return invalid(context, DIVISION_UNDEFINED);
  context.status |= DIVISION_BY_ZERO;
  return infinity(negative);
}

/** Integer quotient and remainder of finite numbers, `b` not zero; undefined when the quotient has too many digits. */
function divideIntegers(
  a: PyDecimal,
  b: PyDecimal,
  context: PyContext,
): [quotient: PyDecimal, remainder: PyDecimal] | undefined {
  const negative = a.negative !== b.negative;
  const exponent = Math.min(a.exponent, b.exponent);
  if (a.zero) return [finite(negative, 0n, 0), finite(a.negative, 0n, exponent)];
  const distance = a.adjusted - b.adjusted;
  if (distance < 0) {
    const kept = a.exponent > exponent ? a.coefficient * powerOfTen(a.exponent - exponent) : a.coefficient;
    return [finite(negative, 0n, 0), finite(a.negative, kept, exponent)];
  }
  if (distance > context.precision) return undefined;
  const x = a.coefficient * powerOfTen(a.exponent - exponent);
  const y = b.coefficient * powerOfTen(b.exponent - exponent);
  const quotient = x / y;
  if (digitCount(quotient) > context.precision) return undefined;
  return [finite(negative, quotient, 0), finite(a.negative, x - quotient * y, exponent)];
}

/** The integer part of the quotient. */
export function divideInt(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  const negative = a.negative !== b.negative;
  if (a.infinite) return b.infinite ? invalid(context) : infinity(negative);
  if (b.infinite) return finite(negative, 0n, 0);
  if (b.zero) return byZero(a, negative, context);
  const parts = divideIntegers(a, b, context);
  return parts === undefined ? invalid(context, DIVISION_IMPOSSIBLE) : finishNumber(parts[0], context);
}

/** What {@link divideInt} leaves, with the sign of `a`. */
export function remainder(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (a.infinite) return invalid(context);
  if (b.infinite) return finishNumber(a, context);
  if (b.zero) return invalid(context, a.zero ? DIVISION_UNDEFINED : INVALID_OPERATION);
  const parts = divideIntegers(a, b, context);
  return parts === undefined ? invalid(context, DIVISION_IMPOSSIBLE) : finishNumber(parts[1], context);
}

export function divmod(a: PyDecimal, b: PyDecimal, context: PyContext): [PyDecimal, PyDecimal] {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return [nan, nan];
  const negative = a.negative !== b.negative;
  if (a.infinite) {
    const rest = invalid(context);
    return [b.infinite ? quietNaN() : infinity(negative), rest];
  }
  if (b.infinite) return [finite(negative, 0n, 0), finishNumber(a, context)];
  if (b.zero) {
    if (a.zero) return [invalid(context, DIVISION_UNDEFINED), quietNaN()];
    context.status |= DIVISION_BY_ZERO | INVALID_OPERATION;
    return [infinity(negative), quietNaN()];
  }
  const parts = divideIntegers(a, b, context);
  if (parts === undefined) return [invalid(context, DIVISION_IMPOSSIBLE), quietNaN()];
  return [finishNumber(parts[0], context), finishNumber(parts[1], context)];
}

/** `a - b * n` for the integer n nearest to the quotient, the even one at a tie. */
export function remainderNear(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (a.infinite) return invalid(context);
  if (b.infinite) return finishNumber(a, context);
  if (b.zero) return invalid(context, a.zero ? DIVISION_UNDEFINED : INVALID_OPERATION);
  const exponent = Math.min(a.exponent, b.exponent);
  if (a.zero) return finish(a.negative, 0n, exponent, context);
  const distance = a.adjusted - b.adjusted;
  if (distance > context.precision) return invalid(context, DIVISION_IMPOSSIBLE);
  if (distance < -1)
    return finish(a.negative, a.coefficient * powerOfTen(a.exponent - exponent), exponent, context);
  const x = a.coefficient * powerOfTen(a.exponent - exponent);
  const y = b.coefficient * powerOfTen(b.exponent - exponent);
  let quotient = x / y;
  let rest = x - quotient * y;
  let { negative } = a;
  if (2n * rest > y || (2n * rest === y && (quotient & 1n) === 1n)) {
    rest = y - rest;
    quotient += 1n;
    negative = !negative;
  }
  if (digitCount(quotient) > context.precision) return invalid(context, DIVISION_IMPOSSIBLE);
  return finish(negative, rest, exponent, context);
}

/** Unary plus: rounds; minus zero becomes zero unless rounding is to the floor. */
export function plus(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  return finishNumber(a.zero ? withSign(a, a.negative && context.rounding === "ROUND_FLOOR") : a, context);
}

/** Unary minus. */
export function minus(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  const negative = a.zero ? !a.negative && context.rounding === "ROUND_FLOOR" : !a.negative;
  return finishNumber(withSign(a, negative), context);
}

export function absolute(a: PyDecimal, context: PyContext): PyDecimal {
  return nanOf(context, a) ?? finishNumber(withSign(a, false), context);
}
