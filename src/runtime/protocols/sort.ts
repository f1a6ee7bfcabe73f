/**
 * Sorting: stable, adaptive, asking only `<`. A natural merge sort with binary insertion for short runs, as CPython's
 * listsort (https://github.com/python/cpython/blob/3.14/Objects/listsort.txt) without galloping. Keys that have ranks,
 * which are most, are sorted by those (`sort-ranks.ts`).
 *
 * What moves is not the items but their numbers, in a typed array: moves are cheap, keys and items need no moving
 * side by side, and when a comparison raises, the numbers are still a permutation, so that no item is lost.
 */
import type { Value } from "../core/object.ts";
import { isLess } from "./compare.ts";
import { radixSort } from "./radix-sort.ts";
import { columnsOf, MANY, ranksOf, sortRanks } from "./sort-ranks.ts";

/** Up to so many items are inserted one by one, with no arrays beside them. */
export const SMALL = 16;

/** Sorts `items` in place by `keys` (the same array when there is no key function), which are used up. When a comparison
 * raises, the items are left in some order. */
export function sortByKeys(items: Value[], keys: Value[], reverse: boolean): void {
  const { length } = items;
  if (length < 2) return;
  if (length <= SMALL) {
    // Sorting backwards and reversing the result keeps equal items in their order.
    if (reverse) reverseBoth(items, keys);
    try {
      sortSmall(items, keys);
    } finally {
      if (reverse) items.reverse();
    }
    return;
  }
  if (length >= MANY) {
    const ranked = columnsOf(keys);
    if (ranked !== undefined) {
      permute(items, sortColumns(ranked.columns, ranked.exact ? null : keys, reverse), reverse);
      return;
    }
  } else {
    const ranks = ranksOf(keys);
    if (ranks !== undefined) {
      permute(items, sortRanks(ranks, keys, reverse), reverse);
      return;
    }
  }
  const order = numbers(length, reverse);
  try {
    mergeSort(keys, order);
  } finally {
    permute(items, order, reverse);
  }
}

/** The numbers below `length`, or backwards. */
function numbers(length: number, backwards: boolean): Int32Array {
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = backwards ? length - 1 - i : i;
  return order;
}

/** Numbers of keys in the order of their ranks, the last column first, since sorting keeps the order of equal ones; then those with the same
 * ranks by the keys themselves, unless `keys` is null. */
function sortColumns(
  columns: readonly Float64Array[],
  keys: readonly Value[] | null,
  backwards: boolean,
): Int32Array {
  let order = numbers((columns[0] as Float64Array).length, backwards);
  for (let i = columns.length - 1; i >= 0; i--) order = radixSort(order, columns[i] as Float64Array);
  if (keys === null) return order;
  const same = (i: number, j: number): boolean =>
    columns.every((ranks) => ranks[order[i] as number] === ranks[order[j] as number]);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && same(start, end)) end++;
    if (end - start > 1) mergeSort(keys, order.subarray(start, end));
    start = end;
  }
  return order;
}

/** Puts the items into an order, or into the reverse of it. */
function permute(items: Value[], order: Int32Array, reverse: boolean): void {
  const source = items.slice();
  const { length } = items;
  for (let i = 0; i < length; i++) {
    items[i] = source[order[reverse ? length - 1 - i : i] as number] as Value;
  }
}

function reverseBoth(items: Value[], keys: Value[]): void {
  items.reverse();
  if (keys !== items) keys.reverse();
}

/** By insertion, after the run that the items begin with. */
function sortSmall(items: Value[], keys: Value[]): void {
  const { length } = items;
  const descending = isLess(keys[1] as Value, keys[0] as Value);
  let run = 2;
  while (run < length && isLess(keys[run] as Value, keys[run - 1] as Value) === descending) run++;
  if (descending) {
    for (let i = 0, j = run - 1; i < j; i++, j--) {
      swap(items, i, j);
      if (keys !== items) swap(keys, i, j);
    }
  }
  for (let i = run; i < length; i++) {
    const key = keys[i] as Value;
    let low = 0;
    let high = i;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLess(key, keys[middle] as Value)) high = middle;
      else low = middle + 1;
    }
    insertAt(items, i, low);
    if (keys !== items) insertAt(keys, i, low);
  }
}

function swap(values: Value[], i: number, j: number): void {
  const value = values[i] as Value;
  values[i] = values[j] as Value;
  values[j] = value;
}

/** Moves a value from `from` down to `to`. */
function insertAt(values: Value[], from: number, to: number): void {
  const value = values[from] as Value;
  for (let k = from; k > to; k--) values[k] = values[k - 1] as Value;
  values[to] = value;
}

interface Run {
  start: number;
  end: number;
}

function mergeSort(keys: readonly Value[], order: Int32Array): void {
  const { length } = order;
  const minimum = minRun(length);
  const runs: Run[] = [];
  let start = 0;
  while (start < length) {
    let end = naturalRun(keys, order, start);
    if (end - start < minimum) {
      const forced = Math.min(start + minimum, length);
      insertionSort(keys, order, start, end, forced);
      end = forced;
    }
    runs.push({ start, end });
    collapse(runs, keys, order, false);
    start = end;
  }
  collapse(runs, keys, order, true);
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
function naturalRun(keys: readonly Value[], order: Int32Array, start: number): number {
  const key = (i: number): Value => keys[order[i] as number] as Value;
  let end = start + 1;
  if (end === order.length) return end;
  const descending = isLess(key(end), key(start));
  end++;
  while (end < order.length && isLess(key(end), key(end - 1)) === descending) end++;
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
): void {
  for (let i = sorted; i < end; i++) {
    const item = order[i] as number;
    const key = keys[item] as Value;
    let low = start;
    let high = i;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLess(key, keys[order[middle] as number] as Value)) high = middle;
      else low = middle + 1;
    }
    for (let k = i; k > low; k--) order[k] = order[k - 1] as number;
    order[low] = item;
  }
}

/** Merges neighbouring runs until lengths decrease fast enough down the stack, or until one is left. */
function collapse(runs: Run[], keys: readonly Value[], order: Int32Array, all: boolean): void {
  const size = (i: number): number => (runs[i] as Run).end - (runs[i] as Run).start;
  while (runs.length > 1) {
    const n = runs.length - 2;
    const unbalanced =
      (n > 0 && size(n - 1) <= size(n) + size(n + 1)) || (n > 1 && size(n - 2) <= size(n - 1) + size(n));
    if (!all && !unbalanced && size(n) > size(n + 1)) return;
    const at = n > 0 && size(n - 1) < size(n + 1) ? n - 1 : n;
    const left = runs[at] as Run;
    const right = runs[at + 1] as Run;
    merge(keys, order, left.start, right.start, right.end);
    left.end = right.end;
    runs.splice(at + 1, 1);
  }
}

/** Merges `start..middle` and `middle..end`; the left run is copied out, and put back when a comparison raises. */
function merge(keys: readonly Value[], order: Int32Array, start: number, middle: number, end: number): void {
  if (!isLess(keys[order[middle] as number] as Value, keys[order[middle - 1] as number] as Value)) return;
  const copy = order.slice(start, middle);
  const { length } = copy;
  let left = 0;
  let right = middle;
  let to = start;
  try {
    let leftKey = keys[copy[0] as number] as Value;
    let rightKey = keys[order[right] as number] as Value;
    for (;;) {
      if (isLess(rightKey, leftKey)) {
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
