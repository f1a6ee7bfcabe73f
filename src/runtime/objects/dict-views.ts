/**
 * The views of a dict and the iterators over it. An iterator raises RuntimeError when the dict has changed size since
 * it was made, and when entries were replaced so that more come than there were.
 *
 * The iterators follow the dict through a change of its representation: entries keep their order, so that the number
 * of those already given is a position in any of them.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { runtimeError } from "../exceptions/raise.ts";
import { PyDict } from "./dict.ts";
import type { HashTable } from "./hash-table.ts";
import { PyIterator } from "./iterator.ts";
import { PyTuple } from "./tuple.ts";

export class PyDictView extends PyInstance {
  readonly dict: PyDict;
  constructor(dict: PyDict = new PyDict()) {
    super();
    this.dict = dict;
  }
}
export class PyDictKeys extends PyDictView {}
export class PyDictValues extends PyDictView {}
export class PyDictItems extends PyDictView {}

export const dictKeysType = declareType("dict_keys", PyDictKeys, { subclassable: false });
export const dictValuesType = declareType("dict_values", PyDictValues, { subclassable: false });
export const dictItemsType = declareType("dict_items", PyDictItems, { subclassable: false });

/** Position in a dict that is a table or a namespace. */
abstract class SlowCursor {
  abstract next(): [Value, Value] | undefined;
}

class TableCursor extends SlowCursor {
  table: HashTable;
  readonly step: 1 | -1;
  entry: number;
  constructor(table: HashTable, skip: number, reverse: boolean) {
    super();
    this.table = table;
    this.step = reverse ? -1 : 1;
    this.entry = reverse ? table.keys.length - 1 : 0;
    while (skip-- > 0) this.next();
  }
  /** Goes on at the same place of the table that the dict has now: it may have been emptied and filled again. */
  follow(table: HashTable): void {
    this.table = table;
  }
  next(): [Value, Value] | undefined {
    const { keys, values } = this.table;
    while (this.entry >= 0 && this.entry < keys.length) {
      const entry = this.entry;
      this.entry += this.step;
      if (keys[entry] !== undefined) return [keys[entry], (values as Value[])[entry] as Value];
    }
    return undefined;
  }
}

/** Over a snapshot of the keys; values are live. */
class KeysCursor extends SlowCursor {
  readonly dict: PyDict;
  readonly keys: Value[];
  /** When the values do not matter, those that are computed when read are left alone. */
  readonly keysOnly: boolean;
  index: number;
  constructor(dict: PyDict, skip: number, reverse: boolean, keysOnly: boolean) {
    super();
    this.dict = dict;
    this.keysOnly = keysOnly;
    this.keys = [...dict.keys()];
    if (reverse) this.keys.reverse();
    this.index = skip;
  }
  next(): [Value, Value] | undefined {
    while (this.index < this.keys.length) {
      const key = this.keys[this.index++] as Value;
      const value = this.keysOnly && this.dict.isComputed(key) ? null : this.dict.get(key);
      if (value !== undefined) return [key, value];
      if (this.dict.ns !== null) throw runtimeError(`${this.dict.noun} changed size during iteration`);
    }
    return undefined;
  }
}

export abstract class PyDictIterator extends PyIterator {
  /** Undefined when exhausted. */
  dict: PyDict | undefined;
  readonly size: number;
  /** Entries that may still come. */
  left: number;
  readonly reverse: boolean;
  map: Map<unknown, Value> | null;
  /** When the dict was a table from the start: that table, and the next entry to look at. */
  readonly table: HashTable | null;
  entry = 0;
  cursor: SlowCursor | undefined = undefined;

  constructor(dict: PyDict = new PyDict(), reverse = false) {
    super();
    this.dict = dict;
    this.size = dict.size;
    this.left = this.size;
    this.reverse = reverse;
    this.map = reverse ? null : dict.map;
    this.table = reverse ? null : dict.table;
  }

  /** The next entry number of a dict that is a table; -1 at the end, -2 when this is not the way. */
  nextEntry(): number {
    const { dict, table } = this;
    if (table === null || dict === undefined || dict.table !== table) return -2;
    if (table.size !== this.size) throw this.changed();
    const { keys } = table;
    let { entry } = this;
    while (entry < keys.length && keys[entry] === undefined) entry++;
    if (entry >= keys.length) {
      this.dict = undefined;
      return -1;
    }
    this.entry = entry + 1;
    this.count();
    return entry;
  }

  /** The next entry where there is no JavaScript iterator of a `Map` to ask. */
  slow(): [Value, Value] | undefined {
    const { dict } = this;
    if (dict === undefined) return undefined;
    if ((dict.ns === null || this.left === 0) && dict.size !== this.size) throw this.changed();
    this.cursor ??= this.#cursor(dict);
    if (this.cursor instanceof TableCursor && dict.table !== null) this.cursor.follow(dict.table);
    let entry = this.cursor.next();
    if (
      entry === undefined &&
      this.left > 0 &&
      dict.table !== null &&
      !(this.cursor instanceof TableCursor)
    ) {
      this.cursor = this.#cursor(dict);
      entry = this.cursor.next();
    }
    if (entry === undefined) {
      this.dict = undefined;
      return undefined;
    }
    if (this.left === 0) throw runtimeError(`${this.dict?.noun} keys changed during iteration`);
    this.left--;
    return entry;
  }

  #cursor(dict: PyDict): SlowCursor {
    const skip = this.size - this.left;
    return dict.table !== null
      ? new TableCursor(dict.table, skip, this.reverse)
      : new KeysCursor(dict, skip, this.reverse, this instanceof PyDictKeyIterator);
  }

  /** True when the JavaScript iterator of `map` may be asked; raises when the dict has changed size. */
  fast(): boolean {
    const { dict, map } = this;
    if (dict === undefined || map === null || dict.map !== map) return false;
    if (map.size !== this.size) throw this.changed();
    return true;
  }

  changed(): unknown {
    // The error is for ever, as in CPython.
    (this as { size: number }).size = -1;
    return runtimeError(`${this.dict?.noun} changed size during iteration`);
  }

  /** Counts an entry, which must have been expected. */
  count(): void {
    if (this.left-- === 0) throw runtimeError(`${this.dict?.noun} keys changed during iteration`);
  }
}

export class PyDictKeyIterator extends PyDictIterator {
  readonly js: IterableIterator<unknown> | undefined = this.map?.keys();
  nx(): Value | undefined {
    if (!this.fast()) {
      const entry = this.nextEntry();
      return entry >= 0 ? (this.table as HashTable).keys[entry] : entry === -1 ? undefined : this.slow()?.[0];
    }
    const { value, done } = (this.js as IterableIterator<unknown>).next();
    if (done === true) {
      this.dict = undefined;
      return undefined;
    }
    this.count();
    const { shown } = this.dict as PyDict;
    return shown === undefined ? (value as Value) : (shown.get(value) ?? (value as Value));
  }
}

export class PyDictValueIterator extends PyDictIterator {
  readonly js: IterableIterator<Value> | undefined = this.map?.values();
  nx(): Value | undefined {
    if (!this.fast()) {
      const entry = this.nextEntry();
      return entry >= 0
        ? (this.table as HashTable).values?.[entry]
        : entry === -1
          ? undefined
          : this.slow()?.[1];
    }
    const { value, done } = (this.js as IterableIterator<Value>).next();
    if (done === true) {
      this.dict = undefined;
      return undefined;
    }
    this.count();
    return value;
  }
}

export class PyDictItemIterator extends PyDictIterator {
  readonly js: IterableIterator<[unknown, Value]> | undefined = this.map?.entries();
  nx(): Value | undefined {
    if (!this.fast()) {
      const entry = this.nextEntry();
      if (entry >= 0) {
        const { keys, values } = this.table as HashTable;
        return new PyTuple([keys[entry] as Value, (values as Value[])[entry] as Value]);
      }
      const pair = entry === -1 ? undefined : this.slow();
      return pair === undefined ? undefined : new PyTuple(pair);
    }
    const { value, done } = (this.js as IterableIterator<[Value, Value]>).next();
    if (done === true) {
      this.dict = undefined;
      return undefined;
    }
    this.count();
    const { shown } = this.dict as PyDict;
    if (shown !== undefined) value[0] = shown.get(value[0]) ?? value[0];
    // The array that the engine made for the entry becomes the tuple's own.
    return new PyTuple(value);
  }
}

export class PyDictReverseKeyIterator extends PyDictKeyIterator {}
export class PyDictReverseValueIterator extends PyDictValueIterator {}
export class PyDictReverseItemIterator extends PyDictItemIterator {}

const iteratorOf = (name: string, constructor_: new () => PyDictIterator) =>
  declareType(name, constructor_, { subclassable: false });
export const dictKeyIteratorType = iteratorOf("dict_keyiterator", PyDictKeyIterator);
export const dictValueIteratorType = iteratorOf("dict_valueiterator", PyDictValueIterator);
export const dictItemIteratorType = iteratorOf("dict_itemiterator", PyDictItemIterator);
export const dictReverseKeyIteratorType = iteratorOf("dict_reversekeyiterator", PyDictReverseKeyIterator);
export const dictReverseValueIteratorType = iteratorOf(
  "dict_reversevalueiterator",
  PyDictReverseValueIterator,
);
export const dictReverseItemIteratorType = iteratorOf("dict_reverseitemiterator", PyDictReverseItemIterator);
