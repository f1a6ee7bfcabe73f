/** `enumerate`, `zip`, `map`, `filter`, `reversed`. Follows Objects/enumobject.c and Python/bltinmodule.c;
 * https://docs.python.org/3.14/library/functions.html. */
import { special, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { IndexError } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import type { PyEnumerate, PyFilter, PyMap, PyReversed, PyZip } from "../objects/lazy-iterators.ts";
import { reversedType } from "../objects/lazy-iterators.ts";
import { isStopIteration } from "../objects/protocol-iterators.ts";
import { charAt, isStr } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { truthy } from "../protocols/compare.ts";
import { getItem, len } from "../protocols/item.ts";
import { nextOf, pythonIter } from "../protocols/iterate.ts";
import { toIndex } from "../protocols/number.ts";
import { classGetItem } from "./class-getitem.ts";
import { iteratorMethods } from "./iterators.ts";

/** `__setstate__` of `zip` and `map`: the state is `strict`. */
const setStrict: NativeRow = [
  "(self, state, /)",
  (self: PyZip | PyMap, state: Value) => {
    self.strict = truthy(state);
    return null;
  },
];

export const enumerateSpec: TypeSpec = {
  doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.",
  new: [
    "(iterable, start=0)",
    (cls: PyType, iterable: Value, start?: Value) => {
      const self = cls.alloc() as PyEnumerate;
      self.index = start === undefined ? 0 : toIndex(start);
      self.source = pythonIter(iterable);
      self.iterator = nextOf(self.source);
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __reduce__: ["(self, /)", (self: PyEnumerate) => tuple([typeOf(self), tuple([self.source, self.index])])],
  },
  classMethods: classGetItem,
};

export const zipSpec: TypeSpec = {
  doc: "The zip object yields n-length tuples, where n is the number of iterables\npassed as positional arguments to zip().  The i-th element in every tuple\ncomes from the i-th iterable argument to zip().  This continues until the\nshortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
  new: [
    "(*iterables, strict=False)",
    (cls: PyType, iterables: Value[], strict: Value = false) => {
      const self = cls.alloc() as PyZip;
      const sources = iterables.map(pythonIter);
      self.sources = tuple(sources);
      self.iterators = sources.map(nextOf);
      self.strict = truthy(strict);
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyZip) =>
        self.strict ? tuple([typeOf(self), self.sources, true]) : tuple([typeOf(self), self.sources]),
    ],
    __setstate__: setStrict,
  },
};

export const mapSpec: TypeSpec = {
  doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
  new: [
    "(*args, strict=False)",
    (cls: PyType, args: Value[], strict: Value = false) => {
      if (args.length < 2) throw typeError("map() must have at least two arguments.");
      const self = cls.alloc() as PyMap;
      const sources = args.slice(1).map(pythonIter);
      self.function = args[0] as Value;
      self.sources = tuple(sources);
      self.iterators = sources.map(nextOf);
      self.strict = truthy(strict);
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyMap) => {
        const args = tuple([self.function, ...self.sources.items]);
        return self.strict ? tuple([typeOf(self), args, true]) : tuple([typeOf(self), args]);
      },
    ],
    __setstate__: setStrict,
  },
};

export const filterSpec: TypeSpec = {
  doc: "Return an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
  new: [
    "(function, iterable, /)",
    (cls: PyType, test: Value, iterable: Value) => {
      const self = cls.alloc() as PyFilter;
      self.source = pythonIter(iterable);
      self.iterator = nextOf(self.source);
      self.function = test;
      return self;
    },
  ],
  methods: {
    ...iteratorMethods,
    __reduce__: ["(self, /)", (self: PyFilter) => tuple([typeOf(self), tuple([self.function, self.source])])],
  },
};

function itemOrEnd(sequence: Value, index: number): Value | undefined {
  try {
    return getItem(sequence, index);
  } catch (error) {
    const end =
      isStopIteration(error) || (error instanceof PyBaseException && error.cls$.isSubtype(IndexError));
    if (end) return undefined;
    throw error;
  }
}

function newReversed(cls: PyType, sequence: Value): Value {
  const method = special(sequence, "m$__reversed__");
  if (method !== undefined && method !== null && cls === reversedType) return method.c1(sequence);
  const indexable =
    (special(sequence, "m$__getitem__") ?? undefined) !== undefined && !(sequence instanceof PyDict);
  if (method !== undefined || !indexable) {
    if (method !== undefined && method !== null) return method.c1(sequence);
    throw typeError(`'${typeOf(sequence).name}' object is not reversible`);
  }
  const self = cls.alloc() as PyReversed;
  self.sequence = sequence;
  self.index = len(sequence) - 1;
  self.item = isStr(sequence) && !typeOf(sequence).heap ? (_, index) => charAt(sequence, index) : itemOrEnd;
  return self;
}

export const reversedSpec: TypeSpec = {
  doc: "Return a reverse iterator over the values of the given sequence.",
  new: ["(object, /)", newReversed],
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PyReversed) =>
        self.sequence === undefined || len(self.sequence) < self.index + 1 ? 0 : self.index + 1,
    ],
    __reduce__: [
      "(self, /)",
      (self: PyReversed) =>
        self.sequence === undefined
          ? tuple([reversedType, tuple([tuple([])])])
          : tuple([reversedType, tuple([self.sequence]), self.index]),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyReversed, state: Value) => {
        if (self.sequence === undefined) return null;
        const index = Number(toIndex(state));
        self.index = Math.max(-1, Math.min(index, len(self.sequence) - 1));
        return null;
      },
    ],
  },
};
