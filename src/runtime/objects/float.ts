/** Data of `float`: a JavaScript number when its value is not integral (NaN is not), else a {@link PyFloat}. */
import { PyFloat } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";

/** The float with this value. */
export function float(x: number): number | PyFloat {
  return Math.floor(x) === x ? new PyFloat(x) : x;
}

/** True for float and instances of its subclasses. */
export function isFloat(value: Value): value is number | PyFloat {
  return typeof value === "number" ? !Number.isInteger(value) : value instanceof PyFloat;
}

/** The payload of a value for which {@link isFloat} holds. */
export function floatOf(value: Value): number {
  return typeof value === "number" ? value : (value as PyFloat).value;
}
