/** Keyword arguments of constructors that take none. */
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";

/** TypeError when keywords were given, unless a subclass has its own `other` (`__new__` for a check in `__init__` and the
 * other way round): then they are for that method. */
export function refuseKeywords(
  keywords: ReadonlyMap<string, Value>,
  type: PyType,
  native: PyType,
  other: "__new__" | "__init__",
): void {
  if (keywords.size === 0) return;
  if (type === native || type.lookup(other) === native.lookup(other)) {
    throw typeError(`${native.name}() takes no keyword arguments`);
  }
}
