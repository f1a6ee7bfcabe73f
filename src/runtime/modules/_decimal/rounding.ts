/**
 * Operations that change the exponent of a number: quantize, rounding to integers, normalize, scaleb, and the neighbours
 * of a number. https://speleotrove.com/decimal/damisc.html
 */
import {
  CLAMPED,
  cut,
  finish,
  finishNumber,
  greatest,
  INEXACT,
  INVALID_OPERATION,
  invalid,
  nanOf,
  OVERFLOW,
  type PyContext,
  ROUNDED,
  type Rounding,
  roundsUp,
  SUBNORMAL,
  UNDERFLOW,
  DIVISION_BY_ZERO,
} from "./context.ts";
import { add } from "./arithmetic.ts";
import {
  compareNumbers,
  finite,
  infinity,
  ofInteger,
  type PyDecimal,
  powerOfTen,
  trailingZeros,
  truncated,
  withSign,
} from "./number.ts";

/** The number with another exponent, without regard to the precision. Notes Rounded and Inexact. */
function rescale(a: PyDecimal, exponent: number, rounding: Rounding, context: PyContext): PyDecimal {
  const shift = a.exponent - exponent;
  if (a.zero || shift === 0) return finite(a.negative, a.coefficient, exponent);
  if (shift > 0) return finite(a.negative, a.coefficient * powerOfTen(shift), exponent);
  const [kept, rest] = cut(a.coefficient, -shift, a.digits);
  context.status |= ROUNDED;
  if (rest !== 0) context.status |= INEXACT;
  return finite(a.negative, roundsUp(rounding, a.negative, kept, rest) ? kept + 1n : kept, exponent);
}

/** `a` with the exponent of `b`; invalid when it does not fit the precision. */
export function quantize(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (a.infinite || b.infinite) return a.infinite && b.infinite ? a : invalid(context);
  const { exponent } = b;
  if (exponent > context.highest || exponent < context.tiny) return invalid(context);
  if (a.zero) return finishNumber(finite(a.negative, 0n, exponent), context);
  if (a.exponent - exponent + a.digits > context.precision) return invalid(context);
  const before = context.status;
  const result = rescale(a, exponent, context.rounding, context);
  if (result.digits > context.precision || (!result.zero && result.adjusted > context.highest)) {
    context.status = before;
    return invalid(context);
  }
  const finished = finishNumber(result, context);
  context.status &= ~UNDERFLOW | (before & UNDERFLOW);
  return finished;
}

/** Rounded to an integer; `exact` also signals Rounded and Inexact. */
export function toIntegral(a: PyDecimal, context: PyContext, exact = false): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.infinite || a.exponent >= 0) return a;
  if (a.zero) return finite(a.negative, 0n, 0);
  const before = context.status;
  const result = rescale(a, 0, context.rounding, context);
  if (!exact) context.status = before;
  return result;
}

/** Without trailing zeros. */
export function normalize(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.infinite) return a;
  const rounded = finishNumber(a, context);
  if (rounded.infinite) return rounded;
  if (rounded.zero) return finite(rounded.negative, 0n, 0);
  const limit = context.clamp === 1 ? context.top : context.highest;
  const zeros = Math.min(trailingZeros(rounded.coefficient), limit - rounded.exponent);
  if (zeros <= 0) return rounded;
  return finite(rounded.negative, rounded.coefficient / powerOfTen(zeros), rounded.exponent + zeros);
}

/** The exponent of the most significant digit. */
export function logb(a: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.infinite) return infinity(false);
  if (a.zero) {
    context.status |= DIVISION_BY_ZERO;
    return infinity(true);
  }
  return finishNumber(ofInteger(BigInt(a.adjusted)), context);
}

/** `a * 10**b` */
export function scaleb(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (b.kind !== 0 || b.exponent !== 0) return invalid(context);
  const limit = 2 * (context.highest + context.precision);
  const n = Number(truncated(b));
  if (Math.abs(n) > limit) return invalid(context);
  if (a.infinite) return a;
  return finish(a.negative, a.coefficient, a.exponent + n, context);
}

/** The next number above (`up`) or below, in the context. */
export function neighbour(a: PyDecimal, up: boolean, context: PyContext): PyDecimal {
  const nan = nanOf(context, a);
  if (nan !== undefined) return nan;
  if (a.infinite) return a.negative === up ? greatest(a.negative, context) : a;
  const scratch = context.scratch(context.precision);
  scratch.clamp = context.clamp;
  scratch.rounding = up ? "ROUND_CEILING" : "ROUND_FLOOR";
  const rounded = finishNumber(a, scratch);
  if ((scratch.status & INEXACT) !== 0) return rounded;
  return add(a, finite(!up, 1n, context.tiny - 1), scratch);
}

/** The neighbour of `a` in the direction of `b`. */
export function nextToward(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  const order = compareNumbers(a, b);
  if (order === 0) return withSign(a, b.negative);
  const result = neighbour(a, order < 0, context);
  if (result.infinite) context.status |= OVERFLOW | ROUNDED | INEXACT;
  else if (result.adjusted < context.lowest) {
    context.status |= UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT;
    if (result.zero) context.status |= CLAMPED;
  }
  return result;
}

/** The digits moved by `b` places inside the precision; digits that leave it are lost. */
export function shift(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const n = places(a, b, context);
  if (typeof n === "object") return n;
  if (a.infinite) return a;
  const all = powerOfTen(context.precision);
  const coefficient = a.coefficient % all;
  const moved = n < 0 ? coefficient / powerOfTen(-n) : (coefficient * powerOfTen(n)) % all;
  return finite(a.negative, moved, a.exponent);
}

/** The digits moved by `b` places inside the precision; digits that leave it come in at the other end. */
export function rotate(a: PyDecimal, b: PyDecimal, context: PyContext): PyDecimal {
  const n = places(a, b, context);
  if (typeof n === "object") return n;
  if (a.infinite) return a;
  const { precision } = context;
  const all = powerOfTen(precision);
  const coefficient = a.coefficient % all;
  const left = n < 0 ? n + precision : n;
  const high = coefficient / powerOfTen(precision - left);
  return finite(a.negative, ((coefficient * powerOfTen(left)) % all) + high, a.exponent);
}

function places(a: PyDecimal, b: PyDecimal, context: PyContext): number | PyDecimal {
  const nan = nanOf(context, a, b);
  if (nan !== undefined) return nan;
  if (b.kind !== 0 || b.exponent !== 0) return invalid(context, INVALID_OPERATION);
  const n = Number(truncated(b));
  return Math.abs(n) > context.precision ? invalid(context, INVALID_OPERATION) : n;
}
