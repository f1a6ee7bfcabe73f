/** Behaviour of `float`. https://docs.python.org/3.14/library/stdtypes.html#additional-methods-on-float and
 * Objects/floatobject.c */
import { floatType, PyFloat, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hashDouble } from "../core/hash.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { identityOf } from "../core/identity.ts";
import { overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { decompose } from "../objects/double-bits.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { divmodFloat, floordivFloat, modFloat, powFloat, truedivFloat } from "../objects/float-arithmetic.ts";
import { floatFromHex, floatHex } from "../objects/float-hex.ts";
import { floatRepr, roundDouble } from "../objects/float-text.ts";
import { int, intFromDouble, intOf, isInt } from "../objects/int.ts";
import { intToDouble } from "../objects/int-arithmetic.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { formatFloat } from "../protocols/format.ts";
import { toDouble, toIndex } from "../protocols/number.ts";
import { toFloat, truncate } from "../protocols/to-int.ts";
import { refuseKeywords } from "./keywords.ts";
import { binaryRows, comparisonRows, SELF } from "./numeric-rows.ts";

/** Float, or int converted to one. */
function payload(value: Value): number | undefined {
  if (isFloat(value)) return floatOf(value);
  return isInt(value) ? intToDouble(intOf(value)) : undefined;
}

/** For comparisons, which are exact with ints of any size. */
function comparand(value: Value): number | bigint | undefined {
  if (isFloat(value)) return floatOf(value);
  return isInt(value) ? intOf(value) : undefined;
}

const same: NativeRow = [SELF, (self: Value) => float(floatOf(self))];

function make(cls: PyType, x: number): Value {
  if (cls === floatType) return float(x);
  const self = cls.alloc() as PyFloat;
  self.value = x;
  return self;
}

/** A double that is integral and may be infinite or NaN as an int. */
const integral = (x: number): Value => truncate(x);

/** The nearest integer, ties to even. */
function roundHalfEven(x: number): number {
  const whole = Math.trunc(x);
  const rest = Math.abs(x - whole);
  return rest > 0.5 || (rest === 0.5 && whole % 2 !== 0) ? whole + Math.sign(x) : whole;
}

function round(self: Value, ndigits: Value = null): Value {
  const x = floatOf(self);
  if (ndigits === null) return Number.isFinite(x) ? intFromDouble(roundHalfEven(x)) : integral(x);
  const places = toIndex(ndigits);
  if (!Number.isFinite(x)) return float(x);
  const result = roundDouble(x, Number(places));
  if (!Number.isFinite(result)) throw overflowError("rounded value too large to represent");
  return float(result);
}

function integerRatio(self: Value): Value {
  const x = floatOf(self);
  if (x !== x) throw valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(x)) throw overflowError("cannot convert Infinity to integer ratio");
  let { mantissa, exponent } = decompose(x);
  if (mantissa === 0) return tuple([0, 1]);
  while (exponent < 0 && mantissa % 2 === 0) {
    mantissa /= 2;
    exponent++;
  }
  const m = BigInt(mantissa);
  return exponent >= 0
    ? tuple([int(m << BigInt(exponent)), 1])
    : tuple([mantissa, int(1n << BigInt(-exponent))]);
}

function power(base: Value, exponent: Value, modulus: Value = null): Value {
  const a = payload(base);
  const b = payload(exponent);
  if (a === undefined || b === undefined) return NotImplemented;
  if (modulus !== null) {
    throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
  }
  return powFloat(a, b);
}

export const floatSpec: TypeSpec = {
  doc: "Floating-point numbers, double precision. float(x) converts a number or a string.",
  new: [
    "(x=0, /, **kwargs)",
    (cls: PyType, x: Value = 0, keywords: Map<string, Value>) => {
      refuseKeywords(keywords, cls, floatType, "__init__");
      return make(cls, toFloat(x));
    },
  ],
  methods: {
    __repr__: [SELF, (self: Value) => floatRepr(floatOf(self))],
    __hash__: [
      SELF,
      (self: Value) => {
        const x = floatOf(self);
        return x !== x && self instanceof PyFloat ? Math.floor(identityOf(self) / 16) : hashDouble(x);
      },
    ],
    ...comparisonRows(comparand),
    ...binaryRows("add", payload, (a, b) => float(a + b)),
    ...binaryRows("sub", payload, (a, b) => float(a - b)),
    ...binaryRows("mul", payload, (a, b) => float(a * b)),
    ...binaryRows("mod", payload, (a, b) => float(modFloat(a, b))),
    ...binaryRows("divmod", payload, (a, b) => tuple(divmodFloat(a, b).map(float))),
    ...binaryRows("floordiv", payload, (a, b) => float(floordivFloat(a, b))),
    ...binaryRows("truediv", payload, (a, b) => float(truedivFloat(a, b))),
    __pow__: [
      "(self, value, mod=None, /)",
      (self: Value, other: Value, mod?: Value) => power(self, other, mod),
    ],
    __rpow__: [
      "(self, value, mod=None, /)",
      (self: Value, other: Value, mod?: Value) => power(other, self, mod),
    ],
    __neg__: [SELF, (self: Value) => float(-floatOf(self))],
    __pos__: same,
    __abs__: [SELF, (self: Value) => float(Math.abs(floatOf(self)))],
    __bool__: [SELF, (self: Value) => floatOf(self) !== 0],
    __int__: [SELF, (self: Value) => integral(floatOf(self))],
    __float__: same,
    __trunc__: [SELF, (self: Value) => integral(floatOf(self))],
    __floor__: [SELF, (self: Value) => integral(Math.floor(floatOf(self)))],
    __ceil__: [SELF, (self: Value) => integral(Math.ceil(floatOf(self)))],
    __round__: ["(self, ndigits=None, /)", round],
    __getnewargs__: [SELF, (self: Value) => tuple([float(floatOf(self))])],
    __format__: ["(self, format_spec, /)", formatFloat],
    conjugate: same,
    as_integer_ratio: [SELF, integerRatio],
    hex: [SELF, (self: Value) => floatHex(floatOf(self))],
    is_integer: [
      SELF,
      (self: Value) => Math.floor(floatOf(self)) === floatOf(self) && Number.isFinite(floatOf(self)),
    ],
  },
  classMethods: {
    fromhex: [
      "(type, string, /)",
      (cls: PyType, text: Value) => {
        if (!isStr(text)) throw typeError(`bad argument type for built-in operation`);
        const value = float(floatFromHex(strOf(text)));
        return cls === floatType ? value : cls.c1(value);
      },
    ],
    from_number: [
      "(type, number, /)",
      (cls: PyType, number: Value) => {
        if (typeOf(number) === cls && cls === floatType) return number;
        const value = float(toDouble(number));
        return cls === floatType ? value : cls.c1(value);
      },
    ],
    __getformat__: [
      "(type, typestr, /)",
      (_cls: PyType, kind: Value) => {
        if (!isStr(kind)) throw typeError(`__getformat__() argument must be str, not ${typeOf(kind).name}`);
        if (kind !== "double" && kind !== "float") {
          throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
        }
        return "IEEE, little-endian";
      },
    ],
  },
  getset: {
    real: { get: (self: Value) => float(floatOf(self)), doc: "the real part of a complex number" },
    imag: { get: () => float(0), doc: "the imaginary part of a complex number" },
  },
};
