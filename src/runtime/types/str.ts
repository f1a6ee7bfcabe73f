/** Behaviour of `str`. https://docs.python.org/3.14/library/stdtypes.html#string-methods and Objects/unicodeobject.c.
 * The rows stand in families: `str-case.ts`, `str-search.ts`, `str-split.ts`; here are the operators, formatting,
 * encoding and translation. */
import { type PyStr, strType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { PyBaseException } from "../core/exception.ts";
import { hashPoints, hashText } from "../core/sip-hash.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { LookupError, OverflowError } from "../exceptions/hierarchy.ts";
import {
  badArgument,
  indexError,
  memoryError,
  overflowError,
  typeError,
  valueError,
} from "../exceptions/raise.ts";
import { bufferOf } from "../objects/buffer.ts";
import { dictType, PyDict } from "../objects/dict.ts";
import { intOf, isInt } from "../objects/int.ts";
import { PyStrIterator } from "../objects/sequence-iterators.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import {
  charAt,
  charOf,
  compareStr,
  concat,
  exact,
  fromPoints,
  isStr,
  pointsOf,
  repeatStr,
  sameStr,
  type Str,
  str as makeStr,
  stridedSubstring,
  strLength,
  strOf,
  substring,
} from "../objects/str.ts";
import { strRepr } from "../objects/str-repr.ts";
import { tuple } from "../objects/tuple.ts";
import { codecArgument, decodeBytes, encodeStr } from "../protocols/codecs.ts";
import { formatStr } from "../protocols/format.ts";
import { getItem } from "../protocols/item.ts";
import { isIndex, toSize, toSubscript } from "../protocols/number.ts";
import { percentFormat, type Target } from "../protocols/percent-format.ts";
import { ascii, repr, str, strText } from "../protocols/repr.ts";
import { sliceBounds } from "../protocols/slice.ts";
import { formatTemplate } from "../protocols/str-format.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";
import { caseRows } from "./str-case.ts";
import { searchRows } from "./str-search.ts";
import { MAX_LENGTH, splitRows } from "./str-split.ts";

function newStr(cls: PyType, object: Value | undefined, encoding?: Value, errors?: Value): Value {
  const value = construct(object, encoding, errors);
  if (cls === strType) return value;
  const self = cls.alloc() as PyStr;
  self.value = strOf(value);
  if (typeof value !== "string" && value.split) {
    self.points = pointsOf(value);
    self.split = true;
  }
  return self;
}

/** Bytes of CPython's compact representation: its header, and as many bytes a character as the widest one needs. */
function sizeOf(self: Str): number {
  let widest = 0;
  for (const point of pointsOf(self)) if (point > widest) widest = point;
  const units = strLength(self) + 1;
  if (widest < 0x80) return 40 + units;
  return 56 + units * (widest < 0x100 ? 1 : widest < 0x10000 ? 2 : 4);
}

function construct(object: Value | undefined, encoding?: Value, errors?: Value): Str {
  if (object === undefined) return "";
  if (encoding === undefined && errors === undefined) return str(object);
  for (const [name, value] of [
    ["encoding", encoding],
    ["errors", errors],
  ] as const)
    if (value === null) throw typeError(`str() argument '${name}' must be str, not NoneType`);
  const encodingText = codecArgument(encoding, "str", "encoding");
  const errorsText = codecArgument(errors, "str", "errors");
  if (isStr(object)) throw typeError("decoding str is not supported");
  const data = bufferOf(object);
  if (data === undefined) {
    throw typeError(`decoding to str: need a bytes-like object, ${typeOf(object).name} found`);
  }
  return decodeBytes(data, object, encodingText, errorsText);
}

function compare(test: (order: number) => boolean): NativeRow {
  return [
    SELF_VALUE,
    (self: Str, other: Value) => (isStr(other) ? test(compareStr(self, other)) : NotImplemented),
  ];
}

function item(self: Str, key: Value): Value {
  if (key instanceof PySlice) {
    const { start, stop, step, count } = sliceBounds(key, strLength(self));
    if (count === 0) return "";
    return step === 1 ? substring(self, start, stop) : stridedSubstring(self, start, step, count);
  }
  if (!isIndex(key)) throw typeError(`string indices must be integers, not '${typeOf(key).name}'`);
  const index = toSubscript(key);
  const length = strLength(self);
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw indexError("string index out of range");
  return charAt(self, at);
}

function repeat(self: Str, count: Value): Value {
  if (!isIndex(count)) throw typeError(`'${typeOf(count).name}' object cannot be interpreted as an integer`);
  const times = Math.max(0, toSize(count, OverflowError));
  if (times * strOf(self).length > MAX_LENGTH) throw memoryError();
  return repeatStr(self, times);
}

/** How `%` works on str. */
const percentTarget: Target = {
  name: "string",
  convert(value, letter) {
    switch (letter) {
      case "s":
        return strText(value);
      case "r":
        return strOf(repr(value));
      case "a":
        return strOf(ascii(value));
      default:
        return undefined;
    }
  },
  character(value) {
    if (isStr(value)) {
      const length = strLength(value);
      if (length === 1) return strOf(value);
      throw typeError(`%c requires an int or a unicode character, not a string of length ${length}`);
    }
    if (!isIndex(value)) {
      throw typeError(`%c requires an int or a unicode character, not ${typeOf(value).fullyQualifiedName}`);
    }
    const point = toSize(value);
    if (point < 0 || point > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
    return strOf(charOf(point));
  },
  key: makeStr,
  length: (text) => strLength(makeStr(text)),
  truncate: (text, count) =>
    strLength(makeStr(text)) <= count ? text : strOf(substring(makeStr(text), 0, count)),
};

function percent(template: Str, values: Value): Value {
  return makeStr(percentFormat(strOf(template), values, percentTarget));
}

/** What a translation table gives for a code point; undefined when it has no entry. */
function lookUp(table: Value, point: number): Value | undefined {
  if (table instanceof PyDict && table.cls$ === dictType) return table.get(point);
  try {
    return getItem(table, point);
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(LookupError)) return undefined;
    throw error;
  }
}

function translate(self: Str, table: Value): Value {
  const out: number[] = [];
  const cache = new Map<number, readonly number[]>();
  for (const point of pointsOf(self)) {
    let mapped = cache.get(point);
    if (mapped === undefined) {
      mapped = translated(lookUp(table, point), point);
      cache.set(point, mapped);
    }
    for (const each of mapped) out.push(each);
  }
  return fromPoints(out);
}

function translated(value: Value | undefined, point: number): readonly number[] {
  if (value === undefined) return [point];
  if (value === null) return [];
  if (isStr(value)) return pointsOf(value);
  if (!isInt(value)) throw typeError("character mapping must return integer, None or str");
  const mapped = Number(intOf(value));
  if (mapped < 0 || mapped > 0x10ffff) throw valueError("character mapping must be in range(0x110000)");
  return [mapped];
}

function maketrans(x: Value, y?: Value, z?: Value): Value {
  const table = new PyDict();
  if (y === undefined) {
    if (!(x instanceof PyDict))
      throw typeError("if you give only one argument to maketrans it must be a dict");
    for (const [key, value] of x.entries()) {
      if (isStr(key)) {
        if (strLength(key) !== 1) throw valueError("string keys in translate table must be of length 1");
        table.set(pointsOf(key)[0] as number, value);
      } else if (isInt(key)) table.set(key, value);
      else throw typeError("keys in translate table must be strings or integers");
    }
    return table;
  }
  if (!isStr(x)) throw typeError("first maketrans argument must be a string if there is a second argument");
  if (!isStr(y)) throw badArgument("maketrans() argument 2", "str", y);
  const [from, to] = [pointsOf(x), pointsOf(y)];
  if (from.length !== to.length) throw valueError("the first two maketrans arguments must have equal length");
  from.forEach((point, i) => {
    table.set(point, to[i] as number);
  });
  if (z !== undefined) {
    if (!isStr(z)) throw badArgument("maketrans() argument 3", "str", z);
    for (const point of pointsOf(z)) table.set(point, null);
  }
  return table;
}

export const strSpec: TypeSpec = {
  doc: "Text: sequences of Unicode code points. str(object) is its text, str(bytes, encoding, errors) decodes.",
  new: ["(object='', encoding='utf-8', errors='strict')", newStr],
  methods: {
    __repr__: [SELF, (self: Str) => strRepr(self)],
    __str__: [SELF, (self: Str) => exact(self)],
    __hash__: [SELF, (self: Str) => (typeof self === "string" ? hashText(self) : hashPoints(pointsOf(self)))],
    __eq__: [SELF_VALUE, (self: Str, other: Value) => (isStr(other) ? sameStr(self, other) : NotImplemented)],
    __ne__: [
      SELF_VALUE,
      (self: Str, other: Value) => (isStr(other) ? !sameStr(self, other) : NotImplemented),
    ],
    __lt__: compare((order) => order < 0),
    __le__: compare((order) => order <= 0),
    __gt__: compare((order) => order > 0),
    __ge__: compare((order) => order >= 0),
    __len__: [SELF, (self: Str) => strLength(self)],
    __getitem__: ["(self, key, /)", item],
    __iter__: [SELF, (self: Str) => new PyStrIterator(self)],
    __add__: [
      SELF_VALUE,
      (self: Str, other: Value) => {
        if (isStr(other)) return concat(self, other);
        throw typeError(`can only concatenate str (not "${typeOf(other).fullName}") to str`);
      },
    ],
    __mul__: [SELF_VALUE, repeat],
    __rmul__: [SELF_VALUE, repeat],
    __mod__: [SELF_VALUE, percent],
    __rmod__: [
      SELF_VALUE,
      (self: Str, other: Value) => (isStr(other) ? percent(other, self) : NotImplemented),
    ],
    __format__: ["(self, format_spec, /)", formatStr],
    __getnewargs__: [SELF, (self: Str) => tuple([exact(self)])],
    __sizeof__: [SELF, sizeOf],
    ...caseRows,
    ...searchRows,
    ...splitRows,
    format: [
      "(self, /, *args, **kwargs)",
      (self: Str, args: Value[], kwargs: Map<string, Value>) =>
        formatTemplate(self, { positional: args, named: (name) => kwargs.get(name) }),
    ],
    format_map: [
      "(self, mapping, /)",
      (self: Str, mapping: Value) =>
        formatTemplate(self, { positional: undefined, named: (name) => getItem(mapping, makeStr(name)) }),
    ],
    encode: [
      "(self, /, encoding='utf-8', errors='strict')",
      (self: Str, encoding?: Value, errors?: Value) =>
        encodeStr(
          self,
          codecArgument(encoding, "encode", "encoding"),
          codecArgument(errors, "encode", "errors"),
        ),
    ],
    translate: ["(self, table, /)", translate],
  },
  staticMethods: {
    maketrans: ["(x, y=<unrepresentable>, z=<unrepresentable>, /)", maketrans],
  },
};
