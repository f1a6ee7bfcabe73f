/** The `str.is...()` tests on UTF-16 text. Each but `isAscii` and `isPrintableText` is false for the empty text. Follows
 * Objects/unicodectype.c. */
import type { Boundaries } from "../../base/char-set.ts";
import { once } from "../../base/once.ts";
import * as unicode from "../../base/unicode.ts";
import { SPACE_CLASS } from "./whitespace.ts";

const NON_ASCII = /[^\x00-\x7f]/;

/** Tests texts of a class: most are ASCII, and these never ask for the whole of it. */
function matcher(ascii: RegExp, boundaries: () => Boundaries): (text: string) => boolean {
  const whole = once(() => new RegExp(`^[${unicode.classSource(boundaries())}]+$`, "u"));
  return (text) => ascii.test(text) || (NON_ASCII.test(text) && whole().test(text));
}

export const isAlpha = matcher(/^[A-Za-z]+$/, unicode.letters);
export const isDecimal = matcher(/^[0-9]+$/, unicode.decimals);
export const isDigit = matcher(/^[0-9]+$/, unicode.digits);
export const isNumeric = matcher(/^[0-9]+$/, unicode.numerics);
export const isAlnum = matcher(/^[0-9A-Za-z]+$/, unicode.alphanumerics);
const SPACES = new RegExp(`^[${SPACE_CLASS}]+$`);
export const isSpace = (text: string): boolean => SPACES.test(text);
export const isAscii = (text: string): boolean => !NON_ASCII.test(text);
const hasUnprintable = once(() => new RegExp(`[${unicode.classSource(unicode.unprintables())}]`, "u"));
export const isPrintableText = (text: string): boolean =>
  /^[ -~]*$/.test(text) || (NON_ASCII.test(text) && !hasUnprintable().test(text));

/** Finds a character of a class, in ASCII text without asking for the whole of it. */
function finder(ascii: RegExp, boundaries: () => Boundaries): (text: string) => boolean {
  const whole = once(() => new RegExp(`[${unicode.classSource(boundaries())}]`, "u"));
  return (text) => ascii.test(text) || (NON_ASCII.test(text) && whole().test(text));
}

export const hasLower = finder(/[a-z]/, unicode.lowercase);
export const hasUpper = finder(/[A-Z]/, unicode.uppercase);
const hasTitle = finder(/(?!)/, unicode.titlecase);

export function isLower(text: string): boolean {
  return hasLower(text) && !hasUpper(text) && !hasTitle(text);
}

export function isUpper(text: string): boolean {
  return hasUpper(text) && !hasLower(text) && !hasTitle(text);
}

export function isTitle(text: string): boolean {
  let inWord = false;
  let found = false;
  for (const character of text) {
    if (hasUpper(character) || hasTitle(character)) {
      if (inWord) return false;
      inWord = found = true;
    } else if (hasLower(character)) {
      if (!inWord) return false;
      found = true;
    } else inWord = false;
  }
  return found;
}
