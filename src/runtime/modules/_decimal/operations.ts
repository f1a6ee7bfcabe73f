/**
 * The operations that are both methods of Decimal and of Context: one table, from which the rows of both types are made.
 * `Decimal.exp(self, context=None)` and `Context.exp(self, x, /)` are the same row.
 */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { remainderNear, fma } from "./arithmetic.ts";
import {
  compare,
  extreme,
  logical,
  logicalInvert,
  numberClass,
  sameQuantum,
  totalOrder,
  totalOrderOfMagnitudes,
} from "./comparison.ts";
import type { PyContext } from "./context.ts";
import { argument } from "./conversion.ts";
import { exp, ln, log10, squareRoot } from "./functions.ts";
import { ofInteger, type PyDecimal, QUIET, SIGNALING, withSign } from "./number.ts";
import { logb, neighbour, nextToward, normalize, rotate, scaleb, shift } from "./rounding.ts";
import { settle } from "./signals.ts";
import { contextOr } from "./state.ts";
import { decimalText } from "./text.ts";

type Unary = (a: PyDecimal, context: PyContext) => Value;
type Binary = (a: PyDecimal, b: PyDecimal, context: PyContext) => Value;

/** Operations on one number that look at the context. */
const unary: Readonly<Record<string, Unary>> = {
  exp,
  ln,
  log10,
  next_minus: (a, context) => neighbour(a, false, context),
  next_plus: (a, context) => neighbour(a, true, context),
  normalize,
  sqrt: squareRoot,
  is_normal: (a, context) => a.finite && !a.zero && a.adjusted >= context.lowest,
  is_subnormal: (a, context) => a.finite && !a.zero && a.adjusted < context.lowest,
  logb,
  logical_invert: logicalInvert,
  number_class: numberClass,
  to_eng_string: (a, context) => decimalText(a, context.capitals, true),
};

/** Operations on one number that do not. */
const plain: Readonly<Record<string, (a: PyDecimal) => Value>> = {
  is_finite: (a) => a.finite,
  is_infinite: (a) => a.infinite,
  is_nan: (a) => a.nan,
  is_qnan: (a) => a.kind === QUIET,
  is_snan: (a) => a.kind === SIGNALING,
  is_signed: (a) => a.negative,
  is_zero: (a) => a.zero,
  copy_abs: (a) => withSign(a, false),
  copy_negate: (a) => withSign(a, !a.negative),
};

const order = (sign: number): PyDecimal => ofInteger(BigInt(sign));

const binary: Readonly<Record<string, Binary>> = {
  compare,
  compare_signal: (a, b, context) => compare(a, b, context, true),
  max: (a, b, context) => extreme(a, b, context, true, false),
  max_mag: (a, b, context) => extreme(a, b, context, true, true),
  min: (a, b, context) => extreme(a, b, context, false, false),
  min_mag: (a, b, context) => extreme(a, b, context, false, true),
  next_toward: nextToward,
  remainder_near: remainderNear,
  compare_total: (a, b) => order(totalOrder(a, b)),
  compare_total_mag: (a, b) => order(totalOrderOfMagnitudes(a, b)),
  copy_sign: (a, b) => withSign(a, b.negative),
  same_quantum: sameQuantum,
  logical_and: (a, b, context) => logical(a, b, context, (x, y) => x & y),
  logical_or: (a, b, context) => logical(a, b, context, (x, y) => x | y),
  logical_xor: (a, b, context) => logical(a, b, context, (x, y) => x ^ y),
  rotate,
  scaleb,
  shift,
};

const mapRows = <T>(
  table: Readonly<Record<string, T>>,
  row: (operate: T) => NativeRow,
): Record<string, NativeRow> =>
  Object.fromEntries(Object.entries(table).map(([name, operate]) => [name, row(operate)]));

/** The rows of Decimal. */
export const decimalOperations: Readonly<Record<string, NativeRow>> = {
  ...mapRows(unary, (operate) => [
    "(self, /, context=None)",
    (self: PyDecimal, given?: Value) => {
      const context = contextOr(given);
      return settle(context, operate(self, context));
    },
  ]),
  ...mapRows(plain, (operate) => ["(self, /)", operate]),
  ...mapRows(binary, (operate) => [
    "(self, /, other, context=None)",
    (self: PyDecimal, other: Value, given?: Value) => {
      const context = contextOr(given);
      return settle(context, operate(self, argument(other), context));
    },
  ]),
  fma: [
    "(self, /, other, third, context=None)",
    (self: PyDecimal, other: Value, third: Value, given?: Value) => {
      const context = contextOr(given);
      return settle(context, fma(self, argument(other), argument(third), context));
    },
  ],
};

export const contextUnary = (operate: Unary): NativeRow => [
  "(self, x, /)",
  (self: PyContext, x: Value) => settle(self, operate(argument(x), self)),
];

export const contextBinary = (operate: Binary): NativeRow => [
  "(self, x, y, /)",
  (self: PyContext, x: Value, y: Value) => settle(self, operate(argument(x), argument(y), self)),
];

/** The rows of Context. */
export const contextOperations: Readonly<Record<string, NativeRow>> = {
  ...mapRows(unary, contextUnary),
  ...mapRows(plain, contextUnary),
  ...mapRows(binary, contextBinary),
  fma: [
    "(self, x, y, z, /)",
    (self: PyContext, x: Value, y: Value, z: Value) =>
      settle(self, fma(argument(x), argument(y), argument(z), self)),
  ],
};
