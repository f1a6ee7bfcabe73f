/** `isinstance` and `issubclass` with their hooks. Follows object_isinstance and object_recursive_isinstance in
 * Objects/abstract.c. https://docs.python.org/3.14/library/functions.html#isinstance */
import { typeOf, typeType } from "../core/builtin-types.ts";
import type { PyInstance, PyObject, Slots, Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import { tooDeep } from "../exceptions/recursion.ts";
import { PyTuple } from "../objects/tuple.ts";
import { findAttr, getAttr } from "./attribute.ts";
import { truthOf } from "../objects/truth.ts";

/** `isinstance(value, cls)`; `cls` a class, a tuple of such, a union, or anything with `__instancecheck__`. */
export function isinstance(value: Value, cls: Value): boolean {
  const type = typeOf(value);
  if (type === cls) return true;
  const metatype = typeOf(cls);
  if (metatype === typeType) return instanceByClass(value, cls as PyType);
  if (cls instanceof PyTuple) return anyOf(cls, value, isinstance);
  const hook = metatype.proto["m$__instancecheck__"] as PyObject | null | undefined;
  if (hook !== undefined && hook !== null) return truthOf(hook.c2(cls, value));
  if (cls instanceof PyType) return instanceByClass(value, cls);
  const bases = basesOf(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  const claimed = findAttr(value, "__class__");
  return bases !== undefined && claimed !== undefined && derives(claimed, cls);
}

/** How deep tuples of classes may be nested. CPython's limit is the size of its stack, tens of thousands or fewer. */
const MOST_NESTED = 10_000;

/** Whether `check` holds for one of the classes in a tuple, which may hold further tuples. */
function anyOf(
  classes: PyTuple,
  subject: Value,
  check: (subject: Value, cls: Value) => boolean,
  level = 0,
): boolean {
  if (level >= MOST_NESTED) throw tooDeep();
  for (const cls of classes.items)
    if (cls instanceof PyTuple ? anyOf(cls, subject, check, level + 1) : check(subject, cls)) return true;
  return false;
}

/** By real type, then by what the object says its `__class__` is (proxies, mocks). */
export function instanceByClass(value: Value, cls: PyType): boolean {
  const type = typeOf(value);
  if (type.isSubtype(cls)) return true;
  if (typeof value !== "object" || value === null) return false;
  if ((value as PyInstance).oc$ || value instanceof PyType) return false;
  const claimed = type.heap ? findAttr(value, "__class__") : (value as unknown as Slots)["$__class__"];
  return claimed instanceof PyType && claimed !== type && claimed.isSubtype(cls);
}

/** `value.__class__`, where the flag `oc$` does not tell. */
export function classOf(value: Value): Value {
  return typeof value === "object" && value !== null ? getAttr(value, "__class__") : typeOf(value);
}

/** `issubclass(cls, parent)` */
export function issubclass(cls: Value, parent: Value): boolean {
  const metatype = typeOf(parent);
  if (metatype === typeType) return cls === parent || subclassByBases(cls, parent);
  if (parent instanceof PyTuple) return anyOf(parent, cls, issubclass);
  const hook = metatype.proto["m$__subclasscheck__"] as PyObject | null | undefined;
  if (hook !== undefined && hook !== null) return truthOf(hook.c2(parent, cls));
  return subclassByBases(cls, parent);
}

/** `type.__subclasscheck__`: without hooks. */
export function subclassByBases(cls: Value, parent: Value): boolean {
  if (cls instanceof PyType && parent instanceof PyType) return cls.isSubtype(parent);
  basesOf(cls, "issubclass() arg 1 must be a class");
  basesOf(parent, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  return derives(cls, parent);
}

/** `__bases__` of something that plays a class; TypeError otherwise. */
function basesOf(cls: Value, message: string): readonly Value[] {
  const bases = cls instanceof PyType ? undefined : findAttr(cls, "__bases__");
  if (cls instanceof PyType) return cls.bases;
  if (bases instanceof PyTuple) return bases.items;
  throw typeError(message);
}

function derives(cls: Value, parent: Value): boolean {
  if (cls === parent) return true;
  const bases =
    cls instanceof PyType ? cls.bases : (findAttr(cls, "__bases__") as PyTuple | undefined)?.items;
  return bases?.some((base) => derives(base, parent)) ?? false;
}
