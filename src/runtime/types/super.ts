/** `super` as an object; `super().method()` in emitted code does without one. Follows super_* in Objects/typeobject.c.
 * https://docs.python.org/3.14/library/functions.html#super */
import { typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { shellOf } from "../core/flatten.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import { runtimeError, typeError } from "../exceptions/raise.ts";
import type { PySuper } from "../objects/descriptor-types.ts";
import { PyFrame } from "../objects/frame.ts";
import { genericFind, noAttribute } from "../protocols/attribute.ts";
import { findSuperAttr, superType } from "../protocols/super.ts";
import { attributeName } from "./object.ts";

/** The attributes of `super` itself must not be found by a plain property load: those of the classes go first. */
function newSuper(cls: PyType): PySuper {
  const self = cls.alloc() as PySuper;
  Object.setPrototypeOf(self, shellOf(cls));
  return self;
}

function attribute(self: PySuper, name: string): Value {
  if (name !== "__class__" && self.cls !== null && self.self !== undefined) {
    const value = findSuperAttr(self.cls, self.self, name);
    if (value !== undefined) return value;
  }
  const own = genericFind(self, name);
  if (own === undefined) throw noAttribute(self, name);
  return own;
}

/** What is wrong with a call that has no class: emitted code passes what the `__class__` cell holds, where there is one. */
function whyNoClass(hasReceiver: boolean): string {
  if (hasReceiver) return "empty __class__ cell";
  const frame = current.frameAt(0);
  return frame instanceof PyFrame && frame.code.info.argcount > 0
    ? "__class__ cell not found"
    : "no arguments";
}

export const superSpec: TypeSpec = {
  doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
  new: ["(*args, **kwargs)", (cls: PyType) => newSuper(cls)],
  methods: {
    __init__: [
      "(self, type=<unrepresentable>, object_or_type=None, /)",
      (self: PySuper, cls?: Value, given?: Value) => {
        if (cls === undefined) throw runtimeError(`super(): ${whyNoClass(given !== undefined)}`);
        const receiver = given ?? null;
        if (!(cls instanceof PyType)) {
          throw typeError(`super() argument 1 must be a type, not ${typeOf(cls).name}`);
        }
        if (receiver !== null) superType(cls, receiver);
        self.cls = cls;
        self.self = receiver === null ? undefined : receiver;
        return null;
      },
    ],
    __getattribute__: [
      "(self, name, /)",
      (self: PySuper, name: Value) => attribute(self, attributeName(name)),
    ],
    __repr__: [
      "(self, /)",
      (self: PySuper) => {
        const cls = self.cls?.name ?? "NULL";
        if (self.self === undefined || self.cls === null) return `<super: <class '${cls}'>, NULL>`;
        return `<super: <class '${cls}'>, <${superType(self.cls, self.self).name} object>>`;
      },
    ],
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PySuper, instance: Value) => {
        if (instance === null || self.self !== undefined || self.cls === null) return self;
        const bound = newSuper(typeOf(self));
        superType(self.cls, instance);
        bound.cls = self.cls;
        bound.self = instance;
        return bound;
      },
    ],
  },
  getset: {
    __thisclass__: { get: (self: PySuper) => self.cls, member: true },
    __self__: { get: (self: PySuper) => self.self ?? null, member: true },
    __self_class__: {
      get: (self: PySuper) =>
        self.cls === null || self.self === undefined ? null : superType(self.cls, self.self),
      member: true,
    },
  },
};
