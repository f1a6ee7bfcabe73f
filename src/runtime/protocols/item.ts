/**
 * Subscription: `o[k]`, `o[k] = v`, `del o[k]`, and `len(o)`. Emitted code reads lists and tuples by a number in range
 * itself; negative indexes, slices, dicts, strings and everything else come here. Follows PyObject_GetItem,
 * PyObject_SetItem, PyObject_DelItem and PyObject_Size in Objects/abstract.c.
 */
import { special, typeOf, typeType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { PyBaseException } from "../core/exception.ts";
import { PyObject, type Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { AttributeError } from "../exceptions/hierarchy.ts";
import {
  indexError,
  keyError,
  newException,
  overflowError,
  typeError,
  valueError,
} from "../exceptions/raise.ts";
import { genericAlias } from "../objects/generic-alias.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import { clampToNumber, type Int } from "../objects/int.ts";
import { listType, PyList } from "../objects/list.ts";
import { type PyAnySet, setType } from "../objects/set.ts";
import { PySlice } from "../objects/slice.ts";
import { type PyTuple, tuple, tupleType } from "../objects/tuple.ts";
import { findAttr } from "./attribute.ts";
import { isIndex, toIndex } from "./number.ts";
import { sliceBounds, sliceItems } from "./slice.ts";

export function getItem(object: Value, key: Value): Value {
  if (object instanceof PyObject) {
    if (typeof key === "number" && (object as PyList).ix$ === 1) {
      const { items } = object as PyList;
      const value = items[key < 0 ? key + items.length : key];
      if (value !== undefined) return value;
    }
    switch (object.cls$) {
      case dictType: {
        const value = (object as PyDict).get(key);
        if (value !== undefined) return value;
        throw keyError(key);
      }
      case listType:
        return listItem((object as PyList).items, key);
      case tupleType:
        return tupleItem((object as PyTuple).items, key);
      default:
        // Builtin subclasses of dict differ only where the key is missing.
        if (object instanceof PyDict && !object.cls$.heap) {
          const value = object.get(key);
          if (value !== undefined) return value;
        }
    }
  } else if (typeof object === "string" && typeof key === "number") {
    const value = object[key < 0 ? key + object.length : key];
    if (value !== undefined) return value;
  }
  // Named directly: `special` serves so many names that the engine finds none of them quickly.
  const method = (typeOf(object).proto["m$__getitem__"] as PyObject | null | undefined) ?? undefined;
  if (method !== undefined) return method.c2(object, key);
  if (object instanceof PyType) return classGetItem(object, key);
  throw special(object, "m$__getitem__") === null
    ? typeError("'NoneType' object is not callable")
    : typeError(`'${typeOf(object).fullName}' object is not subscriptable`);
}

/** `object[key]` in a `try`: undefined where a dict, list or tuple has no such item, and {@link missingItem} makes the error. */
export function findItem(object: Value, key: Value): Value | undefined {
  if (object instanceof PyObject) {
    if (object.cls$ === dictType) return (object as PyDict).get(key);
    if (typeof key === "number" && (object as PyList).ix$ === 1 && Number.isInteger(key)) {
      const { items } = object as PyList;
      return items[key < 0 ? key + items.length : key];
    }
  }
  return getItem(object, key);
}

/** The error for an item that {@link findItem} did not find. */
export function missingItem(object: Value, key: Value): PyBaseException {
  if (object instanceof PyDict) return keyError(key);
  return indexError(`${object instanceof PyList ? "list" : "tuple"} index out of range`);
}

/** `object[a, b]`, for which a dict of pairs of small ints needs no tuple. */
export function getPair(object: Value, a: Value, b: Value): Value {
  if (object instanceof PyDict && !object.cls$.heap) {
    const value = object.getPair(a, b);
    if (value !== undefined) return value;
  }
  return getItem(object, tuple([a, b]));
}

/** `object[a, b] = value` */
export function setPair(object: Value, a: Value, b: Value, value: Value): void {
  if (object instanceof PyDict && !object.cls$.heap && object.replacePair(a, b, value)) return;
  setItem(object, tuple([a, b]), value);
}

/** `C[key]` for a class whose metaclass has no `__getitem__`: `C.__class_getitem__(key)`. */
function classGetItem(type: PyType, key: Value): Value {
  if (type === typeType) return genericAlias(type, key);
  const method = findAttr(type, "__class_getitem__");
  if (method === undefined || method === null) throw typeError(`type '${type.name}' is not subscriptable`);
  return callable(method).c1(key);
}

/** `[...][key]` */
export function listItem(items: readonly Value[], key: Value): Value {
  return key instanceof PySlice
    ? new PyList(sliceItems(items, sliceBounds(key, items.length)))
    : sequenceItem(items, key, "list");
}

/** `(...)[key]` */
export function tupleItem(items: readonly Value[], key: Value): Value {
  return key instanceof PySlice
    ? tuple(sliceItems(items, sliceBounds(key, items.length)))
    : sequenceItem(items, key, "tuple");
}

function sequenceItem(items: readonly Value[], key: Value, name: string): Value {
  const index = sequenceIndex(key, items.length, name);
  const value = items[index];
  if (value === undefined) throw indexError(`${name} index out of range`);
  return value;
}

/** The position that a subscript other than a slice means in a sequence of this length; it may be out of range.
 * `name` is the type for the text of TypeError. */
export function sequenceIndex(key: Value, length: number, name: string): number {
  if (typeof key === "number" && Number.isInteger(key)) return key < 0 ? key + length : key;
  if (!isIndex(key)) throw typeError(`${name} indices must be integers or slices, not ${typeOf(key).name}`);
  const index = toIndex(key);
  if (typeof index === "bigint")
    throw indexError(`cannot fit '${typeOf(key).name}' into an index-sized integer`);
  return index < 0 ? index + length : index;
}

/** `slice(start, stop, step)` for emitted code. */
export function slice(start: Value, stop: Value, step: Value): Value {
  return new PySlice(start, stop, step);
}

/** `object[start:stop]` and `object[start:stop:step]`, for which builtin sequences need no slice object. */
export function getSlice(object: Value, start: Value, stop: Value, step: Value = null): Value {
  if (step !== null) return getStrided(object, start, stop, step);
  if (isBound(start) && isBound(stop)) {
    if (typeof object === "string") {
      const from = boundIn(start, object.length, 0);
      const to = boundIn(stop, object.length, object.length);
      return object.slice(from, to);
    }
    if (object instanceof PyObject) {
      const type = object.cls$;
      if (type === listType || type === tupleType) {
        const { items } = object as PyList | PyTuple;
        const from = boundIn(start, items.length, 0);
        const part = items.slice(from, boundIn(stop, items.length, items.length));
        return type === listType ? new PyList(part) : part.length === items.length ? object : tuple(part);
      }
    }
  }
  return getItem(object, new PySlice(start, stop, null));
}

/** Lists and tuples by a step of either sign; the bounds as PySlice_AdjustIndices clamps them. */
function getStrided(object: Value, start: Value, stop: Value, step: Value): Value {
  if (typeof step === "number" && step !== 0 && isBound(step) && isBound(start) && isBound(stop)) {
    const type = object instanceof PyObject ? object.cls$ : null;
    if (type === listType || type === tupleType) {
      const { items } = object as PyList | PyTuple;
      const { length } = items;
      const low = step < 0 ? -1 : 0;
      const high = step < 0 ? length - 1 : length;
      const from = start === null ? (step < 0 ? high : low) : clampIn(start, length, low, high);
      const to = stop === null ? (step < 0 ? low : high) : clampIn(stop, length, low, high);
      const part: Value[] = step === -1 && to < from ? backwards(items.slice(to + 1, from + 1)) : [];
      if (step > 0) for (let at = from; at < to; at += step) part.push(items[at] as Value);
      else if (step !== -1) for (let at = from; at > to; at += step) part.push(items[at] as Value);
      return type === listType ? new PyList(part) : tuple(part);
    }
  }
  return getItem(object, new PySlice(start, stop, step));
}

/** Reverses an array in place; a short one, which most are, sooner than the engine does. */
function backwards(items: Value[]): Value[] {
  for (let i = 0, j = items.length - 1; i < j; i++, j--) {
    const item = items[i] as Value;
    items[i] = items[j] as Value;
    items[j] = item;
  }
  return items;
}

function clampIn(bound: number, length: number, low: number, high: number): number {
  const at = bound < 0 ? bound + length : bound;
  return at < low ? low : at > high ? high : at;
}

/** `object[start:stop] = value`; items of a list replaced by as many need no slice object and move no others. */
export function setSlice(object: Value, start: Value, stop: Value, value: Value): void {
  if (
    object instanceof PyObject &&
    object.cls$ === listType &&
    value instanceof PyObject &&
    (value.cls$ === listType || value.cls$ === tupleType) &&
    isBound(start) &&
    isBound(stop) &&
    value !== object
  ) {
    const { items } = object as PyList;
    const { items: values } = value as PyList | PyTuple;
    const { length } = items;
    const from = start === null ? 0 : clampIn(start, length, 0, length);
    const to = stop === null ? length : clampIn(stop, length, 0, length);
    const { length: count } = values;
    if (to - from === count) {
      for (let i = 0; i < count; i++) items[from + i] = values[i] as Value;
      return;
    }
  }
  setItem(object, new PySlice(start, stop, null), value);
}

const isBound = (value: Value): value is number | null =>
  value === null || (typeof value === "number" && Number.isInteger(value));

/** A bound of a slice as a position from 0 on; JavaScript's own `slice` sees to those beyond the end. */
function boundIn(bound: number | null, length: number, missing: number): number {
  if (bound === null) return missing;
  return bound >= 0 ? bound : Math.max(0, bound + length);
}

export function setItem(object: Value, key: Value, value: Value): void {
  if (object instanceof PyObject) {
    if (object instanceof PyDict && !object.cls$.heap) {
      object.set(key, value);
      return;
    }
    if (object.cls$ === listType && typeof key === "number") {
      const { items } = object as PyList;
      const index = key < 0 ? key + items.length : key;
      if (items[index] !== undefined) {
        items[index] = value;
        return;
      }
    }
  }
  const method = (typeOf(object).proto["m$__setitem__"] as PyObject | null | undefined) ?? undefined;
  if (method === undefined)
    throw typeError(`'${typeOf(object).name}' object does not support item assignment`);
  method.c3(object, key, value);
}

export function delItem(object: Value, key: Value): void {
  if (object instanceof PyObject && object.cls$ === dictType) {
    if (!(object as PyDict).delete(key)) throw keyError(key);
    return;
  }
  const method = special(object, "m$__delitem__") ?? undefined;
  if (method === undefined) throw noDeletion(object, key);
  method.c2(object, key);
}

/** A class of Python that defines `__setitem__` has the slot for both; CPython says "doesn't" where it asks a sequence. */
function noDeletion(object: Value, key: Value): PyBaseException {
  const type = typeOf(object);
  const has = (name: string): boolean => (special(object, name) ?? undefined) !== undefined;
  if (type.heap && has("m$__setitem__")) return newException(AttributeError, "__delitem__");
  const sequence = type.heap || has("m$__getitem__") || has("m$__contains__");
  return typeError(
    `'${type.name}' object ${sequence && isIndex(key) ? "doesn't" : "does not"} support item deletion`,
  );
}

/** `len(value)` for native code; lengths beyond 2**53 are as good as infinite. */
export function len(value: Value): number {
  return knownLength(value) ?? clampToNumber(lengthBySlot(value));
}

/** The length of an exact builtin container, without a look for its `__len__`. */
function knownLength(value: Value): number | undefined {
  if (typeof value === "string") return value.length;
  if (!(value instanceof PyObject)) return undefined;
  switch (value.cls$) {
    case listType:
    case tupleType:
      return (value as PyList | PyTuple).items.length;
    case dictType:
      return (value as PyDict).size;
    case setType:
      return (value as PyAnySet).size;
    default:
      return undefined;
  }
}

/** `len(value)` */
export function exactLength(value: Value): Int {
  return knownLength(value) ?? lengthBySlot(value);
}

function lengthBySlot(value: Value): Int {
  if (typeof value === "string") return value.length;
  if (value instanceof PyObject) {
    switch (value.cls$) {
      case listType:
      case tupleType:
        return (value as PyList | PyTuple).items.length;
      case dictType:
        return (value as PyDict).size;
      default:
    }
  }
  const method = special(value, "m$__len__");
  if (method === undefined) throw typeError(`object of type '${typeOf(value).fullName}' has no len()`);
  if (method === null) throw typeError("'NoneType' object is not callable");
  const result = method.c1(value);
  const length = typeof result === "number" && Number.isInteger(result) ? result : toIndex(result);
  if (length < 0) throw valueError("__len__() should return >= 0");
  if (typeof length === "bigint" && BigInt.asIntN(64, length) !== length) {
    throw overflowError(`cannot fit '${typeOf(result).name}' into an index-sized integer`);
  }
  return length;
}
