/** Behaviour of `int`. https://docs.python.org/3.14/library/stdtypes.html#additional-methods-on-integer-types and
 * Objects/longobject.c */
import { intType, type PyInt, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hashInt } from "../core/hash.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { badArgument, overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf } from "../objects/buffer.ts";
import { isByteArray } from "../objects/bytearray.ts";
import { bytes, isBytes, PyBytes } from "../objects/bytes.ts";
import { float } from "../objects/float.ts";
import { bitLength, type Int, int, intOf, isInt } from "../objects/int.ts";
import {
  absInt,
  addInt,
  andInt,
  floordivInt,
  intToDouble,
  invertInt,
  lshiftInt,
  modInt,
  mulInt,
  negInt,
  orInt,
  powInt,
  powModInt,
  rshiftInt,
  subInt,
  truedivInt,
  xorInt,
} from "../objects/int-arithmetic.ts";
import { intText } from "../objects/int-text.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { tuple } from "../objects/tuple.ts";
import { formatInt } from "../protocols/format.ts";
import { isIterable, toArray } from "../protocols/iterate.ts";
import { powInts, toIndex, toSize } from "../protocols/number.ts";
import { toSsize } from "../protocols/sequence.ts";
import { callBytes } from "../protocols/to-bytes.ts";
import { intFromText, toInt } from "../protocols/to-int.ts";
import { latin1 } from "../objects/bytes-search.ts";
import { binaryRows, comparisonRows, SELF } from "./numeric-rows.ts";
import { basicSize } from "./sizes.ts";

const payload = (value: Value): Int | undefined => (isInt(value) ? intOf(value) : undefined);
const same: NativeRow = [SELF, (self: Value) => intOf(self)];

/** The int itself when `cls` is int, else an instance of the subclass. */
function make(cls: PyType, value: Int): Value {
  if (cls === intType) return value;
  const self = cls.alloc() as PyInt;
  self.value = value;
  return self;
}

function newInt(cls: PyType, x: Value | undefined, base: Value | undefined): Value {
  if (x === undefined) {
    if (base !== undefined) throw typeError("int() missing string argument");
    return make(cls, 0);
  }
  if (base === undefined) return make(cls, toInt(x));
  const radix = toSize(base);
  if (radix !== 0 && (radix < 2 || radix > 36)) throw valueError("int() base must be >= 2 and <= 36, or 0");
  if (isStr(x)) return make(cls, intFromText(strOf(x), x, radix));
  if (!isBytes(x) && !isByteArray(x)) throw typeError("int() can't convert non-string with explicit base");
  const data = bufferOf(x) as Uint8Array;
  return make(cls, intFromText(latin1(data), bytes(data), radix));
}

/** `round(n, -places)` of an int to a multiple of 10 ** places, ties to even. */
function roundInt(n: Int, places: number): Int {
  if (places > bitLength(n)) return 0;
  const unit = powInt(10, places);
  const rest = modInt(n, unit);
  const low = subInt(n, rest);
  const twice = mulInt(rest, 2);
  if (twice > unit || (twice === unit && modInt(floordivInt(low, unit), 2) === 1)) return addInt(low, unit);
  return low;
}

function isBig(byteorder: Value | undefined, method: string): boolean {
  if (byteorder === undefined) return true;
  if (!isStr(byteorder)) throw badArgument(`${method}() argument 'byteorder'`, "str", byteorder);
  if (strOf(byteorder) === "big") return true;
  if (strOf(byteorder) === "little") return false;
  throw valueError("byteorder must be either 'little' or 'big'");
}

function toBytes(self: Value, size: Value = 1, byteorder?: Value, isSigned: Value = false): Value {
  const length = toSsize(size);
  const big = isBig(byteorder, "to_bytes");
  const signed = truthOf(isSigned);
  if (length < 0) throw valueError("length argument must be non-negative");
  const n = intOf(self);
  if (n < 0 && !signed) throw overflowError("can't convert negative int to unsigned");
  const needed = signed ? bitLength(n < 0 ? invertInt(n) : n) + 1 : bitLength(n);
  if (needed > length * 8 && !(length === 0 && n === 0)) throw overflowError("int too big to convert");
  const data = new Uint8Array(length);
  if (length === 0) return bytes(data);
  if (typeof n === "number" && (n | 0) === n) {
    // Shifting further repeats the sign.
    for (let i = 0, rest = n; i < length; i++, rest >>= 8) data[big ? length - 1 - i : i] = rest;
    return bytes(data);
  }
  if (typeof n === "number" && n >= 0) {
    for (let i = length - 1, rest = n; i >= 0 && rest > 0; i--, rest = Math.floor(rest / 256))
      data[i] = rest % 256;
  } else {
    const hex = BigInt.asUintN(length * 8, BigInt(n))
      .toString(16)
      .padStart(length * 2, "0");
    for (let i = 0; i < length; i++) data[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes(big ? data : data.reverse());
}

/** The int that bytes in big-endian order spell. */
export function intFromBytes(data: Uint8Array, signed: boolean): Int {
  if (data.length <= 6) {
    let value = 0;
    for (let i = 0; i < data.length; i++) value = value * 256 + (data[i] as number);
    return signed && data.length > 0 && (data[0] as number) >= 128 ? value - 256 ** data.length : value;
  }
  let hex = "0x";
  for (const byte of data) hex += byte.toString(16).padStart(2, "0");
  const value = BigInt(hex);
  return int(signed ? BigInt.asIntN(data.length * 8, value) : value);
}

/** `bytes(object)` for the argument of from_bytes. */
function bytesArgument(value: Value): Uint8Array {
  const lent = callBytes(value) ?? bufferOf(value);
  if (lent !== undefined) return lent;
  if (isStr(value) || !isIterable(value))
    throw typeError(`cannot convert '${typeOf(value).name}' object to bytes`);
  return Uint8Array.from(
    toArray(value).map((item) => {
      const byte = toIndex(item);
      if (byte < 0 || byte > 255) throw valueError("bytes must be in range(0, 256)");
      return Number(byte);
    }),
  );
}

/** Of the lower 32 bits: pairs of bits are added up, then groups of four, then bytes. */
function bitCount32(n: number): number {
  const pairs = n - ((n >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function bitCount(n: Int): number {
  if (typeof n === "number") {
    const positive = Math.abs(n);
    return bitCount32(positive) + bitCount32(Math.floor(positive / 0x100000000));
  }
  let count = 0;
  for (const digit of BigInt(absInt(n)).toString(2)) if (digit === "1") count++;
  return count;
}

export const intSpec: TypeSpec = {
  doc: "Integers of any size. int(x) converts a number or a string, int(x, base) a string in the given base.",
  new: ["(x=0, /, base=10)", newInt],
  methods: {
    __repr__: [SELF, (self: Value) => intText(intOf(self))],
    __hash__: [SELF, (self: Value) => hashInt(intOf(self))],
    ...comparisonRows(payload),
    ...binaryRows("add", payload, addInt),
    ...binaryRows("sub", payload, subInt),
    ...binaryRows("mul", payload, mulInt),
    ...binaryRows("mod", payload, modInt),
    ...binaryRows("divmod", payload, (a, b) => tuple([floordivInt(a, b), modInt(a, b)])),
    ...binaryRows("floordiv", payload, floordivInt),
    ...binaryRows("truediv", payload, (a, b) => float(truedivInt(a, b))),
    ...binaryRows("lshift", payload, lshiftInt),
    ...binaryRows("rshift", payload, rshiftInt),
    ...binaryRows("and", payload, andInt),
    ...binaryRows("xor", payload, xorInt),
    ...binaryRows("or", payload, orInt),
    __pow__: [
      "(self, value, mod=None, /)",
      (self: Value, other: Value, mod?: Value) => power(self, other, mod),
    ],
    __rpow__: [
      "(self, value, mod=None, /)",
      (self: Value, other: Value, mod?: Value) => power(other, self, mod),
    ],
    __neg__: [SELF, (self: Value) => negInt(intOf(self))],
    __pos__: same,
    __abs__: [SELF, (self: Value) => absInt(intOf(self))],
    __bool__: [SELF, (self: Value) => intOf(self) !== 0],
    __invert__: [SELF, (self: Value) => invertInt(intOf(self))],
    __int__: same,
    __float__: [SELF, (self: Value) => float(intToDouble(intOf(self)))],
    __index__: same,
    __trunc__: same,
    __floor__: same,
    __ceil__: same,
    __round__: [
      "(self, ndigits=None, /)",
      (self: Value, ndigits: Value = null) => {
        const n = intOf(self);
        if (ndigits === null) return n;
        const places = toIndex(ndigits);
        return places >= 0 ? n : roundInt(n, -Number(places));
      },
    ],
    __getnewargs__: [SELF, (self: Value) => tuple([intOf(self)])],
    __format__: ["(self, format_spec, /)", (self: Value, spec: Value) => formatInt(self, spec)],
    __sizeof__: [
      SELF,
      (self: Value) => basicSize(typeOf(self)) + 4 * Math.max(1, Math.ceil(bitLength(intOf(self)) / 30)),
    ],
    conjugate: same,
    bit_length: [SELF, (self: Value) => bitLength(intOf(self))],
    bit_count: [SELF, (self: Value) => bitCount(intOf(self))],
    to_bytes: ["(self, /, length=1, byteorder='big', *, signed=False)", toBytes],
    as_integer_ratio: [SELF, (self: Value) => tuple([intOf(self), 1])],
    is_integer: [SELF, () => true],
  },
  classMethods: {
    from_bytes: [
      "(type, /, bytes, byteorder='big', *, signed=False)",
      (cls: PyType, source: Value, byteorder?: Value, signed: Value = false) => {
        const big = isBig(byteorder, "from_bytes");
        const data = source instanceof PyBytes && !source.cls$.heap ? source.data : bytesArgument(source);
        const value = intFromBytes(big || data.length === 1 ? data : data.slice().reverse(), truthOf(signed));
        return cls === intType ? value : cls.c1(value);
      },
    ],
  },
  getset: {
    real: { get: intOf, doc: "the real part of a complex number" },
    imag: { get: () => 0, doc: "the imaginary part of a complex number" },
    numerator: { get: intOf, doc: "the numerator of a rational number in lowest terms" },
    denominator: { get: () => 1, doc: "the denominator of a rational number in lowest terms" },
  },
};

function power(base: Value, exponent: Value, modulus: Value = null): Value {
  const a = payload(base);
  const b = payload(exponent);
  if (a === undefined || b === undefined) return NotImplemented;
  if (modulus === null) return powInts(a, b);
  const m = payload(modulus);
  return m === undefined ? NotImplemented : powModInt(a, b, m);
}
