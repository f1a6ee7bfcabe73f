/** The exceptions of `sqlite3`, and which of SQLite's results becomes which. Follows Modules/_sqlite/util.c. */
import { declareType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { PyType } from "../../core/type.ts";
import { Exception } from "../../exceptions/hierarchy.ts";
import { memoryError, newException } from "../../exceptions/raise.ts";
import { str } from "../../objects/str.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { primaryCodes, extendedCodes } from "./constants.ts";

const declare = (name: string, base: PyType): PyType =>
  declareType(`sqlite3.${name}`, class extends PyBaseException {}, { bases: [base], hasDict: true });

const Warning = declare("Warning", Exception);
const Error_ = declare("Error", Exception);
const DatabaseError = declare("DatabaseError", Error_);
const DataError = declare("DataError", DatabaseError);
const IntegrityError = declare("IntegrityError", DatabaseError);
const InternalError = declare("InternalError", DatabaseError);
const NotSupportedError = declare("NotSupportedError", DatabaseError);
export const InterfaceError = declare("InterfaceError", Error_);
export const OperationalError = declare("OperationalError", DatabaseError);
export const ProgrammingError = declare("ProgrammingError", DatabaseError);

export const exceptions: Readonly<Record<string, PyType>> = {
  Warning,
  Error: Error_,
  InterfaceError,
  DatabaseError,
  DataError,
  OperationalError,
  IntegrityError,
  InternalError,
  ProgrammingError,
  NotSupportedError,
};

export const programmingError = (message: string): PyBaseException => newException(ProgrammingError, message);
export const dataError = (message: string): PyBaseException => newException(DataError, message);

const INTERNAL = [2, 12];
const OPERATIONAL = [1, 3, 4, 5, 6, 8, 9, 10, 13, 14, 15, 16, 17];

function typeFor(code: number): PyType {
  if (INTERNAL.includes(code)) return InternalError;
  if (OPERATIONAL.includes(code)) return OperationalError;
  if (code === 18) return DataError;
  if (code === 19 || code === 20) return IntegrityError;
  if (code === 21 || code === 25) return InterfaceError;
  return DatabaseError;
}

const names = new Map(
  [...Object.entries(primaryCodes), ...Object.entries(extendedCodes)].map(([n, c]) => [c, n]),
);

/** The exception for a result of SQLite's. */
export function sqliteError(code: number, message: string): PyBaseException {
  if ((code & 0xff) === 7) return memoryError();
  const exception = newException(typeFor(code & 0xff), str(message));
  setAttr(exception, "sqlite_errorcode", code);
  setAttr(exception, "sqlite_errorname", names.get(code) ?? "unknown");
  return exception;
}
