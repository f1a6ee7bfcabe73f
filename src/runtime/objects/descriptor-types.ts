/** Type objects of the descriptors and builtin callables whose data stands in `core/`. */
import { declareType } from "../core/builtin-types.ts";
import {
  PyClassMethod,
  PyGetSet,
  PyMember,
  PyNativeMember,
  PyProperty,
  PyStaticMethod,
} from "../core/descriptors.ts";
import {
  PyBuiltinFunction,
  PyBuiltinMethod,
  PyClassMethodDescriptor,
  PyMethodDescriptor,
  PyWrapperDescriptor,
} from "../core/native.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { Constructor, PyType } from "../core/type.ts";

const fixed = { subclassable: false };
/** These have constructors with parameters, and no subclasses in Python: nothing calls them without. */
const as = (constructor_: unknown): Constructor => constructor_ as Constructor;

export const propertyType = declareType("property", PyProperty);
export const classMethodType = declareType("classmethod", PyClassMethod, { hasDict: true });
export const staticMethodType = declareType("staticmethod", PyStaticMethod, { hasDict: true });
export const getSetType = declareType("getset_descriptor", as(PyGetSet), fixed);
export const memberType = declareType("member_descriptor", as(PyMember), fixed);
// Its data and its behaviour are those of a getset; only what Python calls it differs.
PyNativeMember.prototype.cls$ = memberType;
export const methodDescriptorType = declareType("method_descriptor", as(PyMethodDescriptor), {
  ...fixed,
  methodDescriptor: true,
  vectorcall: true,
});
export const wrapperDescriptorType = declareType("wrapper_descriptor", as(PyWrapperDescriptor), {
  ...fixed,
  methodDescriptor: true,
});
export const classMethodDescriptorType = declareType(
  "classmethod_descriptor",
  as(PyClassMethodDescriptor),
  fixed,
);
export const builtinFunctionType = declareType("builtin_function_or_method", as(PyBuiltinFunction), {
  ...fixed,
  vectorcall: true,
});
export const methodWrapperType = declareType("method-wrapper", as(class extends PyInstance {}), fixed);

/** The type of a bound builtin method: `method-wrapper` for special methods that are slots. */
export function builtinMethodType(isSlot: boolean): PyType {
  return isSlot ? methodWrapperType : builtinFunctionType;
}

/** Gives bound builtin methods their type, which depends on the method. A step of the bootstrap. */
export function installBuiltinMethodType(): void {
  Object.defineProperty(PyBuiltinMethod.prototype, "cls$", {
    get(this: PyBuiltinMethod) {
      return builtinMethodType(this.entry.slot);
    },
    configurable: true,
  });
}

/** `super(cls, self)` as an object. */
export class PySuper extends PyInstance {
  cls: PyType | null = null;
  /** undefined: unbound */
  self: Value | undefined = undefined;
}

export const superType = declareType("super", PySuper);
