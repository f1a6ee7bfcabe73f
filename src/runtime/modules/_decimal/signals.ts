/**
 * Signals: the exception classes, and what becomes of the conditions that an operation met.
 * https://docs.python.org/3.14/library/decimal.html#signals
 */
import { declareType } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { ArithmeticError, TypeError, ZeroDivisionError } from "../../exceptions/hierarchy.ts";
import { keyError, newException } from "../../exceptions/raise.ts";
import { PyList } from "../../objects/list.ts";
import {
  CLAMPED,
  CONVERSION_SYNTAX,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  FLOAT_OPERATION,
  INEXACT,
  INVALID,
  INVALID_CONTEXT,
  INVALID_OPERATION,
  OVERFLOW,
  type PyContext,
  ROUNDED,
  SUBNORMAL,
  UNDERFLOW,
} from "./context.ts";

function declare(name: string, ...bases: readonly [PyType, ...PyType[]]): PyType {
  return declareType(`decimal.${name}`, class extends bases[0].ctor {}, {
    bases,
    hasDict: true,
    ownLayout: false,
  });
}

const DecimalException = declare("DecimalException", ArithmeticError);
const Clamped = declare("Clamped", DecimalException);
const Inexact = declare("Inexact", DecimalException);
const Rounded = declare("Rounded", DecimalException);
const Subnormal = declare("Subnormal", DecimalException);
const InvalidOperation = declare("InvalidOperation", DecimalException);
const DivisionByZero = declare("DivisionByZero", DecimalException, ZeroDivisionError);
const Overflow = declare("Overflow", Inexact, Rounded);
const Underflow = declare("Underflow", Inexact, Rounded, Subnormal);
const FloatOperation = declare("FloatOperation", DecimalException, TypeError);
const ConversionSyntax = declare("ConversionSyntax", InvalidOperation);
const DivisionImpossible = declare("DivisionImpossible", InvalidOperation);
const DivisionUndefined = declare("DivisionUndefined", InvalidOperation, ZeroDivisionError);
const InvalidContext = declare("InvalidContext", InvalidOperation);

export const exceptionTypes: Readonly<Record<string, PyType>> = {
  DecimalException,
  Clamped,
  Inexact,
  Rounded,
  Subnormal,
  InvalidOperation,
  DivisionByZero,
  Overflow,
  Underflow,
  FloatOperation,
  ConversionSyntax,
  DivisionImpossible,
  DivisionUndefined,
  InvalidContext,
};

/** The signals with the bits they stand for, in the order of `context.flags`. */
export const SIGNALS: readonly (readonly [type: PyType, bits: number])[] = [
  [InvalidOperation, INVALID],
  [FloatOperation, FLOAT_OPERATION],
  [DivisionByZero, DIVISION_BY_ZERO],
  [Overflow, OVERFLOW],
  [Underflow, UNDERFLOW],
  [Subnormal, SUBNORMAL],
  [Inexact, INEXACT],
  [Rounded, ROUNDED],
  [Clamped, CLAMPED],
];

/** The conditions that InvalidOperation stands for. */
const CONDITIONS: readonly (readonly [type: PyType, bit: number])[] = [
  [InvalidOperation, INVALID_OPERATION],
  [ConversionSyntax, CONVERSION_SYNTAX],
  [DivisionImpossible, DIVISION_IMPOSSIBLE],
  [DivisionUndefined, DIVISION_UNDEFINED],
  [InvalidContext, INVALID_CONTEXT],
];

/** Bits by position, as in libmpdec, which is the order of names in `repr(context)`. */
const BITS: readonly number[] = Array.from({ length: 15 }, (_, i) => 1 << i);

export function signalNames(bits: number): string {
  const names = new Set<string>();
  for (const bit of BITS) {
    if ((bits & bit) !== 0)
      names.add((SIGNALS.find(([, mask]) => (mask & bit) !== 0) as [PyType, number])[0].name);
  }
  return `[${[...names].join(", ")}]`;
}

const SIGNAL_NAMES =
  "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

/** Bits of a signal class. */
export function signalBits(signal: Value): number {
  const row = SIGNALS.find(([type]) => type === signal);
  if (row === undefined) throw keyError(SIGNAL_NAMES);
  return row[1];
}

/** Turns the status of an operation into flags; raises the first signal that is trapped. Gives `result`. */
export function settle<T>(context: PyContext, result: T): T {
  const { status } = context;
  if (status === 0) return result;
  context.status = 0;
  raiseFor(context, status);
  return result;
}

/** Sets flags, and raises when one is trapped. */
export function raiseFor(context: PyContext, status: number): void {
  context.flags |= status;
  const trapped = status & context.traps;
  if (trapped === 0) return;
  const list = [...CONDITIONS, ...SIGNALS.slice(1)].filter(([, bits]) => (bits & trapped) !== 0);
  const signal = SIGNALS.find(([, bits]) => (bits & trapped) !== 0) as (typeof SIGNALS)[number];
  throw newException(signal[0], new PyList(list.map(([type]) => type)));
}
