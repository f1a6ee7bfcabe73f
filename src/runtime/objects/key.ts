/**
 * Values as keys of dicts and sets.
 *
 * Most keys stand for themselves in a JavaScript `Map`: strings, numbers, None, and objects that compare by identity.
 * Others are equal to such a value whenever they are equal to anything that can be one, and stand under it: `True`
 * under 1, `2.0` under 2, an instance of a `str` subclass under its text. These are *simple* keys; {@link simpleKey}
 * gives what they stand under. `Infinity` is never a Python value and so is free to stand for the float `inf`.
 *
 * All other keys (tuples, frozensets, bytes, objects with their own `__eq__` and `__hash__`) need a hash table that
 * calls these methods. {@link keyHash} gives hashes for both kinds, so that one table can hold both.
 */
import type { PyFloat } from "../core/builtin-types.ts";
import { floatType, intType, objectType, PyInt, PyStr, strType } from "../core/builtin-types.ts";
import { foldedTupleHash } from "../core/collection-hash.ts";
import { PyBaseException } from "../core/exception.ts";
import { foldHash, hash, hashDouble } from "../core/hash.ts";
import type { PyObject, Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { TypeError } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { equal, tuplesEqual } from "./rich-compare.ts";
import { PyTuple, tupleType } from "./tuple.ts";
import { pairCode, tripleCode } from "./tuple-codes.ts";

/** Compares and hashes by identity: stands for itself. */
const IDENTITY = 1;
/** A box of a number or a string with the comparison and hash of its builtin type. */
const BOX = 2;
/** A tuple with the comparison and hash of tuples. */
const TUPLE = 3;
/** Anything else, unhashable types too. */
const OWN = 4;

/** The way of the instances of `type`; computed anew when the class has changed. */
function keyKind(type: PyType): number {
  if (type.keyVersion === type.version) return type.keyKind;
  type.keyKind = computeKind(type);
  type.keyVersion = type.version;
  return type.keyKind;
}

function computeKind(type: PyType): number {
  const eq = type.lookup("__eq__");
  const hashMethod = type.lookup("__hash__");
  const like = (base: PyType): boolean =>
    eq === base.dict.get("__eq__") && hashMethod === base.dict.get("__hash__");
  if (like(objectType)) return IDENTITY;
  if (like(tupleType)) return TUPLE;
  return like(intType) || like(strType) || like(floatType) ? BOX : OWN;
}

/** What a simple key stands under in a `Map`; undefined for a key that needs a hash table. */
export function simpleKey(key: Value): unknown {
  switch (typeof key) {
    case "string":
    case "number":
    case "bigint":
      return key;
    case "boolean":
      return key ? 1 : 0;
    default:
      return key === null ? null : simpleObject(key);
  }
}

function simpleObject(key: PyObject): unknown {
  switch (keyKind(key.cls$)) {
    case IDENTITY:
      return key;
    case BOX:
      if (key instanceof PyStr) return key.split ? Symbol.for(`surrogates ${key.points}`) : key.value;
      return key instanceof PyInt ? key.value : doubleKey((key as PyFloat).value);
    default:
      return undefined;
  }
}

/** Integral doubles stand under the int that they are equal to. */
function doubleKey(x: number): number | bigint {
  if (Number.isSafeInteger(x)) return x + 0;
  return Math.floor(x) === x && Number.isFinite(x) ? BigInt(x) : x;
}

/** True for a key that has a hash of its own making, or none. */
export const hashesItself = (key: Value): boolean =>
  typeof key === "object" && key !== null && keyKind(key.cls$) === OWN;

/** True when a key of a kind that can never equal a simple key: no method needs to be asked. */
export function isTupleKey(key: Value): key is PyTuple {
  return key instanceof PyTuple && keyKind(key.cls$) === TUPLE;
}

/** The int32 hash of a key for hash tables, or its code (tuple-codes.ts); TypeError when unhashable. */
export function keyHash(key: Value): number {
  switch (typeof key) {
    case "number": {
      const small = key | 0;
      if (small === key) return small === -1 ? -2 : small;
      return foldHash(Number.isInteger(key) ? key : hashDouble(key));
    }
    case "object":
      if (key instanceof PyTuple && keyKind(key.cls$) === TUPLE) return tupleKey(key.items);
      return foldHash(hash(key));
    default:
      return foldHash(hash(key));
  }
}

/** The code of a tuple of few small ints, or the hash of any other. */
function tupleKey(items: readonly Value[]): number {
  const { length } = items;
  if (length === 2 || length === 3) {
    const a = items[0] as Value;
    const b = items[1] as Value;
    const x = typeof a === "number" ? a : numberOf(a);
    const y = typeof b === "number" ? b : numberOf(b);
    const code = length === 2 ? pairCode(x, y) : tripleCode(x, y, numberOf(items[2] as Value));
    if (code !== 0) return code;
  }
  return foldedTupleHash(items);
}

/** The number that an item stands under as a key; NaN for others. */
function numberOf(item: Value): number {
  if (typeof item === "string") return Number.NaN;
  const key = simpleKey(item);
  return typeof key === "number" ? key : Number.NaN;
}

/** True when two keys with the same hash are one key. */
export function sameKey(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof PyTuple && b instanceof PyTuple) {
    const exact = a.cls$ === tupleType && b.cls$ === tupleType;
    if (exact || (keyKind(a.cls$) === TUPLE && keyKind(b.cls$) === TUPLE))
      return tuplesEqual(a.items, b.items);
  }
  return equal(a, b);
}

/** {@link keyHash} with the error text of a dict or set: `what` is "a dict key" or "a set element". */
export function keyHashFor(key: Value, what: string): number {
  try {
    return keyHash(key);
  } catch (error) {
    if (!(error instanceof PyBaseException) || error.cls$ !== TypeError) throw error;
    const [message] = error.args;
    throw typeError(
      `cannot use '${fullTypeName(key)}' as ${what} (${typeof message === "string" ? message : ""})`,
    );
  }
}

/** The type's name with its module, as `%T` prints it. */
function fullTypeName(key: Value): string {
  const type = (key as PyObject).cls$;
  const module = type.dict.get("__module__");
  return typeof module === "string" && module !== "builtins" && module !== "__main__"
    ? `${module}.${type.qualname}`
    : type.qualname;
}
