/** Rows that `int`, `float` and `complex` share in form. */
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { NotImplemented } from "../objects/singletons.ts";

export const SELF = "(self, /)";
export const SELF_VALUE = "(self, value, /)";

/** `__add__` and `__radd__` from one function on payloads; `payload` gives undefined for a foreign operand. */
export function binaryRows<T>(
  name: string,
  payload: (value: Value) => T | undefined,
  operate: (a: T, b: T) => Value,
): Record<string, NativeRow> {
  return {
    [`__${name}__`]: [
      SELF_VALUE,
      (self: Value, other: Value) => {
        const a = payload(self);
        const b = payload(other);
        return a === undefined || b === undefined ? NotImplemented : operate(a, b);
      },
    ],
    [`__r${name}__`]: [
      SELF_VALUE,
      (self: Value, other: Value) => {
        const a = payload(other);
        const b = payload(self);
        return a === undefined || b === undefined ? NotImplemented : operate(a, b);
      },
    ],
  };
}

/** The six comparisons from tests of order on payloads; JavaScript compares number and bigint by value. */
export function comparisonRows(
  payload: (value: Value) => number | bigint | undefined,
): Record<string, NativeRow> {
  const row = (test: (a: number | bigint, b: number | bigint) => boolean): NativeRow => [
    SELF_VALUE,
    (self: Value, other: Value) => {
      const b = payload(other);
      return b === undefined ? NotImplemented : test(payload(self) as number | bigint, b);
    },
  ];
  return {
    __lt__: row((a, b) => a < b),
    __le__: row((a, b) => a <= b),
    __eq__: row((a, b) => a >= b && a <= b),
    __ne__: row((a, b) => !(a >= b && a <= b)),
    __gt__: row((a, b) => a > b),
    __ge__: row((a, b) => a >= b),
  };
}
