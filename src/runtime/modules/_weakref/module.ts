/**
 * `_weakref`: weak references and proxies. Follows Objects/weakrefobject.c;
 * https://docs.python.org/3.14/library/weakref.html.
 */
import { declareType, special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { hash } from "../../core/hash.ts";
import { address } from "../../core/identity.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { type Callable, PyObject, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { ReferenceError } from "../../exceptions/hierarchy.ts";
import { newException, typeError } from "../../exceptions/raise.ts";
import type { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { equal } from "../../objects/rich-compare.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { findAttr, getAttr, setAttr, delAttr } from "../../protocols/attribute.ts";
import { contains, eq, ge, gt, le, lt, ne, truthy } from "../../protocols/compare.ts";
import { delItem, getItem, len, setItem } from "../../protocols/item.ts";
import { nextOf, pythonIter } from "../../protocols/iterate.ts";
import * as number from "../../protocols/number.ts";
import { str as toStr } from "../../protocols/repr.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { stopIteration } from "../../exceptions/raise.ts";
import { isReferable, PyWeakReference, referencesTo, sharedReference, watch } from "./references.ts";

class PyRef extends PyWeakReference {
  hash: number | bigint | undefined = undefined;
}
const entries: Callable & ThisType<PyRef> = {
  c0() {
    return this.target ?? null;
  },
  c1() {
    throw typeError("expected 0 arguments, got 1");
  },
  c2() {
    throw typeError("expected 0 arguments, got 2");
  },
  c3() {
    throw typeError("expected 0 arguments, got 3");
  },
  c4() {
    throw typeError("expected 0 arguments, got 4");
  },
  cn(args) {
    if (args.length > 0) throw typeError(`expected 0 arguments, got ${args.length}`);
    return this.c0();
  },
  ck(args, names) {
    if (names.length > 0) throw typeError("weakref.ReferenceType.__call__() takes no keyword arguments");
    return this.cn(args);
  },
};

class PyProxy extends PyWeakReference {}
class PyCallableProxy extends PyProxy {}

const refType = declareType("weakref.ReferenceType", PyRef);
const proxyType = declareType("weakref.ProxyType", PyProxy, { subclassable: false });
const callableProxyType = declareType("weakref.CallableProxyType", PyCallableProxy, { subclassable: false });

function refer(reference: PyWeakReference, object: Value, callback: Value): void {
  if (!isReferable(object))
    throw typeError(`cannot create weak reference to '${typeOf(object).name}' object`);
  watch(reference, object, callback);
}

function newRef(cls: PyType, object: Value, callback: Value = null): Value {
  const shared = callback === null && cls === refType;
  if (shared) {
    const known = object instanceof PyObject ? sharedReference(object, PyRef) : undefined;
    if (known !== undefined) return known;
  }
  const self = cls.alloc() as PyRef;
  self.shared = shared;
  refer(self, object, callback);
  return self;
}

function refEqual(a: PyRef, b: Value): Value {
  if (!(b instanceof PyRef)) return NotImplemented;
  const x = a.target;
  const y = b.target;
  return x === undefined || y === undefined ? a === b : equal(x, y);
}

const refSpec: TypeSpec = {
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
      if (cls === refType && keywords.size > 0) throw typeError("ref() takes no keyword arguments");
      return newRef(cls, ...refArguments("ref", args));
    },
  ],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (_self: PyRef, args: Value[]) => {
        refArguments("__init__", args);
        return null;
      },
    ],
    __call__: ["(self, /)", (self: PyRef) => self.target ?? null],
    __hash__: [
      "(self, /)",
      (self: PyRef) => {
        if (self.hash !== undefined) return self.hash;
        const { target } = self;
        if (target === undefined) throw typeError("weak object has gone away");
        self.hash = hash(target);
        return self.hash;
      },
    ],
    __eq__: ["(self, value, /)", refEqual],
    __ne__: [
      "(self, value, /)",
      (self: PyRef, other: Value) => {
        const result = refEqual(self, other);
        return typeof result === "boolean" ? !result : result;
      },
    ],
    __repr__: ["(self, /)", referenceText],
  },
  classMethods: classGetItem,
  getset: {
    __callback__: { get: (self: PyRef) => (self.target === undefined ? null : self.callback), member: true },
  },
};

function refArguments(name: string, args: readonly Value[]): [Value, Value?] {
  if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
  if (args.length > 2) throw typeError(`${name} expected at most 2 arguments, got ${args.length}`);
  return args as [Value, Value?];
}

function referenceText(self: PyWeakReference): Value {
  const { target } = self;
  const kind = self instanceof PyProxy ? "weakproxy" : "weakref";
  if (target === undefined) return `<${kind} at ${address(self)}; dead>`;
  const name = nameOf(target);
  const named = name === undefined ? "" : ` (${name})`;
  return str(
    `<${kind} at ${address(self)}; to '${typeOf(target).fullyQualifiedName}' at ${address(target)}${named}>`,
  );
}

/** `__name__` of an object, if it is a str and asking for it raises nothing. */
function nameOf(target: Value): string | undefined {
  try {
    const name = findAttr(target, "__name__") ?? null;
    return isStr(name) ? strOf(name) : undefined;
  } catch (error) {
    if (error instanceof PyBaseException) return undefined;
    throw error;
  }
}

/** What a proxy stands for; a value that is no proxy stands for itself. */
function referent(value: Value): Value {
  if (!(value instanceof PyProxy)) return value;
  const { target } = value;
  if (target === undefined) throw newException(ReferenceError, "weakly-referenced object no longer exists");
  return target;
}

const unary = (fn: (a: Value) => Value): NativeRow => ["(self, /)", (self: Value) => fn(referent(self))];
const binary = (fn: (a: Value, b: Value) => Value): NativeRow => [
  "(self, value, /)",
  (self: Value, other: Value) => fn(referent(self), referent(other)),
];
const reflected = (fn: (a: Value, b: Value) => Value): NativeRow => [
  "(self, value, /)",
  (self: Value, other: Value) => fn(referent(other), referent(self)),
];

const operators = {
  add: number.add,
  sub: number.sub,
  mul: number.mul,
  truediv: number.truediv,
  floordiv: number.floordiv,
  mod: number.mod,
  pow: number.pow,
  lshift: number.lshift,
  rshift: number.rshift,
  and: number.bitand,
  or: number.bitor,
  xor: number.bitxor,
  matmul: number.matmul,
};
const inPlace = {
  iadd: number.iadd,
  isub: number.isub,
  imul: number.imul,
  itruediv: number.itruediv,
  ifloordiv: number.ifloordiv,
  imod: number.imod,
  ipow: number.ipow,
  ilshift: number.ilshift,
  irshift: number.irshift,
  iand: number.ibitand,
  ior: number.ibitor,
  ixor: number.ibitxor,
  imatmul: number.imatmul,
};
const arithmetic: Record<string, NativeRow> = {};
for (const [name, fn] of Object.entries(operators)) {
  arithmetic[`__${name}__`] = binary(fn);
  arithmetic[`__r${name}__`] = reflected(fn);
}
for (const [name, fn] of Object.entries(inPlace)) arithmetic[`__${name}__`] = binary(fn);

const proxyMethods: Record<string, NativeRow> = {
  ...arithmetic,
  // Those that every object has would be found before the referent is asked.
  ...Object.fromEntries(
    ["__reduce__", "__getstate__"].map((name) => [
      name,
      ["(self, /)", (self: Value) => callMethod0(referent(self), name)],
    ]),
  ),
  __reduce_ex__: [
    "(self, protocol, /)",
    (self: Value, protocol: Value) => callMethod1(referent(self), "__reduce_ex__", protocol),
  ],
  __getattr__: ["(self, name, /)", (self: Value, name: Value) => getAttr(referent(self), strOf(name))],
  __setattr__: [
    "(self, name, value, /)",
    (self: Value, name: Value, value: Value) => {
      setAttr(referent(self), strOf(name), value);
      return null;
    },
  ],
  __delattr__: [
    "(self, name, /)",
    (self: Value, name: Value) => {
      delAttr(referent(self), strOf(name));
      return null;
    },
  ],
  __repr__: ["(self, /)", referenceText],
  __str__: unary(toStr),
  __bool__: unary(truthy),
  __len__: unary(len),
  __iter__: unary(pythonIter),
  __next__: unary((target) => {
    if ((special(target, "m$__next__") ?? undefined) === undefined)
      throw typeError(`Weakref proxy referenced a non-iterator '${typeOf(target).name}' object`);
    const value = nextOf(target).nx();
    if (value === undefined) throw stopIteration();
    return value;
  }),
  __reversed__: unary((target) => callMethod0(target, "__reversed__")),
  __bytes__: unary((target) => callMethod0(target, "__bytes__")),
  __neg__: unary(number.neg),
  __pos__: unary(number.pos),
  __abs__: unary(number.abs),
  __invert__: unary(number.invert),
  __index__: unary(number.toIndex),
  __int__: unary((target) => callMethod0(target, "__int__")),
  __float__: unary((target) => callMethod0(target, "__float__")),
  __divmod__: binary(number.divmod),
  __rdivmod__: reflected(number.divmod),
  __eq__: binary(eq),
  __ne__: binary(ne),
  __lt__: binary(lt),
  __le__: binary(le),
  __gt__: binary(gt),
  __ge__: binary(ge),
  __contains__: ["(self, key, /)", (self: Value, key: Value) => contains(referent(key), referent(self))],
  __getitem__: binary(getItem),
  __setitem__: [
    "(self, key, value, /)",
    (self: Value, key: Value, value: Value) => {
      setItem(referent(self), key, value);
      return null;
    },
  ],
  __delitem__: [
    "(self, key, /)",
    (self: Value, key: Value) => {
      delItem(referent(self), key);
      return null;
    },
  ],
};

const proxySpec: TypeSpec = {
  methods: proxyMethods,
  getset: {
    __class__: { get: (self: PyProxy) => getAttr(referent(self), "__class__") },
    __dict__: { get: (self: PyProxy) => getAttr(referent(self), "__dict__") },
  },
  constants: { __hash__: null },
};

const callableProxySpec: TypeSpec = {
  ...proxySpec,
  methods: {
    ...proxyMethods,
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: Value, args: Value[], keywords: Map<string, Value>) =>
        callable(referent(self)).ck([...args, ...keywords.values()], [...keywords.keys()]),
    ],
  },
};

function proxy(object: Value, callback: Value = null): Value {
  const isCallable = (typeOf(object).proto["m$__call__"] ?? undefined) !== undefined;
  if (callback === null && object instanceof PyObject) {
    const known = sharedReference(object, PyProxy);
    if (known !== undefined) return known;
  }
  const made = isCallable ? new PyCallableProxy() : new PyProxy();
  made.shared = callback === null;
  refer(made, object, callback);
  return made;
}

/** Deletes an entry of a dict whose value is a dead reference. */
function removeDead(dict: Value, key: Value): Value {
  const reference = (dict as PyDict).get(key);
  if (reference instanceof PyWeakReference && reference.target === undefined) (dict as PyDict).delete(key);
  return null;
}

export const weakrefModule: NativeModule = {
  name: "_weakref",
  doc: "Weak-reference support module.",
  functions: {
    getweakrefcount: ["(object, /)", (object: Value) => referencesTo(object).length],
    getweakrefs: ["(object, /)", (object: Value) => new PyList(referencesTo(object))],
    proxy: ["(object, callback=None, /)", proxy],
    _remove_dead_weakref: ["(dct, key, /)", removeDead],
  },
  types: { ref: refType, ReferenceType: refType, ProxyType: proxyType, CallableProxyType: callableProxyType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [refType, refSpec],
  [proxyType, proxySpec],
  [callableProxyType, callableProxySpec],
];

Object.assign(PyRef.prototype, entries);
