/** Truth by special methods. The fast cases of builtin containers are in `protocols/compare.ts`. */
import { special, typeOf } from "../core/builtin-types.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";

/** `bool(value)`: `__bool__`, else `__len__`, else true (PyObject_IsTrue). */
export function truthOf(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return value !== "";
    case "bigint":
      return true;
    default:
      return value !== null && truthOfObject(value);
  }
}

function truthOfObject(value: PyObject): boolean {
  const type = value.cls$;
  if (type.truthVersion !== type.version) findTruthMethod(type);
  const method = type.truthMethod;
  if (method === undefined) return true;
  if (method === null) throw typeError("'NoneType' object is not callable");
  const result = method.c1(value);
  if (!type.truthByLength) {
    if (typeof result === "boolean") return result;
    throw typeError(`__bool__ should return bool, returned ${typeOf(result).name}`);
  }
  if (typeof result === "number" && Number.isInteger(result)) {
    if (result < 0) throw valueError("__len__() should return >= 0");
    return result !== 0;
  }
  return typeof result === "boolean" ? result : lengthTruth(result);
}

function findTruthMethod(type: PyType): void {
  const bool = type.proto["m$__bool__"] as PyObject | null | undefined;
  type.truthMethod = bool === undefined ? (type.proto["m$__len__"] as PyObject | null | undefined) : bool;
  type.truthByLength = bool === undefined;
  type.truthVersion = type.version;
}

/** A `__len__` that gave a box or a big number. */
function lengthTruth(result: Value): boolean {
  const index = special(result, "m$__index__") ?? undefined;
  if (index === undefined) {
    throw typeError(`'${typeOf(result).name}' object cannot be interpreted as an integer`);
  }
  const n = index.c1(result);
  if ((n as number | bigint) < 0) throw valueError("__len__() should return >= 0");
  return n !== 0;
}
