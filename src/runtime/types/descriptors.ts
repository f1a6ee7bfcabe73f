/** property, classmethod, staticmethod and the descriptors of builtin types. Follows Objects/descrobject.c and
 * Objects/funcobject.c. https://docs.python.org/3.14/howto/descriptor.html */
import { slotDocs } from "../core/slot-names.ts";
import { typeOf } from "../core/builtin-types.ts";
import { callable, checkClass } from "../core/call.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { PyClassMethod, PyGetSet, PyStaticMethod } from "../core/descriptors.ts";
import { PyMember, PyProperty } from "../core/descriptors.ts";
import type { PyClassMethodDescriptor, PyMethodDescriptor } from "../core/native.ts";
import { groupedSignature, isUnsignedFunction, isUnsignedMethod } from "../core/unsigned.ts";
import {
  type NativeCallable,
  NativeEntry,
  PyBuiltinFunction,
  PyBuiltinMethod,
  PyNewFunction,
} from "../core/native.ts";
import type { PyInstance, PyObject, Value } from "../core/object.ts";
import { identityHash } from "../core/hash.ts";
import { address } from "../core/identity.ts";
import { current } from "../core/state.ts";
import { PyType } from "../core/type.ts";
import { typeError } from "../exceptions/raise.ts";
import {
  builtinFunctionType,
  classMethodDescriptorType,
  classMethodType,
  getSetType,
  memberType,
  methodDescriptorType,
  methodWrapperType,
  propertyType,
  staticMethodType,
  wrapperDescriptorType,
} from "../objects/descriptor-types.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strOf } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import {
  bindAttribute,
  findAttr,
  getAttr,
  instanceDict,
  isAttributeError,
  noAttribute,
  setAttr,
} from "../protocols/attribute.ts";
import { truthy } from "../protocols/compare.ts";
import { repr } from "../protocols/repr.ts";
import { classGetItem } from "./class-getitem.ts";
import { functionDocs } from "./function-docs.ts";
import { dictAttribute } from "./object.ts";

const orNone = (value: Value | undefined): Value => (value === undefined ? null : value);

function copyProperty(self: PyProperty, change: Partial<Pick<PyProperty, "fget" | "fset" | "fdel">>): Value {
  const fget = orNone(change.fget ?? self.fget);
  const fset = orNone(change.fset ?? self.fset);
  const fdel = orNone(change.fdel ?? self.fdel);
  const doc = self.getterDoc && fget !== null ? null : self.doc;
  const made = callable(typeOf(self)).c4(fget, fset, fdel, doc);
  if (made instanceof PyProperty) made.name = self.name;
  return made;
}

/** A subclass has a `__doc__` of its own, so that of an instance goes into its dict or slot; where it has neither, it is
 * dropped, unless it is the getter's. */
function storeDoc(self: PyProperty): void {
  const { doc } = self;
  self.doc = null;
  try {
    setAttr(self, "__doc__", doc);
  } catch (error) {
    if (self.getterDoc || !isAttributeError(error)) throw error;
  }
}

const propertySpec: TypeSpec = {
  doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for deleting an attribute\n  doc\n    docstring",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, /, fget=None, fset=None, fdel=None, doc=None)",
      (self: PyProperty, fget: Value = null, fset: Value = null, fdel: Value = null, doc: Value = null) => {
        self.fget = fget;
        self.fset = fset;
        self.fdel = fdel;
        self.doc = doc;
        self.name = undefined;
        self.getterDoc = false;
        if (doc === null && fget !== null) {
          const own = findAttr(fget, "__doc__");
          if (own !== undefined && own !== null) {
            self.getterDoc = true;
            self.doc = own;
          }
        }
        if (typeOf(self) !== propertyType) storeDoc(self);
        return null;
      },
    ],
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyProperty, instance: Value) => (instance === null ? self : self.get(instance)),
    ],
    __set__: [
      "(self, instance, value, /)",
      (self: PyProperty, instance: Value, value: Value) => {
        self.set(instance, value);
        return null;
      },
    ],
    __delete__: [
      "(self, instance, /)",
      (self: PyProperty, instance: Value) => {
        self.delete(instance);
        return null;
      },
    ],
    __set_name__: [
      "(self, /, *args)",
      (self: PyProperty, args: Value[]) => {
        if (args.length !== 2) {
          throw typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
        }
        self.name = args[1] as Value;
        return null;
      },
    ],
    getter: ["(self, object, /)", (self: PyProperty, fget: Value) => copyProperty(self, { fget })],
    setter: ["(self, object, /)", (self: PyProperty, fset: Value) => copyProperty(self, { fset })],
    deleter: ["(self, object, /)", (self: PyProperty, fdel: Value) => copyProperty(self, { fdel })],
  },
  getset: {
    fget: { get: (self: PyProperty) => self.fget, member: true },
    fset: { get: (self: PyProperty) => self.fset, member: true },
    fdel: { get: (self: PyProperty) => self.fdel, member: true },
    __doc__: {
      get: (self: PyProperty) => self.doc,
      set: (self: PyProperty, value: Value) => {
        self.doc = value;
      },
      delete: (self: PyProperty) => {
        self.doc = null;
      },
    },
    __name__: {
      get: (self: PyProperty) => {
        if (self.name !== undefined) return self.name;
        const own = self.fget === null ? undefined : findAttr(self.fget, "__name__");
        if (own === undefined) throw noAttribute(self, "__name__");
        return own;
      },
      set: (self: PyProperty, value: Value) => {
        self.name = value;
      },
      delete: (self: PyProperty) => {
        self.name = undefined;
      },
    },
    __isabstractmethod__: {
      get: (self: PyProperty) => [self.fget, self.fset, self.fdel].some(isAbstract),
    },
  },
};

function isAbstract(value: Value): boolean {
  if (value === null) return false;
  const flag = findAttr(value, "__isabstractmethod__");
  return flag !== undefined && truthy(flag);
}

const COPIED = ["__module__", "__name__", "__qualname__", "__doc__"];

/** classmethod and staticmethod take over the identity of what they wrap, as functools.wraps does. */
function takeOver(self: PyInstance, wrapped: Value): void {
  for (const name of COPIED) {
    const value = findAttr(wrapped, name);
    if (value !== undefined) setAttr(self, name, value);
  }
}

type Wrapper = PyClassMethod | PyStaticMethod;

/** An attribute of what is wrapped, kept in the wrapper's own dict from when it is first asked for. */
function wrappedAttribute(name: string): GetSetRow {
  return {
    get: (self: Wrapper) => {
      const dict = instanceDict(self);
      const own = dict.getStr(name);
      if (own !== undefined) return own;
      const value = getAttr(self.callable, name);
      dict.setStr(name, value);
      return value;
    },
    set: (self: Wrapper, value: Value) => instanceDict(self).setStr(name, value),
    delete: (self: Wrapper) => {
      if (!instanceDict(self).delete(name)) throw noAttribute(self, name);
    },
  };
}

const wrapperGetset: Record<string, GetSetRow> = {
  __func__: { get: (self: Wrapper) => self.callable, member: true },
  __wrapped__: { get: (self: Wrapper) => self.callable, member: true },
  __isabstractmethod__: { get: (self: Wrapper) => isAbstract(self.callable) },
  __dict__: dictAttribute,
  __annotations__: wrappedAttribute("__annotations__"),
  __annotate__: wrappedAttribute("__annotate__"),
};

function wrapperSpec(name: string, doc: string, extra: TypeSpec["methods"]): TypeSpec {
  return {
    doc,
    new: ["(function, /)", (cls: PyType) => cls.alloc()],
    methods: {
      __init__: [
        "(self, function, /)",
        (self: Wrapper, wrapped: Value) => {
          self.callable = wrapped;
          takeOver(self, wrapped);
          return null;
        },
      ],
      __repr__: ["(self, /)", (self: Wrapper) => `<${name}(${strOf(repr(self.callable))})>`],
      ...extra,
    },
    classMethods: classGetItem,
    getset: wrapperGetset,
  };
}

const classMethodSpec = wrapperSpec(
  "classmethod",
  "classmethod(function) -> method\n\nConvert a function to be a class method.",
  {
    __get__: [
      "(self, instance, owner=None, /)",
      (self: PyClassMethod, instance: Value, owner: Value = null) =>
        self.bind(owner instanceof PyType ? owner : typeOf(instance)),
    ],
  },
);

const staticMethodSpec = wrapperSpec(
  "staticmethod",
  "staticmethod(function) -> method\n\nConvert a function to be a static method.",
  {
    __get__: ["(self, instance, owner=None, /)", (self: PyStaticMethod) => self.callable],
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyStaticMethod, args: Value[], kwargs: Map<string, Value>) =>
        callable(self.callable).ck([...args, ...kwargs.values()], [...kwargs.keys()]),
    ],
  },
);

type Owned = PyGetSet | PyMember | PyMethodDescriptor;

function ownedSpec(kind: string, extra: TypeSpec): TypeSpec {
  return {
    ...extra,
    methods: {
      __repr__: ["(self, /)", (self: Owned) => `<${kind} '${self.name}' of '${self.owner.name}' objects>`],
      __get__: [
        "(self, instance, owner=None, /)",
        (self: Owned, instance: Value, owner: Value = null) => {
          if (instance === null && owner !== typeOf(null)) return self;
          checkOwner(self, instance);
          if (owner !== null && !(owner instanceof PyType) && takesClass(self)) {
            throw typeError(`descriptor '${self.name}' needs a type, not '${typeOf(owner).name}', as arg 2`);
          }
          const value = bindAttribute(self, instance, typeOf(instance));
          if (value === undefined) throw noAttribute(instance, self.name);
          return value;
        },
      ],
      ...extra.methods,
    },
    getset: {
      __name__: { get: (self: Owned) => self.name, member: true },
      __qualname__: { get: (self: Owned) => `${self.owner.qualname}.${self.name}` },
      __objclass__: { get: (self: Owned) => self.owner, member: true },
      ...extra.getset,
    },
  };
}

function checkOwner(self: Owned, instance: Value): void {
  if (!typeOf(instance).isSubtype(self.owner)) {
    throw typeError(
      `descriptor '${self.name}' for '${self.owner.name}' objects doesn't apply to a '${typeOf(instance).name}' object`,
    );
  }
}

/** Methods that CPython tells the class that defines them (METH_METHOD), and so looks at the owner that they are bound with. */
const TAKING_CLASS: ReadonlySet<string> = new Set(
  "_BufferedIOBase.detach _BufferedIOBase.read _BufferedIOBase.read1 _BufferedIOBase.write _TextIOBase.detach _TextIOBase.read _TextIOBase.readline _TextIOBase.write".split(
    " ",
  ),
);
const takesClass = (self: Owned): boolean => TAKING_CLASS.has(`${self.owner.name}.${self.name}`);

const storing: TypeSpec["methods"] = {
  __set__: [
    "(self, instance, value, /)",
    (self: PyGetSet | PyMember, instance: Value, value: Value) => {
      checkOwner(self, instance);
      self.set(instance as PyObject, value);
      return null;
    },
  ],
  __delete__: [
    "(self, instance, /)",
    (self: PyGetSet | PyMember, instance: Value) => {
      checkOwner(self, instance);
      if (self instanceof PyMember) {
        if (!self.delete(instance as PyObject)) throw noAttribute(instance, self.name);
      } else self.delete(instance);
      return null;
    },
  ],
};

const signatureOf = (target: NativeCallable): Value => {
  if (target instanceof PyNewFunction) return "($type, *args, **kwargs)";
  if (target instanceof NativeEntry && isUnsignedMethod(target.owner.name, target.name)) return null;
  if (target instanceof PyBuiltinFunction && isUnsignedFunction(String(target.module), target.name))
    return null;
  const grouped =
    target instanceof NativeEntry ? groupedSignature(target.owner.name, target.name) : undefined;
  if (grouped !== undefined) return grouped;
  const { text, signature } = target;
  if (target instanceof NativeEntry && target.slot && /^__(init|call)__$/.test(target.name))
    return "($self, /, *args, **kwargs)";
  // The class of a class method is called so by all that Argument Clinic made.
  if (target.hasReceiver) return text.replace(/^\((\w+)/, "($$$1").replace(/^\(\$cls\b/, "($type");
  if (target instanceof PyBuiltinFunction && target.self instanceof PyType) return text;
  if (signature.parameters.length === 0) return "($module, /)";
  // The module is positional-only, and says so itself where no other parameter is.
  return text.replace(/^\(/, signature.positionalOnly === 0 ? "($module, /, " : "($module, ");
};

const methodDescriptorGetset: Record<string, GetSetRow> = {
  __doc__: { get: () => null },
  __text_signature__: { get: (self: PyMethodDescriptor) => signatureOf(self.entry) },
};

/** Reduces to `getattr(owner, name)`. */
function reduceBuiltin(owner: Value, name: string): Value {
  return tuple([getAttr(current.builtins, "getattr"), tuple([owner, name])]);
}

const methodDescriptorMethods: TypeSpec["methods"] = {
  __call__: [
    "(self, /, *args, **kwargs)",
    (self: PyMethodDescriptor, args: Value[], kwargs: Map<string, Value>) =>
      kwargs.size === 0 ? self.cn(args) : self.ck([...args, ...kwargs.values()], [...kwargs.keys()]),
  ],
  __reduce__: ["(self, /)", (self: PyMethodDescriptor) => reduceBuiltin(self.owner, self.name)],
};

type Builtin = PyBuiltinFunction | PyBuiltinMethod;
const nativeOf = (self: Builtin): NativeCallable => (self instanceof PyBuiltinMethod ? self.entry : self);

/** Static methods of types have no receiver to show, though their repr names the type's own type. */
const isStatic = (self: Builtin): boolean =>
  self instanceof PyBuiltinFunction && self.self instanceof PyType && self.name !== "__new__";

const builtinFunctionSpec: TypeSpec = {
  methods: {
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: Builtin, args: Value[], kwargs: Map<string, Value>) =>
        kwargs.size === 0 ? self.cn(args) : self.ck([...args, ...kwargs.values()], [...kwargs.keys()]),
    ],
    __repr__: [
      "(self, /)",
      (self: Builtin) => {
        if (self instanceof PyBuiltinMethod) return boundRepr(self.name, self.self);
        return self.self === undefined || typeOf(self.self).name === "module"
          ? `<built-in function ${self.name}>`
          : boundRepr(self.name, self.self);
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: Value, other: Value) => {
        if (!(self instanceof PyBuiltinMethod) || !(other instanceof PyBuiltinMethod)) {
          return self === other ? true : NotImplemented;
        }
        return self.self === other.self && self.entry === other.entry;
      },
    ],
    __hash__: [
      "(self, /)",
      (self: Builtin) => identityHash(self instanceof PyBuiltinMethod ? self.entry : self),
    ],
    __reduce__: [
      "(self, /)",
      (self: Builtin) => {
        const owner = self.self;
        return owner === undefined || typeOf(owner).name === "module"
          ? self.name
          : reduceBuiltin(owner, self.name);
      },
    ],
  },
  getset: {
    __name__: { get: (self: Builtin) => self.name },
    __qualname__: {
      get: (self: Builtin) =>
        self instanceof PyBuiltinMethod ? `${self.entry.owner.qualname}.${self.name}` : self.qualname,
    },
    __self__: { get: (self: Builtin) => (isStatic(self) ? null : (self.self ?? null)) },
    __module__: {
      get: (self: Builtin) => (self instanceof PyBuiltinMethod ? null : self.module),
      set: () => undefined,
    },
    __doc__: {
      get: (self: Builtin) => {
        if (self instanceof PyNewFunction) {
          return "Create and return a new object.  See help(type) for accurate signature.";
        }
        if (typeOf(self) === methodWrapperType) return slotDocs.get(self.name) ?? null;
        const documented = self instanceof PyBuiltinFunction && self.module === "builtins";
        return documented ? (functionDocs.get(self.name) ?? null) : null;
      },
    },
    __text_signature__: { get: (self: Builtin) => signatureOf(nativeOf(self)) },
  },
};

function boundRepr(name: string, self: Value): string {
  const type = typeOf(self);
  return `<built-in method ${name} of ${type.fullName} object at ${address(self)}>`;
}

const methodWrapperSpec: TypeSpec = {
  ...builtinFunctionSpec,
  methods: {
    ...builtinFunctionSpec.methods,
    __repr__: [
      "(self, /)",
      (self: PyBuiltinMethod) =>
        `<method-wrapper '${self.name}' of ${typeOf(self.self).name} object at ${address(self.self)}>`,
    ],
  },
  getset: {
    ...builtinFunctionSpec.getset,
    __objclass__: { get: (self: PyBuiltinMethod) => self.entry.owner },
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [propertyType, propertySpec],
  [classMethodType, classMethodSpec],
  [staticMethodType, staticMethodSpec],
  [
    getSetType,
    ownedSpec("attribute", {
      methods: storing,
      getset: { __doc__: { get: (self: PyGetSet) => self.row.doc ?? null } },
    }),
  ],
  [
    memberType,
    ownedSpec("member", {
      methods: storing,
      getset: {
        __doc__: {
          get: (self: PyGetSet | PyMember) => (self instanceof PyMember ? null : (self.row.doc ?? null)),
        },
      },
    }),
  ],
  [
    methodDescriptorType,
    ownedSpec("method", { methods: methodDescriptorMethods, getset: methodDescriptorGetset }),
  ],
  [
    wrapperDescriptorType,
    ownedSpec("slot wrapper", {
      methods: methodDescriptorMethods,
      getset: {
        ...methodDescriptorGetset,
        __doc__: { get: (self: PyMethodDescriptor) => slotDocs.get(self.name) ?? null },
      },
    }),
  ],
  [
    classMethodDescriptorType,
    ownedSpec("method", {
      methods: {
        ...methodDescriptorMethods,
        __get__: [
          "(self, instance, owner=None, /)",
          (self: PyClassMethodDescriptor, instance: Value, owner: Value = null) =>
            new PyBuiltinMethod(checkClass(self, owner ?? typeOf(instance)), self.entry),
        ],
      },
      getset: methodDescriptorGetset,
    }),
  ],
  [builtinFunctionType, builtinFunctionSpec],
  [methodWrapperType, methodWrapperSpec],
];
