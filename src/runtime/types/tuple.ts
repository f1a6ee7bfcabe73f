/** `tuple`. Follows Objects/tupleobject.c; https://docs.python.org/3.14/library/stdtypes.html#tuples. */
import { typeOf } from "../core/builtin-types.ts";
import { tupleHash } from "../core/collection-hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { equal } from "../objects/rich-compare.ts";
import { PyTupleIterator } from "../objects/sequence-iterators.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { emptyTuple, PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { indexOf, itemsEqual, sequenceOrder } from "../protocols/compare.ts";
import { tupleItem } from "../protocols/item.ts";
import { toArray } from "../protocols/iterate.ts";
import { withReprGuard } from "../protocols/repr.ts";
import {
  bracketed,
  concatItems,
  itemsText,
  repeatCount,
  repeatItems,
  searchBound,
} from "../protocols/sequence.ts";
import { classGetItem } from "./class-getitem.ts";
import { refuseKeywords } from "./keywords.ts";

function newTuple(cls: PyType, iterable: Value | undefined, keywords: Map<string, Value>): Value {
  refuseKeywords(keywords, cls, tupleType, "__init__");
  if (cls === tupleType) {
    if (iterable === undefined) return emptyTuple;
    if (typeOf(iterable) === tupleType) return iterable;
    return tuple(toArray(iterable));
  }
  const self = cls.alloc() as PyTuple;
  self.items = iterable === undefined ? [] : toArray(iterable);
  return self;
}

type Comparison = "__lt__" | "__le__" | "__gt__" | "__ge__";
const comparison = (method: Comparison) =>
  [
    "(self, value, /)",
    (self: PyTuple, other: Value) =>
      other instanceof PyTuple ? sequenceOrder(self.items, other.items, method) : NotImplemented,
  ] as const;

function repeated(self: PyTuple, count: Value): Value {
  const n = repeatCount(count);
  if (n === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  }
  if (n === 1 && typeOf(self) === tupleType) return self;
  return tuple(repeatItems(self.items, n));
}

export const tupleSpec: TypeSpec = {
  doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
  new: ["(iterable=(), /, **kwargs)", newTuple],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyTuple) =>
        withReprGuard(
          self,
          () => bracketed("(", itemsText(self.items), self.items.length === 1 ? ",)" : ")"),
          "(...)",
        ),
    ],
    __len__: ["(self, /)", (self: PyTuple) => self.items.length],
    __iter__: ["(self, /)", (self: PyTuple) => new PyTupleIterator(self)],
    __contains__: [
      "(self, key, /)",
      (self: PyTuple, item: Value) => indexOf(self.items, item, 0, Infinity) >= 0,
    ],
    __getitem__: ["(self, key, /)", (self: PyTuple, key: Value) => tupleItem(self.items, key)],
    __add__: [
      "(self, value, /)",
      (self: PyTuple, other: Value) => {
        if (!(other instanceof PyTuple)) {
          throw typeError(`can only concatenate tuple (not "${typeOf(other).name}") to tuple`);
        }
        return tuple(concatItems(self.items, other.items));
      },
    ],
    __mul__: ["(self, value, /)", repeated],
    __rmul__: ["(self, value, /)", repeated],
    __hash__: ["(self, /)", (self: PyTuple) => tupleHash(self.items)],
    __eq__: [
      "(self, value, /)",
      (self: PyTuple, other: Value) =>
        other instanceof PyTuple ? itemsEqual(self.items, other.items) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyTuple, other: Value) =>
        other instanceof PyTuple ? !itemsEqual(self.items, other.items) : NotImplemented,
    ],
    __lt__: comparison("__lt__"),
    __le__: comparison("__le__"),
    __gt__: comparison("__gt__"),
    __ge__: comparison("__ge__"),
    __getnewargs__: ["(self, /)", (self: PyTuple) => tuple([tuple(self.items)])],
    count: [
      "(self, value, /)",
      (self: PyTuple, value: Value) => self.items.filter((item) => equal(item, value)).length,
    ],
    index: [
      "(self, value, start=0, stop=9223372036854775807, /)",
      (self: PyTuple, value: Value, start: Value = 0, stop: Value = Number.MAX_SAFE_INTEGER) => {
        const { length } = self.items;
        const at = indexOf(self.items, value, searchBound(start, length), searchBound(stop, length));
        if (at < 0) throw valueError("tuple.index(x): x not in tuple");
        return at;
      },
    ],
  },
  classMethods: classGetItem,
};
