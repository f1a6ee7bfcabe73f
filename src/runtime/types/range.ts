/** `range`. Follows Objects/rangeobject.c; https://docs.python.org/3.14/library/stdtypes.html#ranges. */
import { typeOf } from "../core/builtin-types.ts";
import { tupleHash } from "../core/collection-hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { indexError, overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { type Int, int, isInt, intOf } from "../objects/int.ts";
import type { PyLongRangeIterator, PyRangeIterator } from "../objects/range.ts";
import { PyRange, rangeIterator, rangeType, reversedRange } from "../objects/range.ts";
import { equal } from "../objects/rich-compare.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import { tuple } from "../objects/tuple.ts";
import { isIndex } from "../protocols/number.ts";
import { iter } from "../protocols/iterate.ts";
import { toIndex } from "../protocols/number.ts";
import { reprText } from "../protocols/repr.ts";
import { current } from "../core/state.ts";
import { getAttr } from "../protocols/attribute.ts";
import { bigSliceBounds } from "../protocols/slice.ts";
import { iteratorMethods } from "./iterators.ts";

function newRange(_cls: PyType, args: Value[]): Value {
  if (args.length === 0) throw typeError("range expected at least 1 argument, got 0");
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  const [a, b, c] = args.map(toIndex);
  if (c === 0) throw valueError("range() arg 3 must not be zero");
  return b === undefined ? new PyRange(0, a) : new PyRange(a, b, c ?? 1);
}

/** Position of an int in the range, or undefined. */
function position(self: PyRange, value: Int): Int | undefined {
  const { start, stop, step } = self;
  if (step > 0 ? value < start || value >= stop : value > start || value <= stop) return undefined;
  if (typeof start === "number" && typeof step === "number" && typeof value === "number") {
    const offset = value - start;
    if (Number.isSafeInteger(offset)) return offset % step === 0 ? offset / step : undefined;
  }
  const offset = BigInt(value) - BigInt(start);
  return offset % BigInt(step) === 0n ? int(offset / BigInt(step)) : undefined;
}

const isExactInt = (value: Value): value is number | bigint | boolean =>
  isInt(value) && typeof value !== "object";

function contains(self: PyRange, value: Value): boolean {
  if (isExactInt(value)) return position(self, intOf(value)) !== undefined;
  return search(self, value) !== undefined;
}

/** Position found by comparing one by one: for values that only say themselves what they are equal to. */
function search(self: PyRange, value: Value): number | undefined {
  const iterator = rangeIterator(self);
  let i = 0;
  for (let item = iterator.nx(); item !== undefined; item = iterator.nx()) {
    if (equal(item, value)) return i;
    i++;
  }
  return undefined;
}

function item(self: PyRange, key: Value): Value {
  if (key instanceof PySlice) return slice(self, key);
  if (!isIndex(key)) throw typeError(`range indices must be integers or slices, not ${typeOf(key).name}`);
  const index = toIndex(key);
  const at = index < 0 ? int(BigInt(index) + BigInt(self.length)) : index;
  if (at < 0 || at >= self.length) throw indexError("range object index out of range");
  return self.at(at);
}

function slice(self: PyRange, key: PySlice): Value {
  const [start, stop, step] = bigSliceBounds(key, BigInt(self.length));
  const unit = BigInt(self.step);
  const origin = BigInt(self.start);
  return new PyRange(int(origin + start * unit), int(origin + stop * unit), int(step * unit));
}

function rangesEqual(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 0) return true;
  return a.start === b.start && (a.length === 1 || a.step === b.step);
}

const field = (name: "start" | "stop" | "step") => ({ get: (self: PyRange) => self[name], member: true });

export const rangeSpec: TypeSpec = {
  doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
  new: ["(*args)", newRange],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyRange) =>
        self.step === 1
          ? `range(${reprText(self.start)}, ${reprText(self.stop)})`
          : `range(${reprText(self.start)}, ${reprText(self.stop)}, ${reprText(self.step)})`,
    ],
    __len__: [
      "(self, /)",
      (self: PyRange) => {
        const { length } = self;
        if (typeof length === "bigint" && BigInt.asIntN(64, length) !== length) {
          throw overflowError("Python int too large to convert to C ssize_t");
        }
        return length;
      },
    ],
    __bool__: ["(self, /)", (self: PyRange) => self.length !== 0],
    __iter__: ["(self, /)", rangeIterator],
    __reversed__: ["(self, /)", (self: PyRange) => rangeIterator(reversedRange(self))],
    __contains__: ["(self, key, /)", contains],
    __getitem__: ["(self, key, /)", item],
    __hash__: [
      "(self, /)",
      (self: PyRange) => {
        const { length, start, step } = self;
        return tupleHash([length, length === 0 ? null : start, length === 0 || length === 1 ? null : step]);
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyRange, other: Value) => (other instanceof PyRange ? rangesEqual(self, other) : NotImplemented),
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyRange, other: Value) =>
        other instanceof PyRange ? !rangesEqual(self, other) : NotImplemented,
    ],
    __reduce__: [
      "(self, /)",
      (self: PyRange) => tuple([rangeType, tuple([self.start, self.stop, self.step])]),
    ],
    count: [
      "(self, value, /)",
      (self: PyRange, value: Value) => {
        if (isExactInt(value)) return contains(self, value) ? 1 : 0;
        let n = 0;
        const iterator = iter(self);
        for (let each = iterator.nx(); each !== undefined; each = iterator.nx()) if (equal(each, value)) n++;
        return n;
      },
    ],
    index: [
      "(self, value, /)",
      (self: PyRange, value: Value) => {
        const at = isExactInt(value) ? position(self, intOf(value)) : search(self, value);
        if (at !== undefined) return at;
        throw valueError(
          isExactInt(value) ? "range.index(x): x not in range" : "sequence.index(x): x not in sequence",
        );
      },
    ],
  },
  getset: { start: field("start"), stop: field("stop"), step: field("step") },
};

const builtinIter = (): Value => getAttr(current.builtins, "iter");

export const rangeIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: ["(self, /)", (self: PyRangeIterator) => self.left],
    __reduce__: [
      "(self, /)",
      (self: PyRangeIterator) =>
        tuple([
          builtinIter(),
          tuple([new PyRange(self.next, self.next + self.left * self.step, self.step)]),
          null,
        ]),
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyRangeIterator, state: Value) => {
        const skip = Math.min(Math.max(0, Number(toIndex(state))), self.left);
        self.next += skip * self.step;
        self.left -= skip;
        return null;
      },
    ],
  },
};

export const longRangeIteratorSpec: TypeSpec = {
  methods: {
    ...iteratorMethods,
    __length_hint__: [
      "(self, /)",
      (self: PyLongRangeIterator) => int(BigInt(self.range.length) - self.index),
    ],
    __reduce__: [
      "(self, /)",
      (self: PyLongRangeIterator) => {
        const { range } = self;
        const from = new PyRange(range.at(int(self.index)), range.stop, range.step);
        return tuple([builtinIter(), tuple([from]), null]);
      },
    ],
    __setstate__: [
      "(self, state, /)",
      (self: PyLongRangeIterator, state: Value) => {
        const index = BigInt(toIndex(state));
        const length = BigInt(self.range.length);
        self.index = index < 0n ? 0n : index > length ? length : index;
        return null;
      },
    ],
  },
};
