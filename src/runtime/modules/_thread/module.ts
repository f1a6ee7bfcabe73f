/**
 * `_thread`: threads, locks, thread-local objects, identity. How threads run without threads of the system, and what they
 * cannot do, is told in `scheduler.ts`.
 *
 * Follows Modules/_threadmodule.c; https://docs.python.org/3.14/library/_thread.html.
 */
import { special, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { RuntimeError, SystemExit } from "../../exceptions/hierarchy.ts";
import { PyBaseException } from "../../core/exception.ts";
import { printException } from "../../exceptions/print/print.ts";
import { newException, runtimeError, typeError } from "../../exceptions/raise.ts";
import { asException } from "../../exceptions/unwind.ts";
import { PyDict } from "../../objects/dict.ts";
import { float } from "../../objects/float.ts";
import { PyMethod } from "../../objects/function.ts";
import { structSequence } from "../../objects/struct-sequence.ts";
import { str } from "../../objects/str.ts";
import {
  lockType,
  PyLock,
  PyThreadHandle,
  rlockType,
  threadHandleType,
  threadLocalType,
} from "../../objects/thread-lock.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { findAttr, getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { toDouble, toSize } from "../../protocols/number.ts";
import { reprText, strText } from "../../protocols/repr.ts";
import { structSequenceSpec } from "../../types/struct-sequence.ts";
import { reportUnraisable } from "../sys/hooks.ts";
import { localSpec } from "./local.ts";
import { lockSpec, rlockSpec, TIMEOUT_MAX } from "./locks.ts";
import { asThread, currentIdent, MAIN_IDENT, runNext, start, threadCount, waitFor } from "./scheduler.ts";

function join(self: PyThreadHandle, timeout: Value = null): Value {
  if (!self.started) throw runtimeError("thread not started");
  if (self.done) return null;
  if (self.ident === currentIdent()) throw runtimeError("Cannot join current thread");
  waitFor(() => self.done, timeout === null ? -1 : toDouble(timeout));
  return null;
}

const handleSpec: TypeSpec = {
  new: ["()", () => new PyThreadHandle()],
  methods: {
    join: ["(self, timeout=None, /)", join],
    is_done: ["(self, /)", (self: PyThreadHandle) => self.done],
    _set_done: [
      "(self, /)",
      (self: PyThreadHandle) => {
        if (!self.started) throw runtimeError("thread not started");
        self.done = true;
        return null;
      },
    ],
    __repr__: ["(self, /)", (self: PyThreadHandle) => `<_ThreadHandle object: ident=${self.ident}>`],
  },
  getset: { ident: { get: (self: PyThreadHandle) => self.ident } },
};

/** Runs a thread's function to its end; SystemExit ends it, other exceptions are reported. */
function runThread(fn: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value>): void {
  try {
    callable(fn).ck([...args, ...keywords.values()], [...keywords.keys()]);
  } catch (error) {
    const exception = asException(error);
    if (exception.cls$.isSubtype(SystemExit)) return;
    reportUnraisable(exception, `Exception ignored in thread started by ${reprText(fn)}`, null);
  }
}

/**
 * `threading.Thread.start` waits until its thread has said that it runs. It will, when somebody waits for more than that: so the
 * thread is made to say so, by the methods that it would call first itself.
 */
function announce(bootstrap: Value, ident: number): void {
  const thread = bootstrap instanceof PyMethod ? bootstrap.self : null;
  const started = thread === null ? null : (findAttr(thread, "_started") ?? null);
  if (thread === null || started === null) return;
  asThread(ident, () => {
    callMethod0(thread, "_set_ident");
    callMethod0(thread, "_set_native_id");
    callMethod0(started, "set");
  });
}

function startJoinable(fn: Value, given: Value = null, daemon: Value = true): Value {
  if (special(fn, "m$__call__") === undefined) throw typeError("thread function must be callable");
  if (given !== null && !(given instanceof PyThreadHandle))
    throw typeError("'handle' must be a _ThreadHandle");
  const handle = given ?? new PyThreadHandle();
  if (handle.started) throw runtimeError("thread already started");
  handle.started = true;
  handle.ident = start(() => {
    runThread(fn, [], new Map());
    handle.done = true;
  }, truthy(daemon));
  announce(fn, handle.ident);
  return handle;
}

function startNew(fn: Value, args: Value, keywords: Value = null): Value {
  if (special(fn, "m$__call__") === undefined) throw typeError("first arg must be callable");
  if (!(args instanceof PyTuple)) throw typeError("2nd arg must be a tuple");
  if (keywords !== null && !(keywords instanceof PyDict))
    throw typeError("optional 3rd arg must be a dictionary");
  const named = new Map<string, Value>();
  if (keywords !== null) for (const [name, value] of keywords.entries()) named.set(strText(name), value);
  return start(() => runThread(fn, args.items, named), true);
}

const exceptHookArgs = structSequence(
  "_thread._ExceptHookArgs",
  "_ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
  [
    ["exc_type", "Exception type"],
    ["exc_value", "Exception value"],
    ["exc_traceback", "Exception traceback"],
    ["thread", "Thread"],
  ],
);

function exceptHook(args: Value): Value {
  if (typeOf(args) !== exceptHookArgs.type)
    throw typeError("_thread._excepthook argument type must be _ExceptHookArgs");
  const value = getAttr(args, "exc_value");
  if (getAttr(args, "exc_type") === SystemExit) return null;
  const stderr = slotsOf(current.sys)["$stderr"] ?? null;
  if (stderr === null) return null;
  const thread = getAttr(args, "thread");
  const name = thread === null ? String(currentIdent()) : strText(getAttr(thread, "_name"));
  callMethod1(stderr, "write", str(`Exception in thread ${name}:\n`));
  if (value instanceof PyBaseException) printException(value);
  return null;
}

const exitThread = (): never => {
  throw newException(SystemExit);
};

export const threadModule: NativeModule = {
  name: "_thread",
  doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
  types: {
    LockType: lockType,
    lock: lockType,
    RLock: rlockType,
    _ThreadHandle: threadHandleType,
    _local: threadLocalType,
    _ExceptHookArgs: exceptHookArgs.type,
    error: RuntimeError,
  },
  constants: { TIMEOUT_MAX: float(TIMEOUT_MAX) },
  functions: {
    _count: ["()", threadCount],
    _excepthook: ["(args, /)", exceptHook],
    _get_main_thread_ident: ["()", () => MAIN_IDENT],
    _is_main_interpreter: ["()", () => true],
    _make_thread_handle: [
      "(ident, /)",
      (ident: Value) => {
        const handle = new PyThreadHandle();
        handle.ident = toSize(ident);
        handle.started = true;
        return handle;
      },
    ],
    _shutdown: [
      "()",
      () => {
        while (runNext());
        return null;
      },
    ],
    allocate: ["()", () => new PyLock()],
    allocate_lock: ["()", () => new PyLock()],
    daemon_threads_allowed: ["()", () => true],
    exit: ["()", exitThread],
    exit_thread: ["()", exitThread],
    get_ident: ["()", currentIdent],
    get_native_id: ["()", () => current.host.process.pid],
    interrupt_main: [
      "(signum=signal.SIGINT, /)",
      () => {
        current.onInterrupt();
        return null;
      },
    ],
    stack_size: ["(size=0, /)", () => 0],
    start_joinable_thread: ["(function, handle=None, daemon=True)", startJoinable],
    start_new: ["(function, args, kwargs={}, /)", startNew],
    start_new_thread: ["(function, args, kwargs={}, /)", startNew],
  },
};

/** For `install.ts`. */
export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [lockType, lockSpec],
  [rlockType, rlockSpec],
  [threadHandleType, handleSpec],
  [threadLocalType, localSpec],
  [exceptHookArgs.type, structSequenceSpec(exceptHookArgs)],
];
