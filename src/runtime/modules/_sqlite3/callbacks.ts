/**
 * Python's functions inside of SQLite: functions, aggregates, windows, collations and hooks. SQLite calls a few function
 * pointers, which find the Python object by the number that was given with it. An exception cannot pass through WebAssembly: it
 * becomes SQLite's error, and is shown where `enable_callback_tracebacks` asks for it.
 */
import type { Sqlite } from "../../../companions/sqlite.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { isInstance } from "../../core/builtin-types.ts";
import { MemoryError, OverflowError } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { str } from "../../objects/str.ts";
import { getAttr, isAttributeError } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import type { PyConnection } from "./cursor-data.ts";
import { dataError, OperationalError, programmingError } from "./errors.ts";
import { sqlite, sqliteState } from "./library.ts";
import { argument, giveResult } from "./values.ts";

interface Pointers {
  readonly objects: Map<number, Value>;
  readonly instances: Map<number, Value>;
  readonly call: number;
  readonly step: number;
  readonly final: number;
  readonly value: number;
  readonly inverse: number;
  readonly destroy: number;
  readonly compare: number;
  readonly progress: number;
  readonly authorize: number;
  readonly trace: number;
  next: number;
}
const POINTERS = Symbol("sqlite3 callbacks");

/** Shows an error that nobody can catch, if the program asked for it. */
function show(error: unknown, object: Value): void {
  if (!sqliteState().tracebacks) return;
  current.reportUnraisable(error, `Exception ignored on sqlite3 callback ${reprText(object)}`, null);
}

function failed(library: Sqlite, context: number, error: unknown, object: Value, message: string): void {
  if (error instanceof PyBaseException && isInstance(error, MemoryError))
    library.call("sqlite3_result_error_nomem", context);
  else if (error instanceof PyBaseException && isInstance(error, OverflowError))
    library.call("sqlite3_result_error_toobig", context);
  else {
    const text = library.newText(message);
    library.call("sqlite3_result_error", context, text, -1);
    library.call("free", text);
  }
  show(error, object);
}

function pointers(): Pointers {
  return current.stateOf(POINTERS, () => {
    const library = sqlite();
    const objects = new Map<number, Value>();
    const instances = new Map<number, Value>();
    let nextInstance = 1;
    const target = (context: number): Value =>
      objects.get(library.call("sqlite3_user_data", context)) as Value;
    const args = (count: number, at: number): Value[] =>
      Array.from({ length: count }, (_, i) => argument(library, library.int(at + 4 * i)));
    const give = (context: number, value: Value, message: string, object: Value): void => {
      try {
        if (!giveResult(library, context, value)) failed(library, context, undefined, object, message);
      } catch (error) {
        failed(library, context, error, object, message);
      }
    };
    /** The aggregate of a context, made when it is first needed. */
    const instance = (context: number): [at: number, value: Value | undefined] => {
      const at = library.call("sqlite3_aggregate_context", context, 4);
      const id = at === 0 ? 0 : library.int(at);
      return [at, instances.get(id)];
    };
    const run = (context: number, name: string, count: number, at: number): void => {
      const type = target(context);
      const [place, existing] = instance(context);
      let object = existing;
      try {
        if (object === undefined) {
          object = callable(type).c0();
          library.setInt(place, nextInstance);
          instances.set(nextInstance++, object);
        }
      } catch (error) {
        failed(library, context, error, type, "user-defined aggregate's '__init__' method raised error");
        return;
      }
      try {
        callable(getAttr(object, name)).cn(args(count, at));
      } catch (error) {
        failed(library, context, error, type, missingOr(error, name));
      }
    };
    const missingOr = (error: unknown, name: string): string =>
      isAttributeError(error)
        ? `user-defined aggregate's '${name}' method not defined`
        : `user-defined aggregate's '${name}' method raised error`;
    const tell = (context: number, name: string): void => {
      const type = target(context);
      const [at, object] = instance(context);
      // Over no rows there is no aggregate, and the result is NULL.
      if (object === undefined) return;
      try {
        const result = callable(getAttr(object, name)).c0();
        give(context, result, `user-defined aggregate's '${name}' method raised error`, type);
      } catch (error) {
        failed(library, context, error, type, missingOr(error, name));
      }
      if (name === "finalize") instances.delete(library.int(at));
    };
    return {
      objects,
      instances,
      next: 1,
      call: library.pointer("viii", (context: number, count: number, at: number) => {
        const object = target(context);
        try {
          const result = callable(object).cn(args(count, at));
          give(context, result, "user-defined function raised exception", object);
        } catch (error) {
          failed(library, context, error, object, "user-defined function raised exception");
        }
      }),
      step: library.pointer("viii", (context: number, count: number, at: number) =>
        run(context, "step", count, at),
      ),
      inverse: library.pointer("viii", (context: number, count: number, at: number) =>
        run(context, "inverse", count, at),
      ),
      value: library.pointer("vi", (context: number) => tell(context, "value")),
      final: library.pointer("vi", (context: number) => tell(context, "finalize")),
      destroy: library.pointer("vi", (id: number) => void objects.delete(id)),
      compare: library.pointer("iiiiii", (id: number, n: number, a: number, m: number, b: number) => {
        const object = objects.get(id) as Value;
        try {
          const result = callable(object).c2(str(library.text(a, n)), str(library.text(b, m)));
          const order = toIndex(result);
          return order > 0 ? 1 : order < 0 ? -1 : 0;
        } catch (error) {
          show(error, object);
          return 0;
        }
      }),
      progress: library.pointer("ii", (id: number) => {
        const object = objects.get(id) as Value;
        try {
          return Number(truthy(callable(object).c0()));
        } catch (error) {
          show(error, object);
          return 1;
        }
      }),
      authorize: library.pointer(
        "iiiiiii",
        (id: number, action: number, a: number, b: number, database: number, trigger: number) => {
          const object = objects.get(id) as Value;
          const text = (at: number): Value => (at === 0 ? null : str(library.text(at)));
          try {
            const result = callable(object).cn([action, text(a), text(b), text(database), text(trigger)]);
            return typeof result === "number" && Number.isInteger(result) ? toCInt(result) : 1;
          } catch (error) {
            show(error, object);
            return 1;
          }
        },
      ),
      trace: library.pointer("iiiii", (_: number, id: number, statement: number, sql: number) => {
        const object = objects.get(id) as Value;
        try {
          // What a trigger does is told as a comment.
          const text = library.text(sql);
          if (text.startsWith("--")) callable(object).c1(str(text));
          else {
            const expanded = library.call("sqlite3_expanded_sql", statement);
            if (expanded === 0) {
              show(dataError("Expanded SQL string exceeds the maximum string length"), object);
              callable(object).c1(str(library.text(library.call("sqlite3_sql", statement))));
            } else {
              callable(object).c1(str(library.text(expanded)));
              library.call("sqlite3_free", expanded);
            }
          }
        } catch (error) {
          show(error, object);
        }
        return 0;
      }),
    };
  });
}

const UTF8 = 1;
const LIMIT_FUNCTION_ARG = 6;
const DETERMINISTIC = 0x800;

function register(object: Value): number {
  const state = pointers();
  const id = state.next++;
  state.objects.set(id, object);
  return id;
}

function withName<T>(name: string, use: (at: number) => T): T {
  const library = sqlite();
  const at = library.newText(name);
  try {
    return use(at);
  } finally {
    library.call("free", at);
  }
}

/** `create_function`, `create_aggregate` and `create_window_function`. */
export function defineFunction(
  self: PyConnection,
  kind: "function" | "aggregate" | "window function",
  name: string,
  count: number,
  object: Value,
  deterministic = false,
): void {
  const library = sqlite();
  const db = self.open;
  const most = library.call("sqlite3_limit", db, LIMIT_FUNCTION_ARG, -1);
  if (count < -1 || count > most) {
    const parameter = kind === "function" ? "narg" : kind === "aggregate" ? "n_arg" : "num_params";
    throw programmingError(`'${parameter}' must be between -1 and ${most}, not ${count}`);
  }
  const code = withName(name, (at) => {
    if (object === null)
      return library.call("sqlite3_create_function_v2", db, at, count, UTF8, 0, 0, 0, 0, 0);
    const p = pointers();
    const id = register(object);
    const flags = UTF8 | (deterministic ? DETERMINISTIC : 0);
    if (kind === "window function")
      return library.call(
        "sqlite3_create_window_function",
        ...[db, at, count, flags, id, p.step, p.final, p.value, p.inverse, p.destroy],
      );
    return kind === "function"
      ? library.call("sqlite3_create_function_v2", db, at, count, flags, id, p.call, 0, 0, p.destroy)
      : library.call("sqlite3_create_function_v2", db, at, count, flags, id, 0, p.step, p.final, p.destroy);
  });
  if (code !== 0) throw newException(OperationalError, `Error creating ${kind}`);
}

export function defineCollation(self: PyConnection, name: string, object: Value): void {
  const library = sqlite();
  const db = self.open;
  const code = withName(name, (at) =>
    object === null
      ? library.call("sqlite3_create_collation_v2", db, at, UTF8, 0, 0, 0)
      : library.call(
          "sqlite3_create_collation_v2",
          ...[db, at, UTF8, register(object), pointers().compare, pointers().destroy],
        ),
  );
  self.check(code);
}

/** Sets or takes away the one hook of its kind. */
export function setHook(
  self: PyConnection,
  kind: "progress" | "authorizer" | "trace",
  object: Value,
  n = 0,
): void {
  const library = sqlite();
  const db = self.open;
  const before = self.callbacks.get(kind);
  if (before !== undefined) pointers().objects.delete(before);
  const id = object === null ? 0 : register(object);
  if (object === null) self.callbacks.delete(kind);
  else self.callbacks.set(kind, id);
  const pointer = (of: "progress" | "authorize" | "trace"): number => (object === null ? 0 : pointers()[of]);
  if (kind === "progress") library.call("sqlite3_progress_handler", db, n, pointer("progress"), id);
  else if (kind === "authorizer") library.call("sqlite3_set_authorizer", db, pointer("authorize"), id);
  else library.call("sqlite3_trace_v2", db, object === null ? 0 : 1, pointer("trace"), id);
}
