/** Where `super()` looks: the classes after `cls` in the MRO of the receiver's type. */
import { typeOf } from "../core/builtin-types.ts";
import type { PyBaseException } from "../core/exception.ts";
import { flattenInto } from "../core/flatten.ts";
import type { Slots, Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { attributeError, runtimeError, typeError } from "../exceptions/raise.ts";
import { bindAttribute, bindToType, findAttr } from "./attribute.ts";

/** The type whose MRO counts for `super(cls, self)`: that of `self`, or `self` itself when it is a subclass of `cls`
 * (class methods). */
export function superType(cls: PyType, self: Value): PyType {
  if (self instanceof PyType && self.isSubtype(cls)) return self;
  const type = typeOf(self);
  if (type.isSubtype(cls)) return type;
  // A proxy says by `__class__` what it stands for.
  const claimed = findAttr(self, "__class__");
  if (claimed instanceof PyType && claimed.isSubtype(cls)) return claimed;
  throw typeError(
    "super(type, obj): obj (" +
      (self instanceof PyType ? `type ${self.name}` : `instance of ${type.name}`) +
      `) is not an instance or subtype of type (${cls.name}).`,
  );
}

const nothing: Slots = Object.freeze(Object.create(null) as Slots);

/** The prototype-like object on which `super().name` is found, for receivers that are instances: `m$name` is right as
 * it is, `$name` must be read with the receiver. Class methods' receivers take the slow path (an empty object). */
export function superProto(cls: Value, self: Value): Slots {
  if (cls === undefined) throw runtimeError("super(): empty __class__ cell");
  if (self instanceof PyType) return nothing;
  const type = typeOf(self);
  const origin = cls as PyType;
  let proto = type.superProtos.get(origin);
  if (proto === undefined) {
    if (superType(origin, self) !== type) return nothing;
    proto =
      origin.base !== undefined && isTail(type.mro, origin) ? origin.base.proto : flattenRest(type, origin);
    type.superProtos.set(origin, proto);
  }
  return proto;
}

/** Whether the MRO behind `origin` is just the MRO of its base. */
function isTail(mro: readonly PyType[], origin: PyType): boolean {
  const rest = mro.slice(mro.indexOf(origin) + 1);
  const base = origin.base as PyType;
  return rest.length === base.mro.length && rest.every((cls, i) => cls === base.mro[i]);
}

function flattenRest(type: PyType, origin: PyType): Slots {
  const proto = Object.create(null) as Slots;
  for (const cls of type.mro.slice(type.mro.indexOf(origin) + 1).reverse()) {
    for (const [name, value] of cls.dict) flattenInto(proto, name, value, cls);
  }
  return proto;
}

/** `super(cls, self).name` by the book; undefined when no class behind `cls` has it. */
export function findSuperAttr(cls: PyType, self: Value, name: string): Value | undefined {
  const type = superType(cls, self);
  const { mro } = type;
  for (let i = mro.indexOf(cls) + 1; i < mro.length; i++) {
    const found = (mro[i] as PyType).dict.get(name);
    if (found === undefined) continue;
    return self === type ? bindToType(found, type) : bindAttribute(found, self, type);
  }
  return undefined;
}

export function superDeleted(): PyBaseException {
  return runtimeError("super(): arg[0] deleted");
}

/** `super().name` in emitted code. */
export function superGetAttr(cls: Value, self: Value, name: string): Value {
  if (cls === undefined) throw runtimeError("super(): empty __class__ cell");
  const value = findSuperAttr(cls as PyType, self, name);
  if (value !== undefined) return value;
  throw attributeError(`'super' object has no attribute '${name}'`, name, self);
}
