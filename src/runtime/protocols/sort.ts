/**
 * Sorting: stable, adaptive, asking only `<`. A list of numbers alone is sorted by the engine's typed sort. Anything
 * else is a natural merge sort with binary insertion for short runs, as CPython's listsort
 * (https://github.com/python/cpython/blob/3.14/Objects/listsort.txt) without galloping.
 *
 * What moves is not the items but their numbers, in a typed array: moves are cheap, keys and items need no moving
 * side by side, and when a comparison raises, the numbers are still a permutation, so that no item is lost.
 */
import type { Value } from "../core/object.ts";
import { isLess } from "./compare.ts";

type Less = (a: Value, b: Value) => boolean;

/** Sorts `items` in place by `keys` (the same array when there is no key function). When a comparison raises, the items
 * are left in some order. */
export function sortByKeys(items: Value[], keys: readonly Value[], reverse: boolean): void {
  const { length } = items;
  if (length < 2) return;
  const less = lessFor(keys);
  if (less === lessNumber && keys === items) {
    sortNumbers(items as number[], reverse);
    return;
  }
  const order = new Int32Array(length);
  // Sorting backwards and reversing the result keeps equal items in their order.
  for (let i = 0; i < length; i++) order[i] = reverse ? length - 1 - i : i;
  try {
    mergeSort(keys, order, less);
  } finally {
    const source = items.slice();
    for (let i = 0; i < length; i++) {
      items[i] = source[order[reverse ? length - 1 - i : i] as number] as Value;
    }
  }
}

// Two functions, so that the engine sees one kind of operands in each.
const lessNumber: Less = (a, b) => (a as number) < (b as number);
const lessString: Less = (a, b) => (a as string) < (b as string);

/** The comparison that fits all keys: numbers without NaN, plain strings, or anything. */
function lessFor(keys: readonly Value[]): Less {
  const kind = typeof keys[0];
  if (kind !== "number" && kind !== "string") return isLess;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== kind || key !== key) return isLess;
  }
  return kind === "number" ? lessNumber : lessString;
}

function sortNumbers(items: number[], reverse: boolean): void {
  const { length } = items;
  let sorted = true;
  let small = true;
  for (let i = 0; i < length; i++) {
    const item = items[i] as number;
    if (i > 0 && item < (items[i - 1] as number)) sorted = false;
    if ((item | 0) !== item) small = false;
  }
  if (sorted) {
    if (reverse) items.reverse();
    return;
  }
  const typed = small ? new Int32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) typed[i] = items[i] as number;
  typed.sort();
  for (let i = 0; i < length; i++) items[i] = typed[reverse ? length - 1 - i : i] as number;
}

interface Run {
  start: number;
  end: number;
}

function mergeSort(keys: readonly Value[], order: Int32Array, less: Less): void {
  const { length } = order;
  const minimum = minRun(length);
  const runs: Run[] = [];
  let start = 0;
  while (start < length) {
    let end = naturalRun(keys, order, start, less);
    if (end - start < minimum) {
      const forced = Math.min(start + minimum, length);
      insertionSort(keys, order, start, end, forced, less);
      end = forced;
    }
    runs.push({ start, end });
    collapse(runs, keys, order, less, false);
    start = end;
  }
  collapse(runs, keys, order, less, true);
}

/** A run length such that the number of runs is a power of 2 or a little less. */
function minRun(length: number): number {
  let rest = 0;
  let n = length;
  while (n >= 64) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

/** End of the ascending run at `start`; a strictly descending one is reversed. */
function naturalRun(keys: readonly Value[], order: Int32Array, start: number, less: Less): number {
  const key = (i: number): Value => keys[order[i] as number] as Value;
  let end = start + 1;
  if (end === order.length) return end;
  const descending = less(key(end), key(start));
  end++;
  while (end < order.length && less(key(end), key(end - 1)) === descending) end++;
  if (descending) order.subarray(start, end).reverse();
  return end;
}

/** Sorts `start..end` of which `start..sorted` is in order. */
function insertionSort(
  keys: readonly Value[],
  order: Int32Array,
  start: number,
  sorted: number,
  end: number,
  less: Less,
): void {
  for (let i = sorted; i < end; i++) {
    const item = order[i] as number;
    const key = keys[item] as Value;
    let low = start;
    let high = i;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (less(key, keys[order[middle] as number] as Value)) high = middle;
      else low = middle + 1;
    }
    for (let k = i; k > low; k--) order[k] = order[k - 1] as number;
    order[low] = item;
  }
}

/** Merges neighbouring runs until lengths decrease fast enough down the stack, or until one is left. */
function collapse(runs: Run[], keys: readonly Value[], order: Int32Array, less: Less, all: boolean): void {
  const size = (i: number): number => (runs[i] as Run).end - (runs[i] as Run).start;
  while (runs.length > 1) {
    const n = runs.length - 2;
    const unbalanced =
      (n > 0 && size(n - 1) <= size(n) + size(n + 1)) || (n > 1 && size(n - 2) <= size(n - 1) + size(n));
    if (!all && !unbalanced && size(n) > size(n + 1)) return;
    const at = n > 0 && size(n - 1) < size(n + 1) ? n - 1 : n;
    const left = runs[at] as Run;
    const right = runs[at + 1] as Run;
    merge(keys, order, left.start, right.start, right.end, less);
    left.end = right.end;
    runs.splice(at + 1, 1);
  }
}

/** Merges `start..middle` and `middle..end`; the left run is copied out, and put back when a comparison raises. */
function merge(
  keys: readonly Value[],
  order: Int32Array,
  start: number,
  middle: number,
  end: number,
  less: Less,
): void {
  if (!less(keys[order[middle] as number] as Value, keys[order[middle - 1] as number] as Value)) return;
  const copy = order.slice(start, middle);
  const { length } = copy;
  let left = 0;
  let right = middle;
  let to = start;
  try {
    let leftKey = keys[copy[0] as number] as Value;
    let rightKey = keys[order[right] as number] as Value;
    for (;;) {
      if (less(rightKey, leftKey)) {
        order[to++] = order[right++] as number;
        if (right === end) break;
        rightKey = keys[order[right] as number] as Value;
      } else {
        order[to++] = copy[left++] as number;
        if (left === length) break;
        leftKey = keys[copy[left] as number] as Value;
      }
    }
  } finally {
    while (left < length) order[to++] = copy[left++] as number;
  }
}
