/**
 * Data of `str`. A str whose UTF-16 form holds no surrogate code unit is a JavaScript string: its length, indexes and
 * slices are those of Python. Any other is a {@link PyStr}, which keeps the UTF-16 text and finds its code points when
 * they are first asked for, so that `s += "..."` stays cheap (the engine's ropes) in both forms.
 *
 * A PyStr is `split` when two neighbouring code points are a high and a low surrogate that do not form a character
 * (`"\ud83d" + "\ude00"` has length 2 in Python). Its UTF-16 text cannot say so; then `points` is the truth.
 */
import { PyStr, strType } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { linearSearch } from "./linear-search.ts";
import { pickAscii } from "./ascii.ts";

export type Str = string | PyStr;

const SURROGATE = /[\ud800-\udfff]/;

/** True when the text has a surrogate code unit. */
export function hasSurrogate(text: string): boolean {
  return SURROGATE.test(text);
}

/** True for str and instances of its subclasses. */
export function isStr(value: Value): value is Str {
  return typeof value === "string" || value instanceof PyStr;
}

/** True for str itself, no subclass. */
export function isExactStr(value: Value): value is Str {
  return typeof value === "string" || (value instanceof PyStr && value.cls$ === strType);
}

/** UTF-16 text of a value for which {@link isStr} holds. */
export function strOf(value: Value): string {
  return typeof value === "string" ? value : (value as PyStr).value;
}

/** The str with this UTF-16 text, in which a surrogate pair is one character. */
export function str(text: string): Str {
  return SURROGATE.test(text) ? box(text) : text;
}

function box(text: string): PyStr {
  const result = new PyStr();
  result.value = text;
  return result;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** The str with these code points. */
export function fromPoints(points: readonly number[]): Str {
  let text = "";
  let surrogates = false;
  let split = false;
  let before = 0;
  for (const point of points) {
    if (point > 0xffff || (point >= 0xd800 && point < 0xe000)) {
      surrogates = true;
      if (isLow(point) && isHigh(before)) split = true;
    }
    text += String.fromCodePoint(point);
    before = point;
  }
  if (!surrogates) return text;
  const result = box(text);
  if (split) {
    result.points = points.slice();
    result.split = true;
  }
  return result;
}

/** The code points of a text whose surrogate pairs are characters. */
export function decodePoints(text: string): number[] {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    points.push(point);
  }
  return points;
}

/** Code points of any str. Do not change the array. */
export function pointsOf(value: Str): readonly number[] {
  if (typeof value === "string") return decodePoints(value);
  value.points ??= decodePoints(value.value);
  return value.points;
}

/** Code points of `value[start:stop]`, without looking at the rest where indexes allow it. */
export function pointsBetween(value: Str, start: number, stop: number): readonly number[] {
  return typeof value === "string"
    ? decodePoints(value.slice(start, stop))
    : pointsOf(value).slice(start, stop);
}

/** True when UTF-16 indexes are code point indexes. */
export function isFlat(value: Str): boolean {
  return typeof value === "string" || !SURROGATE.test(value.value);
}

/** `len(value)` */
export function strLength(value: Str): number {
  if (typeof value === "string") return value.length;
  return pointsOf(value).length;
}

/** The character at a code point index within range. */
export function charAt(value: Str, index: number): Str {
  if (typeof value === "string") return value[index] as string;
  return charOf(pointsOf(value)[index] as number);
}

/** `chr(point)` for a valid code point. */
export function charOf(point: number): Str {
  return point < 0xd800 || (point > 0xdfff && point < 0x10000)
    ? String.fromCharCode(point)
    : box(String.fromCodePoint(point));
}

/** The characters of a str, each a str. */
export function charsOf(value: Str): Str[] {
  if (typeof value === "string") return value.split("");
  return pointsOf(value).map(charOf);
}

/** `value[start:stop]` with 0 <= start, stop <= length, as code point indexes. */
export function substring(value: Str, start: number, stop: number): Str {
  if (typeof value === "string") return value.slice(start, Math.max(start, stop));
  if (stop <= start) return "";
  const points = pointsOf(value);
  if (start === 0 && stop === points.length) return exact(value);
  return fromPoints(points.slice(start, stop));
}

/** So many arguments every engine takes. */
const CHUNK = 4096;

/** The characters at start, start + step, ... (`count` of them). */
export function stridedSubstring(value: Str, start: number, step: number, count: number): Str {
  if (typeof value === "string") {
    const ascii = pickAscii(value, start, step, count);
    if (ascii !== undefined) return ascii;
    let text = "";
    let at = start;
    for (let left = count; left > 0; left -= CHUNK) {
      const codes: number[] = [];
      for (let i = Math.min(left, CHUNK); i > 0; i--, at += step) codes.push(value.charCodeAt(at));
      text += String.fromCharCode.apply(null, codes);
    }
    return text;
  }
  const points = pointsOf(value);
  const picked: number[] = [];
  for (let i = 0, at = start; i < count; i++, at += step) picked.push(points[at] as number);
  return fromPoints(picked);
}

/** The same str without its subclass. */
export function exact(value: Str): Str {
  if (typeof value === "string" || value.cls$ === strType) return value;
  return value.split ? fromPoints(pointsOf(value)) : str(value.value);
}

/** `a + b` */
export function concat(a: Str, b: Str): Str {
  if (typeof a === "string" && typeof b === "string") return a + b;
  const left = strOf(a);
  const right = strOf(b);
  const joint =
    isHigh(left.charCodeAt(left.length - 1)) && isLow(right.charCodeAt(0)) && left !== "" && right !== "";
  if (joint || isSplit(a) || isSplit(b)) return fromPoints([...pointsOf(a), ...pointsOf(b)]);
  // The halves are known to hold surrogates unless one is an instance of a subclass.
  return isSurely(a) || isSurely(b) ? box(left + right) : str(left + right);
}

const isSplit = (value: Str): boolean => typeof value !== "string" && value.split;
const isSurely = (value: Str): boolean => typeof value !== "string" && value.cls$ === strType;

/** `separator.join(parts)` */
export function joinStrs(separator: Str, parts: readonly Str[]): Str {
  if (parts.every((part) => typeof part === "string") && typeof separator === "string") {
    return (parts as string[]).join(separator);
  }
  const texts = parts.map(strOf);
  const between = strOf(separator);
  const loose = (text: string): boolean =>
    isLow(text.charCodeAt(0)) || isHigh(text.charCodeAt(text.length - 1));
  if (
    isSplit(separator) ||
    parts.some(isSplit) ||
    loose(between) ||
    texts.some((text) => text !== "" && loose(text))
  ) {
    const points: number[] = [];
    parts.forEach((part, i) => {
      if (i > 0) for (const point of pointsOf(separator)) points.push(point);
      for (const point of pointsOf(part)) points.push(point);
    });
    return fromPoints(points);
  }
  return str(texts.join(between));
}

/** `value * count`, count not negative. */
export function repeatStr(value: Str, count: number): Str {
  if (typeof value === "string") return value.repeat(count);
  if (count === 0) return "";
  if (count === 1) return exact(value);
  const text = value.value;
  if (value.split || (isHigh(text.charCodeAt(text.length - 1)) && isLow(text.charCodeAt(0)))) {
    const points = pointsOf(value);
    return fromPoints(Array.from({ length: count }, () => points).flat());
  }
  return str(text.repeat(count));
}

/** `a == b` */
export function sameStr(a: Str, b: Str): boolean {
  if (strOf(a) !== strOf(b)) return false;
  if (!isSplit(a) && !isSplit(b)) return true;
  return comparePoints(a, b) === 0;
}

/** Negative, zero or positive, by code points. */
export function compareStr(a: Str, b: Str): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return comparePoints(a, b);
}

function comparePoints(a: Str, b: Str): number {
  const left = pointsOf(a);
  const right = pointsOf(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** First index at or after `from`, in UTF-16 units, where `needle` stands in `text` without cutting a surrogate pair
 * in two; -1 when there is none. */
export function indexOfText(text: string, needle: string, from: number): number {
  if (needle.length >= LONG_NEEDLE) return indexOfLongText(text, needle, from);
  let at = text.indexOf(needle, from);
  if (at < 0 || !SURROGATE.test(needle)) return at;
  while (at >= 0 && cutsPair(text, needle, at)) at = text.indexOf(needle, at + 1);
  return at;
}

/** Engines search in quadratic time where a needle repeats itself; from this length on that would be felt. */
export const LONG_NEEDLE = 4096;

/** {@link indexOfText} in linear time. */
function indexOfLongText(text: string, needle: string, from: number): number {
  if (text.length - from < needle.length) return -1;
  const whole = SURROGATE.test(needle) ? (at: number) => !cutsPair(text, needle, at) : undefined;
  return linearSearch(unitsOf(text), unitsOf(needle), from, text.length, whole);
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(i);
  return units;
}

/** Last index at or before `from`; as {@link indexOfText}. */
export function lastIndexOfText(text: string, needle: string, from: number): number {
  if (from < 0) return -1;
  let at = text.lastIndexOf(needle, from);
  if (at < 0 || !SURROGATE.test(needle)) return at;
  while (at >= 0 && cutsPair(text, needle, at)) at = at === 0 ? -1 : text.lastIndexOf(needle, at - 1);
  return at;
}

function cutsPair(text: string, needle: string, at: number): boolean {
  const end = at + needle.length;
  return (
    (isLow(needle.charCodeAt(0)) && at > 0 && isHigh(text.charCodeAt(at - 1))) ||
    (isHigh(needle.charCodeAt(needle.length - 1)) && isLow(text.charCodeAt(end)))
  );
}
