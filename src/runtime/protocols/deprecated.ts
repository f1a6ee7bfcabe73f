/** Warnings of the runtime itself, among them those about results that are of a subclass of the type they should be. */
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { DeprecationWarning } from "../exceptions/hierarchy.ts";
import { getAttr } from "./attribute.ts";

/** A warning in the Python code that called in, or so many levels above; raises what the filters make an error. */
export function warn(category: PyType, message: string, level = 1): void {
  callable(getAttr(current.importModule("_warnings"), "warn")).c3(message, category, level);
}

/** DeprecationWarning in the Python code that called in; raises what the filters make an error. */
export function warnDeprecated(message: string): void {
  warn(DeprecationWarning, message);
}

/** `__int__` and its like returned an instance of a subclass of `base`. */
export function warnSubclass(method: string, result: Value, base: string): void {
  warnDeprecated(
    `${method} returned non-${base} (type ${typeOf(result).name}).  The ability to return an instance of a strict subclass of ${base} is deprecated, and may be removed in a future version of Python.`,
  );
}
