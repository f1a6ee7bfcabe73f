/**
 * `sqlite3.Blob`: one value of a table, read and written in pieces. Follows Modules/_sqlite/blob.c.
 * https://docs.python.org/3.14/library/sqlite3.html#blob-objects
 *
 * SQLite's WebAssembly module does not export `sqlite3_blob_open` and its kin, so the handle is the row's number, and each piece
 * is read and written by a statement. As with SQLite's own handles, one whose row was changed by anything else is through: SQLite
 * tells of changes by `sqlite3_update_hook`.
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { IndexError, OverflowError } from "../../exceptions/hierarchy.ts";
import { indexError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { isInt } from "../../objects/int.ts";
import { PySlice } from "../../objects/slice.ts";
import { isStr } from "../../objects/str.ts";
import { truthy } from "../../protocols/compare.ts";
import { isIndex, toCInt, toIndex, toSize } from "../../protocols/number.ts";
import { sliceBounds } from "../../protocols/slice.ts";
import { byteOf } from "../../types/bytes-common.ts";
import type { PyConnection } from "./cursor-data.ts";
import { programmingError, sqliteError } from "./errors.ts";
import { sqlite } from "./library.ts";
import { tooLarge, utf16 } from "./values.ts";

const ERROR = 1;
const ABORT = 4;
const READONLY = 8;
const ROW = 100;
const ENABLE_TRIGGER = 1003;
const INT_MAX = 0x7fffffff;

export class PyBlob extends PyInstance {
  connection: PyConnection = undefined as unknown as PyConnection;
  schema = "";
  table = "";
  column = "";
  row = 0n;
  length = 0;
  offset = 0;
  isReadonly = false;
  isClosed = false;
  /** Something else changed the row; and whether SQLite would know by now, which it does when it goes there. */
  isExpired = false;
  isAborted = false;
}
export const blobType = declareType("sqlite3.Blob", PyBlob, { subclassable: false });

/** Runs one statement with texts, numbers and bytes for its parameters; what `read` makes of the first row. */
function query<T>(
  connection: PyConnection,
  sql: string,
  parameters: readonly (string | bigint | Uint8Array)[],
  read: (statement: number) => T,
): T | undefined {
  const library = sqlite();
  const source = library.newText(sql);
  const out = library.call("malloc", 4);
  const code = library.call("sqlite3_prepare_v2", connection.open, source, -1, out, 0);
  const statement = library.int(out);
  library.call("free", source);
  library.call("free", out);
  connection.check(code);
  try {
    for (const [i, value] of parameters.entries()) {
      if (typeof value === "bigint") library.call("sqlite3_bind_int64", statement, i + 1, value);
      else if (typeof value === "string") {
        const [at, length] = library.putText(value);
        library.call("sqlite3_bind_text", statement, i + 1, at, length, -1);
      } else library.call("sqlite3_bind_blob", statement, i + 1, library.putBytes(value), value.length, -1);
    }
    const result = library.call("sqlite3_step", statement);
    if (result === ROW) return read(statement);
    if (result !== 101) connection.fail();
    return undefined;
  } finally {
    library.call("sqlite3_finalize", statement);
  }
}

/** A name that is never taken for a string. */
const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const columnText = (statement: number, i: number): string =>
  sqlite().text(sqlite().call("sqlite3_column_text", statement, i));

const lower = (text: string): string => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

/** Refuses what SQLite has no handles for. */
function checkTable(self: PyBlob): void {
  const { connection, schema, table, column } = self;
  const fail = (message: string): never => {
    throw sqliteError(ERROR, message);
  };
  const found = query(
    connection,
    "SELECT type, wr FROM pragma_table_list WHERE schema = ?1 COLLATE NOCASE AND name = ?2 COLLATE NOCASE",
    [schema, table],
    (at): [string, boolean] => [columnText(at, 0), sqlite().call("sqlite3_column_int", at, 1) !== 0],
  );
  if (found === undefined) return fail(`no such table: ${schema}.${table}`);
  const [type, isWithoutRowid] = found;
  if (type === "virtual") fail(`cannot open virtual table: ${table}`);
  if (isWithoutRowid) fail(`cannot open table without rowid: ${table}`);
  if (type === "view") fail(`cannot open view: ${table}`);
  const any = (sql: string): boolean =>
    query(connection, `SELECT 1 FROM ${sql}`, [schema, table, column], () => true) === true;
  if (any("pragma_table_xinfo(?2, ?1) WHERE hidden IN (2, 3)"))
    fail(`cannot open table with generated columns: ${table}`);
  if (!any("pragma_table_xinfo(?2, ?1) WHERE name = ?3 COLLATE NOCASE")) fail(`no such column: "${column}"`);
  if (self.isReadonly) return;
  if (
    any("pragma_foreign_keys WHERE foreign_keys") &&
    any('pragma_foreign_key_list(?2, ?1) WHERE "from" = ?3 COLLATE NOCASE')
  )
    fail("cannot open foreign key column for writing");
  const indexed = "(x.name = ?3 COLLATE NOCASE OR x.cid = -2)";
  if (any(`pragma_index_list(?2, ?1) AS l, pragma_index_xinfo(l.name, ?1) AS x WHERE x.key AND ${indexed}`))
    fail("cannot open indexed column for writing");
}

export function openBlob(
  connection: PyConnection,
  table: Value,
  column: Value,
  row: Value,
  readonly: Value = false,
  schema: Value = "main",
): PyBlob {
  void connection.open;
  const text = (value: Value, which: string): string => {
    if (!isStr(value)) throw typeError(`blobopen() argument ${which} must be str, not ${typeOf(value).name}`);
    const result = utf16(value);
    if (result.includes("\0")) throw valueError("embedded null character");
    return result;
  };
  const self = new PyBlob();
  self.connection = connection;
  self.table = text(table, "1");
  self.column = text(column, "2");
  if (!isInt(row)) throw typeError("expected 'int'");
  self.row = BigInt(toIndex(row));
  if (BigInt.asIntN(64, self.row) !== self.row) throw tooLarge();
  self.isReadonly = truthy(readonly);
  self.schema = text(schema, "'name'");
  checkTable(self);
  const column_ = quoted(self.column);
  const size = query(
    connection,
    `SELECT typeof(${column_}), length(CAST(${column_} AS BLOB)) FROM ${source(self)}`,
    [self.row],
    (at): number => {
      const type = columnText(at, 0);
      if (type !== "blob" && type !== "text") throw sqliteError(ERROR, `cannot open value of type ${type}`);
      return sqlite().call("sqlite3_column_int", at, 1);
    },
  );
  if (size === undefined) throw sqliteError(ERROR, `no such rowid: ${self.row}`);
  self.length = size;
  watch(connection);
  connection.blobs.add(self);
  return self;
}

const source = (self: PyBlob): string => `${quoted(self.schema)}.${quoted(self.table)} WHERE rowid = ?1`;

interface Watch {
  /** The function pointer that SQLite calls. */
  readonly pointer: number;
  readonly connections: Map<number, WeakRef<PyConnection>>;
}
const WATCH = Symbol("sqlite3 blobs");

/** Has SQLite tell of changed rows while a connection has open blobs. */
function watch(connection: PyConnection): void {
  const library = sqlite();
  const state = current.stateOf(WATCH, (): Watch => {
    const connections = new Map<number, WeakRef<PyConnection>>();
    const changed = (db: number, _: number, schema: number, table: number, row: bigint): void => {
      for (const blob of connections.get(db)?.deref()?.blobs ?? []) {
        if (blob.row !== row || lower(blob.table) !== lower(library.text(table))) continue;
        if (lower(blob.schema) === lower(library.text(schema))) blob.isExpired = true;
      }
    };
    return { pointer: library.pointer("viiiij", changed), connections };
  });
  const { db } = connection;
  if (connection.blobs.size > 0) return;
  state.connections.set(db, new WeakRef(connection));
  library.call("sqlite3_update_hook", db, state.pointer, db);
}

export function closeBlob(self: PyBlob): void {
  const { connection } = self;
  self.isClosed = true;
  if (!connection.blobs.delete(self) || connection.blobs.size > 0) return;
  sqlite().call("sqlite3_update_hook", connection.db, 0, 0);
  current
    .stateOf(WATCH, (): Watch => ({ pointer: 0, connections: new Map() }))
    .connections.delete(connection.db);
}

function check(self: PyBlob): void {
  void self.connection.open;
  if (self.isClosed) throw programmingError("Cannot operate on a closed blob.");
}

/** The length that SQLite tells of. */
const lengthOf = (self: PyBlob): number => (self.isAborted ? 0 : self.length);

function read(self: PyBlob, offset: number, length: number): Uint8Array {
  const library = sqlite();
  const data = self.isExpired
    ? undefined
    : query(
        self.connection,
        `SELECT substr(CAST(${quoted(self.column)} AS BLOB), ?2, ?3) FROM ${source(self)}`,
        [self.row, BigInt(offset + 1), BigInt(length)],
        (at) =>
          library.blob(
            library.call("sqlite3_column_blob", at, 0),
            library.call("sqlite3_column_bytes", at, 0),
          ),
      );
  if (data === undefined) {
    self.isAborted = true;
    throw sqliteError(ABORT, "query aborted");
  }
  return data;
}

function write(self: PyBlob, offset: number, data: Uint8Array): void {
  if (data.length > lengthOf(self) - offset) throw valueError("data longer than blob length");
  if (self.isReadonly) throw sqliteError(READONLY, "attempt to write a readonly database");
  const { connection, row } = self;
  const whole = read(self, 0, self.length);
  whole.set(data, offset);
  const library = sqlite();
  const out = library.call("malloc", 4);
  const config = (wanted: number): number => {
    library.call("sqlite3__wasm_db_config_ip", connection.db, ENABLE_TRIGGER, wanted, out);
    return library.int(out);
  };
  // Handles neither run triggers nor tell the other handles of the row.
  const hadTriggers = config(-1);
  const expired = [...connection.blobs].filter((blob) => blob.isExpired);
  try {
    config(0);
    const column = quoted(self.column);
    query(
      connection,
      `UPDATE ${quoted(self.schema)}.${quoted(self.table)} SET ${column} = CASE typeof(${column}) WHEN 'text' THEN CAST(?2 AS TEXT) ELSE ?2 END WHERE rowid = ?1`,
      [row, whole],
      () => null,
    );
  } finally {
    config(hadTriggers);
    library.call("free", out);
    for (const blob of connection.blobs) blob.isExpired = expired.includes(blob);
  }
}

function indexOf(self: PyBlob, key: Value): number {
  const index = toSize(key, IndexError);
  const length = lengthOf(self);
  const at = index < 0 ? index + length : index;
  if (at < 0 || at >= length) throw indexError("Blob index out of range");
  return at;
}

function seek(self: PyBlob, offset: Value, origin: Value = 0): Value {
  const distance = toCInt(offset);
  const from = toCInt(origin);
  check(self);
  if (from < 0 || from > 2) throw valueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
  const length = lengthOf(self);
  const base = from === 0 ? 0 : from === 1 ? self.offset : length;
  if (distance > INT_MAX - base) throw newException(OverflowError, "seek offset results in overflow");
  const to = base + distance;
  if (to < 0 || to > length) throw valueError("offset out of blob range");
  self.offset = to;
  return null;
}

function assign(self: PyBlob, key: Value, value: Value | undefined): Value {
  check(self);
  if (isIndex(key)) {
    if (value === undefined) throw typeError("Blob doesn't support item deletion");
    const at = indexOf(self, key);
    if (!isInt(value)) throw typeError(`'${typeOf(value).name}' object cannot be interpreted as an integer`);
    write(self, at, Uint8Array.of(byteOf(value)));
    return null;
  }
  if (!(key instanceof PySlice)) throw typeError("Blob indices must be integers");
  if (value === undefined) throw typeError("Blob doesn't support slice deletion");
  const { start, step, count } = sliceBounds(key, lengthOf(self));
  const data = needBuffer(value);
  if (data.length !== count) throw indexError("Blob slice assignment is wrong size");
  if (count === 0) return null;
  const last = start + (count - 1) * step;
  const first = Math.min(start, last);
  const range = step === 1 ? data : read(self, first, Math.abs(last - start) + 1);
  if (step !== 1) for (let i = 0; i < count; i++) range[start + i * step - first] = data[i] as number;
  write(self, first, range);
  return null;
}

export const blobSpec: TypeSpec = {
  methods: {
    close: [
      "(self, /)",
      (self: PyBlob) => {
        void self.connection.open;
        closeBlob(self);
        return null;
      },
    ],
    read: [
      "(self, length=-1, /)",
      (self: PyBlob, length: Value = -1) => {
        const wanted = toCInt(length);
        check(self);
        const most = lengthOf(self) - self.offset;
        const count = wanted < 0 || wanted > most ? most : wanted;
        if (count === 0) return bytes(new Uint8Array(0));
        const data = read(self, self.offset, count);
        self.offset += count;
        return bytes(data);
      },
    ],
    write: [
      "(self, data, /)",
      (self: PyBlob, data: Value) => {
        const given = needBuffer(data);
        check(self);
        write(self, self.offset, given);
        self.offset += given.length;
        return null;
      },
    ],
    seek: ["(self, offset, origin=0, /)", seek],
    tell: [
      "(self, /)",
      (self: PyBlob) => {
        check(self);
        return self.offset;
      },
    ],
    __enter__: [
      "(self, /)",
      (self: PyBlob) => {
        check(self);
        return self;
      },
    ],
    __exit__: [
      "(self, type, val, tb, /)",
      (self: PyBlob) => {
        check(self);
        closeBlob(self);
        return false;
      },
    ],
    __len__: [
      "(self, /)",
      (self: PyBlob) => {
        check(self);
        return lengthOf(self);
      },
    ],
    __getitem__: [
      "(self, key, /)",
      (self: PyBlob, key: Value) => {
        check(self);
        if (isIndex(key)) {
          return read(self, indexOf(self, key), 1)[0] as number;
        }
        if (!(key instanceof PySlice)) throw typeError("Blob indices must be integers");
        const { start, step, count } = sliceBounds(key, lengthOf(self));
        if (count === 0) return bytes(new Uint8Array(0));
        const last = start + (count - 1) * step;
        const first = Math.min(start, last);
        const range = read(self, first, Math.abs(last - start) + 1);
        if (step === 1) return bytes(range);
        return bytes(Uint8Array.from({ length: count }, (_, i) => range[start + i * step - first] as number));
      },
    ],
    __setitem__: ["(self, key, value, /)", assign],
    __delitem__: ["(self, key, /)", (self: PyBlob, key: Value) => assign(self, key, undefined)],
  },
};
