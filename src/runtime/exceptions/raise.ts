/**
 * Making exceptions from TypeScript: `throw typeError("...")`. Every exception that the runtime raises is made here,
 * so that `__context__` is always set. Exceptions are thrown as the Python objects themselves.
 */
import { typeOf } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import * as types from "./hierarchy.ts";

/** A new exception with these `args`, chained to the one being handled. Builtin exception types only. */
export function newException(type: PyType, ...args: Value[]): PyBaseException {
  const exception = type.alloc() as PyBaseException;
  exception.args = args;
  setContext(exception);
  return exception;
}

/** TypeError for an argument of the wrong type, `what` being like "find() argument 1" (_PyArg_BadArgument). */
export const badArgument = (what: string, expected: string, value: Value): PyBaseException =>
  typeError(`${what} must be ${expected}, not ${value === null ? "None" : typeOf(value).fullName}`);

/** Sets `__context__` to the exception being handled, breaking a cycle, as _PyErr_SetObject does. */
export function setContext(exception: PyBaseException): void {
  const handled = current.handled as PyBaseException | null;
  if (handled === null || handled === exception) return;
  // The chain may have a cycle that `exception` is not part of (Floyd's tortoise and hare).
  let slow: PyBaseException = handled;
  let move = false;
  for (let link = handled; link.context !== null; ) {
    const next: PyBaseException = link.context;
    if (next === exception) {
      link.context = null;
      break;
    }
    link = next;
    if (link === slow) break;
    if (move) slow = slow.context as PyBaseException;
    move = !move;
  }
  exception.context = handled;
}

export const typeError = (message: string): PyBaseException => newException(types.TypeError, message);
export const valueError = (message: string): PyBaseException => newException(types.ValueError, message);
export const indexError = (message: string): PyBaseException => newException(types.IndexError, message);
export const overflowError = (message: string): PyBaseException => newException(types.OverflowError, message);
export const zeroDivisionError = (message: string): PyBaseException =>
  newException(types.ZeroDivisionError, message);
export const runtimeError = (message: string): PyBaseException => newException(types.RuntimeError, message);
export const memoryError = (message = ""): PyBaseException =>
  message === "" ? newException(types.MemoryError) : newException(types.MemoryError, message);
export const lookupError = (message: string): PyBaseException => newException(types.LookupError, message);
export const systemError = (message: string): PyBaseException => newException(types.SystemError, message);
export const notImplementedError = (message: string): PyBaseException =>
  newException(types.NotImplementedError, message);

/** `KeyError(key)`; the key itself is the argument. */
export const keyError = (key: Value): PyBaseException => newException(types.KeyError, key);

/** AttributeError with `name` and `obj` set, which suggestions ("Did you mean") need. */
export function attributeError(message: string, name: string, object: Value): PyBaseException {
  const exception = newException(types.AttributeError, message) as types.PyAttributeError;
  exception.name = name;
  exception.obj = object;
  return exception;
}

/** NameError with `name` set. */
export function nameError(message: string, name: string, type: PyType = types.NameError): PyBaseException {
  const exception = newException(type, message) as types.PyNameError;
  exception.name = name;
  return exception;
}

/** StopIteration carrying the return value of a generator. */
export function stopIteration(value: Value = null): PyBaseException {
  const exception = (
    value === null ? newException(types.StopIteration) : newException(types.StopIteration, value)
  ) as types.PyStopIteration;
  exception.value = value;
  return exception;
}

/** ImportError or ModuleNotFoundError with `name` and `path` set. */
export function importError(
  message: string,
  name: Value,
  path: Value = null,
  type: PyType = types.ImportError,
): PyBaseException {
  const exception = newException(type, message) as types.PyImportError;
  exception.msg = message;
  exception.name = name;
  exception.path = path;
  return exception;
}
