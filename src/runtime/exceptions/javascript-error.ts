/**
 * JavaScript's errors as Python exceptions. No JavaScript error ever reaches a Python program: those that have a
 * meaning become the Python exception with that meaning, all others are faults of Tython and become a SystemError
 * that says so and keeps the JavaScript error for who debugs Tython itself.
 */
import type { PyBaseException } from "../core/exception.ts";
import { attributeError, memoryError, newException, overflowError, systemError, typeError } from "./raise.ts";
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
/**
 * `f.c2(a, b)` or `o.$x` where `f` or `o` is None. Emitted code does not ask for it first: with `o?.$x`, V8 has a second
 * way on which nothing is known of `o`, and puts every float that it reads so into a heap object.
 */
const NULL_RECEIVER = ["of null (reading '", "is null", "null is not an object"];
const ENTRY_POINTS = ["c0", "c1", "c2", "c3", "c4", "cn", "ck"];
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

/**
 * What stands around the name of the property that was read: `(reading '$x')`, `can't access property "$x"`,
 * `(evaluating 'a.$x')`. In the last the name ends the quoted text, after a dot or in brackets.
 */
const PROPERTY_PLACES = [
  ["reading '", "')"],
  ['access property "', '",'],
  ["evaluating '", "')"],
] as const;

/** The property whose reading from `null` the error is about; undefined when it is about something else. */
function propertyOfNull(message: string): string | undefined {
  if (!hasAny(message, NULL_RECEIVER)) return undefined;
  for (const [before, after] of PROPERTY_PLACES) {
    const start = message.indexOf(before);
    const end = start === -1 ? -1 : message.indexOf(after, start + before.length);
    if (end === -1) continue;
    const text = message.slice(start + before.length, end);
    if (!before.startsWith("evaluating")) return text;
    const quoted = text.lastIndexOf('["');
    if (quoted !== -1) return text.slice(quoted + 2, text.indexOf('"', quoted + 2));
    const call = text.indexOf("(", text.lastIndexOf("."));
    return text.slice(text.lastIndexOf(".") + 1, call === -1 ? undefined : call);
  }
  return undefined;
}

/** What emitted code means by reading a property of `null`: a call, an item, or an attribute (`$x`, `m$x`) of None. */
function fromNullRead(message: string): PyBaseException | undefined {
  const property = propertyOfNull(message);
  if (property === undefined) return undefined;
  if (ENTRY_POINTS.includes(property)) return typeError("'NoneType' object is not callable");
  if (property === "ix$") return typeError("'NoneType' object is not subscriptable");
  if (property === "sx$") return typeError("'NoneType' object does not support item assignment");
  const prefix = ["$", "m$"].find((start) => property.startsWith(start));
  if (prefix === undefined) return undefined;
  const name = property.slice(prefix.length);
  return attributeError(`'NoneType' object has no attribute '${name}'`, name, null);
}

/** Whether the engine ran out of stack. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof Error && hasAny(error.message.toLowerCase(), STACK_OVERFLOW);

export function fromJavaScript(error: unknown): PyBaseException {
  if (error instanceof Error) {
    const { message } = error;
    const lower = message.toLowerCase();
    if (isStackOverflow(error)) return newException(RecursionError, "maximum recursion depth exceeded");
    if (error instanceof TypeError) {
      const none = fromNullRead(message);
      if (none !== undefined) return none;
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
