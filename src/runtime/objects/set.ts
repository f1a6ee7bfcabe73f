/**
 * Data of `set` and `frozenset`. As in a dict (`dict.ts`), a JavaScript `Set` holds the elements while all are simple
 * keys, and a hash table when the first is a small int and from the first on that is not simple. Iteration is in
 * insertion order. Follows Objects/setobject.c; https://docs.python.org/3.14/library/stdtypes.html#set-types-set-frozenset.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { HashTable } from "./hash-table.ts";
import { isTupleKey, keyHashFor, simpleKey } from "./key.ts";

const WHAT = "a set element";
/** V8's `Set` takes at most 2**24 elements; a larger set is a table. */
const MAX_SET = 2 ** 24 - 16;

/** What a set can be compared with element by element: another set, or a dict by its keys. */
interface Keyed {
  readonly table: HashTable | null;
  has(item: Value): boolean;
  /** The simple keys (`key.ts`), where there are no others. */
  simpleKeys(): { has(key: unknown): boolean } | null;
}

/** What both types share; not a Python type. At most one of `simple` and `table` is not null; both are while the set is
 * empty and nothing was added. */
export abstract class PyAnySet extends PyInstance {
  /** What the elements stand under, in order. */
  simple: Set<unknown> | null = null;
  /** The elements as Python sees them, where they differ from what they stand under. */
  shown: Map<unknown, Value> | undefined = undefined;
  table: HashTable | null = null;

  get size(): number {
    return this.table !== null ? this.table.size : this.simple !== null ? this.simple.size : 0;
  }

  has(item: Value): boolean {
    const { simple, table } = this;
    if (typeof item === "number") {
      if (table !== null && (item | 0) === item && item !== -1) return table.findInt(item) >= 0;
      if (simple !== null) return simple.has(item);
    } else if (simple !== null) {
      if (typeof item === "string") return simple.has(item);
      const key = simpleKey(item);
      if (key !== undefined) return simple.has(key);
    }
    const hash = keyHashFor(item, WHAT);
    if (table === null && (simple === null || isTupleKey(item))) return false;
    return this.#table().find(item, hash) >= 0;
  }

  /** Adds an element; the one that is there already stays. */
  add(item: Value): void {
    const { simple, table } = this;
    if (typeof item === "number") {
      if ((item | 0) === item && item !== -1 && simple === null) {
        (table ?? this.#table()).setInt(item, null);
        return;
      }
    }
    if (table === null && (simple === null || simple.size < MAX_SET)) {
      const key = simpleKey(item);
      if (key !== undefined) {
        const target = simple ?? (this.simple = new Set());
        if (key !== item && !target.has(key)) (this.shown ??= new Map()).set(key, item);
        target.add(key);
        return;
      }
    }
    const hash = keyHashFor(item, WHAT);
    const target = this.#table();
    if (target.find(item, hash) < 0) target.insert(item, hash, null);
  }

  /** Removes an element; false when it is not there. */
  delete(item: Value): boolean {
    const { simple, table } = this;
    if (simple !== null) {
      const key = simpleKey(item);
      if (key !== undefined) {
        this.shown?.delete(key);
        return simple.delete(key);
      }
    }
    const hash = keyHashFor(item, WHAT);
    if (table === null && (simple === null || isTupleKey(item))) return false;
    const target = this.#table();
    const entry = target.find(item, hash);
    if (entry < 0) return false;
    target.remove(entry);
    return true;
  }

  clear(): void {
    this.simple = null;
    this.shown = undefined;
    this.table = null;
  }

  /** Elements in order. Changes meanwhile are seen or not; Python's iterator raises instead. */
  values(): Iterable<Value> {
    const { simple, shown, table } = this;
    if (table !== null) {
      return (
        table.size === table.keys.length ? table.keys : table.keys.filter((key) => key !== undefined)
      ) as Value[];
    }
    if (simple === null) return [];
    if (shown === undefined) return simple.values() as IterableIterator<Value>;
    return Array.from(simple as Set<Value>, (key) => shown.get(key) ?? key);
  }

  simpleKeys(): { has(key: unknown): boolean } | null {
    return this.simple;
  }

  /** Takes over the elements of another set, which keeps its own. */
  assign(other: PyAnySet): void {
    this.simple = other.simple === null ? null : copySet(other.simple);
    this.shown = other.shown === undefined ? undefined : new Map(other.shown);
    this.table = other.table === null ? null : other.table.copy();
  }

  /** Takes over the elements of another set, which is given up. */
  adopt(other: PyAnySet): void {
    this.simple = other.simple;
    this.shown = other.shown;
    this.table = other.table;
  }

  /** Takes over the elements of two sets, those of the first before equal ones of the second; false where that is no
   * faster than adding the second to the first. */
  adoptUnion(a: PyAnySet, b: PyAnySet): boolean {
    if (a.table === null || b.table === null) return false;
    this.table = a.table.union(b.table);
    return this.table !== null;
  }

  /** Adds the items of a display to an empty set. */
  addItems(items: Value[]): void {
    if (items.length <= FEW && areDifferentInts(items)) this.#table().takeInts(items);
    else for (let i = 0; i < items.length; i++) this.add(items[i] as Value);
  }

  addAll(items: Iterable<Value>): void {
    for (const item of items) this.add(item);
  }

  /** Adds the elements of another set; their hashes are not computed again. */
  addSet(other: PyAnySet): void {
    const { simple } = this;
    if (other.table !== null && other !== this) this.addKeys(other.table);
    else if (
      simple !== null &&
      other.simple !== null &&
      other.shown === undefined &&
      simple.size + other.simple.size < MAX_SET
    ) {
      for (const key of other.simple) simple.add(key);
    } else this.addAll([...other.values()]);
  }

  /** Adds the keys of a table. */
  addKeys(from: HashTable): void {
    if (this.simple !== null && this.simple.size === 0) this.simple = null;
    const to = this.#table();
    to.reserve(from.size);
    for (let i = 0; i < from.keys.length; i++) {
      const item = from.keys[i];
      const hash = from.hashes[i] as number;
      if (item === undefined) continue;
      if (item === hash) to.setInt(hash, null);
      else if (to.find(item, hash) < 0) to.insert(item, hash, null);
    }
  }

  /** Adds to `into`, which has none of them, the elements whose membership in `other` is `wanted`. */
  select(other: Keyed, wanted: boolean, into: PyAnySet): void {
    const { table } = this;
    const filter = other.table;
    const simpleKeys = other.simpleKeys();
    if (this.simple !== null && simpleKeys !== null && this.shown === undefined && into.table === null) {
      const result = (into.simple ??= new Set());
      for (const key of this.simple) if (simpleKeys.has(key) === wanted) result.add(key);
      return;
    }
    if (table === null || filter === null || into.simple !== null) {
      for (const item of [...this.values()]) if (other.has(item) === wanted) into.add(item);
      return;
    }
    const selected = table.select(filter, wanted);
    if (into.table === null) into.table = selected;
    else into.table.addAll(selected);
  }

  /** Makes room for that many elements, of which the first is an int, in an empty set or one that has a table. */
  expectInts(count: number): void {
    if (count >= 2 ** 20 || (this.size > 0 && this.table === null)) return;
    this.simple = null;
    this.#table().reserve(count);
  }

  /** Adds the values of a range to an empty set. */
  addRange(start: number, step: number, count: number): void {
    const table = this.#table();
    for (let i = 0, value = start; i < count; i++, value += step)
      table.append(value, value === -1 ? -2 : value);
  }

  /** Whether any element (`every`: not every element) of this set is in `other`. */
  meets(other: PyAnySet, every: boolean): boolean {
    const { table, simple } = this;
    const filter = other.table;
    if (table !== null && filter !== null) {
      const { keys, hashes } = table;
      for (let i = 0; i < keys.length; i++) {
        const item = keys[i];
        const hash = hashes[i] as number;
        if (item === undefined) continue;
        if ((item === hash ? filter.findInt(hash) : filter.find(item, hash)) >= 0 !== every) return true;
      }
      return false;
    }
    if (simple !== null && other.simple !== null) {
      for (const key of simple) if (other.simple.has(key) !== every) return true;
      return false;
    }
    for (const item of [...this.values()]) if (other.has(item) !== every) return true;
    return false;
  }

  #table(): HashTable {
    if (this.table !== null) return this.table;
    const table = new HashTable(false);
    for (const item of this.values()) table.insert(item, keyHashFor(item, WHAT), null);
    this.simple = null;
    this.shown = undefined;
    this.table = table;
    return table;
  }
}

/** So many items are compared with each other faster than they are hashed. */
const FEW = 4;

/** True for int32s but -1 that all differ. */
function areDifferentInts(items: Value[]): items is number[] {
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    if (typeof item !== "number" || (item | 0) !== item || item === -1) return false;
    for (let k = 0; k < i; k++) if (items[k] === item) return false;
  }
  return true;
}

/** Faster than the engine's own copy. */
function copySet(keys: Set<unknown>): Set<unknown> {
  const copy = new Set();
  for (const key of keys) copy.add(key);
  return copy;
}

export class PySet extends PyAnySet {
  /** Where `pop` has come to: everything before was popped. */
  #popped: { simple: Set<unknown>; keys: IterableIterator<unknown> } | undefined = undefined;

  constructor(items?: Iterable<Value>) {
    super();
    if (items !== undefined) this.addAll(items);
  }

  /** Removes the first element and returns it; undefined when empty. One iterator serves all calls, so that a run of
   * them does not walk over the holes of those before. */
  pop(): Value | undefined {
    const { simple, table } = this;
    if (table !== null) {
      const entry = table.next(0);
      if (entry < 0) return undefined;
      const item = table.keys[entry] as Value;
      table.remove(entry);
      return item;
    }
    if (simple === null || simple.size === 0) return undefined;
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
  hash: number | bigint | undefined = undefined;
  constructor(items?: Iterable<Value>) {
    super();
    if (items !== undefined) this.addAll(items);
  }
}

export const setType = declareType("set", PySet);
export const frozensetType = declareType("frozenset", PyFrozenSet);
