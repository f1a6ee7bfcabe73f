/**
 * Iteration for `for a, b in ...`: `enumerate`, `zip` of two and the items of a dict give one tuple again and again, since
 * the loop takes it apart at once and nobody else sees it. Everything else is iterated as always.
 */
import { PyObject, type Value } from "../core/object.ts";
import { type PyDictItemIterator, PyDictItems, dictItemIteratorType } from "../objects/dict-views.ts";
import type { HashTable } from "../objects/hash-table.ts";
import { addInt } from "../objects/int-arithmetic.ts";
import { enumerateType, type PyEnumerate, type PyZip, zipType } from "../objects/lazy-iterators.ts";
import { PyListIterator } from "../objects/sequence-iterators.ts";
import { PyTuple } from "../objects/tuple.ts";
import { type Iter, iter } from "./iterate.ts";

abstract class Pairs {
  readonly items: [Value, Value] = [null, null];
  readonly pair: Value = new PyTuple(this.items);
}

/** The index of an `enumerate`, which goes on to the next. */
function takeIndex(source: PyEnumerate): Value {
  const { index } = source;
  source.index = typeof index === "number" && index < Number.MAX_SAFE_INTEGER ? index + 1 : addInt(index, 1);
  return index;
}

class EnumeratePairs extends Pairs implements Iter {
  readonly source: PyEnumerate;
  constructor(source: PyEnumerate) {
    super();
    this.source = source;
  }
  nx(): Value | undefined {
    const { source, items } = this;
    const value = source.iterator.nx();
    if (value === undefined) return undefined;
    items[0] = takeIndex(source);
    items[1] = value;
    return this.pair;
  }
}

class ZipPairs extends Pairs implements Iter {
  readonly first: Iter;
  readonly second: Iter;
  constructor(source: PyZip) {
    super();
    this.first = source.iterators[0] as Iter;
    this.second = source.iterators[1] as Iter;
  }
  nx(): Value | undefined {
    const a = this.first.nx();
    if (a === undefined) return undefined;
    const b = this.second.nx();
    if (b === undefined) return undefined;
    const { items } = this;
    items[0] = a;
    items[1] = b;
    return this.pair;
  }
}

/**
 * `enumerate` and `zip` of lists, by far the most frequent, with a method of their own: the engine then knows which iterators
 * it calls there, and puts them in place.
 */
class EnumerateListPairs extends Pairs implements Iter {
  readonly source: PyEnumerate;
  readonly list: PyListIterator;
  constructor(source: PyEnumerate, list: PyListIterator) {
    super();
    this.source = source;
    this.list = list;
  }
  nx(): Value | undefined {
    const { source, items } = this;
    const value = this.list.nx();
    if (value === undefined) return undefined;
    items[0] = takeIndex(source);
    items[1] = value;
    return this.pair;
  }
}

class ZipListPairs extends Pairs implements Iter {
  readonly first: PyListIterator;
  readonly second: PyListIterator;
  constructor(first: PyListIterator, second: PyListIterator) {
    super();
    this.first = first;
    this.second = second;
  }
  nx(): Value | undefined {
    const a = this.first.nx();
    if (a === undefined) return undefined;
    const b = this.second.nx();
    if (b === undefined) return undefined;
    const { items } = this;
    items[0] = a;
    items[1] = b;
    return this.pair;
  }
}

class ItemPairs extends Pairs implements Iter {
  readonly source: PyDictItemIterator;
  constructor(source: PyDictItemIterator) {
    super();
    this.source = source;
  }
  nx(): Value | undefined {
    const { source, items } = this;
    if (source.table === null) return source.fast() ? this.#fromMap(source) : source.nx();
    const entry = source.nextEntry();
    if (entry < 0) return entry === -1 ? undefined : source.nx();
    const { keys, values } = source.table as HashTable;
    items[0] = keys[entry] as Value;
    items[1] = (values as Value[])[entry] as Value;
    return this.pair;
  }

  #fromMap(source: PyDictItemIterator): Value | undefined {
    const { value, done } = (source.js as IterableIterator<[Value, Value]>).next();
    if (done === true) {
      source.dict = undefined;
      return undefined;
    }
    source.count();
    const { items } = this;
    const shown = source.dict?.shown;
    items[0] = shown === undefined ? value[0] : (shown.get(value[0]) ?? value[0]);
    items[1] = value[1];
    return this.pair;
  }
}

/** `iter(iterable)` for a loop that unpacks each value into two variables before it does anything else. */
export function iterPairs(iterable: Value): Iter {
  const iterator = iter(iterable);
  if (!(iterator instanceof PyObject)) return iterator;
  switch (iterator.cls$) {
    case enumerateType: {
      const source = iterator as unknown as PyEnumerate;
      return source.iterator instanceof PyListIterator
        ? new EnumerateListPairs(source, source.iterator)
        : new EnumeratePairs(source);
    }
    case zipType: {
      const zip = iterator as unknown as PyZip;
      const [first, second] = zip.iterators;
      if (zip.iterators.length !== 2 || zip.strict) return iterator;
      return first instanceof PyListIterator && second instanceof PyListIterator
        ? new ZipListPairs(first, second)
        : new ZipPairs(zip);
    }
    case dictItemIteratorType:
      return iterable instanceof PyDictItems
        ? new ItemPairs(iterator as unknown as PyDictItemIterator)
        : iterator;
    default:
      return iterator;
  }
}
