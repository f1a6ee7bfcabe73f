/** The row `__class_getitem__` of generic builtin classes: `list[int]`. */
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { genericAlias } from "../objects/generic-alias.ts";

export const classGetItem: Readonly<Record<string, NativeRow>> = {
  __class_getitem__: ["(cls, object, /)", (cls: PyType, item: Value) => genericAlias(cls, item)],
};
