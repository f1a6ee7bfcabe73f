/** Module `unicodedata`. https://docs.python.org/3.14/library/unicodedata.html; follows Modules/unicodedata.c. The
 * functions of the module and the methods of `ucd_3_2_0` are the same, over two versions of the database. */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { badArgument, keyError, typeError, valueError } from "../../exceptions/raise.ts";
import { float } from "../../objects/float.ts";
import {
  charOf,
  exact,
  fromPoints,
  isStr,
  pointsOf,
  sameStr,
  type Str,
  str,
  strLength,
  strOf,
} from "../../objects/str.ts";
import { normalize } from "./normalize.ts";
import { currentDatabase, type Database, names, oldDatabase } from "./database.ts";

class PyUcd extends PyInstance {}
const ucdType = declareType("unicodedata.UCD", PyUcd, { subclassable: false });

/** The code point of a `chr` argument; `number` tells it from a second one in error texts. */
function character(value: Value, method: string, number = ""): number {
  if (!isStr(value))
    throw typeError(`${method}() argument${number} must be a unicode character, not ${typeOf(value).name}`);
  const length = strLength(value);
  if (length !== 1) {
    throw typeError(
      `${method}(): argument${number} must be a unicode character, not a string of length ${length}`,
    );
  }
  return pointsOf(value)[0] as number;
}

type Rows = Record<string, readonly [signature: string, fn: (...args: Value[]) => Value]>;

const ASCII = /^[\x00-\x7f]*$/;
const FORMS = ["NFC", "NFKC", "NFD", "NFKD"];
/** NAME_MAXLEN */
const LONGEST_NAME = 256;

function normalized(database: Database, form: Value, text: Value, method: string): Str {
  if (!isStr(form)) throw badArgument(`${method}() argument 1`, "str", form);
  if (!isStr(text)) throw badArgument(`${method}() argument 2`, "str", text);
  if (!FORMS.includes(strOf(form))) throw valueError("invalid normalization form");
  if (ASCII.test(strOf(text))) return exact(text);
  const name = strOf(form);
  return fromPoints(normalize(database, pointsOf(text), name.endsWith("C"), name.includes("K")));
}

/** The functions over one database; `fallback` is their optional second argument. */
function rows(database: () => Database): Rows {
  const number = (method: string, message: string, which: 0 | 1 | 2) => (chr: Value, fallback?: Value) => {
    // The digits of 3.2 are not kept apart.
    const numbers = (which === 1 ? currentDatabase() : database()).numbers(character(chr, method, " 1"));
    if (numbers !== undefined && which === 0) return float(numbers[0]);
    const value = numbers?.[which] ?? -1;
    if (value >= 0) return value;
    if (fallback === undefined) throw valueError(message);
    return fallback;
  };
  const property = (method: string, read: (database: Database, point: number) => Value) => (chr: Value) =>
    read(database(), character(chr, method));
  return {
    decimal: ["(chr, default=<unrepresentable>, /)", number("decimal", "not a decimal", 2)],
    digit: ["(chr, default=<unrepresentable>, /)", number("digit", "not a digit", 1)],
    numeric: ["(chr, default=<unrepresentable>, /)", number("numeric", "not a numeric character", 0)],
    category: ["(chr, /)", property("category", (data, point) => data.properties(point).category)],
    bidirectional: [
      "(chr, /)",
      property("bidirectional", (data, point) => data.properties(point).bidirectional),
    ],
    combining: ["(chr, /)", property("combining", (data, point) => data.properties(point).combining)],
    mirrored: ["(chr, /)", property("mirrored", (data, point) => data.properties(point).mirrored)],
    east_asian_width: [
      "(chr, /)",
      property("east_asian_width", (data, point) => data.properties(point).eastAsianWidth),
    ],
    decomposition: ["(chr, /)", property("decomposition", (data, point) => data.decomposition(point))],
    normalize: [
      "(form, unistr, /)",
      (form, text) => normalized(database(), form as Value, text as Value, "normalize"),
    ],
    is_normalized: [
      "(form, unistr, /)",
      (form, text) =>
        sameStr(normalized(database(), form as Value, text as Value, "is_normalized"), text as Str),
    ],
    name: [
      "(chr, default=<unrepresentable>, /)",
      (chr, fallback) => {
        const point = character(chr as Value, "name", " 1");
        const name = database().properties(point).category === "Cn" ? undefined : names().nameOf(point);
        if (name !== undefined) return name;
        if (fallback === undefined) throw valueError("no such name");
        return fallback;
      },
    ],
    lookup: [
      "(name, /)",
      (given) => {
        if (!isStr(given as Value))
          throw typeError(`lookup() argument must be str, not ${typeOf(given as Value).name}`);
        const name = strOf(given as Value);
        if (name.length > LONGEST_NAME) throw keyError("name too long");
        const point = names().lookUp(name, true);
        if (database() === currentDatabase()) {
          if (point !== undefined) return charOf(point);
          const sequence = names().sequence(name);
          if (sequence !== undefined) return fromPoints(sequence);
        } else if (point !== undefined && database().properties(point).category !== "Cn") {
          // Aliases are of later versions.
          if (names().nameOf(point) === name.toUpperCase()) return charOf(point);
        }
        throw keyError(str(`undefined character name '${name}'`));
      },
    ],
  };
}

/** The rows with a receiver in front. */
function methods(table: Rows): Record<string, NativeRow> {
  return Object.fromEntries(
    Object.entries(table).map(([name, [signature, fn]]) => [
      name,
      [signature.replace("(", "(self, "), (_self: Value, ...args: Value[]) => fn(...args)],
    ]),
  );
}

export const unicodedataModule: NativeModule = {
  name: "unicodedata",
  doc: "Access to the Unicode Character Database, version 16.0.0.",
  functions: rows(currentDatabase),
  constants: { unidata_version: "16.0.0" },
  types: { UCD: ucdType },
  init(set) {
    set("ucd_3_2_0", ucdType.alloc());
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [
    ucdType,
    {
      methods: methods(rows(oldDatabase)),
      getset: { unidata_version: { get: () => "3.2.0", member: true } },
    },
  ],
];

/** The character of a name, for `\N{...}` in literals; undefined when there is none. */
export function lookUpCharacter(name: string): string | undefined {
  const point = names().lookUp(name, true);
  return point === undefined ? undefined : String.fromCodePoint(point);
}
