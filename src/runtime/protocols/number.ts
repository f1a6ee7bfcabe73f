/**
 * Arithmetic on any two values: what the operators of emitted code do when their inlined fast path fails, and what the
 * native code of other types calls.
 *
 * Each operator tries, in this order: two numbers; other builtin ints and floats (both exact types, where no method of
 * a subclass can interfere); then the general protocol, `binaryOperator`, with special methods. Two builtin numbers
 * never get there, so `int.__add__` and friends exist for explicit calls and for subclasses only, and are themselves
 * made of the same arithmetic (`objects/int-arithmetic.ts`, `objects/float-arithmetic.ts`).
 *
 * Sequences have no `nb_add`/`nb_multiply` slot in CPython: their concatenation and repetition come after the other
 * operand's reflected method. Here they are `__add__`/`__mul__` rows of types that have no arithmetic, see
 * {@link isConcatenation}. Follows binary_op1, PyNumber_Add and PyNumber_Multiply in Objects/abstract.c.
 */
import { floatType, PyFloat, special, typeOf } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import { NativeEntry } from "../core/native.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { newException, overflowError, typeError } from "../exceptions/raise.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { floordivFloat, modFloat, powFloat, truedivFloat } from "../objects/float-arithmetic.ts";
import { clampToNumber, type Int, intOf, isInt } from "../objects/int.ts";
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

/** Value of an exact float, int or bool as a double, or undefined. Both operands being ints was ruled out before. */
function plainDouble(value: Value): number | undefined {
  switch (typeof value) {
    case "number":
      return value;
    case "object":
      return value !== null && value.cls$ === floatType ? (value as PyFloat).value : undefined;
    case "boolean":
      return value ? 1 : 0;
    case "bigint":
      return intToDouble(value);
    default:
      return undefined;
  }
}

const isFloatValue = (value: Value): boolean =>
  typeof value === "number" ? !Number.isInteger(value) : typeof value === "object" && value?.cls$ === floatType;

export function add(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isInteger(a) && Number.isInteger(b)) return Number.isSafeInteger(sum) ? sum : addInt(a, b);
    return Math.floor(sum) === sum ? new PyFloat(sum) : sum;
  }
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (isFloatValue(a) || isFloatValue(b)) {
    const x = plainDouble(a);
    const y = plainDouble(b);
    if (x !== undefined && y !== undefined) return float(x + y);
  } else {
    const x = plainInt(a);
    const y = plainInt(b);
    if (x !== undefined && y !== undefined) return addInt(x, y);
    if (isExactStr(a) && isExactStr(b)) return concat(a, b);
  }
  return binaryOperator(a, b, "__add__", "+");
}

export function sub(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isInteger(a) && Number.isInteger(b)) {
      return Number.isSafeInteger(difference) ? difference : subInt(a, b);
    }
    return Math.floor(difference) === difference ? new PyFloat(difference) : difference;
  }
  if (isFloatValue(a) || isFloatValue(b)) {
    const x = plainDouble(a);
    const y = plainDouble(b);
    if (x !== undefined && y !== undefined) return float(x - y);
  } else {
    const x = plainInt(a);
    const y = plainInt(b);
    if (x !== undefined && y !== undefined) return subInt(x, y);
  }
  return binaryOperator(a, b, "__sub__", "-");
}

export function mul(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isInteger(a) && Number.isInteger(b)) {
      return Number.isSafeInteger(product) ? product + 0 : mulInt(a, b);
    }
    return Math.floor(product) === product ? new PyFloat(product) : product;
  }
  if (isFloatValue(a) || isFloatValue(b)) {
    const x = plainDouble(a);
    const y = plainDouble(b);
    if (x !== undefined && y !== undefined) return float(x * y);
  } else {
    const x = plainInt(a);
    const y = plainInt(b);
    if (x !== undefined && y !== undefined) return mulInt(x, y);
  }
  return binaryOperator(a, b, "__mul__", "*");
}

type OnInts = (a: Int, b: Int) => Value;
type OnDoubles = (a: number, b: number) => Value;

/** The operators that need no special fast case. */
function arithmetic(name: string, symbol: string, ints: OnInts, doubles: OnDoubles) {
  return (a: Value, b: Value): Value => {
    if (isFloatValue(a) || isFloatValue(b)) {
      const x = plainDouble(a);
      const y = plainDouble(b);
      if (x !== undefined && y !== undefined) return doubles(x, y);
    } else {
      const x = plainInt(a);
      const y = plainInt(b);
      if (x !== undefined && y !== undefined) return ints(x, y);
    }
    return binaryOperator(a, b, name, symbol);
  };
}

function bitwise(name: string, symbol: string, ints: OnInts, bools?: (a: boolean, b: boolean) => boolean) {
  return (a: Value, b: Value): Value => {
    if (bools !== undefined && typeof a === "boolean" && typeof b === "boolean") return bools(a, b);
    const x = plainInt(a);
    const y = plainInt(b);
    if (x !== undefined && y !== undefined) return ints(x, y);
    return binaryOperator(a, b, name, symbol);
  };
}

export const truediv = arithmetic("__truediv__", "/", (a, b) => float(truedivInt(a, b)), (a, b) => float(truedivFloat(a, b)));
export const floordiv = arithmetic("__floordiv__", "//", floordivInt, (a, b) => float(floordivFloat(a, b)));
export const mod = arithmetic("__mod__", "%", modInt, (a, b) => float(modFloat(a, b)));
/** `a ** b` of two ints; a negative exponent gives a float. */
export function powInts(a: Int, b: Int): Value {
  return b < 0 ? powFloat(intToDouble(a), intToDouble(b)) : powInt(a, b);
}
export const pow = arithmetic("__pow__", "** or pow()", powInts, powFloat);
export const lshift = bitwise("__lshift__", "<<", lshiftInt);
export const rshift = bitwise("__rshift__", ">>", rshiftInt);
export const bitand = bitwise("__and__", "&", andInt, (a, b) => a && b);
export const bitor = bitwise("__or__", "|", orInt, (a, b) => a || b);
export const bitxor = bitwise("__xor__", "^", xorInt, (a, b) => a !== b);
export function matmul(a: Value, b: Value): Value {
  return binaryOperator(a, b, "__matmul__", "@");
}

/** `divmod(a, b)` without the fast cases: the caller handles builtin numbers through the types' own `__divmod__`. */
export function divmod(a: Value, b: Value): Value {
  return binaryOperator(a, b, "__divmod__", "divmod()");
}

/** `pow(base, exponent, modulus)` with three arguments. */
export function powMod(base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return pow(base, exponent);
  const method = special(base, "m$__pow__");
  if (method !== undefined && method !== null) {
    const result = method.c3(base, exponent, modulus);
    if (result !== NotImplemented) return result;
  }
  if (typeOf(exponent) !== typeOf(base)) {
    const reflected = special(exponent, "m$__rpow__");
    if (reflected !== undefined && reflected !== null) {
      const result = reflected.c3(exponent, base, modulus);
      if (result !== NotImplemented) return result;
    }
  }
  if (isFloat(modulus)) throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
  const names = [base, exponent, modulus].map((value) => `'${typeOf(value).name}'`);
  throw typeError(`unsupported operand type(s) for ** or pow(): ${names.join(", ")}`);
}

/** `__add__` -> `__radd__` */
const reflectedName = (name: string): string => `__r${name.slice(2)}`;

/** The binary operator protocol with special methods; `symbol` is for the error text. */
export function binaryOperator(a: Value, b: Value, name: string, symbol: string): Value {
  const result = tryBinary(a, b, name);
  if (result === NotImplemented) throw unsupported(a, b, symbol);
  return result;
}

function unsupported(a: Value, b: Value, symbol: string): PyBaseException {
  const hint =
    symbol === ">>" && a instanceof Object && (a as { name?: unknown }).name === "print" && typeOf(a).name === "builtin_function_or_method"
      ? '. Did you mean "print(<message>, file=<output_stream>)"?'
      : "";
  return typeError(
    `unsupported operand type(s) for ${symbol}: '${typeOf(a).name}' and '${typeOf(b).name}'${hint}`,
  );
}

function tryBinary(a: Value, b: Value, name: string): Value {
  const left = typeOf(a);
  const right = typeOf(b);
  const method = left.proto[`m$${name}`] as PyObject | null | undefined;
  const reflected = left === right ? undefined : (right.proto[`m$${reflectedName(name)}`] as PyObject | null | undefined);
  const sequence = method !== undefined && isConcatenation(method, name);
  if (reflected !== undefined && !(reflected instanceof NativeEntry && isConcatenation(reflected, name))) {
    const overrides = right.isSubtype(left) && reflected !== left.proto[`m$${reflectedName(name)}`];
    if (sequence || overrides) {
      const result = callSpecial(reflected, b, a);
      if (result !== NotImplemented) return result;
      if (overrides && !sequence) return method === undefined ? NotImplemented : callSpecial(method, a, b);
    }
  }
  if (method !== undefined) {
    if (sequence && name === "__mul__") checkRepeat(b);
    const result = callSpecial(method, a, b);
    if (result !== NotImplemented || sequence) return result;
  }
  if (reflected !== undefined && !sequence) {
    if (name === "__mul__" && isConcatenation(reflected, name)) checkRepeat(a);
    return callSpecial(reflected, b, a);
  }
  return NotImplemented;
}

function callSpecial(method: PyObject | null, self: Value, other: Value): Value {
  if (method === null) throw typeError("'NoneType' object is not callable");
  return method.c2(self, other);
}

/** True for the `__add__`/`__mul__`/`__rmul__` rows of builtin sequences. */
function isConcatenation(method: PyObject | null, name: string): boolean {
  if (!(method instanceof NativeEntry) || (name !== "__add__" && name !== "__mul__")) return false;
  const { proto } = method.owner;
  return proto["m$__getitem__"] !== undefined && proto["m$__sub__"] === undefined;
}

function checkRepeat(count: Value): void {
  if (special(count, "m$__index__") === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  }
}

/** `a op= b`: the in-place method, then the operator. */
function inPlace(name: string, symbol: string, operator: (a: Value, b: Value) => Value) {
  const entry = `m$__i${name.slice(2)}`;
  return (a: Value, b: Value): Value => {
    if (typeof a === "object" && a !== null) {
      const method = special(a, entry);
      if (method !== undefined && method !== null) {
        // `list += x` calls sq_inplace_concat after nb_add of the other operand, which only matters to exotic types.
        if (name === "__mul__" && isConcatenation(method, name)) checkRepeat(b);
        const result = method.c2(a, b);
        if (result !== NotImplemented) return result;
      }
      if (a.cls$ !== floatType) {
        const result = tryBinary(a, b, name);
        if (result === NotImplemented) throw unsupported(a, b, symbol);
        return result;
      }
    }
    if (typeof b !== "object" || b === null || b.cls$ !== floatType) {
      // Numbers and strings: only what the operator itself rejects needs the text of the in-place form.
      if (plainInt(a) === undefined || plainInt(b) === undefined) {
        if (typeof a !== "number" || typeof b !== "number") return mixedInPlace(a, b, name, symbol, operator);
      }
    }
    return operator(a, b);
  };
}

function mixedInPlace(a: Value, b: Value, name: string, symbol: string, operator: (a: Value, b: Value) => Value): Value {
  if (typeof a === "string" && typeof b === "string") return operator(a, b);
  if (plainNumber(a) && plainNumber(b) && !/[<>&|^@]/.test(symbol)) return operator(a, b);
  const result = tryBinary(a, b, name);
  if (result === NotImplemented) throw unsupported(a, b, symbol);
  return result;
}

const plainNumber = (value: Value): boolean =>
  typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" || isFloatValue(value);

const slowIadd = inPlace("__add__", "+=", add);
export function iadd(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return add(a, b);
  if (typeof a === "string" && typeof b === "string") return a + b;
  return slowIadd(a, b);
}
export const isub = inPlace("__sub__", "-=", sub);
export const imul = inPlace("__mul__", "*=", mul);
export const itruediv = inPlace("__truediv__", "/=", truediv);
export const ifloordiv = inPlace("__floordiv__", "//=", floordiv);
export const imod = inPlace("__mod__", "%=", mod);
export const ipow = inPlace("__pow__", "**=", pow);
export const ilshift = inPlace("__lshift__", "<<=", lshift);
export const irshift = inPlace("__rshift__", ">>=", rshift);
export const ibitand = inPlace("__and__", "&=", bitand);
export const ibitor = inPlace("__or__", "|=", bitor);
export const ibitxor = inPlace("__xor__", "^=", bitxor);
export const imatmul = inPlace("__matmul__", "@=", matmul);

function unary(name: string, what: string, ints: (a: Int) => Value, doubles: ((x: number) => Value) | undefined) {
  const entry = `m$${name}`;
  return (a: Value): Value => {
    if (typeof a === "number" && (doubles !== undefined || Number.isInteger(a))) {
      return Number.isInteger(a) ? ints(a) : (doubles as (x: number) => Value)(a);
    }
    if (doubles !== undefined && isFloatValue(a)) return doubles((a as PyFloat).value);
    if (typeof a === "bigint") return ints(a);
    const method = special(a, entry);
    if (method === undefined) throw typeError(`bad operand type for ${what}: '${typeOf(a).name}'`);
    if (method === null) throw typeError("'NoneType' object is not callable");
    return method.c1(a);
  };
}

export const neg = unary("__neg__", "unary -", negInt, (x) => float(-x));
export const pos = unary("__pos__", "unary +", (a) => a, (x) => float(x));
export const invert = unary("__invert__", "unary ~", invertInt, undefined);
/** `abs(a)` */
export const abs = unary("__abs__", "abs()", (a) => (a < 0 ? negInt(a) : a), (x) => float(Math.abs(x)));

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
  return intOf(result);
}

/** True when the value has `__index__`. */
export function isIndex(value: Value): boolean {
  return isInt(value) || special(value, "m$__index__") !== undefined;
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
  return floatOf(result);
}
