/** `object`. Follows object_* in Objects/typeobject.c. https://docs.python.org/3.14/library/functions.html#object */
import { callable } from "../core/call.ts";
import { isInstance, objectType, strType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { identityHash } from "../core/hash.ts";
import { address } from "../core/identity.ts";
import { shellOf } from "../core/flatten.ts";
import type { PyObject } from "../core/object.ts";
import { PyInstance, type Slots, type Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { attributeError, typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { PyMappingProxy } from "../objects/mapping-proxy.ts";
import { PyModule } from "../objects/module.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import {
  bindAttribute,
  findAttr,
  genericDelAttr,
  genericFind,
  genericSetAttr,
  getAttr,
  instanceDict,
  noAttribute,
} from "../protocols/attribute.ts";
import { is } from "../protocols/compare.ts";
import { newObject } from "../protocols/instantiate.ts";
import { checkCompatible } from "../protocols/layout.ts";
import { callMethod } from "../protocols/method-call.ts";
import { repr, str } from "../protocols/repr.ts";
import { current } from "../core/state.ts";
import { objectSize } from "./sizes.ts";

/** `__dict__` of instances; one row for every class that first gives its instances a dict. */
export const dictAttribute = {
  get: (self: PyInstance): Value =>
    (self as PyObject) instanceof PyType
      ? PyMappingProxy.ofType(self as PyObject as PyType)
      : instanceDict(self),
  set: (self: PyInstance, value: Value) => replaceDict(self, value),
  delete: (self: PyInstance) => {
    // Exceptions, functions and their like keep theirs, whatever class comes before.
    if (typeOf(self).mro.some((cls) => !cls.heap && cls.dict.has("__dict__")))
      throw typeError("cannot delete __dict__");
    replaceDict(self, new PyDict());
  },
  doc: "dictionary for instance variables",
};

/** `object.__dict__ = dict`. A dict of its own becomes the live view of the instance; one that already is the view of
 * another object is shared, which takes the instance off the fast path. */
function replaceDict(self: PyInstance, value: Value): void {
  if (!(value instanceof PyDict)) {
    throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(value).name}'`);
  }
  if (self instanceof PyModule || (self as PyObject) instanceof PyType) {
    const owner = self instanceof PyModule ? "module" : "type";
    throw attributeError(`attribute '__dict__' of '${owner}' objects is not writable`, "__dict__", self);
  }
  const old = instanceDict(self);
  if (value === old) return;
  const saved = new PyDict();
  for (const [key, item] of old.entries()) saved.set(key, item);
  old.detach(saved);
  for (const key of Object.keys(self)) if (key.startsWith("$")) delete (self as unknown as Slots)[key];
  if (value.isBacked) Object.setPrototypeOf(self, shellOf(self.cls$));
  else value.adopt(self);
  Object.defineProperty(self, "dict$", { value, writable: true, configurable: true, enumerable: false });
}

export const weakrefAttribute = {
  get: (self: PyInstance): Value => {
    const references = callMethod(current.importModule("_weakref"), "getweakrefs", self) as PyList;
    return references.items[0] ?? null;
  },
  doc: "list of weak references to the object",
};

function compareEqual(self: Value, other: Value): Value {
  return is(self, other) ? true : NotImplemented;
}

/** `object.__class__ = cls`: instances of heap types with the same layout (and modules) can change their class. */
function assignClass(self: Value, cls: Value): void {
  if (!(cls instanceof PyType)) {
    throw typeError(`__class__ must be set to a class, not '${typeOf(cls).name}' object`);
  }
  const old = typeOf(self);
  const module = self instanceof PyModule && cls.mro.some((base) => base.name === "module" && !base.heap);
  if (!module && !(old.heap && cls.heap)) {
    throw typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  // A module's variables stay its own properties, whatever its class does with attributes.
  if (module) instanceDict(self);
  else checkCompatible(old, cls, "__class__");
  if (self instanceof PyType) self.cls$ = cls;
  else Object.setPrototypeOf(self, cls.ctor.prototype as object);
}

function copyregCall(name: string, ...args: Value[]): Value {
  return callMethod(current.importModule("copyreg"), name, ...args);
}

/** `object.__getstate__`: the dict, or a pair (dict, slots) when there are slots. */
function getState(self: Value): Value {
  const dict = self instanceof PyInstance && typeOf(self).hasDict ? instanceDict(self) : undefined;
  const slots = new PyDict();
  const slotNames = copyregCall("_slotnames", typeOf(self));
  if (slotNames instanceof PyList) {
    for (const name of slotNames.items) {
      const value = findAttr(self, strOf(name));
      if (value !== undefined) slots.set(name, value);
    }
  }
  const state: Value = dict === undefined || dict.size === 0 ? null : dict.copy();
  return slots.size === 0 ? state : tuple([state, slots]);
}

function dir(self: Value): Value {
  const names = new Set<string>();
  const dict = findAttr(self, "__dict__");
  if (dict instanceof PyDict) for (const key of dict.keys()) if (typeof key === "string") names.add(key);
  const cls = findAttr(self, "__class__");
  if (cls instanceof PyType) for (const base of cls.mro) for (const name of base.dict.keys()) names.add(name);
  return new PyList([...names]);
}

/** What a class says that its instances are made anew from; undefined when it says nothing. As _PyObject_GetNewArguments. */
function newArguments(self: Value): { args: readonly Value[]; keywords: PyDict | undefined } | undefined {
  const cls = typeOf(self);
  const extended = cls.lookup("__getnewargs_ex__");
  if (extended !== undefined) {
    const pair = callable(bindAttribute(extended, self, cls) as Value).c0();
    if (!(pair instanceof PyTuple)) {
      throw typeError(`__getnewargs_ex__ should return a tuple, not '${typeOf(pair).name}'`);
    }
    const [args, keywords] = pair.items as [Value, Value];
    if (pair.items.length !== 2) {
      throw valueError(`__getnewargs_ex__ should return a tuple of length 2, not ${pair.items.length}`);
    }
    if (!(args instanceof PyTuple)) {
      throw typeError(
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeOf(args).name}'`,
      );
    }
    if (!(keywords instanceof PyDict)) {
      throw typeError(
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeOf(keywords).name}'`,
      );
    }
    return { args: args.items, keywords };
  }
  const plain = cls.lookup("__getnewargs__");
  if (plain === undefined) return undefined;
  const args = callable(bindAttribute(plain, self, cls) as Value).c0();
  if (!(args instanceof PyTuple)) {
    throw typeError(`__getnewargs__ should return a tuple, not '${typeOf(args).name}'`);
  }
  return { args: args.items, keywords: undefined };
}

/** `object.__reduce_ex__` for protocols 2 and up (Objects/typeobject.c, reduce_newobj). */
function reduceNew(self: Value): Value {
  const cls = typeOf(self);
  if (cls.lookup("__new__") === undefined) throw typeError(`cannot pickle '${cls.name}' object`);
  const given = newArguments(self);
  if (
    given === undefined &&
    !cls.heap &&
    cls.lookup("__getstate__") === objectType.dict.get("__getstate__") &&
    cls !== objectType &&
    !(self instanceof PyList) &&
    !(self instanceof PyDict)
  )
    throw typeError(`cannot pickle '${cls.name}' object`);
  const copyreg = current.importModule("copyreg");
  const args = given?.args ?? [];
  const [maker, makerArgs] =
    given?.keywords === undefined || given.keywords.size === 0
      ? [getAttr(copyreg, "__newobj__"), tuple([cls, ...args])]
      : [getAttr(copyreg, "__newobj_ex__"), tuple([cls, tuple([...args]), given.keywords])];
  const state = callable(getAttr(self, "__getstate__")).c0();
  const iterator = (value: Value): Value => callable(getAttr(current.builtins, "iter")).c1(value);
  const listItems = self instanceof PyList ? iterator(self) : null;
  const dictItems = self instanceof PyDict ? iterator(callMethod(self, "items")) : null;
  return tuple([maker, makerArgs, state, listItems, dictItems]);
}

export const objectSpec: TypeSpec = {
  doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], kwargs: Map<string, Value>) => newObject(cls, args.length + kwargs.size),
  ],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: Value, args: Value[], kwargs: Map<string, Value>) => {
        if (args.length + kwargs.size === 0) return null;
        const type = typeOf(self);
        if (type.lookup("__init__") !== objectType.dict.get("__init__")) {
          throw typeError("object.__init__() takes exactly one argument (the instance to initialize)");
        }
        if (type.lookup("__new__") === objectType.dict.get("__new__")) {
          throw typeError(`${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
        }
        return null;
      },
    ],
    __repr__: ["(self, /)", (self: Value) => `<${typeOf(self).qualifiedName} object at ${address(self)}>`],
    __str__: ["(self, /)", (self: Value) => repr(self)],
    __hash__: ["(self, /)", (self: PyObject) => identityHash(self)],
    __eq__: ["(self, value, /)", compareEqual],
    __ne__: [
      "(self, value, /)",
      (self: Value, other: Value) => {
        const equal = (typeOf(self).proto["m$__eq__"] as PyObject).c2(self, other);
        return equal === NotImplemented ? equal : !truthOf(equal);
      },
    ],
    __lt__: ["(self, value, /)", () => NotImplemented],
    __le__: ["(self, value, /)", () => NotImplemented],
    __gt__: ["(self, value, /)", () => NotImplemented],
    __ge__: ["(self, value, /)", () => NotImplemented],
    __getattribute__: [
      "(self, name, /)",
      (self: Value, name: Value) => {
        const text = attributeName(name);
        const value = genericFind(self, text);
        if (value === undefined) throw noAttribute(self, text);
        return value;
      },
    ],
    __setattr__: [
      "(self, name, value, /)",
      (self: Value, name: Value, value: Value) => {
        if (self instanceof PyType)
          throw typeError(`can't apply this __setattr__ to ${typeOf(self).name} object`);
        genericSetAttr(self, attributeName(name), value);
        return null;
      },
    ],
    __delattr__: [
      "(self, name, /)",
      (self: Value, name: Value) => {
        if (self instanceof PyType)
          throw typeError(`can't apply this __delattr__ to ${typeOf(self).name} object`);
        genericDelAttr(self, attributeName(name));
        return null;
      },
    ],
    __format__: [
      "(self, format_spec, /)",
      (self: Value, spec: Value) => {
        if (spec !== "")
          throw typeError(`unsupported format string passed to ${typeOf(self).name}.__format__`);
        return str(self);
      },
    ],
    __dir__: ["(self, /)", dir],
    __sizeof__: ["(self, /)", objectSize],
    __getstate__: ["(self, /)", getState],
    __reduce__: ["(self, /)", (self: Value) => copyregCall("_reduce_ex", self, 0)],
    __reduce_ex__: [
      "(self, protocol, /)",
      (self: Value, protocol: Value) => {
        const reduce = getAttr(self, "__reduce__");
        if (typeOf(self).lookup("__reduce__") !== objectType.dict.get("__reduce__"))
          return callable(reduce).c0();
        return typeof protocol === "number" && protocol >= 2
          ? reduceNew(self)
          : copyregCall("_reduce_ex", self, protocol);
      },
    ],
  },
  classMethods: {
    __init_subclass__: [
      "(type, /, **kwargs)",
      (cls: PyType, kwargs: Map<string, Value>) => {
        if (kwargs.size > 0) throw typeError(`${cls.name}.__init_subclass__() takes no keyword arguments`);
        return null;
      },
    ],
    __subclasshook__: ["(type, object, /)", () => NotImplemented],
  },
  getset: {
    __class__: {
      get: (self: Value) => typeOf(self),
      set: assignClass,
      undeletable: "can't delete __class__ attribute",
      doc: "the object's class",
    },
  },
};

/** The name of an attribute given as a Python value. */
export function attributeName(name: Value): string {
  if (typeof name === "string") return name;
  if (!isInstance(name, strType)) {
    throw typeError(`attribute name must be string, not '${typeOf(name).name}'`);
  }
  return strOf(name);
}
