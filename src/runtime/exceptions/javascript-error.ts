/**
 * JavaScript's errors as Python exceptions. No JavaScript error ever reaches a Python program: those that have a
 * meaning become the Python exception with that meaning, all others are faults of Tython and become a SystemError
 * that says so and keeps the JavaScript error for who debugs Tython itself.
 */
import type { PyBaseException } from "../core/exception.ts";
import { memoryError, newException, overflowError, systemError, typeError, valueError } from "./raise.ts";
import { RecursionError } from "./hierarchy.ts";

/** JavaScript errors behind internal faults, for the printer's debug output. */
const faults = new WeakMap<PyBaseException, Error>();

/** The JavaScript error that an internal fault came from. */
export const faultOf = (exception: PyBaseException): Error | undefined => faults.get(exception);

/** V8, SpiderMonkey and JavaScriptCore have their own words for a full stack. */
const STACK_OVERFLOW = /call stack size exceeded|too much recursion/i;
/** A call through `null`: `f.c2(a, b)` where `f` is None. */
const CALL_OF_NULL =
  /of null \(reading '(?:c[0-4nk]|bind)'\)|can't access property "c[0-4nk]", .* is null|null is not an object \(evaluating '.*\.c[0-4nk]/;
/** A generator that another one delegates to is resumed from inside itself. */
const GENERATOR_RUNNING = /generator is already (?:running|executing)|already executing generator/i;
/** Strings, arrays and buffers beyond the engine's limits. */
const TOO_LARGE =
  /invalid (?:string|array|typed array|array buffer) length|allocation failed|string too long|out of memory/i;
const BIGINT_TOO_LARGE = /bigint/i;

export function fromJavaScript(error: unknown): PyBaseException {
  if (error instanceof Error) {
    const { message } = error;
    if (STACK_OVERFLOW.test(message)) return newException(RecursionError, "maximum recursion depth exceeded");
    if (error instanceof TypeError && CALL_OF_NULL.test(message))
      return typeError("'NoneType' object is not callable");
    if (error instanceof TypeError && GENERATOR_RUNNING.test(message)) return valueError("generator already executing");
    if (error instanceof RangeError) {
      if (TOO_LARGE.test(message)) return memoryError();
      if (BIGINT_TOO_LARGE.test(message))
        return overflowError("integer is too large for this implementation");
    }
    const fault = systemError(`internal fault: ${message}`);
    faults.set(fault, error);
    return fault;
  }
  return systemError(`internal fault: ${String(error)}`);
}
