/** `csv.Dialect`: how a file is written. Follows `dialect_new` in `Modules/_csv.c`. */

import { declareType, isInstance, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { Exception } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { isStr, pointsOf, type Str, str, strOf } from "../../objects/str.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";

export const QUOTE = {
  QUOTE_MINIMAL: 0,
  QUOTE_ALL: 1,
  QUOTE_NONNUMERIC: 2,
  QUOTE_NONE: 3,
  QUOTE_STRINGS: 4,
  QUOTE_NOTNULL: 5,
} as const;

export const errorType = declareType("_csv.Error", class extends PyBaseException {}, {
  bases: [Exception],
  hasDict: true,
});

export const csvError = (message: string): PyBaseException => newException(errorType, message);

export class PyDialect extends PyInstance {
  // One character each, as UTF-16 text; `null`: there is none.
  delimiter = ",";
  quotechar: string | null = '"';
  escapechar: string | null = null;
  doublequote = true;
  skipinitialspace = false;
  lineterminator: Str = "\r\n";
  quoting: number = QUOTE.QUOTE_MINIMAL;
  strict = false;
}

export const dialectType = declareType("_csv.Dialect", PyDialect);

/** What the module keeps for one interpreter. */
export interface CsvState {
  readonly dialects: PyDict;
  /** Longest field that is read, in characters. */
  fieldLimit: number;
}

const STATE = Symbol("_csv");

export function csvState(): CsvState {
  return current.stateOf(STATE, () => ({ dialects: new PyDict(), fieldLimit: 128 * 1024 }));
}

export function registeredDialect(name: Value): Value {
  const dialect = csvState().dialects.get(name);
  if (dialect === undefined) throw csvError("unknown dialect");
  return dialect;
}

const PARAMETERS = [
  "delimiter",
  "doublequote",
  "escapechar",
  "lineterminator",
  "quotechar",
  "quoting",
  "skipinitialspace",
  "strict",
] as const;

type Parameters = Partial<Record<(typeof PARAMETERS)[number], Value>>;

function character(name: string, value: Value, orNone: string): string {
  if (!isStr(value)) {
    throw typeError(`"${name}" must be a unicode character${orNone}, not ${typeOf(value).name}`);
  }
  const { length } = pointsOf(value);
  if (length === 1) return strOf(value);
  throw typeError(`"${name}" must be a unicode character${orNone}, not a string of length ${length}`);
}

function characterOrNone(name: string, value: Value): string | null {
  return value === null ? null : character(name, value, " or None");
}

function checkCharacter(dialect: PyDialect, name: string, value: string | null, spaceAllowed: boolean): void {
  if (value === null) return;
  if (value === "\r" || value === "\n" || (value === " " && !spaceAllowed))
    throw valueError(`bad ${name} value`);
  if (strOf(dialect.lineterminator).includes(value)) throw valueError(`bad ${name} or lineterminator value`);
}

function validate(dialect: PyDialect): void {
  const { delimiter, escapechar, quotechar, skipinitialspace } = dialect;
  if (dialect.quoting !== QUOTE.QUOTE_NONE && quotechar === null) {
    throw typeError("quotechar must be set if quoting enabled");
  }
  checkCharacter(dialect, "delimiter", delimiter, true);
  checkCharacter(dialect, "escapechar", escapechar, !skipinitialspace);
  checkCharacter(dialect, "quotechar", quotechar, !skipinitialspace);
  if (delimiter === escapechar) throw valueError("bad delimiter or escapechar value");
  if (delimiter === quotechar) throw valueError("bad delimiter or quotechar value");
  if (escapechar === quotechar && escapechar !== null) throw valueError("bad escapechar or quotechar value");
}

/** `Dialect(base, **parameters)`: a base may be a name, a dialect, or anything with the attributes. */
export function makeDialect(cls: PyType, base: Value | undefined, given: Parameters): PyDialect {
  const from = base !== undefined && isStr(base) ? registeredDialect(base) : base;
  const none = PARAMETERS.every((name) => given[name] === undefined);
  if (from !== undefined && isInstance(from, dialectType) && none) return from as PyDialect;
  const dialect = cls.alloc() as PyDialect;
  const values = Object.fromEntries(
    PARAMETERS.map((name) => [
      name,
      given[name] ?? (given[name] === null || from === undefined ? given[name] : findAttr(from, name)),
    ]),
  ) as Parameters;
  const { delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipinitialspace, strict } =
    values;
  if (delimiter !== undefined) dialect.delimiter = character("delimiter", delimiter, "");
  if (doublequote !== undefined) dialect.doublequote = truthy(doublequote);
  if (escapechar !== undefined) dialect.escapechar = characterOrNone("escapechar", escapechar);
  if (lineterminator !== undefined) {
    if (!isStr(lineterminator))
      throw typeError(`"lineterminator" must be a string, not ${typeOf(lineterminator).name}`);
    dialect.lineterminator = lineterminator;
  }
  if (quotechar !== undefined) dialect.quotechar = characterOrNone("quotechar", quotechar);
  if (quoting !== undefined) {
    if (typeof quoting !== "number" || !Number.isInteger(quoting)) {
      throw typeError(`"quoting" must be an integer, not ${typeOf(quoting).name}`);
    }
    dialect.quoting = quoting;
  }
  if (skipinitialspace !== undefined) dialect.skipinitialspace = truthy(skipinitialspace);
  if (strict !== undefined) dialect.strict = truthy(strict);
  if (dialect.quoting < 0 || dialect.quoting > QUOTE.QUOTE_NOTNULL) throw typeError('bad "quoting" value');
  if (quotechar === null && quoting === undefined) dialect.quoting = QUOTE.QUOTE_NONE;
  validate(dialect);
  return dialect;
}

/** The dialect that the arguments of `reader`, `writer` and `register_dialect` mean. */
export function dialectOf(base: Value | undefined, keywords: ReadonlyMap<string, Value>): PyDialect {
  const named = keywords.get("dialect");
  if (named !== undefined && base !== undefined) {
    throw typeError("argument for Dialect() given by name ('dialect') and position (1)");
  }
  for (const name of keywords.keys()) {
    if (name !== "dialect" && !(PARAMETERS as readonly string[]).includes(name)) {
      throw typeError(`this function got an unexpected keyword argument '${name}'`);
    }
  }
  return makeDialect(dialectType, base ?? named, Object.fromEntries(keywords) as Parameters);
}

const noPickle = (self: PyDialect): Value => {
  throw typeError(`cannot pickle '${typeOf(self).name}' instances`);
};

const orNone = (text: string | null): Value => (text === null ? null : str(text));

export const dialectSpec: TypeSpec = {
  doc: "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.\n",
  new: [
    "(dialect=None, delimiter=',', doublequote=True, escapechar=None, lineterminator='\\r\\n', quotechar='\"', quoting=QUOTE_MINIMAL, skipinitialspace=False, strict=False)",
    (
      cls: PyType,
      base?: Value,
      delimiter?: Value,
      doublequote?: Value,
      escapechar?: Value,
      lineterminator?: Value,
      quotechar?: Value,
      quoting?: Value,
      skipinitialspace?: Value,
      strict?: Value,
    ) =>
      makeDialect(cls, base, {
        delimiter,
        doublequote,
        escapechar,
        lineterminator,
        quotechar,
        quoting,
        skipinitialspace,
        strict,
      } as Parameters),
  ],
  methods: {
    __reduce__: ["(self, /, *args)", noPickle],
    __reduce_ex__: ["(self, /, *args)", noPickle],
  },
  getset: {
    delimiter: { get: (self: PyDialect) => str(self.delimiter) },
    escapechar: { get: (self: PyDialect) => orNone(self.escapechar) },
    lineterminator: { get: (self: PyDialect) => self.lineterminator },
    quotechar: { get: (self: PyDialect) => orNone(self.quotechar) },
    quoting: { get: (self: PyDialect) => self.quoting },
    skipinitialspace: { get: (self: PyDialect) => self.skipinitialspace, member: true },
    doublequote: { get: (self: PyDialect) => self.doublequote, member: true },
    strict: { get: (self: PyDialect) => self.strict, member: true },
  },
};
