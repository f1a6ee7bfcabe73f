/**
 * Case mappings of whole strings, on UTF-16 text. JavaScript's `toUpperCase` and `toLowerCase` are Unicode's full mappings, as
 * Python's are, but of the engine's version of Unicode: the characters that got a case in 16.0, and those that got one later
 * and have none here, are mapped apart. Title case and case folding are derived, with tables of the exceptions.
 */
import { CharSet } from "../../base/char-set.ts";
import { once } from "../../base/once.ts";
import { caseIgnorables, cased } from "../../base/unicode.ts";
import { hasLower, hasUpper } from "./unicode-tests.ts";

const ASCII = /^[\x00-\x7f]*$/;

/** What is cased in Unicode 16.0 and not before, or in 17.0 and not before. */
const NEW =
  /[\u019b\u0264\u1c89\u1c8a\ua7cb-\ua7cf\ua7d2-\ua7d5\ua7da-\ua7dc\u{10d50}-\u{10d65}\u{10d70}-\u{10d85}\u{16ea0}-\u{16ed3}]/u;
const FIRST_NEW = 0x19b;
/** The lower case of a capital sigma depends on the classes of what is around it. */
const NEW_OR_SIGMA = new RegExp(`Σ|${NEW.source}`, "u");
/** Texts up to this length are looked through faster than a `RegExp` starts. */
const SHORT = 24;

/** Whether every version of Unicode since 15.0 maps all characters of the text alike. */
function isOld(text: string, others = NEW): boolean {
  if (text.length <= SHORT) {
    let i = 0;
    while (i < text.length && text.charCodeAt(i) < FIRST_NEW) i++;
    if (i === text.length) return true;
  }
  return !others.test(text);
}

/** The upper and lower case of the pairs that came with 16.0. */
const newPairs = once(() => {
  const toLower = new Map([
    ["\u1c89", "\u1c8a"],
    ["\ua7cb", "\u0264"],
    ["\ua7cc", "\ua7cd"],
    ["\ua7da", "\ua7db"],
    ["\ua7dc", "\u019b"],
  ]);
  for (let point = 0x10d50; point <= 0x10d65; point++)
    toLower.set(String.fromCodePoint(point), String.fromCodePoint(point + 0x20));
  const toUpper = new Map(Array.from(toLower, ([upper, lower]) => [lower, upper]));
  return { toLower, toUpper };
});

/** Upper case of one character. */
function upperOf(character: string): string {
  if (isOld(character)) return character.toUpperCase();
  return newPairs().toUpper.get(character) ?? character;
}

/** Lower case of one character that is not a capital sigma. */
function lowerOf(character: string): string {
  if (isOld(character)) return character.toLowerCase();
  return newPairs().toLower.get(character) ?? character;
}

export function upper(text: string): string {
  return isOld(text) ? text.toUpperCase() : Array.from(text, upperOf).join("");
}

export function lower(text: string): string {
  if (isOld(text, NEW_OR_SIGMA)) return text.toLowerCase();
  let at = 0;
  let out = "";
  for (const character of text) {
    out += lowerAt(text, at, character);
    at += character.length;
  }
  return out;
}

/** Title case where it is not upper case: pairs of a character and its title case. */
const TITLE: ReadonlyMap<string, string> = new Map(
  (
    "ß:Ss Ǆ:ǅ ǅ:ǅ ǆ:ǅ Ǉ:ǈ ǈ:ǈ ǉ:ǈ Ǌ:ǋ ǋ:ǋ ǌ:ǋ Ǳ:ǲ ǲ:ǲ ǳ:ǲ և:Եւ \u1fb2:\u1fba\u0345 \u1fb3:\u1fbc \u1fb4:\u0386\u0345 " +
    "\u1fb7:\u0391\u0342\u0345 \u1fbc:\u1fbc \u1fc2:\u1fca\u0345 \u1fc3:\u1fcc \u1fc4:\u0389\u0345 \u1fc7:\u0397\u0342\u0345 \u1fcc:\u1fcc " +
    "\u1ff2:\u1ffa\u0345 \u1ff3:\u1ffc \u1ff4:\u038f\u0345 \u1ff7:\u03a9\u0342\u0345 \u1ffc:\u1ffc ﬀ:Ff ﬁ:Fi ﬂ:Fl ﬃ:Ffi ﬄ:Ffl " +
    "ﬅ:St ﬆ:St ﬓ:Մն ﬔ:Մե ﬕ:Մի ﬖ:Վն ﬗ:Մխ"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** Title case of one character. */
function titleOf(character: string): string {
  const point = character.codePointAt(0) as number;
  if (point < 128) return character.toUpperCase();
  const special = TITLE.get(character);
  if (special !== undefined) return special;
  // Greek letters with iota subscript; Georgian has no title case of its own.
  if (point >= 0x1f80 && point <= 0x1faf) return String.fromCodePoint(point | 8);
  if (point >= 0x10d0 && point <= 0x10ff) return character;
  return upperOf(character);
}

/** Case folding of one character that is not ASCII. */
function foldOf(character: string): string {
  const point = character.codePointAt(0) as number;
  if (point === 0x131) return character;
  if (point === 0x1e9e) return "ss";
  if ((point >= 0x13a0 && point <= 0x13fd) || (point >= 0xab70 && point <= 0xabbf)) return upperOf(character);
  return lower(upperOf(character));
}

export function casefold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let out = "";
  for (const character of text) out += character < "\x80" ? character.toLowerCase() : foldOf(character);
  return out;
}

/** `i`-th character of the text in lower case; capital sigma depends on what is around it. */
function lowerAt(text: string, at: number, character: string): string {
  return character === "Σ" ? (isFinalSigma(text, at) ? "ς" : "σ") : lowerOf(character);
}

const casedSet = once(() => new CharSet(cased()));
const ignorableSet = once(() => new CharSet(caseIgnorables()));

/** `handle_capital_sigma`: a cased letter stands before it and none after it, others that case ignores aside. */
function isFinalSigma(text: string, at: number): boolean {
  // Some characters, U+0345 among them, are both cased and ignored; they count as ignored.
  let before = at;
  let point: number;
  do {
    point = pointBefore(text, before);
    before -= point > 0xffff ? 2 : 1;
  } while (before >= 0 && ignorableSet().has(point));
  if (before < 0 || !casedSet().has(point)) return false;
  let after = at + 1;
  while (after < text.length) {
    point = text.codePointAt(after) as number;
    if (!ignorableSet().has(point)) return !casedSet().has(point);
    after += point > 0xffff ? 2 : 1;
  }
  return true;
}

/** The code point that ends at an index; NaN at the start of the text. */
function pointBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  if (unit < 0xdc00 || unit > 0xdfff || at < 2) return unit;
  const point = text.codePointAt(at - 2) as number;
  return point > 0xffff ? point : unit;
}

/** {@link title} of ASCII text: only the first letters of words differ from lower case. */
function asciiTitle(text: string): string {
  const lower = text.toLowerCase();
  let out = "";
  let from = 0;
  let inWord = false;
  for (let i = 0; i < lower.length; i++) {
    const unit = lower.charCodeAt(i);
    const letter = unit >= 97 && unit <= 122;
    if (letter && !inWord) {
      out += lower.slice(from, i) + String.fromCharCode(unit & ~32);
      from = i + 1;
    }
    inWord = letter;
  }
  return out + lower.slice(from);
}

export function title(text: string): string {
  if (ASCII.test(text)) return asciiTitle(text);
  let out = "";
  let inWord = false;
  let at = 0;
  for (const character of text) {
    out += inWord ? lowerAt(text, at, character) : titleOf(character);
    inWord = casedSet().has(character.codePointAt(0) as number);
    at += character.length;
  }
  return out;
}

export function capitalize(text: string): string {
  if (text === "") return "";
  const first = String.fromCodePoint(text.codePointAt(0) as number);
  if (ASCII.test(text)) return first.toUpperCase() + text.slice(1).toLowerCase();
  let out = titleOf(first);
  let at = first.length;
  for (const character of text.slice(first.length)) {
    out += lowerAt(text, at, character);
    at += character.length;
  }
  return out;
}

export function swapcase(text: string): string {
  let out = "";
  let at = 0;
  for (const character of text) {
    if (hasUpper(character)) out += lowerAt(text, at, character);
    else out += hasLower(character) ? upperOf(character) : character;
    at += character.length;
  }
  return out;
}
