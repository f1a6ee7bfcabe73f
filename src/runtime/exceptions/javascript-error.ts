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

/**
 * V8, SpiderMonkey and JavaScriptCore have their own words. They are looked for with `includes`, not with regular
 * expressions: when the stack is almost full, V8 ends the process where it has to compile one.
 */
const STACK_OVERFLOW = ["call stack size exceeded", "too much recursion"];
/** A call through `null`: `f.c2(a, b)` where `f` is None. */
const NULL_RECEIVER = ["of null (reading '", "is null"];
const ENTRY_POINTS = ["c0", "c1", "c2", "c3", "c4", "cn", "ck"];
/** A generator that another one delegates to is resumed from inside itself. */
const GENERATOR_RUNNING = ["generator is already", "already executing generator"];
/** Strings, arrays and buffers beyond the engine's limits. */
const TOO_LARGE = [
  "invalid string length",
  "invalid array length",
  "invalid typed array length",
  "invalid array buffer length",
  "array buffer allocation failed",
  "string too long",
  "out of memory",
];

const hasAny = (text: string, parts: readonly string[]): boolean => parts.some((part) => text.includes(part));

/** Whether the error is that of a property read from `null`, and the property an entry point of callables. */
function isCallOfNull(message: string): boolean {
  return (
    hasAny(message, NULL_RECEIVER) &&
    ENTRY_POINTS.some(
      (name) =>
        message.includes(`'${name}'`) || message.includes(`"${name}"`) || message.includes(`.${name}`),
    )
  );
}

export function fromJavaScript(error: unknown): PyBaseException {
  if (error instanceof Error) {
    const { message } = error;
    const lower = message.toLowerCase();
    if (hasAny(lower, STACK_OVERFLOW))
      return newException(RecursionError, "maximum recursion depth exceeded");
    if (error instanceof TypeError) {
      if (isCallOfNull(message)) return typeError("'NoneType' object is not callable");
      if (hasAny(lower, GENERATOR_RUNNING)) return valueError("generator already executing");
    }
    if (error instanceof RangeError) {
      if (hasAny(lower, TOO_LARGE)) return memoryError();
      if (lower.includes("bigint")) return overflowError("integer is too large for this implementation");
    }
    const fault = systemError(`internal fault: ${message}`);
    faults.set(fault, error);
    return fault;
  }
  return systemError(`internal fault: ${String(error)}`);
}
