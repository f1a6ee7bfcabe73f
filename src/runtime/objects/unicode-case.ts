/**
 * Case mappings of whole strings, on UTF-16 text. JavaScript's `toUpperCase` and `toLowerCase` are Unicode's full
 * mappings, as Python's are; title case and case folding are derived from them, with tables of the exceptions.
 */
const ASCII = /^[\x00-\x7f]*$/;
const CASED = /^\p{Cased}$/u;

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
  return character.toUpperCase();
}

/** Case folding of one character that is not ASCII. */
function foldOf(character: string): string {
  const point = character.codePointAt(0) as number;
  if (point === 0x131) return character;
  if (point === 0x1e9e) return "ss";
  if ((point >= 0x13a0 && point <= 0x13fd) || (point >= 0xab70 && point <= 0xabbf))
    return character.toUpperCase();
  return character.toUpperCase().toLowerCase();
}

export function casefold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let out = "";
  for (const character of text) out += character < "\x80" ? character.toLowerCase() : foldOf(character);
  return out;
}

/** `i`-th character of the text in lower case; capital sigma depends on what is around it. */
function lowerAt(text: string, at: number, character: string): string {
  return character === "Σ" ? (isFinalSigma(text, at) ? "ς" : "σ") : character.toLowerCase();
}

// Some characters, U+0345 among them, are both; they count as ignorable.
const CASED_BEFORE = /(?!\p{Case_Ignorable})\p{Cased}\p{Case_Ignorable}*$/u;
const CASED_AFTER = /^\p{Case_Ignorable}*(?!\p{Case_Ignorable})\p{Cased}/u;

function isFinalSigma(text: string, at: number): boolean {
  return CASED_BEFORE.test(text.slice(0, at)) && !CASED_AFTER.test(text.slice(at + 1));
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
    inWord = CASED.test(character);
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

const UPPER = /^\p{Uppercase}$/u;
const LOWER = /^\p{Lowercase}$/u;

export function swapcase(text: string): string {
  let out = "";
  let at = 0;
  for (const character of text) {
    if (UPPER.test(character)) out += lowerAt(text, at, character);
    else out += LOWER.test(character) ? character.toUpperCase() : character;
    at += character.length;
  }
  return out;
}
