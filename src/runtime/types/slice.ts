/** `slice`. Follows Objects/sliceobject.c; https://docs.python.org/3.14/library/functions.html#slice. */
import { sliceHash } from "../core/collection-hash.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { typeError, valueError } from "../exceptions/raise.ts";
import { int } from "../objects/int.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice, sliceType } from "../objects/slice.ts";
import { str } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { itemsEqual, sequenceOrder } from "../protocols/compare.ts";
import { toIndex } from "../protocols/number.ts";
import { reprText } from "../protocols/repr.ts";
import { bigSliceBounds } from "../protocols/slice.ts";

const parts = (self: PySlice): Value[] => [self.start, self.stop, self.step];

function newSlice(_cls: PyType, args: Value[]): Value {
  if (args.length === 0) throw typeError("slice expected at least 1 argument, got 0");
  if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
  const [a, b, c] = args as [Value, Value?, Value?];
  return args.length === 1 ? new PySlice(null, a) : new PySlice(a, b, c);
}

const comparison = (method: "__lt__" | "__le__" | "__gt__" | "__ge__"): NativeRow => [
  "(self, value, /)",
  (self: PySlice, other: Value) =>
    other instanceof PySlice ? sequenceOrder(parts(self), parts(other), method) : NotImplemented,
];
const field = (name: "start" | "stop" | "step") => ({ get: (self: PySlice) => self[name], member: true });

export const sliceSpec: TypeSpec = {
  doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
  new: ["(*args)", newSlice],
  methods: {
    __repr__: ["(self, /)", (self: PySlice) => str(`slice(${parts(self).map(reprText).join(", ")})`)],
    __hash__: ["(self, /)", (self: PySlice) => sliceHash(parts(self))],
    __eq__: [
      "(self, value, /)",
      (self: PySlice, other: Value) =>
        other instanceof PySlice ? itemsEqual(parts(self), parts(other)) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PySlice, other: Value) =>
        other instanceof PySlice ? !itemsEqual(parts(self), parts(other)) : NotImplemented,
    ],
    __lt__: comparison("__lt__"),
    __le__: comparison("__le__"),
    __gt__: comparison("__gt__"),
    __ge__: comparison("__ge__"),
    __reduce__: ["(self, /)", (self: PySlice) => tuple([sliceType, tuple(parts(self))])],
    indices: [
      "(self, object, /)",
      (self: PySlice, length: Value) => {
        const n = toIndex(length);
        if (n < 0) throw valueError("length should not be negative");
        return tuple(bigSliceBounds(self, BigInt(n)).map(int));
      },
    ],
  },
  getset: { start: field("start"), stop: field("stop"), step: field("step") },
};
