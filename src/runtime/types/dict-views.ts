/** `dict_keys`, `dict_values`, `dict_items`: live views with set algebra. Follows Objects/dictobject.c;
 * https://docs.python.org/3.14/library/stdtypes.html#dictionary-view-objects. */
import { typeOf } from "../core/builtin-types.ts";
import type { GetSetRow, TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { PyInstance } from "../core/object.ts";
import { type Value } from "../core/object.ts";
import type { PyDict } from "../objects/dict.ts";
import {
  PyDictItemIterator,
  PyDictItems,
  PyDictKeyIterator,
  PyDictKeys,
  PyDictReverseItemIterator,
  PyDictReverseKeyIterator,
  PyDictReverseValueIterator,
  PyDictValueIterator,
  type PyDictView,
} from "../objects/dict-views.ts";
import { equal } from "../objects/rich-compare.ts";
import { PyAnySet, PySet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { contains } from "../protocols/compare.ts";
import { len } from "../protocols/item.ts";
import { forEach, iter, toArray } from "../protocols/iterate.ts";
import { withReprGuard } from "../protocols/repr.ts";
import { bracketed, itemsText } from "../protocols/sequence.ts";
import { PyMappingProxy } from "../objects/mapping-proxy.ts";

type SetLike = PyDictKeys | PyDictItems;

const isSetLike = (value: Value): boolean =>
  value instanceof PyAnySet || value instanceof PyDictKeys || value instanceof PyDictItems;

function itemsInView(view: SetLike): Value[] {
  return view instanceof PyDictKeys
    ? [...view.dict.keys()]
    : Array.from(view.dict.entries(), (entry) => tuple(entry));
}

function has(view: SetLike, item: Value): boolean {
  if (view instanceof PyDictKeys) return view.dict.has(item);
  if (!(item instanceof PyTuple) || item.items.length !== 2) return false;
  const [key, value] = item.items as readonly [Value, Value];
  const found = view.dict.get(key);
  return found !== undefined && equal(found, value);
}

const asSet = (value: Value): PySet => new PySet(isView(value) ? itemsInView(value) : toArray(value));
const isView = (value: Value): value is SetLike =>
  value instanceof PyDictKeys || value instanceof PyDictItems;

function intersection(self: Value, other: Value): Value {
  const [view, rest] = isView(self) ? [self, other] : [other as SetLike, self];
  const result = new PySet();
  forEach(rest, (item) => {
    if (has(view, item)) result.add(item);
  });
  return result;
}

function difference(self: Value, other: Value): Value {
  const result = asSet(self);
  forEach(other, (item) => {
    result.delete(item);
  });
  return result;
}

function union(self: Value, other: Value): Value {
  const result = asSet(self);
  forEach(other, (item) => result.add(item));
  return result;
}

function symmetricDifference(self: Value, other: Value): Value {
  const left = asSet(self);
  const right = asSet(other);
  const result = new PySet();
  for (const item of left.values()) if (!right.has(item)) result.add(item);
  for (const item of right.values()) if (!left.has(item)) result.add(item);
  return result;
}

/** True when all items of `a` are in `b`. */
function subset(a: Value, b: Value): boolean {
  const iterator = iter(a);
  for (let item = iterator.nx(); item !== undefined; item = iterator.nx())
    if (!contains(item, b)) return false;
  return true;
}

type Test = (a: Value, b: Value) => boolean;
const compare = (test: Test): NativeRow => [
  "(self, value, /)",
  (self: SetLike, other: Value) => (isSetLike(other) ? test(self, other) : NotImplemented),
];
type Operation = (a: Value, b: Value) => Value;
const operator = (operation: Operation): NativeRow => [
  "(self, value, /)",
  (self: Value, other: Value) => operation(self, other),
];
const reflected = (operation: Operation): NativeRow => [
  "(self, value, /)",
  (self: Value, other: Value) => operation(other, self),
];

const shared: Record<string, NativeRow> = {
  __len__: ["(self, /)", (self: PyDictView) => self.dict.size],
};
const mapping: Record<string, GetSetRow> = {
  mapping: {
    get: (self: PyDictView) => new PyMappingProxy(self.dict),
    doc: "dictionary that this view refers to",
  },
};

const setMethods: Record<string, NativeRow> = {
  ...shared,
  __contains__: ["(self, key, /)", has],
  __and__: operator(intersection),
  __rand__: reflected(intersection),
  __or__: operator(union),
  __ror__: reflected(union),
  __sub__: operator(difference),
  __rsub__: reflected(difference),
  __xor__: operator(symmetricDifference),
  __rxor__: reflected(symmetricDifference),
  __eq__: compare((a, b) => len(a) === len(b) && subset(a, b)),
  __ne__: compare((a, b) => len(a) !== len(b) || !subset(a, b)),
  __lt__: compare((a, b) => len(a) < len(b) && subset(a, b)),
  __le__: compare((a, b) => len(a) <= len(b) && subset(a, b)),
  __gt__: compare((a, b) => len(a) > len(b) && subset(b, a)),
  __ge__: compare((a, b) => len(a) >= len(b) && subset(b, a)),
  isdisjoint: [
    "(self, other, /)",
    (self: SetLike, other: Value) => {
      const iterator = iter(other);
      for (let item = iterator.nx(); item !== undefined; item = iterator.nx())
        if (has(self, item)) return false;
      return true;
    },
  ],
};

const view = (
  items: (dict: PyDict) => Value[],
  forward: (dict: PyDict) => PyInstance,
  backward: (dict: PyDict) => PyInstance,
): Record<string, NativeRow> => ({
  __repr__: [
    "(self, /)",
    (self: PyDictView) =>
      withReprGuard(
        self,
        () => bracketed(`${typeOf(self).name}([`, itemsText(items(self.dict)), "])"),
        "...",
      ),
  ],
  __iter__: ["(self, /)", (self: PyDictView) => forward(self.dict)],
  __reversed__: ["(self, /)", (self: PyDictView) => backward(self.dict)],
});

export const dictKeysSpec: TypeSpec = {
  methods: {
    ...setMethods,
    ...view(
      (dict) => [...dict.keys()],
      (dict) => new PyDictKeyIterator(dict),
      (dict) => new PyDictReverseKeyIterator(dict, true),
    ),
  },
  getset: mapping,
  constants: { __hash__: null },
};

export const dictItemsSpec: TypeSpec = {
  methods: {
    ...setMethods,
    ...view(
      (dict) => Array.from(dict.entries(), (entry) => tuple(entry)),
      (dict) => new PyDictItemIterator(dict),
      (dict) => new PyDictReverseItemIterator(dict, true),
    ),
  },
  getset: mapping,
  constants: { __hash__: null },
};

export const dictValuesSpec: TypeSpec = {
  methods: {
    ...shared,
    ...view(
      (dict) => [...dict.values()],
      (dict) => new PyDictValueIterator(dict),
      (dict) => new PyDictReverseValueIterator(dict, true),
    ),
  },
  getset: mapping,
};
