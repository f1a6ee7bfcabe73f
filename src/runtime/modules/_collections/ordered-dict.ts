/** `collections.OrderedDict`: a dict whose entries can be moved and that compares by order. Follows Objects/odictobject.c; https://docs.python.org/3.14/library/collections.html#ordereddict-objects. */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { KeyError } from "../../exceptions/hierarchy.ts";
import { keyError, newException, runtimeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { equal } from "../../objects/rich-compare.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { PyList } from "../../objects/list.ts";
import { emptyTuple, tuple } from "../../objects/tuple.ts";
import { dictAttribute } from "../../types/object.ts";
import { dictsEqual } from "../../types/dict.ts";
import { truthy } from "../../protocols/compare.ts";
import { getItem, setItem } from "../../protocols/item.ts";
import { forEach, pythonIter } from "../../protocols/iterate.ts";
import { updateFrom } from "../../protocols/mapping.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { withReprGuard } from "../../protocols/repr.ts";
import { bracketed } from "../../protocols/sequence.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { dictText } from "../../types/dict.ts";
import { dictItemsSpec, dictKeysSpec, dictValuesSpec } from "../../types/dict-views.ts";
import { builtin, iteratorMethods } from "../../types/iterators.ts";
import {
  orderedDictType,
  orderedItemsType,
  orderedIteratorType,
  orderedKeysType,
  orderedValuesType,
  type Part,
  PyOrderedDict,
  PyOrderedItems,
  PyOrderedIterator,
  PyOrderedKeys,
  PyOrderedValues,
} from "./ordered-data.ts";
import { basicSize, hasStringKeysOnly, keySlots, keysSize } from "../../types/sizes.ts";

const isExact = (self: PyDict): boolean => typeOf(self) === orderedDictType;

/** `update`: a subclass sees each entry in its `__setitem__`. */
function update(self: PyOrderedDict, source: Value | undefined, keywords: Map<string, Value>): void {
  const set = isExact(self)
    ? (key: Value, value: Value) => self.set(key, value)
    : (key: Value, value: Value) => setItem(self, key, value);
  if (source !== undefined) updateFrom(source, set);
  for (const [name, value] of keywords) set(name, value);
}

function sameOrder(a: PyOrderedDict, b: PyOrderedDict): boolean {
  const before = [a.state, b.state];
  const left = [...a.keys()];
  const right = [...b.keys()];
  for (const [i, key] of left.entries()) {
    const other = right[i];
    if (other === undefined) return false;
    const same = equal(key, other);
    if (a.state !== before[0] || b.state !== before[1])
      throw runtimeError("OrderedDict mutated during iteration");
    if (!same) return false;
  }
  return left.length === right.length;
}

function equals(self: PyOrderedDict, other: Value): Value {
  if (!(other instanceof PyDict)) return NotImplemented;
  return dictsEqual(self, other) && (!(other instanceof PyOrderedDict) || sameOrder(self, other));
}

function copyOf(self: PyOrderedDict): Value {
  const copy = (isExact(self) ? new PyOrderedDict() : callable(typeOf(self)).c0()) as PyOrderedDict;
  const { state } = self;
  const checkUnchanged = (): void => {
    if (self.state !== state) throw runtimeError("OrderedDict mutated during iteration");
  };
  if (isExact(self)) {
    for (const [key, value] of self.readAll()) {
      copy.set(key, value);
      checkUnchanged();
    }
    return copy;
  }
  for (const key of [...self.keys()]) {
    const value = getItem(self, key);
    checkUnchanged();
    setItem(copy, key, value);
    checkUnchanged();
  }
  return copy;
}

function pop(self: PyOrderedDict, key: Value, fallback?: Value): Value {
  const value = self.take(key);
  if (value !== undefined) return value;
  if (fallback !== undefined) return fallback;
  throw keyError(key);
}

function union(a: Value, b: Value): Value {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NotImplemented;
  const type = typeOf(a instanceof PyOrderedDict ? a : b);
  const result = callable(type).c1(a) as PyOrderedDict;
  update(result, b, new Map());
  return result;
}

const views = {
  items: ["(self, /)", (self: PyDict) => new PyOrderedItems(self)],
  keys: ["(self, /)", (self: PyDict) => new PyOrderedKeys(self)],
  values: ["(self, /)", (self: PyDict) => new PyOrderedValues(self)],
} as const;

/** The dict with its table of keys, which is as large again in pointers, and a node of four words for each entry. */
function orderedSize(self: PyOrderedDict): Value {
  const keys = keysSize(self.size, hasStringKeysOnly(self));
  const pointers = self.size === 0 ? 0 : keySlots(self.size) * 8;
  return basicSize(typeOf(self)) + keys + pointers + 32 * self.size;
}

const orderedDictSpec: TypeSpec = {
  doc: "Dictionary that remembers insertion order",
  methods: {
    ...views,
    __init__: [
      "(self, iterable=(), /, **kwargs)",
      (self: PyOrderedDict, source: Value | undefined, keywords: Map<string, Value>) => {
        update(self, source, keywords);
        return null;
      },
    ],
    __iter__: ["(self, /)", (self: PyOrderedDict) => new PyOrderedIterator(self)],
    __reversed__: ["(self, /)", (self: PyOrderedDict) => new PyOrderedIterator(self, "key", true)],
    __delitem__: [
      "(self, key, /)",
      (self: PyOrderedDict, key: Value) => {
        if (self.take(key) === undefined) throw keyError(key);
        return null;
      },
    ],
    __sizeof__: ["(self, /)", orderedSize],
    clear: [
      "(self, /)",
      (self: PyOrderedDict) => {
        self.clear();
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyOrderedDict) => {
        const { name } = typeOf(self);
        if (self.size === 0) return `${name}()`;
        return withReprGuard(self, () => bracketed(`${name}({`, dictText(self.readAll()), "})"), "...");
      },
    ],
    __eq__: ["(self, value, /)", equals],
    __ne__: [
      "(self, value, /)",
      (self: PyOrderedDict, other: Value) => {
        const result = equals(self, other);
        return typeof result === "boolean" ? !result : result;
      },
    ],
    __or__: ["(self, value, /)", (self: Value, other: Value) => union(self, other)],
    __ror__: ["(self, value, /)", (self: Value, other: Value) => union(other, self)],
    __ior__: [
      "(self, value, /)",
      (self: PyOrderedDict, other: Value) => {
        update(self, other, new Map());
        return self;
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyOrderedDict) => {
        const state = callMethod0(self, "__getstate__");
        return tuple([typeOf(self), emptyTuple, state, null, pythonIter(callMethod0(self, "items"))]);
      },
    ],
    copy: ["(self, /)", copyOf],
    move_to_end: [
      "(self, /, key, last=True)",
      (self: PyOrderedDict, key: Value, last: Value = true) => {
        if (!self.move(key, truthy(last))) throw keyError(key);
        return null;
      },
    ],
    pop: ["(self, /, key, default=<unrepresentable>)", pop],
    popitem: [
      "(self, /, last=True)",
      (self: PyOrderedDict, last: Value = true) => {
        if (self.size === 0) throw newException(KeyError, "dictionary is empty");
        return tuple((truthy(last) ? self.takeLast() : self.takeFirst()) as [Value, Value]);
      },
    ],
    setdefault: [
      "(self, /, key, default=None)",
      (self: PyOrderedDict, key: Value, fallback: Value = null) => {
        if (isExact(self)) return self.setDefault(key, fallback);
        const value = self.get(key);
        if (value !== undefined) return value;
        setItem(self, key, fallback);
        return fallback;
      },
    ],
    update: [
      "(self, other=(), /, **kwargs)",
      (self: PyOrderedDict, source: Value | undefined, keywords: Map<string, Value>) => {
        update(self, source, keywords);
        return null;
      },
    ],
  },
  classMethods: {
    ...classGetItem,
    fromkeys: [
      "(cls, iterable, value=None)",
      (cls: PyType, iterable: Value, value: Value = null) => {
        const made = callable(cls).c0();
        forEach(iterable, (key) => setItem(made, key, value));
        return made;
      },
    ],
  },
  getset: { __dict__: dictAttribute },
  constants: { __hash__: null },
};

const iteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyOrderedIterator) => {
        const { dict } = self;
        const items: Value[] = [];
        if (dict !== undefined) {
          const copy = new PyOrderedIterator(dict, self.part, self.reverse);
          for (let value = copy.nx(); value !== undefined; value = copy.nx()) items.push(value);
        }
        return tuple([builtin("iter"), tuple([new PyList(items.slice(self.given))])]);
      },
    ],
  },
};

/** The rows of a view of dicts, with the iterators of this class. */
const viewSpec = (spec: TypeSpec, part: Part): TypeSpec => ({
  ...spec,
  methods: {
    ...spec.methods,
    __iter__: ["(self, /)", (self: { dict: PyOrderedDict }) => new PyOrderedIterator(self.dict, part)],
    __reversed__: [
      "(self, /)",
      (self: { dict: PyOrderedDict }) => new PyOrderedIterator(self.dict, part, true),
    ],
  },
});

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [orderedDictType, orderedDictSpec],
  [orderedKeysType, viewSpec(dictKeysSpec, "key")],
  [orderedValuesType, viewSpec(dictValuesSpec, "value")],
  [orderedItemsType, viewSpec(dictItemsSpec, "item")],
  [orderedIteratorType, iteratorSpec],
];
