/**
 * `yield from` and `await`: delegation from one generator-like object to another iterator (PEP 380), and what
 * `async for` is made of: what a stepper (codegen/steppers.ts) does while it waits.
 *
 * Generators, coroutines and builtin iterators are stepped themselves. For any other iterator `send` and `throw` are looked up when
 * they are needed, and the end is a StopIteration whose value becomes the value of the expression; a {@link Target} sees to that.
 *
 * Follows SEND and THROW in Python/ceval.c (_gen_throw) and Objects/genobject.c (_PyCoro_GetAwaitableIter).
 */
import { special, typeOf } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import type { PyInstance, PyObject, Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { GeneratorExit, StopAsyncIteration, StopIteration } from "../exceptions/hierarchy.ts";
import { runtimeError, typeError } from "../exceptions/raise.ts";
import { leaked } from "../exceptions/unwind.ts";
import { PyAsyncGeneratorSend } from "../objects/async-generator.ts";
import type { PyCode } from "../objects/code.ts";
import type { PyFrame } from "../objects/frame.ts";
import {
  close,
  isIterableCoroutine,
  PyCoroutine,
  PyCoroutineWrapper,
  PyGenerator,
  PyWrappedValue,
  type Resumable,
  send,
  stepperPrototype,
  stopValue,
  throwInto,
} from "../objects/generator.ts";
import { str } from "../objects/str.ts";
import { tuple } from "../objects/tuple.ts";
import { awaitLater, unawaited } from "../objects/unawaited.ts";
import { PyIterator, PyReturningIterator } from "../objects/iterator.ts";
import { findAttr, getAttr } from "./attribute.ts";
import { type Iter, iter, pythonIter } from "./iterate.ts";
import { reprText } from "./repr.ts";

/** The iterator of a generator expression. A program that calls its code object itself may give anything. */
export function stepping(source: Iter): Iter {
  if (typeof (source as Iter | null)?.nx === "function") return source;
  const value = source as unknown as Value;
  if ((special(value, "m$__next__") ?? undefined) !== undefined) return iter(value);
  return {
    nx() {
      throw typeError(`'${typeOf(value).name}' object is not an iterator`);
    },
  };
}

export const stepper = (step: Function, code: object, globals: object): object =>
  stepperPrototype(step as () => Value | undefined, code as PyCode, globals as PyInstance);

/** See `Runtime.coroutineMade`. */
export function coroutineMade(self: PyCoroutine): PyCoroutine {
  const tracked = awaitLater(self);
  if (tracked > 0) self.origin = originOf(tracked);
  return self;
}

/** See `Runtime.coroutineBegins`. */
export function coroutineBegins(self: PyCoroutine): void {
  unawaited().delete(self);
}

/** `(filename, line, name)` of the frames that make a coroutine now, the innermost first. */
function originOf(count: number): Value {
  const entries: Value[] = [];
  for (let frame = current.frameAt(1) as PyFrame | null; frame !== null && entries.length < count; ) {
    const { code, line } = frame;
    entries.push(tuple([str(code.filename), line, str(code.info.name)]));
    frame = frame.caller();
  }
  return tuple(entries);
}

const is = (error: unknown, type: typeof StopIteration): error is PyBaseException =>
  error instanceof PyBaseException && error.cls$.isSubtype(type);

/** An iterator to delegate to. After a step gave undefined, `value` is the result. */
interface Target {
  readonly iterator: Value;
  readonly value: Value;
  nx(): Value | undefined;
  send(value: Value): Value | undefined;
  throw(exception: PyBaseException): Value | undefined;
}

class ResumableTarget implements Target {
  readonly iterator: Resumable;
  constructor(iterator: Resumable) {
    this.iterator = iterator;
  }
  get value(): Value {
    return this.iterator.returned;
  }
  nx(): Value | undefined {
    return send(this.iterator, null);
  }
  send(value: Value): Value | undefined {
    return send(this.iterator, value);
  }
  throw(exception: PyBaseException): Value | undefined {
    if (!is(exception, GeneratorExit)) return throwInto(this.iterator, exception);
    close(this.iterator);
    throw exception;
  }
}

/** A builtin iterator, whose `nx` is all there is to its steps. */
const isBuiltin = (iterator: Value): iterator is PyIterator =>
  iterator instanceof PyIterator && !iterator.cls$.heap && !(iterator instanceof PyCoroutineWrapper);

/** What a builtin iterator that has ended returned. */
const endOf = (iterator: PyIterator): Value =>
  iterator instanceof PyReturningIterator ? iterator.returned : null;

class IteratorTarget implements Target {
  readonly iterator: Value;
  value: Value = null;
  constructor(iterator: Value) {
    this.iterator = iterator;
  }

  /** Runs one step; StopIteration ends it. */
  #step(call: () => Value): Value | undefined {
    try {
      return call();
    } catch (error) {
      if (!is(error, StopIteration)) throw error;
      this.value = stopValue(error);
      return undefined;
    }
  }

  nx(): Value | undefined {
    const { iterator } = this;
    if (isBuiltin(iterator)) {
      const item = iterator.nx();
      if (item === undefined) this.value = endOf(iterator);
      return item;
    }
    if (iterator instanceof PyAsyncGeneratorSend) return this.#asyncStep(iterator, null);
    return this.#step(() => (special(iterator, "m$__next__") as PyObject).c1(iterator));
  }
  /** Throws nothing at the end. */
  #asyncStep(iterator: PyAsyncGeneratorSend, value: Value): Value | undefined {
    const next = iterator.step(value);
    if (next === undefined) this.value = iterator.returned;
    return next;
  }
  send(value: Value): Value | undefined {
    const { iterator } = this;
    if (iterator instanceof PyAsyncGeneratorSend) return this.#asyncStep(iterator, value);
    return this.#step(() => (getAttr(this.iterator, "send") as PyObject).c1(value));
  }
  throw(exception: PyBaseException): Value | undefined {
    if (is(exception, GeneratorExit)) {
      const closer = this.#closer();
      if (closer !== undefined) (closer as PyObject).c0();
      throw exception;
    }
    const thrower = findAttr(this.iterator, "throw");
    if (thrower === undefined) throw exception;
    return this.#step(() => (thrower as PyObject).c1(exception));
  }
  /** The iterator's `close`, if it has one; who cannot even say that is not asked again. */
  #closer(): Value | undefined {
    try {
      return findAttr(this.iterator, "close");
    } catch (error) {
      current.reportUnraisable(
        error,
        `Exception ignored while closing generator ${reprText(this.iterator)}`,
        null,
      );
      return undefined;
    }
  }
}

/** To delegate to what is no generator. */
function foreignTarget(self: Resumable, iterable: Value): Target {
  if (!(iterable instanceof PyCoroutine)) return new IteratorTarget(pythonIter(iterable));
  if (!(self instanceof PyCoroutine) && !isIterableCoroutine(self)) {
    throw typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  return new ResumableTarget(iterable);
}

// Generators, coroutines and builtin iterators stand for themselves, anything else is a Target.
type Delegated = PyIterator | PyCoroutine | Target;

/** See `Runtime.delegate`. */
export function startDelegation(self: Resumable, iterable: Value): Delegated {
  if (iterable instanceof PyGenerator) return iterable;
  const target = foreignTarget(self, iterable);
  return isBuiltin(target.iterator as Value) ? (target.iterator as PyIterator) : target;
}

function targetOf(delegated: Delegated): Target {
  if (delegated instanceof PyGenerator || delegated instanceof PyCoroutine)
    return new ResumableTarget(delegated);
  return delegated instanceof PyIterator ? new IteratorTarget(delegated) : delegated;
}

export const delegateSend = (delegated: Delegated, value: Value): Value | undefined =>
  targetOf(delegated).send(value);

/** See `Runtime.delegateRaise`. The delegate of an object that is being closed has been closed already. */
export function delegateRaise(
  self: Resumable,
  delegated: Delegated,
  exception: PyBaseException,
): Value | undefined {
  if (self.delegate === null) throw exception;
  self.delegate = null;
  return targetOf(delegated).throw(exception);
}

export function delegateEnd(delegated: Delegated): Value {
  if (delegated instanceof PyGenerator || delegated instanceof PyCoroutine) return delegated.returned;
  return delegated instanceof PyIterator ? endOf(delegated) : delegated.value;
}

/** What a suspended object is waiting for, as Python sees it. */
export function delegateOf({ delegate: waiting }: Resumable): Value {
  const target = waiting as Value | Target;
  return target instanceof ResumableTarget ||
    target instanceof IteratorTarget ||
    target instanceof AsyncNextTarget
    ? target.iterator
    : waiting;
}

/** Whether `await` takes the value, whatever its `__await__` then returns. */
export const isAwaitable = (value: Value): boolean =>
  value instanceof PyCoroutine ||
  isIterableCoroutine(value) ||
  (special(value, "m$__await__") ?? undefined) !== undefined;

/** The object that `await` iterates; undefined when the value cannot be awaited. */
export function awaitableIterator(value: Value): Value | undefined {
  if (value instanceof PyCoroutine || isIterableCoroutine(value)) return value;
  const method = special(value, "m$__await__") ?? undefined;
  if (method === undefined) return undefined;
  const iterator = method.c1(value);
  if (iterator instanceof PyCoroutine || isIterableCoroutine(iterator)) {
    throw typeError("__await__() returned a coroutine");
  }
  if (special(iterator, "m$__next__") === undefined) {
    throw typeError(`__await__() returned non-iterator of type '${typeOf(iterator).name}'`);
  }
  return iterator;
}

/** What `await` delegates to, given what {@link awaitableIterator} found. */
function awaitedIterator(iterator: Value): Delegated {
  if (iterator instanceof PyCoroutine) {
    if (iterator.delegate !== null) throw runtimeError("coroutine is being awaited already");
    return iterator;
  }
  if (iterator instanceof PyCoroutineWrapper) return new ResumableTarget(iterator.coroutine);
  return iterator instanceof PyGenerator || isBuiltin(iterator) ? iterator : new IteratorTarget(iterator);
}

function awaitableTarget(value: Value): Delegated {
  const iterator = awaitableIterator(value);
  if (iterator === undefined) throw typeError(`'${typeOf(value).name}' object can't be awaited`);
  return awaitedIterator(iterator);
}

/** See `Runtime.awaited`. */
export function awaited(_self: Resumable, value: Value): Delegated {
  // The commonest first.
  return value instanceof PyCoroutine && value.delegate === null ? value : awaitableTarget(value);
}

/** See `Runtime.asyncValue`. */
export const asyncValue = (value: Value): Value => new PyWrappedValue(value);

/** See `Runtime.asyncFailed`. */
export const asyncFailed = (exception: PyBaseException): PyBaseException =>
  is(exception, StopAsyncIteration) ? leaked(exception, "async generator", "StopAsyncIteration") : exception;

/** The asynchronous iterator of `async for`. */
export function aiter(iterable: Value): Value {
  const method = special(iterable, "m$__aiter__") ?? undefined;
  if (method === undefined) {
    throw typeError(`'async for' requires an object with __aiter__ method, got ${typeOf(iterable).name}`);
  }
  const iterator = method.c1(iterable);
  if ((special(iterator, "m$__anext__") ?? undefined) === undefined) {
    throw typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(iterator).name}`,
    );
  }
  return iterator;
}

/** What gives the next value of an asynchronous iterator, undefined at its end. */
class AsyncNextTarget implements Target {
  readonly inner: Target;
  ended = false;
  constructor(inner: Target) {
    this.inner = inner;
  }
  get iterator(): Value {
    return this.inner.iterator;
  }
  get value(): Value {
    return this.ended ? (undefined as unknown as Value) : this.inner.value;
  }

  #step(call: () => Value | undefined): Value | undefined {
    try {
      return call();
    } catch (error) {
      if (!is(error, StopAsyncIteration)) throw error;
      this.ended = true;
      return undefined;
    }
  }

  nx(): Value | undefined {
    return this.#step(() => this.inner.nx());
  }
  send(value: Value): Value | undefined {
    return this.#step(() => this.inner.send(value));
  }
  throw(exception: PyBaseException): Value | undefined {
    return this.#step(() => this.inner.throw(exception));
  }
}

/** See `Runtime.awaitedNext`. */
export function awaitedNext(_self: Resumable, iterator: Value): Target {
  const method = special(iterator, "m$__anext__") ?? undefined;
  if (method === undefined) {
    throw typeError(`'async for' requires an iterator with __anext__ method, got ${typeOf(iterator).name}`);
  }
  return new AsyncNextTarget(targetOf(awaitedIterator(anextAwaitable(method.c1(iterator)))));
}

function anextAwaitable(awaitable: Value): Value {
  const text = `'async for' received an invalid object from __anext__: ${typeOf(awaitable).name}`;
  let iterator: Value | undefined;
  try {
    iterator = awaitableIterator(awaitable);
  } catch (error) {
    const failure = typeError(text);
    failure.cause = error as PyBaseException;
    failure.context = error as PyBaseException;
    failure.suppressContext = true;
    throw failure;
  }
  if (iterator === undefined) throw typeError(text);
  return iterator;
}
