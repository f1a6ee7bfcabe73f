/** Iterators made by `iter()` itself: over an object that has only `__getitem__`, and over a callable with a sentinel.
 * Follows Objects/iterobject.c. */
import { declareType, special } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBaseException } from "../core/exception.ts";
import { NativeEntry } from "../core/native.ts";
import type { PyObject, Value } from "../core/object.ts";
import { IndexError, StopIteration } from "../exceptions/hierarchy.ts";
import { overflowError } from "../exceptions/raise.ts";
import { PyIterator } from "./iterator.ts";
import { equal } from "./rich-compare.ts";

/** True when a caught JavaScript error is a StopIteration. */
export function isStopIteration(error: unknown): error is PyBaseException {
  return error instanceof PyBaseException && error.cls$.isSubtype(StopIteration);
}

/** PY_SSIZE_T_MAX */
const MAX_INDEX = 2n ** 63n - 1n;

/** A builtin type that is a sequence by its items alone, without an `__iter__`. */
export interface BuiltinSequence {
  /** The item at an index; undefined behind the last. */
  at$(index: number): Value | undefined;
}

/** A value as such a sequence, unless its class has items of its own. */
export function builtinSequence(value: Value): BuiltinSequence | undefined {
  const { at$ } = value as unknown as Partial<BuiltinSequence>;
  return at$ !== undefined && special(value, "m$__getitem__") instanceof NativeEntry
    ? (value as unknown as BuiltinSequence)
    : undefined;
}

export class PySequenceIterator extends PyIterator {
  /** Undefined when exhausted. */
  sequence: Value | undefined;
  index: number | bigint = 0;
  constructor(sequence?: Value) {
    super();
    this.sequence = sequence;
  }
  nx(): Value | undefined {
    const { sequence } = this;
    if (sequence === undefined) return undefined;
    const { index } = this;
    if (typeof index === "number" && index < Number.MAX_SAFE_INTEGER) this.index = index + 1;
    else if (index === MAX_INDEX) throw overflowError("iter index too large");
    else this.index = BigInt(index) + 1n;
    const builtin = builtinSequence(sequence);
    if (builtin !== undefined) {
      const item = builtin.at$(Number(index));
      if (item === undefined) this.sequence = undefined;
      return item;
    }
    try {
      return (special(sequence, "m$__getitem__") as PyObject).c2(sequence, index);
    } catch (error) {
      if (!isStopIteration(error) && !(error instanceof PyBaseException && error.cls$.isSubtype(IndexError)))
        throw error;
      this.sequence = undefined;
      return undefined;
    }
  }
}
export const sequenceIteratorType = declareType("iterator", PySequenceIterator, { subclassable: false });

export class PyCallableIterator extends PyIterator {
  /** Undefined when exhausted. */
  function: Value | undefined;
  readonly sentinel: Value;
  constructor(function_?: Value, sentinel: Value = null) {
    super();
    this.function = function_;
    this.sentinel = sentinel;
  }
  nx(): Value | undefined {
    if (this.function === undefined) return undefined;
    try {
      const value = callable(this.function).c0();
      // The call may have exhausted this very iterator.
      if (this.function !== undefined && !equal(this.sentinel, value)) return value;
    } catch (error) {
      if (!isStopIteration(error)) throw error;
    }
    this.function = undefined;
    return undefined;
  }
}
export const callableIteratorType = declareType("callable_iterator", PyCallableIterator, {
  subclassable: false,
});
