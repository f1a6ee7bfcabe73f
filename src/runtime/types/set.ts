/** `set` and `frozenset`. Follows Objects/setobject.c;
 * https://docs.python.org/3.14/library/stdtypes.html#set-types-set-frozenset. */
import { special, typeOf } from "../core/builtin-types.ts";
import { frozensetHash } from "../core/collection-hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { keyError, newException, typeError } from "../exceptions/raise.ts";
import { KeyError } from "../exceptions/hierarchy.ts";
import { PyDict } from "../objects/dict.ts";
import { PyRange } from "../objects/range.ts";
import { frozensetType, PyAnySet, PyFrozenSet, PySet, setType } from "../objects/set.ts";
import { PySetIterator } from "../objects/set-iterator.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PyList } from "../objects/list.ts";
import { tuple } from "../objects/tuple.ts";
import { forEach, iter } from "../protocols/iterate.ts";
import { callMethod0 } from "../protocols/method-call.ts";
import { withReprGuard } from "../protocols/repr.ts";
import { bracketed, itemsText } from "../protocols/sequence.ts";
import { classGetItem } from "./class-getitem.ts";
import { refuseKeywords } from "./keywords.ts";
import { basicSize, setTableSize } from "./sizes.ts";

/** Adds all items of an iterable. */
export function updateSet(self: PyAnySet, iterable: Value): void {
  if (iterable instanceof PyAnySet) {
    if (self.size === 0) self.assign(iterable);
    else self.addSet(iterable);
  } else if (iterable instanceof PyDict && iterable.exactDict$ && iterable.table !== null) {
    self.addKeys(iterable.table);
  } else if (iterable instanceof PyRange && self.size === 0 && isSmallRange(iterable)) {
    self.addRange(iterable.start as number, iterable.step as number, iterable.length as number);
  } else if (iterable instanceof PyList && !iterable.cls$.heap) {
    const { items } = iterable;
    if (items.length > 8 && typeof items[0] === "number") self.expectInts(items.length);
    for (let i = 0; i < items.length; i++) self.add(items[i] as Value);
  } else forEach(iterable, (item) => self.add(item));
}

/** True when all values are int32. */
function isSmallRange({ start, stop, step }: PyRange): boolean {
  if (typeof start !== "number" || typeof stop !== "number" || typeof step !== "number") return false;
  return (start | 0) === start && (stop | 0) === stop;
}

/** An empty set of the kind that operators of `like` give: `set` or `frozenset` itself, never a subclass. */
const emptyLike = (like: PyAnySet): PyAnySet => (like instanceof PySet ? new PySet() : new PyFrozenSet());

function copyOf(self: PyAnySet): PyAnySet {
  const copy = emptyLike(self);
  copy.assign(self);
  return copy;
}

/** A set with the items of an iterable, without a copy when it is one. */
function setOf(iterable: Value): PyAnySet {
  if (iterable instanceof PyAnySet) return iterable;
  const made = new PySet();
  updateSet(made, iterable);
  return made;
}

function union(self: PyAnySet, others: readonly Value[]): PyAnySet {
  const [only] = others;
  if (others.length === 1 && only instanceof PyAnySet) {
    const result = emptyLike(self);
    if (result.adoptUnion(self, only)) return result;
  }
  const result = copyOf(self);
  for (const other of others) updateSet(result, other);
  return result;
}

function intersectionOf(self: PyAnySet, other: Value): PyAnySet {
  const result = emptyLike(self);
  if (other instanceof PyAnySet) {
    // The items of the result are those of the smaller set.
    const [small, large] = other.size > self.size ? [self, other] : [other, self];
    small.select(large, true, result);
  } else {
    forEach(other, (item) => {
      if (typeof item === "object" && item !== null && (special(item, "m$__hash__") ?? null) === null)
        throw typeError(`unhashable type: '${typeOf(item).name}'`);
      if (self.has(item)) result.add(item);
    });
  }
  return result;
}

function intersection(self: PyAnySet, others: readonly Value[]): PyAnySet {
  if (others.length === 0) return copyOf(self);
  let result = self;
  for (const other of others) result = intersectionOf(result, other);
  return result;
}

/** Removes the items of an iterable. */
function subtract(self: PyAnySet, other: Value): void {
  if (other === self) {
    self.clear();
    return;
  }
  if (other instanceof PyAnySet) for (const item of [...other.values()]) self.delete(item);
  else {
    forEach(other, (item) => {
      self.delete(item);
    });
  }
}

function difference(self: PyAnySet, others: readonly Value[]): PyAnySet {
  if (others.length === 1 && others[0] instanceof PyAnySet) return without(self, others[0]);
  if (others.length === 1 && others[0] instanceof PyDict) return without(self, others[0]);
  const result = copyOf(self);
  for (const other of others) subtract(result, other);
  return result;
}

/** The items that are not in `other`. */
function without(self: PyAnySet, other: PyAnySet | PyDict): PyAnySet {
  const result = emptyLike(self);
  self.select(other, false, result);
  return result;
}

/** Changes `self` to the items that are in one of the two only. */
function toggle(self: PyAnySet, other: Value): void {
  if (other === self) {
    self.clear();
    return;
  }
  const right = setOf(other);
  const result = without(self, right);
  right.select(self, false, result);
  self.adopt(result);
}

/** True when all items of `a` are in `b`. */
function isSubset(a: PyAnySet, b: PyAnySet): boolean {
  return a.size <= b.size && !a.meets(b, true);
}

function isDisjoint(self: PyAnySet, other: Value): boolean {
  if (other instanceof PyAnySet) {
    const [small, large] = other.size > self.size ? [self, other] : [other, self];
    return !small.meets(large, false);
  }
  const iterator = iter(other);
  for (let item = iterator.nx(); item !== undefined; item = iterator.nx()) if (self.has(item)) return false;
  return true;
}

function frozenHash(self: PyFrozenSet): number | bigint {
  return (self.hash ??= frozensetHash(self.values(), self.size));
}

function text(self: PyAnySet): Value {
  const type = typeOf(self);
  if (self.size === 0) return `${type.name}()`;
  return withReprGuard(
    self,
    () => {
      const items = itemsText([...self.values()]);
      return type === setType ? bracketed("{", items, "}") : bracketed(`${type.name}({`, items, "})");
    },
    `${type.name}(...)`,
  );
}

type Operation = (a: PyAnySet, b: PyAnySet) => Value;
const operator = (operation: Operation): NativeRow => [
  "(self, value, /)",
  (self: PyAnySet, other: Value) =>
    other instanceof PyAnySet && (self as Value) instanceof PyAnySet
      ? operation(self, other)
      : NotImplemented,
];
const reflected = (operation: Operation): NativeRow => [
  "(self, value, /)",
  (self: PyAnySet, other: Value) => (other instanceof PyAnySet ? operation(other, self) : NotImplemented),
];
const xor: Operation = (a, b) => {
  const result = without(a, b);
  b.select(a, false, result);
  return result;
};

const shared: Record<string, NativeRow> = {
  __repr__: ["(self, /)", text],
  __len__: ["(self, /)", (self: PyAnySet) => self.size],
  __iter__: ["(self, /)", (self: PyAnySet) => new PySetIterator(self)],
  __contains__: ["(self, object, /)", (self: PyAnySet, item: Value) => hasItem(self, item)],
  __and__: operator((a, b) => intersectionOf(a, b)),
  __rand__: reflected((a, b) => intersectionOf(a, b)),
  __or__: operator((a, b) => union(a, [b])),
  __ror__: reflected((a, b) => union(a, [b])),
  __sub__: operator((a, b) => without(a, b)),
  __rsub__: reflected((a, b) => without(a, b)),
  __xor__: operator(xor),
  __rxor__: reflected(xor),
  __eq__: operator((a, b) => a.size === b.size && isSubset(a, b)),
  __ne__: operator((a, b) => a.size !== b.size || !isSubset(a, b)),
  __lt__: operator((a, b) => a.size < b.size && isSubset(a, b)),
  __le__: operator((a, b) => isSubset(a, b)),
  __gt__: operator((a, b) => a.size > b.size && isSubset(b, a)),
  __ge__: operator((a, b) => isSubset(b, a)),
  __reduce__: ["(self, /)", reduce],
  __sizeof__: ["(self, /)", (self: PyAnySet) => basicSize(typeOf(self)) + setTableSize(self.size)],
  difference: ["(self, /, *others)", difference],
  intersection: ["(self, /, *others)", intersection],
  isdisjoint: ["(self, other, /)", isDisjoint],
  issubset: [
    "(self, other, /)",
    (self: PyAnySet, other: Value) =>
      other instanceof PyAnySet ? isSubset(self, other) : intersectionOf(self, other).size === self.size,
  ],
  issuperset: ["(self, other, /)", (self: PyAnySet, other: Value) => isSubset(setOf(other), self)],
  symmetric_difference: [
    "(self, other, /)",
    (self: PyAnySet, other: Value) => {
      const result = copyOf(self);
      toggle(result, other);
      return result;
    },
  ],
  union: ["(self, /, *others)", union],
};

function reduce(self: PyAnySet): Value {
  return tuple([typeOf(self), tuple([new PyList([...self.values()])]), callMethod0(self, "__getstate__")]);
}

/** A set is looked for as the frozenset that it equals. */
function frozen(item: Value): Value {
  if (!(item instanceof PySet) || special(item, "m$__hash__") !== null) return item;
  const copy = new PyFrozenSet();
  copy.assign(item);
  return copy;
}
const hasItem = (self: PyAnySet, item: Value): boolean => self.has(frozen(item));

/** Replaces the items of `self` by those of `other`. */
function become(self: PySet, other: PyAnySet): Value {
  self.adopt(other);
  return self;
}
const inPlace = (operation: (self: PySet, other: PyAnySet) => void): NativeRow => [
  "(self, value, /)",
  (self: PySet, other: Value) => {
    if (!(other instanceof PyAnySet)) return NotImplemented;
    operation(self, other);
    return self;
  },
];

export const setSpec: TypeSpec = {
  doc: "Build an unordered collection of unique elements.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  convert: (iterable) => {
    const set = new PySet();
    updateSet(set, iterable);
    return set;
  },
  methods: {
    ...shared,
    __init__: [
      "(self, iterable=(), /)",
      (self: PySet, iterable?: Value) => {
        if (self.size > 0) self.clear();
        if (iterable !== undefined) updateSet(self, iterable);
        return null;
      },
    ],
    __iand__: inPlace((self, other) => become(self, intersectionOf(self, other))),
    __ior__: inPlace(updateSet),
    __isub__: inPlace(subtract),
    __ixor__: inPlace(toggle),
    add: [
      "(self, object, /)",
      (self: PySet, item: Value) => {
        self.add(item);
        return null;
      },
    ],
    clear: [
      "(self, /)",
      (self: PySet) => {
        self.clear();
        return null;
      },
    ],
    copy: ["(self, /)", copyOf],
    difference_update: [
      "(self, /, *others)",
      (self: PySet, others: Value[]) => {
        for (const other of others) subtract(self, other);
        return null;
      },
    ],
    discard: [
      "(self, object, /)",
      (self: PySet, item: Value) => {
        self.delete(frozen(item));
        return null;
      },
    ],
    intersection_update: [
      "(self, /, *others)",
      (self: PySet, others: Value[]) => {
        if (others.length > 0) become(self, intersection(self, others));
        return null;
      },
    ],
    pop: [
      "(self, /)",
      (self: PySet) => {
        const item = self.pop();
        if (item === undefined) throw newException(KeyError, "pop from an empty set");
        return item;
      },
    ],
    remove: [
      "(self, object, /)",
      (self: PySet, item: Value) => {
        if (!self.delete(frozen(item))) throw keyError(item);
        return null;
      },
    ],
    symmetric_difference_update: [
      "(self, other, /)",
      (self: PySet, other: Value) => {
        toggle(self, other);
        return null;
      },
    ],
    update: [
      "(self, /, *others)",
      (self: PySet, others: Value[]) => {
        for (const other of others) updateSet(self, other);
        return null;
      },
    ],
  },
  classMethods: classGetItem,
  constants: { __hash__: null },
};

function newFrozenSet(cls: PyType, iterable: Value | undefined, keywords: Map<string, Value>): Value {
  refuseKeywords(keywords, cls, frozensetType, "__init__");
  if (iterable !== undefined && cls === frozensetType && typeOf(iterable) === frozensetType) return iterable;
  const self = cls.alloc() as PyFrozenSet;
  if (iterable !== undefined) updateSet(self, iterable);
  return self;
}

export const frozensetSpec: TypeSpec = {
  doc: "Build an immutable unordered collection of unique elements.",
  new: ["(iterable=(), /, **kwargs)", newFrozenSet],
  methods: {
    ...shared,
    __hash__: ["(self, /)", frozenHash],
    copy: ["(self, /)", (self: PyFrozenSet) => (typeOf(self) === frozensetType ? self : copyOf(self))],
  },
  classMethods: classGetItem,
};
