/**
 * Data of `set` and `frozenset`. As in a dict (`dict.ts`), a JavaScript `Map` holds the elements while all are simple
 * keys (here the value is the element as Python sees it), and a hash table from the first other one on. Iteration is in
 * insertion order. Follows Objects/setobject.c; https://docs.python.org/3.14/library/stdtypes.html#set-types-set-frozenset.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { HashTable } from "./hash-table.ts";
import { isTupleKey, keyHashFor, simpleKey } from "./key.ts";

const WHAT = "a set element";

/** What both types share; not a Python type. */
export abstract class PyAnySet extends PyInstance {
  map: Map<unknown, Value> | null = new Map();
  table: HashTable | null = null;

  get size(): number {
    return this.map !== null ? this.map.size : (this.table as HashTable).size;
  }

  has(item: Value): boolean {
    const { map } = this;
    if (map !== null) {
      if (typeof item === "string" || typeof item === "number") return map.has(item);
      const simple = simpleKey(item);
      if (simple !== undefined) return map.has(simple);
    }
    const hash = keyHashFor(item, WHAT);
    if (map !== null && isTupleKey(item)) return false;
    return this.#table().find(item, hash) >= 0;
  }

  /** Adds an element; the one that is there already stays. */
  add(item: Value): void {
    const { map } = this;
    if (map !== null) {
      const simple = typeof item === "string" || typeof item === "number" ? item : simpleKey(item);
      if (simple !== undefined) {
        if (!map.has(simple)) map.set(simple, item);
        return;
      }
    }
    const hash = keyHashFor(item, WHAT);
    const table = this.#table();
    if (table.find(item, hash) < 0) table.insert(item, hash, item);
  }

  /** Removes an element; false when it is not there. */
  delete(item: Value): boolean {
    const { map } = this;
    if (map !== null) {
      const simple = simpleKey(item);
      if (simple !== undefined) return map.delete(simple);
    }
    const hash = keyHashFor(item, WHAT);
    if (map !== null && isTupleKey(item)) return false;
    const table = this.#table();
    const entry = table.find(item, hash);
    if (entry < 0) return false;
    table.remove(entry);
    return true;
  }

  clear(): void {
    this.map = new Map();
    this.table = null;
  }

  /** Elements in order. Changes meanwhile are seen or not; Python's iterator raises instead. */
  values(): Iterable<Value> {
    return this.map !== null
      ? this.map.values()
      : ((this.table as HashTable).keys.filter((key) => key !== undefined) as Value[]);
  }

  /** Takes over the elements of another set, which keeps its own. */
  assign(other: PyAnySet): void {
    this.map = other.map === null ? null : new Map(other.map);
    this.table = other.table === null ? null : other.table.copy();
  }

  addAll(items: Iterable<Value>): void {
    for (const item of items) this.add(item);
  }

  #table(): HashTable {
    if (this.table !== null) return this.table;
    const table = new HashTable();
    for (const item of (this.map as Map<unknown, Value>).values())
      table.insert(item, keyHashFor(item, WHAT), item);
    this.map = null;
    this.table = table;
    return table;
  }
}

export class PySet extends PyAnySet {
  /** Where `pop` has come to: everything before was popped. */
  #popped: IterableIterator<[unknown, Value]> | undefined = undefined;
  #poppedMap: Map<unknown, Value> | null = null;

  constructor(items: Iterable<Value> = []) {
    super();
    this.addAll(items);
  }

  /** Removes the first element and returns it; undefined when empty. One iterator serves all calls, so that a run of
   * them does not walk over the holes of those before. */
  pop(): Value | undefined {
    const { map, table } = this;
    if (map === null) {
      const entry = (table as HashTable).next(0);
      if (entry < 0) return undefined;
      const item = (table as HashTable).keys[entry] as Value;
      (table as HashTable).remove(entry);
      return item;
    }
    if (map.size === 0) return undefined;
    for (;;) {
      if (this.#popped === undefined || this.#poppedMap !== map) {
        this.#popped = map.entries();
        this.#poppedMap = map;
      }
      const next = this.#popped.next();
      if (next.done !== true) {
        map.delete(next.value[0]);
        return next.value[1];
      }
      this.#popped = undefined;
    }
  }
}

export class PyFrozenSet extends PyAnySet {
  /** `hash()`, once computed. */
  hash: number | undefined = undefined;
  constructor(items: Iterable<Value> = []) {
    super();
    this.addAll(items);
  }
}

export const setType = declareType("set", PySet);
export const frozensetType = declareType("frozenset", PyFrozenSet);
