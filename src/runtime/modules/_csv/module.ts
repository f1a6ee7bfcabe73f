/**
 * Module `_csv`: what the library's `csv` is built on. Follows `Modules/_csv.c`.
 * https://docs.python.org/3.14/library/csv.html
 */

import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { PyList } from "../../objects/list.ts";
import { isStr } from "../../objects/str.ts";
import {
  csvError,
  csvState,
  dialectOf,
  dialectSpec,
  dialectType,
  errorType,
  QUOTE,
  registeredDialect,
} from "./dialect.ts";
import { PyReader, readerSpec, readerType } from "./reader.ts";
import { PyWriter, writerSpec, writerType } from "./writer.ts";

type Keywords = Map<string, Value>;

export const csvModule: NativeModule = {
  name: "_csv",
  doc: "CSV parsing and writing.\n",
  functions: {
    reader: [
      "(iterable, dialect='excel', /, **fmtparams)",
      (lines: Value, dialect: Value | undefined, keywords: Keywords) =>
        PyReader.over(lines, () => dialectOf(dialect, keywords)),
    ],
    writer: [
      "(fileobj, dialect='excel', /, **fmtparams)",
      (file: Value, dialect: Value | undefined, keywords: Keywords) =>
        PyWriter.over(file, () => dialectOf(dialect, keywords)),
    ],
    register_dialect: [
      "(name, dialect='excel', /, **fmtparams)",
      (name: Value, dialect: Value | undefined, keywords: Keywords) => {
        if (!isStr(name)) throw typeError("dialect name must be a string");
        csvState().dialects.set(name, dialectOf(dialect, keywords));
        return null;
      },
    ],
    unregister_dialect: [
      "(name)",
      (name: Value) => {
        if (!csvState().dialects.delete(name)) throw csvError("unknown dialect");
        return null;
      },
    ],
    get_dialect: ["(name)", registeredDialect],
    list_dialects: ["()", () => new PyList([...csvState().dialects.keys()])],
    field_size_limit: [
      "(new_limit=<unrepresentable>)",
      (limit?: Value) => {
        const state = csvState();
        const old = state.fieldLimit;
        if (limit !== undefined) {
          if (typeof limit !== "number" || !Number.isInteger(limit))
            throw typeError("limit must be an integer");
          state.fieldLimit = limit;
        }
        return old;
      },
    ],
  },
  constants: { ...QUOTE },
  types: { Dialect: dialectType, Reader: readerType, Writer: writerType, Error: errorType },
  init: (set) => set("_dialects", csvState().dialects),
};

/** The types of the module, with their behaviour. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [errorType, {}],
  [dialectType, dialectSpec],
  [readerType, readerSpec],
  [writerType, writerSpec],
];
