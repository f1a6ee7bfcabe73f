/** Data of `range` and its iterators. Bounds are ints of any size; iteration over safe integers is plain number
 * arithmetic. Follows Objects/rangeobject.c. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { type Int, int } from "./int.ts";
import { PyIterator } from "./iterator.ts";

export class PyRange extends PyInstance {
  readonly start: Int;
  readonly stop: Int;
  readonly step: Int;
  readonly length: Int;
  constructor(start: Int = 0, stop: Int = 0, step: Int = 1) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = rangeLength(start, stop, step);
  }

  /** Item `index`, which must be in the range. */
  at(index: Int): Int {
    const { start, step } = this;
    if (typeof start === "number" && typeof step === "number" && typeof index === "number") {
      const value = start + step * index;
      if (Number.isSafeInteger(value) && Number.isSafeInteger(step * index)) return value + 0;
    }
    return int(BigInt(start) + BigInt(step) * BigInt(index));
  }
}

export const rangeType = declareType("range", PyRange, { subclassable: false });
rangeType.collectionFlag = "sequence";

function rangeLength(start: Int, stop: Int, step: Int): Int {
  if (step > 0 ? start >= stop : start <= stop) return 0;
  if (typeof start === "number" && typeof stop === "number" && typeof step === "number") {
    const span = step > 0 ? stop - start : start - stop;
    if (Number.isSafeInteger(span)) return Math.floor((span - 1) / Math.abs(step)) + 1;
  }
  const span = step > 0 ? BigInt(stop) - BigInt(start) : BigInt(start) - BigInt(stop);
  const stride = step > 0 ? BigInt(step) : -BigInt(step);
  return int((span - 1n) / stride + 1n);
}

/** Iterates while all values are safe integers. */
export class PyRangeIterator extends PyIterator {
  next: number;
  step: number;
  /** How many values are left. */
  left: number;
  constructor(start = 0, step = 1, left = 0) {
    super();
    this.next = start;
    this.step = step;
    this.left = left;
  }
  nx(): Value | undefined {
    if (this.left === 0) return undefined;
    this.left--;
    const value = this.next;
    this.next = value + this.step;
    return value;
  }
}

export const rangeIteratorType = declareType("range_iterator", PyRangeIterator, { subclassable: false });

/** Iterates over a range that leaves the safe integers. */
export class PyLongRangeIterator extends PyIterator {
  readonly range: PyRange;
  index = 0n;
  constructor(range: PyRange = new PyRange()) {
    super();
    this.range = range;
  }
  nx(): Value | undefined {
    if (this.index >= BigInt(this.range.length)) return undefined;
    return this.range.at(int(this.index++));
  }
}

export const longRangeIteratorType = declareType("longrange_iterator", PyLongRangeIterator, {
  subclassable: false,
});

/** An iterator over the values of a range. */
export function rangeIterator(range: PyRange): PyRangeIterator | PyLongRangeIterator {
  const { start, stop, step, length } = range;
  return typeof start === "number" &&
    typeof stop === "number" &&
    typeof step === "number" &&
    typeof length === "number"
    ? new PyRangeIterator(start, step, length)
    : new PyLongRangeIterator(range);
}

/** The same values from the last to the first. */
export function reversedRange(range: PyRange): PyRange {
  const { start, step, length } = range;
  if (length === 0) return new PyRange(start, start, step);
  return new PyRange(
    range.at(int(BigInt(length) - 1n)),
    int(BigInt(start) - BigInt(step)),
    int(-BigInt(step)),
  );
}
