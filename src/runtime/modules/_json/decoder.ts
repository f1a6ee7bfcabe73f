/**
 * Reading JSON: `scanstring` and the scanner that `json.JSONDecoder` calls.
 *
 * One pass over the UTF-16 text of the document by recursive descent. The structure of JSON is ASCII, so that the text
 * can be cut by UTF-16 index whatever it holds; positions that Python sees (errors, the end of the value) count
 * code points and are converted at the edge. `JSON.parse` would not do: it does not tell `1` from `1.0`, and has other errors.
 *
 * Follows `Modules/_json.c` and documented at https://docs.python.org/3.14/library/json.html.
 */

import { declareType, floatType, intType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { setContext, stopIteration, typeError, valueError } from "../../exceptions/raise.ts";
import { MAX_MAP, PyDict } from "../../objects/dict.ts";
import { float } from "../../objects/float.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, type Str, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { toSize } from "../../protocols/number.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Units of a string that are looked at one by one. */
const SHORT = 40;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x1f]/;

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

/** The result of `indexOf`, with Infinity for none. */
const found = (index: number): number => (index < 0 ? Infinity : index);

/** Digits up to which an integer is a safe one whatever they are. */
const SAFE_DIGITS = 15;

/** What a decoder does with what it reads; `null` stands for the default. */
export interface Options {
  readonly strict: boolean;
  readonly objectHook: Value;
  readonly pairsHook: Value;
  readonly parseFloat: Value;
  readonly parseInt: Value;
  readonly parseConstant: Value;
}

/** A key of an object, with those that followed it and that stood first inside its value the last time. */
class KeyPlace {
  readonly key: string;
  next: KeyPlace | undefined = undefined;
  inner: KeyPlace | undefined = undefined;
  constructor(key: string) {
    this.key = key;
  }
}

/** What stands in a document otherwise than in the key. */
const ESCAPED = /["\\]|[\0-\x1f]/;

class Reader {
  private place = new KeyPlace("");
  private readonly document: Str;
  private readonly text: string;
  private readonly options: Options;
  /** Whether no piece of the document can hold a surrogate. */
  private readonly flat: boolean;
  /** The first backslash from some place before `at` on; Infinity when there is none. */
  private nextBackslash = -1;
  private controls: boolean | undefined;
  /** UTF-16 index of what is read next. */
  at: number;

  /** `start` is a code point index into the document. */
  constructor(document: Str, start: number, options: Options) {
    this.document = document;
    this.text = strOf(document);
    this.options = options;
    this.flat = typeof document === "string";
    this.at = this.flat ? start : unitIndex(this.text, start);
  }

  /** Code point index of a UTF-16 index. */
  position(at: number): number {
    return this.flat ? at : at - (this.text.slice(0, at).match(PAIRS)?.length ?? 0);
  }

  private error(message: string, at: number): PyBaseException {
    const type = getAttr(current.importModule("json.decoder"), "JSONDecodeError");
    const exception = callable(type).c3(message, this.document, this.position(at)) as PyBaseException;
    setContext(exception);
    return exception;
  }

  /** Whether the document has control characters anywhere: compact documents have not. */
  private mayHaveControls(): boolean {
    this.controls ??= CONTROL.test(this.text);
    return this.controls;
  }

  /** Skips white space; the unit that comes next, NaN at the end. */
  private skipSpace(): number {
    const unit = this.text.charCodeAt(this.at);
    return unit > 32 ? unit : this.skipMore(unit);
  }

  private skipMore(first: number): number {
    const { text } = this;
    let unit = first;
    while (unit === 32 || unit === 10 || unit === 13 || unit === 9) unit = text.charCodeAt(++this.at);
    return unit;
  }

  value(): Value {
    const { text, at } = this;
    switch (text.charCodeAt(at)) {
      case QUOTE:
        this.at++;
        return this.string();
      case OPEN_BRACE:
        this.at++;
        return this.object();
      case OPEN_BRACKET:
        this.at++;
        return this.array();
      case 0x6e:
        if (this.word("null")) return null;
        break;
      case 0x74:
        if (this.word("true")) return true;
        break;
      case 0x66:
        if (this.word("false")) return false;
        break;
      case 0x4e:
        if (this.word("NaN")) return this.constant("NaN");
        break;
      case 0x49:
        if (this.word("Infinity")) return this.constant("Infinity");
        break;
      case 0x2d:
        if (this.word("-Infinity")) return this.constant("-Infinity");
        return this.number();
      default:
        return this.number();
    }
    throw stopIteration(this.position(at));
  }

  private word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private constant(name: string): Value {
    return callable(this.options.parseConstant).c1(name);
  }

  /** `-? (0 | [1-9][0-9]*) ([.][0-9]+)? ([eE][-+]?[0-9]+)?`; what does not go on like that is left unread. */
  private number(): Value {
    const { text, at } = this;
    const negative = text.charCodeAt(at) === 0x2d;
    const first = negative ? at + 1 : at;
    let i = first;
    let n = 0;
    let digit = text.charCodeAt(i) - 48;
    while (digit >= 0 && digit <= 9) {
      n = n * 10 + digit;
      digit = text.charCodeAt(++i) - 48;
      if (n === 0) break;
    }
    if (i === first) throw stopIteration(this.position(at));
    const whole = i;
    if (text.charCodeAt(i) === 0x2e) i = this.digits(i, i + 1);
    if ((text.charCodeAt(i) | 0x20) === 0x65) {
      const sign = text.charCodeAt(i + 1);
      i = this.digits(i, sign === 0x2b || sign === 0x2d ? i + 2 : i + 1);
    }
    this.at = i;
    const { parseInt: asInt, parseFloat: asFloat } = this.options;
    if (i > whole) {
      const source = text.slice(at, i);
      return asFloat === null ? float(Number(source)) : callable(asFloat).c1(source);
    }
    if (asInt === null && i - first <= SAFE_DIGITS) return negative && n !== 0 ? -n : n;
    return callable(asInt ?? intType).c1(text.slice(at, i));
  }

  /** The end of the digits that begin at `from`; `otherwise` when there is none. */
  private digits(otherwise: number, from: number): number {
    const { text } = this;
    let i = from;
    for (;;) {
      const digit = text.charCodeAt(i) - 48;
      if (!(digit >= 0 && digit <= 9)) return i === from ? otherwise : i;
      i++;
    }
  }

  private array(): Value {
    const items: Value[] = [];
    if (this.skipSpace() === CLOSE_BRACKET) {
      this.at++;
      return new PyList(items);
    }
    for (;;) {
      items.push(this.value());
      const next = this.skipSpace();
      if (next === CLOSE_BRACKET) break;
      if (next !== COMMA) throw this.error("Expecting ',' delimiter", this.at);
      const comma = this.at++;
      if (this.skipSpace() === CLOSE_BRACKET)
        throw this.error("Illegal trailing comma before end of array", comma);
    }
    this.at++;
    return new PyList(items);
  }

  /** A key whose opening quote was read: the one expected here, or any. */
  private key(before: KeyPlace): Str {
    const expected = before.next;
    if (expected !== undefined) {
      const { text, at } = this;
      const { key } = expected;
      const { length } = key;
      let i = 0;
      while (i < length && text.charCodeAt(at + i) === key.charCodeAt(i)) i++;
      if (i === length && text.charCodeAt(at + i) === QUOTE) {
        this.at = at + i + 1;
        return key;
      }
    }
    const key = this.string();
    if (typeof key === "string" && key.length <= SHORT && !ESCAPED.test(key)) before.next = new KeyPlace(key);
    return key;
  }

  private object(): Value {
    const { pairsHook, objectHook } = this.options;
    const map = new Map<unknown, Value>();
    const dict = new PyDict(map);
    const pairs: Value[] | null = pairsHook === null ? null : [];
    const outer = this.place;
    let place = (outer.inner ??= new KeyPlace(""));
    let next = this.skipSpace();
    if (next !== CLOSE_BRACE) {
      for (;;) {
        if (next !== QUOTE) throw this.error("Expecting property name enclosed in double quotes", this.at);
        this.at++;
        const key = this.key(place);
        // Where the next object looks like this one, it reads the same keys and so finds them hashed.
        place = place.next ?? place;
        this.place = place;
        if (this.skipSpace() !== COLON) throw this.error("Expecting ':' delimiter", this.at);
        this.at++;
        this.skipSpace();
        const value = this.value();
        if (pairs !== null) pairs.push(tuple([key, value]));
        else if (typeof key === "string" && map.size < MAX_MAP) map.set(key, value);
        else dict.set(key, value);
        next = this.skipSpace();
        if (next === CLOSE_BRACE) break;
        if (next !== COMMA) throw this.error("Expecting ',' delimiter", this.at);
        const comma = this.at++;
        next = this.skipSpace();
        if (next === CLOSE_BRACE) throw this.error("Illegal trailing comma before end of object", comma);
      }
    }
    this.at++;
    this.place = outer;
    if (pairs !== null) return callable(pairsHook).c1(new PyList(pairs));
    return objectHook === null ? dict : callable(objectHook).c1(dict);
  }

  /** What follows an opening quote, up to and past the closing one. Short strings are looked through unit by unit. */
  string(): Str {
    const { text, at } = this;
    const limit = at + SHORT;
    let surrogate = false;
    for (let i = at; i < limit; i++) {
      const unit = text.charCodeAt(i);
      if (unit === QUOTE) {
        this.at = i + 1;
        const result = text.slice(at, i);
        return surrogate ? str(result) : result;
      }
      if ((unit & 0xf800) === 0xd800) surrogate = true;
      if (unit === BACKSLASH || !(unit >= 32)) break;
    }
    return this.longString();
  }

  private longString(): Str {
    const { text } = this;
    const begin = this.at - 1;
    let read = "";
    let escaped = false;
    for (;;) {
      const end = this.endOfPlain(begin);
      read += text.slice(this.at, end);
      this.at = end + 1;
      if (text.charCodeAt(end) === QUOTE) return this.flat && !escaped ? read : str(read);
      const character = this.escape(begin);
      if (character >= "\ud800") escaped = true;
      read += character;
    }
  }

  /** The next quote or backslash. */
  private endOfPlain(begin: number): number {
    const { text, at } = this;
    if (this.nextBackslash < at) this.nextBackslash = found(text.indexOf("\\", at));
    const end = Math.min(found(text.indexOf('"', at)), this.nextBackslash);
    const stop = Math.min(end, text.length);
    if (this.options.strict && this.mayHaveControls()) {
      for (let i = at; i < stop; i++) {
        if (text.charCodeAt(i) < 32) throw this.error("Invalid control character at", i);
      }
    }
    if (end === Infinity) throw this.error("Unterminated string starting at", begin);
    return end;
  }

  /** What follows a backslash: the characters that it stands for. */
  private escape(begin: number): string {
    const { text, at } = this;
    if (at >= text.length) throw this.error("Unterminated string starting at", begin);
    if (text[at] !== "u") {
      const character = ESCAPES[text[at]!];
      if (character === undefined) throw this.error("Invalid \\escape", at - 1);
      this.at++;
      return character;
    }
    const unit = this.hex(at + 1);
    this.at = at + 5;
    if (unit >= 0xd800 && unit <= 0xdbff && text.startsWith("\\u", this.at) && this.at + 6 < text.length) {
      const low = this.hex(this.at + 2);
      if (low >= 0xdc00 && low <= 0xdfff) {
        this.at += 6;
        return String.fromCharCode(unit, low);
      }
    }
    return String.fromCharCode(unit);
  }

  private hex(at: number): number {
    const { text } = this;
    let value = 0;
    for (let i = at; i < at + 4; i++) {
      const unit = text.charCodeAt(i);
      const lower = unit | 32;
      if (unit >= 48 && unit <= 57) value = (value << 4) | (unit - 48);
      else if (lower >= 97 && lower <= 102) value = (value << 4) | (lower - 87);
      else throw this.error("Invalid \\uXXXX escape", at - 1);
    }
    if (at + 4 >= text.length) throw this.error("Invalid \\uXXXX escape", at - 1);
    return value;
  }
}

/** UTF-16 index of a code point index. */
function unitIndex(text: string, point: number): number {
  let at = 0;
  for (let i = 0; i < point; i++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function needStr(value: Value): Str {
  if (isStr(value)) return value;
  throw typeError(`first argument must be a string, not ${typeOf(value).name}`);
}

const PLAIN: Options = {
  strict: true,
  objectHook: null,
  pairsHook: null,
  parseFloat: null,
  parseInt: null,
  parseConstant: null,
};

/** `scanstring(string, end, strict=True)` */
export function scanString(value: Value, end: Value, strict: Value = true): Value {
  const start = toSize(end, OverflowError);
  const document = needStr(value);
  const reader = new Reader(document, Math.max(0, start), { ...PLAIN, strict: truthy(strict) });
  if (start < 0 || reader.position(strOf(document).length) < start) throw valueError("end is out of bounds");
  const text = reader.string();
  return tuple([text, reader.position(reader.at)]);
}

export class PyScanner extends PyInstance {
  options: Options = PLAIN;
}

export const scannerType = declareType("_json.Scanner", PyScanner);

/** A hook, `null` when it is the type that the scanner makes by itself. */
function unless(type: PyType, hook: Value): Value {
  return hook === type ? null : hook;
}

export const scannerSpec: TypeSpec = {
  doc: "JSON scanner object",
  new: [
    "(context)",
    (cls: PyType, context: Value) => {
      const self = cls.alloc() as PyScanner;
      self.options = {
        strict: truthy(getAttr(context, "strict")),
        objectHook: getAttr(context, "object_hook"),
        pairsHook: getAttr(context, "object_pairs_hook"),
        parseFloat: unless(floatType, getAttr(context, "parse_float")),
        parseInt: unless(intType, getAttr(context, "parse_int")),
        parseConstant: getAttr(context, "parse_constant"),
      };
      return self;
    },
  ],
  methods: {
    __call__: [
      "(self, /, string, idx)",
      (self: PyScanner, value: Value, idx: Value) => {
        const document = needStr(value);
        const start = toSize(idx);
        if (start < 0) throw valueError("idx cannot be negative");
        const reader = new Reader(document, start, self.options);
        if (reader.at >= strOf(document).length) throw stopIteration(start);
        const result = reader.value();
        return tuple([result, reader.position(reader.at)]);
      },
    ],
  },
  getset: {
    strict: { get: (self: PyScanner) => self.options.strict, member: true, doc: "strict" },
    object_hook: { get: (self: PyScanner) => self.options.objectHook, member: true, doc: "object_hook" },
    object_pairs_hook: { get: (self: PyScanner) => self.options.pairsHook, member: true },
    parse_float: {
      get: (self: PyScanner) => self.options.parseFloat ?? floatType,
      member: true,
      doc: "parse_float",
    },
    parse_int: { get: (self: PyScanner) => self.options.parseInt ?? intType, member: true, doc: "parse_int" },
    parse_constant: {
      get: (self: PyScanner) => self.options.parseConstant,
      member: true,
      doc: "parse_constant",
    },
  },
};
