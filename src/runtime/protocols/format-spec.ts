/**
 * The format specification mini-language: parsing, and laying out padded text and grouped numbers.
 *
 *     [[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision [grouping]][type]
 *
 * https://docs.python.org/3.14/library/string.html#format-specification-mini-language and
 * Python/formatter_unicode.c. Fields are in UTF-16; a fill may be one astral character.
 */
import type { PyBaseException } from "../core/exception.ts";
import { current } from "../core/state.ts";
import { valueError } from "../exceptions/raise.ts";

export interface FormatSpec {
  fill: string;
  align: "<" | ">" | "=" | "^";
  sign: "" | "+" | "-" | " ";
  noNegativeZero: boolean;
  alternate: boolean;
  /** -1 when absent, as `precision` */
  width: number;
  grouping: string;
  /** digits between separators: 3, or 4 for binary, octal and hexadecimal */
  groupSize: number | readonly number[];
  precision: number;
  fractionGrouping: "" | "," | "_";
  /** "" when absent and the type has no default */
  type: string;
}

const CACHE = Symbol("parsed format specifications");

/**
 * The specification that a text spells, remembered per interpreter: programs use few and use them often. Do not change it.
 *
 * @throws ValueError with CPython's texts; `typeName` is what the object is called in them.
 */
export function parseFormatSpec(
  text: string,
  typeName: string,
  defaultType: string,
  defaultAlign: "<" | ">",
): Readonly<FormatSpec> {
  const cache = current.stateOf(CACHE, () => new Map<string, FormatSpec>());
  const key = defaultType + text;
  let spec = cache.get(key);
  if (spec === undefined) {
    spec = parse(text, typeName, defaultType, defaultAlign);
    if (cache.size >= 500) cache.clear();
    cache.set(key, spec);
  }
  return spec;
}

function parse(text: string, typeName: string, defaultType: string, defaultAlign: "<" | ">"): FormatSpec {
  const spec: FormatSpec = {
    fill: " ",
    align: defaultAlign,
    sign: "",
    noNegativeZero: false,
    alternate: false,
    width: -1,
    grouping: "",
    groupSize: 3,
    precision: -1,
    fractionGrouping: "",
    type: defaultType,
  };
  let at = 0;
  let fillGiven = false;
  let alignGiven = false;
  const isAlign = (ch: string | undefined): boolean => ch === "<" || ch === ">" || ch === "=" || ch === "^";
  const first = text.length === 0 ? 0 : String.fromCodePoint(text.codePointAt(0) as number).length;
  if (first > 0 && isAlign(text[first])) {
    spec.fill = text.slice(0, first);
    spec.align = text[first] as FormatSpec["align"];
    fillGiven = alignGiven = true;
    at = first + 1;
  } else if (isAlign(text[0])) {
    spec.align = text[0] as FormatSpec["align"];
    alignGiven = true;
    at = 1;
  }
  const take = (choices: string): string => {
    const ch = text[at];
    if (ch === undefined || !choices.includes(ch)) return "";
    at++;
    return ch;
  };
  spec.sign = take("+- ") as FormatSpec["sign"];
  spec.noNegativeZero = take("z") !== "";
  spec.alternate = take("#") !== "";
  if (!fillGiven && take("0") !== "") {
    spec.fill = "0";
    if (!alignGiven && defaultAlign === ">") spec.align = "=";
  }
  const integer = (): number => {
    const start = at;
    while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    if (at === start) return -1;
    const digits = text.slice(start, at);
    if (digits.length > 18 && BigInt(digits) >= 2n ** 63n)
      throw valueError("Too many decimal digits in format string");
    return Number(digits);
  };
  const grouping = (): FormatSpec["fractionGrouping"] => {
    const separator = take(",") || take("_");
    if (separator !== "" && take(",_".replace(separator, "")) !== "") {
      throw valueError("Cannot specify both ',' and '_'.");
    }
    return separator as FormatSpec["fractionGrouping"];
  };
  spec.width = integer();
  spec.grouping = grouping();
  if (take(".") !== "") {
    spec.precision = integer();
    spec.fractionGrouping = grouping();
    if (spec.precision < 0 && spec.fractionGrouping === "")
      throw valueError("Format specifier missing precision");
  }
  const rest = text.slice(at);
  if (rest.length > 0) {
    if ([...rest].length > 1) {
      throw valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
    }
    spec.type = rest;
  }
  checkGrouping(spec);
  return spec;
}

function checkGrouping(spec: FormatSpec): void {
  if (spec.grouping !== "" && !"defgEG%F".includes(spec.type)) {
    if (spec.grouping === "_" && "boxX".includes(spec.type)) spec.groupSize = 4;
    else throw cannotGroup(spec.grouping, spec.type);
  }
  if (spec.fractionGrouping !== "" && !"efgEG%F".includes(spec.type)) {
    throw cannotGroup(spec.fractionGrouping, spec.type);
  }
}

function cannotGroup(separator: string, type: string): PyBaseException {
  const code = type.codePointAt(0) as number;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  return valueError(`Cannot specify '${separator}' with '${shown}'.`);
}

/** @throws ValueError "Unknown format code 'z' for object of type 'int'" */
export function unknownType(type: string, typeName: string): PyBaseException {
  const code = type.codePointAt(0) ?? 0;
  const shown = code > 32 && code < 128 ? type : `\\x${code.toString(16)}`;
  return valueError(`Unknown format code '${shown}' for object of type '${typeName}'`);
}

/** Length in characters. */
function widthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) length--;
  }
  return length;
}

/** `text` in a field of the width; "=" counts as ">". */
export function pad(text: string, { width, fill, align }: FormatSpec, length = widthOf(text)): string {
  const room = width - length;
  if (room <= 0) return text;
  if (align === "<") return text + fill.repeat(room);
  const left = align === "^" ? room >> 1 : room;
  return fill.repeat(left) + text + fill.repeat(room - left);
}

/** The parts of a number as text. */
export interface NumberParts {
  negative: boolean;
  /** "0x" and the like */
  prefix: string;
  /** integral digits, which are grouped; empty for `inf` */
  digits: string;
  /** decimal point and fraction, exponent, percent sign */
  rest: string;
}

/** Sign, grouping, zero filling and padding of a number. */
export function layOutNumber(parts: NumberParts, spec: FormatSpec): string {
  const sign = parts.negative ? "-" : spec.sign === "-" ? "" : spec.sign;
  const { prefix, rest } = parts;
  const zeroFill = spec.fill === "0" && spec.align === "=";
  const taken = sign.length + prefix.length + rest.length;
  const digits =
    parts.digits === ""
      ? ""
      : group(parts.digits, spec.grouping, spec.groupSize, zeroFill ? spec.width - taken : 0);
  const room = spec.width - taken - digits.length;
  if (spec.align === "=" && room > 0) return sign + prefix + spec.fill.repeat(room) + digits + rest;
  const text = sign + prefix + digits + rest;
  return pad(text, spec, taken + digits.length);
}

/** Digits with separators, and with zeros in front so that the text is at least `width` long. */
function group(digits: string, separator: string, size: number | readonly number[], width: number): string {
  if (separator === "") return digits.padStart(width, "0");
  let out = "";
  let remaining = digits.length;
  let room = width;
  for (let i = 0; ; i++) {
    const most = typeof size === "number" ? size : (size[Math.min(i, size.length - 1)] as number);
    const length = Math.min(most, Math.max(remaining, room, 1));
    const taken = Math.min(length, remaining);
    const piece = digits.slice(remaining - taken, remaining).padStart(length, "0");
    out = out === "" ? piece : piece + separator + out;
    remaining -= taken;
    room -= length;
    if (remaining <= 0 && room <= 0) return out;
    room -= separator.length;
  }
}

/** Digits of a fraction, grouped from the left. */
export function groupFraction(digits: string, separator: string): string {
  if (separator === "") return digits;
  return digits.replace(/\d{3}(?=\d)/g, `$&${separator}`);
}
