/**
 * The character classes behind `\\w`, `\\d`, `\\s` and line breaks.
 *
 * A word character is one for which `str.isalnum()` holds, or the underscore; a digit one for which
 * `str.isdecimal()` holds; a space one for which `str.isspace()` holds. The JavaScript engine's own classes are
 * not used: `\\s` differs in five characters, and the Unicode version differs from engine to engine, where
 * Python 3.14 has version 16.0.
 */

import { type Boundaries, complement } from "../../../base/char-set.ts";
import { decimals, wordCharacters } from "../../../base/unicode.ts";
import { CATEGORY } from "./constants.ts";

const ASCII_DIGIT: Boundaries = [48, 58];
const ASCII_SPACE: Boundaries = [9, 14, 32, 33];
const ASCII_WORD: Boundaries = [48, 58, 65, 91, 95, 96, 97, 123];
const LINEBREAK: Boundaries = [10, 11];
const UNI_SPACE: Boundaries = [
  9, 14, 28, 33, 0x85, 0x86, 0xa0, 0xa1, 0x1680, 0x1681, 0x2000, 0x200b, 0x2028, 0x202a, 0x202f, 0x2030,
  0x205f, 0x2060, 0x3000, 0x3001,
];
const UNI_LINEBREAK: Boundaries = [10, 14, 28, 31, 0x85, 0x86, 0x2028, 0x202a];

/**
 * The members of a category, by its number in the compiled pattern, or `undefined` for a number that is none.
 * Locale categories are those of the C locale, in which only ASCII letters are letters.
 */
export function category(code: number): Boundaries | undefined {
  switch (code) {
    case CATEGORY.DIGIT:
      return ASCII_DIGIT;
    case CATEGORY.SPACE:
      return ASCII_SPACE;
    case CATEGORY.WORD:
    case CATEGORY.LOC_WORD:
      return ASCII_WORD;
    case CATEGORY.LINEBREAK:
      return LINEBREAK;
    case CATEGORY.UNI_DIGIT:
      return decimals();
    case CATEGORY.UNI_SPACE:
      return UNI_SPACE;
    case CATEGORY.UNI_WORD:
      return wordCharacters();
    case CATEGORY.UNI_LINEBREAK:
      return UNI_LINEBREAK;
    default: {
      const positive = code & 1 && code <= CATEGORY.UNI_NOT_LINEBREAK ? category(code - 1) : undefined;
      return positive && complement(positive);
    }
  }
}
