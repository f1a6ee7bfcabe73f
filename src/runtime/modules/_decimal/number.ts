/**
 * Decimal numbers: the data, and what is known of a number without a context.
 *
 * A number is `(-1)**negative * coefficient * 10**exponent`, or an infinity, or a NaN whose payload is the coefficient.
 * The coefficient is a bigint that is never negative; `1.0` and `1.00` are different numbers that compare equal, as the
 * specification wants (https://speleotrove.com/decimal/damodel.html). Numbers never change once they are made.
 *
 * The folder has one file per chapter of the specification. `context.ts` has what an operation may do to its result
 * (precision, rounding, limits, signals) and `finish`, the one place where results are rounded; each operation computes
 * an exact result, or one with a "sticky" last digit, and gives it to `finish`. That is how libmpdec works, whose results
 * and signals CPython shows; so corner cases (the ideal exponent, which flags are set) follow libmpdec.
 *
 * Exponents are JavaScript numbers: exact to ±2**53, and rounded beyond, up to the limits of ±(10**18 - 1) that the module
 * shows. Exact ones would double the time of every operation for numbers that nobody can compute with.
 */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance } from "../../core/object.ts";

/** What kind of number; the order is that of `compare_total`. */
export const FINITE = 0;
export const INFINITE = 1;
export const QUIET = 3;
export const SIGNALING = 2;
export type Kind = typeof FINITE | typeof INFINITE | typeof QUIET | typeof SIGNALING;

export class PyDecimal extends PyInstance {
  negative: boolean;
  coefficient: bigint;
  exponent: number;
  kind: Kind;
  /** `digits`, once they were counted; else 0. */
  counted = 0;

  constructor(negative = false, coefficient = 0n, exponent = 0, kind: Kind = FINITE) {
    super();
    this.negative = negative;
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.kind = kind;
  }

  /** How many digits the coefficient has; 1 for zero. */
  get digits(): number {
    if (this.counted === 0) this.counted = digitCount(this.coefficient);
    return this.counted;
  }
  get finite(): boolean {
    return this.kind === FINITE;
  }
  get infinite(): boolean {
    return this.kind === INFINITE;
  }
  get nan(): boolean {
    return this.kind >= SIGNALING;
  }
  /** A finite zero. */
  get zero(): boolean {
    return this.kind === FINITE && this.coefficient === 0n;
  }
  /** Exponent of the most significant digit. */
  get adjusted(): number {
    return this.exponent + this.digits - 1;
  }
  /** True for a finite number without a fraction. */
  get integral(): boolean {
    if (this.kind !== FINITE) return false;
    return this.exponent >= 0 || this.coefficient === 0n || trailingZeros(this.coefficient) >= -this.exponent;
  }
}

export const decimalType = declareType("decimal.Decimal", PyDecimal);

export const infinity = (negative: boolean): PyDecimal => new PyDecimal(negative, 0n, 0, INFINITE);
export const quietNaN = (negative = false, payload = 0n): PyDecimal =>
  new PyDecimal(negative, payload, 0, QUIET);
export const finite = (negative: boolean, coefficient: bigint, exponent: number): PyDecimal =>
  new PyDecimal(negative, coefficient, exponent);
/** A finite number whose coefficient is known to have `digits` digits. */
export function counted(negative: boolean, coefficient: bigint, exponent: number, digits: number): PyDecimal {
  const number = new PyDecimal(negative, coefficient, exponent);
  number.counted = digits;
  return number;
}
export const ofInteger = (n: bigint): PyDecimal => new PyDecimal(n < 0n, n < 0n ? -n : n, 0);

/** The same number with another sign. */
export const withSign = (a: PyDecimal, negative: boolean): PyDecimal =>
  new PyDecimal(negative, a.coefficient, a.exponent, a.kind);

const POWERS: readonly bigint[] = Array.from({ length: 400 }, (_, n) => 10n ** BigInt(n));

/** 10**n */
export const powerOfTen = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

const HALVES: readonly bigint[] = POWERS.slice(0, 64).map((power) => power / 2n);

/** 10**n / 2, for n > 0 */
export const halfOfPower = (n: number): bigint => HALVES[n] ?? powerOfTen(n) / 2n;

/** How far a logarithm may be off. */
const DOUBT = 1e-9;

/** Number of decimal digits; 1 for zero. */
export function digitCount(n: bigint): number {
  const double = Number(n);
  if (double < 1e15) {
    let count = 1;
    for (let limit = 10; double >= limit; limit *= 10) count++;
    return count;
  }
  if (double >= 1e300) return n.toString().length;
  const logarithm = Math.log10(double);
  const guess = Math.floor(logarithm);
  const fraction = logarithm - guess;
  if (fraction > DOUBT && fraction < 1 - DOUBT) return guess + 1;
  // Near a power of ten it is right to within one unit, which the table settles.
  if (n >= powerOfTen(guess + 1)) return guess + 2;
  return n >= powerOfTen(guess) ? guess + 1 : guess;
}

/** How often ten divides `n`; 0 for zero. */
export function trailingZeros(n: bigint): number {
  if (n === 0n || (n & 1n) === 1n) return 0;
  const text = n.toString();
  let at = text.length;
  while (text.charCodeAt(at - 1) === 48) at--;
  return text.length - at;
}

/** -1, 0 or 1: the order of two magnitudes that are finite. */
export function compareMagnitudes(a: PyDecimal, b: PyDecimal): number {
  if (a.coefficient === 0n || b.coefficient === 0n) {
    return a.coefficient === b.coefficient ? 0 : a.coefficient === 0n ? -1 : 1;
  }
  const shift = a.exponent - b.exponent;
  if (shift !== 0) {
    const order = a.adjusted - b.adjusted;
    if (order !== 0) return Math.sign(order);
  }
  const x = shift > 0 ? a.coefficient * powerOfTen(shift) : a.coefficient;
  const y = shift < 0 ? b.coefficient * powerOfTen(-shift) : b.coefficient;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** -1, 0 or 1: the order of two numbers, neither of them a NaN. */
export function compareNumbers(a: PyDecimal, b: PyDecimal): number {
  const signA = a.zero ? 0 : a.negative ? -1 : 1;
  const signB = b.zero ? 0 : b.negative ? -1 : 1;
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (a.infinite || b.infinite) return signA * (Number(a.infinite) - Number(b.infinite));
  // `+ 0`, because minus zero is not an int.
  return signA * compareMagnitudes(a, b) + 0;
}

/** The integer part of a finite number, towards zero. */
export function truncated(a: PyDecimal): bigint {
  const { coefficient, exponent } = a;
  if (coefficient === 0n) return 0n;
  let magnitude: bigint;
  if (exponent >= 0) magnitude = coefficient * powerOfTen(exponent);
  else magnitude = a.adjusted < 0 ? 0n : coefficient / powerOfTen(-exponent);
  return a.negative ? -magnitude : magnitude;
}

/** Whether a finite integral number is odd. */
export function isOdd(a: PyDecimal): boolean {
  if (a.exponent > 0 || a.coefficient === 0n) return false;
  return (a.coefficient / powerOfTen(-a.exponent)) % 2n === 1n;
}
