/** Slices against a length: PySlice_Unpack and PySlice_AdjustIndices of Objects/sliceobject.c. */
import { special } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { clampToNumber, type Int } from "../objects/int.ts";
import type { PySlice } from "../objects/slice.ts";
import { toIndex } from "./number.ts";

/** What a slice selects of a sequence: `count` items from `start` on, `step` apart. `stop` is clamped too; for step 1
 * it is never less than `start`. */
export interface SliceBounds {
  start: number;
  stop: number;
  step: number;
  count: number;
}

/** The int that a bound of a slice stands for. */
export function sliceIndex(value: Value): Int {
  if (typeof value === "number" && Number.isInteger(value)) return value;
  if (
    typeof value !== "bigint" &&
    typeof value !== "boolean" &&
    special(value, "m$__index__") === undefined
  ) {
    throw typeError("slice indices must be integers or None or have an __index__ method");
  }
  return toIndex(value);
}

export function sliceBounds(slice: PySlice, length: number): SliceBounds {
  const { start, stop, step } = slice;
  if (
    step === null &&
    (start === null || typeof start === "number") &&
    (stop === null || typeof stop === "number")
  ) {
    const from = start === null ? 0 : clampBound(checkInteger(start), length, 0, length);
    const to = stop === null ? length : clampBound(checkInteger(stop), length, 0, length);
    return { start: from, stop: Math.max(from, to), step: 1, count: Math.max(0, to - from) };
  }
  const by = step === null ? 1 : clampToNumber(sliceIndex(step));
  if (by === 0) throw valueError("slice step cannot be zero");
  const low = by < 0 ? -1 : 0;
  const high = by < 0 ? length - 1 : length;
  const from =
    start === null ? (by < 0 ? high : low) : clampBound(clampToNumber(sliceIndex(start)), length, low, high);
  const to =
    stop === null ? (by < 0 ? low : high) : clampBound(clampToNumber(sliceIndex(stop)), length, low, high);
  const count = by < 0 ? Math.ceil((from - to) / -by) : Math.ceil((to - from) / by);
  if (count <= 0) return { start: from, stop: by === 1 ? from : to, step: by, count: 0 };
  return { start: from, stop: to, step: by, count };
}

function checkInteger(value: number): number {
  return Number.isInteger(value) ? value : (sliceIndex(value) as number);
}

function clampBound(index: number, length: number, low: number, high: number): number {
  const at = index < 0 ? index + length : index;
  return at < low ? low : at > high ? high : at;
}

/** The selected items, as a new array. */
export function sliceItems<T>(items: readonly T[], bounds: SliceBounds): T[] {
  const { start, stop, step, count } = bounds;
  if (step === 1) return items.slice(start, stop);
  const result: T[] = new Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) result[i] = items[at] as T;
  return result;
}

/** `slice.indices` for a length of any size: start, stop, step (_PySlice_GetLongIndices). */
export function bigSliceBounds(slice: PySlice, length: bigint): [bigint, bigint, bigint] {
  const step = slice.step === null ? 1n : BigInt(sliceIndex(slice.step));
  if (step === 0n) throw valueError("slice step cannot be zero");
  const low = step < 0n ? -1n : 0n;
  const high = step < 0n ? length - 1n : length;
  const bound = (value: Value, fallback: bigint): bigint => {
    if (value === null) return fallback;
    const index = BigInt(sliceIndex(value));
    const at = index < 0n ? index + length : index;
    return at < low ? low : at > high ? high : at;
  };
  const start = bound(slice.start, step < 0n ? high : low);
  return [start, bound(slice.stop, step < 0n ? low : high), step];
}
