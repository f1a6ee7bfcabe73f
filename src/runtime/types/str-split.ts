/** Rows of `str` that take text apart and put it together: split, strip, join, padding. */
import { typeOf } from "../core/builtin-types.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { memoryError, overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { joinAscii } from "../objects/ascii.ts";
import { clampToNumber } from "../objects/int.ts";
import { PyReversed } from "../objects/lazy-iterators.ts";
import { PyList } from "../objects/list.ts";
import {
  charsOf,
  exact,
  indexOfText,
  isStr,
  joinStrs,
  lastIndexOfText,
  pointsOf,
  type Str,
  str,
  strLength,
  strOf,
  stridedSubstring,
} from "../objects/str.ts";
import { PyTuple } from "../objects/tuple.ts";
import { truthOf } from "../objects/truth.ts";
import { isSpaceUnit, strip, stripEnd, stripStart } from "../objects/whitespace.ts";
import { isIterable, toArray } from "../protocols/iterate.ts";
import { toIndex, toSize } from "../protocols/number.ts";
import { toSsize } from "../protocols/sequence.ts";

/** Longest JavaScript string that every engine can make. */
export const MAX_LENGTH = 2 ** 29 - 32;

const LINES = /(\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])/;

/** The words between white space. */
function words(text: string): string[] {
  const out: string[] = [];
  const { length } = text;
  let start = -1;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 32 ? unit > 127 && isSpaceUnit(unit) : unit === 32 || isSpaceUnit(unit)) {
      if (start >= 0) out.push(text.slice(start, i));
      start = -1;
    } else if (start < 0) start = i;
  }
  if (start >= 0) out.push(text.slice(start));
  return out;
}

/** Pieces of a str with no surrogate have none either. */
function pieces(self: Str, texts: string[]): PyList {
  return new PyList(typeof self === "string" ? texts : texts.map(str));
}

function separatorOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isStr(value)) throw typeError(`must be str or None, not ${typeOf(value).name}`);
  const text = strOf(value);
  if (text === "") throw valueError("empty separator");
  return text;
}

function split(self: Str, sep?: Value, maxsplit?: Value): Value {
  const limit = maxsplit === undefined ? -1 : toSize(maxsplit);
  const separator = separatorOf(sep);
  const text = strOf(self);
  if (separator !== undefined) {
    if (limit < 0 && typeof self === "string") return new PyList(self.split(separator));
    const out: string[] = [];
    let from = 0;
    for (let at = 0; limit < 0 || out.length < limit; from = at + separator.length) {
      at = indexOfText(text, separator, from);
      if (at < 0) break;
      out.push(text.slice(from, at));
    }
    out.push(text.slice(from));
    return out.length === 1 ? new PyList([exact(self)]) : pieces(self, out);
  }
  if (limit < 0) return pieces(self, words(text));
  const out: string[] = [];
  let rest = stripStart(text);
  while (rest !== "" && out.length < limit) {
    let end = 0;
    while (end < rest.length && !isSpaceUnit(rest.charCodeAt(end))) end++;
    out.push(rest.slice(0, end));
    rest = stripStart(rest.slice(end));
  }
  // What is left keeps the space behind it.
  if (rest !== "") out.push(rest);
  return pieces(self, out);
}

function rsplit(self: Str, sep?: Value, maxsplit?: Value): Value {
  const limit = maxsplit === undefined ? -1 : toSize(maxsplit);
  const separator = separatorOf(sep);
  if (limit < 0 && separator === undefined) return split(self, sep, maxsplit);
  const text = strOf(self);
  const out: string[] = [];
  if (separator !== undefined) {
    let end = text.length;
    while (limit < 0 || out.length < limit) {
      const at = lastIndexOfText(text, separator, end - separator.length);
      if (at < 0) break;
      out.push(text.slice(at + separator.length, end));
      end = at;
    }
    if (out.length === 0) return new PyList([exact(self)]);
    out.push(text.slice(0, end));
  } else {
    let rest = stripEnd(text);
    while (rest !== "" && out.length < limit) {
      let start = rest.length;
      while (start > 0 && !isSpaceUnit(rest.charCodeAt(start - 1))) start--;
      out.push(rest.slice(start));
      rest = stripEnd(rest.slice(0, start));
    }
    if (rest !== "") out.push(rest);
  }
  return pieces(self, out.reverse());
}

function splitlines(self: Str, keepends: Value = false): Value {
  const keep = truthOf(keepends);
  // Odd places hold the line ends.
  const parts = strOf(self).split(LINES);
  const out: string[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const end = parts[i + 1];
    const line = parts[i] as string;
    if (end === undefined && line === "") break;
    out.push(keep && end !== undefined ? line + end : line);
  }
  return pieces(self, out);
}

function stripRow(name: string, left: boolean, right: boolean): NativeRow {
  const whitespace = left ? (right ? strip : stripStart) : stripEnd;
  return [
    "(self, chars=None, /)",
    (self: Str, chars: Value = null) => {
      const text = strOf(self);
      if (chars === null) {
        const stripped = whitespace(text);
        return stripped.length === text.length ? exact(self) : str(stripped);
      }
      if (!isStr(chars)) throw typeError(`${name} arg must be None or str`);
      if (typeof self === "string" && typeof chars === "string") return stripPlain(self, chars, left, right);
      const set = new Set(pointsOf(chars));
      const points = pointsOf(self);
      let start = 0;
      let end = points.length;
      if (left) while (start < end && set.has(points[start] as number)) start++;
      if (right) while (end > start && set.has(points[end - 1] as number)) end--;
      if (start === 0 && end === points.length) return exact(self);
      return joinStrs("", charsOf(self).slice(start, end));
    },
  ];
}

function stripPlain(text: string, chars: string, left: boolean, right: boolean): string {
  let start = 0;
  let end = text.length;
  if (left) while (start < end && chars.includes(text[start] as string)) start++;
  if (right) while (end > start && chars.includes(text[end - 1] as string)) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function join(self: Str, iterable: Value): Value {
  if (self === "" && iterable instanceof PyReversed && typeof iterable.sequence === "string") {
    return stridedSubstring(iterable.sequence, iterable.index, -1, iterable.drain());
  }
  const items = itemsToJoin(iterable);
  let plain = typeof self === "string";
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    if (typeof item === "string") continue;
    if (!isStr(item))
      throw typeError(`sequence item ${i}: expected str instance, ${typeOf(item).name} found`);
    plain = false;
  }
  if (plain) {
    return joinAscii(items as string[], self as string) ?? (items as string[]).join(self as string);
  }
  return items.length === 1 ? exact(items[0] as Str) : joinStrs(self, items as Str[]);
}

function itemsToJoin(iterable: Value): readonly Value[] {
  if (iterable instanceof PyList || iterable instanceof PyTuple) {
    if (!iterable.cls$.heap) return iterable.items;
  } else if (!isIterable(iterable)) throw typeError("can only join an iterable");
  return toArray(iterable);
}

function fillOf(fill: Value | undefined): string {
  if (fill === undefined) return " ";
  if (!isStr(fill))
    throw typeError(`The fill character must be a unicode character, not ${typeOf(fill).name}`);
  if (strLength(fill) !== 1) throw typeError("The fill character must be exactly one character long");
  return strOf(fill);
}

/** ljust, rjust, center: `share` tells how much of the room goes to the left. */
function justify(share: (room: number, width: number) => number): NativeRow {
  return [
    "(self, width, fillchar=' ', /)",
    (self: Str, width: Value, fillchar?: Value) => {
      const size = toSsize(width);
      const fill = fillOf(fillchar);
      const room = size - strLength(self);
      if (room <= 0) return exact(self);
      if (size > MAX_LENGTH) throw memoryError();
      const left = share(room, size);
      return str(fill.repeat(left) + strOf(self) + fill.repeat(room - left));
    },
  ];
}

function zfill(self: Str, width: Value): Value {
  const size = toSsize(width);
  const room = size - strLength(self);
  if (room <= 0) return exact(self);
  if (size > MAX_LENGTH) throw memoryError();
  const text = strOf(self);
  const zeros = "0".repeat(room);
  return str(text[0] === "+" || text[0] === "-" ? text[0] + zeros + text.slice(1) : zeros + text);
}

function expandtabs(self: Str, tabsize: Value = 8): Value {
  const size = clampToNumber(toIndex(tabsize));
  if (size > 0x7fffffff) throw overflowError("Python int too large to convert to C int");
  const text = strOf(self);
  if (!text.includes("\t")) return exact(self);
  let out = "";
  let column = 0;
  for (const character of text) {
    if (character === "\t") {
      if (size > 0) {
        const room = size - (column % size);
        if (out.length + room > MAX_LENGTH) throw overflowError("new string is too long");
        out += " ".repeat(room);
        column += room;
      }
    } else {
      out += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
  }
  return str(out);
}

export const splitRows: Readonly<Record<string, NativeRow>> = {
  split: ["(self, /, sep=None, maxsplit=-1)", split],
  rsplit: ["(self, /, sep=None, maxsplit=-1)", rsplit],
  splitlines: ["(self, /, keepends=False)", splitlines],
  strip: stripRow("strip", true, true),
  lstrip: stripRow("lstrip", true, false),
  rstrip: stripRow("rstrip", false, true),
  join: ["(self, iterable, /)", join],
  ljust: justify(() => 0),
  rjust: justify((room) => room),
  center: justify((room, width) => (room >> 1) + (room & width & 1)),
  zfill: ["(self, width, /)", zfill],
  expandtabs: ["(self, /, tabsize=8)", expandtabs],
};
