/** `collections.OrderedDict`: a dict, which keeps insertion order anyway, whose entries can be moved and that compares
 * by order. Follows Objects/odictobject.c; https://docs.python.org/3.14/library/collections.html#ordereddict-objects. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { KeyError } from "../../exceptions/hierarchy.ts";
import { keyError, newException } from "../../exceptions/raise.ts";
import { dictType, PyDict } from "../../objects/dict.ts";
import {
  PyDictItems,
  PyDictKeyIterator,
  PyDictKeys,
  PyDictReverseKeyIterator,
  PyDictValues,
} from "../../objects/dict-views.ts";
import { equal } from "../../objects/rich-compare.ts";
import { NotImplemented } from "../../objects/singletons.ts";
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

export class PyOrderedDict extends PyDict {}
Object.defineProperty(PyOrderedDict.prototype, "noun", { value: "OrderedDict" });

export const orderedDictType = declareType("collections.OrderedDict", PyOrderedDict, {
  bases: [dictType],
  hasDict: true,
});

export class PyOrderedKeys extends PyDictKeys {}
export class PyOrderedValues extends PyDictValues {}
export class PyOrderedItems extends PyDictItems {}
export const orderedKeysType = declareType("odict_keys", PyOrderedKeys, { subclassable: false });
export const orderedValuesType = declareType("odict_values", PyOrderedValues, { subclassable: false });
export const orderedItemsType = declareType("odict_items", PyOrderedItems, { subclassable: false });

const isExact = (self: PyDict): boolean => typeOf(self) === orderedDictType;

/** `update`: a subclass sees each entry in its `__setitem__`. */
function update(self: PyOrderedDict, source: Value | undefined, keywords: Map<string, Value>): void {
  const set = isExact(self)
    ? (key: Value, value: Value) => self.set(key, value)
    : (key: Value, value: Value) => setItem(self, key, value);
  if (source !== undefined) updateFrom(source, set);
  for (const [name, value] of keywords) set(name, value);
}

function sameOrder(a: PyDict, b: PyDict): boolean {
  const other = [...b.keys()];
  return [...a.keys()].every((key, i) => equal(key, other[i] as Value));
}

function equals(self: PyOrderedDict, other: Value): Value {
  if (!(other instanceof PyDict)) return NotImplemented;
  return dictsEqual(self, other) && (!(other instanceof PyOrderedDict) || sameOrder(self, other));
}

function copyOf(self: PyOrderedDict): Value {
  const copy = (isExact(self) ? new PyOrderedDict() : callable(typeOf(self)).c0()) as PyOrderedDict;
  for (const key of [...self.keys()]) {
    const value = isExact(self) ? (self.get(key) as Value) : getItem(self, key);
    if (isExact(self)) copy.set(key, value);
    else setItem(copy, key, value);
  }
  return copy;
}

function pop(self: PyOrderedDict, key: Value, fallback?: Value): Value {
  const value = self.pop(key);
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

export const orderedDictSpec: TypeSpec = {
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
    __iter__: ["(self, /)", (self: PyDict) => new PyDictKeyIterator(self)],
    __reversed__: ["(self, /)", (self: PyDict) => new PyDictReverseKeyIterator(self, true)],
    __repr__: [
      "(self, /)",
      (self: PyOrderedDict) => {
        const { name } = typeOf(self);
        if (self.size === 0) return `${name}()`;
        return withReprGuard(
          self,
          () => {
            const entries = isExact(self)
              ? [...self.entries()]
              : [...self.keys()].map((key): [Value, Value] => [key, self.get(key) as Value]);
            return bracketed(`${name}({`, dictText(entries), "})");
          },
          "...",
        );
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
        return tuple((truthy(last) ? self.popLast() : self.popFirst()) as [Value, Value]);
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
