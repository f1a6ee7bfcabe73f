/**
 * The general protocol of binary operators, with special methods: binary_op1, PyNumber_Add and PyNumber_Multiply of
 * Objects/abstract.c. The fast cases of builtin numbers and strings are in `number.ts`.
 *
 * Sequences have no `nb_add`/`nb_multiply` slot in CPython: their concatenation and repetition come after the other
 * operand's reflected method. Here they are `__add__`/`__mul__` rows of builtin types that have no arithmetic, see
 * {@link isSequence}.
 */
import { special, typeOf } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import { NativeEntry, PyBuiltinFunction } from "../core/native.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { NotImplemented } from "../objects/singletons.ts";

/** An operator by the names of its special methods and its texts in errors. */
export interface Operator {
  /** `m$__add__` */
  entry: string;
  /** `m$__radd__` */
  reflected: string;
  /** `m$__iadd__` */
  inPlace: string;
  /** `+` and `+=` */
  symbol: string;
  augmented: string;
  /** What it does to sequences. */
  sequence: "concatenates" | "repeats" | undefined;
}

export function operator(name: string, symbol: string, sequence?: Operator["sequence"]): Operator {
  return {
    entry: `m$__${name}__`,
    reflected: `m$__r${name}__`,
    inPlace: `m$__i${name}__`,
    symbol,
    augmented: `${symbol === "** or pow()" ? "**" : symbol}=`,
    sequence,
  };
}

/** `a OP b`; `symbol` is for the error text. */
export function binaryOperator(a: Value, b: Value, op: Operator, symbol: string = op.symbol): Value {
  const result = tryBinary(a, b, op);
  if (result === NotImplemented) throw unsupported(a, b, symbol);
  return result;
}

function unsupported(a: Value, b: Value, symbol: string): PyBaseException {
  const print = symbol === ">>" && a instanceof PyBuiltinFunction && a.name === "print";
  const hint = print ? '. Did you mean "print(<message>, file=<output_stream>)"?' : "";
  return typeError(
    `unsupported operand type(s) for ${symbol}: '${typeOf(a).fullName}' and '${typeOf(b).fullName}'${hint}`,
  );
}

function tryBinary(a: Value, b: Value, op: Operator): Value {
  const left = typeOf(a);
  const right = typeOf(b);
  const method = left.proto[op.entry] as PyObject | null | undefined;
  if (left === right) return method === undefined ? NotImplemented : callMethod(method, a, b, op);
  const reflected = right.proto[op.reflected] as PyObject | null | undefined;
  if (op.sequence !== undefined && (isSequence(method) || isSequence(reflected))) {
    return sequenceOperator(a, b, method, reflected, op);
  }
  if (reflected !== undefined && right.isSubtype(left) && reflected !== left.proto[op.reflected]) {
    const result = call(reflected, b, a);
    if (result !== NotImplemented) return result;
    return method === undefined ? NotImplemented : call(method, a, b);
  }
  if (method !== undefined) {
    const result = call(method, a, b);
    if (result !== NotImplemented) return result;
  }
  return reflected === undefined ? NotImplemented : call(reflected, b, a);
}

function call(method: PyObject | null, self: Value, other: Value): Value {
  if (method === null) throw typeError("'NoneType' object is not callable");
  return method.c2(self, other);
}

function callMethod(method: PyObject | null, self: Value, other: Value, op: Operator): Value {
  if (op.sequence === "repeats" && isSequence(method)) checkRepeat(other);
  return call(method, self, other);
}

/** At least one of the methods is a concatenation or repetition: arithmetic of the other operand goes first. */
function sequenceOperator(
  a: Value,
  b: Value,
  method: PyObject | null | undefined,
  reflected: PyObject | null | undefined,
  op: Operator,
): Value {
  if (reflected !== undefined && !isSequence(reflected)) {
    const result = call(reflected, b, a);
    if (result !== NotImplemented) return result;
  }
  if (method !== undefined) {
    if (op.sequence === "repeats" && isSequence(method)) checkRepeat(b);
    const result = call(method, a, b);
    if (result !== NotImplemented || isSequence(method)) return result;
  }
  if (reflected === undefined || !isSequence(reflected)) return NotImplemented;
  if (op.sequence === "repeats") checkRepeat(a);
  return call(reflected, b, a);
}

/** True for the `__add__`, `__mul__`, `__rmul__` and in-place rows of builtin sequences. */
function isSequence(method: PyObject | null | undefined): boolean {
  if (!(method instanceof NativeEntry)) return false;
  const { proto } = method.owner;
  return proto.m$__getitem__ !== undefined && proto.m$__sub__ === undefined;
}

function checkRepeat(count: Value): void {
  if (special(count, "m$__index__") === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).fullName}'`);
  }
}

/** `a OP= b` of an object: the in-place method, then the operator. */
export function inPlaceOperator(a: PyObject, b: Value, op: Operator): Value {
  const method = a.cls$.proto[op.inPlace] as PyObject | null | undefined;
  if (method === null) throw typeError("'NoneType' object is not callable");
  if (method !== undefined) {
    if (op.sequence !== undefined && isSequence(method)) {
      const reflected = typeOf(b).proto[op.reflected] as PyObject | null | undefined;
      const result =
        reflected === undefined || isSequence(reflected) ? NotImplemented : call(reflected, b, a);
      if (result !== NotImplemented) return result;
    }
    const result = callMethod(method, a, b, op);
    if (result !== NotImplemented) return result;
  }
  const own = a.cls$.proto[op.entry] as PyObject | null | undefined;
  if (op.sequence === "repeats" && !isSequence(own) && hasItems(a.cls$)) {
    // Unlike the operator, the in-place form repeats a sequence on its right only for what has no items itself.
    const reflected = typeOf(b).proto[op.reflected] as PyObject | null | undefined;
    if (isSequence(reflected)) {
      const result = own === undefined ? NotImplemented : call(own, a, b);
      if (result === NotImplemented) throw unsupported(a, b, op.augmented);
      return result;
    }
  }
  return binaryOperator(a, b, op, op.augmented);
}

/** True for the types with methods of sequences, of whatever kind (`tp_as_sequence`): all classes of Python code have them. */
const hasItems = ({ heap, proto }: PyType): boolean => heap || proto.m$__contains__ !== undefined;
