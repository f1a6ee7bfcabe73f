/** Builtin functions on numbers and characters. https://docs.python.org/3.14/library/functions.html */
import { special, typeOf } from "../../core/builtin-types.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { isBytes } from "../../objects/bytes.ts";
import { PyComplex } from "../../objects/complex.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { addInt, intToDouble } from "../../objects/int-arithmetic.ts";
import { type Int, intOf, isInt } from "../../objects/int.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { charOf, isStr, pointsOf, strLength } from "../../objects/str.ts";
import { iter } from "../../protocols/iterate.ts";
import { abs, add, divmod, powMod, pow, toIndex } from "../../protocols/number.ts";

function inBase(base: number, prefix: string): (value: Value) => Value {
  return (value) => {
    const n = toIndex(value);
    return n < 0 ? `-${prefix}${(-n).toString(base)}` : prefix + n.toString(base);
  };
}

function round(value: Value, digits: Value = null): Value {
  const method = special(value, "m$__round__") ?? undefined;
  if (method === undefined) throw typeError(`type ${typeOf(value).name} doesn't define __round__ method`);
  return digits === null ? method.c1(value) : method.c2(value, digits);
}

function chr(value: Value): Value {
  const point = toIndex(value);
  if (point < 0 || point > 0x10ffff) throw valueError("chr() arg not in range(0x110000)");
  return charOf(Number(point));
}

function ord(value: Value): Value {
  let length: number;
  if (isStr(value)) {
    length = strLength(value);
    if (length === 1) return pointsOf(value)[0] as number;
  } else if (isBytes(value) || value instanceof PyByteArray) {
    const data = bufferOf(value) as Uint8Array;
    length = data.length;
    if (length === 1) return data[0] as number;
  } else {
    throw typeError(`ord() expected string of length 1, but ${typeOf(value).name} found`);
  }
  throw typeError(`ord() expected a character, but string of length ${length} found`);
}

/** A running float sum with its rounding error (Neumaier), as `sum` has used since 3.12. */
interface Compensated {
  high: number;
  low: number;
}

function accumulate(total: Compensated, x: number): void {
  const t = total.high + x;
  total.low += Math.abs(total.high) >= Math.abs(x) ? total.high - t + x : x - t + total.high;
  total.high = t;
}

const rounded = ({ high, low }: Compensated): number =>
  low !== 0 && Number.isFinite(low) ? high + low : high;

/** `sum`: ints exactly, then floats and complex numbers compensated, then whatever `+` does. As builtin_sum_impl. */
function sum(iterable: Value, start: Value = 0): Value {
  const items = iter(iterable);
  refuseStart(start);
  let item = items.nx();
  let total = start;
  if (typeof total === "number" && Number.isInteger(total)) {
    let whole: number | bigint = total;
    while (
      item !== undefined &&
      (typeof item === "boolean" ||
        (typeof item === "number" && Number.isInteger(item)) ||
        typeof item === "bigint")
    ) {
      const next: Int = typeof item === "boolean" ? Number(item) : item;
      const fast: number = typeof whole === "number" && typeof next === "number" ? whole + next : Number.NaN;
      whole = Number.isSafeInteger(fast) ? fast : addInt(whole, next);
      item = items.nx();
    }
    if (item === undefined) return whole;
    total = add(whole, item);
    item = items.nx();
  }
  if (isPlainFloat(total)) {
    // As `accumulate`, in variables: an object would box every sum.
    let high = floatOf(total);
    let low = 0;
    for (; item !== undefined; item = items.nx()) {
      let x: number;
      if (typeof item === "number" && !Number.isInteger(item)) x = item;
      else if (isPlainFloat(item)) x = floatOf(item);
      else if (isExactInt(item)) x = intToDouble(intOf(item));
      else break;
      const t = high + x;
      low += Math.abs(high) >= Math.abs(x) ? high - t + x : x - t + high;
      high = t;
    }
    total = float(rounded({ high, low }));
  }
  if (item !== undefined && item instanceof PyComplex && isPlainFloat(total)) {
    total = add(total, item);
    item = items.nx();
  }
  if (total instanceof PyComplex) {
    const real: Compensated = { high: total.real, low: 0 };
    const imaginary: Compensated = { high: total.imag, low: 0 };
    for (; item !== undefined; item = items.nx()) {
      if (item instanceof PyComplex) {
        accumulate(real, item.real);
        accumulate(imaginary, item.imag);
      } else if (isPlainFloat(item)) accumulate(real, floatOf(item));
      else if (isExactInt(item)) accumulate(real, intToDouble(intOf(item)));
      else break;
    }
    total = new PyComplex(rounded(real), rounded(imaginary));
  }
  for (; item !== undefined; item = items.nx()) total = add(total, item);
  return total;
}

const isPlainFloat = (value: Value): boolean => isFloat(value) && !typeOf(value).heap;
const isExactInt = (value: Value): boolean => isInt(value) && !typeOf(value).heap;

function refuseStart(start: Value): void {
  if (isStr(start)) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (isBytes(start)) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
}

export const numberFunctions: Readonly<Record<string, NativeRow>> = {
  abs: ["(number, /)", abs],
  bin: ["(number, /)", inBase(2, "0b")],
  chr: ["(i, /)", chr],
  divmod: ["(x, y, /)", divmod],
  hex: ["(number, /)", inBase(16, "0x")],
  oct: ["(number, /)", inBase(8, "0o")],
  ord: ["(character, /)", ord],
  pow: [
    "(base, exp, mod=None)",
    (base: Value, exponent: Value, modulus: Value = null) =>
      modulus === null ? pow(base, exponent) : powMod(base, exponent, modulus),
  ],
  round: ["(number, ndigits=None)", round],
  sum: ["(iterable, /, start=0)", sum],
};
