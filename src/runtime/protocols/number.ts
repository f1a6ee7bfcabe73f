/**
 * Arithmetic on any two values: what the operators of emitted code do when their inlined fast path fails, and what the
 * native code of other types calls.
 *
 * Each operator tries, in this order: two numbers; other builtin ints and floats (exact types, where no method of a
 * subclass can interfere); then the general protocol of `binary-operator.ts`, with special methods. Two builtin numbers
 * never get there, so `int.__add__` and friends exist for explicit calls and for subclasses only, and are themselves
 * made of the same arithmetic (`objects/int-arithmetic.ts`, `objects/float-arithmetic.ts`). An augmented assignment is
 * the same with another text in its error, and with the in-place method of an object before everything else.
 */
import { floatType, intType, PyFloat, special, strType, typeOf } from "../core/builtin-types.ts";
import { PyObject, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { IndexError } from "../exceptions/hierarchy.ts";
import { newException, overflowError, typeError } from "../exceptions/raise.ts";
import { warnSubclass } from "./deprecated.ts";
import { complexType, PyComplex } from "../objects/complex.ts";
import { complexMul } from "../objects/complex-arithmetic.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { floordivFloat, modFloat, powFloat, truedivFloat } from "../objects/float-arithmetic.ts";
import { clampToNumber, type Int, int, intOf, isInt } from "../objects/int.ts";
import {
  addInt,
  andInt,
  floordivInt,
  intToDouble,
  invertInt,
  lshiftInt,
  modInt,
  mulInt,
  negInt,
  orInt,
  powInt,
  rshiftInt,
  subInt,
  truedivInt,
  xorInt,
} from "../objects/int-arithmetic.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { concat, isExactStr } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { binaryOperator, inPlaceOperator, type Operator, operator } from "./binary-operator.ts";

const ADD = operator("add", "+", "concatenates");
const SUB = operator("sub", "-");
const MUL = operator("mul", "*", "repeats");
const POW = operator("pow", "** or pow()");
const MATMUL = operator("matmul", "@");
const DIVMOD = operator("divmod", "divmod()");

/** The number of a JavaScript number (int or float) or of a boxed exact float. */
function real(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return value instanceof PyFloat && value.cls$ === floatType ? value.value : undefined;
}

/** Payload of an exact int or bool, or undefined. */
function plainInt(value: Value): Int | undefined {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) ? value : undefined;
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    default:
      return undefined;
  }
}

/** Value of an exact float, int or bool as a double, or undefined. */
function plainDouble(value: Value): number | undefined {
  if (typeof value === "bigint") return intToDouble(value);
  return typeof value === "boolean" ? Number(value) : real(value);
}

/** True for exact floats in either form. */
const isExactFloat = (value: Value): boolean =>
  typeof value === "number" ? !Number.isInteger(value) : value instanceof PyFloat && value.cls$ === floatType;

/** True for two exact complex numbers. */
const areComplex = (a: Value, b: Value): a is PyComplex =>
  a instanceof PyComplex && b instanceof PyComplex && a.cls$ === complexType && b.cls$ === complexType;

/** True for objects that may have an in-place method. */
const hasMethods = (value: Value): value is PyObject =>
  value instanceof PyObject &&
  value.cls$ !== floatType &&
  value.cls$ !== complexType &&
  value.cls$ !== strType;

/** `a + b` of everything but two numbers or two primitive strings. */
function addOther(a: Value, b: Value, symbol: string): Value {
  if (typeof a === "bigint" && typeof b === "bigint") return int(a + b);
  const x = real(a);
  const y = real(b);
  if (x !== undefined && y !== undefined) return float(x + y);
  const m = plainInt(a);
  const n = plainInt(b);
  if (m !== undefined && n !== undefined) return addInt(m, n);
  if (isExactStr(a) && isExactStr(b)) return concat(a, b);
  if (isExactFloat(a) || isExactFloat(b)) {
    const c = plainDouble(a);
    const d = plainDouble(b);
    if (c !== undefined && d !== undefined) return float(c + d);
  }
  if (areComplex(a, b)) return new PyComplex(a.real + (b as PyComplex).real, a.imag + (b as PyComplex).imag);
  // `1.5 + 2j`: how complex constants are written.
  if (b instanceof PyComplex && b.cls$ === complexType && x !== undefined)
    return new PyComplex(x + b.real, b.imag);
  return binaryOperator(a, b, ADD, symbol);
}

export function add(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isInteger(a) && Number.isInteger(b)) return Number.isSafeInteger(sum) ? sum : addInt(a, b);
    return Math.floor(sum) === sum ? new PyFloat(sum) : sum;
  }
  if (typeof a === "string" && typeof b === "string") return a + b;
  return addOther(a, b, "+");
}

export function iadd(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return add(a, b);
  if (typeof a === "string" && typeof b === "string") return a + b;
  return hasMethods(a) ? inPlaceOperator(a, b, ADD) : addOther(a, b, "+=");
}

function subOther(a: Value, b: Value, symbol: string): Value {
  if (typeof a === "bigint" && typeof b === "bigint") return int(a - b);
  const x = real(a);
  const y = real(b);
  if (x !== undefined && y !== undefined) return float(x - y);
  const m = plainInt(a);
  const n = plainInt(b);
  if (m !== undefined && n !== undefined) return subInt(m, n);
  if (isExactFloat(a) || isExactFloat(b)) {
    const c = plainDouble(a);
    const d = plainDouble(b);
    if (c !== undefined && d !== undefined) return float(c - d);
  }
  if (areComplex(a, b)) return new PyComplex(a.real - (b as PyComplex).real, a.imag - (b as PyComplex).imag);
  return binaryOperator(a, b, SUB, symbol);
}

export function sub(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isInteger(a) && Number.isInteger(b)) {
      return Number.isSafeInteger(difference) ? difference : subInt(a, b);
    }
    return Math.floor(difference) === difference ? new PyFloat(difference) : difference;
  }
  return subOther(a, b, "-");
}

export function isub(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return sub(a, b);
  return hasMethods(a) ? inPlaceOperator(a, b, SUB) : subOther(a, b, "-=");
}

function mulOther(a: Value, b: Value, symbol: string): Value {
  const x = real(a);
  const y = real(b);
  if (x !== undefined && y !== undefined) return float(x * y);
  const m = plainInt(a);
  const n = plainInt(b);
  if (m !== undefined && n !== undefined) return mulInt(m, n);
  if (isExactFloat(a) || isExactFloat(b)) {
    const c = plainDouble(a);
    const d = plainDouble(b);
    if (c !== undefined && d !== undefined) return float(c * d);
  }
  if (areComplex(a, b)) return complexMul(a, b as PyComplex);
  return binaryOperator(a, b, MUL, symbol);
}

export function mul(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isInteger(a) && Number.isInteger(b)) {
      return Number.isSafeInteger(product) ? product + 0 : mulInt(a, b);
    }
    return Math.floor(product) === product ? new PyFloat(product) : product;
  }
  return mulOther(a, b, "*");
}

export function imul(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return mul(a, b);
  return hasMethods(a) ? inPlaceOperator(a, b, MUL) : mulOther(a, b, "*=");
}

type BinaryFunction = (a: Value, b: Value) => Value;
type OnInts = (a: Int, b: Int) => Value;
type OnDoubles = (a: number, b: number) => number;

/** An operator and its augmented form from what it does to ints and to doubles. */
function arithmetic(
  op: Operator,
  ints: OnInts,
  doubles: (a: number, b: number) => Value,
): [BinaryFunction, BinaryFunction] {
  const run = (a: Value, b: Value, symbol: string): Value => {
    const m = plainInt(a);
    const n = plainInt(b);
    if (m !== undefined && n !== undefined) return ints(m, n);
    if (isExactFloat(a) || isExactFloat(b)) {
      const x = plainDouble(a);
      const y = plainDouble(b);
      if (x !== undefined && y !== undefined) return doubles(x, y);
    }
    return binaryOperator(a, b, op, symbol);
  };
  return [
    (a, b) => run(a, b, op.symbol),
    (a, b) => (hasMethods(a) ? inPlaceOperator(a, b, op) : run(a, b, op.augmented)),
  ];
}

const boxed =
  (fn: OnDoubles) =>
  (a: number, b: number): Value =>
    float(fn(a, b));

export const [truediv, itruediv] = arithmetic(
  operator("truediv", "/"),
  (a, b) => float(truedivInt(a, b)),
  boxed(truedivFloat),
);
export const [floordiv, ifloordiv] = arithmetic(
  operator("floordiv", "//"),
  floordivInt,
  boxed(floordivFloat),
);
export const [mod, imod] = arithmetic(operator("mod", "%"), modInt, boxed(modFloat));

/** `a ** b` of two ints; a negative exponent gives a float. */
export function powInts(a: Int, b: Int): Value {
  return b < 0 ? powFloat(intToDouble(a), intToDouble(b)) : powInt(a, b);
}
export const [pow, ipow] = arithmetic(POW, powInts, powFloat);

function bitwise(
  op: Operator,
  ints: OnInts,
  bools?: (a: boolean, b: boolean) => boolean,
): [BinaryFunction, BinaryFunction] {
  const run = (a: Value, b: Value, symbol: string): Value => {
    if (bools !== undefined && typeof a === "boolean" && typeof b === "boolean") return bools(a, b);
    const m = plainInt(a);
    const n = plainInt(b);
    return m !== undefined && n !== undefined ? ints(m, n) : binaryOperator(a, b, op, symbol);
  };
  return [
    (a, b) => run(a, b, op.symbol),
    (a, b) => (hasMethods(a) ? inPlaceOperator(a, b, op) : run(a, b, op.augmented)),
  ];
}

const [lshiftOther, ilshiftOther] = bitwise(operator("lshift", "<<"), lshiftInt);
const [rshiftOther, irshiftOther] = bitwise(operator("rshift", ">>"), rshiftInt);
const [andOther, iandOther] = bitwise(operator("and", "&"), andInt, (a, b) => a && b);
const [orOther, iorOther] = bitwise(operator("or", "|"), orInt, (a, b) => a || b);
const [xorOther, ixorOther] = bitwise(operator("xor", "^"), xorInt, (a, b) => a !== b);

// Hash functions and generators of random numbers live on these, with integers beyond 2 ** 53; boards of bits with those
// between 2 ** 31 and 2 ** 53.

function isNumberInt(value: Value): value is number {
  return typeof value === "number" && Number.isInteger(value);
}

export function lshift(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return lshiftInt(a, b);
  return typeof a === "bigint" && typeof b === "number" && Number.isInteger(b)
    ? lshiftInt(a, b)
    : lshiftOther(a, b);
}

export function ilshift(a: Value, b: Value): Value {
  return typeof a === "bigint" && typeof b === "number" ? lshift(a, b) : ilshiftOther(a, b);
}

export function rshift(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return rshiftInt(a, b);
  return typeof a === "bigint" && typeof b === "number" && Number.isInteger(b)
    ? rshiftInt(a, b)
    : rshiftOther(a, b);
}

export function irshift(a: Value, b: Value): Value {
  return typeof a === "bigint" && typeof b === "number" ? rshift(a, b) : irshiftOther(a, b);
}

export function bitand(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return andInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a & b) : andOther(a, b);
}

export function ibitand(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return andInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a & b) : iandOther(a, b);
}

export function bitor(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return orInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a | b) : orOther(a, b);
}

export function ibitor(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return orInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a | b) : iorOther(a, b);
}

export function bitxor(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return xorInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a ^ b) : xorOther(a, b);
}

export function ibitxor(a: Value, b: Value): Value {
  if (isNumberInt(a) && isNumberInt(b)) return xorInt(a, b);
  return typeof a === "bigint" && typeof b === "bigint" ? int(a ^ b) : ixorOther(a, b);
}

export function matmul(a: Value, b: Value): Value {
  return binaryOperator(a, b, MATMUL);
}

export function imatmul(a: Value, b: Value): Value {
  return hasMethods(a) ? inPlaceOperator(a, b, MATMUL) : binaryOperator(a, b, MATMUL, MATMUL.augmented);
}

/** `divmod(a, b)` */
export function divmod(a: Value, b: Value): Value {
  const m = plainInt(a);
  const n = plainInt(b);
  if (m !== undefined && n !== undefined) return tuple([floordivInt(m, n), modInt(m, n)]);
  return binaryOperator(a, b, DIVMOD);
}

/** `pow(base, exponent, modulus)` with three arguments. */
export function powMod(base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return pow(base, exponent);
  const left = typeOf(base);
  const right = typeOf(exponent);
  const method = special(base, POW.entry);
  const reflected = left === right ? undefined : special(exponent, POW.reflected);
  const first = right.isSubtype(left) && reflected !== special(base, POW.reflected);
  const tries = [() => method?.c3(base, exponent, modulus), () => reflected?.c3(exponent, base, modulus)];
  for (const attempt of first ? tries.reverse() : tries) {
    const result = attempt();
    if (result !== undefined && result !== NotImplemented) return result;
  }
  // A builtin type's method, unlike one written in Python, is asked for the modulus's sake as well.
  const third =
    typeof modulus !== "object" || typeOf(modulus).heap || isFloat(modulus)
      ? undefined
      : special(modulus, POW.entry);
  const result = third?.c3(base, exponent, modulus);
  if (result !== undefined && result !== NotImplemented) return result;
  if (isFloat(modulus)) throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
  const names = [base, exponent, modulus].map((value) => `'${typeOf(value).name}'`);
  throw typeError(`unsupported operand type(s) for ** or pow(): ${names.join(", ")}`);
}

function unary(
  name: string,
  what: string,
  ints: (a: Int) => Value,
  doubles: ((x: number) => Value) | undefined,
) {
  const entry = `m$${name}`;
  return (a: Value): Value => {
    if (typeof a === "number" && (doubles !== undefined || Number.isInteger(a))) {
      return Number.isInteger(a) ? ints(a) : (doubles as (x: number) => Value)(a);
    }
    if (doubles !== undefined && isExactFloat(a)) return doubles((a as PyFloat).value);
    if (typeof a === "bigint") return ints(a);
    const method = special(a, entry);
    if (method === undefined) throw typeError(`bad operand type for ${what}: '${typeOf(a).name}'`);
    if (method === null) throw typeError("'NoneType' object is not callable");
    return method.c1(a);
  };
}

export const neg = unary("__neg__", "unary -", negInt, (x) => float(-x));
export const pos = unary(
  "__pos__",
  "unary +",
  (a) => a,
  (x) => float(x),
);
export const invert = unary("__invert__", "unary ~", invertInt, undefined);
/** `abs(a)` */
export const abs = unary(
  "__abs__",
  "abs()",
  (a) => (a < 0 ? negInt(a) : a),
  (x) => float(Math.abs(x)),
);

/**
 * `operator.index(value)` as a payload.
 *
 * @throws TypeError "'float' object cannot be interpreted as an integer"
 */
export function toIndex(value: Value): Int {
  if (isInt(value)) return intOf(value);
  const method = special(value, "m$__index__");
  if (method === undefined || method === null) {
    throw typeError(`'${typeOf(value).name}' object cannot be interpreted as an integer`);
  }
  const result = method.c1(value);
  if (!isInt(result)) throw typeError(`__index__ returned non-int (type ${typeOf(result).name})`);
  if (typeOf(result) !== intType) warnSubclass("__index__", result, "int");
  return intOf(result);
}

/** True when the value has `__index__`. */
export function isIndex(value: Value): boolean {
  return isInt(value) || (special(value, "m$__index__") ?? undefined) !== undefined;
}

const SIZE_LIMIT = 2n ** 63n;

/** `value` as a C `Py_ssize_t` (PyNumber_AsSsize_t): an index beyond 64 bits raises `overflow` (an exception type) or,
 * without it, is clamped. What fits 64 bits but is not a safe integer is clamped: no length comes near. */
export function toSize(value: Value, overflow?: PyType): number {
  const index = typeof value === "number" && Number.isInteger(value) ? value : toIndex(value);
  if (typeof index === "number") return index;
  if (overflow !== undefined && (index >= SIZE_LIMIT || index < -SIZE_LIMIT)) {
    throw newException(overflow, `cannot fit '${typeOf(value).name}' into an index-sized integer`);
  }
  return clampToNumber(index);
}

/** An index into a sequence; IndexError when no sequence can have it. */
export const toSubscript = (value: Value): number => toSize(value, IndexError);

/** An argument that CPython declares as `int` in C. */
export function toCInt(value: Value): number {
  const index = toIndex(value);
  if (typeof index === "bigint" || index > 0x7fffffff || index < -0x80000000) {
    throw overflowError(
      typeof index === "bigint" && BigInt.asIntN(64, index) !== index
        ? "Python int too large to convert to C long"
        : index > 0
          ? "signed integer is greater than maximum"
          : "signed integer is less than minimum",
    );
  }
  return index;
}

/** The value as a double (PyFloat_AsDouble): `__float__`, then `__index__`; TypeError "must be real number, not ...". */
export function toDouble(value: Value): number {
  if (typeof value === "number") return value;
  if (value instanceof PyFloat) return value.value;
  if (typeof value === "bigint" || typeof value === "boolean") return intToDouble(intOf(value));
  const method = special(value, "m$__float__");
  if (method !== undefined && method !== null) return floatResult(value, method);
  if (isIndex(value)) return intToDouble(toIndex(value));
  throw typeError(`must be real number, not ${typeOf(value).name}`);
}

/** Calls `__float__` and checks what it returns. */
export function floatResult(value: Value, method: PyObject): number {
  const result = method.c1(value);
  if (!isFloat(result)) {
    throw typeError(`${typeOf(value).name}.__float__ returned non-float (type ${typeOf(result).name})`);
  }
  if (typeOf(result) !== floatType) warnSubclass(`${typeOf(value).name}.__float__`, result, "float");
  return floatOf(result);
}
