/** What the methods of several sequence types share: size arguments, bounds of searches, repetition, text. */
import { special } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { memoryError, overflowError, typeError } from "../exceptions/raise.ts";
import { clampToNumber } from "../objects/int.ts";
import { type Str, str, strOf } from "../objects/str.ts";
import { MAX_ITEMS } from "../objects/list.ts";
import { toIndex } from "./number.ts";
import { repr } from "./repr.ts";

/** The argument of a C function that takes a Py_ssize_t. Sizes beyond 2**53 are as good as infinite. */
export function toSsize(value: Value): number {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  const index = toIndex(value);
  if (typeof index === "number") return index;
  if (BigInt.asIntN(64, index) !== index) throw overflowError("Python int too large to convert to C ssize_t");
  return clampToNumber(index);
}

/** A bound of `index(x, start, stop)` in a sequence of this length, not less than 0. */
export function searchBound(value: Value, length: number): number {
  if (typeof value === "number" && Number.isInteger(value))
    return value < 0 ? Math.max(0, value + length) : value;
  if (
    typeof value !== "bigint" &&
    typeof value !== "boolean" &&
    (special(value, "m$__index__") ?? undefined) === undefined
  ) {
    throw typeError("slice indices must be integers or have an __index__ method");
  }
  const index = clampToNumber(toIndex(value));
  return index < 0 ? Math.max(0, index + length) : index;
}

/** How often to repeat, from the operand of `*`, or undefined when that is no index. */
export function repeatCount(value: Value): number | undefined {
  if (typeof value === "number" && Number.isInteger(value)) return Math.max(0, value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "bigint" && (special(value, "m$__index__") ?? undefined) === undefined)
    return undefined;
  const index = toIndex(value);
  if (typeof index === "bigint" && BigInt.asIntN(64, index) !== index) {
    throw overflowError("cannot fit 'int' into an index-sized integer");
  }
  return Math.max(0, clampToNumber(index));
}

/** `items * count` as a new array. */
export function repeatItems(items: readonly Value[], count: number): Value[] {
  const total = items.length * count;
  if (total > MAX_ITEMS) throw memoryError();
  if (items.length === 1) return filled(items[0] as Value, total);
  const result: Value[] = [];
  for (let i = 0; i < count; i++) for (let k = 0; k < items.length; k++) result.push(items[k] as Value);
  return result;
}

/** Up to so many items a loop is faster than the engine's `concat`. */
const FEW = 64;

/** The items of both in a new array. */
export function concatItems(a: readonly Value[], b: readonly Value[]): Value[] {
  if (b.length > FEW) return a.concat(b);
  const result = a.slice();
  for (let i = 0; i < b.length; i++) result.push(b[i] as Value);
  return result;
}

/** An array of one value; beyond 2**25 items V8 would make a hash table of `new Array(count)`. */
function filled(value: Value, count: number): Value[] {
  if (count < 64) {
    const items: Value[] = [];
    for (let i = 0; i < count; i++) items.push(value);
    return items;
  }
  const CHUNK = 2 ** 24;
  if (count <= CHUNK) return new Array<Value>(count).fill(value);
  const chunk = new Array<Value>(CHUNK).fill(value);
  const rest = new Array<Value>(count % CHUNK).fill(value);
  return rest.concat(...Array.from({ length: Math.floor(count / CHUNK) }, () => chunk));
}

/** `a, b, c` from the reprs of the items, which may change meanwhile. */
export function itemsText(items: readonly Value[]): string {
  let text = "";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ", ";
    text += strOf(repr(items[i] as Value));
  }
  return text;
}

/** A str between brackets. */
export const bracketed = (open: string, text: string, close: string): Str => str(open + text + close);
