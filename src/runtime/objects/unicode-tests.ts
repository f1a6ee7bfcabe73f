/** The `str.is...()` tests on UTF-16 text, by the Unicode properties of the JavaScript engine. Each is false for the
 * empty text. Follows Objects/unicodectype.c. */
import { once } from "../../base/once.ts";
import { SPACE_CLASS } from "./whitespace.ts";

/** Digits that are not decimal: superscripts, circled digits and the like (numeric type Digit). */
const OTHER_DIGITS =
  "\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c" +
  "\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}" +
  "\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";
/** Ideographs that are numbers. */
const NUMERIC_IDEOGRAPHS =
  "\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e24\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4eac\\u4ebf\\u4ec0\\u4edf" +
  "\\u4ee8\\u4f0d\\u4f70\\u4fe9\\u5006\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db" +
  "\\u58f1\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62d0\\u62fe\\u634c\\u67d2\\u6d1e\\u6f06\\u7396\\u767e\\u7695" +
  "\\u79ed\\u8086\\u842c\\u8cae\\u8cb3\\u8d30\\u920e\\u94a9\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2" +
  "\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}" +
  "\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}";

const matcher = (pattern: string) => {
  const regex = once(() => new RegExp(`^${pattern}$`, "u"));
  return (text: string): boolean => regex().test(text);
};

export const isAlpha = matcher("\\p{L}+");
export const isDecimal = matcher("\\p{Nd}+");
export const isDigit = matcher(`[\\p{Nd}${OTHER_DIGITS}]+`);
export const isNumeric = matcher(`[\\p{N}${NUMERIC_IDEOGRAPHS}]+`);
export const isAlnum = matcher("[\\p{L}\\p{N}]+");
export const isSpace = matcher(`[${SPACE_CLASS}]+`);
export const isIdentifier = matcher("[\\p{XID_Start}_]\\p{XID_Continue}*");
export const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
export const isPrintableText = matcher("(?: |[^\\p{C}\\p{Z}])*");

const HAS_LOWER = /\p{Lowercase}/u;
const HAS_UPPER = /\p{Uppercase}/u;
const HAS_TITLE = /\p{Lt}/u;

export function isLower(text: string): boolean {
  return HAS_LOWER.test(text) && !HAS_UPPER.test(text) && !HAS_TITLE.test(text);
}

export function isUpper(text: string): boolean {
  return HAS_UPPER.test(text) && !HAS_LOWER.test(text) && !HAS_TITLE.test(text);
}

export function isTitle(text: string): boolean {
  let inWord = false;
  let found = false;
  for (const character of text) {
    if (HAS_UPPER.test(character) || HAS_TITLE.test(character)) {
      if (inWord) return false;
      inWord = found = true;
    } else if (HAS_LOWER.test(character)) {
      if (!inWord) return false;
      found = true;
    } else inWord = false;
  }
  return found;
}
