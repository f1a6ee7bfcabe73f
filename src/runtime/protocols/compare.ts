/**
 * Comparisons, truth and membership: what emitted code calls when an operand is not what its inlined fast path tests
 * for. Each function tests numbers, then strings, then the exact builtin containers, then asks the special methods
 * (`objects/rich-compare.ts`). Numbers are compared by JavaScript's operators, which are exact between doubles and
 * bigints too.
 */
import { floatType, type PyFloat, special, typeOf } from "../core/builtin-types.ts";
import { PyObject, type Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import type { PyDict } from "../objects/dict.ts";
import { dictType } from "../objects/dict.ts";
import { listType, type PyList } from "../objects/list.ts";
import { areSiblings, equal, richCompare, siblingCompare } from "../objects/rich-compare.ts";
import { frozensetType, type PyAnySet, PySet, setType } from "../objects/set.ts";
import { truthOf } from "../objects/truth.ts";
import { type PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { isIterable, iter } from "./iterate.ts";

export { equal } from "../objects/rich-compare.ts";

/** The number that an exact int, bool or float stands for. */
function numberOf(value: Value): number | bigint | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "object":
      return value !== null && value.cls$ === floatType ? (value as PyFloat).value : undefined;
    default:
      return undefined;
  }
}

/** Whether an object is an exact list or an exact tuple. */
function isSequence({ cls$ }: PyObject): boolean {
  return cls$ === listType || cls$ === tupleType;
}

const itemsOf = (value: Value): readonly Value[] => (value as PyList | PyTuple).items;

export function eq(a: Value, b: Value): Value {
  if (typeof a === "string" && typeof b === "string") return a === b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return itemsEqual(itemsOf(a), itemsOf(b));
    const own = a.m$__eq__;
    if (own !== undefined && own !== null) {
      const result = siblingCompare(a, b, own, "m$__eq__");
      return result === undefined ? a === b : result;
    }
  }
  const x = numberOf(a);
  if (x !== undefined) {
    const y = numberOf(b);
    // Loose equality compares a bigint with a double exactly.
    // oxlint-disable-next-line eqeqeq
    if (y !== undefined) return x == y;
  }
  const result = richCompare(a, b, "m$__eq__", "m$__eq__");
  return result === undefined ? a === b : result;
}

export function ne(a: Value, b: Value): Value {
  if (typeof a === "string" && typeof b === "string") return a !== b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return !itemsEqual(itemsOf(a), itemsOf(b));
    const own = a.m$__ne__;
    if (own !== undefined && own !== null) {
      const result = siblingCompare(a, b, own, "m$__ne__");
      return result === undefined ? a !== b : result;
    }
  }
  const x = numberOf(a);
  if (x !== undefined) {
    const y = numberOf(b);
    // oxlint-disable-next-line eqeqeq
    if (y !== undefined) return x != y;
  }
  const result = richCompare(a, b, "m$__ne__", "m$__ne__");
  return result === undefined ? a !== b : result;
}

/** True when both have the same length and equal items. Comparing may run code that changes a list; as in CPython, what
 * then counts is the lengths when one of them is exhausted. */
export function itemsEqual(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  const i = firstDifference(a, b);
  return (i >= a.length || i >= b.length) && a.length === b.length;
}

function firstDifference(a: readonly Value[], b: readonly Value[]): number {
  let i = 0;
  for (; i < a.length && i < b.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (x !== y && !equal(x, y)) break;
  }
  return i;
}

interface Order {
  symbol: string;
  method: string;
  reflected: string;
  holds(a: never, b: never): boolean;
  fn(a: Value, b: Value): Value;
}

type Ordered = number | bigint | string;

/** Everything but two numbers or two strings. */
function order(a: Value, b: Value, operator: Order): Value {
  const x = numberOf(a);
  if (x !== undefined) {
    const y = numberOf(b);
    if (y !== undefined) return operator.holds(x as never, y as never);
  }
  const result = richCompare(a, b, operator.method, operator.reflected);
  return result === undefined ? unordered(a, b, operator) : result;
}

function orderSiblings(a: Value, b: Value, method: PyObject, operator: Order): Value {
  const result = siblingCompare(a, b, method, operator.reflected);
  return result === undefined ? unordered(a, b, operator) : result;
}

function unordered(a: Value, b: Value, operator: Order): never {
  throw typeError(
    `'${operator.symbol}' not supported between instances of '${typeOf(a).fullName}' and '${typeOf(b).fullName}'`,
  );
}

/** Lexicographic order: the first items that differ decide, else the lengths. */
function compareItems(a: readonly Value[], b: readonly Value[], operator: Order): Value {
  const i = firstDifference(a, b);
  if (i < a.length && i < b.length) return operator.fn(a[i] as Value, b[i] as Value);
  return operator.holds(a.length as never, b.length as never);
}

const LT: Order = {
  symbol: "<",
  method: "m$__lt__",
  reflected: "m$__gt__",
  holds: (a: Ordered, b: Ordered) => a < b,
  fn: lt,
};
const LE: Order = {
  symbol: "<=",
  method: "m$__le__",
  reflected: "m$__ge__",
  holds: (a: Ordered, b: Ordered) => a <= b,
  fn: le,
};
const GT: Order = {
  symbol: ">",
  method: "m$__gt__",
  reflected: "m$__lt__",
  holds: (a: Ordered, b: Ordered) => a > b,
  fn: gt,
};
const GE: Order = {
  symbol: ">=",
  method: "m$__ge__",
  reflected: "m$__le__",
  holds: (a: Ordered, b: Ordered) => a >= b,
  fn: ge,
};

export function lt(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") return a < b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return compareItems(itemsOf(a), itemsOf(b), LT);
    const own = a.m$__lt__;
    if (own !== undefined && own !== null) return orderSiblings(a, b, own, LT);
  }
  return order(a, b, LT);
}
export function le(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  if (typeof a === "string" && typeof b === "string") return a <= b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return compareItems(itemsOf(a), itemsOf(b), LE);
    const own = a.m$__le__;
    if (own !== undefined && own !== null) return orderSiblings(a, b, own, LE);
  }
  return order(a, b, LE);
}
export function gt(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return a > b;
  if (typeof a === "string" && typeof b === "string") return a > b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return compareItems(itemsOf(a), itemsOf(b), GT);
    const own = a.m$__gt__;
    if (own !== undefined && own !== null) return orderSiblings(a, b, own, GT);
  }
  return order(a, b, GT);
}
export function ge(a: Value, b: Value): Value {
  if (typeof a === "number" && typeof b === "number") return a >= b;
  if (typeof a === "string" && typeof b === "string") return a >= b;
  if (areSiblings(a, b)) {
    if (isSequence(a)) return compareItems(itemsOf(a), itemsOf(b), GE);
    const own = a.m$__ge__;
    if (own !== undefined && own !== null) return orderSiblings(a, b, own, GE);
  }
  return order(a, b, GE);
}

type Items = readonly Value[];
export const ltItems = (a: Items, b: Items): Value => compareItems(a, b, LT);
export const leItems = (a: Items, b: Items): Value => compareItems(a, b, LE);
export const gtItems = (a: Items, b: Items): Value => compareItems(a, b, GT);
export const geItems = (a: Items, b: Items): Value => compareItems(a, b, GE);

/** The rows `__lt__` ... `__ge__` of a sequence type, by its items. */
export function sequenceOrder(
  a: readonly Value[],
  b: readonly Value[],
  method: "__lt__" | "__le__" | "__gt__" | "__ge__",
): Value {
  const operators = { __lt__: LT, __le__: LE, __gt__: GT, __ge__: GE };
  return compareItems(a, b, operators[method]);
}

/** `a < b` as a truth value. */
export function isLess(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") return a < b;
  if (areSiblings(a, b) && a.cls$ === tupleType) return lessItems(itemsOf(a), itemsOf(b));
  const result = lt(a, b);
  return result === true || (result !== false && truthOf(result));
}

function lessItems(a: readonly Value[], b: readonly Value[]): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (x === y) continue;
    if (typeof x === "number" && typeof y === "number" && x === x) return x < y;
    if (!equal(x, y)) return isLess(x, y);
  }
  return a.length < b.length;
}

/** `bool(value)` */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return value !== "";
    case "bigint":
      return true;
    default:
      if (value === null) return false;
      switch (value.cls$) {
        case listType:
        case tupleType:
          return (value as PyList | PyTuple).items.length > 0;
        case dictType:
          return (value as PyDict).size > 0;
        case setType:
        case frozensetType:
          return (value as PyAnySet).size > 0;
        default:
          return truthOf(value);
      }
  }
}

/** `a is b`. Numbers and strings have no identity but their value. */
export function is(a: Value, b: Value): boolean {
  return a === b || (a !== a && b !== b);
}

/** `item in container` */
export function contains(item: Value, container: Value): boolean {
  if (container instanceof PyObject) {
    switch (container.cls$) {
      case listType:
      case tupleType:
        return indexOf((container as PyList | PyTuple).items, item, 0, Infinity) >= 0;
      case dictType:
        return (container as PyDict).has(item);
      case setType:
      case frozensetType:
        // A set is looked for as the frozenset that it equals.
        if (!(item instanceof PySet)) return (container as PyAnySet).has(item);
        break;
      default:
    }
  } else if (typeof container === "string" && typeof item === "string") return container.includes(item);
  const method = special(container, "m$__contains__");
  if (method === undefined) return iterContains(item, container);
  if (method === null) throw typeError(`'${typeOf(container).name}' object is not a container`);
  const result = method.c2(container, item);
  return result === true || (result !== false && truthOf(result));
}

/** `(a, b) in container` */
export function containsPair(a: Value, b: Value, container: Value): boolean {
  if (container instanceof PyObject) {
    const type = container.cls$;
    if (type === dictType || type === setType || type === frozensetType) {
      const { table } = container as PyDict | PyAnySet;
      if (table !== null && table.findPair(a, b) >= 0) return true;
    }
  }
  return contains(tuple([a, b]), container);
}

/** Membership by iteration: for containers with no `__contains__`. */
export function iterContains(item: Value, container: Value): boolean {
  if (!isIterable(container)) {
    throw typeError(`argument of type '${typeOf(container).name}' is not a container or iterable`);
  }
  const iterator = iter(container);
  for (let value = iterator.nx(); value !== undefined; value = iterator.nx()) {
    if (value === item || equal(value, item)) return true;
  }
  return false;
}

function indexOfNumber(items: readonly Value[], value: number, from: number, to: number): number {
  for (let i = from; i < items.length && i < to; i++) {
    const item = items[i] as Value;
    if (item === value || (typeof item !== "number" && equal(item, value))) return i;
  }
  return -1;
}

function indexOfString(items: readonly Value[], value: string, from: number, to: number): number {
  for (let i = from; i < items.length && i < to; i++) {
    const item = items[i] as Value;
    if (item === value || (typeof item === "object" && equal(item, value))) return i;
  }
  return -1;
}

/** Index of the first item that is `value` or equal to it in `from <= index < to`, or -1. The array may change while
 * items are compared. */
export function indexOf(items: readonly Value[], value: Value, from: number, to: number): number {
  if (typeof value === "number" && value === value) return indexOfNumber(items, value, from, to);
  if (typeof value === "string") return indexOfString(items, value, from, to);
  for (let i = from; i < items.length && i < to; i++) {
    const item = items[i] as Value;
    if (item === value || equal(item, value)) return i;
  }
  return -1;
}
