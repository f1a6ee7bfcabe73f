/** `math`. https://docs.python.org/3.14/library/math.html; follows Modules/mathmodule.c. exp, log and pow are those of
 * `objects/elementary.ts`, which round as the C library does; the trigonometric functions are JavaScript's, which may be
 * one unit in the last place off. */
import { floatType, intType, special, typeOf } from "../../core/builtin-types.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { overflowError, typeError, valueError, zeroDivisionError } from "../../exceptions/raise.ts";
import {
  bitsToDouble,
  divideToDouble,
  doubleToBits,
  frexp,
  isNegative,
  ldexp,
} from "../../objects/double-bits.ts";
import { exp, exp2, log, log10, log2, power } from "../../objects/elementary.ts";
import { float } from "../../objects/float.ts";
import { hypot } from "../../objects/hypot.ts";
import { intToDouble } from "../../objects/int-arithmetic.ts";
import { bitLength, intOf, isInt } from "../../objects/int.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { iter, toArray } from "../../protocols/iterate.ts";
import { add, mul, toDouble, toIndex } from "../../protocols/number.ts";
import { truncate } from "../../protocols/to-int.ts";
import { domainError, rangeError, real } from "./domain.ts";
import { integerFunctions } from "./integers.ts";
import { fusedMultiplyAdd } from "./fma.ts";
import { erf, erfc, gamma, lgamma } from "./special.ts";
import { addProduct, fsum, roundTriple, type Triple, TRIPLE_ZERO } from "./sums.ts";

/** `math.log` of an int of any size, by its leading bits. */
function logInt(n: bigint, fn: (x: number) => number): number {
  const x = Number(n);
  if (Number.isFinite(x)) return fn(x);
  const shift = bitLength(n);
  return fn(divideToDouble(n, 1n << BigInt(shift))) + fn(2) * shift;
}

function logOf(value: Value, fn: (x: number) => number): number {
  if (isInt(value)) {
    const n = intOf(value);
    if (n <= 0) domainError("expected a positive input");
    return typeof n === "number" ? fn(n) : logInt(n, fn);
  }
  const x = toDouble(value);
  if (x <= 0) domainError("expected a positive input, got %", x);
  return fn(x);
}

function logWithBase(value: Value, base?: Value): Value {
  const numerator = logOf(value, log);
  if (base === undefined) return float(numerator);
  const denominator = logOf(base, log);
  if (denominator === 0) throw zeroDivisionError("division by zero");
  return float(numerator / denominator);
}

/** ceil, floor, trunc: a special method, else the rounded double. */
function rounding(method: string, round: (x: number) => number, required: boolean): (value: Value) => Value {
  return (value) => {
    if (typeOf(value) !== floatType) {
      const own = special(value, `m$${method}`) ?? undefined;
      if (own !== undefined) return own.c1(value);
      if (special(value, `m$${method}`) === null) throw typeError("'NoneType' object is not callable");
      if (required) throw typeError(`type ${typeOf(value).name} doesn't define ${method} method`);
    }
    return truncate(round(toDouble(value)));
  };
}

function pow(first: Value, second: Value): Value {
  const x = toDouble(first);
  const y = toDouble(second);
  // Where ECMAScript differs from C99: 1 ** nan and (-1) ** inf.
  if (x === 1 || y === 0) return float(1);
  if (x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY)) return float(1);
  const complexResult = x < 0 && Number.isFinite(x) && Number.isFinite(y) && Math.floor(y) !== y;
  const result = complexResult ? Number.NaN : power(x, y);
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) domainError("math domain error");
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) {
    if (x === 0) domainError("math domain error");
    rangeError();
  }
  return float(result);
}

function fmod(first: Value, second: Value): Value {
  const x = toDouble(first);
  const y = toDouble(second);
  const result = x % y;
  if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) domainError("math domain error");
  return float(result);
}

/** IEEE 754 remainder: the quotient is rounded half to even. */
function remainder(first: Value, second: Value): Value {
  const x = toDouble(first);
  const y = toDouble(second);
  if (Number.isNaN(x) || Number.isNaN(y)) return float(Number.NaN);
  if (!Number.isFinite(x) || y === 0) domainError("math domain error");
  if (!Number.isFinite(y)) return float(x);
  const absolute = Math.abs(x);
  const divisor = Math.abs(y);
  const m = absolute % divisor;
  const c = divisor - m;
  const result = m < c ? m : m > c ? -c : m - 2 * ((0.5 * (absolute - m)) % divisor);
  return float(Math.sign(x) * result || (Object.is(x, -0) || x < 0 ? -0 : 0));
}

function ldexpFunction(value: Value, exponent: Value): Value {
  const x = toDouble(value);
  if (!isInt(exponent)) throw typeError("Expected an int as second argument to ldexp.");
  const i = intOf(exponent);
  if (x === 0 || !Number.isFinite(x)) return float(x);
  const result = ldexp(x, Math.max(-100000, Math.min(100000, Number(i))));
  if (!Number.isFinite(result)) rangeError();
  return float(result);
}

function modf(value: Value): Value {
  const x = toDouble(value);
  if (!Number.isFinite(x)) return tuple([float(Number.isNaN(x) ? x : x > 0 ? 0 : -0), float(x)]);
  const whole = Math.trunc(x);
  const fraction = x - whole;
  return tuple([float(fraction === 0 && (x < 0 || Object.is(x, -0)) ? -0 : fraction), float(whole)]);
}

function isclose(first: Value, second: Value, relative: Value = 1e-9, absolute: Value = 0): Value {
  const a = toDouble(first);
  const b = toDouble(second);
  const rel = toDouble(relative);
  const abs = toDouble(absolute);
  if (rel < 0 || abs < 0) throw valueError("tolerances must be non-negative");
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const difference = Math.abs(b - a);
  return difference <= Math.abs(rel * b) || difference <= Math.abs(rel * a) || difference <= abs;
}

function coordinatesOf(point: Value): number[] {
  return (point instanceof PyTuple ? point.items : toArray(point)).map(toDouble);
}

function dist(first: Value, second: Value): Value {
  const p = coordinatesOf(first);
  const q = coordinatesOf(second);
  if (p.length !== q.length) throw valueError("both points must have the same number of dimensions");
  return float(hypot(p.map((x, i) => x - (q[i] as number))));
}

function fsumFunction(iterable: Value): Value {
  const it = iter(iterable);
  return float(
    fsum(() => {
      const value = it.nx();
      return value === undefined ? undefined : toDouble(value);
    }),
  );
}

function prod(iterable: Value, start: Value = 1): Value {
  let result = start;
  const it = iter(iterable);
  for (let value = it.nx(); value !== undefined; value = it.nx()) result = mul(result, value);
  return result;
}

/** A pair of factors as doubles where the accurate sum takes them: one is a float, the other a float, an int or a bool. */
function doubles(x: Value, y: Value): [number, number] | undefined {
  const floats = isExactFloat(x);
  if (!floats && !isExactFloat(y)) return undefined;
  if (!(floats ? isExactFloat(y) || isPlainInt(y) : isPlainInt(x))) return undefined;
  const p = toDoubleOrInfinity(x);
  const q = toDoubleOrInfinity(y);
  return p === undefined || q === undefined ? undefined : [p, q];
}

const isExactFloat = (value: Value): boolean => typeOf(value) === floatType;
const isExactInt = (value: Value): boolean => typeOf(value) === intType;
const isPlainInt = (value: Value): boolean => isExactInt(value) || typeof value === "boolean";

const isWord = (value: Value | undefined): boolean =>
  typeof value === "number" || (typeof value === "bigint" && BigInt.asIntN(64, value) === value);

/** The double, or undefined for an int that is none. */
function toDoubleOrInfinity(value: Value): number | undefined {
  const x = typeof value === "bigint" ? intToDouble(value) : toDouble(value);
  return typeof value === "bigint" && !Number.isFinite(x) ? undefined : x;
}

/**
 * Sums products in one of three ways, as long as the factors allow it: ints exactly, floats in triple length, anything by `+` and
 * `*`. What the first ways have is added when they end.
 */
function sumprod(first: Value, second: Value): Value {
  const ps = iter(first);
  const qs = iter(second);
  let total: Value = 0;
  let ints = true;
  let floats: Triple | undefined;
  let mayBeFloats = true;
  for (;;) {
    const p = ps.nx();
    const q = qs.nx();
    if ((p === undefined) !== (q === undefined)) throw valueError("Inputs are not the same length");
    if (ints && p !== undefined && q !== undefined) {
      const product = isExactInt(p) && isExactInt(q) ? mul(p, q) : undefined;
      const sum: Value | undefined = product === undefined ? undefined : add(total, product);
      // CPython leaves this way where its machine words end, and with it the next.
      if (sum !== undefined && [p, q, product, sum].every(isWord)) {
        total = sum;
        continue;
      }
      ints = false;
    }
    if (mayBeFloats) {
      const pair = p === undefined || q === undefined ? undefined : doubles(p, q);
      const sum = pair === undefined ? undefined : addProduct(floats ?? TRIPLE_ZERO, pair[0], pair[1]);
      if (sum !== undefined && Number.isFinite(sum.hi)) {
        floats = sum;
        continue;
      }
      mayBeFloats = false;
      if (floats !== undefined) total = add(total, float(roundTriple(floats)));
    }
    if (p === undefined || q === undefined) return total;
    total = add(total, mul(p, q));
  }
}

/** The double `steps` units in the last place away from x towards y. */
function nextafter(first: Value, second: Value, steps: Value = null): Value {
  const x = toDouble(first);
  const y = toDouble(second);
  const count = steps === null ? 1n : BigInt(toIndex(steps));
  if (count < 0n) throw valueError("steps must be a non-negative integer");
  if (count === 0n || Number.isNaN(x)) return float(x);
  if (Number.isNaN(y)) return float(y);
  if (x === y) return float(y);
  // Doubles in order as signed integers.
  const order = (d: number): bigint => {
    const bits = doubleToBits(d);
    return bits >> 63n ? -(bits & 0x7fffffffffffffffn) : bits;
  };
  const from = order(x);
  const to = order(y);
  const target = from < to ? (from + count > to ? to : from + count) : from - count < to ? to : from - count;
  if (target === 0n) return float(from < 0n ? -0 : 0);
  if (target === to) return float(y);
  return float(bitsToDouble(target < 0n ? -target | (1n << 63n) : target));
}

function ulp(value: Value): Value {
  const x = Math.abs(toDouble(value));
  if (!Number.isFinite(x)) return float(x);
  const bits = doubleToBits(x);
  const above = bitsToDouble(bits + 1n);
  return float(Number.isFinite(above) ? above - x : x - bitsToDouble(bits - 1n));
}

/** x * y + z, rounded once. */
function fma(first: Value, second: Value, third: Value): Value {
  const x = toDouble(first);
  const y = toDouble(second);
  const z = toDouble(third);
  const plain = Number.isFinite(x) && Number.isFinite(y) && !Number.isFinite(z) ? z : x * y + z;
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z)) {
    if (Number.isNaN(plain) && !Number.isNaN(x) && !Number.isNaN(y) && !Number.isNaN(z)) {
      throw valueError("invalid operation in fma");
    }
    return float(plain);
  }
  if (x === 0 || y === 0) return float(plain);
  const result = fusedMultiplyAdd(x, y, z);
  if (!Number.isFinite(result)) throw overflowError("overflow in fma");
  return float(result);
}

/** The engine's cube root and one Newton step with an exact residue. */
function cbrt(x: number): number {
  const root = Math.cbrt(x);
  if (!Number.isFinite(root) || root === 0) return root;
  const square = root * root;
  const residue = fusedMultiplyAdd(square, root, -x) + fusedMultiplyAdd(root, root, -square) * root;
  return root - residue / (3 * square);
}

const radians = Math.PI / 180;
const degrees = 180 / Math.PI;

export const mathModule: NativeModule = {
  name: "math",
  doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
  constants: {
    pi: Math.PI,
    e: Math.E,
    tau: 2 * Math.PI,
    inf: float(Number.POSITIVE_INFINITY),
    nan: Number.NaN,
  },
  functions: {
    ...integerFunctions,
    acos: ["(x, /)", real(Math.acos, false, "expected a number in range from -1 up to 1, got %")],
    acosh: ["(x, /)", real(Math.acosh, false, "expected argument value not less than 1, got %")],
    asin: ["(x, /)", real(Math.asin, false, "expected a number in range from -1 up to 1, got %")],
    asinh: ["(x, /)", real(Math.asinh, false)],
    atan: ["(x, /)", real(Math.atan, false)],
    atan2: ["(y, x, /)", (y: Value, x: Value) => float(Math.atan2(toDouble(y), toDouble(x)))],
    atanh: ["(x, /)", real(Math.atanh, false, "expected a number between -1 and 1, got %")],
    cbrt: ["(x, /)", real(cbrt, false)],
    ceil: ["(x, /)", rounding("__ceil__", Math.ceil, false)],
    copysign: [
      "(x, y, /)",
      (first: Value, second: Value) => {
        const x = Math.abs(toDouble(first));
        return float(isNegative(toDouble(second)) ? -x : x);
      },
    ],
    cos: ["(x, /)", real(Math.cos, false, "expected a finite input, got %")],
    cosh: ["(x, /)", real(Math.cosh, true)],
    degrees: ["(x, /)", (x: Value) => float(toDouble(x) * degrees)],
    dist: ["(p, q, /)", dist],
    erf: ["(x, /)", real(erf, false)],
    erfc: ["(x, /)", real(erfc, false)],
    exp: ["(x, /)", real(exp, true)],
    exp2: ["(x, /)", real(exp2, true)],
    expm1: ["(x, /)", real(Math.expm1, true)],
    fabs: ["(x, /)", (x: Value) => float(Math.abs(toDouble(x)))],
    floor: ["(x, /)", rounding("__floor__", Math.floor, false)],
    fma: ["(x, y, z, /)", fma],
    fmod: ["(x, y, /)", fmod],
    frexp: [
      "(x, /)",
      (value: Value) => {
        const [mantissa, exponent] = frexp(toDouble(value));
        return tuple([float(mantissa), exponent]);
      },
    ],
    fsum: ["(seq, /)", fsumFunction],
    gamma: ["(x, /)", real(gamma, true, "expected a noninteger or positive integer, got %")],
    hypot: ["(*coordinates)", (coordinates: Value[]) => float(hypot(coordinates.map(toDouble)))],
    isclose: ["(a, b, *, rel_tol=1e-09, abs_tol=0.0)", isclose],
    isfinite: ["(x, /)", (x: Value) => Number.isFinite(toDouble(x))],
    isinf: ["(x, /)", (x: Value) => Math.abs(toDouble(x)) === Number.POSITIVE_INFINITY],
    isnan: ["(x, /)", (x: Value) => Number.isNaN(toDouble(x))],
    ldexp: ["(x, i, /)", ldexpFunction],
    lgamma: ["(x, /)", real(lgamma, true, "expected a noninteger or positive integer, got %")],
    log: ["(x, base=<unrepresentable>, /)", logWithBase],
    log10: ["(x, /)", (x: Value) => float(logOf(x, log10))],
    log1p: ["(x, /)", real(Math.log1p, false, "expected argument value > -1, got %")],
    log2: ["(x, /)", (x: Value) => float(logOf(x, log2))],
    modf: ["(x, /)", modf],
    nextafter: ["(x, y, /, *, steps=None)", nextafter],
    pow: ["(x, y, /)", pow],
    prod: ["(iterable, /, *, start=1)", prod],
    radians: ["(x, /)", (x: Value) => float(toDouble(x) * radians)],
    remainder: ["(x, y, /)", remainder],
    sin: ["(x, /)", real(Math.sin, false, "expected a finite input, got %")],
    sinh: ["(x, /)", real(Math.sinh, true)],
    sqrt: ["(x, /)", real(Math.sqrt, false, "expected a nonnegative input, got %")],
    sumprod: ["(p, q, /)", sumprod],
    tan: ["(x, /)", real(Math.tan, false, "expected a finite input, got %")],
    tanh: ["(x, /)", real(Math.tanh, false)],
    trunc: ["(x, /)", rounding("__trunc__", Math.trunc, true)],
    ulp: ["(x, /)", ulp],
  },
};
