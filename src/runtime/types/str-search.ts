/** Rows of `str` that look for text: find, count, replace, startswith ... Positions of Python count code points; the
 * search itself runs on UTF-16. */
import { typeOf } from "../core/builtin-types.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { badArgument, typeError, valueError } from "../exceptions/raise.ts";
import { replaceAscii } from "../objects/ascii.ts";
import { clampToNumber } from "../objects/int.ts";
import {
  exact,
  fromPoints,
  hasSurrogate,
  indexOfText,
  isFlat,
  isStr,
  LONG_NEEDLE,
  lastIndexOfText,
  pointsOf,
  type Str,
  str,
  strLength,
  strOf,
  substring,
} from "../objects/str.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { isIndex, toIndex, toSize } from "../protocols/number.ts";

/** A bound of a search: None, or what has `__index__`; clamped to the length. */
export function searchBound(value: Value | undefined, length: number, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  if (!isIndex(value)) {
    throw typeError("slice indices must be integers or None or have an __index__ method");
  }
  const index = clampToNumber(toIndex(value));
  return index < 0 ? Math.max(0, index + length) : index;
}

/** The part of a str that a search looks at; undefined when `start` lies behind the end. */
interface Window {
  text: string;
  /** Code point index of the first character. */
  start: number;
  flat: boolean;
}

function windowOf(self: Str, start: Value | undefined, end: Value | undefined): Window | undefined {
  if (start === undefined && end === undefined) return { text: strOf(self), start: 0, flat: isFlat(self) };
  const length = strLength(self);
  const from = searchBound(start, length, 0);
  const to = Math.min(searchBound(end, length, length), length);
  if (from > to) return undefined;
  return { text: strOf(substring(self, from, to)), start: from, flat: isFlat(self) };
}

/** Code point index of a UTF-16 index of the window. */
function position({ text, start, flat }: Window, at: number): number {
  if (flat) return start + at;
  let count = start;
  for (let i = 0; i < at; count++) i += (text.codePointAt(i) as number) > 0xffff ? 2 : 1;
  return count;
}

function needle(value: Value, method: string, number = 1): string {
  if (!isStr(value)) throw badArgument(`${method}() argument ${number}`, "str", value);
  return strOf(value);
}

function find(
  self: Str,
  sub: Value,
  start: Value | undefined,
  end: Value | undefined,
  method: string,
): number {
  const sought = needle(sub, method);
  if (typeof self === "string" && start === undefined) return indexOfText(self, sought, 0);
  const window = windowOf(self, start, end);
  if (window === undefined) return -1;
  const at = indexOfText(window.text, sought, 0);
  return at < 0 ? -1 : position(window, at);
}

function findLast(
  self: Str,
  sub: Value,
  start: Value | undefined,
  end: Value | undefined,
  method: string,
): number {
  const sought = needle(sub, method);
  const window = windowOf(self, start, end);
  if (window === undefined) return -1;
  const at = lastIndexOfText(window.text, sought, window.text.length);
  return at < 0 ? -1 : position(window, at);
}

function found(index: number): number {
  if (index < 0) throw valueError("substring not found");
  return index;
}

function count(self: Str, sub: Value, start?: Value, end?: Value): Value {
  const sought = needle(sub, "count");
  const window = windowOf(self, start, end);
  if (window === undefined) return 0;
  if (sought === "") return position(window, window.text.length) - window.start + 1;
  let total = 0;
  if (typeof sub === "string" && sought.length < LONG_NEEDLE) {
    const { text } = window;
    for (let at = text.indexOf(sought); at >= 0; total++) at = text.indexOf(sought, at + sought.length);
    return total;
  }
  for (let at = indexOfText(window.text, sought, 0); at >= 0; total++) {
    at = indexOfText(window.text, sought, at + sought.length);
  }
  return total;
}

/** startswith and endswith */
function affix(method: string, holds: (text: string, part: string) => boolean): NativeRow {
  return [
    "(self, prefix, start=None, end=None, /)".replace(
      "prefix",
      method === "startswith" ? "prefix" : "suffix",
    ),
    (self: Str, part: Value, start?: Value, end?: Value) => {
      if (typeof self === "string" && typeof part === "string" && start === undefined)
        return holds(self, part);
      const window = windowOf(self, start, end);
      if (part instanceof PyTuple) {
        return part.items.some((item) => {
          if (!isStr(item)) {
            throw typeError(`tuple for ${method} must only contain str, not ${typeOf(item).name}`);
          }
          return window !== undefined && holds(window.text, strOf(item));
        });
      }
      if (!isStr(part)) {
        throw typeError(`${method} first arg must be str or a tuple of str, not ${typeOf(part).name}`);
      }
      return window !== undefined && holds(window.text, strOf(part));
    },
  ];
}

/** `replace` in a str whose UTF-16 form hides where its characters end. */
function replacePoints(
  points: readonly number[],
  old: readonly number[],
  by: readonly number[],
  limit: number,
): Str {
  const out: number[] = [];
  let done = 0;
  let at = 0;
  while (at <= points.length) {
    if ((limit < 0 || done < limit) && old.every((point, i) => points[at + i] === point)) {
      out.push(...by);
      done++;
      at += old.length;
      if (old.length > 0) continue;
    }
    if (at < points.length) out.push(points[at] as number);
    at++;
  }
  return fromPoints(out);
}

/** So many pieces are put together one by one. */
const FEW = 8;
/** Mean distance of occurrences up to which going through all characters is faster than cutting out what is between them. */
const DENSE = 32;

/** Every `sought`, which is not empty, replaced; the first stands at `first`. No text has a surrogate. */
function replaceAll(text: string, first: number, sought: string, by: string): string {
  let result = "";
  let from = 0;
  let at = first;
  for (let found = 0; found < FEW; found++) {
    result += text.slice(from, at) + by;
    from = at + sought.length;
    at = indexOfText(text, sought, from);
    if (at < 0) return result + text.slice(from);
  }
  const rest = sought.length === 1 && from <= FEW * DENSE ? replaceAscii(text, from, sought, by) : undefined;
  return result + (rest ?? text.slice(from).split(sought).join(by));
}

function replace(self: Str, old: Value, replacement: Value, most?: Value): Value {
  const sought = needle(old, "replace");
  const by = needle(replacement, "replace", 2);
  const limit = most === undefined ? -1 : toSize(most);
  const text = strOf(self);
  if (limit === 0) return exact(self);
  if (typeof self !== "string" && self.split) {
    return replacePoints(pointsOf(self), pointsOf(old as Str), pointsOf(replacement as Str), limit);
  }
  if (typeof self === "string" && limit < 0 && sought !== "") {
    const at = indexOfText(self, sought, 0);
    if (at < 0) return self;
    if (!hasSurrogate(by)) return replaceAll(self, at, sought, by);
  }
  const pieces: string[] = [];
  let from = 0;
  if (sought === "") {
    let done = 0;
    for (const character of text) {
      if (limit >= 0 && done >= limit) break;
      pieces.push(by, character);
      from += character.length;
      done++;
    }
    if (limit < 0 || done < limit) pieces.push(by);
  } else {
    for (let done = 0; limit < 0 || done < limit; done++) {
      const at = indexOfText(text, sought, from);
      if (at < 0) break;
      pieces.push(text.slice(from, at), by);
      from = at + sought.length;
    }
    if (pieces.length === 0) return exact(self);
  }
  pieces.push(text.slice(from));
  return str(pieces.join(""));
}

function partition(last: boolean): NativeRow {
  return [
    "(self, sep, /)",
    (self: Str, separator: Value) => {
      if (!isStr(separator)) throw typeError(`must be str, not ${typeOf(separator).name}`);
      const sought = strOf(separator);
      if (sought === "") throw valueError("empty separator");
      const text = strOf(self);
      const at = last ? lastIndexOfText(text, sought, text.length) : indexOfText(text, sought, 0);
      if (at < 0) return tuple(last ? ["", "", exact(self)] : [exact(self), "", ""]);
      return tuple([str(text.slice(0, at)), exact(separator), str(text.slice(at + sought.length))]);
    },
  ];
}

const RANGE = "(self, sub, start=None, end=None, /)";

export const searchRows: Readonly<Record<string, NativeRow>> = {
  find: [RANGE, (self: Str, sub: Value, start?: Value, end?: Value) => find(self, sub, start, end, "find")],
  rfind: [
    RANGE,
    (self: Str, sub: Value, start?: Value, end?: Value) => findLast(self, sub, start, end, "rfind"),
  ],
  index: [
    RANGE,
    (self: Str, sub: Value, start?: Value, end?: Value) => found(find(self, sub, start, end, "index")),
  ],
  rindex: [
    RANGE,
    (self: Str, sub: Value, start?: Value, end?: Value) => found(findLast(self, sub, start, end, "rindex")),
  ],
  count: [RANGE, count],
  startswith: affix("startswith", (text, part) => text.startsWith(part)),
  endswith: affix("endswith", (text, part) => text.endsWith(part)),
  replace: ["(self, old, new, /, count=-1)", replace],
  partition: partition(false),
  rpartition: partition(true),
  removeprefix: [
    "(self, prefix, /)",
    (self: Str, prefix: Value) => {
      const part = needleOnly(prefix, "removeprefix");
      const text = strOf(self);
      return part !== "" && text.startsWith(part) ? str(text.slice(part.length)) : exact(self);
    },
  ],
  removesuffix: [
    "(self, suffix, /)",
    (self: Str, suffix: Value) => {
      const part = needleOnly(suffix, "removesuffix");
      const text = strOf(self);
      return part !== "" && text.endsWith(part) ? str(text.slice(0, -part.length)) : exact(self);
    },
  ],
  __contains__: [
    "(self, key, /)",
    (self: Str, key: Value) => {
      if (typeof self === "string" && typeof key === "string") return self.includes(key);
      if (!isStr(key))
        throw typeError(`'in <string>' requires string as left operand, not ${typeOf(key).name}`);
      return indexOfText(strOf(self), strOf(key), 0) >= 0;
    },
  ],
};

function needleOnly(value: Value, method: string): string {
  if (!isStr(value)) throw badArgument(`${method}() argument`, "str", value);
  return strOf(value);
}
