/** The module `_locale`: the C locale, which is all there is here, with UTF-8. Follows Modules/_localemodule.c. */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { Exception } from "../exceptions/hierarchy.ts";
import { declareType, typeOf } from "../core/builtin-types.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import { dictFromPairs } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { toCInt } from "../protocols/number.ts";

export const localeErrorType = declareType("locale.Error", class extends Exception.ctor {}, {
  bases: [Exception],
  hasDict: true,
});

const CATEGORIES = {
  LC_CTYPE: 0,
  LC_NUMERIC: 1,
  LC_TIME: 2,
  LC_COLLATE: 3,
  LC_MONETARY: 4,
  LC_MESSAGES: 5,
  LC_ALL: 6,
};
const CODESET = 14;

/** nl_langinfo of the C locale. */
const INFO: Readonly<Record<string, readonly [number, string]>> = {
  CODESET: [CODESET, "UTF-8"],
  RADIXCHAR: [0x10000, "."],
  THOUSEP: [0x10001, ""],
  YESEXPR: [0x50000, "^[yY]"],
  NOEXPR: [0x50001, "^[nN]"],
  D_T_FMT: [0x20028, "%a %b %e %H:%M:%S %Y"],
  D_FMT: [0x20029, "%m/%d/%y"],
  T_FMT: [0x2002a, "%H:%M:%S"],
  T_FMT_AMPM: [0x2002b, "%I:%M:%S %p"],
  AM_STR: [0x20026, "AM"],
  PM_STR: [0x20027, "PM"],
  CRNCYSTR: [0x4000f, "-"],
};

const texts = new Map(Object.values(INFO).map(([item, text]) => [item, text]));

/** A str for a function of C: without a null character. */
function text(value: Value, method: string, argument = ""): string {
  if (!isStr(value)) throw typeError(`${method}() argument${argument} must be str, not ${typeName(value)}`);
  const result = strOf(value);
  if (result.includes("\0")) throw valueError("embedded null character");
  return result;
}

const typeName = (value: Value): string => (value === null ? "None" : typeOf(value).name);

function setlocale(category: Value, locale: Value = null): Value {
  if (!Object.values(CATEGORIES).includes(toCInt(category))) {
    throw newException(localeErrorType, "invalid locale category");
  }
  if (locale === null || !isStr(locale)) return "C";
  const name = strOf(locale);
  if (["", "C", "POSIX", "C.UTF-8", "C.utf8", "en_US.UTF-8"].includes(name))
    return name === "" ? "C.UTF-8" : str(name);
  throw newException(localeErrorType, "unsupported locale setting");
}

export const localeModule: NativeModule = {
  name: "_locale",
  doc: "Support for POSIX locales.",
  functions: {
    setlocale: ["(category, locale=None, /)", setlocale],
    localeconv: [
      "()",
      () =>
        dictFromPairs([
          ...["decimal_point", "."],
          ...["thousands_sep", "", "grouping", new PyList(), "int_curr_symbol", "", "currency_symbol", ""],
          ...["mon_decimal_point", "", "mon_thousands_sep", "", "mon_grouping", new PyList()],
          ...["positive_sign", "", "negative_sign", "", "int_frac_digits", 127, "frac_digits", 127],
          ...["p_cs_precedes", 127, "p_sep_by_space", 127, "n_cs_precedes", 127, "n_sep_by_space", 127],
          ...["p_sign_posn", 127, "n_sign_posn", 127],
        ]),
    ],
    strcoll: [
      "(os1, os2, /)",
      (a: Value, b: Value) => {
        const [first, second] = [text(a, "strcoll", " 1"), text(b, "strcoll", " 2")];
        return first < second ? -1 : first > second ? 1 : 0;
      },
    ],
    strxfrm: ["(string, /)", (string: Value) => str(text(string, "strxfrm"))],
    nl_langinfo: ["(key, /)", (key: Value) => texts.get(key as number) ?? ""],
    getencoding: ["()", () => "UTF-8"],
  },
  constants: {
    ...CATEGORIES,
    CHAR_MAX: 127,
    ...Object.fromEntries(Object.entries(INFO).map(([name, [item]]) => [name, item])),
  },
  types: { Error: localeErrorType },
};
