/**
 * The rows that `bytes` and `bytearray` share, in the words of Objects/bytes_methods.c and Objects/stringlib. `make`
 * wraps a fresh array as an instance of the type; methods of bytearray always return a new object.
 */
import { typeOf } from "../core/builtin-types.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { OverflowError } from "../exceptions/hierarchy.ts";
import {
  indexError,
  memoryError,
  overflowError,
  runtimeError,
  typeError,
  valueError,
} from "../exceptions/raise.ts";
import { bufferOf, isBufferLender, needBuffer } from "../objects/buffer.ts";
import { PyByteArray } from "../objects/bytearray.ts";
import {
  allOfKind,
  anyOfKind,
  ASCII,
  byteKinds,
  DIGIT,
  LOWER,
  lowerBytes,
  mapBytes,
  SPACE,
  swappedBytes,
  UPPER,
  upperBytes,
} from "../objects/byte-kinds.ts";
import { hexOf, hexValue } from "../objects/hex-bytes.ts";
import { bytesType, bytes, isBytes, PyBytes } from "../objects/bytes.ts";
import {
  compareBytes,
  fromLatin1,
  copyBytes,
  cutBytes,
  indexOfBytes,
  isSpaceByte,
  joinBytes,
  latin1,
  lastIndexOfBytes,
  matchesAt,
  repeatBytes,
} from "../objects/bytes-search.ts";
import { clampToNumber } from "../objects/int.ts";
import { PyList } from "../objects/list.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { PySlice } from "../objects/slice.ts";
import { isStr, strOf } from "../objects/str.ts";
import { truthOf } from "../objects/truth.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { codecArgument, decodeBytes } from "../protocols/codecs.ts";
import { isIterable, itemsOf } from "../protocols/iterate.ts";
import { len } from "../protocols/item.ts";
import { isIndex, toIndex, toSize, toSubscript } from "../protocols/number.ts";
import { sliceBounds } from "../protocols/slice.ts";
import { SELF, SELF_VALUE } from "./numeric-rows.ts";
import { searchBound } from "./str-search.ts";
import { basicSize } from "./sizes.ts";

const LETTER = LOWER | UPPER;

export type AnyBytes = PyBytes | PyByteArray;
export type MakeBytes = (data: Uint8Array) => Value;

/** Longest byte array of every engine. */
const MAX_BYTES = 2 ** 32 - 1;

/** Byte value of an int; ValueError when out of range. */
export function byteOf(value: Value, message = "byte must be in range(0, 256)"): number {
  if (typeof value === "number" && value >= 0 && value < 256 && (value | 0) === value) return value;
  const n = toIndex(value);
  if (n < 0 || n > 255) throw valueError(message);
  return Number(n);
}

/** An argument that is bytes-like or, for searches, one byte as an int. */
function needle(self: AnyBytes, value: Value): Uint8Array {
  if (value instanceof PyBytes) return value.data;
  const data = unresized(self, () => bufferOf(value));
  if (data !== undefined) return data;
  if (isIndex(value)) return Uint8Array.of(unresized(self, () => byteOf(value)));
  throw typeError(`argument should be integer or bytes-like object, not '${typeOf(value).name}'`);
}

function bounds(self: AnyBytes, start?: Value, end?: Value): [number, number] {
  const { length } = self.data;
  return [searchBound(start, length, 0), Math.min(length, searchBound(end, length, length))];
}

function search(last: boolean, must: boolean): NativeRow {
  return [
    "(self, sub, start=None, end=None, /)",
    (self: AnyBytes, sub: Value, start?: Value, end?: Value) => {
      const [from, to] = bounds(self, start, end);
      const sought = needle(self, sub);
      const at = from > to ? -1 : (last ? lastIndexOfBytes : indexOfBytes)(self.data, sought, from, to);
      if (must && at < 0) throw valueError("subsection not found");
      return at;
    },
  ];
}

function count(self: AnyBytes, sub: Value, start?: Value, end?: Value): Value {
  const [from, to] = bounds(self, start, end);
  const sought = needle(self, sub);
  if (from > to) return 0;
  if (sought.length === 0) return to - from + 1;
  let total = 0;
  for (let at = indexOfBytes(self.data, sought, from, to); at >= 0; total++) {
    at = indexOfBytes(self.data, sought, at + sought.length, to);
  }
  return total;
}

function affix(method: string): NativeRow {
  const starts = method === "startswith";
  return [
    `(self, ${starts ? "prefix" : "suffix"}, start=None, end=None, /)`,
    (self: AnyBytes, part: Value, start?: Value, end?: Value) => {
      const [from, to] = bounds(self, start, end);
      const holds = (piece: Uint8Array): boolean => {
        const at = starts ? from : to - piece.length;
        return at >= from && at + piece.length <= to && matchesAt(self.data, piece, at);
      };
      if (part instanceof PyTuple) return part.items.some((item) => holds(needBuffer(item)));
      const piece = bufferOf(part);
      if (piece === undefined) {
        throw typeError(`${method} first arg must be bytes or a tuple of bytes, not ${typeOf(part).name}`);
      }
      return from <= to && holds(piece);
    },
  ];
}

function replaceBytes(data: Uint8Array, old: Uint8Array, by: Uint8Array, limit: number): Uint8Array {
  return old.length === 0 ? interleave(data, by, limit) : replaceEach(data, old, by, limit);
}

function replaceEach(data: Uint8Array, old: Uint8Array, by: Uint8Array, limit: number): Uint8Array {
  const places: number[] = [];
  for (let from = 0; limit < 0 || places.length < limit; from += old.length) {
    from = indexOfBytes(data, old, from, data.length);
    if (from < 0) break;
    places.push(from);
  }
  if (places.length === 0) return data.slice();
  const out = new Uint8Array(data.length + places.length * (by.length - old.length));
  let from = 0;
  let to = 0;
  for (let i = 0; i <= places.length; i++) {
    const end = i < places.length ? (places[i] as number) : data.length;
    if (end - from > 64) {
      out.set(data.subarray(from, end), to);
      to += end - from;
    } else while (from < end) out[to++] = data[from++] as number;
    if (i === places.length) break;
    copyBytes(by, out, to);
    to += by.length;
    from = end + old.length;
  }
  return out;
}

/** `by` before each byte and at the end, at most `limit` times. */
function interleave(data: Uint8Array, by: Uint8Array, limit: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  const most = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  let from = 0;
  for (let done = 0; done < most && from <= data.length; done++) {
    pieces.push(by);
    if (from < data.length) pieces.push(data.subarray(from, from + 1));
    from++;
  }
  pieces.push(data.subarray(Math.min(from, data.length)));
  return joinBytes(pieces);
}

function separatorOf(value: Value | undefined): Uint8Array | undefined {
  if (value === undefined || value === null) return undefined;
  const separator = needBuffer(value);
  if (separator.length === 0) throw valueError("empty separator");
  return separator;
}

/** Pieces from left to right, at most `limit` cuts (negative: no limit). */
function splitBytes(data: Uint8Array, separator: Uint8Array | undefined, limit: number): Uint8Array[] {
  const most = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  const out: Uint8Array[] = [];
  let from = 0;
  if (separator !== undefined) {
    while (out.length < most) {
      const at = indexOfBytes(data, separator, from, data.length);
      if (at < 0) break;
      out.push(cutBytes(data, from, at));
      from = at + separator.length;
    }
    out.push(cutBytes(data, from, data.length));
    return out;
  }
  for (;;) {
    while (from < data.length && isSpaceByte(data[from] as number)) from++;
    if (from >= data.length) return out;
    let end = from;
    if (out.length >= most) {
      out.push(data.slice(from));
      return out;
    }
    while (end < data.length && !isSpaceByte(data[end] as number)) end++;
    out.push(cutBytes(data, from, end));
    from = end;
  }
}

/** As {@link splitBytes} from the right, by splitting the reversed data. */
function rsplitBytes(data: Uint8Array, separator: Uint8Array | undefined, limit: number): Uint8Array[] {
  const reversed = splitBytes(data.slice().reverse(), separator?.slice().reverse(), limit);
  return reversed.reverse().map((piece) => piece.reverse());
}

function splitlines(data: Uint8Array, keepends: boolean): Uint8Array[] {
  const out: Uint8Array[] = [];
  let from = 0;
  while (from < data.length) {
    let end = from;
    while (end < data.length && data[end] !== 10 && data[end] !== 13) end++;
    let next = end + 1;
    if (data[end] === 13 && data[end + 1] === 10) next++;
    out.push(data.slice(from, keepends ? Math.min(next, data.length) : end));
    from = next;
  }
  return out;
}

function stripBytes(data: Uint8Array, chars: Value, left: boolean, right: boolean): Uint8Array {
  const set = chars === null ? undefined : new Set(needBuffer(chars));
  const drop = (byte: number): boolean => (set === undefined ? isSpaceByte(byte) : set.has(byte));
  let start = 0;
  let end = data.length;
  if (left) while (start < end && drop(data[start] as number)) start++;
  if (right) while (end > start && drop(data[end - 1] as number)) end--;
  return cutBytes(data, start, end);
}

/** Whether there are bytes, and all are of one of the kinds. */
const every = (kinds: number): NativeRow => [
  SELF,
  (self: AnyBytes) => self.data.length > 0 && allOfKind(self.data, kinds),
];

/** `data.hex(sep, group)` */
export function hexText(data: Uint8Array, sep: Value | undefined, group: Value = 1): string {
  const text = hexOf(data);
  if (sep === undefined && group === 1) return text;
  const index = toIndex(group);
  if (index > 0x7fffffff || index < -0x80000000)
    throw overflowError("Python int too large to convert to C int");
  const size = Number(index);
  if (sep === undefined) return text;
  if (len(sep) !== 1) throw valueError("sep must be length 1.");
  if (!isStr(sep) && !(sep instanceof PyBytes)) throw typeError("sep must be str or bytes.");
  const separator = isStr(sep) ? strOf(sep) : latin1(sep.data);
  if (separator > "\x7f") throw valueError("sep must be ASCII.");
  if (size === 0) return text;
  const width = Math.abs(size) * 2;
  const out: string[] = [];
  // Positive groups count from the right.
  const first = size > 0 ? text.length % width || width : width;
  for (let at = 0; at < text.length; at += at === 0 ? first : width)
    out.push(text.slice(at, at + (at === 0 ? first : width)));
  return out.join(separator);
}

/** The bytes that hexadecimal text spells, as `fromhex` and `binascii` read it. */
export function fromHex(source: Value): Uint8Array {
  const lent = bufferOf(source);
  if (lent === undefined && !isStr(source)) {
    throw typeError(`fromhex() argument must be str or bytes-like, not ${typeOf(source).name}`);
  }
  const text = lent === undefined ? strOf(source) : latin1(lent);
  const out: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (isSpaceByte(text.charCodeAt(at))) continue;
    const high = hexValue(text.charCodeAt(at));
    const bad = high > 15 ? 0 : 1;
    if (bad === 1 && at + 1 >= text.length) {
      throw valueError("fromhex() arg must contain an even number of hexadecimal digits");
    }
    const low = hexValue(text.charCodeAt(at + 1));
    if (bad === 0 || low > 15) {
      throw valueError(`non-hexadecimal number found in fromhex() arg at position ${at + bad}`);
    }
    out.push((high << 4) | low);
    at++;
  }
  return Uint8Array.from(out);
}

function translate(data: Uint8Array, table: Value, drop: Value | undefined): Uint8Array {
  const map = table === null ? undefined : needBuffer(table);
  if (map !== undefined && map.length !== 256)
    throw valueError("translation table must be 256 characters long");
  const dropped = new Set(drop === undefined ? [] : needBuffer(drop));
  const kept = dropped.size === 0 ? data : data.filter((byte) => !dropped.has(byte));
  return map === undefined ? kept.slice() : mapBytes(kept, map);
}

function title(data: Uint8Array): Uint8Array {
  const [kinds, lower, upper] = [byteKinds(), lowerBytes(), upperBytes()];
  let inWord = false;
  return data.map((byte) => {
    const mapped = (inWord ? lower : upper)[byte] as number;
    inWord = ((kinds[byte] as number) & LETTER) !== 0;
    return mapped;
  });
}

function capitalize(data: Uint8Array): Uint8Array {
  const out = mapBytes(data, lowerBytes());
  if (data.length > 0) out[0] = upperBytes()[data[0] as number] as number;
  return out;
}

function isTitle(data: Uint8Array): boolean {
  const kinds = byteKinds();
  let inWord = false;
  let found = false;
  for (const byte of data) {
    const kind = kinds[byte] as number;
    if ((kind & UPPER) !== 0 ? inWord : (kind & LOWER) !== 0 && !inWord) return false;
    inWord = (kind & LETTER) !== 0;
    found ||= inWord;
  }
  return found;
}

function expandtabs(data: Uint8Array, size: number): Uint8Array {
  let text = "";
  let column = 0;
  for (const byte of data) {
    if (byte === 9) {
      const room = size > 0 ? size - (column % size) : 0;
      text += " ".repeat(room);
      column += room;
    } else {
      text += String.fromCharCode(byte);
      column = byte === 10 || byte === 13 ? 0 : column + 1;
    }
  }
  return fromLatin1(text);
}

/** bytes compare with bytes, bytearray with anything bytes-like. */
const compare = (test: (order: number) => boolean): NativeRow => [
  SELF_VALUE,
  (self: AnyBytes, other: Value) => {
    const foreign = isBytes(self) ? !isBytes(other) : isBufferLender(other) && other.released === true;
    const data = foreign ? undefined : bufferOf(other);
    return data === undefined ? NotImplemented : test(compareBytes(self.data, data));
  },
];

/** `self[key]` for int and slice keys; `name` begins the error texts. */
export function bytesItem(
  self: AnyBytes,
  key: Value,
  make: MakeBytes,
  kind: string,
  outOfRange: string,
): Value {
  const { data } = self;
  if (key instanceof PySlice) {
    const { start, stop, step, count: length } = sliceBounds(key, data.length);
    if (step === 1) return make(cutBytes(data, start, Math.max(start, stop)));
    const out = new Uint8Array(length);
    for (let i = 0; i < length; i++) out[i] = data[start + i * step] as number;
    return make(out);
  }
  if (!isIndex(key)) throw typeError(`${kind} indices must be integers or slices, not ${typeOf(key).name}`);
  const index = toSubscript(key);
  const value = data[index < 0 ? index + data.length : index];
  if (value === undefined) throw indexError(outOfRange);
  return value;
}

/** `split` and `rsplit`: how often is asked for before the separator is looked at. */
function splitWith(
  split: (data: Uint8Array, separator: Uint8Array | undefined, most: number) => Uint8Array[],
  self: AnyBytes,
  separator: Value | undefined,
  most: Value,
  list: (parts: Uint8Array[]) => Value,
): Value {
  const limit = toSize(most);
  const sought = unresized(self, () => separatorOf(separator));
  return list(split(self.data, sought, limit));
}

/** The number of repetitions for `*`, checked against the memory that it takes. */
export function repeatCount(length: number, count: Value): number {
  const times = Math.max(0, toSize(count, OverflowError));
  if (times * length > MAX_BYTES) throw memoryError();
  return times;
}

/** Runs code during which a bytearray keeps its size, as its buffer is in use. */
function unresized<T>(self: AnyBytes, run: () => T): T {
  if (!(self instanceof PyByteArray)) return run();
  self.exports++;
  try {
    return run();
  } finally {
    self.exports--;
  }
}

/** The rows that bytes and bytearray share; `make` makes an instance of the one of the two. */
export function commonRows(make: MakeBytes): Record<string, NativeRow> {
  const map = (fn: (data: Uint8Array) => Uint8Array): NativeRow => [
    SELF,
    (self: AnyBytes) => make(fn(self.data)),
  ];
  const list = (pieces: Uint8Array[]): Value => new PyList(pieces.map(make));
  const repeat = (self: AnyBytes, count: Value): Value => {
    const times = repeatCount(self.data.length, count);
    return times === 1 && self.cls$ === bytesType ? self : make(repeatBytes(self.data, times));
  };
  const strip = (left: boolean, right: boolean): NativeRow => [
    "(self, bytes=None, /)",
    (self: AnyBytes, chars: Value = null) => make(stripBytes(self.data, chars, left, right)),
  ];
  const fillByte = (value: Value | undefined, method: string): number => {
    if (value === undefined) return 32;
    const data = isStr(value) ? undefined : bufferOf(value);
    if (data === undefined || data.length !== 1) {
      const name = typeOf(value).name;
      throw typeError(
        data === undefined
          ? `${method}() argument 2 must be a byte string of length 1, not ${name}`
          : `${method}(): argument 2 must be a byte string of length 1, not a ${name} object of length ${data.length}`,
      );
    }
    return data[0] as number;
  };
  const justify = (method: string, share: (room: number, width: number) => number): NativeRow => [
    "(self, width, fillchar=b' ', /)",
    (self: AnyBytes, width: Value, fill?: Value) => {
      const size = clampToNumber(toIndex(width));
      const byte = fillByte(fill, method);
      const room = size - self.data.length;
      if (room <= 0) return make(self.data.slice());
      if (size > MAX_BYTES) throw memoryError();
      const out = new Uint8Array(size).fill(byte);
      out.set(self.data, share(room, size));
      return make(out);
    },
  ];
  const partition = (last: boolean): NativeRow => [
    "(self, sep, /)",
    (self: AnyBytes, sep: Value) => {
      const separator = needBuffer(sep);
      if (separator.length === 0) throw valueError("empty separator");
      const { data } = self;
      const at = (last ? lastIndexOfBytes : indexOfBytes)(data, separator, 0, data.length);
      const none = new Uint8Array(0);
      const pieces =
        at >= 0
          ? [data.slice(0, at), separator.slice(), data.slice(at + separator.length)]
          : last
            ? [none, none.slice(), data.slice()]
            : [data.slice(), none, none.slice()];
      return tuple(pieces.map(make));
    },
  ];
  return {
    __len__: [SELF, (self: AnyBytes) => self.data.length],
    __eq__: compare((order) => order === 0),
    __ne__: compare((order) => order !== 0),
    __lt__: compare((order) => order < 0),
    __le__: compare((order) => order <= 0),
    __gt__: compare((order) => order > 0),
    __ge__: compare((order) => order >= 0),
    __contains__: [
      "(self, key, /)",
      (self: AnyBytes, key: Value) => {
        if (isIndex(key)) {
          const byte = unresized(self, () => byteOf(key));
          return self.data.includes(byte);
        }
        const sought = unresized(self, () => needBuffer(key));
        return indexOfBytes(self.data, sought, 0, self.data.length) >= 0;
      },
    ],
    __add__: [
      SELF_VALUE,
      (self: AnyBytes, other: Value) => {
        const data = bufferOf(other);
        if (data === undefined) throw typeError(`can't concat ${typeOf(other).name} to ${typeOf(self).name}`);
        const own = self.data;
        const out = new Uint8Array(own.length + data.length);
        copyBytes(own, out, 0);
        copyBytes(data, out, own.length);
        return make(out);
      },
    ],
    __mul__: [SELF_VALUE, repeat],
    __rmul__: [SELF_VALUE, repeat],
    find: search(false, false),
    rfind: search(true, false),
    index: search(false, true),
    rindex: search(true, true),
    count: ["(self, sub, start=None, end=None, /)", count],
    startswith: affix("startswith"),
    endswith: affix("endswith"),
    replace: [
      "(self, old, new, count=-1, /)",
      (self: AnyBytes, old: Value, by: Value, limit: Value = -1) =>
        make(replaceBytes(self.data, needBuffer(old), needBuffer(by), toSize(limit))),
    ],
    split: [
      "(self, /, sep=None, maxsplit=-1)",
      (self: AnyBytes, sep?: Value, most: Value = -1) => splitWith(splitBytes, self, sep, most, list),
    ],
    rsplit: [
      "(self, /, sep=None, maxsplit=-1)",
      (self: AnyBytes, sep?: Value, most: Value = -1) => splitWith(rsplitBytes, self, sep, most, list),
    ],
    splitlines: [
      "(self, /, keepends=False)",
      (self: AnyBytes, keepends: Value = false) => list(splitlines(self.data, truthOf(keepends))),
    ],
    strip: strip(true, true),
    lstrip: strip(true, false),
    rstrip: strip(false, true),
    partition: partition(false),
    rpartition: partition(true),
    join: [
      "(self, iterable_of_bytes, /)",
      (self: AnyBytes, iterable: Value) => {
        if (!isIterable(iterable)) throw typeError("can only join an iterable");
        const items = unresized(self, () => itemsOf(iterable));
        const count = items.length;
        const pieces: Uint8Array[] = [];
        for (let i = 0; i < count; i++) {
          const item = items[i] as Value;
          const data = bufferOf(item);
          if (data === undefined) {
            throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(item).name} found`);
          }
          if (iterable instanceof PyList && iterable.items.length !== count)
            throw runtimeError("sequence changed size during iteration");
          pieces.push(data);
        }
        return make(joinBytes(pieces, self.data));
      },
    ],
    ljust: justify("ljust", () => 0),
    rjust: justify("rjust", (room) => room),
    center: justify("center", (room, width) => (room >> 1) + (room & width & 1)),
    zfill: [
      "(self, width, /)",
      (self: AnyBytes, width: Value) => {
        const { data } = self;
        const size = clampToNumber(toIndex(width));
        if (size <= data.length) return make(data.slice());
        if (size > MAX_BYTES) throw memoryError();
        const signed = data[0] === 43 || data[0] === 45 ? 1 : 0;
        const out = new Uint8Array(size).fill(48);
        out.set(data.subarray(signed), size - data.length + signed);
        if (signed === 1) out[0] = data[0] as number;
        return make(out);
      },
    ],
    expandtabs: [
      "(self, /, tabsize=8)",
      (self: AnyBytes, size: Value = 8) => {
        const width = clampToNumber(toIndex(size));
        if (width > 0x7fffffff) throw overflowError("Python int too large to convert to C int");
        return make(expandtabs(self.data, width));
      },
    ],
    removeprefix: [
      "(self, prefix, /)",
      (self: AnyBytes, prefix: Value) => {
        const part = needBuffer(prefix);
        return make(self.data.slice(matchesAt(self.data, part, 0) ? part.length : 0));
      },
    ],
    removesuffix: [
      "(self, suffix, /)",
      (self: AnyBytes, suffix: Value) => {
        const part = needBuffer(suffix);
        const end = self.data.length - part.length;
        return make(self.data.slice(0, matchesAt(self.data, part, end) ? end : self.data.length));
      },
    ],
    translate: [
      "(self, table, /, delete=b'')",
      (self: AnyBytes, table: Value, drop?: Value) => make(translate(self.data, table, drop)),
    ],
    lower: map((data) => mapBytes(data, lowerBytes())),
    upper: map((data) => mapBytes(data, upperBytes())),
    swapcase: map((data) => mapBytes(data, swappedBytes())),
    title: map(title),
    capitalize: map(capitalize),
    isalpha: every(LETTER),
    isdigit: every(DIGIT),
    isalnum: every(LETTER | DIGIT),
    isspace: every(SPACE),
    isascii: [SELF, (self: AnyBytes) => allOfKind(self.data, ASCII)],
    islower: [SELF, (self: AnyBytes) => anyOfKind(self.data, LOWER) && !anyOfKind(self.data, UPPER)],
    isupper: [SELF, (self: AnyBytes) => anyOfKind(self.data, UPPER) && !anyOfKind(self.data, LOWER)],
    istitle: [SELF, (self: AnyBytes) => isTitle(self.data)],
    hex: [
      "(self, /, sep=<unrepresentable>, bytes_per_sep=1)",
      (self: AnyBytes, sep?: Value, group?: Value) => hexText(self.data, sep, group),
    ],
    decode: [
      "(self, /, encoding='utf-8', errors='strict')",
      (self: AnyBytes, encoding?: Value, errors?: Value) =>
        decodeBytes(
          self.data,
          self,
          codecArgument(encoding, "decode", "encoding"),
          codecArgument(errors, "decode", "errors"),
        ),
    ],
    __sizeof__: [
      SELF,
      (self: AnyBytes) => basicSize(typeOf(self)) + ("allocated" in self ? self.allocated : self.data.length),
    ],
  };
}

/** `bytes.maketrans(frm, to)` */
export const maketransRow: NativeRow = [
  "(frm, to, /)",
  (from: Value, to: Value) => {
    const [a, b] = [needBuffer(from), needBuffer(to)];
    if (a.length !== b.length) throw valueError("maketrans arguments must have same length");
    const table = Uint8Array.from({ length: 256 }, (_, i) => i);
    a.forEach((byte, i) => {
      table[byte] = b[i] as number;
    });
    return bytes(table);
  },
];
