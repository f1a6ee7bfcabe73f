/**
 * Classes of characters by Unicode 16.0, the version of CPython 3.14. The JavaScript engine's own (`\p{...}`) are not used:
 * their version differs from engine to engine.
 *
 * A class is a sorted list of boundaries ({@link file://./char-set.ts}), made when it is first asked for.
 */
import { type Boundaries, CharSet, difference, union } from "./char-set.ts";
import { once } from "./once.ts";
import * as tables from "./unicode-tables.ts";

const UNDERSCORE: Boundaries = [0x5f, 0x60];

function decode(table: string): number[] {
  let sum = 0;
  return table.split(" ").map((step) => {
    sum += Number.parseInt(step, 36);
    return sum;
  });
}

const classOf = (table: string): (() => Boundaries) => once(() => decode(table));

export const letters = classOf(tables.LETTERS);
export const decimals = once<Boundaries>(() =>
  decode(tables.ZEROS).reduce<Boundaries>((all, zero) => union(all, [zero, zero + 10]), []),
);
/** `str.isdigit` */
export const digits = once(() => union(decimals(), decode(tables.OTHER_DIGITS)));
const numbers = classOf(tables.NUMBERS);
/** `str.isnumeric` */
export const numerics = once(() => union(numbers(), decode(tables.NUMERIC_LETTERS)));
/** `str.isalnum` */
export const alphanumerics = once(() => union(letters(), numbers()));
/** What `\w` of a regular expression matches. */
export const wordCharacters = once(() => union(alphanumerics(), UNDERSCORE));
/** What is not `str.isprintable`. */
export const unprintables = classOf(tables.UNPRINTABLE);
export const lowercase = classOf(tables.LOWERCASE);
export const uppercase = classOf(tables.UPPERCASE);
export const titlecase = classOf(tables.TITLECASE);
export const cased = once(() => union(titlecase(), union(lowercase(), uppercase())));
export const caseIgnorables = classOf(tables.CASE_IGNORABLE);
const xidStarts = once(() =>
  union(difference(letters(), decode(tables.NO_STARTS)), decode(tables.MORE_STARTS)),
);
/** What an identifier may begin with, the underscore too. */
export const identifierStarts = once(() => union(xidStarts(), UNDERSCORE));
/** What an identifier may go on with. */
export const identifierParts = once(() => union(identifierStarts(), decode(tables.MORE_CONTINUES)));

/** The class as the inside of a character class of a `RegExp` with the flag `u` or `v`. */
export function classSource(boundaries: Boundaries): string {
  let source = "";
  for (let i = 0; i < boundaries.length; i += 2) {
    const [first, last] = [boundaries[i] as number, (boundaries[i + 1] as number) - 1];
    source += `\\u{${first.toString(16)}}`;
    if (last > first) source += `-\\u{${last.toString(16)}}`;
  }
  return source;
}

const unprintable = once(() => new CharSet(unprintables()));

/** `str.isprintable` of one character. */
export function isPrintable(point: number): boolean {
  return point < 128 ? point >= 32 && point < 127 : !unprintable().has(point);
}

const identifier = once(
  () => new RegExp(`^[${classSource(identifierStarts())}][${classSource(identifierParts())}]*$`, "u"),
);

/** `str.isidentifier` */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_][0-9A-Za-z_]*$/.test(text) || (/[^\x00-\x7f]/.test(text) && identifier().test(text));
}

const starts = once(() => new CharSet(identifierStarts()));
const parts = once(() => new CharSet(identifierParts()));

/** The offset of the first character that no identifier has there, or -1. */
export function invalidIdentifierOffset(text: string): number {
  if (isIdentifier(text)) return -1;
  let at = 0;
  for (const character of text) {
    if (!(at === 0 ? starts() : parts()).has(character.codePointAt(0) as number)) return at;
    at += character.length;
  }
  return -1;
}
