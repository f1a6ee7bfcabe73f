/**
 * Upper and lower case, one code point at a time, as `_sre` sees it.
 *
 * The library folds a pattern's characters when it compiles them (`unicode_tolower` and the equivalences of
 * `re._casefix`); the matcher lowers each character of the text before it compares. Both sides use the *simple*
 * mapping: where Unicode's full mapping gives several code points (`İ`, `ŉ`), CPython takes the first.
 * Instead of lowering the text, this engine widens the set: the characters whose lower case is in it.
 */

import {
  type Boundaries,
  CharSet,
  difference,
  fromCodePoints,
  intersects,
  union,
} from "../../../base/char-set.ts";
import { lower, upper } from "../../objects/unicode-case.ts";

/** `_PyUnicode_ToLowercase`: the lower-case form of one code point. */
export function lowerUnicode(code: number): number {
  if (code < 128) return lowerAscii(code);
  if (code > 0x10ffff) return code;
  return lower(String.fromCodePoint(code)).codePointAt(0)!;
}

/** `_PyUnicode_ToUppercase`: the upper-case form of one code point. */
export function upperUnicode(code: number): number {
  if (code < 128) return code >= 97 && code <= 122 ? code - 32 : code;
  if (code > 0x10ffff) return code;
  return upper(String.fromCodePoint(code)).codePointAt(0)!;
}

export function lowerAscii(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Whether the code point has a form in another case: `_sre.unicode_iscased`. */
export function isCasedUnicode(code: number): boolean {
  return lowerUnicode(code) !== code || upperUnicode(code) !== code;
}

export function isCasedAscii(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

interface CaseTable {
  /** Code points that have another form. */
  readonly changed: Boundaries;
  /** Pairs of such a code point and its other form. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** Every code point that a mapping changes, found block by block: few blocks have any. */
function caseTable(map: (text: string) => string, mapOne: (code: number) => number): () => CaseTable {
  let made: CaseTable | undefined;
  return () => {
    if (made) return made;
    const pairs: [number, number][] = [];
    for (let block = 0; block < 0x20000; block += 128) {
      if (block >= 0xd800 && block < 0xe000) continue;
      const codes = Array.from({ length: 128 }, (_, i) => block + i);
      const text = String.fromCodePoint(...codes);
      if (map(text) === text) continue;
      for (const code of codes) {
        const mapped = mapOne(code);
        if (mapped !== code) pairs.push([code, mapped]);
      }
    }
    made = { changed: fromCodePoints(pairs.map(([code]) => code)), pairs };
    return made;
  };
}

const lowerTable = caseTable(lower, lowerUnicode);
const upperTable = caseTable(upper, upperUnicode);

/** The code points that a mapping takes into the set. */
function preimage(table: CaseTable, set: Boundaries): Boundaries {
  const members = new CharSet(set);
  const points = table.pairs.filter(([, mapped]) => members.has(mapped)).map(([code]) => code);
  return union(difference(set, table.changed), fromCodePoints(points));
}

const ASCII_UPPER: Boundaries = [65, 91];
const BEYOND_ASCII: Boundaries = [128, 0x131, 0x132, 0x17f, 0x180, 0x110000];

function holds(set: Boundaries, code: number): boolean {
  return intersects(set, [code, code + 1]);
}

function addAsciiUpper(set: Boundaries): number[] {
  const upper: number[] = [];
  for (let lower = 97; lower <= 122; lower++) if (holds(set, lower)) upper.push(lower - 32);
  return upper;
}

/** The code points whose ASCII lower-case form is in the set. */
export function foldAscii(set: Boundaries): Boundaries {
  return union(difference(set, ASCII_UPPER), fromCodePoints(addAsciiUpper(set)));
}

/** The code points either ASCII case of which is in the set: what a locale-dependent match compares by. */
export function eitherCase(set: Boundaries): Boundaries {
  const points: number[] = [];
  for (let upper = 65; upper <= 90; upper++) {
    if (holds(set, upper) || holds(set, upper + 32)) points.push(upper, upper + 32);
  }
  return union(set, fromCodePoints(points));
}

/** The code points whose Unicode lower-case form is in the set. */
export function foldUnicode(set: Boundaries): Boundaries {
  // Dotless i and long s, which the library adds beside `i` and `s`, are lower case already.
  if (!intersects(set, BEYOND_ASCII)) {
    const points = addAsciiUpper(set);
    if (holds(set, 0x69)) points.push(0x130);
    if (holds(set, 0x6b)) points.push(0x212a);
    return union(difference(set, ASCII_UPPER), fromCodePoints(points));
  }
  return preimage(lowerTable(), set);
}

/** The code points that are in the set or whose upper-case form is (`RANGE_UNI_IGNORE`). */
export function withUppersIn(set: Boundaries): Boundaries {
  return union(set, preimage(upperTable(), set));
}
