/**
 * Exceptions in flight: what emitted code calls at `raise`, `except`, `finally` and at the end of every function body.
 *
 * Python exceptions are thrown as the Python objects themselves. A function body stands in one JavaScript
 * `try { ... } catch ($e) { throw $unwind($e, code, globals, $p); }`; `unwind` pushes a traceback entry for the
 * position `$p`, so a traceback grows from the raising function outwards, just as in CPython, and nothing reads the
 * JavaScript stack. `$p` is -1 while an exception passes that already has its entry for this activation.
 *
 * `current.handled` is CPython's `exc_info` stack flattened to its top: `enterHandler` swaps it in and emitted code
 * keeps the one before in a JavaScript local.
 *
 * JavaScript's own errors become Python's here and nowhere else (`fromJavaScript`).
 *
 * Follows Python/ceval.c (do_raise, exception_unwind, CHECK_EXC_MATCH) and Python/errors.c.
 */
import { CO } from "../../abi/code.ts";
import { dropLink } from "../core/call-link.ts";
import { PyBaseException } from "../core/exception.ts";
import type { PyInstance, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import type { PyCode } from "../objects/code.ts";
import type { PyFrame } from "../objects/frame.ts";
import type { LastLocals } from "../../abi/runtime.ts";
import { PyTraceback } from "../objects/traceback.ts";
import { PyTuple } from "../objects/tuple.ts";
import { typeName, valueTypeName } from "./describe.ts";
import * as types from "./hierarchy.ts";
import { fromJavaScript } from "./javascript-error.ts";
import { newException, runtimeError, setContext, typeError } from "./raise.ts";

/** For a catch inside a function body: adds a traceback entry for position `p` unless it is -1; returns the exception. */
export function caught(
  error: unknown,
  code: object,
  globals: object,
  p: number,
  locals?: LastLocals,
): PyBaseException {
  dropLink();
  const exception = error instanceof PyBaseException ? error : fromJavaScript(error);
  if (p >= 0) addTraceback(exception, code as PyCode, globals as PyInstance, p, locals);
  return exception;
}

/** For the catch around a function body: returns what to throw on. No StopIteration leaves a generator (PEP 479). */
export function unwind(
  error: unknown,
  code: object,
  globals: object,
  p: number,
  locals?: LastLocals,
): PyBaseException {
  const exception = caught(error, code, globals, p, locals);
  if (exception instanceof types.PyStopIteration) {
    const { flags } = (code as PyCode).info;
    if ((flags & CO.GENERATOR) !== 0) return leaked(exception, "generator", "StopIteration");
    if ((flags & CO.COROUTINE) !== 0) return leaked(exception, "coroutine", "StopIteration");
    if ((flags & CO.ASYNC_GENERATOR) !== 0) return leaked(exception, "async generator", "StopIteration");
  }
  return exception;
}

/** RuntimeError for an exception that must not leave a generator. */
export function leaked(exception: PyBaseException, kind: string, name: string): PyBaseException {
  const replacement = newException(types.RuntimeError, `${kind} raised ${name}`);
  replacement.cause = exception;
  replacement.context = exception;
  replacement.suppressContext = true;
  return replacement;
}

/** PyTraceBack_Here: a new first entry of the exception's traceback. */
export function addTraceback(
  exception: PyBaseException,
  code: PyCode,
  globals: PyInstance,
  p: number,
  locals?: LastLocals,
): void {
  const entry = new PyTraceback(
    exception.traceback as PyTraceback | null,
    code,
    globals,
    p,
    undefined,
    undefined,
    locals,
  );
  exception.traceback = entry;
  const frame = current.innermostFrame as PyFrame | null;
  if (frame !== null && frame.code === code) {
    frame.position = p;
    entry.frame$ = frame;
  }
}

/** Any caught JavaScript value as a Python exception, with no traceback entry added. */
export function asException(error: unknown): PyBaseException {
  return error instanceof PyBaseException ? error : fromJavaScript(error);
}

/** Makes `exception` the handled one; returns the one before for `leaveHandler`. */
export function enterHandler(exception: PyBaseException): PyBaseException | null {
  const before = current.handled as PyBaseException | null;
  current.handled = exception;
  return before;
}

export function leaveHandler(before: PyBaseException | null): void {
  current.handled = before;
}

const isExceptionClass = (value: Value): value is PyType =>
  value instanceof PyType && value.isSubtype(types.BaseException);

/** The test of `except type:`. TypeError when `type` is no exception class and no tuple of such. */
export function exceptMatches(exception: PyBaseException, type: Value): boolean {
  if (exception.cls$ === type) return true;
  if (isExceptionClass(type)) return exception.cls$.isSubtype(type);
  if (type instanceof PyTuple && type.items.every(isExceptionClass)) {
    return type.items.some((item) => exception.cls$.isSubtype(item as PyType));
  }
  throw typeError("catching classes that do not inherit from BaseException is not allowed");
}

/** A class is called, an instance stands for itself; anything else is `undefined`. */
function instantiate(value: Value): PyBaseException | undefined {
  if (value instanceof PyBaseException) return value;
  if (!isExceptionClass(value)) return undefined;
  const instance = value.c0();
  if (instance instanceof PyBaseException) return instance;
  throw typeError(
    `calling ${typeName(value)} should have returned an instance of BaseException, not ${valueTypeName(instance)}`,
  );
}

/** `raise value`: the exception to throw. */
export function raise(value: Value): PyBaseException {
  const exception = instantiate(value);
  if (exception === undefined) return typeError("exceptions must derive from BaseException");
  setContext(exception);
  return exception;
}

/** `raise value from cause`. */
export function raiseFrom(value: Value, cause: Value): PyBaseException {
  const exception = instantiate(value);
  if (exception === undefined) return typeError("exceptions must derive from BaseException");
  const reason = cause === null ? null : instantiate(cause);
  if (reason === undefined) return typeError("exception causes must derive from BaseException");
  exception.cause = reason;
  exception.suppressContext = true;
  setContext(exception);
  return exception;
}

/** Bare `raise`. */
export function reraise(): PyBaseException {
  return (current.handled as PyBaseException | null) ?? runtimeError("No active exception to reraise");
}

export function assertionError(message: Value | undefined): PyBaseException {
  return message === undefined
    ? newException(types.AssertionError)
    : newException(types.AssertionError, message);
}
