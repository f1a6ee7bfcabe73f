/** Module `_sqlite3`, on SQLite as a WebAssembly module (`companions/sqlite.ts`). https://docs.python.org/3.14/library/sqlite3.html */
import type { NativeModule } from "../../core/native-module.ts";
import type { TypeSpec } from "../../core/define.ts";
import { callable } from "../../core/call.ts";
import { typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { blobSpec, blobType } from "./blob.ts";
import { connectionSpec } from "./connection.ts";
import { extendedCodes, otherConstants, primaryCodes } from "./constants.ts";
import { cursorSpec } from "./cursor.ts";
import { connectionType, cursorType, statementType } from "./cursor-data.ts";
import { warnByPosition } from "./deprecated.ts";
import { exceptions, programmingError } from "./errors.ts";
import { sqlite, sqliteState } from "./library.ts";
import { protocolType } from "./protocol.ts";
import { rowSpec, rowType } from "./row.ts";
import { adapt, plainTypes } from "./values.ts";

export const sqliteModule: NativeModule = {
  name: "_sqlite3",
  types: {
    Connection: connectionType,
    Cursor: cursorType,
    Row: rowType,
    Blob: blobType,
    PrepareProtocol: protocolType,
    ...exceptions,
  },
  constants: {
    ...primaryCodes,
    ...extendedCodes,
    ...otherConstants,
    PARSE_DECLTYPES: 1,
    PARSE_COLNAMES: 2,
    LEGACY_TRANSACTION_CONTROL: -1,
    threadsafety: 0,
  },
  functions: {
    connect: [
      "(database, *args, factory=<unrepresentable>, **kwargs)",
      (database: Value, args: Value[], factory: Value | undefined, kwargs: Map<string, Value>) => {
        if (args.length > 0) warnByPosition("sqlite3.connect()");
        // The factory is the sixth by position, too.
        const make = factory ?? args[4] ?? connectionType;
        return callable(make).ck([database, ...args, ...kwargs.values()], [...kwargs.keys()]);
      },
    ],
    complete_statement: [
      "(statement)",
      (statement: Value) => {
        const library = sqlite();
        const at = library.newText(strOf(statement));
        const complete = library.call("sqlite3_complete", at);
        library.call("free", at);
        return complete !== 0;
      },
    ],
    enable_callback_tracebacks: [
      "(enable, /)",
      (enable: Value) => {
        sqliteState().tracebacks = truthy(enable);
        return null;
      },
    ],
    register_adapter: [
      "(type, adapter, /)",
      (type: Value, adapter: Value) => {
        const state = sqliteState();
        if (plainTypes.includes(type)) state.adaptsPlain = true;
        state.adapters.set(tuple([type, protocolType]), adapter);
        return null;
      },
    ],
    register_converter: [
      "(typename, converter, /)",
      (name: Value, converter: Value) => {
        if (!isStr(name))
          throw typeError(`register_converter() argument 1 must be str, not ${typeOf(name).name}`);
        sqliteState().converters.set(str(strOf(name).toUpperCase()), converter);
        return null;
      },
    ],
    adapt: [
      "(obj, proto=<unrepresentable>, alt=<unrepresentable>, /)",
      (value: Value, protocol?: Value, fallback?: Value) => {
        const result = adapt(value, protocol === undefined ? protocolType : protocol, fallback ?? MISSING);
        if (result === MISSING) throw programmingError("can't adapt");
        return result;
      },
    ],
  },
  init(set) {
    const { adapters, converters } = sqliteState();
    set("adapters", adapters);
    set("converters", converters);
    set("sqlite_version", sqlite().text(sqlite().call("sqlite3_libversion")));
  },
};

/** Marks that nothing adapts a value. */
const MISSING = tuple([]);

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [connectionType, connectionSpec],
  [cursorType, cursorSpec],
  [rowType, rowSpec],
  [blobType, blobSpec],
  [statementType, {}],
  [protocolType, {}],
  ...Object.values(exceptions).map((type): readonly [PyType, TypeSpec] => [type, {}]),
];
