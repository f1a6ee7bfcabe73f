/** `sqlite3.Connection`. Follows Modules/_sqlite/connection.c. https://docs.python.org/3.14/library/sqlite3.html#connection-objects */
import { special, strType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import { PyBuiltinFunction } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { current } from "../../core/state.ts";
import { attributeError, newException, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { path as pathOf } from "../posix/arguments.ts";
import { closeBlob, openBlob } from "./blob.ts";
import { defineCollation, defineFunction, setHook } from "./callbacks.ts";
import { executeScript, inTransaction, prepare, release, run } from "./cursor.ts";
import { cursorType, LEGACY, PyConnection, PyCursor } from "./cursor-data.ts";
import { CONNECTION_PARAMETERS, positionalLater, warnByPosition } from "./deprecated.ts";
import { exceptions, OperationalError, programmingError, sqliteError } from "./errors.ts";
import { sqlite } from "./library.ts";
import { utf16 } from "./values.ts";

const OPEN_READWRITE = 2;
const OPEN_CREATE = 4;
const OPEN_URI = 64;
const DONE = 101;
const LEVELS = ["", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

function isolationOf(value: Value): string | null {
  if (value === null) return null;
  if (!isStr(value)) throw typeError("isolation_level must be str or None");
  const level = strOf(value).toUpperCase();
  if (!LEVELS.includes(level))
    throw valueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
  return level;
}

function autocommitOf(value: Value): -1 | 0 | 1 {
  if (value === true) return 1;
  if (value === false) return 0;
  if (isInt(value) && Number(toIndex(value)) === LEGACY) return LEGACY;
  throw valueError("autocommit must be True, False, or sqlite3.LEGACY_TRANSACTION_CONTROL");
}

const PARAMETERS =
  "(database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=<unrepresentable>, cached_statements=128, uri=False, *, autocommit=-1)";

function initialize(
  self: PyConnection,
  database: Value = null,
  timeout: Value = 5,
  detectTypes: Value = 0,
  isolation: Value = "",
  _sameThread?: Value,
  _factory?: Value,
  cacheSize: Value = 128,
  uri: Value = false,
  autocommit: Value = LEGACY,
): Value {
  if (self.db !== 0) close(self, true);
  self.isInitialized = false;
  const path = pathOf(database, "connect");
  const level = isolationOf(isolation);
  const mode = autocommitOf(autocommit);
  const library = sqlite();
  const name = library.newText(path);
  const out = library.call("malloc", 4);
  const flags = OPEN_READWRITE | OPEN_CREATE | (truthy(uri) ? OPEN_URI : 0);
  const code = library.call("sqlite3_open_v2", name, out, flags, 0);
  const db = library.int(out);
  library.call("free", name);
  library.call("free", out);
  if (code !== 0) {
    const message = library.text(library.call("sqlite3_errmsg", db));
    const extended = library.call("sqlite3_extended_errcode", db);
    library.call("sqlite3_close_v2", db);
    throw sqliteError(extended || code, message);
  }
  const seconds = isFloat(timeout) ? floatOf(timeout) : Number(toIndex(timeout));
  library.call("sqlite3_busy_timeout", db, Math.trunc(seconds * 1000));
  self.db = db;
  self.isInitialized = true;
  self.detectTypes = toCInt(detectTypes);
  self.isolation = level;
  self.autocommit = mode;
  self.cacheSize = toCInt(cacheSize);
  self.textFactory = strType;
  self.rowFactory = null;
  if (mode === 0) run(self, "BEGIN");
  return null;
}

/** Ends all statements and closes the database; rows of cursors that wait can still be read after all if `keepsRows`. */
function close(self: PyConnection, keepsRows = false): void {
  if (self.db === 0) return;
  const library = sqlite();
  if (self.autocommit === 0 && inTransaction(self)) run(self, "ROLLBACK");
  for (const blob of self.blobs) closeBlob(blob);
  if (!keepsRows) {
    for (const cursor of self.cursors) {
      const alive = cursor.deref();
      if (alive !== undefined) release(alive);
    }
    self.cursors.clear();
  }
  for (const statement of self.statements) {
    if (keepsRows && statement.inUse) continue;
    library.call("sqlite3_finalize", statement.at);
    self.statements.delete(statement);
  }
  self.cache.clear();
  library.call("sqlite3_close_v2", self.db);
  self.db = 0;
}

function cursor(self: PyConnection, factory: Value = cursorType): PyCursor {
  void self.open;
  const made = callable(factory).c1(self);
  if (!(made instanceof PyCursor)) throw typeError(`factory must return a cursor, not ${typeOf(made).name}`);
  if (self.rowFactory !== null) made.rowFactory = self.rowFactory;
  return made;
}

function commit(self: PyConnection): void {
  void self.open;
  if (self.autocommit === 1) return;
  if (self.autocommit === 0) {
    run(self, "COMMIT");
    run(self, "BEGIN");
  } else if (inTransaction(self)) run(self, "COMMIT");
}

function rollback(self: PyConnection): void {
  void self.open;
  if (self.autocommit === 1) return;
  if (self.autocommit === 0) {
    run(self, "ROLLBACK");
    run(self, "BEGIN");
  } else if (inTransaction(self)) run(self, "ROLLBACK");
}

function leave(self: PyConnection, failed: boolean): void {
  if (self.autocommit === 1) return;
  if (failed) {
    rollback(self);
    return;
  }
  try {
    commit(self);
  } catch (error) {
    // What cannot be committed is undone.
    try {
      rollback(self);
    } catch {
      // The first error is the one to tell.
    }
    throw error;
  }
}

function backup(
  self: PyConnection,
  target: Value,
  pages: Value = -1,
  progress: Value = null,
  name: Value = "main",
  sleep: Value = 0.25,
): Value {
  if (!(target instanceof PyConnection))
    throw typeError(`backup() argument 'target' must be sqlite3.Connection, not ${typeOf(target).name}`);
  const from = self.open;
  if (target === self) throw valueError("target cannot be the same connection instance");
  const to = target.open;
  if (progress !== null && special(progress, "m$__call__") === undefined)
    throw typeError("progress argument must be a callable");
  const library = sqlite();
  const wanted = toCInt(pages);
  const count = wanted === 0 ? -1 : wanted;
  const pause = isFloat(sleep) ? floatOf(sleep) : Number(toIndex(sleep));
  const source = library.newText(strOf(name));
  const main = library.newText("main");
  const handle = library.call("sqlite3_backup_init", to, main, from, source);
  try {
    if (handle === 0) target.fail();
    for (;;) {
      const code = library.call("sqlite3_backup_step", handle, count);
      if (progress !== null)
        callable(progress).c3(
          code,
          library.call("sqlite3_backup_remaining", handle),
          library.call("sqlite3_backup_pagecount", handle),
        );
      if (code === 5 || code === 6) current.host.clock.sleep(BigInt(Math.round(pause * 1e9)));
      else if (code !== 0) {
        const end = library.call("sqlite3_backup_finish", handle);
        if (end !== 0 || code !== DONE)
          throw sqliteError(end || code, library.text(library.call("sqlite3_errstr", end || code)));
        return null;
      }
    }
  } finally {
    library.call("free", source);
    library.call("free", main);
  }
}

function serialize(self: PyConnection, name: Value = "main"): Value {
  const db = self.open;
  const library = sqlite();
  const schema = library.newText(strOf(name));
  const size = library.call("malloc", 8);
  try {
    const at = library.call("sqlite3_serialize", db, schema, size, 0);
    if (at === 0) throw newException(OperationalError, `unable to serialize '${strOf(name)}'`);
    const data = library.blob(at, library.int(size));
    library.call("sqlite3_free", at);
    return bytes(data);
  } finally {
    library.call("free", schema);
    library.call("free", size);
  }
}

function deserialize(self: PyConnection, data: Value, name: Value = "main"): Value {
  const db = self.open;
  const contents = isStr(data) ? new TextEncoder().encode(utf16(data)) : needBuffer(data);
  const library = sqlite();
  const at = library.call("sqlite3_malloc64", BigInt(contents.length));
  library.bytes.set(contents, at);
  const schema = library.newText(strOf(name));
  const size = BigInt(contents.length);
  // SQLite frees the memory and may let it grow.
  const code = library.call("sqlite3_deserialize", db, schema, at, size, size, 3);
  library.call("free", schema);
  self.check(code);
  return null;
}

function limit(self: PyConnection, category: Value, value: number): Value {
  const db = self.open;
  const before = sqlite().call("sqlite3_limit", db, toCInt(category), value);
  if (before < 0) throw programmingError("'category' is out of bounds");
  return before;
}

function configure(self: PyConnection, option: Value, value: number): number {
  const db = self.open;
  const op = toCInt(option);
  if (op < 1002 || op > 1017) throw valueError(`unknown config 'op': ${op}`);
  const library = sqlite();
  const out = library.call("malloc", 4);
  const code = library.call("sqlite3__wasm_db_config_ip", db, op, value, out);
  const result = library.int(out);
  library.call("free", out);
  self.check(code);
  return result;
}

const text = (value: Value, name: string): string => {
  if (!isStr(value)) throw typeError(`${name} must be str, not ${typeOf(value).name}`);
  return utf16(value);
};

const attribute = (key: "rowFactory" | "textFactory"): GetSetRow => ({
  get: (self: PyConnection) => {
    void self.open;
    return self[key];
  },
  set: (self: PyConnection, value: Value) => {
    self[key] = value;
  },
  delete: (self: PyConnection) => {
    const name = key === "rowFactory" ? "row_factory" : "text_factory";
    throw attributeError(`cannot delete ${name} attribute`, name, self);
  },
});

export const connectionSpec: TypeSpec = {
  doc: "SQLite database connection object.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, /, *args, **kwargs)",
      (self: PyConnection, args: Value[], kwargs: ReadonlyMap<string, Value>) => {
        if (args.length > 1 && args.length <= 1 + CONNECTION_PARAMETERS.length)
          warnByPosition("_sqlite3.Connection()");
        const bound = new PyBuiltinFunction("Connection", [PARAMETERS, (...all) => initialize(self, ...all)]);
        return bound.ck([...args, ...kwargs.values()], [...kwargs.keys()]);
      },
    ],
    __call__: [
      "(self, /, *args, **kwargs)",
      (self: PyConnection, args: Value[]) => {
        void self.open;
        if (args.length !== 1) throw typeError(`function takes exactly 1 argument (${args.length} given)`);
        return prepare(self, args[0] as Value);
      },
    ],
    __enter__: [
      "(self, /)",
      (self: PyConnection) => {
        void self.open;
        return self;
      },
    ],
    __exit__: [
      "(self, type, value, traceback, /)",
      (self: PyConnection, type: Value) => {
        void self.open;
        leave(self, type !== null);
        return false;
      },
    ],
    cursor: ["(self, /, factory=<unrepresentable>)", cursor],
    close: [
      "(self, /)",
      (self: PyConnection) => {
        if (!self.isInitialized) throw programmingError("Base Connection.__init__ not called.");
        close(self);
        return null;
      },
    ],
    commit: [
      "(self, /)",
      (self: PyConnection) => {
        commit(self);
        return null;
      },
    ],
    rollback: [
      "(self, /)",
      (self: PyConnection) => {
        rollback(self);
        return null;
      },
    ],
    execute: [
      "(self, sql, parameters=<unrepresentable>, /)",
      (self: PyConnection, ...args: Value[]) =>
        callMethod(callMethod(self, "cursor"), "execute", ...given(args)),
    ],
    executemany: [
      "(self, sql, parameters, /)",
      (self: PyConnection, ...args: Value[]) =>
        callMethod(callMethod(self, "cursor"), "executemany", ...given(args)),
    ],
    executescript: [
      "(self, sql_script, /)",
      (self: PyConnection, script: Value) => {
        const made = callMethod(self, "cursor");
        executeScript(self, script);
        return made;
      },
    ],
    create_function: positionalLater(
      "create_function",
      ["name", "narg", "func"],
      "(self, /, name, narg, func, *, deterministic=False)",
      (self: PyConnection, name: Value, count: Value, object: Value, deterministic: Value = false) => {
        defineFunction(self, "function", text(name, "name"), toCInt(count), object, truthy(deterministic));
        return null;
      },
    ),
    create_aggregate: positionalLater(
      "create_aggregate",
      ["name", "n_arg", "aggregate_class"],
      "(self, /, name, n_arg, aggregate_class)",
      (self: PyConnection, name: Value, count: Value, object: Value) => {
        defineFunction(self, "aggregate", text(name, "name"), toCInt(count), object);
        return null;
      },
    ),
    create_window_function: [
      "(self, name, num_params, aggregate_class, /)",
      (self: PyConnection, name: Value, count: Value, object: Value) => {
        defineFunction(self, "window function", text(name, "name"), toCInt(count), object);
        return null;
      },
    ],
    create_collation: [
      "(self, name, callback, /)",
      (self: PyConnection, name: Value, object: Value) => {
        void self.open;
        const title = text(name, "create_collation() argument 1");
        if (object !== null && special(object, "m$__call__") === undefined)
          throw typeError("parameter must be callable");
        defineCollation(self, title, object);
        return null;
      },
    ],
    set_authorizer: positionalLater(
      "set_authorizer",
      ["authorizer_callback"],
      "(self, /, authorizer_callback)",
      (self: PyConnection, object: Value) => {
        setHook(self, "authorizer", object);
        return null;
      },
    ),
    set_progress_handler: positionalLater(
      "set_progress_handler",
      ["progress_handler"],
      "(self, /, progress_handler, n)",
      (self: PyConnection, object: Value, n: Value) => {
        setHook(self, "progress", object, toCInt(n));
        return null;
      },
    ),
    set_trace_callback: positionalLater(
      "set_trace_callback",
      ["trace_callback"],
      "(self, /, trace_callback)",
      (self: PyConnection, object: Value) => {
        setHook(self, "trace", object);
        return null;
      },
    ),
    interrupt: [
      "(self, /)",
      (self: PyConnection) => {
        sqlite().call("sqlite3_interrupt", self.open);
        return null;
      },
    ],
    iterdump: [
      "(self, /, *, filter=None)",
      (self: PyConnection, filter: Value = null) => {
        void self.open;
        return callable(getAttr(current.importModule("sqlite3.dump"), "_iterdump")).ck(
          [self, filter],
          ["filter"],
        );
      },
    ],
    backup: ["(self, target, *, pages=-1, progress=None, name='main', sleep=0.25)", backup],
    serialize: ["(self, /, *, name='main')", serialize],
    deserialize: ["(self, data, /, *, name='main')", deserialize],
    getlimit: ["(self, category, /)", (self: PyConnection, category: Value) => limit(self, category, -1)],
    setlimit: [
      "(self, category, limit, /)",
      (self: PyConnection, category: Value, value: Value) => limit(self, category, toCInt(value)),
    ],
    getconfig: ["(self, op, /)", (self: PyConnection, option: Value) => configure(self, option, -1) !== 0],
    setconfig: [
      "(self, op, enable=True, /)",
      (self: PyConnection, option: Value, enable: Value = true) => {
        const wanted = truthy(enable);
        if ((configure(self, option, Number(wanted)) !== 0) !== wanted)
          throw newException(OperationalError, "Unable to set config");
        return null;
      },
    ],
    blobopen: ["(self, table, column, rowid, /, *, readonly=False, name='main')", openBlob],
  },
  getset: {
    ...Object.fromEntries(
      Object.entries(exceptions).map(([name, type]) => [name, { get: (): Value => type }]),
    ),
    isolation_level: {
      get: (self: PyConnection) => {
        void self.open;
        return self.isolation;
      },
      set: (self: PyConnection, value: Value) => {
        const level = isolationOf(value);
        void self.open;
        // Without a level there is no transaction to be left open.
        if (level === null && inTransaction(self)) run(self, "COMMIT");
        self.isolation = level;
      },
      delete: (self: PyConnection) => {
        throw attributeError("cannot delete attribute", "isolation_level", self);
      },
    },
    autocommit: {
      get: (self: PyConnection) => {
        void self.open;
        return self.autocommit === LEGACY ? LEGACY : self.autocommit === 1;
      },
      set: (self: PyConnection, value: Value) => {
        void self.open;
        const mode = autocommitOf(value);
        if (mode === 1 && inTransaction(self)) run(self, "COMMIT");
        if (mode === 0 && !inTransaction(self)) run(self, "BEGIN");
        self.autocommit = mode;
      },
      delete: (self: PyConnection) => {
        throw attributeError("cannot delete autocommit attribute", "autocommit", self);
      },
    },
    __text_signature__: { get: () => "(sql, /)" },
    in_transaction: { get: (self: PyConnection) => inTransaction(self) },
    total_changes: { get: (self: PyConnection) => sqlite().call("sqlite3_total_changes", self.open) },
    row_factory: attribute("rowFactory"),
    text_factory: attribute("textFactory"),
  },
};

/** Arguments without those that were left out. */
const given = (args: readonly (Value | undefined)[]): Value[] =>
  args.filter((arg): arg is Value => arg !== undefined);
