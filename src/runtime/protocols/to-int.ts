/** `int(x)` and `float(x)` of one argument: PyNumber_Long and PyNumber_Float of Objects/abstract.c. */
import { latin1 } from "../objects/bytes-search.ts";
import { floatType, intType, special, typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { bufferOf } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { asciiDigits } from "../objects/decimal-digits.ts";
import { floatOf, isFloat } from "../objects/float.ts";
import { parseFloatText } from "../objects/float-text.ts";
import { type Int, intFromDouble, intOf, isInt } from "../objects/int.ts";
import { intToDouble } from "../objects/int-arithmetic.ts";
import { parseIntText } from "../objects/int-text.ts";
import { isExactStr, isStr, strOf } from "../objects/str.ts";
import { strip } from "../objects/whitespace.ts";
import { warnSubclass } from "./deprecated.ts";
import { floatResult, isIndex, toIndex } from "./number.ts";
import { reprText } from "./repr.ts";

/** The integral part of a double; ValueError for NaN, OverflowError for infinities. */
export function truncate(x: number): Int {
  if (Number.isFinite(x)) return intFromDouble(Math.trunc(x));
  if (x !== x) throw valueError("cannot convert float NaN to integer");
  throw overflowError("cannot convert float infinity to integer");
}

/** `int(value)` */
export function toInt(value: Value): Int {
  if (typeof value === "number") return Number.isInteger(value) ? value : truncate(value);
  if (typeof value === "string") return intFromText(value, value, 10);
  if (isInt(value) && typeof value !== "object") return intOf(value);
  if (value !== null && typeof value === "object" && value.cls$ === floatType)
    return truncate(floatOf(value));
  const method = special(value, "m$__int__");
  if (method !== undefined && method !== null) {
    const result = method.c1(value);
    if (!isInt(result)) throw typeError(`__int__ returned non-int (type ${typeOf(result).name})`);
    if (typeOf(result) !== intType) warnSubclass("__int__", result, "int");
    return intOf(result);
  }
  if (isIndex(value)) return toIndex(value);
  if (isStr(value)) return intFromText(strOf(value), value, 10);
  const data = bufferOf(value);
  if (data !== undefined) return intFromText(latin1(data), bytes(data), 10);
  throw typeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeOf(value).name}'`,
  );
}

/** The int that `text` spells; `shown` is what the error text shows. */
export function intFromText(text: string, shown: Value, base: number): Int {
  const result = parseIntText(text, base);
  if (result === undefined) {
    throw valueError(`invalid literal for int() with base ${base}: ${reprText(shown).slice(0, 200)}`);
  }
  return result;
}

/** `float(value)` */
export function toFloat(value: Value): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean" || typeof value === "bigint") return intToDouble(intOf(value));
  if (isExactStr(value)) return floatFromText(strOf(value), value);
  const method = special(value, "m$__float__");
  if (method !== undefined && method !== null) return floatResult(value, method);
  if (isStr(value)) return floatFromText(strOf(value), value);
  if (isFloat(value)) return floatOf(value);
  if (isIndex(value)) return intToDouble(toIndex(value));
  const data = bufferOf(value);
  if (data !== undefined) {
    const text = latin1(data);
    // Only a str has other digits and spaces than those of ASCII.
    return floatFromText(/[\x80-\xff]/.test(text) ? "" : text, value);
  }
  throw typeError(`float() argument must be a string or a real number, not '${typeOf(value).name}'`);
}

function floatFromText(text: string, shown: Value): number {
  const result = parseFloatText(text) ?? parseFloatText(strip(asciiDigits(text)));
  if (result === undefined) throw valueError(`could not convert string to float: ${reprText(shown)}`);
  return result;
}
