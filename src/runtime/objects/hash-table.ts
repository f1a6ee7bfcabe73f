/**
 * An insertion-ordered hash table for keys with their own `__hash__` and `__eq__`, laid out as CPython's dict is:
 * entries in arrays in insertion order, and an index of entry numbers with open addressing
 * (https://github.com/python/cpython/blob/3.14/Objects/dictobject.c).
 *
 * Comparing keys can run Python code that changes the table; a search that sees this starts again.
 */
import type { Value } from "../core/object.ts";
import { sameKey } from "./key.ts";

const EMPTY = 0;
const DELETED = -1;

/** Slots of a fresh table. Half of the slots at most are ever used. */
const SLOTS = 8;

export class HashTable {
  /** Entry number + 1 and hash, by slot: two cells each, so that a probe touches one cache line. */
  #index = new Int32Array(2 * SLOTS);
  #shift = 29;
  /** Slots that are not empty. */
  #used = 0;
  /** By entry number; undefined where the entry was deleted. */
  keys: (Value | undefined)[] = [];
  values: (Value | undefined)[] = [];
  #hashes = new Int32Array(SLOTS / 2);
  /** Number of keys. */
  size = 0;
  /** Changes with every change of the set of keys. */
  epoch = 0;
  /** No entry before this number is live. */
  #first = 0;

  /** Entry number of `key`, or -1. */
  find(key: Value, hash: number): number {
    for (;;) {
      const index = this.#index;
      const mask = index.length - 1;
      const { epoch, keys } = this;
      let slot = (Math.imul(hash, 0x9e3779b1) >>> this.#shift) << 1;
      for (;;) {
        const entry = (index[slot] as number) - 1;
        if (entry === EMPTY - 1) return -1;
        if (index[slot + 1] === hash && entry >= 0) {
          const found = keys[entry] as Value;
          if (found === key || sameKey(found, key)) {
            if (epoch === this.epoch) return entry;
            break;
          }
          if (epoch !== this.epoch) break;
        }
        slot = (slot + 2) & mask;
      }
    }
  }

  /** Adds a key that is not in the table. */
  insert(key: Value, hash: number, value: Value): void {
    if ((this.#used + 1) * 4 > this.#index.length) this.#rebuild();
    const entry = this.keys.push(key);
    this.values.push(value);
    this.#hashes[entry - 1] = hash;
    this.#place(entry, hash);
    this.size++;
    this.epoch++;
  }

  /** Removes the entry with this number. */
  remove(entry: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let slot = (Math.imul(this.#hashes[entry] as number, 0x9e3779b1) >>> this.#shift) << 1;
    while (index[slot] !== entry + 1) slot = (slot + 2) & mask;
    index[slot] = DELETED;
    this.keys[entry] = undefined;
    this.values[entry] = undefined;
    this.size--;
    this.epoch++;
    // Entries deleted at the end are given up, so that the last live entry is always found at once.
    while (this.keys.length > 0 && this.keys[this.keys.length - 1] === undefined) {
      this.keys.pop();
      this.values.pop();
    }
    if (this.#first > this.keys.length) this.#first = this.keys.length;
  }

  /** Number of the first live entry from `entry` on, or -1. */
  next(entry: number): number {
    const { keys } = this;
    let i = Math.max(entry, this.#first);
    while (i < keys.length && keys[i] === undefined) i++;
    if (entry <= this.#first) this.#first = i;
    return i < keys.length ? i : -1;
  }

  /** Number of the last live entry, or -1. */
  last(): number {
    return this.keys.length - 1;
  }

  /** The hash of an entry. */
  hashOf(entry: number): number {
    return this.#hashes[entry] as number;
  }

  copy(): HashTable {
    const copy = new HashTable();
    copy.#index = this.#index.slice();
    copy.#shift = this.#shift;
    copy.#used = this.#used;
    copy.keys = this.keys.slice();
    copy.values = this.values.slice();
    copy.#hashes = this.#hashes.slice();
    copy.size = this.size;
    copy.#first = this.#first;
    return copy;
  }

  #place(entryPlusOne: number, hash: number): void {
    const index = this.#index;
    const mask = index.length - 1;
    let slot = (Math.imul(hash, 0x9e3779b1) >>> this.#shift) << 1;
    while (index[slot] !== EMPTY) slot = (slot + 2) & mask;
    index[slot] = entryPlusOne;
    index[slot + 1] = hash;
    this.#used++;
  }

  /** Drops deleted entries and makes room for as many keys again. */
  #rebuild(): void {
    const { keys, values } = this;
    const old = this.#hashes;
    let bits = 3;
    while (1 << bits < this.size * 4) bits++;
    const hashes = new Int32Array(1 << (bits - 1));
    let count = 0;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === undefined) continue;
      keys[count] = keys[i];
      values[count] = values[i];
      hashes[count] = old[i] as number;
      count++;
    }
    keys.length = count;
    values.length = count;
    this.#hashes = hashes;
    this.#index = new Int32Array(2 << bits);
    this.#shift = 32 - bits;
    this.#used = 0;
    this.#first = 0;
    this.epoch++;
    for (let i = 0; i < count; i++) this.#place(i + 1, hashes[i] as number);
  }
}
