/** `sqlite3.Cursor` and the statements behind it. Follows Modules/_sqlite/cursor.c and statement.c. */
import { isInstance, strType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import {
  attributeError,
  newException,
  stopIteration,
  typeError,
  valueError,
} from "../../exceptions/raise.ts";
import { bytes, bytesType } from "../../objects/bytes.ts";
import { bytearrayType } from "../../objects/bytearray.ts";
import { PyDict } from "../../objects/dict.ts";
import { int } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, str } from "../../objects/str.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { getItem, len } from "../../protocols/item.ts";
import { iter } from "../../protocols/iterate.ts";
import { PyBaseException } from "../../core/exception.ts";
import { LookupError, OverflowError } from "../../exceptions/hierarchy.ts";
import { toIndex } from "../../protocols/number.ts";
import { LEGACY, PyConnection, type PyCursor, Statement } from "./cursor-data.ts";
import { dataError, OperationalError, programmingError } from "./errors.ts";
import { sqlite, sqliteState } from "./library.ts";
import { protocolType } from "./protocol.ts";
import { adapted, bindValue, column, utf16 } from "./values.ts";

const ROW = 100;
const DONE = 101;
const LOCKED = 6;
const PARSE_DECLTYPES = 1;
const PARSE_COLNAMES = 2;
const LIMIT_SQL_LENGTH = 1;

/** The text without white space and comments at its beginning. */
const withoutComments = (sql: string): string =>
  sql.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[^]*?(?:\*\/|$))+/, "");

/** A statement for a text, out of the connection's cache if it is there and free. */
export function prepare(connection: PyConnection, sqlValue: Value): Statement {
  const db = connection.open;
  if (!isStr(sqlValue)) throw typeError(`argument 1 must be str, not ${typeOf(sqlValue).name}`);
  const sql = utf16(sqlValue);
  const known = connection.cache.get(sql);
  if (known !== undefined && !known.inUse) {
    // Used last, dropped last.
    connection.cache.delete(sql);
    connection.cache.set(sql, known);
    return known;
  }
  const library = sqlite();
  const source = library.newText(sql);
  const out = library.call("malloc", 8);
  try {
    const length = library.bytes.indexOf(0, source) - source;
    if (length > library.call("sqlite3_limit", db, LIMIT_SQL_LENGTH, -1))
      throw dataError("query string is too large");
    if (sql.includes("\0")) throw programmingError("the query contains a null character");
    const code = library.call("sqlite3_prepare_v2", db, source, length + 1, out, out + 4);
    if (code !== 0) connection.fail();
    const rest = library.text(library.int(out + 4));
    const at = library.int(out);
    if (withoutComments(rest) !== "") {
      library.call("sqlite3_finalize", at);
      throw programmingError("You can only execute one statement at a time.");
    }
    const isDml = /^(?:insert|update|delete|replace)\b/i.test(withoutComments(sql));
    const statement = new Statement(at, sql, isDml);
    connection.statements.add(statement);
    if (known === undefined && connection.cacheSize > 0) {
      connection.cache.set(sql, statement);
      if (connection.cache.size > connection.cacheSize) {
        const [oldest] = connection.cache.values();
        connection.cache.delete((oldest as Statement).sql);
        if (!(oldest as Statement).inUse) finalize(connection, oldest as Statement);
      }
    }
    return statement;
  } finally {
    library.call("free", source);
    library.call("free", out);
  }
}

function finalize(connection: PyConnection, statement: Statement): void {
  if (connection.statements.delete(statement)) sqlite().call("sqlite3_finalize", statement.at);
}

/** Lets go of a cursor's statement. */
export function release(self: PyCursor): void {
  const { statement, connection } = self;
  if (statement === undefined) return;
  self.statement = undefined;
  self.hasRow = false;
  statement.inUse = false;
  statement.user = undefined;
  if (connection.db === 0) return;
  if (connection.cache.get(statement.sql) === statement) sqlite().call("sqlite3_reset", statement.at);
  else finalize(connection, statement);
}

function check(self: PyCursor): PyConnection {
  if (!self.isInitialized) throw programmingError("Base Cursor.__init__ not called.");
  if (self.isClosed) throw programmingError("Cannot operate on a closed cursor.");
  if (self.isBusy) throw programmingError("Recursive use of cursors not allowed.");
  void self.connection.open;
  return self.connection;
}

/** Runs a statement of SQL's own that gives no rows. */
export function run(connection: PyConnection, sql: string): void {
  const library = sqlite();
  const at = library.newText(sql);
  const code = library.call("sqlite3_exec", connection.open, at, 0, 0, 0);
  library.call("free", at);
  connection.check(code);
}

export const inTransaction = (connection: PyConnection): boolean =>
  sqlite().call("sqlite3_get_autocommit", connection.open) === 0;

function bindAll(connection: PyConnection, statement: Statement, parameters: Value): void {
  const library = sqlite();
  const { at } = statement;
  library.call("sqlite3_clear_bindings", at);
  const wanted = library.call("sqlite3_bind_parameter_count", at);
  const nameOf = (i: number): string | undefined => {
    const name = library.call("sqlite3_bind_parameter_name", at, i);
    return name === 0 ? undefined : library.text(name);
  };
  const bind = (i: number, value: Value, label: string): void => {
    const plain = adapted(value, protocolType);
    try {
      if (bindValue(library, at, i, plain)) return;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      connection.fail();
    }
    throw programmingError(`Error binding parameter ${label}: type '${typeOf(plain).name}' is not supported`);
  };
  const isList = parameters instanceof PyTuple || parameters instanceof PyList;
  if (isList || (!(parameters instanceof PyDict) && isSequence(parameters))) {
    const given = isList ? parameters.items.length : Number(len(parameters));
    if (given !== wanted)
      throw programmingError(
        `Incorrect number of bindings supplied. The current statement uses ${wanted}, and there are ${given} supplied.`,
      );
    for (let i = 0; i < wanted; i++) {
      const name = nameOf(i + 1);
      if (name !== undefined && name[0] !== "?")
        throw programmingError(
          `Binding ${i + 1} ('${name}') is a named parameter, but you supplied a sequence which requires nominal (qmark) placeholders.`,
        );
      bind(i + 1, getItem(parameters, i), String(i + 1));
    }
    return;
  }
  if (!(parameters instanceof PyDict) && findAttr(parameters, "__getitem__") === undefined)
    throw programmingError("parameters are of unsupported type");
  for (let i = 1; i <= wanted; i++) {
    const name = nameOf(i)?.slice(1);
    if (name === undefined)
      throw programmingError(
        `Binding ${i} has no name, but you supplied a dictionary (which has only names).`,
      );
    let value: Value | undefined;
    try {
      value = getItem(parameters, str(name));
    } catch (error) {
      if (!(error instanceof PyBaseException) || !isInstance(error, LookupError)) throw error;
      throw programmingError(`You did not supply a value for binding parameter :${name}.`);
    }
    bind(i, value, `':${name}'`);
  }
}

const isSequence = (value: Value): boolean =>
  findAttr(value, "__len__") !== undefined &&
  findAttr(value, "__getitem__") !== undefined &&
  findAttr(value, "keys") === undefined;

/** What converts each column, where types are to be looked at. */
function convertersFor(
  connection: PyConnection,
  at: number,
  count: number,
): (Value | undefined)[] | undefined {
  if (connection.detectTypes === 0) return undefined;
  const library = sqlite();
  const known = sqliteState().converters;
  const text = (place: number): string => (place === 0 ? "" : library.text(place));
  return Array.from({ length: count }, (_, i) => {
    let found: Value | undefined;
    if ((connection.detectTypes & PARSE_COLNAMES) !== 0) {
      const name = /\[([^\]]*)\]/.exec(text(library.call("sqlite3_column_name", at, i)))?.[1];
      if (name !== undefined) found = known.get(str(name.toUpperCase()));
    }
    if (found === undefined && (connection.detectTypes & PARSE_DECLTYPES) !== 0) {
      const [name = ""] = text(library.call("sqlite3_column_decltype", at, i)).split(/[ (]/);
      if (name !== "") found = known.get(str(name.toUpperCase()));
    }
    return found;
  });
}

function describe(connection: PyConnection, at: number, count: number): Value {
  const library = sqlite();
  return tuple(
    Array.from({ length: count }, (_, i) => {
      let name = library.text(library.call("sqlite3_column_name", at, i));
      // With types in names the name is what comes before.
      if ((connection.detectTypes & PARSE_COLNAMES) !== 0) name = name.replace(/ *\[.*/s, "");
      return tuple([str(name), null, null, null, null, null, null]);
    }),
  );
}

/**
 * Ends statements that lock a table and whose cursor nobody has any more, of which CPython's reference counts know at once; whether
 * there were any.
 */
function resetForgotten(connection: PyConnection): boolean {
  current.host.collectGarbage?.();
  let any = false;
  for (const statement of connection.statements) {
    if (!statement.inUse || statement.user?.deref() !== undefined) continue;
    statement.inUse = false;
    statement.user = undefined;
    sqlite().call("sqlite3_reset", statement.at);
    any = true;
  }
  return any;
}

function step(connection: PyConnection, statement: Statement): boolean {
  const library = sqlite();
  let code = library.call("sqlite3_step", statement.at);
  if (code === ROW) return true;
  if (code === DONE) return false;
  if (code === LOCKED && resetForgotten(connection)) {
    library.call("sqlite3_reset", statement.at);
    code = library.call("sqlite3_step", statement.at);
    if (code === ROW || code === DONE) return code === ROW;
  }
  const error = caught(() => connection.fail());
  sqlite().call("sqlite3_reset", statement.at);
  throw error;
}

function caught(fail: () => never): unknown {
  try {
    fail();
  } catch (error) {
    return error;
  }
}

function execute(self: PyCursor, sql: Value, many: boolean, parameters: Value | undefined): Value {
  const connection = check(self);
  const sets = many ? iter(parameters as Value) : undefined;
  release(self);
  self.rows = undefined;
  self.isBusy = true;
  try {
    self.description = null;
    self.rowCount = -1;
    const statement = prepare(connection, sql);
    if (many && !statement.isDml) throw programmingError("executemany() can only execute DML statements.");
    const library = sqlite();
    statement.inUse = true;
    statement.user = self.reference;
    self.statement = statement;
    if (
      connection.autocommit === LEGACY &&
      connection.isolation !== null &&
      statement.isDml &&
      !inTransaction(connection)
    )
      run(connection, `BEGIN ${connection.isolation}`);
    let changed = 0;
    let columns = 0;
    if (sets === undefined) {
      if (statement.at !== 0) {
        bindAll(connection, statement, parameters ?? tuple([]));
        self.hasRow = step(connection, statement);
        // A statement that was prepared before a table got another column has one more when it has run.
        columns = library.call("sqlite3_column_count", statement.at);
        self.converters = convertersFor(connection, statement.at, columns);
        // Until a statement that changes something is through, nothing is committed; nobody may ever ask for its rows.
        if (self.hasRow && library.call("sqlite3_stmt_readonly", statement.at) === 0) {
          self.rows = [];
          do self.rows.push(readRow(self));
          while (step(connection, statement));
          self.rows.reverse();
          self.hasRow = false;
        }
      }
      if (statement.isDml) changed = library.call("sqlite3_changes", connection.db);
      self.lastRowId = int(library.call("sqlite3_last_insert_rowid", connection.db) as unknown as bigint);
    } else {
      for (let set: Value | undefined; (set = sets.nx()) !== undefined; ) {
        bindAll(connection, statement, set);
        while (step(connection, statement));
        changed += library.call("sqlite3_changes", connection.db);
        library.call("sqlite3_reset", statement.at);
      }
      self.hasRow = false;
    }
    if (statement.isDml) self.rowCount = changed;
    if (columns > 0) self.description = describe(connection, statement.at, columns);
    if (!self.hasRow) release(self);
  } catch (error) {
    release(self);
    self.rowCount = -1;
    throw error;
  } finally {
    self.isBusy = false;
  }
  return self;
}

function readRow(self: PyCursor): Value {
  const { connection, statement, converters } = self;
  const library = sqlite();
  const { at } = statement as Statement;
  const count = library.call("sqlite3_data_count", at);
  const factory = connection.textFactory;
  const text = (place: number, length: number): Value => {
    if (factory === strType) {
      try {
        return str(library.text(place, length));
      } catch {
        const name = library.text(library.call("sqlite3_column_name", at, index));
        const shown = new TextDecoder().decode(library.blob(place, length));
        throw newException(
          OperationalError,
          str(`Could not decode to UTF-8 column '${name}' with text '${shown}'`),
        );
      }
    }
    const data = library.blob(place, length);
    if (factory === bytesType) return bytes(data);
    if (factory === bytearrayType) return callable(bytearrayType).c1(bytes(data));
    return callable(factory).c1(bytes(data));
  };
  let index = 0;
  const items: Value[] = new Array(count);
  for (; index < count; index++) {
    const converter = converters?.[index];
    if (converter === undefined) items[index] = column(library, at, index, text);
    else {
      const place = library.call("sqlite3_column_blob", at, index);
      items[index] =
        place === 0
          ? null
          : callable(converter).c1(
              bytes(library.blob(place, library.call("sqlite3_column_bytes", at, index))),
            );
    }
  }
  return tuple(items);
}

/** The next row; undefined after the last. */
function fetch(self: PyCursor): Value | undefined {
  const connection = check(self);
  const { statement } = self;
  const kept = self.rows?.pop();
  if (kept !== undefined) return self.rowFactory === null ? kept : callable(self.rowFactory).c2(self, kept);
  if (statement === undefined || !self.hasRow) return undefined;
  self.isBusy = true;
  let row: Value;
  try {
    row = readRow(self);
  } finally {
    self.isBusy = false;
  }
  if (self.rowFactory !== null) row = callable(self.rowFactory).c2(self, row);
  if (self.statement !== statement) return row;
  let more = false;
  try {
    more = step(connection, statement);
  } catch (error) {
    release(self);
    throw error;
  }
  if (!more) {
    if (statement.isDml) self.rowCount = sqlite().call("sqlite3_changes", connection.db);
    release(self);
  }
  return row;
}

function fetchMany(self: PyCursor, count: number): Value {
  const rows: Value[] = [];
  for (let row: Value | undefined; rows.length < count && (row = fetch(self)) !== undefined; ) rows.push(row);
  return new PyList(rows);
}

export function executeScript(connection: PyConnection, script: Value): void {
  const db = connection.open;
  if (!isStr(script)) throw typeError(`executescript() argument must be str, not ${typeOf(script).name}`);
  const text = utf16(script);
  const library = sqlite();
  if (text.includes("\0")) throw valueError("embedded null character");
  if (connection.autocommit === LEGACY && inTransaction(connection)) run(connection, "COMMIT");
  const source = library.newText(text);
  const out = library.call("malloc", 8);
  try {
    if (library.bytes.indexOf(0, source) - source > library.call("sqlite3_limit", db, LIMIT_SQL_LENGTH, -1))
      throw dataError("query string is too large");
    for (let at = source; library.bytes[at] !== 0; ) {
      connection.check(library.call("sqlite3_prepare_v2", db, at, -1, out, out + 4));
      const statement = library.int(out);
      at = library.int(out + 4);
      if (statement === 0) continue;
      let code: number;
      do code = library.call("sqlite3_step", statement);
      while (code === ROW);
      const error = code === DONE ? undefined : caught(() => connection.fail());
      library.call("sqlite3_finalize", statement);
      if (error !== undefined) throw error;
    }
  } finally {
    library.call("free", source);
    library.call("free", out);
  }
}

/** A number of rows. */
function countOf(value: Value, name: string): number {
  const count = toIndex(value);
  if (count < 0) throw valueError(`${name} must be non-negative`);
  if (count > 0xffffffff) throw newException(OverflowError, "Python int too large to convert to C uint32_t");
  return Number(count);
}

const field = (key: "description" | "lastRowId" | "rowCount" | "connection"): GetSetRow => ({
  get: (self: PyCursor) => self[key] as Value,
  member: true,
});

export const cursorSpec: TypeSpec = {
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, connection, /)",
      (self: PyCursor, connection: Value) => {
        if (!(connection instanceof PyConnection))
          throw typeError(`Cursor() argument 1 must be sqlite3.Connection, not ${typeOf(connection).name}`);
        if (self.isBusy) throw programmingError("Recursive use of cursors not allowed.");
        if (self.statement !== undefined) release(self);
        self.connection = connection;
        self.fetch = fetch;
        self.isClosed = false;
        self.rowFactory = null;
        void connection.open;
        connection.cursors.add(self.reference);
        self.isInitialized = true;
        return null;
      },
    ],
    execute: [
      "(self, sql, parameters=(), /)",
      (self: PyCursor, sql: Value, parameters?: Value) => execute(self, sql, false, parameters),
    ],
    executemany: [
      "(self, sql, seq_of_parameters, /)",
      (self: PyCursor, sql: Value, sets: Value) => execute(self, sql, true, sets),
    ],
    executescript: [
      "(self, sql_script, /)",
      (self: PyCursor, script: Value) => {
        executeScript(check(self), script);
        return self;
      },
    ],
    fetchone: ["(self, /)", (self: PyCursor) => self.nx() ?? null],
    fetchmany: [
      "(self, /, size=1)",
      (self: PyCursor, size?: Value) =>
        fetchMany(self, size === undefined ? self.arraySize : countOf(size, "maxrows")),
    ],
    fetchall: ["(self, /)", (self: PyCursor) => fetchMany(self, Number.POSITIVE_INFINITY)],
    close: [
      "(self, /)",
      (self: PyCursor) => {
        if (!self.isInitialized) throw programmingError("Base Cursor.__init__ not called.");
        if (self.isBusy) throw programmingError("Recursive use of cursors not allowed.");
        void self.connection.open;
        release(self);
        self.isClosed = true;
        return null;
      },
    ],
    setinputsizes: ["(self, sizes, /)", () => null],
    setoutputsize: ["(self, size, column=None, /)", () => null],
    __iter__: ["(self, /)", (self: PyCursor) => self],
    __next__: [
      "(self, /)",
      (self: PyCursor) => {
        const row = self.nx();
        if (row === undefined) throw stopIteration();
        return row;
      },
    ],
  },
  getset: {
    connection: field("connection"),
    description: field("description"),
    lastrowid: field("lastRowId"),
    rowcount: field("rowCount"),
    arraysize: {
      get: (self: PyCursor) => self.arraySize,
      set: (self: PyCursor, size: Value) => {
        self.arraySize = countOf(size, "arraysize");
      },
      delete: (self: PyCursor) => {
        const text = "attribute 'arraysize' of 'sqlite3.Cursor' objects cannot be deleted";
        throw attributeError(text, "arraysize", self);
      },
      member: true,
    },
    row_factory: {
      get: (self: PyCursor) => self.rowFactory,
      set: (self: PyCursor, factory: Value) => {
        self.rowFactory = factory;
      },
      delete: (self: PyCursor) => {
        throw attributeError("cannot delete row_factory attribute", "row_factory", self);
      },
      member: true,
    },
  },
};
