/**
 * Data of `dict`.
 *
 * A dict keeps its entries in one of three ways, and its methods work with all of them:
 *
 * - `map`: a JavaScript `Map` in insertion order, while all keys are simple (`key.ts`). Keys that stand under another
 *   value (`True` under 1, `2.0` under 2) are given back from `shown`.
 * - `table`: a hash table that hashes and compares as Python does, when the first key is a small int (faster than a
 *   `Map`), and from the first key on that is not simple. A key with its own `__eq__` can be equal to a simple one, so
 *   the two kinds cannot live apart.
 * - `ns`: a live view of the own `$name` properties of an object: the variables of a module, the attributes of an
 *   instance. Keys that are no plain strings live in `rest`.
 *
 * Exactly one of `map`, `table` and `ns` is not null. A dict goes from `map` to `table` or to `ns` and never back, but
 * for `clear`.
 *
 * Follows Objects/dictobject.c; https://docs.python.org/3.14/library/stdtypes.html#mapping-types-dict.
 */
import { declareType, PyStr, strType } from "../core/builtin-types.ts";
import { inheritsData, storeOwn } from "../core/flatten.ts";
import { PyInstance, type Slots, type Value } from "../core/object.ts";
import { runtimeError } from "../exceptions/raise.ts";
import { HashTable } from "./hash-table.ts";
import { isTupleKey, keyHashFor, simpleKey } from "./key.ts";

const WHAT = "a dict key";
/** From so many entries on a copy shares the `Map` until one of the two is changed. */
const SHARED_FROM = 8;
/** V8's `Map` takes at most 2**24 entries; a larger dict is a table. */
export const MAX_MAP = 2 ** 24 - 16;

/** What the dicts with one `Map` have in common. */
interface Share {
  /** How many there are. One that is forgotten is counted still; then the last one left copies for nothing. */
  owners: number;
}

export class PyDict extends PyInstance {
  map: Map<unknown, Value> | null;
  table: HashTable | null = null;
  ns: PyInstance | null = null;
  /** The keys as Python sees them, where they differ from those of `map`. */
  shown: Map<unknown, Value> | undefined = undefined;
  /** Keys of `map` in order, the last of each counting; kept since the first `popitem`. Of `ns` none are kept. */
  order: unknown[] | undefined = undefined;
  rest: PyDict | undefined = undefined;
  /** Set while `map` belongs to a copy as well: it is copied before it is changed. */
  share: Share | undefined = undefined;
  /** True for an exact dict: nothing is overridden. */
  declare readonly exactDict$: boolean;
  /** How error texts call it. */
  declare readonly noun: string;

  constructor(map: Map<unknown, Value> | null = new Map()) {
    super();
    this.map = map;
  }

  /** The dict that is a live view of the `$name` properties of an object. */
  static backedBy(ns: PyInstance): PyDict {
    const dict = new PyDict(null);
    dict.ns = ns;
    return dict;
  }

  get(key: Value): Value | undefined {
    if (typeof key === "string") {
      if (this.map !== null) return this.map.get(key);
    } else if (typeof key === "number") {
      const { table } = this;
      if (table !== null) {
        if ((key | 0) === key && key !== -1) {
          const entry = table.findInt(key);
          return entry < 0 ? undefined : valuesOf(table)[entry];
        }
      } else if (this.map !== null) return this.map.get(key);
    }
    return this.#get(key);
  }

  #get(key: Value): Value | undefined {
    if (this.map !== null) {
      const simple = simpleKey(key);
      if (simple !== undefined) return this.map.get(simple);
    }
    if (this.ns !== null) {
      const name = attributeName(key);
      const own = name === undefined ? undefined : getOwn(this.ns, name);
      return own === undefined ? this.rest?.get(key) : own;
    }
    const hash = keyHashFor(key, WHAT);
    if (this.map !== null && isTupleKey(key)) return undefined;
    const table = this.#table();
    const entry = table.find(key, hash);
    return entry < 0 ? undefined : valuesOf(table)[entry];
  }

  /** The value under `(a, b)` where finding it needs no tuple; undefined may mean that it does. */
  getPair(a: Value, b: Value): Value | undefined {
    const entry = this.#pairEntry(a, b);
    return entry < 0 ? undefined : valuesOf(this.table as HashTable)[entry];
  }

  /** Sets the value under `(a, b)` where that is there and can be found without a tuple; false otherwise. */
  replacePair(a: Value, b: Value, value: Value): boolean {
    const entry = this.#pairEntry(a, b);
    if (entry >= 0) valuesOf(this.table as HashTable)[entry] = value;
    return entry >= 0;
  }

  #pairEntry(a: Value, b: Value): number {
    return this.table === null ? -1 : this.table.findPair(a, b);
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Value, value: Value): void {
    if (typeof key === "string") {
      if (
        this.map !== null &&
        this.share === undefined &&
        this.order === undefined &&
        this.map.size < MAX_MAP
      ) {
        this.map.set(key, value);
        return;
      }
    } else if (typeof key === "number" && (key | 0) === key && key !== -1) {
      const table = this.table ?? (this.map?.size === 0 ? this.#table() : null);
      if (table !== null) {
        table.setInt(key, value);
        return;
      }
    }
    this.#set(key, value);
  }

  /** `map`, no longer shared. */
  #own(map: Map<unknown, Value>): Map<unknown, Value> {
    const { share } = this;
    if (share === undefined) return map;
    this.share = undefined;
    if (--share.owners === 0) return map;
    return (this.map = copyMap(map));
  }

  /** Gives up `map`, which a copy may have as well. */
  #dropMap(): void {
    if (this.share !== undefined) this.share.owners--;
    this.share = undefined;
    this.map = null;
  }

  #set(key: Value, value: Value): void {
    if (this.map !== null && this.map.size >= MAX_MAP) this.#table();
    if (this.map !== null) {
      const simple = simpleKey(key);
      if (simple !== undefined) {
        const map = this.#own(this.map);
        const { size } = map;
        map.set(simple, value);
        if (map.size === size) return;
        if (simple !== key) (this.shown ??= new Map()).set(simple, key);
        if (this.order !== undefined) this.#noteOrder(this.order, simple);
        return;
      }
    } else if (this.ns !== null) {
      const name = attributeName(key);
      const isNew = name !== key && name !== undefined && getOwn(this.ns, name) === undefined;
      if (name === undefined || !setOwn(this.ns, name, value)) (this.rest ??= new PyDict()).set(key, value);
      else if (isNew) (this.shown ??= new Map()).set(name, key);
      return;
    }
    const hash = keyHashFor(key, WHAT);
    const table = this.#table();
    const entry = table.find(key, hash);
    // Comparing may have emptied the dict.
    if (this.table !== table) this.set(key, value);
    else if (entry >= 0) valuesOf(table)[entry] = value;
    else table.insert(key, hash, value);
  }

  /** True for a variable of a module that is computed when it is read. */
  isComputed(key: Value): boolean {
    if (this.ns === null || typeof key !== "string" || !COMPUTED.has(`$${key}`)) return false;
    return Object.getOwnPropertyDescriptor(this.ns, `$${key}`)?.get !== undefined;
  }

  /** Sets and returns `value` when the key is absent, else returns what is there. */
  setDefault(key: Value, value: Value): Value {
    const { table } = this;
    if (table !== null) {
      const hash = keyHashFor(key, WHAT);
      const entry = table.find(key, hash);
      if (this.table !== table) return this.setDefault(key, value);
      if (entry >= 0) return valuesOf(table)[entry] as Value;
      table.insert(key, hash, value);
      return value;
    }
    const found = this.get(key);
    if (found !== undefined) return found;
    this.set(key, value);
    return value;
  }

  /** Removes a key; false when there was none. */
  delete(key: Value): boolean {
    return this.pop(key) !== undefined;
  }

  /** Removes a key and returns its value, or undefined. */
  pop(key: Value): Value | undefined {
    const { map } = this;
    if (map !== null) {
      const simple = simpleKey(key);
      if (simple !== undefined) {
        const value = map.get(simple);
        if (value === undefined) return undefined;
        this.#own(map).delete(simple);
        this.shown?.delete(simple);
        return value;
      }
    } else if (this.ns !== null) {
      const name = attributeName(key);
      const value = name === undefined ? undefined : getOwn(this.ns, name);
      if (value === undefined) return this.rest?.pop(key);
      deleteOwn(this.ns, name as string);
      this.shown?.delete(name);
      return value;
    }
    const hash = keyHashFor(key, WHAT);
    const table = this.#table();
    const entry = table.find(key, hash);
    if (entry < 0) return undefined;
    const value = valuesOf(table)[entry];
    table.remove(entry);
    return value;
  }

  /** What a set sees of the keys. */
  simpleKeys(): { has(key: unknown): boolean } | null {
    return this.map;
  }

  /** The value under a str key without surrogates. */
  getStr(name: string): Value | undefined {
    return this.map !== null ? this.map.get(name) : this.#get(name);
  }

  setStr(name: string, value: Value): void {
    this.set(name, value);
  }

  get size(): number {
    if (this.map !== null) return this.map.size;
    if (this.table !== null) return this.table.size;
    return ownNames(this.ns as PyInstance).length + (this.rest?.size ?? 0);
  }

  clear(): void {
    const { ns } = this;
    if (ns !== null) {
      for (const name of ownNames(ns)) deleteOwn(ns, name);
      this.rest = undefined;
    } else if (this.map !== null && this.share === undefined) this.map.clear();
    else {
      this.#dropMap();
      this.table = null;
      this.map = new Map();
    }
    this.shown = undefined;
    this.order = undefined;
  }

  /** A new exact dict with the same entries. */
  copy(): PyDict {
    const { map, table } = this;
    if (table !== null) {
      const copy = new PyDict(null);
      copy.table = table.copy();
      return copy;
    }
    if (map !== null) {
      const copy = new PyDict(map.size < SHARED_FROM ? copyMap(map) : map);
      if (copy.map === map) {
        this.share ??= { owners: 1 };
        this.share.owners++;
        copy.share = this.share;
      }
      if (this.shown !== undefined) copy.shown = new Map(this.shown);
      return copy;
    }
    const copy = new PyDict();
    for (const [key, value] of this.entries()) copy.set(key, value);
    return copy;
  }

  /** Keys in order. Changes of the dict meanwhile are seen or not; Python's iterators raise instead. */
  keys(): Iterable<Value> {
    const { map, table, shown } = this;
    if (map !== null) {
      const keys = map.keys() as IterableIterator<Value>;
      return shown === undefined ? keys : Array.from(keys, (key) => shown.get(key) ?? key);
    }
    if (table !== null) {
      return table.size === table.keys.length
        ? (table.keys as Value[])
        : table.keys.filter((key) => key !== undefined);
    }
    const names = ownNames(this.ns as PyInstance);
    const keys = shown === undefined ? names : names.map((name) => shown.get(name) ?? name);
    return [...keys, ...(this.rest?.keys() ?? [])];
  }

  values(): Iterable<Value> {
    const { map, table } = this;
    if (map !== null) return map.values();
    if (table !== null) return valuesOf(table).filter((value) => value !== undefined);
    const ns = this.ns as PyInstance;
    return [...ownNames(ns).map((name) => getOwn(ns, name) as Value), ...(this.rest?.values() ?? [])];
  }

  entries(): Iterable<[Value, Value]> {
    const { map, shown } = this;
    if (map !== null && shown === undefined) return map.entries() as IterableIterator<[Value, Value]>;
    if (this.ns !== null && this.rest === undefined) {
      const ns = this.ns as unknown as Slots;
      return ownNames(this.ns).map((name): [Value, Value] => [name, ns[`$${name}`] as Value]);
    }
    const values = [...this.values()];
    return Array.from(this.keys(), (key, i) => [key, values[i] as Value]);
  }

  /** Sets the entries of another dict, one that overrides nothing. */
  merge(other: PyDict): void {
    const { map, table } = other;
    if (this.table === null && this.map?.size === 0 && (table !== null || (map !== null && map.size > 8))) {
      const copy = other.copy();
      this.#dropMap();
      this.map = copy.map;
      this.share = copy.share;
      this.order = undefined;
      this.table = copy.table;
      this.shown = copy.shown;
    } else if (map !== null && this.map !== null && other.shown === undefined && this.order === undefined) {
      map.forEach((value, key) => this.set(key as Value, value));
    } else {
      const { size } = other;
      for (const [key, value] of [...other.entries()]) {
        this.set(key, value);
        if (other.size !== size) throw runtimeError("dict mutated during update");
      }
    }
  }

  /** Becomes a dict of the keys of a table, each with the same value; the hashes are not computed again. */
  fill(keys: HashTable, value: Value): void {
    const table = new HashTable(true);
    for (let i = 0; i < keys.keys.length; i++) {
      const key = keys.keys[i];
      if (key !== undefined) table.insert(key, keys.hashes[i] as number, value);
    }
    this.clear();
    this.#dropMap();
    this.table = table;
  }

  /** Removes the last entry and returns it; undefined when empty. */
  popLast(): [Value, Value] | undefined {
    const { map, table } = this;
    if (table !== null) {
      const entry = table.last();
      if (entry < 0) return undefined;
      const pair: [Value, Value] = [table.keys[entry] as Value, valuesOf(table)[entry] as Value];
      table.remove(entry);
      return pair;
    }
    if (map !== null) return this.#popMap(map);
    this.order ??= [];
    const key = [...this.keys()].pop();
    return key === undefined ? undefined : [key, this.pop(key) as Value];
  }

  #popMap(map: Map<unknown, Value>): [Value, Value] | undefined {
    if (map.size === 0) return undefined;
    const order = (this.order ??= [...map.keys()]);
    for (;;) {
      // Keys deleted since they were noted are passed over; one deleted and set again was noted again.
      const simple = order.pop();
      const value = map.get(simple);
      if (value === undefined) continue;
      this.#own(map).delete(simple);
      const key = this.shown?.get(simple) ?? (simple as Value);
      this.shown?.delete(simple);
      return [key, value];
    }
  }

  /** Removes the first entry and returns it; undefined when empty. One iterator serves all calls, so that a run of them
   * does not walk over the holes of those before. */
  popFirst(): [Value, Value] | undefined {
    const { map, table } = this;
    if (table !== null) {
      const entry = table.next(0);
      if (entry < 0) return undefined;
      const pair: [Value, Value] = [table.keys[entry] as Value, valuesOf(table)[entry] as Value];
      table.remove(entry);
      return pair;
    }
    if (map === null) {
      for (const key of this.keys()) return [key, this.pop(key) as Value];
      return undefined;
    }
    if (map.size === 0) return undefined;
    for (;;) {
      if (this.#front?.map !== map) this.#front = { map, keys: map.keys() };
      const { value: simple, done } = this.#front.keys.next();
      if (done === true) {
        this.#front = undefined;
        continue;
      }
      const key = this.shown?.get(simple) ?? (simple as Value);
      return [key, this.pop(key) as Value];
    }
  }
  #front: { map: Map<unknown, Value>; keys: IterableIterator<unknown> } | undefined = undefined;

  /** Moves an entry to the end or to the beginning; false when there is none. To the beginning it takes as long as the
   * dict is large. */
  move(key: Value, last: boolean): boolean {
    const { table } = this;
    const simple = this.map === null ? undefined : simpleKey(key);
    if (this.map !== null && simple !== undefined) {
      const value = this.map.get(simple);
      if (value === undefined) return false;
      const map = this.#own(this.map);
      const rest = last ? [] : [...map];
      if (last) map.delete(simple);
      else map.clear();
      map.set(simple, value);
      for (const [each, item] of rest) map.set(each, item);
      this.order = undefined;
      if (!last) this.#front = undefined;
      return true;
    }
    if (table === null) return this.has(key) && this.#moveInCopy(key, last);
    const hash = keyHashFor(key, WHAT);
    const entry = table.find(key, hash);
    if (entry < 0) return false;
    const own = table.keys[entry] as Value;
    const value = valuesOf(table)[entry] as Value;
    table.remove(entry);
    const rest = last ? [] : [...this.entries()];
    if (!last) this.table = new HashTable(true);
    (this.table as HashTable).insert(own, hash, value);
    for (const [each, item] of rest) this.set(each, item);
    return true;
  }

  /** Moves in a dict that is a namespace, or by a key that needs a table while there is none. */
  #moveInCopy(key: Value, last: boolean): boolean {
    const copy = this.copy();
    copy.#table();
    copy.move(key, last);
    this.clear();
    for (const [each, item] of copy.entries()) this.set(each, item);
    return true;
  }

  #noteOrder(order: unknown[], simple: unknown): void {
    if (order.length > 2 * (this.map as Map<unknown, Value>).size + 64) this.order = undefined;
    else order.push(simple);
  }

  /** The object whose `$name` properties are the string keys; from now on that is where they live. For `exec`. */
  namespace(): PyInstance {
    return this.ns ?? this.adopt(new PyInstance());
  }

  /** True for a live view of an object's properties. */
  get isBacked(): boolean {
    return this.ns !== null;
  }

  /** Becomes the live view of `ns`, which must have no `$` properties yet: the entries move there. */
  adopt(ns: PyInstance): PyInstance {
    Object.defineProperty(ns, "dict$", {
      value: this,
      writable: true,
      configurable: true,
      enumerable: false,
    });
    const entries = [...this.entries()];
    this.clear();
    this.#dropMap();
    this.table = null;
    this.ns = ns;
    for (const [key, value] of entries) this.set(key, value);
    return ns;
  }

  /** Stops being a view: keeps the entries of `saved`, a copy made before. */
  detach(saved: PyDict): void {
    this.ns = null;
    this.rest = undefined;
    this.map = saved.map;
    this.share = saved.share;
    this.table = saved.table;
    this.shown = saved.shown;
  }

  /** The hash table, made out of `map` when there is none yet. */
  #table(): HashTable {
    if (this.table !== null) return this.table;
    const table = new HashTable(true);
    for (const [key, value] of this.entries()) table.insert(key, keyHashFor(key, WHAT), value);
    this.#dropMap();
    this.shown = undefined;
    this.order = undefined;
    this.table = table;
    return table;
  }
}

export const dictType = declareType("dict", PyDict);
dictType.collectionFlag = "mapping";

Object.defineProperty(PyDict.prototype, "noun", { value: "dictionary" });
Object.defineProperty(PyDict.prototype, "exactDict$", {
  get(this: PyDict) {
    return this.cls$ === dictType;
  },
});

/** Faster than the constructor, which makes an array of each entry. */
function copyMap(map: Map<unknown, Value>): Map<unknown, Value> {
  const copy = new Map<unknown, Value>();
  map.forEach((value, key) => copy.set(key, value));
  return copy;
}

/** The values of a dict's table. */
const valuesOf = (table: HashTable): (Value | undefined)[] => table.values as (Value | undefined)[];

/** A dict of alternating keys and values. */
export function dictFromPairs(keysAndValues: readonly Value[]): PyDict {
  const dict = new PyDict();
  for (let i = 0; i < keysAndValues.length; i += 2) {
    dict.set(keysAndValues[i] as Value, keysAndValues[i + 1] as Value);
  }
  return dict;
}

/** The plain string that a key is, by which a namespace can hold it. */
function attributeName(key: Value): string | undefined {
  if (typeof key === "string") return key;
  if (!(key instanceof PyStr) || key.cls$ === strType) return undefined;
  const simple = simpleKey(key);
  return typeof simple === "string" && !/[\ud800-\udfff]/.test(simple) ? simple : undefined;
}

function getOwn(ns: PyInstance, name: string): Value | undefined {
  const property = `$${name}`;
  return Object.hasOwn(ns, property) ? (ns as unknown as Slots)[property] : undefined;
}

/** False where a data descriptor of the class stands in the way: such an item shows in the dict only. */
function setOwn(ns: PyInstance, name: string, value: Value): boolean {
  const property = `$${name}`;
  if (!(property in ns) || Object.hasOwn(ns, property)) (ns as unknown as Slots)[property] = value;
  else if (inheritsData(ns, property)) {
    (ns.cls$.hiddenNames ??= new Set()).add(name);
    return false;
  } else storeOwn(ns, name, value);
  return true;
}

function deleteOwn(ns: PyInstance, name: string): void {
  delete (ns as unknown as Slots)[`$${name}`];
  delete (ns as unknown as Slots)[`m$${name}`];
}

/** Variables of modules that are computed when they are read, which listing the names must not do. */
const COMPUTED = new Set(["$__spec__", "$__loader__", "$meta_path", "$path_hooks", "$path_importer_cache"]);

function ownNames(ns: PyInstance): string[] {
  const names: string[] = [];
  for (const property of Object.keys(ns)) {
    if (property.charCodeAt(0) !== 0x24) continue;
    if (COMPUTED.has(property) || (ns as unknown as Slots)[property] !== undefined) {
      names.push(property.slice(1));
    }
  }
  return names;
}
