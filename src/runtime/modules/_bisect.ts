/** `_bisect`. Follows Modules/_bisectmodule.c; https://docs.python.org/3.14/library/bisect.html. */
import { callable } from "../core/call.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { valueError } from "../exceptions/raise.ts";
import { type Int, int } from "../objects/int.ts";
import { PyList } from "../objects/list.ts";
import { isLess } from "../protocols/compare.ts";
import { exactLength, getItem } from "../protocols/item.ts";
import { callMethod2 } from "../protocols/method-call.ts";
import { toIndex } from "../protocols/number.ts";

/** First index at which `x` can be inserted after (`right`) or before its equals. `x` is compared as it is; items
 * through `key`. */
function search(sequence: Value, x: Value, lo: Value, hi: Value, key: Value, right: boolean): Int {
  const from = toIndex(lo);
  if (from < 0) throw valueError("lo must be non-negative");
  const given = hi === null ? -1 : toIndex(hi);
  const to = given < 0 ? exactLength(sequence) : given;
  if (typeof from === "bigint" || typeof to === "bigint") {
    return searchLarge(sequence, x, BigInt(from), BigInt(to), key, right);
  }
  let low = from;
  let high = to;
  const keyOf = key === null ? undefined : callable(key);
  const items = sequence instanceof PyList && !sequence.cls$.heap ? sequence.items : undefined;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items?.[middle] ?? getItem(sequence, middle);
    const value = keyOf === undefined ? item : keyOf.c1(item);
    if (right ? isLess(x, value) : !isLess(value, x)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** In a sequence whose length is no safe integer. */
function searchLarge(sequence: Value, x: Value, lo: bigint, hi: bigint, key: Value, right: boolean): Int {
  let low = lo;
  let high = hi;
  while (low < high) {
    const middle = (low + high) / 2n;
    const item = getItem(sequence, int(middle));
    const value = key === null ? item : callable(key).c1(item);
    if (right ? isLess(x, value) : !isLess(value, x)) high = middle;
    else low = middle + 1n;
  }
  return int(low);
}

const bisect = (right: boolean): NativeRow => [
  "(a, x, lo=0, hi=None, *, key=None)",
  (sequence: Value, x: Value, lo: Value = 0, hi: Value = null, key: Value = null) =>
    search(sequence, x, lo, hi, key, right),
];
const insort = (right: boolean): NativeRow => [
  "(a, x, lo=0, hi=None, *, key=None)",
  (sequence: Value, x: Value, lo: Value = 0, hi: Value = null, key: Value = null) => {
    const target = key === null ? x : callable(key).c1(x);
    const index = search(sequence, target, lo, hi, key, right);
    if (sequence instanceof PyList && !sequence.cls$.heap) sequence.items.splice(Number(index), 0, x);
    else callMethod2(sequence, "insert", index, x);
    return null;
  },
];

export const bisectModule: NativeModule = {
  name: "_bisect",
  doc: "Bisection algorithms.",
  functions: {
    bisect: bisect(true),
    bisect_left: bisect(false),
    bisect_right: bisect(true),
    insort: insort(true),
    insort_left: insort(false),
    insort_right: insort(true),
  },
};
