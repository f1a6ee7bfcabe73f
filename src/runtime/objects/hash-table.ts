/**
 * An insertion-ordered hash table that hashes and compares as Python does, laid out as CPython's dict is: entries in
 * arrays in insertion order, and an index of entry numbers with open addressing
 * (https://github.com/python/cpython/blob/3.14/Objects/dictobject.c). A small table has no index: its few hashes are
 * looked through.
 *
 * Used for keys with their own `__hash__` and `__eq__`, for tuples, and for ints, whose hash costs nothing: there it is
 * faster than the engine's `Map`, which must call its hash function.
 *
 * Comparing keys can run Python code that changes the table; a search that sees the entry or the whole table replaced starts
 * again. A key may be NaN, which `!==` would take for replaced.
 */
import type { Value } from "../core/object.ts";
import { memoryError } from "../exceptions/raise.ts";
import { sameKey } from "./key.ts";
import { codeHash, isCode, pairCode } from "./tuple-codes.ts";

/** What a table has had for keys: none that can equal a tuple; of these only tuples that have codes; others too. */
const PLAIN = 0;
const CODED = 1;
const HASHED = 2;

const EMPTY = 0;
const DELETED = -1;
/** More keys than this V8 could not hold in the arrays. */
const MAX_KEYS = 2 ** 26;
/** Up to so many entries there is no index. */
const SMALL = 8;

/** Ints below this are marked where keys of one table are looked for in another. */
const MARKS = 1 << 13;
/** By int; all zero but in the middle of a selection, which runs no other code. */
const marks = new Uint8Array(MARKS);

export class HashTable {
  /** Entry number + 1 by slot. Null: no index. An ordinary array, because a typed one is slow to make. */
  index: number[] | null = null;
  shift = 0;
  /** Slots that are not empty. */
  used = 0;
  /** By entry number; undefined where the entry was deleted. */
  keys: (Value | undefined)[] = [];
  /** Hashes, or codes (tuple-codes.ts) of tuples. */
  hashes: number[] = [];
  /** Null in a table of keys alone. */
  values: (Value | undefined)[] | null;
  /** Number of keys. */
  size = 0;
  /** No entry before this number is live. */
  first = 0;
  /** Tuples stand under codes only while nothing else can equal one; then all stand under their hashes. */
  #keying = PLAIN;

  constructor(withValues: boolean) {
    this.values = withValues ? [] : null;
  }

  /** Entry number of an int32 that is not -1 (such ints are their own hash), or -1. */
  findInt(key: number): number {
    const { index, keys, hashes } = this;
    if (index === null) return this.#findSmall(key, key);
    const mask = index.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> this.shift;
    for (;;) {
      const entry = (index[slot] as number) - 1;
      if (entry === EMPTY - 1) return -1;
      if (entry >= 0) {
        if (keys[entry] === key) return entry;
        if (hashes[entry] === key) return this.find(key, key);
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Entry number of the tuple with this code, or -1. */
  findCode(code: number): number {
    const { index, hashes } = this;
    if (index === null) {
      if (hashes.length <= SMALL)
        return this.size === hashes.length ? hashes.indexOf(code) : this.#findLive(code);
      this.#rebuild(this.size >> 2);
      return this.findCode(code);
    }
    const mask = index.length - 1;
    let slot = Math.imul(code, 0x9e3779b1) >>> this.shift;
    for (;;) {
      const place = index[slot] as number;
      if (place === EMPTY) return -1;
      if (place > 0 && hashes[place - 1] === code) return place - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** Entry number of `(a, b)` where it can be found without a tuple, or -1. */
  findPair(a: Value, b: Value): number {
    if (this.#keying !== CODED || typeof a !== "number" || typeof b !== "number") return -1;
    const code = pairCode(a, b);
    return code === 0 ? -1 : this.findCode(code);
  }

  #findLive(code: number): number {
    const { hashes, keys } = this;
    for (let entry = 0; entry < hashes.length; entry++) {
      if (hashes[entry] === code && keys[entry] !== undefined) return entry;
    }
    return -1;
  }

  /** Entry number of `key`, or -1. */
  find(key: Value, hash: number): number {
    if (isCode(hash)) {
      if (this.#keying !== HASHED) return this.#keying === PLAIN ? -1 : this.findCode(hash);
      return this.find(key, codeHash(hash));
    }
    if (this.#keying === CODED && typeof key === "object" && key !== null) this.#leaveCodes();
    for (;;) {
      const { index, keys, hashes } = this;
      if (index === null) return this.#findSmall(key, hash);
      const mask = index.length - 1;
      let slot = Math.imul(hash, 0x9e3779b1) >>> this.shift;
      for (;;) {
        const entry = (index[slot] as number) - 1;
        if (entry === EMPTY - 1) return -1;
        if (entry >= 0 && hashes[entry] === hash) {
          const found = keys[entry] as Value;
          if (found === key) return entry;
          const same = sameKey(found, key);
          if (this.index !== index || !Object.is(keys[entry], found)) break;
          if (same) return entry;
        }
        slot = (slot + 1) & mask;
      }
    }
  }

  /** Looks through a small table; makes the index of a large one that has none yet. */
  #findSmall(key: Value, hash: number): number {
    const { hashes, keys } = this;
    if (hashes.length > SMALL) {
      this.#rebuild(this.size >> 2);
      return this.find(key, hash);
    }
    for (let entry = 0; entry < hashes.length; entry++) {
      if (hashes[entry] !== hash) continue;
      const found = keys[entry];
      if (found === undefined) continue;
      if (found === key) return entry;
      const same = sameKey(found, key);
      if (this.keys !== keys || this.index !== null || !Object.is(keys[entry], found))
        return this.find(key, hash);
      if (same) return entry;
    }
    return -1;
  }

  /** Adds a key that is not in the table. */
  insert(key: Value, keyHash: number, value: Value): void {
    const hash = typeof key === "object" && key !== null ? this.#admit(keyHash) : keyHash;
    if (this.index === null ? this.keys.length >= SMALL : (this.used + 1) * 3 > this.index.length * 2)
      this.#rebuild();
    const entry = this.keys.push(key);
    this.hashes.push(hash);
    if (this.values !== null) this.values.push(value);
    if (this.index !== null) this.#place(this.index, entry, hash);
    this.size++;
  }

  /** Sets the value of an int32 that is not -1; `value` is null in a table of keys alone. */
  setInt(key: number, value: Value): void {
    const { index, keys, hashes } = this;
    if (index === null || (this.used + 1) * 3 > index.length * 2) {
      this.#setSlowly(key, value);
      return;
    }
    const mask = index.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> this.shift;
    for (;;) {
      const place = index[slot] as number;
      if (place === EMPTY) break;
      if (place > 0) {
        const entry = place - 1;
        if (keys[entry] === key) {
          if (this.values !== null) this.values[entry] = value;
          return;
        }
        if (hashes[entry] === key) {
          this.#setSlowly(key, value);
          return;
        }
      }
      slot = (slot + 1) & mask;
    }
    index[slot] = keys.push(key);
    hashes.push(key);
    if (this.values !== null) this.values.push(value);
    this.used++;
    this.size++;
  }

  #setSlowly(key: number, value: Value): void {
    const entry = this.findInt(key);
    if (entry < 0) this.insert(key, key, value);
    else if (this.values !== null) this.values[entry] = value;
  }

  /** Adds a key that is not in the table, which has no index yet; the index waits for the first search. */
  append(key: Value, keyHash: number): void {
    const hash = typeof key === "object" && key !== null ? this.#admit(keyHash) : keyHash;
    if (this.size >= MAX_KEYS) throw memoryError();
    this.keys.push(key);
    this.hashes.push(hash);
    this.size++;
  }

  /** Adds the keys of another table, none of which is in this one. */
  addAll(other: HashTable): void {
    const { keys, hashes } = other;
    if (this.index === null && this.#keying === PLAIN && other.#keying === PLAIN) {
      if (this.size + other.size > MAX_KEYS) throw memoryError();
      this.keys = this.keys.concat(keys);
      this.hashes = this.hashes.concat(hashes);
      this.size += other.size;
      return;
    }
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key === undefined) continue;
      if (this.index === null) this.append(key, hashes[i] as number);
      else this.insert(key, hashes[i] as number, null);
    }
  }

  /** Removes the entry with this number. */
  remove(entry: number): void {
    const { keys, values, hashes, index } = this;
    if (index !== null) {
      const mask = index.length - 1;
      let slot = Math.imul(hashes[entry] as number, 0x9e3779b1) >>> this.shift;
      while (index[slot] !== entry + 1) slot = (slot + 1) & mask;
      index[slot] = DELETED;
    }
    this.size--;
    // Who adds and removes by turns, searching back and forth, leaves no holes. (An iterator over a dict goes on behind them.)
    if (values === null && entry === keys.length - 1) {
      keys.pop();
      hashes.pop();
      if (this.first > entry) this.first = entry;
      return;
    }
    keys[entry] = undefined;
    if (values !== null) values[entry] = undefined;
  }

  /** Gives up the deleted entries at the end, so that a run of `popitem` need not walk over them again. */
  trim(): void {
    const { keys, hashes, values } = this;
    while (keys.length > 0 && keys[keys.length - 1] === undefined) {
      keys.pop();
      hashes.pop();
      values?.pop();
    }
    if (this.first > keys.length) this.first = keys.length;
  }

  /** Number of the first live entry from `entry` on, or -1. */
  next(entry: number): number {
    const { keys } = this;
    let i = Math.max(entry, this.first);
    while (i < keys.length && keys[i] === undefined) i++;
    if (entry <= this.first) this.first = i;
    return i < keys.length ? i : -1;
  }

  /** Number of the last live entry, or -1. */
  last(): number {
    this.trim();
    return this.keys.length - 1;
  }

  copy(): HashTable {
    const copy = new HashTable(false);
    copy.index = this.index === null ? null : this.index.slice();
    copy.shift = this.shift;
    copy.used = this.used;
    copy.keys = this.keys.slice();
    copy.hashes = this.hashes.slice();
    copy.values = this.values === null ? null : this.values.slice();
    copy.size = this.size;
    copy.first = this.first;
    copy.#keying = this.#keying;
    return copy;
  }

  /** The keys of two tables in a new one, those of this before equal ones of the other; null where hashes alone do not
   * tell which are equal. The index waits for the first search. */
  union(other: HashTable): HashTable | null {
    if (this.#keying !== PLAIN || other.#keying !== PLAIN || this.size + other.size > MAX_KEYS) return null;
    const swap = other.size > this.size;
    const large = swap ? other : this;
    const small = swap ? this : other;
    if (large.size !== large.keys.length) return null;
    const result = new HashTable(false);
    const keys = large.keys.slice();
    const hashes = large.hashes.slice();
    for (let i = 0; i < small.keys.length; i++) {
      const key = small.keys[i];
      const hash = small.hashes[i] as number;
      if (key === undefined) continue;
      const entry = key === hash ? large.findInt(hash) : large.find(key, hash);
      if (entry < 0) {
        keys.push(key);
        hashes.push(hash);
      } else if (swap) keys[entry] = key;
    }
    result.keys = keys;
    result.hashes = hashes;
    result.size = keys.length;
    return result;
  }

  /** A new table of the keys whose presence in another is `wanted`. The index waits for the first search. */
  select(filter: HashTable, wanted: boolean): HashTable {
    const result = new HashTable(false);
    const { keys, hashes } = this;
    // Copies to write over: arrays that grow key by key would be copied several times.
    const selected = keys.slice();
    const theirHashes = hashes.slice();
    result.#keying = this.#keying;
    let count =
      filter.keys.length <= keys.length ? this.#selectMarked(filter, wanted, selected, theirHashes) : -1;
    const start = count < 0 ? 0 : keys.length;
    if (count < 0) count = 0;
    for (let i = start; i < keys.length; i++) {
      const key = keys[i];
      const hash = hashes[i] as number;
      if (key === undefined) continue;
      const entry = key === hash ? filter.findInt(hash) : filter.find(key, hash);
      if (entry >= 0 !== wanted) continue;
      selected[count] = key;
      theirHashes[count++] = hashes[i] as number;
    }
    selected.length = count;
    theirHashes.length = count;
    result.keys = selected;
    result.hashes = theirHashes;
    result.size = count;
    // A comparison may have run code that put the keys of this table under other hashes.
    if (this.#keying !== result.#keying) result.#leaveCodes();
    return result;
  }

  /** The same where all keys of the filter are small ints, and ours ints: those of the filter are marked, so that nothing is searched
   * for. Fills the arrays and returns how many keys were selected; -1 where some key is something else. */
  #selectMarked(
    filter: HashTable,
    wanted: boolean,
    selected: (Value | undefined)[],
    theirHashes: number[],
  ): number {
    const { keys: marked } = filter;
    let end = 0;
    for (; end < marked.length; end++) {
      const key = marked[end];
      if (key === undefined) continue;
      if (typeof key !== "number" || (key & (MARKS - 1)) !== key) break;
      marks[key] = 1;
    }
    let count = -1;
    if (end === marked.length) {
      const { keys, hashes } = this;
      count = 0;
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i];
        if (key === undefined) continue;
        if (typeof key !== "number" || (key | 0) !== key) {
          count = -1;
          break;
        }
        if (((key & (MARKS - 1)) === key && marks[key] === 1) !== wanted) continue;
        selected[count] = key;
        theirHashes[count++] = hashes[i] as number;
      }
    }
    for (let i = 0; i < end; i++) {
      const key = marked[i];
      if (key !== undefined) marks[key as number] = 0;
    }
    return count;
  }

  /** Takes over different ints, none of them -1, into an empty table. */
  takeInts(ints: number[]): void {
    this.keys = ints;
    this.hashes = ints.slice();
    this.size = ints.length;
  }

  /** Makes room for `count` more keys. */
  reserve(count: number): void {
    if (this.size + count > SMALL && (this.used + count) * 3 > (this.index?.length ?? 0) * 2)
      this.#rebuild(count);
  }

  /** What a new key that is an object is to stand under. */
  #admit(hash: number): number {
    if (isCode(hash)) {
      if (this.#keying === HASHED) return codeHash(hash);
      this.#keying = CODED;
      return hash;
    }
    if (this.#keying === CODED) this.#leaveCodes();
    this.#keying = HASHED;
    return hash;
  }

  /** Puts the tuples under their hashes, as something may come that equals one. */
  #leaveCodes(): void {
    const { hashes } = this;
    for (let i = 0; i < hashes.length; i++) {
      if (isCode(hashes[i] as number)) hashes[i] = codeHash(hashes[i] as number);
    }
    this.#keying = HASHED;
    if (this.index !== null) this.#fillIndex(this.index.length);
  }

  #fillIndex(slots: number): void {
    const { hashes, keys } = this;
    const index = new Array<number>(slots).fill(EMPTY);
    this.index = index;
    this.used = 0;
    for (let i = 0; i < hashes.length; i++) {
      if (keys[i] !== undefined) this.#place(index, i + 1, hashes[i] as number);
    }
  }

  #place(index: number[], entryPlusOne: number, hash: number): void {
    const mask = index.length - 1;
    let slot = Math.imul(hash, 0x9e3779b1) >>> this.shift;
    while (index[slot] !== EMPTY) slot = (slot + 1) & mask;
    index[slot] = entryPlusOne;
    this.used++;
  }

  /** Drops deleted entries and makes room for more keys: three times as many, in a large table as many again, if not
   * said otherwise. */
  #rebuild(more = this.size < 50_000 ? this.size * 3 : this.size): void {
    const { keys, values, hashes } = this;
    if (this.size < keys.length) {
      let count = 0;
      for (let i = 0; i < keys.length; i++) {
        if (keys[i] === undefined) continue;
        keys[count] = keys[i];
        hashes[count] = hashes[i] as number;
        if (values !== null) values[count] = values[i];
        count++;
      }
      keys.length = count;
      hashes.length = count;
      if (values !== null) values.length = count;
    }
    this.first = 0;
    if (this.index === null && this.size + more <= SMALL) return;
    if (this.size + more > MAX_KEYS) throw memoryError();
    let bits = 4;
    while ((1 << bits) * 2 < (this.size + more) * 3) bits++;
    this.shift = 32 - bits;
    this.#fillIndex(1 << bits);
  }
}
