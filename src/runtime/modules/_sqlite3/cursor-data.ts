/** The data of connections, statements and cursors. */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { PyIterator } from "../../objects/iterator.ts";
import { programmingError, sqliteError } from "./errors.ts";
import type { PyBlob } from "./blob.ts";
import { sqlite } from "./library.ts";

/** What `connection(sql)` gives. */
export class Statement extends PyInstance {
  readonly at: number;
  readonly sql: string;
  /** INSERT, UPDATE, DELETE or REPLACE. */
  readonly isDml: boolean;
  inUse = false;
  /** The cursor that uses it. */
  user: WeakRef<PyCursor> | undefined = undefined;
  constructor(at = 0, sql = "", isDml = false) {
    super();
    this.at = at;
    this.sql = sql;
    this.isDml = isDml;
  }
}
export const statementType = declareType("sqlite3.Statement", Statement, { subclassable: false });

/** As before Python 3.12: transactions begin before statements that change data. */
export const LEGACY = -1;

export class PyConnection extends PyInstance {
  db = 0;
  isInitialized = false;
  detectTypes = 0;
  isolation: string | null = "";
  autocommit: -1 | 0 | 1 = LEGACY;
  cacheSize = 128;
  readonly cache = new Map<string, Statement>();
  readonly statements = new Set<Statement>();
  readonly cursors = new Set<WeakRef<PyCursor>>();
  readonly blobs = new Set<PyBlob>();
  rowFactory: Value = null;
  textFactory: Value = null;
  /** Raised by a callback, to be raised again by the call that led to it. */
  pending: unknown = undefined;
  trace: Value = null;
  /** Function pointers and objects that SQLite calls, by kind, kept as long as the connection. */
  readonly callbacks = new Map<string, number>();

  /** The database; ProgrammingError when there is none. */
  get open(): number {
    if (!this.isInitialized) throw programmingError("Base Connection.__init__ not called.");
    if (this.db === 0) throw programmingError("Cannot operate on a closed database.");
    return this.db;
  }

  /** Raises the error of the last call. */
  fail(): never {
    const { pending } = this;
    if (pending !== undefined) {
      this.pending = undefined;
      throw pending;
    }
    const library = sqlite();
    const code = library.call("sqlite3_extended_errcode", this.db);
    throw sqliteError(code, library.text(library.call("sqlite3_errmsg", this.db)));
  }

  check(code: number): void {
    if (code !== 0) this.fail();
  }
}
export const connectionType = declareType("sqlite3.Connection", PyConnection, { hasDict: false });

export class PyCursor extends PyIterator {
  connection: PyConnection = undefined as unknown as PyConnection;
  readonly reference = new WeakRef<PyCursor>(this);
  statement: Statement | undefined = undefined;
  /** Whether the statement stands at a row that was not fetched. */
  hasRow = false;
  /** Rows of a statement that is through, because it changes something as well. */
  rows: Value[] | undefined = undefined;
  description: Value = null;
  lastRowId: Value = null;
  rowCount: Value = -1;
  arraySize = 1;
  rowFactory: Value = null;
  isInitialized = false;
  isClosed = false;
  isBusy = false;
  converters: (Value | undefined)[] | undefined = undefined;
  /** Fetches the next row: set by `cursor.ts`, whose code this class cannot import. */
  fetch: ((self: PyCursor) => Value | undefined) | undefined = undefined;

  nx(): Value | undefined {
    if (this.fetch === undefined) throw programmingError("Base Cursor.__init__ not called.");
    return this.fetch(this);
  }
}
export const cursorType = declareType("sqlite3.Cursor", PyCursor);
