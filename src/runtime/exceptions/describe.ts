/** How error texts name types, without the repr protocol (which may itself raise). */
import { typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";

/** `<class 'module.Name'>` */
export function typeName(type: PyType): string {
  const module = type.dict.get("__module__");
  return typeof module === "string" && module !== "builtins"
    ? `<class '${module}.${type.qualname}'>`
    : `<class '${type.qualname}'>`;
}

/** The same for the type of a value. */
export const valueTypeName = (value: Value): string => typeName(typeOf(value));
