/** Arithmetic on complex numbers, with the treatment of infinities of C's Annex G. Mixed operations of a real and a
 * complex keep the real a real (3.14). Follows Objects/complexobject.c. */
import { overflowError, zeroDivisionError } from "../exceptions/raise.ts";
import { PyComplex } from "./complex.ts";
import { isNegative } from "./double-bits.ts";
import { exp, log, power } from "./elementary.ts";
import { hypot } from "./hypot.ts";

const { abs, atan2, cos, sin } = Math;
const isNaN = Number.isNaN;
const isInfinite = (x: number): boolean => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY;

/** `magnitude` with the sign of `sign`. */
export function copysign(magnitude: number, sign: number): number {
  return isNegative(sign) ? -abs(magnitude) : abs(magnitude);
}

/** 1 or 0 for infinite or not, with the sign of `x`. */
const unit = (x: number): number => copysign(isInfinite(x) ? 1 : 0, x);
const zeroIfNan = (x: number): number => (isNaN(x) ? copysign(0, x) : x);

export function complexMul(z: PyComplex, w: PyComplex): PyComplex {
  const real = z.real * w.real - z.imag * w.imag;
  const imag = z.real * w.imag + z.imag * w.real;
  if (real === real || imag === imag) return new PyComplex(real, imag);
  return recoverProduct(z, w, real, imag);
}

/** A product that came out as NaN in both parts, though one of the factors may be infinite. */
function recoverProduct(z: PyComplex, w: PyComplex, real: number, imag: number): PyComplex {
  let { real: a, imag: b } = z;
  let { real: c, imag: d } = w;
  const products = [a * c, b * d, a * d, b * c];
  let recover = false;
  if (isInfinite(a) || isInfinite(b)) {
    [a, b, c, d] = [unit(a), unit(b), zeroIfNan(c), zeroIfNan(d)];
    recover = true;
  }
  if (isInfinite(c) || isInfinite(d)) {
    [c, d, a, b] = [unit(c), unit(d), zeroIfNan(a), zeroIfNan(b)];
    recover = true;
  }
  if (!recover && products.some(isInfinite)) {
    [a, b, c, d] = [zeroIfNan(a), zeroIfNan(b), zeroIfNan(c), zeroIfNan(d)];
    recover = true;
  }
  if (!recover) return new PyComplex(real, imag);
  const infinity = Number.POSITIVE_INFINITY;
  return new PyComplex(infinity * (a * c - b * d), infinity * (a * d + b * c));
}

/** `a / b`, undefined when `b` is zero. */
function quotient(a: PyComplex, b: PyComplex): PyComplex | undefined {
  let real = Number.NaN;
  let imag = Number.NaN;
  if (abs(b.real) >= abs(b.imag)) {
    if (b.real === 0) return undefined;
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    real = (a.real + a.imag * ratio) / denominator;
    imag = (a.imag - a.real * ratio) / denominator;
  } else if (abs(b.imag) >= abs(b.real)) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    real = (a.real * ratio + a.imag) / denominator;
    imag = (a.imag * ratio - a.real) / denominator;
  }
  if (isNaN(real) && isNaN(imag)) {
    const finite = (z: PyComplex): boolean => Number.isFinite(z.real) && Number.isFinite(z.imag);
    if ((isInfinite(a.real) || isInfinite(a.imag)) && finite(b)) {
      const [x, y] = [unit(a.real), unit(a.imag)];
      real = Number.POSITIVE_INFINITY * (x * b.real + y * b.imag);
      imag = Number.POSITIVE_INFINITY * (y * b.real - x * b.imag);
    } else if ((isInfinite(b.real) || isInfinite(b.imag)) && finite(a)) {
      const [x, y] = [unit(b.real), unit(b.imag)];
      real = 0 * (a.real * x + a.imag * y);
      imag = 0 * (a.imag * x - a.real * y);
    }
  }
  return new PyComplex(real, imag);
}

export function complexDiv(a: PyComplex, b: PyComplex): PyComplex {
  const result = quotient(a, b);
  if (result === undefined) throw zeroDivisionError("division by zero");
  return result;
}

/** A real divided by a complex. */
export function realDivComplex(a: number, b: PyComplex): PyComplex {
  let real = Number.NaN;
  let imag = Number.NaN;
  if (abs(b.real) >= abs(b.imag)) {
    if (b.real === 0) throw zeroDivisionError("division by zero");
    const ratio = b.imag / b.real;
    const denominator = b.real + b.imag * ratio;
    real = a / denominator;
    imag = (-a * ratio) / denominator;
  } else if (abs(b.imag) >= abs(b.real)) {
    const ratio = b.real / b.imag;
    const denominator = b.real * ratio + b.imag;
    real = (a * ratio) / denominator;
    imag = -a / denominator;
  }
  if (isNaN(real) && isNaN(imag) && (isInfinite(b.real) || isInfinite(b.imag)) && Number.isFinite(a)) {
    real = 0 * (a * unit(b.real));
    imag = 0 * (-a * unit(b.imag));
  }
  return new PyComplex(real, imag);
}

function positivePower(x: PyComplex, n: number): PyComplex {
  let result = new PyComplex(1, 0);
  let square = x;
  for (let mask = 1; n >= mask; mask <<= 1) {
    if ((n & mask) !== 0) result = complexMul(result, square);
    square = complexMul(square, square);
  }
  return result;
}

/** @throws ZeroDivisionError, OverflowError */
export function complexPow(a: PyComplex, b: PyComplex): PyComplex {
  const result = powerOf(a, b);
  if (result === undefined) throw zeroDivisionError("zero to a negative or complex power");
  if (isInfinite(result.real) || isInfinite(result.imag)) throw overflowError("complex exponentiation");
  return result;
}

function powerOf(a: PyComplex, b: PyComplex): PyComplex | undefined {
  if (b.imag === 0 && Math.floor(b.real) === b.real && abs(b.real) <= 100) {
    const power = positivePower(a, abs(b.real));
    return b.real > 0 ? power : quotient(new PyComplex(1, 0), power);
  }
  if (b.real === 0 && b.imag === 0) return new PyComplex(1, 0);
  if (a.real === 0 && a.imag === 0) return b.imag !== 0 || b.real < 0 ? undefined : new PyComplex(0, 0);
  const size = hypot([a.real, a.imag]);
  let length = power(size, b.real);
  const angle = atan2(a.imag, a.real);
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length *= exp(-angle * b.imag);
    phase += b.imag * log(size);
  }
  return new PyComplex(length * cos(phase), length * sin(phase));
}
