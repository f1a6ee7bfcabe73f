/** Reading and writing of single items in memory by the type codes of `struct`, which `memoryview` uses as well. Follows
 * Modules/_struct.c; https://docs.python.org/3.14/library/struct.html#format-characters */
import type { Value } from "../core/object.ts";
import { overflowError } from "../exceptions/raise.ts";
import { doubleToBits, frexp } from "./double-bits.ts";
import { float } from "./float.ts";
import { int } from "./int.ts";

/** Sizes of the codes: standard, and native on 64-bit Unix. */
export const STANDARD_SIZE: Readonly<Record<string, number>> = {
  x: 1,
  c: 1,
  b: 1,
  B: 1,
  "?": 1,
  s: 1,
  p: 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  f: 4,
  q: 8,
  Q: 8,
  d: 8,
  F: 8,
  D: 16,
};
export const NATIVE_SIZE: Readonly<Record<string, number>> = {
  ...STANDARD_SIZE,
  l: 8,
  L: 8,
  n: 8,
  N: 8,
  P: 8,
};

/** Two's complement or unsigned integer of `size` bytes. */
export function readInteger(
  view: DataView,
  at: number,
  size: number,
  signed: boolean,
  little: boolean,
): Value {
  switch (size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, little) : view.getUint16(at, little);
    case 4:
      return signed ? view.getInt32(at, little) : view.getUint32(at, little);
    case 8: {
      const high = signed
        ? view.getInt32(little ? at + 4 : at, little)
        : view.getUint32(little ? at + 4 : at, little);
      const value = high * 2 ** 32 + view.getUint32(little ? at : at + 4, little);
      // Beyond, the double may be rounded.
      if (Number.isSafeInteger(value)) return value;
      return int(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
    }
    default:
      return int(signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little));
  }
}

export function writeInteger(
  view: DataView,
  at: number,
  size: number,
  value: number | bigint,
  little: boolean,
): void {
  if (size === 8 && typeof value === "number") {
    view.setInt32(little ? at + 4 : at, Math.floor(value / 2 ** 32), little);
    view.setInt32(little ? at : at + 4, value, little);
  } else if (size === 8) view.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), little);
  else if (size === 4) view.setInt32(at, Number(value), little);
  else if (size === 2) view.setInt16(at, Number(value), little);
  else view.setInt8(at, Number(value));
}

export function readFloat(view: DataView, at: number, size: number, little: boolean): Value {
  return float(readDouble(view, at, size, little));
}

export function readDouble(view: DataView, at: number, size: number, little: boolean): number {
  if (size === 8) return view.getFloat64(at, little);
  if (size === 4) return view.getFloat32(at, little);
  const bits = view.getUint16(at, little);
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits >> 15 === 0 ? 1 : -1;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** @throws OverflowError when a finite double does not fit the smaller form. */
export function writeFloat(view: DataView, at: number, size: number, x: number, little: boolean): void {
  if (size === 8) view.setFloat64(at, x, little);
  else if (size === 4) {
    if (Number.isFinite(x) && !Number.isFinite(Math.fround(x)))
      throw overflowError("float too large to pack with f format");
    view.setFloat32(at, x, little);
  } else view.setUint16(at, toHalf(x), little);
}

/** Bits of the half-precision number nearest to a double, ties to even. */
function toHalf(x: number): number {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (size !== size) return (doubleToBits(x) >> 63n === 1n ? 0x8000 : 0) | 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundEven(size * 2 ** 24);
  const power = frexp(size)[1] - 1;
  const fraction = roundEven((size / 2 ** power) * 1024);
  const bits = ((power + 14) << 10) + fraction;
  if (bits >= 0x7c00) throw overflowError("float too large to pack with e format");
  return sign | bits;
}

function roundEven(x: number): number {
  const whole = Math.floor(x);
  const rest = x - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}
