/** Builtin functions on iterables. https://docs.python.org/3.14/library/functions.html */
import type { PyBaseException } from "../../core/exception.ts";
import { special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { NativeRow } from "../../core/native.ts";
import type { PyObject, Value } from "../../core/object.ts";
import { stopIteration, typeError, valueError } from "../../exceptions/raise.ts";
import { PyAnextAwaitable } from "../../objects/async-generator.ts";
import { endOf, PyCoroutineWrapper, PyGenerator } from "../../objects/generator.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { PyList } from "../../objects/list.ts";
import { isStopIteration, PyCallableIterator } from "../../objects/protocol-iterators.ts";
import { gt, lt, truthy } from "../../protocols/compare.ts";
import { exactLength } from "../../protocols/item.ts";
import { iter, pythonIter, toArray } from "../../protocols/iterate.ts";
import { sortList } from "../../types/list.ts";

/** The built-in `all`. */
export function all(iterable: Value): boolean {
  const items = iter(iterable);
  for (let item = items.nx(); item !== undefined; item = items.nx()) if (!truthy(item)) return false;
  return true;
}

/** The built-in `any`. */
export function any(iterable: Value): boolean {
  const items = iter(iterable);
  for (let item = items.nx(); item !== undefined; item = items.nx()) if (truthy(item)) return true;
  return false;
}

/** A builtin iterator: its end needs no StopIteration to be thrown and caught. */
const isBuiltin = (iterator: Value): iterator is PyIterator =>
  iterator instanceof PyIterator && !iterator.cls$.heap && !(iterator instanceof PyCoroutineWrapper);

/** `next(iterator)`; undefined at the end of a builtin iterator, which {@link nextEnd} then makes the exception of. */
export function tryNext(iterator: Value): Value | undefined {
  return isBuiltin(iterator) ? iterator.nx() : nextMethod(iterator).c1(iterator);
}

/** The StopIteration at the end of a builtin iterator. */
export const nextEnd = (iterator: Value): PyBaseException =>
  iterator instanceof PyGenerator ? endOf(iterator) : stopIteration();

function nextMethod(iterator: Value): PyObject {
  const method = special(iterator, "m$__next__") ?? undefined;
  if (method === undefined) throw typeError(`'${typeOf(iterator).name}' object is not an iterator`);
  return method;
}

export function next(iterator: Value, otherwise?: Value): Value {
  if (otherwise === undefined || isBuiltin(iterator)) {
    const value = tryNext(iterator);
    if (value !== undefined) return value;
    if (otherwise === undefined) throw nextEnd(iterator);
    return otherwise;
  }
  const method = nextMethod(iterator);
  try {
    return method.c1(iterator);
  } catch (error) {
    if (isStopIteration(error)) return otherwise;
    throw error;
  }
}

function getIter(object: Value, sentinel?: Value): Value {
  if (sentinel === undefined) return pythonIter(object);
  if (special(object, "m$__call__") === undefined) throw typeError("iter(v, w): v must be callable");
  return new PyCallableIterator(object as PyObject, sentinel);
}

function aiter(iterable: Value): Value {
  const method = special(iterable, "m$__aiter__") ?? undefined;
  if (method === undefined) throw typeError(`'${typeOf(iterable).name}' object is not an async iterable`);
  const iterator = method.c1(iterable);
  if ((special(iterator, "m$__anext__") ?? undefined) === undefined) {
    throw typeError(`aiter() returned not an async iterator of type '${typeOf(iterator).name}'`);
  }
  return iterator;
}

function anext(iterator: Value, otherwise?: Value): Value {
  const method = special(iterator, "m$__anext__") ?? undefined;
  if (method === undefined) throw typeError(`'${typeOf(iterator).name}' object is not an async iterator`);
  const awaitable = method.c1(iterator);
  return otherwise === undefined ? awaitable : new PyAnextAwaitable(awaitable, otherwise);
}

/** `min` and `max`: `better(a, b)` is the comparison by which `a` takes the place of `b`. */
/** The greatest or least of values, by `gt` or `lt`. */
function extremeOf(values: readonly Value[], better: (a: Value, b: Value) => Value): Value {
  let best = values[0] as Value;
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as Value;
    const result =
      typeof value === "number" && typeof best === "number"
        ? better === gt
          ? value > best
          : value < best
        : better(value, best);
    if (result === true || (result !== false && truthy(result))) best = value;
  }
  return best;
}

function extreme(name: string, better: (a: Value, b: Value) => Value): NativeRow {
  return [
    "(*args, key=None, default=<unrepresentable>)",
    (args: Value[], key: Value = null, otherwise?: Value) => {
      if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
      if (args.length > 1 && otherwise !== undefined) {
        throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
      }
      if (args.length > 1 && key === null) return extremeOf(args, better);
      const items = iter(args.length > 1 ? new PyList(args) : (args[0] as Value));
      let best = items.nx();
      if (best === undefined) {
        if (otherwise !== undefined) return otherwise;
        throw valueError(`${name}() iterable argument is empty`);
      }
      const rank = key === null ? undefined : callable(key);
      let bestRank = rank === undefined ? best : rank.c1(best);
      for (let item = items.nx(); item !== undefined; item = items.nx()) {
        const itemRank: Value = rank === undefined ? item : rank.c1(item);
        if (truthy(better(itemRank, bestRank))) {
          best = item;
          bestRank = itemRank;
        }
      }
      return best;
    },
  ];
}

export const iterationFunctions: Readonly<Record<string, NativeRow>> = {
  aiter: ["(async_iterable, /)", aiter],
  all: ["(iterable, /)", all],
  anext: ["(aiterator, default=<unrepresentable>, /)", anext],
  any: ["(iterable, /)", any],
  iter: ["(object, sentinel=<unrepresentable>, /)", getIter],
  len: ["(obj, /)", exactLength],
  max: extreme("max", gt),
  min: extreme("min", lt),
  next: ["(iterator, default=<unrepresentable>, /)", next],
  sorted: [
    "(iterable, /, *, key=None, reverse=False)",
    (iterable: Value, key: Value = null, reverse: Value = false) => {
      const list = new PyList(toArray(iterable));
      sortList(list, key, truthy(reverse));
      return list;
    },
  ],
};
