/**
 * Contexts: precision, rounding and limits of results, and the signals that operations raise.
 *
 * An operation notes what happened as bits of `status`, and `settle` turns them into flags of the context and, for signals
 * that are trapped, into a Python exception. Bits and their order are libmpdec's, which show in `repr(context)`.
 * https://speleotrove.com/decimal/damodel.html, https://docs.python.org/3.14/library/decimal.html#context-objects
 */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance } from "../../core/object.ts";
import {
  counted,
  digitCount,
  FINITE,
  finite,
  infinity,
  PyDecimal,
  halfOfPower,
  powerOfTen,
  QUIET,
  quietNaN,
} from "./number.ts";

export const CLAMPED = 0x1;
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_BY_ZERO = 0x4;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const INEXACT = 0x40;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const FLOAT_OPERATION = 0x400;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;
/** Everything that the signal InvalidOperation stands for. */
export const INVALID =
  CONVERSION_SYNTAX | DIVISION_IMPOSSIBLE | DIVISION_UNDEFINED | INVALID_CONTEXT | INVALID_OPERATION;

export const ROUNDINGS = [
  "ROUND_UP",
  "ROUND_DOWN",
  "ROUND_CEILING",
  "ROUND_FLOOR",
  "ROUND_HALF_UP",
  "ROUND_HALF_DOWN",
  "ROUND_HALF_EVEN",
  "ROUND_05UP",
] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export const MAX_EXPONENT = 999999999999999999n;

export class PyContext extends PyInstance {
  precision = 28;
  rounding: Rounding = "ROUND_HALF_EVEN";
  /** `Emin` and `Emax` */
  lowest = -999999;
  highest = 999999;
  capitals = 1;
  clamp = 0;
  /** Bits of what has happened, and of what is an exception. */
  flags = 0;
  traps = INVALID | DIVISION_BY_ZERO | OVERFLOW;
  /** What the operation under way has met so far. */
  status = 0;

  /** Least exponent of a subnormal number. */
  get tiny(): number {
    return this.lowest - this.precision + 1;
  }
  /** Greatest exponent of a number with all digits. */
  get top(): number {
    return this.highest - this.precision + 1;
  }

  /** Copies all settings into `target`. */
  copyInto<T extends PyContext>(target: T): T {
    target.precision = this.precision;
    target.rounding = this.rounding;
    target.lowest = this.lowest;
    target.highest = this.highest;
    target.capitals = this.capitals;
    target.clamp = this.clamp;
    target.flags = this.flags;
    target.traps = this.traps;
    return target;
  }

  /** A scratch context of this many digits, half-even, whose status is its own. */
  scratch(precision: number): PyContext {
    const scratch = this.copyInto(new PyContext());
    scratch.precision = precision;
    scratch.rounding = "ROUND_HALF_EVEN";
    scratch.clamp = 0;
    return scratch;
  }
}

export const contextType = declareType("decimal.Context", PyContext);

/** A context that rounds nothing, for exact work. */
export function unlimited(): PyContext {
  const context = new PyContext();
  context.precision = Number(MAX_EXPONENT);
  context.highest = Number(MAX_EXPONENT);
  context.lowest = -Number(MAX_EXPONENT);
  context.traps = 0;
  return context;
}

/** Notes a condition and gives the NaN that is its result. */
export function invalid(context: PyContext, condition: number = INVALID_OPERATION): PyDecimal {
  context.status |= condition;
  return quietNaN();
}

/**
 * Whether the magnitude is to grow by one after digits were cut off. `rest` says what they are: 0 for zeros, 1 below the half of a
 * unit of what is kept, 5 for the half, 6 above it.
 */
export function roundsUp(rounding: Rounding, negative: boolean, kept: bigint, rest: number): boolean {
  switch (rounding) {
    case "ROUND_HALF_EVEN":
      return rest > 5 || (rest === 5 && (kept & 1n) === 1n);
    case "ROUND_HALF_UP":
      return rest >= 5;
    case "ROUND_HALF_DOWN":
      return rest > 5;
    case "ROUND_DOWN":
      return false;
    case "ROUND_UP":
      return rest !== 0;
    case "ROUND_CEILING":
      return rest !== 0 && !negative;
    case "ROUND_FLOOR":
      return rest !== 0 && negative;
    default:
      return rest !== 0 && kept % 5n === 0n;
  }
}

/** With so few digits kept, a quotient of doubles is right to within {@link EDGE}. */
const FEW_KEPT = 11;
const EDGE = 1e-4;
/** `10 ** n` is far from the end of the doubles below this. */
const MOST_ESTIMATED = 250;

/** Cuts `count` > 0 digits off a coefficient of `digits` digits: what is kept, and `rest` as for {@link roundsUp}. */
export function cut(coefficient: bigint, count: number, digits: number): [kept: bigint, rest: number] {
  if (count > digits) return [0n, coefficient === 0n ? 0 : 1];
  if (digits - count <= FEW_KEPT && count < MOST_ESTIMATED) {
    // A double quotient that is clear of the cases on the edge tells all; most are.
    const quotient = Number(coefficient) / 10 ** count;
    const whole = Math.floor(quotient);
    const fraction = quotient - whole;
    if (fraction > EDGE && fraction < 1 - EDGE && Math.abs(fraction - 0.5) > EDGE)
      return [BigInt(whole), fraction < 0.5 ? 1 : 6];
  }
  const unit = powerOfTen(count);
  const kept = coefficient / unit;
  const off = coefficient - kept * unit;
  if (off === 0n) return [kept, 0];
  const half = halfOfPower(count);
  return [kept, off < half ? 1 : off > half ? 6 : 5];
}

/** The result of an operation: `(-1)**negative * coefficient * 10**exponent` as the context can hold it. */
export function finish(
  negative: boolean,
  coefficient: bigint,
  exponent: number,
  context: PyContext,
): PyDecimal {
  const { precision } = context;
  const digits = digitCount(coefficient);
  const adjusted = exponent + digits - 1;
  if (adjusted < context.lowest || adjusted > context.highest || context.clamp !== 0) {
    const limited = limitExponent(counted(negative, coefficient, exponent, digits), context);
    if (limited.kind !== FINITE || limited.digits <= precision) return limited;
    return roundOff(negative, limited.coefficient, limited.exponent, limited.digits, context);
  }
  return digits <= precision
    ? counted(negative, coefficient, exponent, digits)
    : roundOff(negative, coefficient, exponent, digits, context);
}

/** A number of `digits` digits, more than the precision, rounded to it. */
function roundOff(
  negative: boolean,
  coefficient: bigint,
  exponent: number,
  digits: number,
  context: PyContext,
): PyDecimal {
  const { precision } = context;
  const count = digits - precision;
  const [cutOff, rest] = cut(coefficient, count, digits);
  const scale = exponent + count;
  context.status |= ROUNDED;
  if (rest !== 0) context.status |= INEXACT;
  if (!roundsUp(context.rounding, negative, cutOff, rest)) return counted(negative, cutOff, scale, precision);
  const kept = cutOff + 1n;
  if (kept < powerOfTen(precision)) return counted(negative, kept, scale, precision);
  return limitExponent(counted(negative, kept / 10n, scale + 1, precision), context);
}

/** Overflow, clamping and underflow. */
function limitExponent(exact: PyDecimal, context: PyContext): PyDecimal {
  const { negative, coefficient, exponent, adjusted } = exact;
  if (adjusted > context.highest) return overflown(negative, coefficient, context);
  if (context.clamp === 1 && exponent > context.top) {
    context.status |= CLAMPED;
    if (coefficient !== 0n && adjusted < context.lowest) context.status |= SUBNORMAL;
    return finite(
      negative,
      coefficient * powerOfTen(coefficient === 0n ? 0 : exponent - context.top),
      context.top,
    );
  }
  if (adjusted >= context.lowest) return exact;
  const { tiny } = context;
  if (coefficient === 0n) {
    if (exponent >= tiny) return exact;
    context.status |= CLAMPED;
    return finite(negative, 0n, tiny);
  }
  context.status |= SUBNORMAL;
  if (exponent >= tiny) return exact;
  const [kept, rest] = cut(coefficient, tiny - exponent, exact.digits);
  const rounded = roundsUp(context.rounding, negative, kept, rest) ? kept + 1n : kept;
  context.status |= ROUNDED;
  if (rest !== 0) {
    context.status |= INEXACT | UNDERFLOW;
    if (rounded === 0n) context.status |= CLAMPED;
  }
  return finite(negative, rounded, tiny);
}

function overflown(negative: boolean, coefficient: bigint, context: PyContext): PyDecimal {
  if (coefficient === 0n) {
    context.status |= CLAMPED;
    return finite(negative, 0n, context.clamp === 1 ? context.top : context.highest);
  }
  context.status |= OVERFLOW | INEXACT | ROUNDED;
  const { rounding } = context;
  const toInfinity =
    rounding === "ROUND_CEILING"
      ? !negative
      : rounding === "ROUND_FLOOR"
        ? negative
        : rounding !== "ROUND_DOWN" && rounding !== "ROUND_05UP";
  return toInfinity ? infinity(negative) : greatest(negative, context);
}

/** The finite number of the greatest magnitude. */
export const greatest = (negative: boolean, context: PyContext): PyDecimal =>
  finite(negative, powerOfTen(context.precision) - 1n, context.top);

/** A number rounded to the context: the unary plus without its treatment of zeros; NaN payloads are cut to fit. */
export function finishNumber(a: PyDecimal, context: PyContext): PyDecimal {
  if (a.kind === FINITE) return finish(a.negative, a.coefficient, a.exponent, context);
  return a.nan ? fitPayload(a, context) : a;
}

function fitPayload(a: PyDecimal, context: PyContext): PyDecimal {
  const room = context.precision - context.clamp;
  if (a.coefficient === 0n || a.digits <= room) return a;
  return new PyDecimal(a.negative, a.coefficient % powerOfTen(room), 0, a.kind);
}

/** The NaN that comes out when an operand is one, else undefined. A signaling NaN wins over a quiet one. */
export function nanOf(
  context: PyContext,
  a: PyDecimal,
  b: PyDecimal = a,
  c: PyDecimal = b,
): PyDecimal | undefined {
  if (a.kind < 2 && b.kind < 2 && c.kind < 2) return undefined;
  const signaling = [a, b, c].find((x) => x.nan && x.kind !== QUIET);
  if (signaling !== undefined) context.status |= INVALID_OPERATION;
  const nan = signaling ?? ([a, b, c].find((x) => x.nan) as PyDecimal);
  return fitPayload(new PyDecimal(nan.negative, nan.coefficient, 0, QUIET), context);
}
