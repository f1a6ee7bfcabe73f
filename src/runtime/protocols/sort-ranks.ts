/**
 * Ranks of sort keys: doubles with `rank(a) < rank(b)` only if `a < b`, for keys that are all numbers, all strings, or
 * all tuples whose first items are such.
 *
 * The rank of a number is its double. The rank of a string is made of its first characters, as many as a double can
 * hold, behind what all the strings begin with. Comparing doubles costs a tenth of comparing strings, and the keys
 * themselves are asked only when their ranks are the same.
 */
import { floatType, type PyFloat } from "../core/builtin-types.ts";
import type { PyObject, Value } from "../core/object.ts";
import { PyTuple, tupleType } from "../objects/tuple.ts";
import { isLess } from "./compare.ts";

export interface Ranks {
  ranks: Float64Array;
  /** Whether keys with the same rank are equal. */
  exact: boolean;
}

/** The ranks of keys, of which there is at least one; undefined where they have none. */
export function ranksOf(keys: readonly Value[]): Ranks | undefined {
  if (!(keys[0] instanceof PyTuple)) return rankValues(keys);
  const ranked = rankColumn(keys, 0);
  if (ranked !== undefined) ranked.exact = false;
  return ranked;
}

/** Of so many keys the ranks go digit by digit. */
export const MANY = 400;

/** Columns of tuples that are ranked at the most. */
const COLUMNS = 4;

/**
 * The ranks of many keys in the order in which they count: of tuples, those of their items one after the other, as long
 * as the same rank means the same item. `exact`: whether keys with the same ranks are equal.
 */
export function columnsOf(keys: readonly Value[]): { columns: Float64Array[]; exact: boolean } | undefined {
  if (!(keys[0] instanceof PyTuple)) {
    const ranked = rankValues(keys);
    return ranked && { columns: [ranked.ranks], exact: ranked.exact };
  }
  const columns: Float64Array[] = [];
  while (columns.length < COLUMNS) {
    const ranked = rankColumn(keys, columns.length);
    if (ranked === undefined) break;
    columns.push(ranked.ranks);
    if (!ranked.exact) break;
    if (keys.every((key) => (key as PyTuple).items.length === columns.length))
      return { columns, exact: true };
  }
  return columns.length === 0 ? undefined : { columns, exact: false };
}

/** The ranks of one item of each tuple; undefined where a key is something else or has no such item. */
function rankColumn(keys: readonly Value[], column: number): Ranks | undefined {
  const items: Value[] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PyObject;
    if (!(key instanceof PyTuple) || key.cls$ !== tupleType || key.items.length <= column) return undefined;
    items.push(key.items[column] as Value);
  }
  return rankValues(items);
}

function rankValues(values: readonly Value[]): Ranks | undefined {
  return typeof values[0] === "string" ? rankStrings(values) : rankNumbers(values);
}

function rankNumbers(keys: readonly Value[]): Ranks | undefined {
  const ranks = new Float64Array(keys.length);
  let exact = true;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as Value;
    let rank: number;
    if (typeof key === "number") rank = key;
    else if (typeof key === "bigint") {
      // Rounding keeps the order, but makes neighbours equal.
      rank = Number(key);
      exact = false;
    } else if (key !== null && (key as PyObject).cls$ === floatType) rank = (key as PyFloat).value;
    else return undefined;
    // NaN is in no order.
    if (rank !== rank) return undefined;
    ranks[i] = rank;
  }
  return { ranks, exact };
}

/** A double holds six characters below 256, or three of any kind. */
const NARROW = 6;
const WIDE = 3;

function rankStrings(keys: readonly Value[]): Ranks | undefined {
  const first = keys[0] as string;
  let common = first.length;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string") return undefined;
    if (common === 0) continue;
    if (key.length < common) common = key.length;
    let same = 0;
    while (same < common && key.charCodeAt(same) === first.charCodeAt(same)) same++;
    common = same;
  }
  const ranks = new Float64Array(keys.length);
  if (rankBy(keys as readonly string[], common, NARROW, 256, ranks)) return { ranks, exact: false };
  rankBy(keys as readonly string[], common, WIDE, 65536, ranks);
  return { ranks, exact: false };
}

/** Fills `ranks` from `count` characters of each key from `start` on; false when one of them is not below `base`. */
function rankBy(
  keys: readonly string[],
  start: number,
  count: number,
  base: number,
  ranks: Float64Array,
): boolean {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const end = start + count;
    let rank = 0;
    for (let k = start; k < end; k++) {
      // A string that ends here ranks with one that goes on with a zero character.
      const unit = k < key.length ? key.charCodeAt(k) : 0;
      if (unit >= base) return false;
      rank = rank * base + unit;
    }
    ranks[i] = rank;
  }
  return true;
}

/** Runs of so many are made by insertion. */
const RUN = 12;

/** Numbers of the keys in order, from the last key to the first when `backwards`; equal keys keep that order. A merge sort
 * from short runs up, which copies where two runs follow one another already. */
export function sortRanks({ ranks, exact }: Ranks, keys: readonly Value[], backwards: boolean): Int32Array {
  const { length } = ranks;
  const less = exact ? undefined : keys;
  let from = new Int32Array(length);
  for (let i = 0; i < length; i++) from[i] = backwards ? length - 1 - i : i;
  for (let start = 0; start < length; start += RUN) {
    insertionSort(from, start, Math.min(start + RUN, length), ranks, less);
  }
  let to = new Int32Array(length);
  for (let width = RUN; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      const middle = Math.min(start + width, length);
      merge(from, to, start, middle, Math.min(middle + width, length), ranks, less);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Whether key `i` is less than key `j`, whose ranks are the same. */
function isLessByKey(keys: readonly Value[] | undefined, i: number, j: number): boolean {
  return keys !== undefined && isLess(keys[i] as Value, keys[j] as Value);
}

function insertionSort(
  order: Int32Array,
  start: number,
  end: number,
  ranks: Float64Array,
  keys: readonly Value[] | undefined,
): void {
  for (let i = start + 1; i < end; i++) {
    const item = order[i] as number;
    const rank = ranks[item] as number;
    let k = i;
    for (; k > start; k--) {
      const before = order[k - 1] as number;
      const rankBefore = ranks[before] as number;
      if (rankBefore < rank || (rankBefore === rank && !isLessByKey(keys, item, before))) break;
      order[k] = before;
    }
    order[k] = item;
  }
}

function merge(
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
  ranks: Float64Array,
  keys: readonly Value[] | undefined,
): void {
  let at = start;
  let i = start;
  let j = middle;
  if (middle < end) {
    let left = from[i] as number;
    let right = from[j] as number;
    let leftRank = ranks[left] as number;
    let rightRank = ranks[right] as number;
    const last = from[middle - 1] as number;
    const lastRank = ranks[last] as number;
    const inOrder = lastRank < rightRank || (lastRank === rightRank && !isLessByKey(keys, right, last));
    while (!inOrder) {
      if (rightRank < leftRank || (rightRank === leftRank && isLessByKey(keys, right, left))) {
        to[at++] = right;
        if (++j === end) break;
        right = from[j] as number;
        rightRank = ranks[right] as number;
      } else {
        to[at++] = left;
        if (++i === middle) break;
        left = from[i] as number;
        leftRank = ranks[left] as number;
      }
    }
  }
  while (i < middle) to[at++] = from[i++] as number;
  while (j < end) to[at++] = from[j++] as number;
}

/** Sorts a list of plain numbers in place; false, and nothing done, for any other and where one is NaN. */
export function sortNumbers(items: Value[], reverse: boolean): boolean {
  const { length } = items;
  let sorted = true;
  let small = true;
  let last = -Infinity;
  for (let i = 0; i < length; i++) {
    const item = items[i] as number;
    if (typeof item !== "number" || item !== item) return false;
    if (item < last) sorted = false;
    if ((item | 0) !== item) small = false;
    last = item;
  }
  if (sorted) {
    if (reverse) items.reverse();
    return true;
  }
  const typed = small ? new Int32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) typed[i] = items[i] as number;
  // The engine's sort is fast for integers alone.
  if (typed instanceof Float64Array) quicksort(typed, 0, length - 1, 2 * Math.log2(length));
  else typed.sort();
  for (let i = 0; i < length; i++) items[i] = typed[reverse ? length - 1 - i : i] as number;
  return true;
}

/** Sorts `values` from `low` to `high`; hands over to the engine what does not divide well in `depth` steps. */
function quicksort(values: Float64Array, low: number, high: number, depth: number): void {
  let left = low;
  let right = high;
  let steps = depth;
  while (right - left > RUN) {
    if (--steps < 0) {
      values.subarray(left, right + 1).sort();
      return;
    }
    const end = partition(values, left, right);
    if (end - left < right - end - 1) {
      quicksort(values, left, end, steps);
      left = end + 1;
    } else {
      quicksort(values, end + 1, right, steps);
      right = end;
    }
  }
  for (let i = left + 1; i <= right; i++) {
    const value = values[i] as number;
    let k = i;
    while (k > left && (values[k - 1] as number) > value) {
      values[k] = values[k - 1] as number;
      k--;
    }
    values[k] = value;
  }
}

/** Divides by the middle one of three values; the last index of the lower part. */
function partition(values: Float64Array, low: number, high: number): number {
  const x = values[low] as number;
  const y = values[high] as number;
  let pivot = values[(low + high) >> 1] as number;
  if (x < pivot !== x < y) pivot = x;
  else if (y < pivot !== y < x) pivot = y;
  let i = low;
  let j = high;
  for (;;) {
    while ((values[i] as number) < pivot) i++;
    while (pivot < (values[j] as number)) j--;
    if (i >= j) return j;
    const value = values[i] as number;
    values[i] = values[j] as number;
    values[j] = value;
    i++;
    j--;
  }
}
