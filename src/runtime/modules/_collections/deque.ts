/**
 * `collections.deque`: a ring buffer, so that both ends and the index are O(1). Follows Modules/_collectionsmodule.c;
 * https://docs.python.org/3.14/library/collections.html#deque-objects.
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { RuntimeError } from "../../exceptions/hierarchy.ts";
import { indexError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { equal } from "../../objects/rich-compare.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { emptyTuple, tuple } from "../../objects/tuple.ts";
import { itemsEqual, sequenceOrder } from "../../protocols/compare.ts";
import { sequenceIndex } from "../../protocols/item.ts";
import { forEach, pythonIter } from "../../protocols/iterate.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { withReprGuard } from "../../protocols/repr.ts";
import { bracketed, itemsText, repeatCount, searchBound, toSsize } from "../../protocols/sequence.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { iteratorMethods } from "../../types/iterators.ts";
import { basicSize } from "../../types/sizes.ts";

/** CPython keeps items in blocks of 64, with a pointer to either neighbour. */
const BLOCK_LENGTH = 64;
const BLOCK_SIZE = 8 * (BLOCK_LENGTH + 2);

export class PyDeque extends PyInstance {
  ring: (Value | undefined)[] = new Array(8).fill(undefined);
  head = 0;
  size = 0;
  /** Changes with every change of the items. */
  epoch = 0;
  /** Infinity: no limit. */
  limit = Infinity;

  at(index: number): Value | undefined {
    const ring = this.ring;
    return index >= 0 && index < this.size ? ring[(this.head + index) & (ring.length - 1)] : undefined;
  }

  put(index: number, value: Value): void {
    this.ring[(this.head + index) & (this.ring.length - 1)] = value;
  }

  push(value: Value): void {
    if (this.size >= this.limit) {
      if (this.limit === 0) return;
      this.shift();
    }
    if (this.size === this.ring.length) this.#grow();
    this.ring[(this.head + this.size) & (this.ring.length - 1)] = value;
    this.size++;
    this.epoch++;
  }

  unshift(value: Value): void {
    if (this.size >= this.limit) {
      if (this.limit === 0) return;
      this.pop();
    }
    if (this.size === this.ring.length) this.#grow();
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.ring[this.head] = value;
    this.size++;
    this.epoch++;
  }

  pop(): Value | undefined {
    if (this.size === 0) return undefined;
    const at = (this.head + --this.size) & (this.ring.length - 1);
    const value = this.ring[at];
    this.ring[at] = undefined;
    this.epoch++;
    return value;
  }

  shift(): Value | undefined {
    if (this.size === 0) return undefined;
    const value = this.ring[this.head];
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.size--;
    this.epoch++;
    return value;
  }

  clear(): void {
    this.ring = new Array(8).fill(undefined);
    this.head = 0;
    this.size = 0;
    this.epoch++;
  }

  toArray(): Value[] {
    const items: Value[] = [];
    for (let i = 0; i < this.size; i++) items.push(this.at(i) as Value);
    return items;
  }

  /** Replaces all items; there must not be more than the limit. */
  assign(items: readonly Value[]): void {
    this.clear();
    for (const item of items) this.push(item);
  }

  /** Moves the last `count` items to the front (the first to the end when negative). */
  rotate(count: number): void {
    if (this.size < 2) return;
    const steps = ((count % this.size) + this.size) % this.size;
    if (steps <= this.size / 2) for (let i = 0; i < steps; i++) this.unshiftUnlimited(this.pop() as Value);
    else for (let i = this.size - steps; i > 0; i--) this.#pushUnlimited(this.shift() as Value);
  }

  unshiftUnlimited(value: Value): void {
    const { limit } = this;
    this.limit = Infinity;
    this.unshift(value);
    this.limit = limit;
  }

  #pushUnlimited(value: Value): void {
    const { limit } = this;
    this.limit = Infinity;
    this.push(value);
    this.limit = limit;
  }

  #grow(): void {
    const items = this.toArray();
    const ring: (Value | undefined)[] = new Array(this.ring.length * 2).fill(undefined);
    for (let i = 0; i < items.length; i++) ring[i] = items[i];
    this.ring = ring;
    this.head = 0;
  }
}

export const dequeType = declareType("collections.deque", PyDeque);
dequeType.collectionFlag = "sequence";

export class PyDequeIterator extends PyIterator {
  deque: PyDeque;
  index = 0;
  left: number;
  readonly reverse: boolean;
  #epoch: number;
  constructor(deque: PyDeque = new PyDeque(), reverse = false) {
    super();
    this.deque = deque;
    this.left = deque.size;
    this.reverse = reverse;
    this.#epoch = deque.epoch;
  }
  nx(): Value | undefined {
    const { deque } = this;
    if (deque.epoch !== this.#epoch) {
      this.left = 0;
      throw newException(RuntimeError, "deque mutated during iteration");
    }
    if (this.left === 0) return undefined;
    this.left--;
    const index = this.index++;
    return deque.at(this.reverse ? deque.size - 1 - index : index);
  }
}

export class PyDequeReverseIterator extends PyDequeIterator {}

export const dequeIteratorType = declareType("_collections._deque_iterator", PyDequeIterator);
export const dequeReverseIteratorType = declareType(
  "_collections._deque_reverse_iterator",
  PyDequeReverseIterator,
);

function newIterator(reverse: boolean): NativeRow {
  return [
    "(*args)",
    (_cls: PyType, args: Value[]) => {
      const [deque, index] = args as [Value, Value?];
      if (!(deque instanceof PyDeque)) {
        throw typeError(`argument 1 must be collections.deque, not ${typeOf(deque).name}`);
      }
      const iterator = reverse ? new PyDequeReverseIterator(deque, true) : new PyDequeIterator(deque);
      for (let skip = index === undefined ? 0 : toSsize(index); skip > 0 && iterator.left > 0; skip--)
        iterator.nx();
      return iterator;
    },
  ];
}

const iteratorRows: Record<string, NativeRow> = {
  ...iteratorMethods,
  __length_hint__: ["(self, /)", (self: PyDequeIterator) => self.left],
  __reduce__: [
    "(self, /)",
    (self: PyDequeIterator) => tuple([typeOf(self), tuple([self.deque, self.deque.size - self.left])]),
  ],
};
export const dequeIteratorSpec: TypeSpec = { new: newIterator(false), methods: iteratorRows };
export const dequeReverseIteratorSpec: TypeSpec = { new: newIterator(true), methods: iteratorRows };

function extendRight(self: PyDeque, iterable: Value): void {
  if (iterable === self) for (const item of self.toArray()) self.push(item);
  else forEach(iterable, (item) => self.push(item));
}

function extendLeft(self: PyDeque, iterable: Value): void {
  if (iterable === self) for (const item of self.toArray()) self.unshift(item);
  else forEach(iterable, (item) => self.unshift(item));
}

/** An empty deque of the same type and limit. */
function copyOf(self: PyDeque): Value {
  if (typeOf(self) === dequeType) {
    const copy = new PyDeque();
    copy.limit = self.limit;
    copy.assign(self.toArray());
    return copy;
  }
  return self.limit === Infinity
    ? callable(typeOf(self)).c1(self)
    : callable(typeOf(self)).c2(self, self.limit);
}

/** A copy that is certain to be a deque: a subclass may make what it likes. */
function dequeCopy(self: PyDeque): PyDeque {
  const copy = copyOf(self);
  if (copy instanceof PyDeque) return copy;
  throw typeError(`${typeOf(self).fullName}() must return a deque, not ${typeOf(copy).fullName}`);
}

/** Position of the first equal item in `from <= i < to`, or -1; RuntimeError when comparing changed the deque. */
function search(
  self: PyDeque,
  value: Value,
  from: number,
  to: number,
  changed = "deque mutated during iteration",
): number {
  const { epoch } = self;
  for (let i = from; i < to && i < self.size; i++) {
    const same = equal(self.at(i) as Value, value);
    if (self.epoch !== epoch)
      throw changed === "index"
        ? indexError("deque mutated during remove().")
        : newException(RuntimeError, changed);
    if (same) return i;
  }
  return -1;
}

function removeAt(self: PyDeque, index: number): void {
  self.rotate(-index);
  self.shift();
  self.rotate(index);
}

function position(self: PyDeque, key: Value): number {
  const index = sequenceIndex(key, self.size, "sequence");
  if (index < 0 || index >= self.size) throw indexError("deque index out of range");
  return index;
}

function repeated(self: PyDeque, count: Value): PyDeque {
  const n = repeatCount(count);
  if (n === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  }
  const result = dequeCopy(self);
  const items = self.toArray();
  if (n === 0) result.clear();
  for (let i = 1; i < n; i++) for (const item of items) result.push(item);
  return result;
}

const comparison = (method: "__lt__" | "__le__" | "__gt__" | "__ge__"): NativeRow => [
  "(self, value, /)",
  (self: PyDeque, other: Value) =>
    other instanceof PyDeque ? sequenceOrder(self.toArray(), other.toArray(), method) : NotImplemented,
];
const noArguments = (fn: (self: PyDeque) => Value): NativeRow => ["(self, /)", fn];
const command = (signature: string, fn: (self: PyDeque, argument: Value) => void): NativeRow => [
  signature,
  (self: PyDeque, argument: Value) => {
    fn(self, argument);
    return null;
  },
];
const emptyError = (): unknown => indexError("pop from an empty deque");

export const dequeSpec: TypeSpec = {
  doc: "A list-like sequence optimized for data accesses near its endpoints.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, iterable=<unrepresentable>, maxlen=None)",
      (self: PyDeque, iterable?: Value, maxlen: Value = null) => {
        const limit = maxlen === null ? Infinity : toSsize(maxlen);
        if (limit < 0) throw valueError("maxlen must be non-negative");
        self.limit = limit;
        self.clear();
        if (iterable !== undefined) extendRight(self, iterable);
        return null;
      },
    ],
    __repr__: noArguments((self) => {
      const name = typeOf(self).name;
      return withReprGuard(
        self,
        () => {
          const end = self.limit === Infinity ? "])" : `], maxlen=${self.limit})`;
          return bracketed(`${name}([`, itemsText(self.toArray()), end);
        },
        "[...]",
      );
    }),
    __len__: noArguments((self) => self.size),
    __iter__: noArguments((self) => new PyDequeIterator(self)),
    __reversed__: noArguments((self) => new PyDequeReverseIterator(self, true)),
    __contains__: ["(self, key, /)", (self: PyDeque, value: Value) => search(self, value, 0, self.size) >= 0],
    __getitem__: ["(self, key, /)", (self: PyDeque, key: Value) => self.at(position(self, key)) as Value],
    __setitem__: [
      "(self, key, value, /)",
      (self: PyDeque, key: Value, value: Value) => {
        self.put(position(self, key), value);
        return null;
      },
    ],
    __delitem__: command("(self, key, /)", (self, key) => removeAt(self, position(self, key))),
    __add__: [
      "(self, value, /)",
      (self: PyDeque, other: Value) => {
        if (!(other instanceof PyDeque)) {
          throw typeError(`can only concatenate deque (not "${typeOf(other).name}") to deque`);
        }
        const result = dequeCopy(self);
        for (const item of other.toArray()) result.push(item);
        return result;
      },
    ],
    __iadd__: [
      "(self, value, /)",
      (self: PyDeque, other: Value) => {
        extendRight(self, other);
        return self;
      },
    ],
    __mul__: ["(self, value, /)", repeated],
    __rmul__: ["(self, value, /)", repeated],
    __imul__: [
      "(self, value, /)",
      (self: PyDeque, count: Value) => {
        self.assign(repeated(self, count).toArray());
        return self;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyDeque, other: Value) =>
        other instanceof PyDeque ? itemsEqual(self.toArray(), other.toArray()) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyDeque, other: Value) =>
        other instanceof PyDeque ? !itemsEqual(self.toArray(), other.toArray()) : NotImplemented,
    ],
    __lt__: comparison("__lt__"),
    __le__: comparison("__le__"),
    __gt__: comparison("__gt__"),
    __ge__: comparison("__ge__"),
    __copy__: noArguments(copyOf),
    __reduce__: noArguments((self) => {
      const type = typeOf(self);
      const state = callMethod0(self, "__getstate__");
      const args = self.limit === Infinity ? emptyTuple : tuple([emptyTuple, self.limit]);
      return tuple([type, args, state, pythonIter(self)]);
    }),
    __sizeof__: noArguments(
      (self) => basicSize(typeOf(self)) + BLOCK_SIZE * (1 + Math.floor(self.size / BLOCK_LENGTH)),
    ),
    append: [
      "(self, item, /)",
      (self: PyDeque, item: Value) => {
        self.push(item);
        return null;
      },
    ],
    appendleft: [
      "(self, item, /)",
      (self: PyDeque, item: Value) => {
        self.unshift(item);
        return null;
      },
    ],
    clear: noArguments((self) => {
      self.clear();
      return null;
    }),
    copy: noArguments(copyOf),
    count: [
      "(self, value, /)",
      (self: PyDeque, value: Value) => {
        const { epoch } = self;
        let count = 0;
        for (let i = 0; i < self.size; i++) {
          if (equal(self.at(i) as Value, value)) count++;
          if (self.epoch !== epoch) throw newException(RuntimeError, "deque mutated during iteration");
        }
        return count;
      },
    ],
    extend: command("(self, iterable, /)", extendRight),
    extendleft: command("(self, iterable, /)", extendLeft),
    index: [
      "(self, value, start=<unrepresentable>, stop=<unrepresentable>, /)",
      (self: PyDeque, value: Value, start: Value = 0, stop: Value = Number.MAX_SAFE_INTEGER) => {
        const at = search(self, value, searchBound(start, self.size), searchBound(stop, self.size));
        if (at < 0) throw valueError("deque.index(x): x not in deque");
        return at;
      },
    ],
    insert: [
      "(self, index, value, /)",
      (self: PyDeque, index: Value, value: Value) => {
        const at = toSsize(index);
        if (self.size >= self.limit) throw indexError("deque already at its maximum size");
        if (at >= self.size) self.push(value);
        else if (at <= -self.size || at === 0) self.unshift(value);
        else {
          self.rotate(-at);
          if (at < 0) self.push(value);
          else self.unshift(value);
          self.rotate(at);
        }
        return null;
      },
    ],
    pop: noArguments((self) => {
      const value = self.pop();
      if (value === undefined) throw emptyError();
      return value;
    }),
    popleft: noArguments((self) => {
      const value = self.shift();
      if (value === undefined) throw emptyError();
      return value;
    }),
    remove: command("(self, value, /)", (self, value) => {
      const at = search(self, value, 0, self.size, "index");
      if (at < 0) throw valueError("deque.remove(x): x not in deque");
      removeAt(self, at);
    }),
    reverse: noArguments((self) => {
      self.assign(self.toArray().reverse());
      return null;
    }),
    rotate: [
      "(self, n=1, /)",
      (self: PyDeque, count: Value = 1) => {
        self.rotate(toSsize(count));
        return null;
      },
    ],
  },
  classMethods: classGetItem,
  getset: {
    maxlen: {
      get: (self: PyDeque) => (self.limit === Infinity ? null : self.limit),
      doc: "maximum size of a deque or None if unbounded",
    },
  },
  constants: { __hash__: null },
};
