/** The type `decimal.Decimal`: operators, conversions and the methods that Context does not have. */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { identityHash } from "../../core/hash.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { DeprecationWarning, OverflowError } from "../../exceptions/hierarchy.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { complex, PyComplex } from "../../objects/complex.ts";
import { PyDict } from "../../objects/dict.ts";
import { negativeNan } from "../../objects/double-bits.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { int } from "../../objects/int.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { emptyTuple, PyTuple, tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { isinstance } from "../../protocols/isinstance.ts";
import { toSize } from "../../protocols/number.ts";
import { warn } from "../_warnings.ts";
import {
  absolute,
  add,
  divide,
  divideInt,
  divmod,
  minus,
  multiply,
  plus,
  remainder,
  subtract,
} from "./arithmetic.ts";
import { hashNumber, integerRatio, powerModulo } from "./comparison.ts";
import {
  FLOAT_OPERATION,
  INVALID_OPERATION,
  type PyContext,
  ROUNDINGS,
  type Rounding,
  unlimited,
} from "./context.ts";
import { argument, convert, fromFloat, ofDouble, operand, unsupported } from "./conversion.ts";
import { power } from "./functions.ts";
import type { PyDecimal } from "./number.ts";
import {
  compareNumbers,
  decimalType,
  digitCount,
  finite,
  ofInteger,
  QUIET,
  SIGNALING,
  truncated,
} from "./number.ts";
import { decimalOperations } from "./operations.ts";
import { quantize, toIntegral } from "./rounding.ts";
import { raiseFor, settle } from "./signals.ts";
import { contextOr, currentContext, decimalState } from "./state.ts";
import { CHAR_MAX, decimalText, formatDecimal, type NumberLocale } from "./text.ts";

/** `number` as an instance of `cls`, which may be a subclass. */
export function instanceOf(cls: PyType, number: PyDecimal): PyDecimal {
  if (cls === decimalType && typeOf(number) === decimalType) return number;
  const self = cls.alloc() as PyDecimal;
  self.negative = number.negative;
  self.coefficient = number.coefficient;
  self.exponent = number.exponent;
  self.kind = number.kind;
  return self;
}

/** TypeError unless the value is one of the rounding modes. */
export function roundingOf(value: Value): Rounding {
  const rounding = isStr(value) ? ROUNDINGS.find((name) => name === strOf(value)) : undefined;
  if (rounding !== undefined) return rounding;
  throw typeError(
    "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
  );
}

/** Runs an operation with the rounding of its argument `rounding=None`. */
function rounded(
  given: Value | undefined,
  context: PyContext,
  operate: (context: PyContext) => PyDecimal,
): PyDecimal {
  if (given === undefined || given === null) return settle(context, operate(context));
  const own = context.rounding;
  context.rounding = roundingOf(given);
  let result: PyDecimal;
  try {
    result = operate(context);
  } finally {
    context.rounding = own;
  }
  return settle(context, result);
}

type Operation = (a: PyDecimal, b: PyDecimal, context: PyContext) => Value;

function operator(name: string, operate: Operation): Record<string, NativeRow> {
  const run = (a: PyDecimal | undefined, b: PyDecimal | undefined): Value => {
    if (a === undefined || b === undefined) return NotImplemented;
    const context = currentContext();
    return settle(context, operate(a, b, context));
  };
  return {
    [`__${name}__`]: ["(self, value, /)", (self: Value, other: Value) => run(operand(self), operand(other))],
    [`__r${name}__`]: ["(self, value, /)", (self: Value, other: Value) => run(operand(other), operand(self))],
  };
}

const unaryOperator = (operate: (a: PyDecimal, context: PyContext) => PyDecimal): NativeRow => [
  "(self, /)",
  (self: PyDecimal) => {
    const context = currentContext();
    return settle(context, operate(self, context));
  },
];

export const divmodTuple: Operation = (a, b, context) => new PyTuple(divmod(a, b, context));

function powerOperator(base: Value, exponent: Value, modulus: Value): Value {
  const a = operand(base);
  const b = operand(exponent);
  if (a === undefined || b === undefined) return NotImplemented;
  const context = currentContext();
  if (modulus === null) return settle(context, power(a, b, context));
  const m = operand(modulus);
  return m === undefined ? NotImplemented : settle(context, powerModulo(a, b, m, context));
}

/** Both sides of a comparison; a Fraction's denominator is multiplied into this side. */
function comparands(self: PyDecimal, other: Value, equality: boolean): [PyDecimal, PyDecimal] | undefined {
  const number = operand(other);
  if (number !== undefined) return [self, number];
  if (isFloat(other) || (other instanceof PyComplex && equality && other.imag === 0)) {
    const context = currentContext();
    if (equality) context.flags |= FLOAT_OPERATION;
    else raiseFor(context, FLOAT_OPERATION);
    return [self, ofDouble(other instanceof PyComplex ? other.real : floatOf(other))];
  }
  if (
    typeof other !== "object" ||
    other instanceof PyComplex ||
    !isinstance(other, decimalState().rational)
  ) {
    return undefined;
  }
  const numerator = argument(getAttr(other, "numerator"));
  if (!self.finite) return [self, numerator];
  return [multiply(self, argument(getAttr(other, "denominator")), unlimited()), numerator];
}

function comparison(test: (order: number) => boolean, equality: boolean, ofNaN: boolean): NativeRow {
  return [
    "(self, value, /)",
    (self: PyDecimal, other: Value) => {
      const sides = comparands(self, other, equality);
      if (sides === undefined) return NotImplemented;
      const [a, b] = sides;
      if (!a.nan && !b.nan) return test(compareNumbers(a, b));
      if (!equality || a.kind === SIGNALING || b.kind === SIGNALING) {
        raiseFor(currentContext(), INVALID_OPERATION);
      }
      return ofNaN;
    },
  ];
}

function requireFinite(a: PyDecimal, what: string): void {
  if (a.nan) throw valueError(`cannot convert NaN to ${what}`);
  if (a.infinite) throw overflowError(`cannot convert Infinity to ${what}`);
}

/** The integer of a number, rounded as told, without regard to any precision. */
function toInt(a: PyDecimal, rounding: Rounding): Value {
  requireFinite(a, "integer");
  const context = unlimited();
  context.rounding = rounding;
  return int(truncated(toIntegral(a, context)));
}

function toFloat(a: PyDecimal): number {
  if (a.kind === SIGNALING) throw valueError("cannot convert signaling NaN to float");
  if (a.nan) return a.negative ? negativeNan() : Number.NaN;
  return Number(decimalText(a));
}

function decimalHash(self: PyDecimal): Value {
  if (self.kind === SIGNALING) throw typeError("Cannot hash a signaling NaN value");
  return self.kind === QUIET ? identityHash(self) : int(hashNumber(self));
}

function asTuple(self: PyDecimal): Value {
  const text = self.coefficient.toString();
  const digits = self.nan && self.coefficient === 0n ? emptyTuple : tuple([...text].map(Number));
  const exponent = self.infinite ? "F" : self.kind === QUIET ? "n" : self.nan ? "N" : self.exponent;
  return callable(decimalState().tupleType).c3(self.negative ? 1 : 0, digits, exponent);
}

function round(self: PyDecimal, digits?: Value): Value {
  if (digits === undefined) return toInt(self, "ROUND_HALF_EVEN");
  const context = currentContext();
  return settle(context, quantize(self, finite(false, 1n, -toSize(digits, OverflowError)), context));
}

const toIntegralRow = (exact: boolean): NativeRow => [
  "(self, /, rounding=None, context=None)",
  (self: PyDecimal, rounding?: Value, given?: Value) =>
    rounded(rounding, contextOr(given), (context) => toIntegral(self, context, exact)),
];

/** The object with its four words of 19 digits, and the words of a larger number. */
function sizeOf(self: PyDecimal): Value {
  const words = Math.ceil(digitCount(self.coefficient) / 19);
  return 104 + (words > 4 ? 8 * words : 0);
}

/** How a dict like that of `locale.localeconv()` says that numbers are written. */
function localeOf(override: Value | undefined): NumberLocale | undefined {
  if (override === undefined) return undefined;
  if (!(override instanceof PyDict)) throw typeError("optional argument must be a dict");
  const part = (name: string, otherwise: string): string => {
    const value = override.getStr(name);
    if (value === undefined) return otherwise;
    if (!isStr(value)) throw typeError("bad argument type for built-in operation");
    return strOf(value);
  };
  const point = part("decimal_point", ".");
  const separator = part("thousands_sep", "");
  const grouping = Array.from(part("grouping", ""), (letter) => letter.charCodeAt(0));
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  const tooLong = point === "" || bytes(point) > 4 || bytes(separator) > 4;
  if (tooLong || grouping.some((size) => size > CHAR_MAX)) throw valueError("invalid override dict");
  return { point, separator, grouping };
}

export const decimalSpec: TypeSpec = {
  doc: "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0').\nThe context does not affect the conversion and is only passed to determine\nif the InvalidOperation trap is active.\n",
  new: [
    '(value="0", context=None)',
    (cls: PyType, value: Value = 0, context?: Value) =>
      instanceOf(cls, convert(value, contextOr(context), true)),
  ],
  methods: {
    ...decimalOperations,
    __repr__: [
      "(self, /)",
      (self: PyDecimal) => str(`Decimal('${decimalText(self, currentContext().capitals)}')`),
    ],
    __str__: ["(self, /)", (self: PyDecimal) => decimalText(self, currentContext().capitals)],
    __format__: [
      "(self, format_spec, override=<unrepresentable>, /)",
      (self: PyDecimal, spec: Value, override?: Value) => {
        if (!isStr(spec)) throw typeError("format arg must be str");
        const text = strOf(spec);
        if (text.endsWith("N") && text.length !== 1 + text.search(/[<>=^]/))
          warn(DeprecationWarning, "Format specifier 'N' is deprecated");
        return str(formatDecimal(self, text, currentContext(), localeOf(override)));
      },
    ],
    __hash__: ["(self, /)", decimalHash],
    __eq__: comparison((order) => order === 0, true, false),
    __ne__: comparison((order) => order !== 0, true, true),
    __lt__: comparison((order) => order < 0, false, false),
    __le__: comparison((order) => order <= 0, false, false),
    __gt__: comparison((order) => order > 0, false, false),
    __ge__: comparison((order) => order >= 0, false, false),
    ...operator("add", add),
    ...operator("sub", subtract),
    ...operator("mul", multiply),
    ...operator("truediv", divide),
    ...operator("floordiv", divideInt),
    ...operator("mod", remainder),
    ...operator("divmod", divmodTuple),
    __pow__: [
      "(self, value, mod=None, /)",
      (self: Value, exponent: Value, modulus: Value = null) => powerOperator(self, exponent, modulus),
    ],
    __rpow__: [
      "(self, value, mod=None, /)",
      (self: Value, base: Value, modulus: Value = null) => powerOperator(base, self, modulus),
    ],
    __neg__: unaryOperator(minus),
    __pos__: unaryOperator(plus),
    __abs__: unaryOperator(absolute),
    __bool__: ["(self, /)", (self: PyDecimal) => !self.zero],
    __int__: ["(self, /)", (self: PyDecimal) => toInt(self, "ROUND_DOWN")],
    __trunc__: ["(self, /)", (self: PyDecimal) => toInt(self, "ROUND_DOWN")],
    __floor__: ["(self, /)", (self: PyDecimal) => toInt(self, "ROUND_FLOOR")],
    __ceil__: ["(self, /)", (self: PyDecimal) => toInt(self, "ROUND_CEILING")],
    __round__: ["(self, ndigits=<unrepresentable>, /)", round],
    __float__: ["(self, /)", (self: PyDecimal) => float(toFloat(self))],
    __complex__: ["(self, /)", (self: PyDecimal) => complex(toFloat(self), 0)],
    __copy__: ["(self, /)", (self: PyDecimal) => self],
    __deepcopy__: ["(self, memo, /)", (self: PyDecimal) => self],
    __reduce__: ["(self, /)", (self: PyDecimal) => tuple([typeOf(self), tuple([decimalText(self)])])],
    __sizeof__: ["(self, /)", sizeOf],
    quantize: [
      "(self, /, exp, rounding=None, context=None)",
      (self: PyDecimal, exponent: Value, rounding?: Value, given?: Value) =>
        rounded(rounding, contextOr(given), (context) => quantize(self, argument(exponent), context)),
    ],
    to_integral: toIntegralRow(false),
    to_integral_value: toIntegralRow(false),
    to_integral_exact: toIntegralRow(true),
    adjusted: ["(self, /)", (self: PyDecimal) => (self.finite ? self.adjusted : 0)],
    canonical: ["(self, /)", (self: PyDecimal) => self],
    is_canonical: ["(self, /)", () => true],
    conjugate: ["(self, /)", (self: PyDecimal) => self],
    radix: ["(self, /)", () => ofInteger(10n)],
    as_tuple: ["(self, /)", asTuple],
    as_integer_ratio: [
      "(self, /)",
      (self: PyDecimal) => {
        requireFinite(self, "integer ratio");
        const [numerator, denominator] = integerRatio(self);
        return tuple([int(numerator), int(denominator)]);
      },
    ],
  },
  classMethods: {
    from_float: [
      "(type, f, /)",
      (cls: PyType, value: Value) => {
        const number = fromFloat(value);
        return cls === decimalType ? number : callable(cls).c1(number);
      },
    ],
    from_number: [
      "(type, number, /)",
      (cls: PyType, value: Value) => {
        const number = operand(value) ?? (isFloat(value) ? ofDouble(floatOf(value)) : undefined);
        if (number === undefined) throw unsupported(value);
        return cls === decimalType ? instanceOf(cls, number) : callable(cls).c1(number);
      },
    ],
  },
  getset: {
    real: { get: (self: PyDecimal) => self },
    imag: { get: () => ofInteger(0n) },
  },
};
