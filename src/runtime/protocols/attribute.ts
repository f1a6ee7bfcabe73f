/**
 * Attribute access: what emitted code calls when the property load `o?.$name` gave `undefined`, and what `getattr`,
 * `setattr` and the methods of `object` and `type` are made of. Follows PyObject_GenericGetAttr (Objects/object.c) and
 * type_getattro (Objects/typeobject.c).
 *
 * Three kinds of objects (see `core/type.ts`):
 * - ordinary: the `$` properties tell the whole truth, a miss is a miss;
 * - type objects: MRO, then metatype, by the book; results are cached on the type object;
 * - detached instances (their type has its own `__getattribute__`, or their `__dict__` was replaced by a shared one):
 *   MRO, then the dict in `dict$`.
 */
import { protoOf, special, typeOf, typeType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyClassMethod, PyGetSet, PyMember, PyProperty, PyStaticMethod } from "../core/descriptors.ts";
import { PyBaseException } from "../core/exception.ts";
import {
  cacheAttribute,
  deleteTypeAttribute,
  installGetterFallback,
  isPlain,
  setTypeAttribute,
  storeOwn,
  WithoutReceiver,
} from "../core/flatten.ts";
import {
  PyBuiltinFunction,
  PyBuiltinMethod,
  PyClassMethodDescriptor,
  PyMethodDescriptor,
  PyWrapperDescriptor,
} from "../core/native.ts";
import { PyInstance, PyObject, type Slots, type Value } from "../core/object.ts";
import { propertyOf } from "../core/property-names.ts";
import { current } from "../core/state.ts";
import { type AttributeHooks, PyType } from "../core/type.ts";
import { AttributeError, type PyAttributeError } from "../exceptions/hierarchy.ts";
import { attributeError, typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFunction, PyMethod } from "../objects/function.ts";
import { PyModule } from "../objects/module.ts";

/** `getattr(object, name)`; AttributeError when there is none. */
export function getAttr(object: Value, name: string): Value {
  const value = lookUp(object, name);
  if (value === undefined) throw noAttribute(object, name);
  return value;
}

/** The attribute or undefined. Errors other than AttributeError pass through. */
export function findAttr(object: Value, name: string): Value | undefined {
  try {
    return lookUp(object, name);
  } catch (error) {
    if (isAttributeError(error)) return undefined;
    throw error;
  }
}

/** The attribute; undefined when there is none, unless what computes it raised AttributeError itself. */
export function lookUp(object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const hook = hooksOf(type).get;
  if (hook !== undefined) return viaGetAttribute(object, type, hook, name);
  const value = object instanceof PyType ? typeLookUp(object, type, name) : genericFind(object, name);
  if (value !== undefined) return value;
  return viaGetAttrHook(object, name);
}

/** An attribute of a type object. Where what computes it raises AttributeError, the metatype's `__getattr__` answers. */
function typeLookUp(type: PyType, metatype: PyType, name: string): Value | undefined {
  if (metatype === typeType) return typeGetAttr(type, name);
  try {
    return typeGetAttr(type, name);
  } catch (error) {
    if (isAttributeError(error) && metatype.lookup("__getattr__") !== undefined) return undefined;
    throw error;
  }
}

/** Builtin types whose attribute access is what this file does. */
const PLAIN = new Set(["object", "type", "module"]);

/** What classes have in place of `object`'s or `type`'s own attribute access. */
function hooksOf(type: PyType): AttributeHooks {
  return (type.hooks ??= {
    get: overriding(type, "__getattribute__"),
    set: overriding(type, "__setattr__"),
    delete: overriding(type, "__delattr__"),
  });
}

function overriding(type: PyType, name: string): Value | undefined {
  const owner = type.owner(name);
  return owner === undefined || (!owner.heap && PLAIN.has(owner.name)) ? undefined : owner.dict.get(name);
}

function viaGetAttribute(object: Value, type: PyType, hook: Value, name: string): Value | undefined {
  try {
    return callable(bindSpecial(hook, object)).c1(name);
  } catch (error) {
    if (!isAttributeError(error)) throw error;
    if (type.lookup("__getattr__") === undefined) throw inContext(error, object, name);
    return viaGetAttrHook(object, name);
  }
}

/** Tells an AttributeError that Python code raised what was asked for, unless it knows. Follows _PyObject_SetAttributeErrorContext. */
function inContext(error: PyBaseException, object: Value, name: string): PyBaseException {
  const failure = error as PyAttributeError;
  if (failure.name === null && failure.obj === null) {
    failure.name = name;
    failure.obj = object;
  }
  return failure;
}

function viaGetAttrHook(object: Value, name: string): Value | undefined {
  const getattr = special(object, "m$__getattr__");
  if (getattr !== undefined && getattr !== null) {
    try {
      return getattr.c2(object, name);
    } catch (error) {
      throw isAttributeError(error) ? inContext(error, object, name) : error;
    }
  }
  if (object instanceof PyModule) {
    const moduleHook = (object as unknown as Slots)["$__getattr__"];
    if (moduleHook !== undefined && Object.hasOwn(object, "$__getattr__"))
      return callable(moduleHook).c1(name);
  }
  return undefined;
}

/** Binds a special method found by `type.lookup`, as the interpreter does before it calls one. */
function bindSpecial(method: Value, object: Value): Value {
  return bindAttribute(method, object, typeOf(object)) as Value;
}

export function isAttributeError(error: unknown): error is PyBaseException {
  return error instanceof PyBaseException && error.cls$.isSubtype(AttributeError);
}

/** True for instances whose attributes are not `$` properties of their own. */
function isDetached(object: PyObject): object is PyInstance {
  const { shell } = object.cls$;
  return shell !== undefined && Object.getPrototypeOf(object) === shell;
}

/** PyObject_GenericGetAttr without the error: `object.__getattribute__`. */
export function genericFind(object: Value, name: string): Value | undefined {
  if (object instanceof PyType) return typeGetAttr(object, name);
  const type = typeOf(object);
  if (!(object instanceof PyObject) || !isDetached(object)) {
    const property = propertyOf(name);
    const value =
      object instanceof PyObject
        ? (object as unknown as Slots)[property]
        : (Reflect.get(type.proto, property, object) as Value | undefined);
    return value === undefined && name.startsWith("__") ? findSlot(type, object, name) : value;
  }
  const found = type.lookup(name);
  if (found !== undefined && isDataDescriptor(found) && hasGet(found))
    return bindAttribute(found, object, type);
  const own = (object.dict$ as PyDict | undefined)?.getStr(name);
  if (own !== undefined) return own;
  return found === undefined ? undefined : bindAttribute(found, object, type);
}

/** A special method of a builtin type, which has no `$name` (see `SlotWrapper`). */
function findSlot(type: PyType, object: Value, name: string): Value | undefined {
  const found = type.lookup(name);
  if (found instanceof PyWrapperDescriptor) return bindAttribute(found, object, type);
  // The type of a bound builtin method depends on the method; only what both types have stands on its prototype.
  return object instanceof PyBuiltinMethod && found !== undefined
    ? bindAttribute(found, object, type)
    : undefined;
}

/** True when the type of `value` has `__set__` or `__delete__`. */
export function isDataDescriptor(value: Value): boolean {
  if (value instanceof PyProperty || value instanceof PyGetSet || value instanceof PyMember) return true;
  if (!(value instanceof PyObject)) return false;
  const proto = protoOf(value);
  return (
    (proto["m$__set__"] ?? undefined) !== undefined || (proto["m$__delete__"] ?? undefined) !== undefined
  );
}

/** Whether a data descriptor has `__get__` too: one without only catches assignments. */
function hasGet(value: Value): boolean {
  return (protoOf(value)["m$__get__"] ?? undefined) !== undefined;
}

/** `value.__get__(object, type)` for an attribute found on a type; the value itself when it is no descriptor. */
export function bindAttribute(value: Value, object: Value, type: PyType): Value | undefined {
  if (value instanceof PyFunction) return new PyMethod(value, object);
  if (value instanceof PyMember) return value.get(object as PyObject);
  if (value instanceof PyProperty) return value.get(object);
  if (value instanceof PyGetSet) return value.row.get(object);
  if (value instanceof PyStaticMethod) return value.callable;
  if (value instanceof PyClassMethod) return value.bind(type);
  if (value instanceof PyClassMethodDescriptor) return new PyBuiltinMethod(type, value.entry);
  if (value instanceof PyMethodDescriptor) return new PyBuiltinMethod(object, value.entry);
  if (!(value instanceof PyObject)) return value;
  const get = special(value, "m$__get__") ?? undefined;
  return get === undefined ? value : get.c3(value, object, type);
}

/** `value.__get__(None, type)` for an attribute found in the MRO of a type object. */
export function bindToType(value: Value, type: PyType): Value {
  if (value instanceof PyStaticMethod) return value.callable;
  if (value instanceof PyClassMethod) return value.bind(type);
  if (value instanceof PyClassMethodDescriptor) return new PyBuiltinMethod(type, value.entry);
  if (isStableOnType(value)) return value;
  const get = special(value, "m$__get__") ?? undefined;
  return get === undefined ? value : get.c3(value, null, type);
}

/** Whether `C.name` is the attribute itself, whatever C: functions and the builtin descriptors. */
function isStableOnType(value: Value): boolean {
  return (
    !(value instanceof PyObject) ||
    value instanceof PyFunction ||
    value instanceof PyProperty ||
    value instanceof PyMethodDescriptor ||
    value instanceof PyGetSet ||
    value instanceof PyMember ||
    value instanceof PyBuiltinFunction
  );
}

/** type_getattro without the error; caches what cannot change until a class of the MRO does. */
export function typeGetAttr(type: PyType, name: string): Value | undefined {
  if (type.cachedNames.has(name)) {
    const known = (type as unknown as Slots)[propertyOf(name)] as Value | undefined;
    if (known !== undefined) return known;
  }
  const metatype = typeOf(type);
  const meta = metatype.lookup(name);
  if (meta !== undefined && isDataDescriptor(meta) && hasGet(meta))
    return bindAttribute(meta, type, metatype);
  const found = type.lookup(name);
  if (found !== undefined) {
    const value = bindToType(found, type);
    if (hooksOf(metatype).get !== undefined) return value;
    if (isStableOnType(found) || found instanceof PyStaticMethod || isPlain(found)) {
      const call = value instanceof PyObject ? (new WithoutReceiver(value) as object) : undefined;
      cacheAttribute(type, name, value, call);
    } else if (found instanceof PyClassMethod && found.callable instanceof PyFunction) {
      cacheAttribute(type, name, undefined, found.callable);
    } else if (found instanceof PyClassMethodDescriptor) {
      cacheAttribute(type, name, undefined, found.entry);
    }
    return value;
  }
  return meta === undefined ? undefined : bindAttribute(meta, type, metatype);
}

/** `setattr(object, name, value)`. */
export function setAttr(object: Value, name: string, value: Value): void {
  const type = typeOf(object);
  const hook = hooksOf(type).set;
  if (hook !== undefined) {
    callable(bindSpecial(hook, object)).c2(name, value);
    return;
  }
  if (object instanceof PyType) typeSetAttr(object, name, value);
  else genericSetAttr(object, name, value);
}

/** PyObject_GenericSetAttr: `object.__setattr__`. */
export function genericSetAttr(object: Value, name: string, value: Value): void {
  const type = typeOf(object);
  const found = type.lookup(name);
  if (found !== undefined && setDescriptor(found, object, value)) return;
  if (!(object instanceof PyInstance) || !type.hasDict) throw cannotSet(object, name, found !== undefined);
  if (isDetached(object)) instanceDict(object).setStr(name, value);
  else if (found !== undefined) storeOwn(object, name, value);
  else (object as unknown as Slots)[`$${name}`] = value;
}

/** Runs `__set__` of a data descriptor; false when it is not one. */
function setDescriptor(descriptor: Value, object: Value, value: Value): boolean {
  if (descriptor instanceof PyProperty || descriptor instanceof PyGetSet) descriptor.set(object, value);
  else if (descriptor instanceof PyMember) descriptor.set(object as PyObject, value);
  else if (!(descriptor instanceof PyObject)) return false;
  else {
    const set = special(descriptor, "m$__set__") ?? undefined;
    if (set === undefined) {
      if ((special(descriptor, "m$__delete__") ?? undefined) === undefined) return false;
      throw attributeError("__set__", "__set__", descriptor);
    }
    set.c3(descriptor, object, value);
  }
  return true;
}

function cannotSet(object: Value, name: string, found: boolean): PyBaseException {
  const type = typeOf(object);
  if (found) return attributeError(`'${type.name}' object attribute '${name}' is read-only`, name, object);
  return attributeError(
    `'${type.name}' object has no attribute '${name}' and no __dict__ for setting new attributes`,
    name,
    object,
  );
}

/** type_setattro. */
export function typeSetAttr(type: PyType, name: string, value: Value | undefined): void {
  if (!type.heap) {
    throw typeError(`cannot set ${quoted(name)} attribute of immutable type '${type.fullName}'`);
  }
  const metatype = typeOf(type);
  const meta = metatype.lookup(name);
  if (meta !== undefined && isDataDescriptor(meta)) {
    if (value === undefined) deleteDescriptor(meta, type, name);
    else setDescriptor(meta, type, value);
    return;
  }
  if (value !== undefined) setTypeAttribute(type, name, value);
  else if (!deleteTypeAttribute(type, name)) {
    throw attributeError(`type object '${type.name}' has no attribute '${name}'`, name, type);
  }
}

const quoted = (name: string): string => `'${name}'`;

/** `delattr(object, name)`. */
export function delAttr(object: Value, name: string): void {
  const type = typeOf(object);
  const hook = hooksOf(type).delete;
  if (hook !== undefined) callable(bindSpecial(hook, object)).c1(name);
  else if (object instanceof PyType) typeSetAttr(object, name, undefined);
  else genericDelAttr(object, name);
}

/** `object.__delattr__`. */
export function genericDelAttr(object: Value, name: string): void {
  const type = typeOf(object);
  const found = type.lookup(name);
  if (found !== undefined && isDataDescriptor(found)) {
    deleteDescriptor(found, object, name);
    return;
  }
  if (!(object instanceof PyInstance) || !type.hasDict) throw cannotSet(object, name, found !== undefined);
  if (isDetached(object)) {
    if (!instanceDict(object).delete(name)) throw noAttribute(object, name);
    return;
  }
  if (!Object.hasOwn(object, `$${name}`)) throw noAttribute(object, name);
  delete (object as unknown as Slots)[`$${name}`];
  delete (object as unknown as Slots)[`m$${name}`];
}

function deleteDescriptor(descriptor: Value, object: Value, name: string): void {
  if (descriptor instanceof PyProperty || descriptor instanceof PyGetSet) descriptor.delete(object);
  else if (descriptor instanceof PyMember) {
    if (!descriptor.delete(object as PyObject)) throw noAttribute(object, name);
  } else {
    const remove = special(descriptor, "m$__delete__") ?? undefined;
    if (remove === undefined) throw attributeError("__delete__", "__delete__", descriptor);
    remove.c2(descriptor, object);
  }
}

/** AttributeError with CPython's text for a missing attribute. */
export function noAttribute(object: Value, name: string): PyBaseException {
  if (object instanceof PyType) {
    return attributeError(`type object '${object.fullName}' has no attribute '${name}'`, name, object);
  }
  if (object instanceof PyModule) {
    return attributeError(current.missingAttribute(object, name), name, object);
  }
  return attributeError(`'${typeOf(object).fullName}' object has no attribute '${name}'`, name, object);
}

/** The live dict behind `object.__dict__`; the type must have one. */
export function instanceDict(object: PyInstance): PyDict {
  object.dict$ ??= isDetached(object) ? new PyDict() : PyDict.backedBy(object);
  return object.dict$ as PyDict;
}

/** A step of the bootstrap: getters on prototypes fall back to `__getattr__`. */
export function installAttributeProtocol(): void {
  installGetterFallback((self, name, error) => {
    if (!isAttributeError(error)) throw error;
    const value = viaGetAttrHook(self, name);
    if (value === undefined) throw error;
    return value;
  });
}
