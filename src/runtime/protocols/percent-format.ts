/**
 * `template % values` for str and bytes. https://docs.python.org/3.14/library/stdtypes.html#printf-style-string-formatting,
 * Objects/unicode_format.c and Objects/bytesobject.c. Works on UTF-16 text for str and on Latin-1 text for bytes;
 * a {@link Target} says how the two differ.
 */
import { special, typeOf } from "../core/builtin-types.ts";
import { PyObject, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { PyByteArray } from "../objects/bytearray.ts";
import { isBytes } from "../objects/bytes.ts";
import { checkPrecision, formatDouble } from "../objects/float-format.ts";
import { type Int, intOf, isInt } from "../objects/int.ts";
import { absInt } from "../objects/int-arithmetic.ts";
import { intText } from "../objects/int-text.ts";
import { isStr } from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";
import { getItem } from "./item.ts";
import { isIndex, toDouble, toIndex } from "./number.ts";
import { toInt } from "./to-int.ts";

export interface Target {
  /** "string" or "bytes", for error texts */
  name: string;
  /** Text of `%s`, `%r`, `%a`, `%b`; undefined for a letter that the target does not have. */
  convert: (value: Value, letter: string) => string | undefined;
  /** Text of `%c` */
  character: (value: Value) => string;
  /** A mapping key as a value */
  key: (text: string) => Value;
  /** Number of characters */
  length: (text: string) => number;
  /** The first characters */
  truncate: (text: string, count: number) => string;
}

interface Directive {
  flags: string;
  width: number;
  precision: number;
}

/** The values still to be formatted. */
class Arguments {
  readonly values: Value;
  readonly items: readonly Value[] | undefined;
  next = 0;

  constructor(values: Value) {
    this.values = values;
    this.items = values instanceof PyTuple ? values.items : undefined;
  }

  take(): Value {
    const { items } = this;
    const index = this.next++;
    if (items === undefined ? index > 0 : index >= items.length) {
      throw typeError("not enough arguments for format string");
    }
    return items === undefined ? this.values : (items[index] as Value);
  }

  get isMapping(): boolean {
    const { values } = this;
    return (
      values instanceof PyObject &&
      !(values instanceof PyTuple) &&
      !isStr(values) &&
      special(values, "m$__getitem__") !== undefined
    );
  }

  finish(target: Target): void {
    // To a bytes template, bytes are no mapping either.
    const mapping =
      this.isMapping &&
      !(target.name === "bytes" && (isBytes(this.values) || this.values instanceof PyByteArray));
    const left = this.items === undefined ? this.next === 0 && !mapping : this.next < this.items.length;
    if (left) throw typeError(`not all arguments converted during ${target.name} formatting`);
  }
}

const PLAIN: Directive = { flags: "", width: -1, precision: -1 };
/** One more than the greatest Py_ssize_t: the greatest itself is no double. */
const LIMIT = 2 ** 63;
/** Of an int: with its prefix they are still counted in C's int. */
const MOST_DIGITS = 0x7fffffff - 3;

/** Text, and the directive behind it. */
interface Piece {
  literal: string;
  /** "" for none */
  letter: string;
  directive: Directive;
  /** Where the letter stands in the template. */
  at: number;
}

const CACHE = Symbol("parsed % templates");
/** Flags, width, precision and one letter, with nothing to be asked of the arguments. */
const SIMPLE = /^([-+ #0]*)(\d{0,9})(?:\.(\d{0,9}))?[hlL]?([a-zA-Z])/;

/** The pieces of a template, remembered per interpreter, whose directives are all simple; null for any other. */
function simplePieces(template: string): readonly Piece[] | null {
  const cache = current.stateOf(CACHE, () => new Map<string, readonly Piece[] | null>());
  let known = cache.get(template);
  if (known === undefined) {
    if (cache.size >= 200) cache.clear();
    known = parseSimple(template);
    cache.set(template, known);
  }
  return known;
}

function parseSimple(template: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  let literal = "";
  let at = 0;
  for (;;) {
    const percent = template.indexOf("%", at);
    literal += template.slice(at, percent < 0 ? template.length : percent);
    if (percent < 0) break;
    if (template[percent + 1] === "%") {
      literal += "%";
      at = percent + 2;
      continue;
    }
    const match = SIMPLE.exec(template.slice(percent + 1, percent + 40));
    if (match === null) return null;
    const [text, flags, width, precision, letter] = match as unknown as [
      string,
      string,
      string,
      string?,
      string?,
    ];
    at = percent + 1 + text.length;
    const directive = {
      flags,
      width: width === "" ? -1 : Number(width),
      precision: precision === undefined ? -1 : Number(precision),
    };
    pieces.push({ literal, letter: letter as string, directive, at: at - 1 });
    literal = "";
  }
  pieces.push({ literal, letter: "", directive: PLAIN, at });
  return pieces;
}

export function percentFormat(template: string, values: Value, target: Target): string {
  const args = new Arguments(values);
  if (template === "%s") {
    const text = field(args.take(), "s", PLAIN, target, 1);
    args.finish(target);
    return text;
  }
  const pieces = simplePieces(template);
  if (pieces === null) return formatSlowly(template, values, args, target);
  let out = "";
  for (const { literal, letter, directive, at } of pieces) {
    out += literal;
    if (letter === "") break;
    const value = args.take();
    const isPlain =
      letter === "d" && directive.width <= 0 && directive.precision < 0 && directive.flags === "";
    if (isPlain && typeof value === "number" && Number.isInteger(value)) out += value;
    else out += field(value, letter, directive, target, at);
  }
  args.finish(target);
  return out;
}

/** Directives are read one by one, as what was formatted before one with a mistake has had its effects. */
function formatSlowly(template: string, values: Value, args: Arguments, target: Target): string {
  let out = "";
  let at = 0;
  let keyed = false;
  for (;;) {
    const percent = template.indexOf("%", at);
    if (percent < 0) break;
    out += template.slice(at, percent);
    at = percent + 1;
    if (template[at] === "%") {
      out += "%";
      at++;
      continue;
    }
    let key: string | undefined;
    if (template[at] === "(") {
      if (!args.isMapping) throw typeError("format requires a mapping");
      const close = closingParenthesis(template, at);
      key = template.slice(at + 1, close);
      at = close + 1;
      keyed = true;
    }
    const start = at;
    while ("-+ #0".includes(template[at] ?? "x")) at++;
    const directive: Directive = { flags: template.slice(start, at), width: -1, precision: -1 };
    [directive.width, at] = size(template, at, args, "width");
    if (directive.width < -1) {
      directive.flags += "-";
      directive.width = -directive.width;
    }
    if (template[at] === ".") {
      [directive.precision, at] = size(template, at + 1, args, "precision");
      directive.precision = Math.max(0, directive.precision);
    }
    if ("hlL".includes(template[at] ?? "x")) at++;
    const letter = at < template.length ? String.fromCodePoint(template.codePointAt(at) as number) : "";
    if (letter === "") throw valueError("incomplete format");
    const value = key === undefined ? args.take() : getItem(values, target.key(key));
    out += field(value, letter, directive, target, at);
    at += letter.length;
  }
  if (!keyed) args.finish(target);
  return out + template.slice(at);
}

function closingParenthesis(template: string, open: number): number {
  let depth = 0;
  for (let i = open; i < template.length; i++) {
    if (template[i] === "(") depth++;
    else if (template[i] === ")" && --depth === 0) return i;
  }
  throw valueError("incomplete format key");
}

/** `*` or digits; -1 when absent. A negative `*` width comes back as less than -1. */
function size(template: string, start: number, args: Arguments, what: string): [number, number] {
  if (template[start] === "*") {
    const value = args.take();
    if (!isInt(value)) throw typeError("* wants int");
    const exact = intOf(value);
    if (exact >= LIMIT || exact < -LIMIT) throw overflowError("Python int too large to convert to C ssize_t");
    const given = Number(exact);
    if (what === "precision" && given > 0x7fffffff)
      throw overflowError("Python int too large to convert to C int");
    return [what === "width" && given < 0 ? Math.min(given, -2) : given, start + 1];
  }
  let at = start;
  while (template[at] !== undefined && (template[at] as string) >= "0" && (template[at] as string) <= "9")
    at++;
  if (at === start) return [what === "precision" ? 0 : -1, at];
  const value = Number(template.slice(start, at));
  if (value >= (what === "width" ? LIMIT : 2 ** 31)) {
    throw valueError(what === "width" ? "width too big" : "precision too big");
  }
  return [value, at];
}

function field(value: Value, letter: string, directive: Directive, target: Target, at: number): string {
  const { flags, width, precision } = directive;
  let body: string;
  let sign = "";
  let numeric = true;
  switch (letter) {
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X": {
      const n = integer(value, letter);
      [sign, body] = integerText(n, letter, directive);
      break;
    }
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      [sign, body] = doubleText(toDouble(value), letter, directive);
      break;
    case "c":
      body = target.character(value);
      numeric = false;
      break;
    default: {
      const text = target.convert(value, letter);
      if (text === undefined) {
        const code = letter.codePointAt(0) as number;
        const shown = code > 31 && code < 128 ? letter : "?";
        throw valueError(`unsupported format character '${shown}' (0x${code.toString(16)}) at index ${at}`);
      }
      body = precision >= 0 ? target.truncate(text, precision) : text;
      numeric = false;
    }
  }
  if (numeric && sign === "") sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  if (width <= 0) return sign + body;
  const room = width - sign.length - (numeric ? body.length : target.length(body));
  if (room <= 0) return sign + body;
  if (flags.includes("-")) return sign + body + " ".repeat(room);
  if (numeric && flags.includes("0")) {
    const prefix = /^0[xXo]/.test(body) && flags.includes("#") ? body.slice(0, 2) : "";
    return sign + prefix + "0".repeat(room) + body.slice(prefix.length);
  }
  return " ".repeat(room) + sign + body;
}

function integer(value: Value, letter: string): Int {
  if (isInt(value)) return intOf(value);
  const whole = letter === "d" || letter === "i" || letter === "u";
  if (whole ? special(value, "m$__int__") === undefined && !isIndex(value) : !isIndex(value)) {
    throw typeError(
      whole
        ? `%${letter} format: a real number is required, not ${typeOf(value).name}`
        : `%${letter} format: an integer is required, not ${typeOf(value).name}`,
    );
  }
  return whole ? toInt(value) : toIndex(value);
}

function integerText(n: Int, letter: string, { flags, precision }: Directive): [string, string] {
  const magnitude = absInt(n);
  let digits: string;
  let prefix = "";
  if (letter === "o") [prefix, digits] = ["0o", magnitude.toString(8)];
  else if (letter === "x" || letter === "X") {
    digits = magnitude.toString(16);
    prefix = `0${letter}`;
    if (letter === "X") digits = digits.toUpperCase();
  } else digits = intText(magnitude);
  if (precision > MOST_DIGITS) throw overflowError("precision too large");
  const text = digits.padStart(precision, "0");
  return [n < 0 ? "-" : "", flags.includes("#") ? prefix + text : text];
}

function doubleText(x: number, letter: string, { flags, precision }: Directive): [string, string] {
  checkPrecision(precision);
  const parts = formatDouble(
    x,
    letter.toLowerCase(),
    precision < 0 ? 6 : precision,
    flags.includes("#"),
    false,
  );
  const text = parts.digits + parts.point + parts.fraction + parts.exponent;
  return [parts.negative ? "-" : "", letter < "a" ? text.toUpperCase() : text];
}
