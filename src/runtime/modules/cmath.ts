/** Module `cmath`. https://docs.python.org/3.14/library/cmath.html; the formulas and their branch cuts are those of
 * Modules/cmathmodule.c (Kahan, "Branch cuts for complex elementary functions", 1987). */
import { viaComplex } from "../types/complex.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { overflowError, valueError, zeroDivisionError } from "../exceptions/raise.ts";
import { complex, PyComplex } from "../objects/complex.ts";
import { complexDiv, copysign } from "../objects/complex-arithmetic.ts";
import { exp, log as realLog } from "../objects/elementary.ts";
import { float } from "../objects/float.ts";
import { hypot } from "../objects/hypot.ts";
import { tuple } from "../objects/tuple.ts";
import { toDouble } from "../protocols/number.ts";

const { sqrt, sin, cos, tan, sinh, cosh, tanh, atan2, asinh, log1p, PI, LN2 } = Math;
const LARGE = Number.MAX_VALUE / 4;
const LOG_LARGE = Math.log(LARGE);
const INF = Number.POSITIVE_INFINITY;

/** An argument: complex, `__complex__`, or a real. */
function toComplex(value: Value): PyComplex {
  if (value instanceof PyComplex) return value;
  return viaComplex(value) ?? complex(toDouble(value), 0);
}

const finite = (z: PyComplex): boolean => Number.isFinite(z.real) && Number.isFinite(z.imag);
const timesI = (z: PyComplex): PyComplex => complex(-z.imag, z.real);
const overI = (z: PyComplex): PyComplex => complex(z.imag, -z.real);

function squareRoot(z: PyComplex): PyComplex {
  const { real, imag } = z;
  if (!finite(z)) {
    if (!Number.isFinite(imag) && imag === imag) return complex(INF, imag);
    if (real === INF) return complex(INF, imag === imag ? copysign(0, imag) : imag);
    if (real === -INF) return imag === imag ? complex(0, copysign(INF, imag)) : complex(imag, INF);
    return complex(Number.NaN, Number.NaN);
  }
  if (real === 0 && imag === 0) return complex(0, imag);
  let ax = Math.abs(real);
  const ay = Math.abs(imag);
  let s: number;
  const least = 2.2250738585072014e-308;
  if (ax < least && ay < least && (ax > 0 || ay > 0)) {
    ax *= 2 ** 54;
    s = sqrt((ax + hypot([ax, ay * 2 ** 54])) / 2) * 2 ** -27;
  } else {
    ax /= 8;
    s = 2 * sqrt(ax + hypot([ax, ay / 8]));
  }
  const d = ay / (2 * s);
  return real >= 0 ? complex(s, copysign(d, imag)) : complex(d, copysign(s, imag));
}

/** Natural logarithm; undefined at zero. */
function logarithm(z: PyComplex): PyComplex | undefined {
  const ax = Math.abs(z.real);
  const ay = Math.abs(z.imag);
  const angle = atan2(z.imag, z.real);
  if (!finite(z)) return complex(ax === INF || ay === INF ? INF : Number.NaN, angle);
  let size: number;
  if (ax > LARGE || ay > LARGE) size = realLog(hypot([ax / 2, ay / 2])) + LN2;
  else if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    if (ax === 0 && ay === 0) return undefined;
    size = realLog(hypot([ax * 2 ** 53, ay * 2 ** 53])) - 53 * LN2;
  } else {
    const h = hypot([ax, ay]);
    if (h >= 0.71 && h <= 1.73) {
      const [high, low] = ax > ay ? [ax, ay] : [ay, ax];
      size = log1p((high - 1) * (high + 1) + low * low) / 2;
    } else size = realLog(h);
  }
  return complex(size, angle);
}

/** `exp(real) * (cos(angle) + i sin(angle))`, with the zeros of a zero angle. */
function polarExp(size: number, angle: number): PyComplex {
  if (size === -INF && !Number.isFinite(angle)) return complex(0, copysign(0, angle));
  if (!Number.isFinite(size)) {
    if (angle === 0) return complex(size === -INF ? 0 : size, angle);
    if (!Number.isFinite(angle)) return complex(size !== size ? size : INF, Number.NaN);
    const scale = size > 0 ? INF : size === -INF ? 0 : size;
    return complex(copysign(scale, cos(angle)), copysign(scale, sin(angle)));
  }
  if (size > LOG_LARGE) {
    const half = exp(size - 1);
    return complex(half * cos(angle) * Math.E, half * sin(angle) * Math.E);
  }
  const scale = exp(size);
  return complex(scale * cos(angle), scale * sin(angle));
}

function cosine(z: PyComplex): PyComplex {
  return hyperbolicCosine(complex(-z.imag, z.real));
}

/** Limits at infinity of cosh and sinh: infinite size in the direction of the angle. */
function infinite(real: number, imag: number, odd: boolean): PyComplex {
  if (imag === 0) return complex(odd ? real : Math.abs(real), odd ? imag : real > 0 ? imag : -imag);
  if (!Number.isFinite(imag)) return complex(odd && imag === imag ? real : INF, Number.NaN);
  const x = copysign(INF, cos(imag));
  const y = copysign(INF, sin(imag));
  return real > 0 ? complex(x, y) : odd ? complex(-x, y) : complex(x, -y);
}

function hyperbolicCosine({ real, imag }: PyComplex): PyComplex {
  if (Math.abs(real) === INF) return infinite(real, imag, false);
  if (real !== real && imag === 0) return complex(real, imag);
  if (Math.abs(real) > LOG_LARGE && Number.isFinite(real)) {
    const less = real - copysign(1, real);
    return complex(cos(imag) * cosh(less) * Math.E, sin(imag) * sinh(less) * Math.E);
  }
  if (real === 0 && !Number.isFinite(imag)) return complex(Number.NaN, 0);
  return complex(cos(imag) * cosh(real), sin(imag) * sinh(real));
}

function hyperbolicSine({ real, imag }: PyComplex): PyComplex {
  if (Math.abs(real) === INF) return infinite(real, imag, true);
  if (real !== real && imag === 0) return complex(real, imag);
  if (Math.abs(real) > LOG_LARGE && Number.isFinite(real)) {
    const less = real - copysign(1, real);
    return complex(cos(imag) * sinh(less) * Math.E, sin(imag) * cosh(less) * Math.E);
  }
  if (real === 0 && !Number.isFinite(imag)) return complex(0, Number.NaN);
  return complex(cos(imag) * sinh(real), sin(imag) * cosh(real));
}

function hyperbolicTangent({ real, imag }: PyComplex): PyComplex {
  if (Math.abs(real) === INF) {
    const sign = Number.isFinite(imag) ? 2 * sin(imag) * cos(imag) : imag;
    return complex(copysign(1, real), copysign(0, imag === 0 ? imag : sign));
  }
  if (real !== real && imag === 0) return complex(real, imag);
  if (real === 0 && !Number.isFinite(imag)) return complex(real, Number.NaN);
  if (Math.abs(real) > LOG_LARGE) {
    return complex(copysign(1, real), 4 * sin(imag) * cos(imag) * exp(-2 * Math.abs(real)));
  }
  const tx = tanh(real);
  const ty = tan(imag);
  const cx = 1 / cosh(real);
  const txty = tx * ty;
  const denominator = 1 + txty * txty;
  return complex((tx * (1 + ty * ty)) / denominator, (ty / denominator) * cx * cx);
}

function arcCosine(z: PyComplex): PyComplex {
  const { real, imag } = z;
  if (!finite(z)) return arcCosineLimit(real, imag);
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    const size = realLog(hypot([real / 2, imag / 2])) + 2 * LN2;
    return complex(atan2(Math.abs(imag), real), real < 0 ? -copysign(size, imag) : copysign(size, -imag));
  }
  const s1 = squareRoot(complex(1 - real, -imag));
  const s2 = squareRoot(complex(1 + real, imag));
  return complex(2 * atan2(s1.real, s2.real), asinh(s2.real * s1.imag - s2.imag * s1.real));
}

function arcCosineLimit(real: number, imag: number): PyComplex {
  if (Math.abs(imag) === INF) {
    if (real !== real) return complex(real, -imag);
    return complex(Number.isFinite(real) ? PI / 2 : real > 0 ? PI / 4 : (3 * PI) / 4, -imag);
  }
  if (Math.abs(real) === INF) {
    if (imag !== imag) return complex(imag, INF);
    return complex(real > 0 ? 0 : PI, copysign(INF, -imag));
  }
  return complex(real === 0 ? PI / 2 : Number.NaN, Number.NaN);
}

function arcCosineHyperbolic(z: PyComplex): PyComplex {
  const { real, imag } = z;
  if (!finite(z)) {
    const limit = arcCosineLimit(real, imag);
    return complex(Math.abs(limit.imag), copysign(limit.real, imag));
  }
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    return complex(realLog(hypot([real / 2, imag / 2])) + 2 * LN2, atan2(imag, real));
  }
  const s1 = squareRoot(complex(real - 1, imag));
  const s2 = squareRoot(complex(real + 1, imag));
  return complex(asinh(s1.real * s2.real + s1.imag * s2.imag), 2 * atan2(s1.imag, s2.real));
}

function arcSineHyperbolic(z: PyComplex): PyComplex {
  const { real, imag } = z;
  if (!finite(z)) {
    if (Math.abs(real) === INF) {
      if (imag !== imag) return complex(real, imag);
      return complex(real, copysign(Number.isFinite(imag) ? 0 : PI / 4, imag));
    }
    if (Math.abs(imag) === INF)
      return complex(
        real !== real ? INF : copysign(INF, real),
        real !== real ? real : copysign(PI / 2, imag),
      );
    return complex(Number.NaN, imag === 0 ? imag : Number.NaN);
  }
  if (Math.abs(real) > LARGE || Math.abs(imag) > LARGE) {
    const size = realLog(hypot([real / 2, imag / 2])) + 2 * LN2;
    return complex(
      imag < 0 || Object.is(imag, -0) ? copysign(size, real) : -copysign(size, -real),
      atan2(imag, Math.abs(real)),
    );
  }
  const s1 = squareRoot(complex(1 + imag, -real));
  const s2 = squareRoot(complex(1 - imag, real));
  return complex(
    asinh(s1.real * s2.imag - s2.real * s1.imag),
    atan2(imag, s1.real * s2.real - s1.imag * s2.imag),
  );
}

/** undefined at the poles 1 and -1. */
function arcTangentHyperbolic(z: PyComplex): PyComplex | undefined {
  const { real, imag } = z;
  if (real < 0 || Object.is(real, -0)) {
    const mirrored = arcTangentHyperbolic(complex(-real, -imag));
    return mirrored === undefined ? undefined : complex(-mirrored.real, -mirrored.imag);
  }
  if (!finite(z)) {
    if (real !== real)
      return complex(
        Math.abs(imag) === INF ? 0 : real,
        Math.abs(imag) === INF ? copysign(PI / 2, imag) : Number.NaN,
      );
    return imag !== imag
      ? complex(real === INF ? 0 : real === 0 ? real : imag, imag)
      : complex(0, copysign(PI / 2, imag));
  }
  const ay = Math.abs(imag);
  if (real > sqrt(LARGE) || ay > sqrt(LARGE)) {
    const h = hypot([real / 2, imag / 2]);
    return complex(real / 4 / h / h, -copysign(PI / 2, -imag));
  }
  if (real === 1 && ay < 1.5e-154) {
    if (ay === 0) return undefined;
    return complex(-realLog(sqrt(ay) / sqrt(hypot([ay, 2]))), copysign(atan2(2, -ay) / 2, imag));
  }
  return complex(
    log1p((4 * real) / ((1 - real) * (1 - real) + ay * ay)) / 4,
    -atan2(-2 * imag, (1 - real) * (1 + real) - ay * ay) / 2,
  );
}

/** A function of one complex; undefined or NaN out of numbers is a domain error, infinity out of finite ones overflow. */
function row(fn: (z: PyComplex) => PyComplex | undefined): NativeRow {
  return [
    "(z, /)",
    (value: Value) => {
      const z = toComplex(value);
      const result = fn(z);
      const numbers = z.real === z.real && z.imag === z.imag;
      if (result === undefined) throw valueError("math domain error");
      if (finite(z) && !finite(result)) throw overflowError("math range error");
      if (numbers && !finite(z) && result.real !== result.real && result.imag !== result.imag) {
        throw valueError("math domain error");
      }
      return result;
    },
  ];
}

function log(value: Value, base?: Value): Value {
  const top = logarithm(toComplex(value));
  if (top === undefined) throw valueError("math domain error");
  if (base === undefined) return top;
  const bottom = logarithm(toComplex(base));
  if (bottom === undefined) throw valueError("math domain error");
  if (bottom.real === 0 && bottom.imag === 0) throw zeroDivisionError("division by zero");
  return complexDiv(top, bottom);
}

function rect(r: Value, phi: Value): Value {
  const size = toDouble(r);
  const angle = toDouble(phi);
  if (!Number.isFinite(size) || !Number.isFinite(angle)) {
    if (angle === 0 && !Number.isFinite(size)) return complex(size, size < 0 ? -angle : angle);
    if (Math.abs(size) === INF && Number.isFinite(angle)) {
      const x = copysign(INF, cos(angle));
      const y = copysign(INF, sin(angle));
      return size > 0 ? complex(x, y) : complex(-x, -y);
    }
    if (Math.abs(angle) === INF && size === size && size !== 0) throw valueError("math domain error");
    return size === 0 ? complex(size, 0) : complex(Math.abs(size) === INF ? INF : Number.NaN, Number.NaN);
  }
  return angle === 0 ? complex(size, size * angle) : complex(size * cos(angle), size * sin(angle));
}

function isclose(first: Value, second: Value, rel: Value = 1e-9, tolerance: Value = 0): Value {
  const [a, b] = [toComplex(first), toComplex(second)];
  const [relative, absolute] = [toDouble(rel), toDouble(tolerance)];
  if (relative < 0 || absolute < 0) throw valueError("tolerances must be non-negative");
  if (a.real === b.real && a.imag === b.imag) return true;
  const isInfinite = (z: PyComplex): boolean => Math.abs(z.real) === INF || Math.abs(z.imag) === INF;
  if (isInfinite(a) || isInfinite(b)) return false;
  const size = (z: PyComplex): number => hypot([z.real, z.imag]);
  const difference = hypot([a.real - b.real, a.imag - b.imag]);
  return difference <= relative * size(b) || difference <= relative * size(a) || difference <= absolute;
}

const test = (fn: (x: number) => boolean, all: boolean): NativeRow => [
  "(z, /)",
  (value: Value) => {
    const { real, imag } = toComplex(value);
    return all ? fn(real) && fn(imag) : fn(real) || fn(imag);
  },
];

type ComplexFunction = (z: PyComplex) => PyComplex | undefined;

/** The function, undefined at an infinite angle (the imaginary part, or with `turned` the real one) where C99 has it invalid. */
function bounded(fn: ComplexFunction, turned: boolean, invalid: (size: number) => boolean): ComplexFunction {
  return (z) => {
    const [angle, size] = turned ? [z.real, z.imag] : [z.imag, z.real];
    return Math.abs(angle) === INF && invalid(size) ? undefined : fn(z);
  };
}
const known = (size: number): boolean => size === size;

export const cmathModule: NativeModule = {
  name: "cmath",
  doc: "Mathematical functions of complex numbers.",
  functions: {
    acos: row(arcCosine),
    acosh: row(arcCosineHyperbolic),
    asin: row((z) => overI(arcSineHyperbolic(timesI(z)))),
    asinh: row(arcSineHyperbolic),
    atan: row((z) => {
      const result = arcTangentHyperbolic(timesI(z));
      return result === undefined ? undefined : overI(result);
    }),
    atanh: row(arcTangentHyperbolic),
    cos: row(bounded(cosine, true, known)),
    cosh: row(bounded(hyperbolicCosine, false, known)),
    exp: row(
      bounded(
        (z) => polarExp(z.real, z.imag),
        false,
        (size) => Number.isFinite(size) || size === INF,
      ),
    ),
    isclose: ["(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose],
    isfinite: test(Number.isFinite, true),
    isinf: test((x) => Math.abs(x) === INF, false),
    isnan: test(Number.isNaN, false),
    log: ["(z, base=<unrepresentable>, /)", log],
    log10: row((z) => {
      const result = logarithm(z);
      return result === undefined ? undefined : complex(result.real / Math.LN10, result.imag / Math.LN10);
    }),
    phase: [
      "(z, /)",
      (value: Value) => {
        const { real, imag } = toComplex(value);
        return float(atan2(imag, real));
      },
    ],
    polar: [
      "(z, /)",
      (value: Value) => {
        const z = toComplex(value);
        const size = hypot([z.real, z.imag]);
        if (finite(z) && !Number.isFinite(size)) throw overflowError("math range error");
        return tuple([float(size), float(atan2(z.imag, z.real))]);
      },
    ],
    rect: ["(r, phi, /)", rect],
    sin: row(bounded((z) => overI(hyperbolicSine(timesI(z))), true, known)),
    sinh: row(bounded(hyperbolicSine, false, known)),
    sqrt: row(squareRoot),
    tan: row(bounded((z) => overI(hyperbolicTangent(timesI(z))), true, Number.isFinite)),
    tanh: row(bounded(hyperbolicTangent, false, Number.isFinite)),
  },
  constants: {
    pi: PI,
    e: Math.E,
    tau: 2 * PI,
    inf: float(INF),
    nan: Number.NaN,
    infj: complex(0, INF),
    nanj: complex(0, Number.NaN),
  },
};
