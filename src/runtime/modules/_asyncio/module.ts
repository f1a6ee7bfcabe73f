/** `_asyncio`. Follows Modules/_asynciomodule.c; https://docs.python.org/3.14/library/asyncio.html. */
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { AttributeError } from "../../exceptions/hierarchy.ts";
import { newException, runtimeError, stopIteration, valueError } from "../../exceptions/raise.ts";
import { PyList } from "../../objects/list.ts";
import { PyFrozenSet, PySet } from "../../objects/set.ts";
import { isStr } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { truthy } from "../../protocols/compare.ts";
import { str as toStr } from "../../protocols/repr.ts";
import { classGetItem } from "../../types/class-getitem.ts";
import { thrown } from "../../types/generator.ts";
import { dictAttribute } from "../../types/object.ts";
import * as futures from "./future.ts";
import type { PyFuture, PyFutureIterator } from "./future.ts";
import * as loops from "./loops.ts";
import * as tasks from "./task.ts";
import { PyTask } from "./task.ts";

/** The callbacks of a future as asyncio's Python code shows them: a list of pairs, None where there are none. */
function callbacksOf(self: PyFuture): Value {
  if (self.callbacks.length === 0) return null;
  return new PyList(self.callbacks.map(({ callback, context }) => tuple([callback, context])));
}

/** Deleting a member that can be set is an AttributeError here, not the TypeError that CPython mostly has. */
function notDeleted(): void {
  throw newException(AttributeError, "cannot delete attribute");
}

const futureGetSet: Record<string, GetSetRow> = {
  __dict__: dictAttribute,
  _state: { get: (self: PyFuture) => self.state },
  _asyncio_future_blocking: {
    get: (self: PyFuture) => self.loop !== null && self.blocking,
    set: (self: PyFuture, value) => {
      futures.loopOf(self);
      self.blocking = truthy(value);
    },
    delete: notDeleted,
  },
  _loop: { get: (self: PyFuture) => self.loop },
  _callbacks: { get: callbacksOf },
  _result: { get: (self: PyFuture) => self.result },
  _exception: { get: (self: PyFuture) => self.exception },
  _log_traceback: {
    get: (self: PyFuture) => self.logTraceback,
    set: (self: PyFuture, value) => {
      if (truthy(value)) throw valueError("_log_traceback can only be set to False");
      futures.forgetTraceback(self);
    },
    delete: notDeleted,
  },
  _source_traceback: { get: (self: PyFuture) => self.sourceTraceback },
  _cancel_message: {
    get: (self: PyFuture) => self.cancelMessage,
    set: (self: PyFuture, value) => {
      self.cancelMessage = value;
    },
    delete: notDeleted,
  },
  _asyncio_awaited_by: {
    get: (self: PyFuture) => (self.awaitedBy === null ? null : new PyFrozenSet(self.awaitedBy)),
  },
};

/** A method that gives None. */
const doing =
  <A extends unknown[]>(action: (...args: A) => void) =>
  (...args: A): Value => {
    action(...args);
    return null;
  };

const futureSpec: TypeSpec = {
  doc: "This class is *almost* compatible with concurrent.futures.Future.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  textSignature: "(*, loop=None)",
  methods: {
    __init__: ["(self, /, *, loop=None)", doing(futures.initFuture)],
    __del__: ["(self, /)", futures.finalizeFuture],
    __repr__: ["(self, /)", (self: PyFuture) => loops.callAsyncio("base_futures", "_future_repr", self)],
    __await__: ["(self, /)", futures.awaitFuture],
    __iter__: ["(self, /)", futures.awaitFuture],
    result: ["(self, /)", futures.resultOf],
    exception: ["(self, /)", futures.exceptionOf],
    set_result: ["(self, result, /)", doing(futures.setResult)],
    set_exception: ["(self, exception, /)", doing(futures.setException)],
    add_done_callback: ["(self, fn, /, *, context=<unrepresentable>)", futures.addDoneCallback],
    remove_done_callback: ["(self, fn, /)", futures.removeDoneCallback],
    cancel: [
      "(self, /, msg=None)",
      (self: PyFuture, message: Value = null) => futures.cancelFuture(self, message),
    ],
    cancelled: ["(self, /)", (self: PyFuture) => self.state === "CANCELLED"],
    done: ["(self, /)", (self: PyFuture) => self.state !== "PENDING"],
    get_loop: ["(self, /)", futures.loopOf],
    _make_cancelled_error: ["(self, /)", futures.makeCancelledError],
  },
  classMethods: classGetItem,
  getset: futureGetSet,
};

const unsupported = (operation: string) => (): Value => {
  throw runtimeError(`Task does not support ${operation} operation`);
};

const taskSpec: TypeSpec = {
  doc: "A coroutine wrapped in a Future.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  textSignature: "(coro, *, loop=None, name=None, context=None, eager_start=False)",
  methods: {
    __init__: [
      "(self, /, coro, *, loop=None, name=None, context=None, eager_start=False)",
      (self: PyTask, coroutine: Value, loop?: Value, name?: Value, context?: Value, eagerStart?: Value) => {
        tasks.initTask(self, coroutine, { loop, name, context, eagerStart });
        return null;
      },
    ],
    __del__: ["(self, /)", tasks.finalizeTask],
    __repr__: ["(self, /)", (self: PyTask) => loops.callAsyncio("base_tasks", "_task_repr", self)],
    set_result: ["(self, result, /)", unsupported("set_result")],
    set_exception: ["(self, exception, /)", unsupported("set_exception")],
    cancel: ["(self, /, msg=None)", (self: PyTask, message: Value = null) => tasks.cancelTask(self, message)],
    cancelling: ["(self, /)", (self: PyTask) => self.cancelRequests],
    uncancel: ["(self, /)", tasks.uncancelTask],
    get_stack: [
      "(self, /, *, limit=None)",
      (self: PyTask, limit: Value = null) => loops.callAsyncio("base_tasks", "_task_get_stack", self, limit),
    ],
    print_stack: [
      "(self, /, *, limit=None, file=None)",
      (self: PyTask, limit: Value = null, file: Value = null) =>
        loops.callAsyncio("base_tasks", "_task_print_stack", self, limit, file),
    ],
    get_name: ["(self, /)", (self: PyTask) => self.name],
    set_name: [
      "(self, value, /)",
      (self: PyTask, value: Value) => {
        self.name = isStr(value) ? value : toStr(value);
        return null;
      },
    ],
    get_coro: ["(self, /)", (self: PyTask) => self.coroutine],
    get_context: ["(self, /)", (self: PyTask) => self.context],
  },
  classMethods: classGetItem,
  getset: {
    _log_destroy_pending: {
      get: (self: PyTask) => self.logDestroyPending,
      set: (self: PyTask, value) => {
        self.logDestroyPending = truthy(value);
      },
      delete: notDeleted,
    },
    _must_cancel: { get: (self: PyTask) => self.mustCancel },
    _coro: { get: (self: PyTask) => self.coroutine },
    _fut_waiter: { get: (self: PyTask) => self.waiter },
  },
};

function nextOf(self: PyFutureIterator): Value {
  const value = self.nx();
  if (value === undefined) throw stopIteration(self.returned);
  return value;
}

const futureIteratorSpec: TypeSpec = {
  methods: {
    __iter__: ["(self, /)", (self: PyFutureIterator) => self],
    __next__: ["(self, /)", nextOf],
    send: ["(self, value, /)", nextOf],
    throw: [
      "(self, type, value=None, traceback=None, /)",
      (self: PyFutureIterator, type: Value, value?: Value, traceback?: Value) => {
        self.future = null;
        throw thrown(type, value, traceback);
      },
    ],
    close: [
      "(self, /)",
      (self: PyFutureIterator) => {
        self.future = null;
        return null;
      },
    ],
  },
};

const taskStepSpec: TypeSpec = {
  methods: { __call__: ["(self, /)", (self: tasks.PyTaskStep) => self.c0()] },
  getset: { __self__: { get: (self: tasks.PyTaskStep) => self.task } },
};
const taskWakeupSpec: TypeSpec = {
  methods: { __call__: ["(self, future, /)", (self: tasks.PyTaskWakeup, future: Value) => self.c1(future)] },
  getset: {
    __self__: { get: (self: tasks.PyTaskWakeup) => self.task },
    __name__: { get: () => "task_wakeup" },
    __qualname__: { get: () => "Task.task_wakeup" },
  },
};

/** Native tasks are known while they are not done; others are put into asyncio's own sets. */
const scheduled = (change: typeof loops.register) => (task: Value) =>
  task instanceof PyTask ? null : change("_scheduled_tasks", task);

const allTasks = (loop?: Value): Value => new PySet(tasks.allTasks(loop));

export const asyncioModule: NativeModule = {
  name: "_asyncio",
  doc: "Accelerator module for asyncio",
  functions: {
    current_task: ["(loop=None)", loops.currentTask],
    all_tasks: ["(loop=None)", allTasks],
    get_event_loop: ["()", loops.eventLoop],
    get_running_loop: ["()", loops.needRunningLoop],
    _get_running_loop: ["()", loops.runningLoop],
    _set_running_loop: ["(loop, /)", loops.setRunningLoop],
    _register_task: ["(task)", scheduled(loops.register)],
    _unregister_task: ["(task)", scheduled(loops.unregister)],
    _register_eager_task: ["(task)", (task: Value) => loops.register("_eager_tasks", task)],
    _unregister_eager_task: ["(task)", (task: Value) => loops.unregister("_eager_tasks", task)],
    _enter_task: ["(loop, task)", doing(loops.enterTask)],
    _leave_task: ["(loop, task)", doing(loops.leaveTask)],
    _swap_current_task: ["(loop, task)", loops.swapTask],
    future_add_to_awaited_by: ["(fut, waiter, /)", doing(futures.addAwaiter)],
    future_discard_from_awaited_by: ["(fut, waiter, /)", doing(futures.discardAwaiter)],
  },
  types: { Future: futures.futureType, Task: tasks.taskType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [futures.futureType, futureSpec],
  [tasks.taskType, taskSpec],
  [futures.futureIteratorType, futureIteratorSpec],
  [tasks.taskStepType, taskStepSpec],
  [tasks.taskWakeupType, taskWakeupSpec],
];
