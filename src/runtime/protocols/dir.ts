/** `dir(object)` with an argument. Follows PyObject_Dir in Objects/object.c. */
import { special } from "../core/builtin-types.ts";
import type { PyObject, Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { isStr, strOf } from "../objects/str.ts";
import { toArray } from "./iterate.ts";

/** What `object.__dir__()` gives, not sorted. */
export function dirItems(object: Value): Value[] {
  const method = special(object, "m$__dir__") ?? undefined;
  if (method === undefined) throw typeError("object does not provide __dir__");
  return toArray((method as PyObject).c1(object));
}

/** The names that are strs, sorted. */
export function dirNames(object: Value): string[] {
  return dirItems(object)
    .filter(isStr)
    .map(strOf)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
