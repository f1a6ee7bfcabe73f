/**
 * Numbers as text, both ways, and `__format__`.
 * https://speleotrove.com/decimal/daconvs.html,
 * https://docs.python.org/3.14/library/string.html#format-specification-mini-language
 */
import { valueError } from "../../exceptions/raise.ts";
import { asciiDigits } from "../../objects/decimal-digits.ts";
import { strip } from "../../objects/whitespace.ts";
import { type FormatSpec, groupFraction, layOutNumber, pad } from "../../protocols/format-spec.ts";
import { cut, type PyContext, type Rounding, roundsUp } from "./context.ts";
import { FINITE, finite, INFINITE, infinity, PyDecimal, powerOfTen, QUIET, SIGNALING } from "./number.ts";

const NUMBER = /^([-+]?)(?:(?=\d|\.\d)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?|(inf(?:inity)?)|(s?nan)(\d*))$/i;

/** Digits of a coefficient that a double holds. */
const SHORT = 15;

/** A few digits with at most one point among them, as most numbers are written; undefined for anything else. */
function parseShort(source: string): PyDecimal | undefined {
  const { length } = source;
  if (length === 0 || length > SHORT) return undefined;
  let coefficient = 0;
  let point = -1;
  for (let i = 0; i < length; i++) {
    const digit = source.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) coefficient = coefficient * 10 + digit;
    else if (digit === -2 && point < 0 && length > 1) point = i;
    else return undefined;
  }
  return finite(false, BigInt(coefficient), point < 0 ? 0 : point + 1 - length);
}

/** The number that a text spells, exactly; undefined when it spells none. `lenient` allows spaces around it and `_`. */
export function parseDecimal(source: string, lenient: boolean): PyDecimal | undefined {
  const short = parseShort(source);
  if (short !== undefined) return short;
  const match = NUMBER.exec(asciiDigits(lenient ? strip(source).replaceAll("_", "") : source));
  if (match === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0", inf, nan, payload = ""] = match;
  const negative = sign === "-";
  if (inf !== undefined) return infinity(negative);
  if (nan !== undefined) {
    return new PyDecimal(negative, BigInt(payload || "0"), 0, nan.length === 4 ? SIGNALING : QUIET);
  }
  return finite(negative, BigInt(`0${whole}${fraction}`), Number(exponent) - fraction.length);
}

/** `str()`: scientific notation when the exponent asks for it, or engineering notation. */
export function decimalText(a: PyDecimal, capitals = 1, engineering = false): string {
  const sign = a.negative ? "-" : "";
  if (a.kind === INFINITE) return `${sign}Infinity`;
  const digits = a.coefficient.toString();
  if (a.kind !== FINITE)
    return `${sign}${a.kind === SIGNALING ? "s" : ""}NaN${a.coefficient === 0n ? "" : digits}`;
  const { exponent } = a;
  const left = exponent + digits.length;
  let point: number;
  if (exponent <= 0 && left > -6) point = left;
  else if (!engineering) point = 1;
  else if (a.coefficient === 0n) point = mod3(left + 1) - 1;
  else point = mod3(left - 1) + 1;
  let body: string;
  if (point <= 0) body = `0.${"0".repeat(-point)}${digits}`;
  else if (point >= digits.length) body = digits + "0".repeat(point - digits.length);
  else body = `${digits.slice(0, point)}.${digits.slice(point)}`;
  const shown = left - point;
  if (shown === 0) return sign + body;
  return `${sign}${body}${capitals === 1 ? "E" : "e"}${shown < 0 ? "-" : "+"}${Math.abs(shown)}`;
}

const mod3 = (n: number): number => ((n % 3) + 3) % 3;

const FORMAT =
  /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(?=[\d,_])(\d+)?([,_])?)?([eEfFgGnN%])?$/su;

/** How numbers are written somewhere: sizes of the groups of digits from the right, as in C's `lconv`. */
export interface NumberLocale {
  readonly point: string;
  readonly separator: string;
  readonly grouping: readonly number[];
}
/** C's largest char, which ends the grouping. */
export const CHAR_MAX = 127;
/** libmpdec takes widths and precisions below this. */
const LIMIT = 1e18;

/** `format(decimal, spec)`; `locale` goes before what the specification says of grouping. */
export function formatDecimal(a: PyDecimal, text: string, context: PyContext, locale?: NumberLocale): string {
  const match = FORMAT.exec(text);
  if (
    match === null ||
    (match[2] !== undefined && match[6] !== undefined) ||
    (match[8] !== undefined && /^n$/i.test(match[11] ?? ""))
  ) {
    throw valueError("invalid format string");
  }
  const [
    ,
    fill = " ",
    align = ">",
    sign = "",
    coerce,
    alternate,
    zeros,
    width,
    grouping = "",
    precision,
    fractionGrouping = "",
    code,
  ] = match;
  const spec: FormatSpec = {
    fill: zeros === undefined ? fill : "0",
    align: (zeros === undefined ? align : "=") as FormatSpec["align"],
    sign: sign as FormatSpec["sign"],
    noNegativeZero: coerce !== undefined,
    alternate: alternate !== undefined,
    width: width === undefined ? -1 : Number(width),
    grouping: locale === undefined ? grouping : locale.separator,
    groupSize: locale === undefined ? 3 : groupSizes(locale.grouping),
    precision: precision === undefined ? -1 : Number(precision),
    fractionGrouping: fractionGrouping as FormatSpec["fractionGrouping"],
    type: typeOfFormat(code, context),
  };
  if (spec.width >= LIMIT || spec.precision >= LIMIT)
    throw valueError("format specification exceeds internal limits of _decimal");
  if (a.kind !== FINITE) return formatSpecial(a, spec, zeros !== undefined);
  const rounded = roundForFormat(a, spec, context.rounding);
  const negative = a.negative && !(spec.noNegativeZero && rounded.coefficient === 0n);
  const digits = rounded.coefficient.toString();
  const left = rounded.exponent + digits.length;
  const kind = spec.type.toLowerCase();
  let point = 1;
  if (kind === "e") point = rounded.coefficient === 0n && spec.precision >= 0 ? 1 - spec.precision : 1;
  else if (kind !== "g" || (rounded.exponent <= 0 && left > -6)) point = left;
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const fraction = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  const exponent = left - point;
  const letter = spec.type === "E" || spec.type === "G" ? "E" : "e";
  const mark = locale?.point ?? ".";
  let rest =
    fraction === "" && !spec.alternate ? "" : `${mark}${groupFraction(fraction, spec.fractionGrouping)}`;
  if (exponent !== 0 || kind === "e") rest += `${letter}${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
  if (kind === "%") rest += "%";
  return layOutNumber({ negative, prefix: "", digits: whole, rest }, spec);
}

/** The sizes of groups as {@link layOutNumber} takes them: the last one for all that follow. */
function groupSizes(grouping: readonly number[]): number[] {
  const end = grouping.findIndex((size) => size === 0 || size === CHAR_MAX);
  if (end < 0) return grouping.length === 0 ? [Infinity] : [...grouping];
  const sizes = grouping.slice(0, end);
  return grouping[end] === 0 && end > 0 ? sizes : [...sizes, Infinity];
}

/** Without a type it is "G" or "g" as the context says; "n" is "g", as there is only the C locale. */
function typeOfFormat(code: string | undefined, context: PyContext): string {
  if (code === undefined) return context.capitals === 1 ? "G" : "g";
  return code === "n" ? "g" : code === "N" ? "G" : code;
}

function formatSpecial(a: PyDecimal, spec: FormatSpec, zeroFill: boolean): string {
  const body = decimalText(a) + (spec.type === "%" ? "%" : "");
  const sign = a.negative ? "-" : spec.sign === "-" ? "" : spec.sign;
  const magnitude = a.negative ? body.slice(1) : body;
  if (zeroFill) return pad(sign + magnitude, { ...spec, fill: " ", align: ">" });
  if (spec.align !== "=") return pad(sign + magnitude, spec);
  return sign + pad(magnitude, { ...spec, width: spec.width - sign.length });
}

function roundForFormat(a: PyDecimal, spec: FormatSpec, rounding: Rounding): PyDecimal {
  const { precision } = spec;
  const kind = spec.type.toLowerCase();
  const number = kind === "%" ? finite(a.negative, a.coefficient, a.exponent + 2) : a;
  if (kind === "f" || kind === "%") {
    if (precision >= 0) return withExponent(number, -precision, rounding);
    return number.exponent > 0 ? withExponent(number, 0, rounding) : number;
  }
  if (precision < 0 || a.coefficient === 0n) return number;
  const digits = a.digits;
  const wanted = kind === "e" ? precision + 1 : Math.max(precision, 1);
  if (kind === "g" && digits <= wanted) return number;
  const result = withExponent(number, number.exponent + digits - wanted, rounding);
  return result.digits > wanted ? withExponent(result, result.exponent + 1, rounding) : result;
}

function withExponent(a: PyDecimal, exponent: number, rounding: Rounding): PyDecimal {
  const shift = a.exponent - exponent;
  if (a.coefficient === 0n) return finite(a.negative, 0n, exponent);
  if (shift >= 0) return finite(a.negative, a.coefficient * powerOfTen(shift), exponent);
  const [kept, rest] = cut(a.coefficient, -shift, a.digits);
  return finite(a.negative, roundsUp(rounding, a.negative, kept, rest) ? kept + 1n : kept, exponent);
}
