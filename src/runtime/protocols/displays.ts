/** What displays and calls with `*` and `**` are made of: `[*a]`, `{**b}`, `f(*a, **b)`, comprehensions. */
import { isInstance, strType, typeOf } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import { PyBaseException } from "../core/exception.ts";
import { PyBuiltinFunction } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { PyType } from "../core/type.ts";
import { TypeError } from "../exceptions/hierarchy.ts";
import { typeError } from "../exceptions/raise.ts";
import { dictFromPairs, PyDict } from "../objects/dict.ts";
import { PyFunction, PyMethod } from "../objects/function.ts";
import { PyList } from "../objects/list.ts";
import { PyFrozenSet, PySet } from "../objects/set.ts";
import { strOf } from "../objects/str.ts";
import { PyTuple, tupleType } from "../objects/tuple.ts";
import { findAttr } from "./attribute.ts";
import { getItem } from "./item.ts";
import { iter, toArray } from "./iterate.ts";

export const list = (items: Value[]): Value => new PyList(items);
export { tuple } from "../objects/tuple.ts";
export const dict = (keysAndValues: Value[]): Value => dictFromPairs(keysAndValues);

export function set(items: Value[]): Value {
  const result = new PySet();
  result.addItems(items);
  return result;
}

export function frozenset(items: Value[]): Value {
  const result = new PyFrozenSet();
  result.addItems(items);
  return result;
}

export const dictSet = (target: PyDict, key: Value, value: Value): void => target.set(key, value);
export const setAdd = (target: PySet, item: Value): void => {
  target.add(item);
};

/** `[*iterable]` */
export function extend(into: Value[], iterable: Value): void {
  const it = iterableOf(iterable, () => `Value after * must be an iterable, not ${typeOf(iterable).name}`);
  for (let value = it.nx(); value !== undefined; value = it.nx()) into.push(value);
}

/** `{*iterable}` */
export function extendSet(into: Value[], iterable: Value): void {
  const it = iter(iterable);
  for (let value = it.nx(); value !== undefined; value = it.nx()) into.push(value);
}

function iterableOf(iterable: Value, message: () => string): { nx(): Value | undefined } {
  try {
    return iter(iterable);
  } catch (error) {
    const plain =
      typeOf(iterable).lookup("__iter__") === undefined &&
      typeOf(iterable).lookup("__getitem__") === undefined;
    if (plain && error instanceof PyBaseException && isInstance(error, TypeError)) throw typeError(message());
    throw error;
  }
}

/** How errors of calls with `*` and `**` name the callee: `module.name()` (_PyObject_FunctionStr). */
export function functionText(callee: Value): string {
  const qualname = findAttr(callee, "__qualname__");
  if (qualname === undefined || !isInstance(qualname, strType)) return strOfRepr(callee);
  const module = findAttr(callee, "__module__");
  const prefix =
    module !== undefined && module !== null && module !== "builtins" && isInstance(module, strType)
      ? `${strOf(module)}.`
      : "";
  return `${prefix}${strOf(qualname)}()`;
}

function strOfRepr(callee: Value): string {
  return callee instanceof PyType ||
    callee instanceof PyFunction ||
    callee instanceof PyMethod ||
    callee instanceof PyBuiltinFunction
    ? `${typeOf(callee).name} object`
    : strOf(callable(typeOf(callee).proto["m$__str__"] as Value).c1(callee));
}

/** `*iterable` in a call. */
export function spreadArgs(into: Value[], iterable: Value, callee: Value): void {
  if (iterable instanceof PyTuple && iterable.cls$ === tupleType) {
    const { items } = iterable;
    for (let i = 0; i < items.length; i++) into.push(items[i] as Value);
    return;
  }
  const it = iterableOf(
    iterable,
    () => `${functionText(callee)} argument after * must be an iterable, not ${typeOf(iterable).name}`,
  );
  for (let value = it.nx(); value !== undefined; value = it.nx()) into.push(value);
}

/** `**mapping` in a call; `into` is a dict or null. Whether the keys are strings is asked when all are there. */
export function mergeKeywords(into: Value, mapping: Value, callee: Value): Value {
  const result = into instanceof PyDict ? into : new PyDict();
  for (const [key, value] of mappingEntries(
    mapping,
    () => `${functionText(callee)} argument after ** must be a mapping, not ${typeOf(mapping).name}`,
  )) {
    if (result.has(key)) {
      const text = isInstance(key, strType) ? strOf(key) : strOfRepr(key);
      throw typeError(`${functionText(callee)} got multiple values for keyword argument '${text}'`);
    }
    result.set(key, value);
  }
  return result;
}

function mappingEntries(mapping: Value, message: () => string): Iterable<[Value, Value]> {
  if (mapping instanceof PyDict && mapping.exactDict$) return [...mapping.entries()];
  const keys = findAttr(mapping, "keys");
  if (keys === undefined) throw typeError(message());
  return toArray(callable(keys).c0()).map((key) => [key, getItem(mapping, key)]);
}

/** `{**mapping}` */
export function dictUpdate(target: PyDict, mapping: Value): void {
  if (mapping instanceof PyDict && mapping.exactDict$) {
    target.merge(mapping);
    return;
  }
  for (const [key, value] of mappingEntries(
    mapping,
    () => `'${typeOf(mapping).name}' object is not a mapping`,
  )) {
    target.set(key, value);
  }
}
