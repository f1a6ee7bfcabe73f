/**
 * `_asyncio.Future`, and the iterator that `await` goes through. Follows Modules/_asynciomodule.c;
 * https://docs.python.org/3.14/library/asyncio-future.html.
 *
 * A future is held for its finalizer (`core/finalizable.ts`) only while that has something to say: from the moment that it gets
 * an exception until somebody asks for it.
 */
import { declareType, isInstance, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import { track, untrack } from "../../core/finalizable.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyType } from "../../core/type.ts";
import { RuntimeError, StopIteration } from "../../exceptions/hierarchy.ts";
import { newException, runtimeError, setContext, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyReturningIterator } from "../../objects/iterator.ts";
import { equal } from "../../objects/rich-compare.ts";
import { str } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { copyContext } from "../_contextvars.ts";
import { callSoon, eventLoop, fromAsyncio, invalidState } from "./loops.ts";

export type FutureState = "PENDING" | "CANCELLED" | "FINISHED";

export interface DoneCallback {
  readonly callback: Value;
  readonly context: Value;
}

export class PyFuture extends PyInstance {
  /** None until `__init__` ran. */
  loop: Value = null;
  state: FutureState = "PENDING";
  result: Value = null;
  exception: PyBaseException | null = null;
  exceptionTraceback: PyBaseException["traceback"] = null;
  callbacks: DoneCallback[] = [];
  sourceTraceback: Value = null;
  cancelMessage: Value = null;
  /** The CancelledError that ended the coroutine, to be raised once. */
  cancelledError: PyBaseException | null = null;
  /** Whether nobody has asked for the exception yet. */
  logTraceback = false;
  /** Set by `await`, for a task to tell that from a bare `yield`. */
  blocking: Value = false;
  /** The tasks that wait for it. */
  awaitedBy: Set<Value> | null = null;
}
export const futureType = declareType("_asyncio.Future", PyFuture, {
  hasDict: true,
  tracksItself: true,
});

/** `Future.__init__(self, *, loop=None)` */
export function initFuture(self: PyFuture, loop: Value = null): void {
  if (self.loop !== null) reset(self);
  self.loop = loop ?? eventLoop();
  if (!truthy(callable(getAttr(self.loop, "get_debug")).c0())) return;
  self.sourceTraceback = callable(getAttr(current.importModule("traceback"), "extract_stack")).c0();
}

/** A future may be initialized again. */
function reset(self: PyFuture): void {
  forgetTraceback(self);
  self.state = "PENDING";
  self.result = null;
  self.exception = self.exceptionTraceback = self.cancelledError = null;
  self.callbacks = [];
  self.sourceTraceback = self.cancelMessage = null;
  self.blocking = false;
  self.awaitedBy = null;
}

/** The loop of a future; RuntimeError where `__init__` did not run. */
export function loopOf(self: PyFuture): Value {
  if (self.loop === null) throw runtimeError("Future object is not initialized.");
  return self.loop;
}

/** Nothing is to be said any more when the future goes. Subclasses in Python may have more to do. */
export function forgetTraceback(self: PyFuture): void {
  self.logTraceback = false;
  if (self.state !== "PENDING" && !typeOf(self).heap) untrack(self);
}

function runCallbacks(self: PyFuture): void {
  const { callbacks } = self;
  if (callbacks.length === 0) return;
  self.callbacks = [];
  for (const { callback, context } of callbacks) callSoon(self.loop, callback, [self], context);
}

function needPending(self: PyFuture): void {
  loopOf(self);
  if (self.state !== "PENDING") throw invalidState("invalid state");
}

export function setResult(self: PyFuture, result: Value): void {
  needPending(self);
  self.result = result;
  self.state = "FINISHED";
  runCallbacks(self);
}

export function setException(self: PyFuture, given: Value): void {
  needPending(self);
  const made = given instanceof PyType ? callable(given).c0() : given;
  if (!(made instanceof PyBaseException)) throw typeError("invalid exception object");
  let exception = made;
  if (isInstance(made, StopIteration)) {
    exception = newException(
      RuntimeError,
      "StopIteration interacts badly with generators and cannot be raised into a Future",
    );
    exception.cause = made;
    exception.context = made;
  }
  self.exception = exception;
  self.exceptionTraceback = exception.traceback;
  self.state = "FINISHED";
  runCallbacks(self);
  self.logTraceback = true;
  track(self);
}

/** `Future.cancel(msg)`: false when it is done. */
export function cancelFuture(self: PyFuture, message: Value): boolean {
  loopOf(self);
  forgetTraceback(self);
  if (self.state !== "PENDING") return false;
  self.state = "CANCELLED";
  self.cancelMessage = message;
  runCallbacks(self);
  return true;
}

/** The CancelledError to raise for a cancelled future; the one that ended the coroutine the first time. */
export function makeCancelledError(self: PyFuture): PyBaseException {
  const known = self.cancelledError;
  self.cancelledError = null;
  if (known !== null) return known;
  const type = callable(fromAsyncio("exceptions", "CancelledError"));
  return (self.cancelMessage === null ? type.c0() : type.c1(self.cancelMessage)) as PyBaseException;
}

const raised = (exception: PyBaseException): PyBaseException => {
  setContext(exception);
  return exception;
};

/** The exception of a future that is done, null where it has a result; throws where it has neither. */
function doneException(self: PyFuture, notYet: string): PyBaseException | null {
  if (self.state === "CANCELLED") throw raised(makeCancelledError(self));
  if (self.state === "PENDING") throw invalidState(notYet);
  forgetTraceback(self);
  return self.exception;
}

/** `Future.result()` */
export function resultOf(self: PyFuture): Value {
  const exception = doneException(self, "Result is not set.");
  if (exception === null) return self.result;
  exception.traceback = self.exceptionTraceback;
  self.exceptionTraceback = null;
  throw raised(exception);
}

/** `Future.exception()` */
export const exceptionOf = (self: PyFuture): Value => doneException(self, "Exception is not set.");

export function addDoneCallback(self: PyFuture, callback: Value, context: Value = null): Value {
  loopOf(self);
  const chosen = context ?? copyContext();
  if (self.state === "PENDING") self.callbacks.push({ callback, context: chosen });
  else callSoon(self.loop, callback, [self], chosen);
  return null;
}

/** Takes all entries of a callback away; how many there were. */
export function removeDoneCallback(self: PyFuture, callback: Value): number {
  loopOf(self);
  const before = self.callbacks;
  const kept = before.filter((entry) => !equal(entry.callback, callback));
  self.callbacks = kept;
  return before.length - kept.length;
}

export function addAwaiter(future: Value, waiter: Value): void {
  if (!(future instanceof PyFuture && waiter instanceof PyFuture)) return;
  future.awaitedBy ??= new Set();
  future.awaitedBy.add(waiter);
}

export function discardAwaiter(future: Value, waiter: Value): void {
  if (future instanceof PyFuture) future.awaitedBy?.delete(waiter);
}

/** Tells the loop's exception handler what a future or task that goes has left. */
export function report(self: PyFuture, kind: "future" | "task", message: string, exception?: Value): void {
  const context = new PyDict();
  context.set("message", str(message));
  if (exception !== undefined) context.set("exception", exception);
  context.set(kind, self);
  if (self.sourceTraceback !== null) context.set("source_traceback", self.sourceTraceback);
  callable(getAttr(self.loop, "call_exception_handler")).c1(context);
}

/** `Future.__del__` */
export function finalizeFuture(self: PyFuture): Value {
  if (!self.logTraceback) return null;
  self.logTraceback = false;
  report(self, "future", `${typeOf(self).name} exception was never retrieved`, self.exception);
  return null;
}

/** What `await future` goes through: gives the future once where it is not done, and then returns its result. */
export class PyFutureIterator extends PyReturningIterator {
  future: PyFuture | null = null;

  nx(): Value | undefined {
    const { future } = this;
    if (future === null) return undefined;
    if (future.state === "PENDING") {
      if (future.blocking !== false) throw runtimeError("await wasn't used with future");
      future.blocking = true;
      return future;
    }
    this.future = null;
    this.returned = resultOf(future);
    return undefined;
  }
}
export const futureIteratorType = declareType("_asyncio.FutureIter", PyFutureIterator, {
  subclassable: false,
});

export function awaitFuture(self: PyFuture): PyFutureIterator {
  loopOf(self);
  const iterator = new PyFutureIterator();
  iterator.future = self;
  return iterator;
}
