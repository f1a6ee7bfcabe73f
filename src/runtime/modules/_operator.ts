/** `_operator`. Follows Modules/_operator.c; https://docs.python.org/3.14/library/operator.html. */
import { declareType, special, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import { type Callable, PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { isInt } from "../objects/int.ts";
import { equal } from "../objects/rich-compare.ts";
import { bufferOf } from "../objects/buffer.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { emptyTuple, PyTuple, tuple } from "../objects/tuple.ts";
import { getAttr } from "../protocols/attribute.ts";
import { contains, eq, ge, gt, is, le, lt, ne, truthy } from "../protocols/compare.ts";
import { delItem, getItem, setItem } from "../protocols/item.ts";
import { isIterable, iter, type Iter, lengthHint } from "../protocols/iterate.ts";
import * as number from "../protocols/number.ts";
import { repr } from "../protocols/repr.ts";
import { toSsize } from "../protocols/sequence.ts";
import { current } from "../core/state.ts";

type Binary = (a: Value, b: Value) => Value;
const binary = (fn: Binary): NativeRow => ["(a, b, /)", (a: Value, b: Value) => fn(a, b)];
const unary = (fn: (a: Value) => Value): NativeRow => ["(a, /)", (a: Value) => fn(a)];

function isSequence(value: Value): boolean {
  return !(value instanceof PyDict) && (special(value, "m$__getitem__") ?? undefined) !== undefined;
}

/** Builtin sequences that have no `+` are none for this either. */
const isConcatenable = (value: Value): boolean =>
  isSequence(value) &&
  (special(value, "m$__add__") ?? special(value, "m$__iadd__") ?? undefined) !== undefined;

function concat(a: Value, b: Value): Value {
  if (!isConcatenable(a)) throw typeError(`'${typeOf(a).name}' object can't be concatenated`);
  return number.add(a, b);
}

function inPlaceConcat(a: Value, b: Value): Value {
  if (!isConcatenable(a)) throw typeError(`'${typeOf(a).name}' object can't be concatenated`);
  return number.iadd(a, b);
}

/** An iterator over what is searched; _PySequence_IterSearch says of others that nothing can be in them. */
function searchedIn(container: Value): Iter {
  if (!isIterable(container)) throw typeError(`argument of type '${typeOf(container).name}' is not iterable`);
  return iter(container);
}

function countOf(container: Value, value: Value): Value {
  const iterator = searchedIn(container);
  let count = 0;
  for (let item = iterator.nx(); item !== undefined; item = iterator.nx()) if (equal(item, value)) count++;
  return count;
}

function indexOf(container: Value, value: Value): Value {
  const iterator = searchedIn(container);
  let index = 0;
  for (let item = iterator.nx(); item !== undefined; item = iterator.nx()) {
    if (equal(item, value)) return index;
    index++;
  }
  throw valueError("sequence.index(x): x not in sequence");
}

/** Compares all of two texts or byte strings, however early they differ. */
export function compareDigest(a: Value, b: Value): Value {
  if (isStr(a) && isStr(b)) {
    const x = strOf(a);
    const y = strOf(b);
    if (/[^\0-\x7f]/.test(x) || /[^\0-\x7f]/.test(y)) {
      throw typeError("comparing strings with non-ASCII characters is not supported");
    }
    let difference = x.length ^ y.length;
    for (let i = 0; i < x.length; i++)
      difference |= x.charCodeAt(i) ^ y.charCodeAt(i % Math.max(1, y.length));
    return difference === 0;
  }
  const x = bufferOf(a);
  const y = bufferOf(b);
  if (x === undefined || y === undefined) {
    throw typeError(
      `unsupported operand types(s) or combination of types: '${typeOf(a).name}' and '${typeOf(b).name}'`,
    );
  }
  let difference = x.length ^ y.length;
  for (let i = 0; i < x.length; i++) difference |= (x[i] as number) ^ (y[i % Math.max(1, y.length)] ?? 0);
  return difference === 0;
}

function hint(value: Value, fallback: Value = 0): Value {
  if (!isInt(fallback)) {
    throw typeError(`'${typeOf(fallback).name}' object cannot be interpreted as an integer`);
  }
  return lengthHint(value, toSsize(fallback));
}

/** Gives a class of callables with one argument fast entry points. */
function callableWithOne<T extends PyInstance & { apply(value: Value): Value }>(
  prototype: T,
  name: string,
): void {
  const wrong = (count: number): unknown => typeError(`${name} expected 1 argument, got ${count}`);
  const entries: Callable & ThisType<T> = {
    c0() {
      throw wrong(0);
    },
    c1(a) {
      return this.apply(a);
    },
    c2() {
      throw wrong(2);
    },
    c3() {
      throw wrong(3);
    },
    c4() {
      throw wrong(4);
    },
    cn(args) {
      if (args.length !== 1) throw wrong(args.length);
      return this.apply(args[0] as Value);
    },
    ck(args, names) {
      if (names.length > 0) throw typeError(`${name}() takes no keyword arguments`);
      return this.cn(args);
    },
  };
  Object.assign(prototype, entries);
}

class PyItemGetter extends PyInstance {
  items: readonly Value[] = [];
  apply(object: Value): Value {
    const { items } = this;
    if (items.length === 1) return getItem(object, items[0] as Value);
    return tuple(items.map((item) => getItem(object, item)));
  }
}
callableWithOne(PyItemGetter.prototype, "itemgetter");
const itemGetterType = declareType("operator.itemgetter", PyItemGetter);

const call: NativeRow = [
  "(self, obj, /)",
  (self: PyItemGetter | PyAttrGetter, object: Value) => self.apply(object),
];

/** What `inspect.signature` shows of the instances. */
const instanceSignature: TypeSpec["getset"] = { __text_signature__: { get: () => "(obj, /)" } };

const itemGetterSpec: TypeSpec = {
  doc: "Return a callable object that fetches the given item(s) from its operand.",
  textSignature: "(item, /, *items)",
  new: [
    "(*items)",
    (cls: PyType, items: Value[]) => {
      if (items.length === 0) throw typeError("itemgetter expected 1 argument, got 0");
      const self = cls.alloc() as PyItemGetter;
      self.items = items;
      return self;
    },
  ],
  methods: {
    __call__: call,
    __repr__: [
      "(self, /)",
      (self: PyItemGetter) =>
        str(`operator.itemgetter(${self.items.map((item) => strOf(repr(item))).join(", ")})`),
    ],
    __reduce__: ["(self, /)", (self: PyItemGetter) => tuple([typeOf(self), tuple(self.items)])],
  },
  getset: instanceSignature,
};

class PyAttrGetter extends PyInstance {
  names: readonly Value[] = [];
  /** The parts of each name between dots. */
  paths: readonly (readonly string[])[] = [];
  apply(object: Value): Value {
    const { paths } = this;
    if (paths.length === 1) return followed(object, paths[0] as readonly string[]);
    return tuple(paths.map((path) => followed(object, path)));
  }
}
callableWithOne(PyAttrGetter.prototype, "attrgetter");
const attrGetterType = declareType("operator.attrgetter", PyAttrGetter);

function followed(object: Value, path: readonly string[]): Value {
  let value = object;
  for (const name of path) value = getAttr(value, name);
  return value;
}

const attrGetterSpec: TypeSpec = {
  doc: "Return a callable object that fetches the given attribute(s) from its operand.",
  textSignature: "(attr, /, *attrs)",
  new: [
    "(*attrs)",
    (cls: PyType, attrs: Value[]) => {
      if (attrs.length === 0) throw typeError("attrgetter expected 1 argument, got 0");
      const self = cls.alloc() as PyAttrGetter;
      self.names = attrs;
      self.paths = self.names.map((name) => {
        if (!isStr(name)) throw typeError("attribute name must be a string");
        return strOf(name).split(".");
      });
      return self;
    },
  ],
  methods: {
    __call__: call,
    __repr__: [
      "(self, /)",
      (self: PyAttrGetter) =>
        str(`operator.attrgetter(${self.names.map((name) => strOf(repr(name))).join(", ")})`),
    ],
    __reduce__: ["(self, /)", (self: PyAttrGetter) => tuple([typeOf(self), tuple(self.names)])],
  },
  getset: instanceSignature,
};

class PyMethodCaller extends PyInstance {
  name = "";
  args: readonly Value[] = [];
  keywords = new Map<string, Value>();
  apply(object: Value): Value {
    const method = callable(getAttr(object, this.name));
    if (this.keywords.size === 0) return method.cn([...this.args]);
    return method.ck([...this.args, ...this.keywords.values()], [...this.keywords.keys()]);
  }
}
callableWithOne(PyMethodCaller.prototype, "methodcaller");
const methodCallerType = declareType("operator.methodcaller", PyMethodCaller);

const methodCallerSpec: TypeSpec = {
  doc: "Return a callable object that calls the given method on its operand.",
  textSignature: "(name, /, *args, **kwargs)",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, [name, ...args]: Value[], keywords: Map<string, Value>) => {
      if (name === undefined) throw typeError("methodcaller needs at least one argument, the method name");
      if (!isStr(name)) throw typeError("method name must be a string");
      const self = cls.alloc() as PyMethodCaller;
      self.name = strOf(name);
      self.args = args;
      self.keywords = keywords;
      return self;
    },
  ],
  methods: {
    __call__: ["(self, obj, /)", (self: PyMethodCaller, object: Value) => self.apply(object)],
    __repr__: [
      "(self, /)",
      (self: PyMethodCaller) => {
        const parts = [self.name, ...self.args].map((arg) => strOf(repr(arg)));
        for (const [name, value] of self.keywords) parts.push(`${name}=${strOf(repr(value))}`);
        return str(`operator.methodcaller(${parts.join(", ")})`);
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyMethodCaller) => {
        if (self.keywords.size === 0) return tuple([typeOf(self), tuple([self.name, ...self.args])]);
        const partial = getAttr(current.importModule("functools"), "partial");
        const constructor_ = callable(partial).ck(
          [typeOf(self), self.name, ...self.keywords.values()],
          [...self.keywords.keys()],
        );
        return tuple([constructor_, self.args.length === 0 ? emptyTuple : new PyTuple(self.args)]);
      },
    ],
  },
  getset: instanceSignature,
};

export const operatorModule: NativeModule = {
  name: "_operator",
  doc: "Operator interface.",
  functions: {
    truth: unary(truthy),
    not_: unary((a) => !truthy(a)),
    is_: binary(is),
    is_not: binary((a, b) => !is(a, b)),
    is_none: unary((a) => a === null),
    is_not_none: unary((a) => a !== null),
    lt: binary(lt),
    le: binary(le),
    eq: binary(eq),
    ne: binary(ne),
    gt: binary(gt),
    ge: binary(ge),
    add: binary(number.add),
    sub: binary(number.sub),
    mul: binary(number.mul),
    matmul: binary(number.matmul),
    floordiv: binary(number.floordiv),
    truediv: binary(number.truediv),
    mod: binary(number.mod),
    pow: binary(number.pow),
    lshift: binary(number.lshift),
    rshift: binary(number.rshift),
    and_: binary(number.bitand),
    or_: binary(number.bitor),
    xor: binary(number.bitxor),
    iadd: binary(number.iadd),
    isub: binary(number.isub),
    imul: binary(number.imul),
    imatmul: binary(number.imatmul),
    ifloordiv: binary(number.ifloordiv),
    itruediv: binary(number.itruediv),
    imod: binary(number.imod),
    ipow: binary(number.ipow),
    ilshift: binary(number.ilshift),
    irshift: binary(number.irshift),
    iand: binary(number.ibitand),
    ior: binary(number.ibitor),
    ixor: binary(number.ibitxor),
    neg: unary(number.neg),
    pos: unary(number.pos),
    abs: unary(number.abs),
    inv: unary(number.invert),
    invert: unary(number.invert),
    index: unary(number.toIndex),
    concat: binary(concat),
    iconcat: binary(inPlaceConcat),
    contains: binary((a, b) => contains(b, a)),
    countOf: binary(countOf),
    indexOf: binary(indexOf),
    getitem: binary(getItem),
    setitem: [
      "(a, b, c, /)",
      (object: Value, key: Value, value: Value) => {
        setItem(object, key, value);
        return null;
      },
    ],
    delitem: [
      "(a, b, /)",
      (object: Value, key: Value) => {
        delItem(object, key);
        return null;
      },
    ],
    length_hint: ["(obj, default=0, /)", hint],
    call: [
      "(obj, /, *args, **kwargs)",
      (object: Value, args: Value[], keywords: Map<string, Value>) =>
        callable(object).ck([...args, ...keywords.values()], [...keywords.keys()]),
    ],
    _compare_digest: ["(a, b, /)", compareDigest],
  },
  types: { itemgetter: itemGetterType, attrgetter: attrGetterType, methodcaller: methodCallerType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [itemGetterType, itemGetterSpec],
  [attrGetterType, attrGetterSpec],
  [methodCallerType, methodCallerSpec],
];
