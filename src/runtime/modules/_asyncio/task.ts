/**
 * `_asyncio.Task`: a coroutine that an event loop runs step by step. Follows Modules/_asynciomodule.c;
 * https://docs.python.org/3.14/library/asyncio-task.html#asyncio.Task.
 *
 * A step of a coroutine made here is a resumption without StopIteration; other objects with `send` and `throw` are asked by name.
 */
import { declareType, isInstance, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { type Callable, PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { KeyboardInterrupt, StopIteration, SystemExit } from "../../exceptions/hierarchy.ts";
import { runtimeError, typeError } from "../../exceptions/raise.ts";
import { asException } from "../../exceptions/unwind.ts";
import { PyCoroutine, PyGenerator, send, stopValue, throwInto } from "../../objects/generator.ts";
import { isStr, str } from "../../objects/str.ts";
import { findAttr, getAttr, setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { reprText, str as toStr } from "../../protocols/repr.ts";
import { copyContext, runInContext } from "../_contextvars.ts";
import {
  addAwaiter,
  addDoneCallback,
  cancelFuture,
  discardAwaiter,
  finalizeFuture,
  futureType,
  initFuture,
  loopOf,
  makeCancelledError,
  PyFuture,
  report,
  resultOf,
  setException,
  setResult,
} from "./future.ts";
import * as loops from "./loops.ts";

export class PyTask extends PyFuture {
  coroutine: Value = null;
  /** Made when it is first asked for. */
  name: Value = null;
  context: Value = null;
  /** The future that the coroutine waits for. */
  waiter: Value = null;
  mustCancel = false;
  cancelRequests = 0;
  logDestroyPending = true;
}
export const taskType = declareType("_asyncio.Task", PyTask, {
  bases: [futureType],
  hasDict: true,
  tracksItself: true,
});

export interface TaskOptions {
  loop?: Value;
  name?: Value;
  context?: Value;
  eagerStart?: Value;
}

/** `Task.__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)` */
export function initTask(self: PyTask, coroutine: Value, options: TaskOptions): void {
  initFuture(self, options.loop ?? null);
  if (!isCoroutine(coroutine)) {
    self.logDestroyPending = false;
    throw typeError(`a coroutine was expected, got ${reprText(coroutine)}`);
  }
  const { name = null } = options;
  self.context = options.context ?? copyContext();
  self.waiter = null;
  self.mustCancel = false;
  self.logDestroyPending = true;
  self.cancelRequests = 0;
  self.coroutine = coroutine;
  self.name = name === null ? str(loops.nextTaskName()) : isStr(name) ? name : toStr(name);
  loops.hold(self);
  const eager = options.eagerStart !== undefined && truthy(options.eagerStart);
  if (eager && truthy(callable(getAttr(self.loop, "is_running")).c0())) startNow(self);
  else stepSoon(self, undefined);
}

const isCoroutine = (value: Value): boolean =>
  value instanceof PyCoroutine || truthy(loops.callAsyncio("coroutines", "iscoroutine", value));

/** The first step, before the creator of the task goes on. */
function startNow(self: PyTask): void {
  const before = loops.swapTask(self.loop, self);
  try {
    loops.register("_eager_tasks", self);
    try {
      runInContext(self.context, () => advance(self, undefined));
    } finally {
      loops.unregister("_eager_tasks", self);
    }
  } finally {
    loops.swapTask(self.loop, before);
    if (self.state !== "PENDING") self.coroutine = null;
  }
}

/** Runs the coroutine until it waits for something, raising `exception` in it where there is one. */
function step(self: PyTask, exception: PyBaseException | undefined): void {
  if (self.state !== "PENDING") {
    throw loops.invalidState(`__step(): already done: ${reprText(self)} ${reprText(exception ?? null)}`);
  }
  let thrown = exception;
  if (self.mustCancel) {
    if (thrown === undefined || !isCancelled(thrown)) thrown = makeCancelledError(self);
    self.mustCancel = false;
  }
  self.waiter = null;
  loops.enterTask(self.loop, self);
  try {
    advance(self, thrown);
  } finally {
    loops.leaveTask(self.loop, self);
  }
}

const isCancelled = (exception: PyBaseException): boolean =>
  isInstance(exception, loops.fromAsyncio("exceptions", "CancelledError") as PyType);

/** What a step of a coroutine gives: `value` undefined at its end, then `returned`. */
interface Step {
  value: Value | undefined;
  returned: Value;
}

function resumed(coroutine: Value, exception: PyBaseException | undefined): Step {
  if (coroutine instanceof PyCoroutine || coroutine instanceof PyGenerator) {
    const value = exception === undefined ? send(coroutine, null) : throwInto(coroutine, exception);
    return { value, returned: coroutine.returned };
  }
  try {
    const method = callable(getAttr(coroutine, exception === undefined ? "send" : "throw"));
    return { value: method.c1(exception ?? null), returned: null };
  } catch (error) {
    const raised = asException(error);
    if (!isInstance(raised, StopIteration)) throw raised;
    return { value: undefined, returned: stopValue(raised) };
  }
}

function advance(self: PyTask, exception: PyBaseException | undefined): void {
  let result: Step;
  try {
    result = resumed(self.coroutine, exception);
  } catch (error) {
    failed(self, asException(error));
    return;
  }
  if (result.value !== undefined) {
    waitFor(self, result.value);
    return;
  }
  if (self.mustCancel) {
    // Cancelled in its last step.
    self.mustCancel = false;
    cancelFuture(self, self.cancelMessage);
  } else setResult(self, result.returned);
  finished(self);
}

function failed(self: PyTask, error: PyBaseException): void {
  if (isCancelled(error)) {
    self.cancelledError = error;
    cancelFuture(self, null);
    finished(self);
    return;
  }
  setException(self, error);
  finished(self);
  if (isInstance(error, KeyboardInterrupt) || isInstance(error, SystemExit)) throw error;
}

function finished(self: PyTask): void {
  if (!self.logTraceback) loops.letGo(self);
}

/** The coroutine gave `awaited` to the loop: the task goes on when that is done. */
function waitFor(self: PyTask, awaited: Value): void {
  if (awaited === self) {
    stepSoon(self, runtimeError(`Task cannot await on itself: ${reprText(self)}`));
  } else if (awaited instanceof PyFuture && !typeOf(awaited).heap) {
    waitForFuture(self, awaited, loopOf(awaited), awaited.blocking !== false);
  } else if (awaited === null) {
    stepSoon(self, undefined);
  } else {
    const blocking = findAttr(awaited, "_asyncio_future_blocking") ?? null;
    if (blocking !== null) {
      const loop = callable(loops.fromAsyncio("futures", "_get_loop")).c1(awaited);
      waitForFuture(self, awaited, loop, truthy(blocking));
    } else {
      const what = `in task ${reprText(self)} with ${reprText(awaited)}`;
      stepSoon(
        self,
        awaited instanceof PyGenerator
          ? runtimeError(`yield was used instead of yield from for generator ${what}`)
          : runtimeError(`Task got bad yield: ${reprText(awaited)}`),
      );
    }
  }
}

function waitForFuture(self: PyTask, future: Value, loop: Value, blocking: boolean): void {
  if (loop !== self.loop) {
    const texts = `Task ${reprText(self)} got Future ${reprText(future)}`;
    stepSoon(self, runtimeError(`${texts} attached to a different loop`));
    return;
  }
  if (!blocking) {
    const what = `in task ${reprText(self)} with ${reprText(future)}`;
    stepSoon(self, runtimeError(`yield was used instead of yield from ${what}`));
    return;
  }
  addAwaiter(future, self);
  const wakeup = new PyTaskWakeup(self);
  if (future instanceof PyFuture && !typeOf(future).heap) {
    future.blocking = false;
    addDoneCallback(future, wakeup, self.context);
  } else {
    setAttr(future, "_asyncio_future_blocking", false);
    callable(getAttr(future, "add_done_callback")).ck([wakeup, self.context], ["context"]);
  }
  self.waiter = future;
  if (self.mustCancel && cancelAny(future, self.cancelMessage)) self.mustCancel = false;
}

const stepSoon = (self: PyTask, exception: PyBaseException | undefined): void =>
  loops.callSoon(self.loop, new PyTaskStep(self, exception), [], self.context);

/** Goes on with the coroutine after `future` is done. */
function wakeUp(self: PyTask, future: Value): void {
  discardAwaiter(future, self);
  let exception: PyBaseException | undefined;
  try {
    if (future instanceof PyFuture && !typeOf(future).heap) resultOf(future);
    else callable(getAttr(future, "result")).c0();
  } catch (error) {
    exception = asException(error);
  }
  step(self, exception);
}

function cancelAny(future: Value, message: Value): boolean {
  if (future instanceof PyTask && !typeOf(future).heap) return cancelTask(future, message);
  if (future instanceof PyFuture && !typeOf(future).heap) return cancelFuture(future, message);
  return truthy(callable(getAttr(future, "cancel")).ck([message], ["msg"]));
}

/** `Task.cancel(msg)` */
export function cancelTask(self: PyTask, message: Value): boolean {
  self.logTraceback = false;
  if (self.state !== "PENDING") return false;
  self.cancelRequests++;
  if (self.waiter !== null && cancelAny(self.waiter, message)) return true;
  self.mustCancel = true;
  self.cancelMessage = message;
  return true;
}

/** `Task.uncancel()` */
export function uncancelTask(self: PyTask): Value {
  if (self.cancelRequests > 0 && --self.cancelRequests === 0) self.mustCancel = false;
  return self.cancelRequests;
}

/** `Task.__del__` */
export function finalizeTask(self: PyTask): Value {
  if (self.state === "PENDING" && self.logDestroyPending && self.loop !== null)
    report(self, "task", "Task was destroyed but it is pending!");
  return finalizeFuture(self);
}

/** What the loop calls: an object with a task that takes a fixed number of arguments. */
function entriesOf<T>(
  name: string,
  count: 0 | 1,
  call: (self: T, argument: Value) => void,
): Callable & ThisType<T> {
  const bad = (given: number): PyBaseException =>
    typeError(
      count === 0
        ? `${name} takes no positional arguments`
        : `${name}() takes exactly one argument (${given} given)`,
    );
  return {
    c0() {
      if (count !== 0) throw bad(0);
      call(this, null);
      return null;
    },
    c1(argument) {
      if (count !== 1) throw bad(1);
      call(this, argument);
      return null;
    },
    c2() {
      throw bad(2);
    },
    c3() {
      throw bad(3);
    },
    c4() {
      throw bad(4);
    },
    cn(args) {
      if (args.length !== count) throw bad(args.length);
      call(this, args[0] ?? null);
      return null;
    },
    ck(args, names) {
      if (names.length > 0) throw typeError(`${name} takes no keyword arguments`);
      if (args.length !== count) throw bad(args.length);
      call(this, args[0] ?? null);
      return null;
    },
  };
}

/** A step that the loop is to run. */
export class PyTaskStep extends PyInstance {
  readonly task: PyTask;
  readonly exception: PyBaseException | undefined;
  constructor(task: PyTask, exception?: PyBaseException) {
    super();
    this.task = task;
    this.exception = exception;
  }
}
export const taskStepType = declareType("TaskStepMethWrapper", PyTaskStep, { subclassable: false });
Object.assign(
  PyTaskStep.prototype,
  entriesOf<PyTaskStep>("function", 0, ({ task, exception }) => step(task, exception)),
);

/** What a future calls that a task waits for. */
export class PyTaskWakeup extends PyInstance {
  readonly task: PyTask;
  constructor(task: PyTask) {
    super();
    this.task = task;
  }
}
export const taskWakeupType = declareType("TaskWakeupMethWrapper", PyTaskWakeup, { subclassable: false });
Object.assign(
  PyTaskWakeup.prototype,
  entriesOf<PyTaskWakeup>("TaskWakeupMethWrapper", 1, ({ task }, future) => wakeUp(task, future)),
);

/** Tasks that are not done, of a loop. */
export function allTasks(loop: Value = null): Value[] {
  const wanted = loop ?? loops.needRunningLoop();
  const native = loops.heldObjects().filter((object) => object instanceof PyTask);
  const others = [...loops.registered("_scheduled_tasks"), ...loops.registered("_eager_tasks")];
  return [...native, ...others].filter((task) => belongs(task, wanted));
}

function belongs(task: Value, loop: Value): boolean {
  if (task instanceof PyTask) return task.loop === loop && task.state === "PENDING";
  const its = callable(loops.fromAsyncio("futures", "_get_loop")).c1(task);
  return its === loop && !truthy(callable(getAttr(task, "done")).c0());
}
