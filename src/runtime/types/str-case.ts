/** Rows of `str` that map case and test characters. */
import { isIdentifier } from "../../base/unicode.ts";
import type { NativeRow } from "../core/native.ts";
import { exact, type Str, str, strOf } from "../objects/str.ts";
import { capitalize, casefold, lower, swapcase, title, upper } from "../objects/unicode-case.ts";
import * as is from "../objects/unicode-tests.ts";
import { SELF } from "./numeric-rows.ts";

const mapping = (map: (text: string) => string): NativeRow => [
  SELF,
  (self: Str) => {
    if (typeof self === "string") return map(self);
    const mapped = map(self.value);
    return mapped === self.value ? exact(self) : str(mapped);
  },
];
const test = (predicate: (text: string) => boolean): NativeRow => [
  SELF,
  (self: Str) => predicate(strOf(self)),
];

export const caseRows: Readonly<Record<string, NativeRow>> = {
  lower: mapping(lower),
  upper: mapping(upper),
  title: mapping(title),
  capitalize: mapping(capitalize),
  swapcase: mapping(swapcase),
  casefold: mapping(casefold),
  isalpha: test(is.isAlpha),
  isdecimal: test(is.isDecimal),
  isdigit: test(is.isDigit),
  isnumeric: test(is.isNumeric),
  isalnum: test(is.isAlnum),
  isspace: test(is.isSpace),
  isidentifier: test(isIdentifier),
  isascii: test(is.isAscii),
  isprintable: test(is.isPrintableText),
  islower: test(is.isLower),
  isupper: test(is.isUpper),
  istitle: test(is.isTitle),
};
