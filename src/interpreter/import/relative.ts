/** Relative imports: the absolute name that `from ..x import y` means. Follows `_calc___package__` and `_resolve_name` of
 * Lib/importlib/_bootstrap.py, and resolve_name of Python/import.c. */
import type { PyInstance, Slots, Value } from "../../runtime/core/object.ts";
import { importError, keyError, typeError } from "../../runtime/exceptions/raise.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import { ImportWarning } from "../../runtime/exceptions/hierarchy.ts";
import { warn } from "../../runtime/protocols/deprecated.ts";
import { findAttr } from "../../runtime/protocols/attribute.ts";
import type { Interpreter } from "../interpreter.ts";

/** The absolute name for `level` dots and `name` in a module with these globals. */
export function packageOf(
  interpreter: Interpreter,
  globals: PyInstance | undefined,
  name: string,
  level: number,
): string {
  if (globals === undefined) throw keyError("__name__");
  const parts = enclosingPackage(globals).split(".");
  if (parts.length < level) throw importError("attempted relative import beyond top-level package", null);
  const base = parts.slice(0, parts.length - level + 1).join(".");
  interpreter.importer.load(base);
  return name === "" ? base : `${base}.${name}`;
}

function enclosingPackage(globals: PyInstance): string {
  const own = (name: string): Value | undefined =>
    Object.hasOwn(globals, `$${name}`) ? (globals as unknown as Slots)[`$${name}`] : undefined;
  let result = own("__package__") ?? null;
  if (result !== null && !isStr(result)) throw typeError("package must be a string");
  if (result === null) {
    const spec = own("__spec__") ?? null;
    const parent = spec === null ? undefined : findAttr(spec, "parent");
    if (parent !== undefined && isStr(parent)) result = parent;
  }
  if (result === null) {
    warn(
      ImportWarning,
      "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
    );
    const name = own("__name__");
    if (name === undefined) throw keyError("'__name__' not in globals");
    if (!isStr(name)) throw typeError("__name__ must be a string");
    const full = strOf(name);
    result = own("__path__") !== undefined ? full : full.slice(0, Math.max(0, full.lastIndexOf(".")));
  }
  const text = strOf(result);
  if (text === "") throw importError("attempted relative import with no known parent package", null);
  return text;
}
