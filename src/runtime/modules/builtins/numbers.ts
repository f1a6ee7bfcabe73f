/** Builtin functions on numbers and characters. https://docs.python.org/3.14/library/functions.html */
import { special, typeOf } from "../../core/builtin-types.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { isBytes } from "../../objects/bytes.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { charOf, isStr, pointsOf, strLength } from "../../objects/str.ts";
import { abs, divmod, powMod, pow, toIndex } from "../../protocols/number.ts";
import { sum } from "./sum.ts";

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
  if (typeof value === "string" && value.length === 1) return value.charCodeAt(0);
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
