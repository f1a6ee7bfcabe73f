/** `_heapq`. Follows Modules/_heapqmodule.c; https://docs.python.org/3.14/library/heapq.html. The sequence of
 * comparisons is CPython's, so that heaps of items that compare equal come out in the same order. */
import { typeOf } from "../core/builtin-types.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { RuntimeError } from "../exceptions/hierarchy.ts";
import { indexError, newException, typeError } from "../exceptions/raise.ts";
import { PyList } from "../objects/list.ts";
import { isLess } from "../protocols/compare.ts";

type Less = (a: Value, b: Value) => boolean;
const greater: Less = (a, b) => isLess(b, a);

function heapItems(heap: Value): Value[] {
  if (!(heap instanceof PyList)) throw typeError(`heap argument must be a list, not ${typeOf(heap).name}`);
  return heap.items;
}

function check(items: Value[], size: number): void {
  if (items.length !== size) throw newException(RuntimeError, "list changed size during iteration");
}

/** Moves the item at `position` towards the root while it is less than its parent. */
function siftDown(items: Value[], start: number, position: number, less: Less): void {
  const size = items.length;
  const item = items[position] as Value;
  while (position > start) {
    const above = (position - 1) >> 1;
    const parent = items[above] as Value;
    const before = less(item, parent);
    check(items, size);
    if (!before) break;
    items[position] = parent;
    items[above] = item;
    position = above;
  }
}

/** Moves the lesser child up all the way to a leaf, then the item to where it belongs. */
function siftUp(items: Value[], position: number, less: Less): void {
  const size = items.length;
  const start = position;
  const limit = size >> 1;
  const item = items[position] as Value;
  while (position < limit) {
    let child = 2 * position + 1;
    if (child + 1 < size) {
      const right = !less(items[child] as Value, items[child + 1] as Value);
      check(items, size);
      if (right) child++;
    }
    items[position] = items[child] as Value;
    items[child] = item;
    position = child;
  }
  siftDown(items, start, position, less);
}

function push(items: Value[], item: Value, less: Less): Value {
  items.push(item);
  siftDown(items, 0, items.length - 1, less);
  return null;
}

function pop(items: Value[], less: Less): Value {
  const last = items.pop();
  if (last === undefined) throw indexError("index out of range");
  if (items.length === 0) return last;
  const first = items[0] as Value;
  items[0] = last;
  siftUp(items, 0, less);
  return first;
}

function replace(items: Value[], item: Value, less: Less): Value {
  const first = items[0];
  if (first === undefined) throw indexError("index out of range");
  items[0] = item;
  siftUp(items, 0, less);
  return first;
}

function pushPop(items: Value[], item: Value, less: Less): Value {
  const first = items[0];
  if (first === undefined || !less(first, item)) return item;
  if (items.length === 0) throw indexError("index out of range");
  items[0] = item;
  siftUp(items, 0, less);
  return first;
}

function heapify(items: Value[], less: Less): Value {
  for (let i = (items.length >> 1) - 1; i >= 0; i--) siftUp(items, i, less);
  return null;
}

const withItem = (fn: (items: Value[], item: Value, less: Less) => Value, less: Less): NativeRow => [
  "(heap, item, /)",
  (heap: Value, item: Value) => fn(heapItems(heap), item, less),
];
const alone = (fn: (items: Value[], less: Less) => Value, less: Less): NativeRow => [
  "(heap, /)",
  (heap: Value) => fn(heapItems(heap), less),
];

export const heapqModule: NativeModule = {
  name: "_heapq",
  doc: "Heap queue algorithm (a.k.a. priority queue).",
  functions: {
    heappush: withItem(push, isLess),
    heappushpop: withItem(pushPop, isLess),
    heappop: alone(pop, isLess),
    heapreplace: withItem(replace, isLess),
    heapify: alone(heapify, isLess),
    heappush_max: withItem(push, greater),
    heappushpop_max: withItem(pushPop, greater),
    heappop_max: alone(pop, greater),
    heapreplace_max: withItem(replace, greater),
    heapify_max: alone(heapify, greater),
  },
  constants: { __about__: "Heap queues" },
};
