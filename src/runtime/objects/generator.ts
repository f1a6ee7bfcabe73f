/**
 * Generators, coroutines and asynchronous generators.
 *
 * Each is an object with its variables as fields and its body as the method `nx`, which runs to the next `yield`
 * (codegen/steppers.ts). Emitted code makes such objects over a prototype that {@link stepperPrototype} makes for each function, so that a
 * `for` loop calls the body itself.
 *
 * States: CREATED -> RUNNING <-> SUSPENDED -> FINISHED. A generator that is suspended inside an `except` block keeps its exception
 * (`own`) and does not leave it behind for the caller (CPython: each generator has its own exc_state).
 *
 * Out of an asynchronous generator come two kinds of values: those that an `await` passes down to the event loop, and those of
 * `yield`, which are wrapped in {@link PyWrappedValue} to tell them apart.
 *
 * Follows Objects/genobject.c.
 */
import { CO } from "../../abi/code.ts";
import { declareType } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import { closed, type Closing } from "../core/finalizable.ts";
import { inheritIdentity } from "../core/identity.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { GeneratorExit, type PyStopIteration } from "../exceptions/hierarchy.ts";
import { runtimeError, setContext, stopIteration, typeError, valueError } from "../exceptions/raise.ts";
import { asException } from "../exceptions/unwind.ts";
import type { PyCode } from "./code.ts";
import { PyIterator } from "./iterator.ts";
import { PyTraceback } from "./traceback.ts";
import { Unawaited, unawaited } from "./unawaited.ts";

export const CREATED = 0;
export const SUSPENDED = 1;
export const RUNNING = 2;
export const FINISHED = 3;

/** What all three kinds have. */
export interface Resumable extends PyInstance {
  /** Of the function: its body, which gives the next value or undefined at the end (then `returned` is set). */
  nx(): Value | undefined;
  readonly code: PyCode;
  readonly globals: PyInstance;
  /** "generator", "coroutine", "async generator" */
  readonly kind: string;
  readonly state: number;
  /** The function object. */
  readonly fn: PyInstance;
  name: Value;
  qualname: Value;
  /** 0 at the start, the number of the `yield` it waits at, -1 while it runs, -2 at the end, -2 - n when an exception is to be
   * raised at the nth `yield`. */
  at: number;
  /** The value of the `yield` it waits at, or the exception. */
  sent: Value;
  /** The return value, once finished. */
  returned: Value;
  /** What `yield from` or `await` is waiting for. */
  delegate: Value;
  /** What its own handlers handle; null in none. */
  own: PyInstance | null;
  /** What its caller was handling when it was resumed last. */
  outer: PyInstance | null;
}

/** `enterHandler` in the body of a generator. */
export function resumableEnter(self: Resumable, exception: PyBaseException): void {
  self.own = exception;
  current.handled = exception;
}

/** `leaveHandler` in the body of a generator; `around` is what the handler around handles, if there is one. */
export function resumableLeave(self: Resumable, around: PyBaseException | undefined): void {
  self.own = around ?? null;
  current.handled = around ?? self.outer;
}

/** See `Runtime.yieldHandling`. */
export function yieldHandling(self: Resumable): void {
  current.handled = self.outer;
}

/** Resumes with a value. `self` must be created or suspended. */
function resume(self: Resumable, value: Value): Value | undefined {
  if (value === null) return self.nx();
  self.sent = value;
  try {
    return self.nx();
  } finally {
    self.sent = null;
  }
}

/** Resumes a suspended object by raising `exception` where it is suspended. */
function resumeThrow(self: Resumable, exception: PyBaseException): Value | undefined {
  if (self.own !== null) {
    const before = current.handled as PyInstance | null;
    current.handled = self.own;
    setContext(exception);
    current.handled = before;
  }
  self.sent = exception;
  self.at = -2 - self.at;
  return self.nx();
}

/** ValueError for an object that is resumed while it runs. */
const alreadyExecuting = (self: Resumable): PyBaseException => valueError(`${self.kind} already executing`);

const reused = (): PyBaseException => runtimeError("cannot reuse already awaited coroutine");

/** `send`: the next value, or undefined at the end. A finished generator ends at once, a finished coroutine refuses. */
export function send(self: Resumable, value: Value): Value | undefined {
  if (self.state === RUNNING) throw alreadyExecuting(self);
  if (self.state === FINISHED) {
    if (self instanceof PyCoroutine) throw reused();
    self.returned = null;
    return undefined;
  }
  if (self.state === CREATED) {
    if (value !== null) {
      throw typeError(`can't send non-None value to a just-started ${self.kind}`);
    }
    if (self instanceof PyCoroutine) unawaited().delete(self);
  }
  return resume(self, value);
}

/** `throw`: as {@link send}. */
export function throwInto(self: Resumable, exception: PyBaseException): Value | undefined {
  if (self.state === RUNNING) throw alreadyExecuting(self);
  if (self.state === SUSPENDED) {
    const closing = self.delegate instanceof PyGenerator && exception.cls$.isSubtype(GeneratorExit);
    return resumeThrow(
      self,
      closing ? closeDelegate(self, self.delegate as PyGenerator, exception) : exception,
    );
  }
  if (self.state === FINISHED && self instanceof PyCoroutine) throw reused();
  if (self.state === CREATED) {
    abandon(self);
    // The frame is at its `def` line, which the traceback shows.
    exception.traceback = new PyTraceback(
      exception.traceback as PyTraceback | null,
      self.code,
      self.globals,
      -1,
      undefined,
      self.code.info.firstlineno,
    );
  }
  throw exception;
}

/** Finishes an object that was never started. */
function abandon(self: Resumable): void {
  self.at = -2;
  if (self instanceof PyCoroutine) unawaited().delete(self);
}

/** See `Runtime.ended`. */
export function ended(self: Resumable & Closing): void {
  self.at = -2;
  closed(self);
}

/**
 * Closes the generator that another one delegates to directly (see `protocols/generator.ts`), because of `exit`; what is then
 * raised in the other one, which is `exit` unless closing fails.
 */
function closeDelegate(self: Resumable, inner: PyGenerator, exit: PyBaseException): PyBaseException {
  // It has its end behind it: what follows is for the outer one alone.
  self.delegate = null;
  try {
    close(inner);
    return exit;
  } catch (error) {
    // Should it have gone on in spite of the exit, the outer one would still be waiting for it.
    ended(inner);
    return asException(error);
  }
}

/** Lets go of the variables. */
function clear(self: Resumable): void {
  for (const name of Object.keys(self))
    if (/^s\d+$/.test(name)) (self as unknown as Record<string, undefined>)[name] = undefined;
}

/** `close()`: raises GeneratorExit inside; the value that the body returned, if it did. */
export function close(self: Resumable): Value {
  try {
    return closeBody(self);
  } finally {
    if (self.state === FINISHED) clear(self);
  }
}

function closeBody(self: Resumable): Value {
  if (self.state === RUNNING) throw alreadyExecuting(self);
  if (self.state === CREATED) abandon(self);
  if (self.state === FINISHED) return null;
  let exit = GeneratorExit.alloc() as PyBaseException;
  if (self.delegate instanceof PyGenerator) exit = closeDelegate(self, self.delegate, exit);
  let value: Value | undefined;
  try {
    value = resumeThrow(self, exit);
  } catch (error) {
    if (error instanceof PyBaseException && error.cls$.isSubtype(GeneratorExit)) return null;
    throw error;
  }
  if (value !== undefined) throw runtimeError(`${self.kind} ignored GeneratorExit`);
  return self.returned;
}

/** The StopIteration that ends a generator for Python code: carries `returned`. */
export function endOf(self: Resumable): PyBaseException {
  const value = self.returned;
  self.returned = null;
  return stopIteration(value);
}

export class PyGenerator extends PyIterator implements Resumable, Closing {
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  declare readonly kind: string;
  declare readonly state: number;
  declare readonly fn: PyInstance;
  declare name: Value;
  declare qualname: Value;
  declare at: number;
  declare sent: Value;
  declare returned: Value;
  declare delegate: Value;
  declare own: PyInstance | null;
  declare outer: PyInstance | null;
  declare before$: Closing | undefined;
  declare after$: Closing | undefined;

  nx(): Value | undefined {
    return stepIn(this);
  }
}

export class PyCoroutine extends Unawaited implements Resumable {
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  declare readonly kind: string;
  declare readonly state: number;
  declare readonly fn: PyInstance;
  declare name: Value;
  declare qualname: Value;
  declare at: number;
  declare sent: Value;
  declare returned: Value;
  declare delegate: Value;
  declare own: PyInstance | null;
  declare outer: PyInstance | null;
  /** `cr_origin`: where it was made, when that is tracked. */
  declare origin: Value;

  nx(): Value | undefined {
    return stepIn(this);
  }

  override remains(): PyCoroutine {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as PyCoroutine;
    copy.at = -2;
    copy.name = this.name;
    copy.qualname = this.qualname;
    copy.origin = this.origin;
    inheritIdentity(copy, this);
    return copy;
  }
}

export class PyAsyncGenerator extends PyInstance implements Resumable, Closing {
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  declare readonly kind: string;
  declare readonly state: number;
  declare readonly fn: PyInstance;
  declare name: Value;
  declare qualname: Value;
  declare at: number;
  declare sent: Value;
  declare returned: Value;
  declare delegate: Value;
  declare own: PyInstance | null;
  declare outer: PyInstance | null;
  declare before$: Closing | undefined;
  declare after$: Closing | undefined;
  /** An `asend`, `athrow` or `aclose` of it is under way. */
  declare runningAsync: boolean;
  /** It raised StopAsyncIteration or GeneratorExit, or `aclose` was called. */
  declare closed: boolean;
  /** The hooks of `sys.set_asyncgen_hooks` were called. */
  declare hooked: boolean;
  /** Who is told when it goes unfinished. */
  declare finalizer: Value;

  nx(): Value | undefined {
    return stepIn(this);
  }
}

const state: PropertyDescriptor & ThisType<Resumable> = {
  get() {
    const { at } = this;
    return at > 0 ? SUSPENDED : at === 0 ? CREATED : at === -1 ? RUNNING : FINISHED;
  },
};
const AT_FIRST = { delegate: null, outer: null, own: null };
for (const [{ prototype }, start] of [
  [PyGenerator, { kind: "generator" }],
  [PyCoroutine, { kind: "coroutine", origin: null }],
  [
    PyAsyncGenerator,
    { kind: "async generator", runningAsync: false, closed: false, hooked: false, finalizer: null },
  ],
] as const) {
  Object.defineProperty(prototype, "state", state);
  Object.assign(prototype, AT_FIRST, start);
}

/** What objects of one function have in common. */
export function stepperPrototype(nx: () => Value | undefined, code: PyCode, globals: PyInstance): object {
  const { flags } = code.info;
  const { prototype } =
    (flags & CO.ASYNC_GENERATOR) !== 0
      ? PyAsyncGenerator
      : (flags & CO.COROUTINE) !== 0
        ? PyCoroutine
        : PyGenerator;
  return Object.assign(Object.create(prototype) as object, { nx, code, globals });
}

/** See `Runtime.resumed`. */
export function resumed(self: Resumable): void {
  self.outer = current.handled as PyInstance | null;
  if (self.own !== null) current.handled = self.own;
}

/** See `Runtime.stepIn`. */
export function stepIn(self: Resumable): Value | undefined {
  if (self.at === -1) throw alreadyExecuting(self);
  if (self.at === -2) {
    if (self instanceof PyCoroutine) throw reused();
    self.returned = null;
    return undefined;
  }
  const exception = self.sent;
  self.sent = null;
  return exception;
}

/** What `coroutine.__await__()` gives: an iterator over the coroutine. */
export class PyCoroutineWrapper extends PyIterator {
  readonly coroutine: PyCoroutine;
  constructor(coroutine?: PyCoroutine) {
    super();
    this.coroutine = coroutine as PyCoroutine;
  }
  nx(): Value | undefined {
    return send(this.coroutine, null);
  }
}

/** A value of `yield` on its way out of an asynchronous generator. */
export class PyWrappedValue extends PyInstance {
  readonly value: Value;
  constructor(value: Value = null) {
    super();
    this.value = value;
  }
}

export const generatorType = declareType("generator", PyGenerator, { subclassable: false });
export const coroutineType = declareType("coroutine", PyCoroutine, { subclassable: false });
export const asyncGeneratorType = declareType("async_generator", PyAsyncGenerator, { subclassable: false });
export const coroutineWrapperType = declareType("coroutine_wrapper", PyCoroutineWrapper, {
  subclassable: false,
});
export const wrappedValueType = declareType("async_generator_wrapped_value", PyWrappedValue, {
  subclassable: false,
});

/** Whether it is an object of any of the three kinds. */
export const isGenerator = (value: unknown): value is PyGenerator | PyCoroutine | PyAsyncGenerator =>
  value instanceof PyGenerator || value instanceof PyCoroutine || value instanceof PyAsyncGenerator;

/** True for generators made by functions under `types.coroutine`, which `await` accepts. */
export const isIterableCoroutine = (value: Value): value is PyGenerator =>
  value instanceof PyGenerator && (value.code.info.flags & CO.ITERABLE_COROUTINE) !== 0;

/** The value that a StopIteration carries. */
export const stopValue = (exception: PyBaseException): Value => (exception as PyStopIteration).value;
