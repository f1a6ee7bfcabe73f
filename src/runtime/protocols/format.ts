/** `__format__` of int, float, complex and str. Follows Python/formatter_unicode.c. */
import { typeOf } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { badArgument, overflowError, valueError } from "../exceptions/raise.ts";
import type { PyComplex } from "../objects/complex.ts";
import { floatOf, isFloat } from "../objects/float.ts";
import { checkPrecision, formatDouble } from "../objects/float-format.ts";
import { intOf } from "../objects/int.ts";
import { absInt, intToDouble } from "../objects/int-arithmetic.ts";
import { intText } from "../objects/int-text.ts";
import {
  charOf,
  isExactStr,
  isStr,
  type Str,
  str as makeStr,
  strLength,
  strOf,
  substring,
} from "../objects/str.ts";
import {
  type FormatSpec,
  groupFraction,
  layOutNumber,
  pad,
  parseFormatSpec,
  unknownType,
} from "./format-spec.ts";
import { str } from "./repr.ts";

function specText(spec: Value): string {
  if (!isStr(spec)) throw badArgument("__format__() argument", "str", spec);
  return strOf(spec);
}

/** `str.__format__` */
export function formatStr(self: Str, formatSpec: Value): Str {
  const text = specText(formatSpec);
  if (text === "") return isExactStr(self) ? self : str(self);
  const name = typeOf(self).name;
  const spec = parseFormatSpec(text, name, "s", "<");
  if (spec.type !== "s") throw unknownType(spec.type, name);
  if (spec.sign === " ") throw valueError("Space not allowed in string format specifier");
  if (spec.sign !== "") throw valueError("Sign not allowed in string format specifier");
  if (spec.noNegativeZero)
    throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") throw valueError("'=' alignment not allowed in string format specifier");
  const shown =
    spec.precision >= 0 && spec.precision < strLength(self) ? substring(self, 0, spec.precision) : self;
  const padded = pad(strOf(shown), spec, strLength(shown));
  return typeof shown === "string" ? laidOut(padded, spec) : makeStr(padded);
}

/** The str of a text of plain characters and of fills. */
const laidOut = (text: string, { fill }: FormatSpec): Str => (fill < "\ud800" ? text : makeStr(text));

/** `int.__format__`, also of bool and of subclasses */
export function formatInt(self: Value, formatSpec: Value): Str {
  const text = specText(formatSpec);
  if (text === "")
    return typeof self === "object" || typeof self === "boolean" ? str(self) : intText(intOf(self));
  const name = typeOf(self).name;
  const spec = parseFormatSpec(text, name, "d", ">");
  if ("eEfFgG%".includes(spec.type)) return laidOut(floatField(intToDouble(intOf(self)), spec), spec);
  if (!"bcdoxXn".includes(spec.type)) throw unknownType(spec.type, name);
  if (spec.precision >= 0) throw valueError("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero)
    throw valueError("Negative zero coercion (z) not allowed in integer format specifier");
  return spec.type === "c" ? makeStr(intField(self, spec)) : laidOut(intField(self, spec), spec);
}

const RADIX: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function intField(self: Value, spec: FormatSpec): string {
  const n = intOf(self);
  if (spec.type === "c") {
    if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (typeof n === "bigint" && BigInt.asIntN(64, n) !== n) {
      throw overflowError("Python int too large to convert to C long");
    }
    if (n < 0 || n > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
    const field = spec.align === "=" ? { ...spec, align: ">" as const } : spec;
    return pad(strOf(charOf(Number(n))), field, 1);
  }
  const radix = RADIX[spec.type];
  const magnitude = absInt(n);
  const digits = radix === undefined ? intText(magnitude) : magnitude.toString(radix);
  const number = {
    negative: n < 0,
    prefix: spec.alternate && radix !== undefined ? `0${spec.type}` : "",
    digits: spec.type === "X" ? digits.toUpperCase() : digits,
    rest: "",
  };
  return layOutNumber(number, spec);
}

/** `float.__format__` */
export function formatFloat(self: Value, formatSpec: Value): Str {
  const text = specText(formatSpec);
  if (text === "") return str(self);
  const name = typeOf(self).name;
  const spec = parseFormatSpec(text, name, "", ">");
  if (!"eEfFgGn%".includes(spec.type)) throw unknownType(spec.type, name);
  return laidOut(floatField(isFloat(self) ? floatOf(self) : intToDouble(intOf(self)), spec), spec);
}

function floatField(x: number, spec: FormatSpec): string {
  checkPrecision(spec.precision);
  let type = spec.type.toLowerCase();
  let precision = spec.precision;
  let value = x;
  if (type === "") type = precision < 0 ? "r" : "g";
  else if (type === "n") type = "g";
  else if (type === "%") {
    type = "f";
    value = x * 100;
  }
  if (precision < 0) precision = 6;
  const parts = doubleText(value, type, precision, spec, spec.type === "");
  const rest = spec.type === "%" ? `${parts.rest}%` : parts.rest;
  return layOutNumber({ negative: parts.negative, prefix: "", digits: parts.digits, rest }, spec);
}

function doubleText(x: number, type: string, precision: number, spec: FormatSpec, pointZero: boolean) {
  const parts = formatDouble(x, type, precision, spec.alternate, pointZero);
  const upper = spec.type === "E" || spec.type === "F" || spec.type === "G";
  const exponent = upper ? parts.exponent.toUpperCase() : parts.exponent;
  const negative =
    parts.negative &&
    parts.exponent.toLowerCase() !== "nan" &&
    !(spec.noNegativeZero && parts.digits !== "" && !/[1-9]/.test(parts.digits + parts.fraction));
  const rest = parts.point + groupFraction(parts.fraction, spec.fractionGrouping) + exponent;
  return { negative, digits: parts.digits, rest };
}

/** `complex.__format__` */
export function formatComplex(self: PyComplex, formatSpec: Value): Str {
  const text = specText(formatSpec);
  if (text === "") return str(self);
  const name = typeOf(self).name;
  const spec = parseFormatSpec(text, name, "", ">");
  if (!"eEfFgGn".includes(spec.type)) throw unknownType(spec.type, name);
  checkPrecision(spec.precision);
  if (spec.fill === "0") throw valueError("Zero padding is not allowed in complex format specifier");
  if (spec.align === "=") throw valueError("'=' alignment flag is not allowed in complex format specifier");
  let type = spec.type === "n" ? "g" : spec.type.toLowerCase();
  let bare = false;
  let parentheses = false;
  if (type === "") {
    type = spec.precision < 0 ? "r" : "g";
    bare = Object.is(self.real, 0);
    parentheses = !bare;
  }
  const precision = spec.precision < 0 ? 6 : spec.precision;
  const part = (x: number, sign: FormatSpec["sign"]): string => {
    const { negative, digits, rest } = doubleText(x, type, precision, spec, false);
    return layOutNumber(
      { negative, prefix: "", digits, rest },
      { ...spec, sign, width: -1, fill: "\0", align: "<" },
    );
  };
  const body = bare
    ? `${part(self.imag, spec.sign)}j`
    : `${part(self.real, spec.sign)}${part(self.imag, "+")}j`;
  return makeStr(pad(parentheses ? `(${body})` : body, spec));
}
