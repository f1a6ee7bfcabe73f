/** `type`. Follows type_* in Objects/typeobject.c. https://docs.python.org/3.14/library/functions.html#type */
import { isInstance, objectType, strType, typeOf, typeType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import { deleteTypeAttribute, flattenType, setTypeAttribute } from "../core/flatten.ts";
import { PyMethodDescriptor, PyNewFunction, PyWrapperDescriptor } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { isUnsignedType, shownSignatures } from "../core/unsigned.ts";
import { current } from "../core/state.ts";
import { bestBase, noMro, PyType, unlinkType } from "../core/type.ts";
import { AttributeError, BaseException } from "../exceptions/hierarchy.ts";
import { attributeError, newException, typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { PyMappingProxy } from "../objects/mapping-proxy.ts";
import { type Str, strOf } from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { computeAnnotations } from "../protocols/annotations.ts";
import { bindToType, noAttribute, typeGetAttr, typeSetAttr } from "../protocols/attribute.ts";
import { encodeUtf8 } from "../protocols/encode.ts";
import { calculateMetaclass } from "../protocols/functions.ts";
import { create } from "../protocols/instantiate.ts";
import { instanceByClass, subclassByBases } from "../protocols/isinstance.ts";
import { checkCompatible, checkLayouts } from "../protocols/layout.ts";
import { baseChain, computeMro, hasWeakrefs, newType, setMro } from "../protocols/new-type.ts";
import { collectionFlag } from "../protocols/collection-flag.ts";
import { unionOf } from "../protocols/union.ts";
import { attributeName, dictAttribute, weakrefAttribute } from "./object.ts";
import { basicSize, hasGc, itemSize, typeObjectSize } from "./sizes.ts";

function checkHeap(type: PyType, name: string): void {
  if (!type.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.fullName}'`);
}

/** What `del C.__name__` and its like say, of whatever type. */
const cannotDelete = (name: string) => (type: PyType) => {
  checkHeap(type, name);
  throw typeError(`cannot delete '${name}' attribute of immutable type '${type.fullName}'`);
};

/** A live read-only view of the type's own attributes. */
function typeDict(type: PyType): Value {
  return PyMappingProxy.ofType(type);
}

function basesTuple(type: PyType): Value {
  type.basesTuple ??= tuple([...type.bases]);
  return type.basesTuple;
}

function setBases(type: PyType, value: Value): void {
  checkHeap(type, "__bases__");
  if (!(value instanceof PyTuple)) {
    throw typeError(`can only assign tuple to ${type.name}.__bases__, not ${typeOf(value).name}`);
  }
  if (value.items.length === 0)
    throw typeError(`can only assign non-empty tuple to ${type.name}.__bases__, not ()`);
  for (const base of value.items) {
    if (!(base instanceof PyType)) {
      throw typeError(`${type.name}.__bases__ must be tuple of classes, not '${typeOf(base).name}'`);
    }
    if (base.isSubtype(type) || baseChain(base).includes(type))
      throw typeError("a __bases__ item causes an inheritance cycle");
  }
  const bases = value.items as PyType[];
  checkLayouts(bases);
  const base = bestBase(bases) as PyType;
  checkCompatible(type.base as PyType, base, "__bases__");
  const before = { bases: type.bases, basesTuple: type.basesTuple, base: type.base };
  type.bases = bases;
  type.basesTuple = value;
  type.base = base;
  const changed: Remade[] = [];
  try {
    remakeMro(type, changed);
  } catch (error) {
    for (const { cls, made, mro } of changed) if (cls.mro === made) cls.mro = mro;
    if (type.bases === bases) Object.assign(type, before);
    throw error;
  }
  // A metatype's `mro()` may have assigned other bases meanwhile.
  if (type.bases !== bases) return;
  for (const parent of before.bases) {
    for (const reference of parent.subclasses)
      if (reference.deref() === type) parent.subclasses.delete(reference);
  }
  for (const parent of bases) parent.subclasses.add(new WeakRef(type));
  Object.setPrototypeOf(type.proto, base.proto);
  relink(type);
}

/** A class whose MRO was computed anew, and the one that it had. */
interface Remade {
  readonly cls: PyType;
  readonly made: readonly PyType[];
  readonly mro: readonly PyType[];
}

/** Computes the MROs of a type and of its subclasses anew, and notes what has to be undone when one fails. */
function remakeMro(type: PyType, changed: Remade[]): void {
  const mro = setMro(type);
  if (mro === undefined) return;
  changed.push({ cls: type, made: type.mro, mro });
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) remakeMro(subclass, changed);
  }
}

/** After a change of the MRO: everything derived is computed anew, in the subclasses too. */
function relink(type: PyType): void {
  type.version++;
  type.superProtos.clear();
  for (const key of Object.getOwnPropertyNames(type.proto)) {
    if (key.startsWith("$") || key.startsWith("m$")) delete type.proto[key];
  }
  for (const name of type.cachedNames) {
    delete (type as unknown as Record<string, unknown>)[`$${name}`];
    delete (type as unknown as Record<string, unknown>)[`m$${name}`];
  }
  type.cachedNames.clear();
  unlinkType(type);
  flattenType(type);
  for (const reference of type.subclasses) {
    const subclass = reference.deref();
    if (subclass !== undefined) relink(subclass);
  }
}

function ownOrHeapDoc(type: PyType): Value {
  const doc = type.dict.get("__doc__");
  if (type.heap) return doc === undefined ? null : bindToType(doc, type);
  return typeof doc === "string" ? doc : (type.builtinDoc ?? null);
}

/** `__annotations__` of a class: own stored ones, else what `__annotate__` computes. */
function annotations(type: PyType): Value {
  if (!type.heap)
    throw attributeError(
      `type object '${type.name}' has no attribute '__annotations__'`,
      "__annotations__",
      type,
    );
  const stored = type.dict.get("__annotations__") ?? type.dict.get("__annotations_cache__");
  if (stored !== undefined) return bindToType(stored, type);
  const result = computeAnnotations(annotateOf(type));
  setTypeAttribute(type, "__annotations_cache__", result);
  return result;
}

function annotateOf(type: PyType): Value {
  // What the class's own body says of it comes before what the compiler made.
  const value = type.dict.get("__annotate__") ?? type.dict.get("__annotate_func__");
  if (value !== undefined) return bindToType(value, type);
  setTypeAttribute(type, "__annotate_func__", null);
  return null;
}

function forgetAnnotate(type: PyType): void {
  deleteTypeAttribute(type, "__annotate_func__");
  deleteTypeAttribute(type, "__annotate__");
}

function newTypeFromCall(metatype: PyType, args: Value[], keywords: Map<string, Value>): Value {
  const [name, bases, namespace] = args as [Value, Value, Value];
  if (args.length !== 3) throw typeError(`type.__new__() takes exactly 3 arguments (${args.length} given)`);
  if (!isInstance(name, strType)) {
    throw typeError(`type.__new__() argument 1 must be str, not ${typeOf(name).name}`);
  }
  if (!(bases instanceof PyTuple)) {
    throw typeError(`type.__new__() argument 2 must be tuple, not ${typeOf(bases).name}`);
  }
  if (!(namespace instanceof PyDict)) {
    throw typeError(`type.__new__() argument 3 must be dict, not ${typeOf(namespace).name}`);
  }
  for (const base of bases.items) {
    if (!(base instanceof PyType) && typeOf(base).lookup("__mro_entries__") !== undefined) {
      throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
    }
  }
  const winner = calculateMetaclass(metatype, bases.items);
  if (winner !== metatype && winner.lookup("__new__") !== typeType.dict.get("__new__")) {
    return callable(winner.proto["$__new__"] as Value).ck(
      [winner, ...args, ...keywords.values()],
      [...keywords.keys()],
    );
  }
  const module = namespace.getStr("__module__") === undefined ? current.callerName() : undefined;
  encodeUtf8(name as Str, "strict");
  const doc = namespace.getStr("__doc__");
  if (doc !== undefined && isInstance(doc, strType)) encodeUtf8(doc as Str, "strict");
  const rows = { dict: dictAttribute, weakref: weakrefAttribute };
  const made = newType(winner, strOf(name), bases.items, namespace, keywords, rows, module);
  if (bases.items.length > 0) made.basesTuple = bases;
  return made;
}

export const typeSpec: TypeSpec = {
  doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
  new: ["(*args, **kwargs)", newTypeFromCall],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (_self: PyType, args: Value[]) => {
        if (args.length !== 1 && args.length !== 3) throw typeError("type.__init__() takes 1 or 3 arguments");
        return null;
      },
    ],
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyType, args: Value[], kwargs: Map<string, Value>) =>
        create(self, [...args, ...kwargs.values()], kwargs.size === 0 ? undefined : [...kwargs.keys()]),
    ],
    __getattribute__: [
      "(self, name, /)",
      (self: PyType, name: Value) => {
        const text = attributeName(name);
        const value = typeGetAttr(self, text);
        if (value === undefined) throw noAttribute(self, text);
        return value;
      },
    ],
    __setattr__: [
      "(self, name, value, /)",
      (self: PyType, name: Value, value: Value) => {
        typeSetAttr(self, attributeName(name), value);
        return null;
      },
    ],
    __delattr__: [
      "(self, name, /)",
      (self: PyType, name: Value) => {
        typeSetAttr(self, attributeName(name), undefined);
        return null;
      },
    ],
    __repr__: ["(self, /)", (self: PyType) => `<class '${self.qualifiedName}'>`],
    __or__: ["(self, value, /)", (self: Value, other: Value) => unionOf(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => unionOf(other, self)],
    mro: ["(self, /)", (self: PyType) => new PyList(computeMro(self))],
    __subclasses__: [
      "(self, /)",
      (self: PyType) =>
        new PyList(
          [...self.subclasses]
            .map((reference) => reference.deref())
            .filter((cls): cls is PyType => cls !== undefined && !current.hides(cls)),
        ),
    ],
    __instancecheck__: [
      "(self, instance, /)",
      (self: PyType, instance: Value) => instanceByClass(instance, self),
    ],
    __subclasscheck__: [
      "(self, subclass, /)",
      (self: PyType, subclass: Value) => subclassByBases(subclass, self),
    ],
    __dir__: [
      "(self, /)",
      (self: PyType) => new PyList([...new Set(self.mro.flatMap((cls) => [...cls.dict.keys()]))]),
    ],
    __sizeof__: ["(self, /)", (self: PyType) => typeObjectSize(self)],
  },
  classMethods: {
    __prepare__: ["(type, /, *args, **kwargs)", () => new PyDict()],
  },
  getset: {
    __name__: {
      get: (self: PyType) => self.name,
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__name__");
        if (!isInstance(value, strType)) {
          throw typeError(`can only assign string to ${self.name}.__name__, not '${typeOf(value).name}'`);
        }
        const text = strOf(value);
        encodeUtf8(value as Str, "strict");
        if (text.includes("\0")) throw valueError("type name must not contain null characters");
        self.name = text;
      },
      delete: cannotDelete("__name__"),
    },
    __qualname__: {
      get: (self: PyType) => self.qualname,
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__qualname__");
        if (!isInstance(value, strType)) {
          throw typeError(`can only assign string to ${self.name}.__qualname__, not '${typeOf(value).name}'`);
        }
        self.qualname = strOf(value);
      },
      delete: cannotDelete("__qualname__"),
    },
    __module__: {
      get: (self: PyType) => {
        // A builtin type may have an attribute `__module__` for its instances.
        if (!self.heap) return self.module ?? "builtins";
        const module = self.dict.get("__module__");
        if (module !== undefined) return module;
        throw newException(AttributeError, "__module__");
      },
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__module__");
        setTypeAttribute(self, "__module__", value);
        deleteTypeAttribute(self, "__firstlineno__");
      },
      delete: cannotDelete("__module__"),
    },
    __doc__: {
      get: ownOrHeapDoc,
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__doc__");
        setTypeAttribute(self, "__doc__", value);
      },
      delete: cannotDelete("__doc__"),
    },
    __dict__: { get: typeDict },
    __bases__: { get: basesTuple, set: setBases, delete: cannotDelete("__bases__") },
    __base__: { get: (self: PyType) => self.base ?? null, member: true },
    __mro__: { get: (self: PyType) => (self.mro === noMro ? null : tuple([...self.mro])), member: true },
    __basicsize__: { get: basicSize, member: true },
    __itemsize__: { get: itemSize, member: true },
    __flags__: { get: typeFlags, member: true },
    __dictoffset__: { get: (self: PyType) => (self.hasDict ? -1 : 0), member: true },
    __weakrefoffset__: { get: (self: PyType) => (hasWeakrefs(self) ? -24 : 0), member: true },
    __text_signature__: { get: textSignature },
    __abstractmethods__: {
      get: (self: PyType) => {
        const names = self === typeType ? undefined : self.dict.get("__abstractmethods__");
        if (names === undefined) throw attributeError("__abstractmethods__", "__abstractmethods__", self);
        return names;
      },
      set: (self: PyType, value: Value) => setTypeAttribute(self, "__abstractmethods__", value),
      delete: (self: PyType) => {
        if (!deleteTypeAttribute(self, "__abstractmethods__")) {
          throw attributeError("__abstractmethods__", "__abstractmethods__", self);
        }
      },
    },
    __annotations__: {
      get: annotations,
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__annotations__");
        setTypeAttribute(self, "__annotations_cache__", value);
        deleteTypeAttribute(self, "__annotations__");
        forgetAnnotate(self);
      },
      delete: (self: PyType) => {
        checkHeap(self, "__annotations__");
        const had = deleteTypeAttribute(self, "__annotations_cache__");
        if (!deleteTypeAttribute(self, "__annotations__") && !had) {
          throw attributeError("__annotations__", "__annotations__", self);
        }
        forgetAnnotate(self);
      },
    },
    __annotate__: {
      get: (self: PyType) => {
        if (!self.heap)
          throw attributeError(
            `type object '${self.name}' has no attribute '__annotate__'`,
            "__annotate__",
            self,
          );
        return annotateOf(self);
      },
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__annotate__");
        if (value !== null && typeOf(value).lookup("__call__") === undefined) {
          throw typeError("__annotate__ must be callable or None");
        }
        setTypeAttribute(self, "__annotate_func__", value);
        deleteTypeAttribute(self, "__annotate__");
        if (value !== null) deleteTypeAttribute(self, "__annotations_cache__");
      },
      delete: () => {
        throw typeError("cannot delete __annotate__ attribute");
      },
    },
    __type_params__: {
      get: (self: PyType) => (self === typeType ? undefined : self.dict.get("__type_params__")) ?? tuple([]),
      set: (self: PyType, value: Value) => {
        checkHeap(self, "__type_params__");
        setTypeAttribute(self, "__type_params__", value);
      },
    },
  },
};

/** Whether instances are called in the faster way: while the `__call__` that comes with that was not replaced. */
export function hasVectorcall(type: PyType): boolean {
  const owner = type.owner("__call__");
  return owner?.vectorcall === true && owner.dict.get("__call__") instanceof PyWrapperDescriptor;
}

/** The bits of `tp_flags` that programs look at (`inspect.isabstract`, `copyreg`, `_abc`). */
function typeFlags(type: PyType): Value {
  const INLINE_VALUES = 1 << 2;
  const MANAGED_DICT = 1 << 4;
  const HEAPTYPE = 1 << 9;
  const HAVE_GC = 1 << 14;
  const BASETYPE = 1 << 10;
  const READY = 1 << 12;
  const ABSTRACT = 1 << 20;
  const IMMUTABLE = 1 << 8;
  const HAVE_VECTORCALL = 1 << 11;
  const METHOD_DESCRIPTOR = 1 << 17;
  const names = type === typeType ? undefined : type.dict.get("__abstractmethods__");
  const isAbstract =
    names !== undefined && callable(typeOf(names).proto["m$__len__"] as Value).c1(names) !== 0;
  const collection = { sequence: 1 << 5, mapping: 1 << 6, none: 0 }[collectionFlag(type) ?? "none"];
  return (
    collection |
    READY |
    (type.heap && type.hasDict ? MANAGED_DICT | (itemSize(type) === 0 ? INLINE_VALUES : 0) : 0) |
    (type.heap || isModuleType(type) ? HEAPTYPE : 0) |
    (type.heap ? 0 : IMMUTABLE) |
    (type.subclassable ? BASETYPE : 0) |
    (hasVectorcall(type) ? HAVE_VECTORCALL : 0) |
    (type.methodDescriptor ? METHOD_DESCRIPTOR : 0) |
    (hasGc(type) ? HAVE_GC : 0) |
    (isAbstract ? ABSTRACT : 0)
  );
}

/** Modules, and single types, that CPython declares as static data; those of all other modules it makes when they are imported. */
const STATIC_TYPES =
  /^(?:_?contextvars|datetime|types|weakref|xxsubtype|sys)\.|^(?:collections\.OrderedDict|typing\.(?:TypeAliasType|Union))$/;

const isModuleType = ({ fullName }: PyType): boolean =>
  fullName.includes(".") && !STATIC_TYPES.test(fullName);

function textSignature(type: PyType): Value {
  // `object` takes what its subclasses' initialisers are given; by itself it takes nothing.
  if (type === objectType) return "()";
  if (type.heap) return signatureInDoc(type);
  if (isUnsignedType(type.name) || isUnsignedType(type.fullName) || type.isSubtype(BaseException))
    return null;
  const shown = shownSignatures.get(type.name);
  if (shown !== undefined) return shown;
  const new_ = type.dict.get("__new__");
  if (new_ instanceof PyNewFunction && new_.shown !== undefined) return new_.shown;
  const init = type.dict.get("__init__");
  if (init instanceof PyMethodDescriptor && (!(new_ instanceof PyNewFunction) || /\*args/.test(new_.text)))
    return withoutFirst(init.entry.text);
  return new_ instanceof PyNewFunction ? withoutFirst(new_.text) : null;
}

/** The signature that the docstring of a class begins with, as those of classes written in C do. */
function signatureInDoc(type: PyType): Value {
  const doc = type.dict.get("__doc__");
  if (doc === undefined || !isInstance(doc, strType)) return null;
  const text = strOf(doc);
  const end = text.indexOf(")\n--\n\n");
  return text.startsWith(`${type.name}(`) && end >= 0 ? text.slice(type.name.length, end + 1) : null;
}

/** A signature without its first parameter, the class or the receiver. */
function withoutFirst(text: string): string {
  return text.replace(/^\(\w+(, \/)?(, )?/, "(");
}
