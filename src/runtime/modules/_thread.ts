/**
 * `_thread` with one thread: locks, thread-local objects, identity. Starting a thread raises RuntimeError "can't start new
 * thread", as CPython does where the system has none. A blocking acquire of a lock that is held waits, as it would,
 * until an interrupt comes.
 *
 * Follows Modules/_threadmodule.c; https://docs.python.org/3.14/library/_thread.html.
 */
import { typeOf } from "../core/builtin-types.ts";
import { address } from "../core/identity.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import { slotsOf, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { RuntimeError, SystemExit } from "../exceptions/hierarchy.ts";
import { PyBaseException } from "../core/exception.ts";
import { printException } from "../exceptions/print/print.ts";
import { newException, overflowError, runtimeError, typeError, valueError } from "../exceptions/raise.ts";
import { float, floatOf, isFloat } from "../objects/float.ts";
import { structSequence } from "../objects/struct-sequence.ts";
import { str } from "../objects/str.ts";
import type { PyRLock } from "../objects/thread-lock.ts";
import {
  lockType,
  PyLock,
  PyThreadHandle,
  type PyThreadLocal,
  rlockType,
  threadHandleType,
  threadLocalType,
} from "../objects/thread-lock.ts";
import type { PyTuple } from "../objects/tuple.ts";
import { tuple } from "../objects/tuple.ts";
import { getAttr } from "../protocols/attribute.ts";
import { truthy } from "../protocols/compare.ts";
import { callMethod1 } from "../protocols/method-call.ts";
import { toSize } from "../protocols/number.ts";
import { strText } from "../protocols/repr.ts";
import { dictAttribute } from "../types/object.ts";
import { structSequenceSpec } from "../types/struct-sequence.ts";

/** The identity of the one thread. */
const MAIN_IDENT = 139_637_976_729_408;
export const TIMEOUT_MAX = 9223372036;
/** How long one wait for a lock sleeps before it looks for interrupts. */
const SLICE = 50_000_000n;

/** Seconds of a timeout argument, -1 for none. */
function timeoutOf(blocking: Value, timeout: Value): number {
  const seconds = isFloat(timeout) ? floatOf(timeout) : toSize(timeout);
  if (!truthy(blocking)) {
    if (seconds !== -1) throw valueError("can't specify a timeout for a non-blocking call");
    return 0;
  }
  if (seconds < 0 && seconds !== -1) throw valueError("timeout value must be a non-negative number");
  if (seconds > TIMEOUT_MAX) throw overflowError("timeout value is too large");
  return seconds;
}

/** Waits for what nobody can do any more: until so many seconds are over, without end when negative. */
export function wait(seconds: number): void {
  const { clock } = current.host;
  const end = seconds < 0 ? undefined : clock.monotonic() + BigInt(Math.round(seconds * 1e9));
  for (;;) {
    const rest = end === undefined ? SLICE : end - clock.monotonic();
    if (rest <= 0n) return;
    clock.sleep(rest < SLICE ? rest : SLICE);
    current.checkInterrupts();
  }
}

function acquire(self: PyLock, blocking: Value = true, timeout: Value = -1): Value {
  const seconds = timeoutOf(blocking, timeout);
  if (self.locked) {
    wait(seconds);
    return false;
  }
  self.locked = true;
  return true;
}

function release(self: PyLock): Value {
  if (!self.locked) throw runtimeError("release unlocked lock");
  self.locked = false;
  return null;
}

const lockSpec: TypeSpec = {
  doc: "A lock object is a synchronization primitive.",
  new: ["()", () => new PyLock()],
  methods: {
    acquire: ["(self, /, blocking=True, timeout=-1)", acquire],
    acquire_lock: ["(self, /, blocking=True, timeout=-1)", acquire],
    release: ["(self, /)", release],
    release_lock: ["(self, /)", release],
    locked: ["(self, /)", (self: PyLock) => self.locked],
    locked_lock: ["(self, /)", (self: PyLock) => self.locked],
    _at_fork_reinit: [
      "(self, /)",
      (self: PyLock) => {
        self.locked = false;
        return null;
      },
    ],
    __enter__: ["(self, /)", (self: PyLock) => acquire(self)],
    __exit__: ["(self, /, *exc_info)", release],
    __repr__: [
      "(self, /)",
      (self: PyLock) => `<${self.locked ? "locked" : "unlocked"} _thread.lock object at ${address(self)}>`,
    ],
  },
};

function releaseRecursive(self: PyRLock): Value {
  if (self.count === 0) throw runtimeError("cannot release un-acquired lock");
  self.count--;
  return null;
}

function acquireRecursive(self: PyRLock, blocking: Value = true, timeout: Value = -1): Value {
  timeoutOf(blocking, timeout);
  self.count++;
  return true;
}

const rlockSpec: TypeSpec = {
  doc: "A reentrant lock.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    acquire: ["(self, /, blocking=True, timeout=-1)", acquireRecursive],
    release: ["(self, /)", releaseRecursive],
    locked: ["(self, /)", (self: PyRLock) => self.count > 0],
    __enter__: ["(self, /)", (self: PyRLock) => acquireRecursive(self)],
    __exit__: ["(self, /, *exc_info)", releaseRecursive],
    _is_owned: ["(self, /)", (self: PyRLock) => self.count > 0],
    _recursion_count: ["(self, /)", (self: PyRLock) => self.count],
    _release_save: [
      "(self, /)",
      (self: PyRLock) => {
        if (self.count === 0) throw runtimeError("cannot release un-acquired lock");
        const state = tuple([self.count, MAIN_IDENT]);
        self.count = 0;
        return state;
      },
    ],
    _acquire_restore: [
      "(self, state, /)",
      (self: PyRLock, state: Value) => {
        self.count = toSize((state as PyTuple).items[0] as Value);
        return null;
      },
    ],
    _at_fork_reinit: [
      "(self, /)",
      (self: PyRLock) => {
        self.count = 0;
        return null;
      },
    ],
    __repr__: [
      "(self, /)",
      (self: PyRLock) =>
        `<${self.count > 0 ? "locked" : "unlocked"} ${typeOf(self).name === "RLock" ? "_thread.RLock" : typeOf(self).name} object owner=${self.count > 0 ? MAIN_IDENT : 0} count=${self.count} at ${address(self)}>`,
    ],
  },
};

const handleSpec: TypeSpec = {
  new: ["()", () => new PyThreadHandle()],
  methods: {
    join: [
      "(self, timeout=None, /)",
      (self: PyThreadHandle) => {
        if (!self.done) throw runtimeError("Cannot join current thread");
        return null;
      },
    ],
    is_done: ["(self, /)", (self: PyThreadHandle) => self.done],
    _set_done: [
      "(self, /)",
      (self: PyThreadHandle) => {
        self.done = true;
        return null;
      },
    ],
    __repr__: ["(self, /)", (self: PyThreadHandle) => `<_ThreadHandle object: ident=${self.ident}>`],
  },
  getset: { ident: { get: (self: PyThreadHandle) => self.ident } },
};

const localSpec: TypeSpec = {
  doc: "Thread-local data",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
      if ((args.length > 0 || keywords.size > 0) && cls.owner("__init__")?.heap !== true) {
        throw typeError("Initialization arguments are not supported");
      }
      return cls.alloc() as PyThreadLocal;
    },
  ],
  getset: { __dict__: dictAttribute },
};

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
  const name = thread === null ? String(MAIN_IDENT) : strText(getAttr(thread, "_name"));
  callMethod1(stderr, "write", str(`Exception in thread ${name}:\n`));
  if (value instanceof PyBaseException) printException(value);
  return null;
}

const cannotStart = (): never => {
  throw runtimeError("can't start new thread");
};

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
    _count: ["()", () => 0],
    _excepthook: ["(args, /)", exceptHook],
    _get_main_thread_ident: ["()", () => MAIN_IDENT],
    _is_main_interpreter: ["()", () => true],
    _make_thread_handle: [
      "(ident, /)",
      (ident: Value) => {
        const handle = new PyThreadHandle();
        handle.ident = toSize(ident);
        handle.done = false;
        return handle;
      },
    ],
    _shutdown: ["()", () => null],
    allocate: ["()", () => new PyLock()],
    allocate_lock: ["()", () => new PyLock()],
    daemon_threads_allowed: ["()", () => true],
    exit: ["()", exitThread],
    exit_thread: ["()", exitThread],
    get_ident: ["()", () => MAIN_IDENT],
    get_native_id: ["()", () => current.host.process.pid],
    interrupt_main: [
      "(signum=signal.SIGINT, /)",
      () => {
        current.onInterrupt();
        return null;
      },
    ],
    stack_size: ["(size=0, /)", () => 0],
    start_joinable_thread: ["(function, handle=None, daemon=True)", cannotStart],
    start_new: ["(function, args, kwargs={}, /)", cannotStart],
    start_new_thread: ["(function, args, kwargs={}, /)", cannotStart],
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
