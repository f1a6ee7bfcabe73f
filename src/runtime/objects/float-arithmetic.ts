/** Arithmetic on doubles where Python's rules are not JavaScript's. Follows Objects/floatobject.c. */
import type { Value } from "../core/object.ts";
import { OverflowError } from "../exceptions/hierarchy.ts";
import { newException, zeroDivisionError } from "../exceptions/raise.ts";
import { PyComplex } from "./complex.ts";
import { complexPow } from "./complex-arithmetic.ts";
import { power } from "./elementary.ts";
import { float } from "./float.ts";

export function truedivFloat(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError("division by zero");
  return a / b;
}

/** Quotient rounded to an integer, and remainder with the sign of `b`. */
export function divmodFloat(a: number, b: number): [number, number] {
  if (b === 0) throw zeroDivisionError("division by zero");
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest += b;
      quotient -= 1;
    }
  } else rest = b < 0 ? -0 : 0;
  if (quotient !== 0) {
    const floor = Math.floor(quotient);
    return [quotient - floor > 0.5 ? floor + 1 : floor, rest];
  }
  return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, rest];
}

export function floordivFloat(a: number, b: number): number {
  return divmodFloat(a, b)[0];
}

export function modFloat(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError("division by zero");
  const rest = a % b;
  if (rest !== 0) return b < 0 !== rest < 0 ? rest + b : rest;
  return b < 0 ? -0 : 0;
}

/** `a ** b`; a negative base with a fractional exponent gives a complex. */
export function powFloat(a: number, b: number): Value {
  if (b === 0 || a === 1) return float(1);
  if (a === -1 && (b === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY)) return float(1);
  if (a === 0 && b < 0 && b !== Number.NEGATIVE_INFINITY) throw zeroDivisionError("zero to a negative power");
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && Math.floor(b) !== b) {
    return complexPow(new PyComplex(a, 0), new PyComplex(b, 0));
  }
  const result = power(a, b);
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw newException(OverflowError, 34, "Numerical result out of range");
  }
  return float(result);
}
