/** `list`. Follows Objects/listobject.c; https://docs.python.org/3.14/library/stdtypes.html#lists. */
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { indexError, memoryError, typeError, valueError } from "../exceptions/raise.ts";
import { listType, MAX_ITEMS, PyList } from "../objects/list.ts";
import { PyListIterator, PyListReverseIterator } from "../objects/sequence-iterators.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import { equal } from "../objects/rich-compare.ts";
import { indexOf, itemsEqual, sequenceOrder, truthy } from "../protocols/compare.ts";
import { listItem, sequenceIndex } from "../protocols/item.ts";
import { appendAll, appendNext, isIterable, iter, lengthHint, toArray } from "../protocols/iterate.ts";
import { withReprGuard } from "../protocols/repr.ts";
import {
  bracketed,
  concatItems,
  itemsText,
  repeatCount,
  repeatItems,
  searchBound,
  toSsize,
} from "../protocols/sequence.ts";
import { sliceBounds } from "../protocols/slice.ts";
import { SMALL, sortByKeys } from "../protocols/sort.ts";
import { sortNumbers } from "../protocols/sort-ranks.ts";
import { classGetItem } from "./class-getitem.ts";
import { refuseKeywords } from "./keywords.ts";
import { basicSize } from "./sizes.ts";

/** Appends the items of an iterable. CPython asks for their number first, which programs can see. */
function extendList(self: PyList, iterable: Value): void {
  if (typeOf(iterable).heap) {
    const iterator = iter(iterable);
    lengthHint(iterable, 8);
    appendNext(self.items, iterator);
  } else appendAll(self.items, iterable);
}

/** `self[key] = value` */
export function setListItem(self: PyList, key: Value, value: Value): void {
  const { items } = self;
  if (key instanceof PySlice) {
    setSlice(self, key, value);
    return;
  }
  const index = sequenceIndex(key, items.length, "list");
  if (items[index] === undefined) throw indexError("list assignment index out of range");
  items[index] = value;
}

function setSlice(self: PyList, slice: PySlice, value: Value): void {
  const { length } = self.items;
  const bounds = sliceBounds(slice, length);
  if (typeof value !== "string" && !isIterable(value)) {
    throw typeError("must assign iterable to extended slice");
  }
  const values = toArray(value);
  // Going through the values may have changed the list; what the slice means goes by what is there now.
  const { start, step, count } =
    self.items.length === length ? bounds : sliceBounds(slice, self.items.length);
  if (step === 1) {
    replace(self.items, start, count, values);
    return;
  }
  if (values.length !== count) {
    throw valueError(
      `attempt to assign sequence of size ${values.length} to extended slice of size ${count}`,
    );
  }
  for (let i = 0, at = start; i < count; i++, at += step) self.items[at] = values[i] as Value;
}

/** `items[start:start + count] = values` in place; the number of values is not limited by the engine's stack. */
function replace(items: Value[], start: number, count: number, values: readonly Value[]): void {
  if (values.length < 1000) {
    items.splice(start, count, ...values);
    return;
  }
  const tail = items.slice(start + count);
  items.length = start;
  for (let i = 0; i < values.length; i++) items.push(values[i] as Value);
  for (let i = 0; i < tail.length; i++) items.push(tail[i] as Value);
}

/** `del self[key]` */
export function deleteListItem(self: PyList, key: Value): void {
  const { items } = self;
  if (!(key instanceof PySlice)) {
    const index = sequenceIndex(key, items.length, "list");
    if (items[index] === undefined) throw indexError("list assignment index out of range");
    if (index === items.length - 1) items.pop();
    else items.splice(index, 1);
    return;
  }
  const { start, step, count } = sliceBounds(key, items.length);
  if (step === 1) {
    items.splice(start, count);
    return;
  }
  if (count === 0) return;
  const first = step > 0 ? start : start + (count - 1) * step;
  const stride = Math.abs(step);
  let to = first;
  let next = first;
  let left = count;
  for (let i = first; i < items.length; i++) {
    if (left > 0 && i === next) {
      next += stride;
      left--;
    } else items[to++] = items[i] as Value;
  }
  items.length = to;
}

/** True when comparing the items runs no Python code. */
function isPlain(items: readonly Value[]): boolean {
  for (let i = 0; i < items.length; i++) {
    const kind = typeof items[i];
    if (kind !== "number" && kind !== "string") return false;
  }
  return true;
}

/** The items of an empty list that remember whether there ever were some. */
class WatchedItems extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  grown = false;
  override push(...items: Value[]): number {
    this.grown = true;
    return super.push(...items);
  }
  override splice(start: number, count: number, ...items: Value[]): Value[] {
    this.grown ||= items.length > 0;
    return super.splice(start, count, ...items);
  }
}

/** `list.sort`. While Python code may run, the list is empty, so that what it does to the list is noticed. */
export function sortList(self: PyList, key: Value, reverse: boolean): void {
  const { items } = self;
  if (key === null && items.length > SMALL && sortNumbers(items, reverse)) return;
  if (key === null && isPlain(items)) {
    sortByKeys(items, items, reverse);
    return;
  }
  const sorted = items.slice();
  const meanwhile = new WatchedItems();
  self.items = meanwhile;
  try {
    sortByKeys(sorted, key === null ? sorted : keysOf(sorted, key), reverse);
  } finally {
    items.length = 0;
    for (let i = 0; i < sorted.length; i++) items.push(sorted[i] as Value);
    self.items = items;
  }
  if (meanwhile.grown || meanwhile.length > 0) throw valueError("list modified during sort");
}

function keysOf(items: readonly Value[], key: Value): Value[] {
  const fn = callable(key);
  const keys: Value[] = [];
  for (let i = 0; i < items.length; i++) keys.push(fn.c1(items[i] as Value));
  return keys;
}

type Comparison = "__lt__" | "__le__" | "__gt__" | "__ge__";
const comparison = (method: Comparison) =>
  [
    "(self, value, /)",
    (self: PyList, other: Value) =>
      other instanceof PyList ? sequenceOrder(self.items, other.items, method) : NotImplemented,
  ] as const;

function repeated(self: PyList, count: Value): Value {
  const n = repeatCount(count);
  if (n === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  }
  return new PyList(repeatItems(self.items, n));
}

function listOf(iterable: Value): Value {
  if (!typeOf(iterable).heap) return new PyList(toArray(iterable));
  const list = new PyList();
  extendList(list, iterable);
  return list;
}

export const listSpec: TypeSpec = {
  doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  convert: listOf,
  methods: {
    __init__: [
      "(self, iterable=(), /, **kwargs)",
      (self: PyList, iterable: Value | undefined, keywords: Map<string, Value>) => {
        refuseKeywords(keywords, typeOf(self), listType, "__new__");
        self.items.length = 0;
        if (iterable !== undefined) extendList(self, iterable);
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyList) => withReprGuard(self, () => bracketed("[", itemsText(self.items), "]"), "[...]"),
    ],
    __len__: ["(self, /)", (self: PyList) => self.items.length],
    __iter__: ["(self, /)", (self: PyList) => new PyListIterator(self)],
    __reversed__: ["(self, /)", (self: PyList) => new PyListReverseIterator(self)],
    __contains__: [
      "(self, key, /)",
      (self: PyList, item: Value) => indexOf(self.items, item, 0, Infinity) >= 0,
    ],
    __getitem__: ["(self, index, /)", (self: PyList, key: Value) => listItem(self.items, key)],
    __setitem__: [
      "(self, key, value, /)",
      (self: PyList, key: Value, value: Value) => {
        setListItem(self, key, value);
        return null;
      },
    ],
    __delitem__: [
      "(self, key, /)",
      (self: PyList, key: Value) => {
        deleteListItem(self, key);
        return null;
      },
    ],
    __add__: [
      "(self, value, /)",
      (self: PyList, other: Value) => {
        if (!(other instanceof PyList)) {
          throw typeError(`can only concatenate list (not "${typeOf(other).name}") to list`);
        }
        if (self.items.length + other.items.length > MAX_ITEMS) throw memoryError();
        return new PyList(concatItems(self.items, other.items));
      },
    ],
    __iadd__: [
      "(self, value, /)",
      (self: PyList, other: Value) => {
        extendList(self, other);
        return self;
      },
    ],
    __mul__: ["(self, value, /)", repeated],
    __rmul__: ["(self, value, /)", repeated],
    __imul__: [
      "(self, value, /)",
      (self: PyList, count: Value) => {
        const { items } = repeated(self, count) as PyList;
        self.items.length = 0;
        for (let i = 0; i < items.length; i++) self.items.push(items[i] as Value);
        return self;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyList, other: Value) =>
        other instanceof PyList ? itemsEqual(self.items, other.items) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyList, other: Value) =>
        other instanceof PyList ? !itemsEqual(self.items, other.items) : NotImplemented,
    ],
    __lt__: comparison("__lt__"),
    __le__: comparison("__le__"),
    __gt__: comparison("__gt__"),
    __ge__: comparison("__ge__"),
    __sizeof__: [
      "(self, /)",
      (self: PyList) => basicSize(typeOf(self)) + 16 * Math.ceil(self.items.length / 2),
    ],
    append: [
      "(self, object, /)",
      ({ items }: PyList, item: Value) => {
        if (items.length >= MAX_ITEMS) throw memoryError();
        items.push(item);
        return null;
      },
    ],
    clear: [
      "(self, /)",
      (self: PyList) => {
        self.items.length = 0;
        return null;
      },
    ],
    copy: ["(self, /)", (self: PyList) => new PyList(self.items.slice())],
    count: [
      "(self, value, /)",
      (self: PyList, value: Value) => {
        let n = 0;
        for (let i = 0; i < self.items.length; i++) if (equal(self.items[i] as Value, value)) n++;
        return n;
      },
    ],
    extend: [
      "(self, iterable, /)",
      (self: PyList, iterable: Value) => {
        extendList(self, iterable);
        return null;
      },
    ],
    index: [
      "(self, value, start=0, stop=9223372036854775807, /)",
      (self: PyList, value: Value, start: Value = 0, stop: Value = Number.MAX_SAFE_INTEGER) => {
        const { length } = self.items;
        const at = indexOf(self.items, value, searchBound(start, length), searchBound(stop, length));
        if (at < 0) throw valueError("list.index(x): x not in list");
        return at;
      },
    ],
    insert: [
      "(self, index, object, /)",
      (self: PyList, index: Value, item: Value) => {
        const at = toSsize(index);
        const { items } = self;
        if (at === 0) items.unshift(item);
        else items.splice(at, 0, item);
        return null;
      },
    ],
    pop: [
      "(self, index=-1, /)",
      (self: PyList, index?: Value) => {
        const { items } = self;
        if (index === undefined || index === -1) {
          const last = items.pop();
          if (last === undefined) throw indexError("pop from empty list");
          return last;
        }
        const at = toSsize(index);
        if (items.length === 0) throw indexError("pop from empty list");
        const from = at < 0 ? at + items.length : at;
        const value = items[from];
        if (value === undefined) throw indexError("pop index out of range");
        if (from === 0) items.shift();
        else items.splice(from, 1);
        return value;
      },
    ],
    remove: [
      "(self, value, /)",
      (self: PyList, value: Value) => {
        const at = indexOf(self.items, value, 0, Infinity);
        if (at < 0) throw valueError("list.remove(x): x not in list");
        self.items.splice(at, 1);
        return null;
      },
    ],
    reverse: [
      "(self, /)",
      (self: PyList) => {
        self.items.reverse();
        return null;
      },
    ],
    sort: [
      "(self, /, *, key=None, reverse=False)",
      (self: PyList, key: Value = null, reverse: Value = false) => {
        sortList(self, key, truthy(reverse));
        return null;
      },
    ],
  },
  classMethods: classGetItem,
  constants: { __hash__: null },
};
