/**
 * Iteration. Inside the runtime an iterator is anything with `nx()`, which gives the next value or undefined at the
 * end; no StopIteration is made on the way. {@link iter} gives one for any iterable: builtin iterators and generators
 * have `nx` themselves, other Python iterators are called through an adapter.
 *
 * Follows PyObject_GetIter and PyIter_Next in Objects/abstract.c.
 */
import { special, strType, typeOf } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import { NativeEntry } from "../core/native.ts";
import { PyObject, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { TypeError } from "../exceptions/hierarchy.ts";
import { memoryError, typeError, valueError } from "../exceptions/raise.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import {
  dictItemsType,
  dictKeysType,
  dictValuesType,
  PyDictKeyIterator,
  type PyDictView,
} from "../objects/dict-views.ts";
import { clampToNumber, intOf, isInt } from "../objects/int.ts";
import { PyIterator } from "../objects/iterator.ts";
import { listType, MAX_ITEMS, PyList } from "../objects/list.ts";
import { builtinSequence, isStopIteration, PySequenceIterator } from "../objects/protocol-iterators.ts";
import { type PyReversed, reversedType } from "../objects/lazy-iterators.ts";
import { type PyRange, PyRangeIterator, rangeIterator, rangeType } from "../objects/range.ts";
import { PyListIterator, PyStrIterator, PyTupleIterator } from "../objects/sequence-iterators.ts";
import { frozensetType, type PyAnySet, setType } from "../objects/set.ts";
import { PySetIterator } from "../objects/set-iterator.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { charsOf, type Str } from "../objects/str.ts";
import { PyTuple, tupleType } from "../objects/tuple.ts";

export interface Iter {
  nx(): Value | undefined;
}

/** An iterator over any iterable; TypeError "'int' object is not iterable" otherwise. */
export function iter(iterable: Value): Iter {
  if (iterable instanceof PyObject) {
    if (iterable.cls$ === listType) return new PyListIterator(iterable as PyList);
    if (iterable instanceof PyIterator && !iterable.cls$.heap) return iterable;
  }
  return nextOf(pythonIter(iterable));
}

/** `iter(iterable)`: the iterator as Python sees it. */
export function pythonIter(iterable: Value): Value {
  switch (typeof iterable) {
    case "string":
      return new PyStrIterator(iterable);
    case "object":
      if (iterable === null) break;
      switch (iterable.cls$) {
        case listType:
          return new PyListIterator(iterable as PyList);
        case tupleType:
          return new PyTupleIterator(iterable as PyTuple);
        case dictType:
          return new PyDictKeyIterator(iterable as PyDict);
        case rangeType:
          return rangeIterator(iterable as PyRange);
        case setType:
        case frozensetType:
          return new PySetIterator(iterable as PyAnySet);
        default:
          return specialIter(iterable);
      }
    default:
  }
  throw notIterable(iterable);
}

function specialIter(iterable: PyObject): Value {
  const method = special(iterable, "m$__iter__");
  if (method === null) throw notIterable(iterable);
  if (method !== undefined) {
    const result = method.c1(iterable);
    if (isIterator(result)) return result;
    throw typeError(`iter() returned non-iterator of type '${typeOf(result).name}'`);
  }
  if (!hasItems(iterable)) throw notIterable(iterable);
  return new PySequenceIterator(iterable);
}

function notIterable(value: Value): PyBaseException {
  return typeError(`'${typeOf(value).fullName}' object is not iterable`);
}

/** True when a value can be asked for `iter()` at all, without asking. */
export function isIterable(value: Value): boolean {
  const method = special(value, "m$__iter__");
  if (method !== undefined) return method !== null;
  return hasItems(value);
}

/** Whether `value[0]`, `value[1]` ... may be its items. Most builtin types that are sequences have `__iter__`; what
 * others have by `__getitem__` is a sequence only where they say so. */
function hasItems(value: Value): boolean {
  const item = special(value, "m$__getitem__") ?? undefined;
  if (item instanceof NativeEntry) return builtinSequence(value) !== undefined;
  return item !== undefined && !(value instanceof PyDict);
}

/** True when the type of a value has `__next__`. */
export function isIterator(value: Value): boolean {
  return value instanceof PyIterator || (special(value, "m$__next__") ?? undefined) !== undefined;
}

/** The `nx` of a Python iterator; TypeError "'int' object is not an iterator" when it is none. */
export function nextOf(iterator: Value): Iter {
  if (iterator instanceof PyIterator && !iterator.cls$.heap) return iterator;
  const method = special(iterator, "m$__next__") ?? undefined;
  if (method === undefined) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return new NextCaller(iterator, method);
}

/** `nx` by way of `__next__`, looked up again when its class has changed. */
class NextCaller implements Iter {
  readonly iterator: Value;
  readonly type: PyType;
  method: PyObject;
  version: number;
  constructor(iterator: Value, method: PyObject) {
    this.iterator = iterator;
    this.type = typeOf(iterator);
    this.method = method;
    this.version = this.type.version;
  }
  nx(): Value | undefined {
    if (this.version !== this.type.version) this.#lookUp();
    try {
      return this.method.c1(this.iterator);
    } catch (error) {
      if (isStopIteration(error)) return undefined;
      throw error;
    }
  }
  #lookUp(): void {
    const { method } = nextOf(this.iterator) as NextCaller;
    this.method = method;
    this.version = this.type.version;
  }
}

/** All items of an iterable in a new array. */
export function toArray(iterable: Value): Value[] {
  const known = knownItems(iterable);
  if (known !== undefined) return known;
  const result: Value[] = [];
  appendNext(result, iter(iterable));
  return result;
}

/** Appends what an iterator still gives. */
export function appendNext(into: Value[], iterator: Iter): void {
  for (let value = iterator.nx(); value !== undefined; value = iterator.nx()) {
    if (into.length >= MAX_ITEMS) throw memoryError();
    into.push(value);
  }
}

/** The items of an exact builtin container, whose iteration runs no Python code. */
function knownItems(iterable: Value): Value[] | undefined {
  if (typeof iterable === "string") return charsOf(iterable);
  if (!(iterable instanceof PyObject)) return undefined;
  switch (iterable.cls$) {
    case listType:
      return (iterable as PyList).items.slice();
    case tupleType:
      return (iterable as PyTuple).items.slice();
    case dictType:
      return [...(iterable as PyDict).keys()];
    case setType:
    case frozensetType:
      return [...(iterable as PyAnySet).values()];
    case strType:
      return charsOf(iterable as unknown as Str);
    case rangeType:
      return rangeItems(iterable as PyRange);
    case dictKeysType:
      return [...(iterable as PyDictView).dict.keys()];
    case dictValuesType:
      return [...(iterable as PyDictView).dict.values()];
    case dictItemsType:
      return itemTuples((iterable as PyDictView).dict);
    case reversedType:
      return reversedChars(iterable as PyReversed);
    default:
      return undefined;
  }
}

/** The entries of a dict as tuples. */
function itemTuples(dict: PyDict): Value[] {
  const keys = [...dict.keys()];
  const values = [...dict.values()];
  const items: Value[] = [];
  for (let i = 0; i < keys.length; i++) items.push(new PyTuple([keys[i] as Value, values[i] as Value]));
  return items;
}

/** Longer arrays must grow: set at once to such a length, V8 would make them hash tables. */
const LARGE = 2 ** 24;

function rangeItems(range: PyRange): Value[] {
  if (range.length > MAX_ITEMS) throw memoryError();
  const { start, step, length } = range;
  const items: Value[] = [];
  const iterator = rangeIterator(range);
  if (iterator instanceof PyRangeIterator && typeof length === "number" && length < LARGE) {
    // Growing by steps would cost several times as much.
    items.length = length;
    for (let i = 0, value = start as number; i < length; i++, value += step as number) items[i] = value;
  } else appendNext(items, iterator);
  return items;
}

/** What is left of `reversed("text")`; undefined for any other sequence. */
function reversedChars(iterator: PyReversed): Value[] | undefined {
  const { sequence } = iterator;
  if (typeof sequence !== "string") return undefined;
  const count = iterator.drain();
  // Growing by steps would cost several times as much.
  const chars: Value[] = new Array(count);
  for (let i = 0; i < count; i++) chars[i] = sequence[count - 1 - i] as string;
  return chars;
}

/** The items without a copy when the iterable is an exact list or tuple: for callers that run no Python code
 * meanwhile. */
export function itemsOf(iterable: Value): readonly Value[] {
  if (iterable instanceof PyObject && (iterable.cls$ === listType || iterable.cls$ === tupleType)) {
    return (iterable as PyList | PyTuple).items;
  }
  return toArray(iterable);
}

export function forEach(iterable: Value, fn: (value: Value) => void): void {
  const iterator = iter(iterable);
  for (let value = iterator.nx(); value !== undefined; value = iterator.nx()) fn(value);
}

/** Appends all items to a JavaScript array, one by one, so that what came before an error is there. */
export function appendAll(into: Value[], iterable: Value): void {
  const known = knownItems(iterable);
  if (known !== undefined) {
    if (into.length + known.length > MAX_ITEMS) throw memoryError();
    for (let i = 0; i < known.length; i++) into.push(known[i] as Value);
    return;
  }
  appendNext(into, iter(iterable));
}

/** Exactly `n` values of an iterable: `a, b = iterable`. */
export function unpack(iterable: Value, n: number): readonly Value[] {
  if (iterable instanceof PyObject) {
    const exact = iterable.cls$ === listType || iterable.cls$ === tupleType;
    if (exact) {
      const { items } = iterable as PyList | PyTuple;
      if (items.length === n) return items;
      throw items.length < n ? tooFew(n, items.length) : tooMany(n, items.length);
    }
  }
  const iterator = unpackIter(iterable);
  const values: Value[] = [];
  for (let i = 0; i < n; i++) {
    const value = iterator.nx();
    if (value === undefined) throw tooFew(n, i);
    values.push(value);
  }
  if (iterator.nx() === undefined) return values;
  throw tooMany(
    n,
    iterable instanceof PyObject && iterable.cls$ === dictType ? (iterable as PyDict).size : undefined,
  );
}

/** `a, *b, c = iterable`: `before` values, a list, `after` values. */
export function unpackEx(iterable: Value, before: number, after: number): Value[] {
  const iterator = unpackIter(iterable);
  const values: Value[] = [];
  const atLeast = before + after;
  for (let i = 0; i < before; i++) {
    const value = iterator.nx();
    if (value === undefined) throw tooFewEx(atLeast, i);
    values.push(value);
  }
  const rest: Value[] = [];
  appendNext(rest, iterator);
  if (rest.length < after) throw tooFewEx(atLeast, before + rest.length);
  const tail = rest.splice(rest.length - after, after);
  values.push(new PyList(rest), ...tail);
  return values;
}

function unpackIter(iterable: Value): Iter {
  if (typeof iterable !== "string" && !isIterable(iterable)) {
    throw typeError(`cannot unpack non-iterable ${typeOf(iterable).name} object`);
  }
  return iter(iterable);
}

const tooFew = (expected: number, got: number): PyBaseException =>
  valueError(`not enough values to unpack (expected ${expected}, got ${got})`);
const tooFewEx = (expected: number, got: number): PyBaseException =>
  valueError(`not enough values to unpack (expected at least ${expected}, got ${got})`);
const tooMany = (expected: number, got: number | undefined): PyBaseException =>
  valueError(`too many values to unpack (expected ${expected}${got === undefined ? "" : `, got ${got}`})`);

/** `operator.length_hint(value, fallback)`: `__len__`, else `__length_hint__`, else the fallback. */
export function lengthHint(value: Value, fallback: number): number {
  if (typeof value === "string") return value.length;
  const length = special(value, "m$__len__") ?? undefined;
  if (length !== undefined) {
    try {
      return clampToNumber(intOf(length.c1(value)));
    } catch (error) {
      if (!isTypeError(error)) throw error;
    }
  }
  const hint = special(value, "m$__length_hint__") ?? undefined;
  if (hint === undefined) return fallback;
  let result: Value;
  try {
    result = hint.c1(value);
  } catch (error) {
    if (isTypeError(error)) return fallback;
    throw error;
  }
  if (result === NotImplemented) return fallback;
  if (!isInt(result)) throw typeError(`__length_hint__ must be an integer, not ${typeOf(result).name}`);
  const n = clampToNumber(intOf(result));
  if (n < 0) throw valueError("__length_hint__() should return >= 0");
  return n;
}

function isTypeError(error: unknown): boolean {
  return error instanceof PyBaseException && error.cls$.isSubtype(TypeError);
}
