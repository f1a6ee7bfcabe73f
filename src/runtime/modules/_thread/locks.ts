/** Locks of `_thread`. Follows Modules/_threadmodule.c; https://docs.python.org/3.14/library/threading.html#lock-objects. */
import { typeOf } from "../../core/builtin-types.ts";
import { address } from "../../core/identity.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { overflowError, runtimeError, valueError } from "../../exceptions/raise.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { PyLock, type PyRLock } from "../../objects/thread-lock.ts";
import { type PyTuple, tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { toSize } from "../../protocols/number.ts";
import { currentIdent, waitFor } from "./scheduler.ts";

export const TIMEOUT_MAX = 9223372036;

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

function acquire(self: PyLock, blocking: Value = true, timeout: Value = -1): Value {
  const seconds = timeoutOf(blocking, timeout);
  if (self.locked && !waitFor(() => !self.locked, seconds)) return false;
  self.locked = true;
  return true;
}

function release(self: PyLock): Value {
  if (!self.locked) throw runtimeError("release unlocked lock");
  self.locked = false;
  return null;
}

export const lockSpec: TypeSpec = {
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

const isOwned = (self: PyRLock): boolean => self.count > 0 && self.owner === currentIdent();

function acquireRecursive(self: PyRLock, blocking: Value = true, timeout: Value = -1): Value {
  const seconds = timeoutOf(blocking, timeout);
  if (self.count > 0 && !isOwned(self) && !waitFor(() => self.count === 0, seconds)) return false;
  self.owner = currentIdent();
  self.count++;
  return true;
}

function needOwned(self: PyRLock): void {
  if (!isOwned(self)) throw runtimeError("cannot release un-acquired lock");
}

function releaseRecursive(self: PyRLock): Value {
  needOwned(self);
  self.count--;
  return null;
}

export const rlockSpec: TypeSpec = {
  doc: "A reentrant lock.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    acquire: ["(self, /, blocking=True, timeout=-1)", acquireRecursive],
    release: ["(self, /)", releaseRecursive],
    locked: ["(self, /)", (self: PyRLock) => self.count > 0],
    __enter__: ["(self, /)", (self: PyRLock) => acquireRecursive(self)],
    __exit__: ["(self, /, *exc_info)", releaseRecursive],
    _is_owned: ["(self, /)", isOwned],
    _recursion_count: ["(self, /)", (self: PyRLock) => (isOwned(self) ? self.count : 0)],
    _release_save: [
      "(self, /)",
      (self: PyRLock) => {
        needOwned(self);
        const state = tuple([self.count, self.owner]);
        self.count = 0;
        return state;
      },
    ],
    _acquire_restore: [
      "(self, state, /)",
      (self: PyRLock, state: Value) => {
        const [count, owner] = (state as PyTuple).items;
        if (self.count > 0) waitFor(() => self.count === 0, -1);
        self.count = toSize(count as Value);
        self.owner = toSize(owner as Value);
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
      (self: PyRLock) => {
        const { name } = typeOf(self);
        const owner = self.count > 0 ? self.owner : 0;
        return `<${self.count > 0 ? "locked" : "unlocked"} ${name === "RLock" ? "_thread.RLock" : name} object owner=${owner} count=${self.count} at ${address(self)}>`;
      },
    ],
  },
};
