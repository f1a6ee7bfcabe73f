/** Structural pattern matching: what the patterns of `match` test. Follows the MATCH_* instructions and match_class in
 * Python/ceval.c. https://docs.python.org/3.14/reference/compound_stmts.html#the-match-statement */
import { boolType, floatType, intType, isInstance, strType, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { bytearrayType } from "../objects/bytearray.ts";
import { bytesType } from "../objects/bytes.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import { PyList, listType } from "../objects/list.ts";
import { frozensetType, PySet, setType } from "../objects/set.ts";
import { strOf } from "../objects/str.ts";
import { PyTuple, tupleType } from "../objects/tuple.ts";
import { collectionFlag } from "./collection-flag.ts";
import { findAttr, getAttr } from "./attribute.ts";
import { isinstance } from "./isinstance.ts";
import { extend } from "./displays.ts";
import { unpack, unpackEx } from "./iterate.ts";
import { delItem, getItem, len } from "./item.ts";
import { reprText } from "./repr.ts";

/** Sequence patterns match sequences other than str, bytes and bytearray. */
export function matchSequence(subject: Value): boolean {
  if ((subject instanceof PyList || subject instanceof PyTuple) && !subject.cls$.heap) return true;
  return collectionFlag(typeOf(subject)) === "sequence";
}

/**
 * The items of `subject` that a sequence pattern looks at (see `Runtime.matchItems`). CPython asks for the length first, then
 * unpacks, or where a nameless star stands in the middle gets single items by their indexes.
 */
export function matchItems(
  subject: Value,
  before: number,
  after: number,
  rest: "list" | "none" | null,
  unseen: boolean,
): Value[] {
  const length = Number(len(subject));
  const count = before + after;
  // One more than fits, or one less.
  if (rest === null ? length !== count : length < count)
    return rest === null ? new Array(count + 1).fill(null) : [];
  if (unseen) return new Array(count).fill(null);
  if (rest === null) return [...unpack(subject, count)];
  if (rest === "list") {
    return unpackEx(subject, before, after).flatMap((item, i) =>
      i === before ? (item as PyList).items : [item],
    );
  }
  const items: Value[] = [];
  for (let i = 0; i < count; i++)
    items.push(getItem(subject, i < before ? i : Number(len(subject)) - count + i));
  return items;
}

export function matchMapping(subject: Value): boolean {
  if (subject instanceof PyDict && !subject.cls$.heap) return true;
  return collectionFlag(typeOf(subject)) === "mapping";
}

/** Default for `get` of mappings; seen by their code. */
const missing = new PyInstance();

/** Values under the keys, or undefined when one is absent; ValueError for a key given twice. */
export function matchKeys(subject: Value, keys: Value[]): Value[] | undefined {
  const seen = new PySet();
  const get = subject instanceof PyDict && subject.exactDict$ ? undefined : callable(getAttr(subject, "get"));
  const values: Value[] = [];
  for (const key of keys) {
    if (seen.has(key)) throw valueError(`mapping pattern checks duplicate key (${reprText(key)})`);
    seen.add(key);
    const value = get === undefined ? (subject as PyDict).get(key) : get.c2(key, missing);
    if (value === undefined || value === missing) return undefined;
    values.push(value);
  }
  return values;
}

/** `**rest` */
export function matchRest(subject: Value, keys: Value[]): Value {
  const rest = new PyDict();
  if (subject instanceof PyDict) for (const [key, value] of subject.entries()) rest.set(key, value);
  else {
    for (const key of iterateKeys(subject)) rest.set(key, getItem(subject, key));
  }
  for (const key of keys) delItem(rest, key);
  return rest;
}

function iterateKeys(mapping: Value): Value[] {
  const keys: Value[] = [];
  extend(keys, callable(getAttr(mapping, "keys")).c0());
  return keys;
}

/** Builtin classes whose one positional sub-pattern matches the subject itself. */
const MATCH_SELF = new Set<PyType>([
  boolType,
  bytearrayType,
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  setType,
  strType,
  tupleType,
]);

export function matchClass(
  subject: Value,
  cls: Value,
  positional: number,
  names: readonly string[],
): Value[] | undefined {
  if (!(cls instanceof PyType)) throw typeError("called match pattern must be a class");
  if (!isinstance(subject, cls)) return undefined;
  const values: Value[] = [];
  const seen = new Set<string>();
  if (positional > 0) {
    const matchArgs = findAttr(cls, "__match_args__");
    const self = matchArgs === undefined && cls.mro.some((base) => MATCH_SELF.has(base));
    const attributes = matchArgs === undefined ? [] : matchArgNames(cls, matchArgs);
    const allowed = self ? 1 : attributes.length;
    if (allowed < positional) {
      throw typeError(
        `${cls.name}() accepts ${allowed} positional sub-pattern${allowed === 1 ? "" : "s"} (${positional} given)`,
      );
    }
    if (self) values.push(subject);
    else {
      for (const name of attributes.slice(0, positional)) {
        if (!isInstance(name, strType)) {
          throw typeError(`__match_args__ elements must be strings (got ${typeOf(name).name})`);
        }
        const value = attributeOnce(subject, cls, strOf(name), seen);
        if (value === undefined) return undefined;
        values.push(value);
      }
    }
  }
  for (const name of names) {
    const value = attributeOnce(subject, cls, name, seen);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function matchArgNames(cls: PyType, matchArgs: Value): readonly Value[] {
  if (matchArgs instanceof PyTuple) return matchArgs.items;
  throw typeError(`${cls.name}.__match_args__ must be a tuple (got ${typeOf(matchArgs).name})`);
}

function attributeOnce(subject: Value, cls: PyType, name: string, seen: Set<string>): Value | undefined {
  if (seen.has(name)) throw typeError(`${cls.name}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return findAttr(subject, name);
}
