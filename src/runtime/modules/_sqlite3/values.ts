/** Values between Python and SQLite. Follows Modules/_sqlite/statement.c and cursor.c. */
import type { Sqlite } from "../../../companions/sqlite.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { floatType, intType, isInstance, PyStr, strType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError, TypeError as TypeError_ } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { lenderOf, needBuffer } from "../../objects/buffer.ts";
import { bytearrayType } from "../../objects/bytearray.ts";
import { bytes } from "../../objects/bytes.ts";
import { int, intOf, isInt } from "../../objects/int.ts";
import { hasSurrogate, isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { sqliteState } from "./library.ts";

const TRANSIENT = -1;
const LARGEST = 2n ** 63n;

export const tooLarge = (): PyBaseException =>
  newException(OverflowError, "Python int too large to convert to SQLite INTEGER");

/** The text of a str; UnicodeEncodeError where it has no UTF-8. */
export function utf16(value: Value): string {
  const text = strOf(value);
  if (hasSurrogate(text) && ((value instanceof PyStr && value.split) || /\p{Surrogate}/u.test(text)))
    encodeStrictly(value);
  return text;
}
function encodeStrictly(value: Value): void {
  callable(findAttr(value, "encode") as Value).c1("utf-8");
}

/** Calls `bind` for a value's kind: those of parameters and of results have the same names. */
function give(
  library: Sqlite,
  prefix: "sqlite3_bind_" | "sqlite3_result_",
  where: readonly number[],
  value: Value,
): boolean {
  const call = (kind: string, ...args: (number | bigint)[]): void => {
    const code = library.call(prefix + kind, ...where, ...args);
    if (prefix === "sqlite3_bind_" && code !== 0) throw new RangeError(String(code));
  };
  if (value === null) call("null");
  else if (isInt(value)) {
    const n = intOf(value);
    const number = typeof n === "boolean" ? Number(n) : n;
    if (typeof number === "number" && (number | 0) === number) call("int", number);
    else {
      const long = BigInt(number);
      if (long >= LARGEST || long < -LARGEST) throw tooLarge();
      call("int64", long);
    }
  } else if (isFloat(value)) call("double", floatOf(value));
  else if (isStr(value)) {
    const [at, length] = library.putText(utf16(value));
    call("text", at, length, TRANSIENT);
  } else {
    if (lenderOf(value) === undefined) return false;
    const data = needBuffer(value);
    if (data.length === 0) call("zeroblob", 0);
    else call("blob", library.putBytes(data), data.length, TRANSIENT);
  }
  return true;
}

/** Binds a parameter; false for a type that SQLite has no place for. Throws RangeError with SQLite's code. */
export const bindValue = (library: Sqlite, statement: number, index: number, value: Value): boolean =>
  give(library, "sqlite3_bind_", [statement, index], value);
/** Makes a value the result of a function. */
export const giveResult = (library: Sqlite, context: number, value: Value): boolean =>
  give(library, "sqlite3_result_", [context], value);

export const plainTypes: readonly Value[] = [intType, floatType, strType, bytearrayType];

const isPlain = (value: Value): boolean =>
  value === null ||
  typeof value === "number" ||
  typeof value === "string" ||
  typeof value === "bigint" ||
  plainTypes.includes(typeOf(value));

/** What stands for a value in the database: by a registered adapter, `__conform__`, or the value itself. */
export function adapt(value: Value, protocol: Value, fallback: Value | undefined = value): Value {
  const adapter = sqliteState().adapters.get(tuple([typeOf(value), protocol]));
  if (adapter !== undefined) return callable(adapter).c1(value);
  for (const [object, argument, name] of [
    [protocol, value, "__adapt__"],
    [value, protocol, "__conform__"],
  ] as const) {
    const method = findAttr(object, name);
    if (method === undefined) continue;
    try {
      const adapted = callable(method).c1(argument);
      if (adapted !== null) return adapted;
    } catch (error) {
      // A protocol that does not fit is as good as none.
      if (!(error instanceof PyBaseException) || !isInstance(error, TypeError_)) throw error;
    }
  }
  return fallback as Value;
}

export const adapted = (value: Value, protocol: PyType): Value =>
  isPlain(value) && !sqliteState().adaptsPlain ? value : adapt(value, protocol);

const number = (double: number, long: () => bigint): Value =>
  Number.isSafeInteger(double) ? double : int(long());

/** An argument of a function. */
export function argument(library: Sqlite, at: number): Value {
  switch (library.call("sqlite3_value_type", at)) {
    case 1:
      return number(
        library.call("sqlite3_value_double", at),
        () => library.call("sqlite3_value_int64", at) as unknown as bigint,
      );
    case 2:
      return float(library.call("sqlite3_value_double", at));
    case 3: {
      const place = library.call("sqlite3_value_text", at);
      return str(library.text(place, library.call("sqlite3_value_bytes", at)));
    }
    case 4: {
      const place = library.call("sqlite3_value_blob", at);
      return bytes(library.blob(place, library.call("sqlite3_value_bytes", at)));
    }
    default:
      return null;
  }
}

/** A column of the row that a statement is at; `text` makes Python's value of a text. */
export function column(
  library: Sqlite,
  statement: number,
  i: number,
  text: (at: number, length: number) => Value,
): Value {
  const { api } = library;
  switch ((api["sqlite3_column_type"] as (s: number, i: number) => number)(statement, i)) {
    case 1:
      return number(
        library.call("sqlite3_column_double", statement, i),
        () => library.call("sqlite3_column_int64", statement, i) as unknown as bigint,
      );
    case 2:
      return float(library.call("sqlite3_column_double", statement, i));
    case 3: {
      const at = library.call("sqlite3_column_text", statement, i);
      return text(at, library.call("sqlite3_column_bytes", statement, i));
    }
    case 4: {
      const at = library.call("sqlite3_column_blob", statement, i);
      return bytes(library.blob(at, library.call("sqlite3_column_bytes", statement, i)));
    }
    default:
      return null;
  }
}
