/**
 * Data of `set` and `frozenset`. As in a dict (`dict.ts`), a JavaScript `Set` holds the elements while all are simple
 * keys, and a hash table from the first other one on. Iteration is in
 * insertion order. Follows Objects/setobject.c; https://docs.python.org/3.14/library/stdtypes.html#set-types-set-frozenset.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { HashTable } from "./hash-table.ts";
import { isTupleKey, keyHashFor, simpleKey } from "./key.ts";

const WHAT = "a set element";

/** What both types share; not a Python type. */
export abstract class PyAnySet extends PyInstance {
  /** What the elements stand under, in order; null once there is a table. */
  simple: Set<unknown> | null = new Set();
  /** The elements as Python sees them, where they differ from what they stand under. */
  shown: Map<unknown, Value> | undefined = undefined;
  table: HashTable | null = null;

  get size(): number {
    return this.simple !== null ? this.simple.size : (this.table as HashTable).size;
  }

  has(item: Value): boolean {
    const { simple } = this;
    if (simple !== null) {
      if (typeof item === "string" || typeof item === "number") return simple.has(item);
      const key = simpleKey(item);
      if (key !== undefined) return simple.has(key);
    }
    const hash = keyHashFor(item, WHAT);
    if (simple !== null && isTupleKey(item)) return false;
    return this.#table().find(item, hash) >= 0;
  }

  /** Adds an element; the one that is there already stays. */
  add(item: Value): void {
    const { simple } = this;
    if (simple !== null) {
      if (typeof item === "string" || typeof item === "number") {
        simple.add(item);
        return;
      }
      const key = simpleKey(item);
      if (key !== undefined) {
        if (key !== item && !simple.has(key)) (this.shown ??= new Map()).set(key, item);
        simple.add(key);
        return;
      }
    }
    const hash = keyHashFor(item, WHAT);
    const table = this.#table();
    if (table.find(item, hash) < 0) table.insert(item, hash, null);
  }

  /** Removes an element; false when it is not there. */
  delete(item: Value): boolean {
    const { simple } = this;
    if (simple !== null) {
      const key = simpleKey(item);
      if (key !== undefined) {
        this.shown?.delete(key);
        return simple.delete(key);
      }
    }
    const hash = keyHashFor(item, WHAT);
    if (simple !== null && isTupleKey(item)) return false;
    const table = this.#table();
    const entry = table.find(item, hash);
    if (entry < 0) return false;
    table.remove(entry);
    return true;
  }

  clear(): void {
    this.simple = new Set();
    this.shown = undefined;
    this.table = null;
  }

  /** Elements in order. Changes meanwhile are seen or not; Python's iterator raises instead. */
  values(): Iterable<Value> {
    const { simple, shown } = this;
    if (simple === null) return (this.table as HashTable).keys.filter((key) => key !== undefined);
    if (shown === undefined) return simple.values() as IterableIterator<Value>;
    return Array.from(simple as Set<Value>, (key) => shown.get(key) ?? key);
  }

  /** Takes over the elements of another set, which keeps its own. */
  assign(other: PyAnySet): void {
    this.simple = other.simple === null ? null : new Set(other.simple);
    this.shown = other.shown === undefined ? undefined : new Map(other.shown);
    this.table = other.table === null ? null : other.table.copy();
  }

  /** Takes over the elements of another set, which is given up. */
  adopt(other: PyAnySet): void {
    this.simple = other.simple;
    this.shown = other.shown;
    this.table = other.table;
  }

  addAll(items: Iterable<Value>): void {
    for (const item of items) this.add(item);
  }

  #table(): HashTable {
    if (this.table !== null) return this.table;
    const table = new HashTable();
    for (const item of this.values()) table.insert(item, keyHashFor(item, WHAT), null);
    this.simple = null;
    this.shown = undefined;
    this.table = table;
    return table;
  }
}

export class PySet extends PyAnySet {
  /** Where `pop` has come to: everything before was popped. */
  #popped: { simple: Set<unknown>; keys: IterableIterator<unknown> } | undefined = undefined;

  constructor(items: Iterable<Value> = []) {
    super();
    this.addAll(items);
  }

  /** Removes the first element and returns it; undefined when empty. One iterator serves all calls, so that a run of
   * them does not walk over the holes of those before. */
  pop(): Value | undefined {
    const { simple } = this;
    if (simple === null) {
      const table = this.table as HashTable;
      const entry = table.next(0);
      if (entry < 0) return undefined;
      const item = table.keys[entry] as Value;
      table.remove(entry);
      return item;
    }
    if (simple.size === 0) return undefined;
    for (;;) {
      if (this.#popped?.simple !== simple) this.#popped = { simple, keys: simple.values() };
      const { value: key, done } = this.#popped.keys.next();
      if (done !== true) {
        simple.delete(key);
        const item = this.shown?.get(key) ?? (key as Value);
        this.shown?.delete(key);
        return item;
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
