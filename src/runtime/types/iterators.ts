/** The iterators of the builtin containers, of `iter(callable, sentinel)` and of objects with `__getitem__` alone.
 * Follows Objects/iterobject.c, listobject.c, tupleobject.c, unicodeobject.c, dictobject.c, setobject.c. */
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { attributeError, stopIteration, typeError } from "../exceptions/raise.ts";
import type { PyFrame } from "../objects/frame.ts";
import {
  dictItemIteratorType,
  dictKeyIteratorType,
  type PyDictIterator,
  dictReverseItemIteratorType,
  dictReverseKeyIteratorType,
  dictReverseValueIteratorType,
  dictValueIteratorType,
} from "../objects/dict-views.ts";
import type { PyDict } from "../objects/dict.ts";
import { type Int, intOf, isInt } from "../objects/int.ts";
import type { PyIterator } from "../objects/iterator.ts";
import { PyList } from "../objects/list.ts";
import {
  callableIteratorType,
  type PyCallableIterator,
  type PySequenceIterator,
  sequenceIteratorType,
} from "../objects/protocol-iterators.ts";
import {
  listIteratorType,
  listReverseIteratorType,
  type PyListIterator,
  type PyListReverseIterator,
  type PyStrIterator,
  type PyTupleIterator,
  strIteratorType,
  tupleIteratorType,
} from "../objects/sequence-iterators.ts";
import { type PySetIterator, setIteratorType } from "../objects/set-iterator.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strLength } from "../objects/str.ts";
import { emptyTuple, tuple } from "../objects/tuple.ts";
import { getAttr } from "../protocols/attribute.ts";
import { len } from "../protocols/item.ts";
import { toSsize } from "../protocols/sequence.ts";
import { special } from "../core/builtin-types.ts";

/** `next(iterator)`, StopIteration at the end. */
export function nextOrStop(iterator: PyIterator): Value {
  const value = iterator.nx();
  if (value === undefined) throw stopIteration();
  return value;
}

/** `__iter__` and `__next__` of a builtin iterator. */
export const iteratorMethods: Readonly<Record<string, NativeRow>> = {
  __iter__: ["(self, /)", (self: PyIterator) => self],
  __next__: ["(self, /)", nextOrStop],
};

/** A function of `builtins`, for what `__reduce__` gives. */
export function builtin(name: string): Value {
  const frame = current.frameAt(0) as PyFrame | undefined;
  if (frame === undefined) return getAttr(current.builtins, name);
  const found =
    current.builtinNamed(frame.globals, name) ?? (current.dictOf(current.builtins) as PyDict).get(name);
  if (found === undefined) throw attributeError(name, name, null);
  return found;
}

/** What `__reduce__` gives: a builtin and what `rest` lists. Finding the builtin may run code that moves the iterator, so it
 * comes first. */
export function reduced(name: "iter" | "reversed", rest: () => readonly Value[]): Value {
  const maker = builtin(name);
  return tuple([maker, ...rest()]);
}

/** The state of an iterator that goes by index. */
function indexState(value: Value): number {
  if (!isInt(value)) throw typeError("an integer is required");
  return toSsize(value);
}

/** Rows of an iterator over `length(self)` items that remembers its index. */
function indexed<T extends { index: number }>(
  source: (self: T) => Value | undefined,
  length: (self: T) => number,
  empty: () => Value,
): TypeSpec {
  return {
    methods: {
      ...iteratorMethods,
      __length_hint__: [
        "(self, /)",
        (self: T) => (source(self) === undefined ? 0 : Math.max(0, length(self) - self.index)),
      ],
      __reduce__: [
        "(self, /)",
        (self: T) => {
          return reduced("iter", () => {
            const from = source(self);
            return from === undefined ? [tuple([empty()])] : [tuple([from]), self.index];
          });
        },
      ],
      __setstate__: [
        "(self, state, /)",
        (self: T, state: Value) => {
          const index = indexState(state);
          if (source(self) !== undefined) self.index = Math.max(0, Math.min(index, length(self)));
          return null;
        },
      ],
    },
  };
}

const listIteratorSpec = indexed<PyListIterator>(
  (self) => self.list,
  (self) => self.list?.items.length ?? 0,
  () => new PyList(),
);
const tupleIteratorSpec = indexed<PyTupleIterator>(
  (self) => self.tuple,
  (self) => self.tuple?.items.length ?? 0,
  () => emptyTuple,
);
const strIteratorSpec = indexed<PyStrIterator>(
  (self) => self.text,
  (self) => (self.text === undefined ? 0 : strLength(self.text)),
  () => "",
);

const listReverseIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PyListReverseIterator) =>
        self.list === undefined || self.list.items.length < self.index + 1 ? 0 : self.index + 1,
    ],
    __reduce__: [
      "(self, /)",
      (self: PyListReverseIterator) =>
        reduced("reversed", () =>
          self.list === undefined ? [tuple([new PyList()])] : [tuple([self.list]), self.index],
        ),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyListReverseIterator, state: Value) => {
        const index = indexState(state);
        if (self.list !== undefined) self.index = Math.max(-1, Math.min(index, self.list.items.length - 1));
        return null;
      },
    ],
  },
};

const sequenceIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PySequenceIterator) => {
        if (self.sequence === undefined) return 0;
        if ((special(self.sequence, "m$__len__") ?? undefined) === undefined) return NotImplemented;
        return Math.max(0, len(self.sequence) - Number(self.index));
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PySequenceIterator) =>
        reduced("iter", () =>
          self.sequence === undefined ? [tuple([emptyTuple])] : [tuple([self.sequence]), self.index],
        ),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PySequenceIterator, state: Value) => {
        indexState(state);
        const index = intOf(state as Int);
        if (self.sequence !== undefined) self.index = index < 0 ? 0 : index;
        return null;
      },
    ],
  },
};

const callableIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __reduce__: [
      "(self, /)",
      (self: PyCallableIterator) =>
        reduced("iter", () => [
          self.function === undefined ? tuple([emptyTuple]) : tuple([self.function, self.sentinel]),
        ]),
    ],
  },
};

/** What is left of an iterator, as a list; the iterator is copied by its kind, not advanced. */
function rest(copy: PyIterator): PyList {
  const items: Value[] = [];
  for (let value = copy.nx(); value !== undefined; value = copy.nx()) items.push(value);
  return new PyList(items);
}

const dictIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PyDictIterator) => (self.dict !== undefined && self.size === self.dict.size ? self.left : 0),
    ],
    __reduce__: [
      "(self, /)",
      (self: PyDictIterator) => {
        const maker = builtin("iter");
        const { dict } = self;
        if (dict === undefined) return tuple([maker, tuple([new PyList()])]);
        const copy = new (self.constructor as new (dict: Value, reverse: boolean) => PyDictIterator)(
          dict,
          self.reverse,
        );
        for (let skip = self.size - self.left; skip > 0; skip--) copy.nx();
        return tuple([maker, tuple([rest(copy)])]);
      },
    ],
  },
};

const setIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PySetIterator) =>
        self.set !== undefined && self.set.size === self.size ? self.size - self.given : 0,
    ],
    __reduce__: [
      "(self, /)",
      (self: PySetIterator) =>
        reduced("iter", () => [
          tuple([new PyList(self.set === undefined ? [] : [...self.set.values()].slice(self.given))]),
        ]),
    ],
  },
};

export const iteratorTypes: readonly (readonly [PyType, TypeSpec])[] = [
  [listIteratorType, listIteratorSpec],
  [listReverseIteratorType, listReverseIteratorSpec],
  [tupleIteratorType, tupleIteratorSpec],
  [strIteratorType, strIteratorSpec],
  [sequenceIteratorType, sequenceIteratorSpec],
  [callableIteratorType, callableIteratorSpec],
  [dictKeyIteratorType, dictIteratorSpec],
  [dictValueIteratorType, dictIteratorSpec],
  [dictItemIteratorType, dictIteratorSpec],
  [dictReverseKeyIteratorType, dictIteratorSpec],
  [dictReverseValueIteratorType, dictIteratorSpec],
  [dictReverseItemIteratorType, dictIteratorSpec],
  [setIteratorType, setIteratorSpec],
];
