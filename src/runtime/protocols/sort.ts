/**
 * Sorting: stable, adaptive, asking only `<`. Lists of numbers alone or of plain strings alone are sorted by the
 * engine's typed sorts; anything else by natural merge sort with binary insertion for short runs, as CPython's listsort
 * (https://github.com/python/cpython/blob/3.14/Objects/listsort.txt) without galloping.
 */
import type { Value } from "../core/object.ts";
import { isLess } from "./compare.ts";

type Less = (a: Value, b: Value) => boolean;

/** Sorts `items` in place by `keys` (the same array when there is no key function). When a comparison raises, both are
 * left in some order of the same items. */
export function sortByKeys(items: Value[], keys: Value[], reverse: boolean): void {
  const kind = kindOf(keys);
  if (kind === "number" && keys === items) {
    sortNumbers(items as number[], reverse);
    return;
  }
  const less = kind === "number" || kind === "string" ? lessPrimitive : isLess;
  // Reversing before and after keeps equal items in their order.
  if (reverse) {
    items.reverse();
    if (keys !== items) keys.reverse();
  }
  if (kind === "string" && keys === items) {
    if (!isSorted(items, less)) (items as string[]).sort(compareUnits);
  } else mergeSort(items, keys === items ? undefined : keys, less);
  if (reverse) {
    items.reverse();
    if (keys !== items) keys.reverse();
  }
}

const lessPrimitive: Less = (a, b) => (a as number) < (b as number);
const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** "number" when all are numbers and none NaN, "string" when all are plain strings. */
function kindOf(keys: readonly Value[]): "number" | "string" | "other" {
  const kind = typeof keys[0];
  if (kind !== "number" && kind !== "string") return "other";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== kind || key !== key) return "other";
  }
  return kind;
}

function isSorted(items: readonly Value[], less: Less): boolean {
  for (let i = 1; i < items.length; i++) if (less(items[i] as Value, items[i - 1] as Value)) return false;
  return true;
}

function sortNumbers(items: number[], reverse: boolean): void {
  if (isSorted(items, lessPrimitive)) {
    if (reverse) items.reverse();
    return;
  }
  const sorted = Float64Array.from(items).sort();
  const last = sorted.length - 1;
  for (let i = 0; i <= last; i++) items[i] = sorted[reverse ? last - i : i] as number;
}

const MIN_RUN = 32;

/** Sorts `keys` (or `items` when there are none) and moves `items` along. */
function mergeSort(items: Value[], separateKeys: Value[] | undefined, less: Less): void {
  const keys = separateKeys ?? items;
  const values = separateKeys === undefined ? undefined : items;
  const { length } = keys;
  const minimum = minRun(length);
  const runs: Run[] = [];
  let start = 0;
  while (start < length) {
    let end = naturalRun(keys, values, start, less);
    if (end - start < minimum) {
      const forced = Math.min(start + minimum, length);
      insertionSort(keys, values, start, end, forced, less);
      end = forced;
    }
    runs.push({ start, end });
    collapse(runs, keys, values, less, false);
    start = end;
  }
  collapse(runs, keys, values, less, true);
}

interface Run {
  start: number;
  end: number;
}

/** A run length such that the number of runs is a power of 2 or a little less. */
function minRun(length: number): number {
  let rest = 0;
  let n = length;
  while (n >= 2 * MIN_RUN) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

/** End of the ascending run at `start`; a strictly descending one is reversed. */
function naturalRun(keys: Value[], values: Value[] | undefined, start: number, less: Less): number {
  let end = start + 1;
  if (end === keys.length) return end;
  if (less(keys[end] as Value, keys[start] as Value)) {
    end++;
    while (end < keys.length && less(keys[end] as Value, keys[end - 1] as Value)) end++;
    reverseRange(keys, start, end);
    if (values !== undefined) reverseRange(values, start, end);
  } else {
    end++;
    while (end < keys.length && !less(keys[end] as Value, keys[end - 1] as Value)) end++;
  }
  return end;
}

function reverseRange(array: Value[], start: number, end: number): void {
  for (let low = start, high = end - 1; low < high; low++, high--) {
    const value = array[low] as Value;
    array[low] = array[high] as Value;
    array[high] = value;
  }
}

/** Sorts `start..end` of which `start..sorted` is in order. */
function insertionSort(
  keys: Value[],
  values: Value[] | undefined,
  start: number,
  sorted: number,
  end: number,
  less: Less,
): void {
  for (let i = sorted; i < end; i++) {
    const key = keys[i] as Value;
    let low = start;
    let high = i;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (less(key, keys[middle] as Value)) high = middle;
      else low = middle + 1;
    }
    keys.copyWithin(low + 1, low, i);
    keys[low] = key;
    if (values !== undefined) {
      const value = values[i] as Value;
      values.copyWithin(low + 1, low, i);
      values[low] = value;
    }
  }
}

/** Merges neighbouring runs until lengths decrease fast enough down the stack, or until one is left. */
function collapse(runs: Run[], keys: Value[], values: Value[] | undefined, less: Less, all: boolean): void {
  const size = (i: number): number => (runs[i] as Run).end - (runs[i] as Run).start;
  while (runs.length > 1) {
    const n = runs.length - 2;
    const unbalanced =
      (n > 0 && size(n - 1) <= size(n) + size(n + 1)) || (n > 1 && size(n - 2) <= size(n - 1) + size(n));
    if (!all && !unbalanced && size(n) > size(n + 1)) return;
    mergeAt(runs, n > 0 && size(n - 1) < size(n + 1) ? n - 1 : n, keys, values, less);
  }
}

function mergeAt(runs: Run[], i: number, keys: Value[], values: Value[] | undefined, less: Less): void {
  const left = runs[i] as Run;
  const right = runs[i + 1] as Run;
  mergeRuns(keys, values, left.start, right.start, right.end, less);
  left.end = right.end;
  runs.splice(i + 1, 1);
}

/** Merges `start..middle` and `middle..end`; the left run is copied out. When a comparison raises, what was copied is
 * put back, so that nothing is lost. */
function mergeRuns(
  keys: Value[],
  values: Value[] | undefined,
  start: number,
  middle: number,
  end: number,
  less: Less,
): void {
  if (!less(keys[middle] as Value, keys[middle - 1] as Value)) return;
  const leftKeys = keys.slice(start, middle);
  const leftValues = values?.slice(start, middle);
  let left = 0;
  let right = middle;
  let to = start;
  try {
    while (left < leftKeys.length && right < end) {
      if (less(keys[right] as Value, leftKeys[left] as Value)) {
        keys[to] = keys[right] as Value;
        if (values !== undefined) values[to] = values[right] as Value;
        right++;
      } else {
        keys[to] = leftKeys[left] as Value;
        if (values !== undefined) values[to] = leftValues?.[left] as Value;
        left++;
      }
      to++;
    }
  } finally {
    while (left < leftKeys.length) {
      keys[to] = leftKeys[left] as Value;
      if (values !== undefined) values[to] = leftValues?.[left] as Value;
      left++;
      to++;
    }
  }
}
