/**
 * Generators, coroutines and asynchronous generators.
 *
 * Most generators and coroutines are objects with their variables as fields and their body as a method ({@link Stepping}). The
 * others are Python objects around a JavaScript generator: emitted code makes the object (`makeGenerator`) and starts the
 * JavaScript generator of its body into `js`; the body yields what Python's `yield` yields. {@link PyGenerator.nx} is the hot path, what a `for` loop calls: one state test,
 * one `next`, and the exception state (`current.handled`) saved for the caller, because a generator that is suspended
 * inside an `except` block must not leave its exception behind (CPython: each generator has its own exc_state).
 *
 * States: CREATED -> RUNNING <-> SUSPENDED -> FINISHED. A finished object has given up its JavaScript generator.
 *
 * Inside an asynchronous generator two kinds of values come out of the JavaScript generator: those that an `await`
 * passes down to the event loop, and those of `yield`, which are wrapped in {@link PyWrappedValue} to tell them apart.
 *
 * Follows Objects/genobject.c.
 */
import { CO } from "../../abi/code.ts";
import { declareType } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import { depth } from "../core/depth.ts";
import { inheritIdentity } from "../core/identity.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyStopIteration } from "../exceptions/hierarchy.ts";
import { GeneratorExit, StopAsyncIteration, StopIteration } from "../exceptions/hierarchy.ts";
import { runtimeError, setContext, stopIteration, typeError, valueError } from "../exceptions/raise.ts";
import { tooDeep } from "../exceptions/recursion.ts";
import { asException, leaked } from "../exceptions/unwind.ts";
import type { PyCode } from "./code.ts";
import { PyIterator } from "./iterator.ts";
import { PyTraceback } from "./traceback.ts";
import { Unawaited, unawaited } from "./unawaited.ts";

export const CREATED = 0;
export const SUSPENDED = 1;
export const RUNNING = 2;
export const FINISHED = 3;

type Body = Generator<Value, Value, Value>;

/** What all three kinds have. */
export interface Resumable extends PyInstance {
  js: Body;
  state: number;
  readonly code: PyCode;
  readonly globals: PyInstance;
  name: Value;
  qualname: Value;
  /** What `yield from` or `await` is waiting for. */
  delegate: Value;
  /** The return value, once finished. */
  returned: Value;
  /** The exception that it was handling when it was suspended. */
  handled: PyInstance | null;
  /** What its own handlers handle; null in none. */
  own: PyInstance | null;
  /** What its caller was handling when it was resumed last. */
  outer: PyInstance | null;
  /** The generator that delegates to it directly and handles nothing meanwhile: who resumes that one resumes this one. */
  delegator: Resumable | null;
  /** "generator", "coroutine", "async generator" */
  readonly kind: string;
}

const nothing = undefined as unknown as Body;

/** Ends a resumption that threw: restores the caller's exception state; returns what to throw. */
function failed(self: Resumable, error: unknown, before: PyInstance | null): PyBaseException {
  current.handled = before;
  self.handled = self.outer = null;
  self.state = FINISHED;
  self.js = nothing;
  const exception = asException(error);
  if (exception.cls$.isSubtype(StopIteration)) return leaked(exception, self.kind, "StopIteration");
  if (exception.cls$.isSubtype(StopAsyncIteration) && self.kind === "async generator") {
    return leaked(exception, self.kind, "StopAsyncIteration");
  }
  return exception;
}

/** What a generator, or one that it delegates to directly, handles itself. */
function owned(self: Resumable): PyInstance | null {
  for (let inner = self; ; inner = inner.delegate) {
    if (inner.own !== null) return inner.own;
    if (!(inner.delegate instanceof PyGenerator)) return null;
  }
}

/** What is handled where the generator handles nothing itself. */
export function outerHandled(self: Resumable): PyInstance | null {
  let resumed = self;
  while (resumed.delegator !== null) resumed = resumed.delegator;
  return resumed.outer;
}

/** `enterHandler` in the body of a generator. */
export function resumableEnter(self: Resumable, exception: PyBaseException): void {
  self.own = exception;
  current.handled = exception;
}

/** `leaveHandler` in the body of a generator; `around` is what the handler around handles, if there is one. */
export function resumableLeave(self: Resumable, around: PyBaseException | undefined): void {
  self.own = around ?? null;
  current.handled = around ?? outerHandled(self);
}

/** After a `next` or `throw` that returned: the value, or undefined at the end (then `returned` is set). */
function finished(
  self: Resumable,
  result: IteratorResult<Value, Value>,
  before: PyInstance | null,
): Value | undefined {
  const handled = current.handled as PyInstance | null;
  self.handled = handled === before ? owned(self) : handled;
  self.outer = null;
  current.handled = before;
  if (result.done === true) {
    self.state = FINISHED;
    self.js = nothing;
    self.returned = result.value ?? null;
    return undefined;
  }
  self.state = SUSPENDED;
  return result.value;
}

/** Resumes with a value. `self` must be created or suspended. */
export function resume(self: Resumable, value: Value): Value | undefined {
  if (isStepping(self)) return stepSend(self, value);
  const before = current.handled as PyInstance | null;
  const calls = depth.n;
  if (calls >= depth.limit) throw tooDeep();
  depth.n = calls + 1;
  self.state = RUNNING;
  self.outer = before;
  if (self.handled !== null) current.handled = self.handled;
  let result: IteratorResult<Value, Value>;
  try {
    result = self.js.next(value);
  } catch (error) {
    depth.n = calls;
    throw failed(self, error, before);
  }
  depth.n = calls;
  return finished(self, result, before);
}

/** Resumes a suspended object by raising `exception` where it is suspended. */
export function resumeThrow(self: Resumable, exception: PyBaseException): Value | undefined {
  if (isStepping(self)) return stepThrow(self, exception);
  const before = current.handled as PyInstance | null;
  const calls = depth.n;
  if (calls >= depth.limit) throw tooDeep();
  depth.n = calls + 1;
  self.state = RUNNING;
  self.outer = before;
  if (self.handled !== null) {
    current.handled = self.handled;
    setContext(exception);
  }
  let result: IteratorResult<Value, Value>;
  try {
    result = self.js.throw(exception);
  } catch (error) {
    depth.n = calls;
    throw failed(self, error, before);
  }
  depth.n = calls;
  return finished(self, result, before);
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
  self.state = FINISHED;
  self.js = nothing;
  if (self instanceof PyCoroutine) unawaited().delete(self);
}

/**
 * Closes the generator that another one delegates to directly (see `protocols/generator.ts`), because of `exit`; what is then
 * raised in the other one, which is `exit` unless closing fails.
 */
function closeDelegate(self: Resumable, inner: PyGenerator, exit: PyBaseException): PyBaseException {
  // It has its end behind it: what follows is for the outer one alone.
  if (isStepping(self)) self.delegate = null;
  try {
    close(inner);
    return exit;
  } catch (error) {
    // Should it have gone on in spite of the exit, the outer one would still be waiting for it.
    if (isStepping(inner)) inner.at = -2;
    else if (inner.state === SUSPENDED) inner.js.return(null);
    return asException(error);
  }
}

/** `close()`: raises GeneratorExit inside; the value that the body returned, if it did. */
export function close(self: Resumable): Value {
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

export class PyGenerator extends PyIterator implements Resumable {
  js: Body = nothing;
  state = CREATED;
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  name: Value = null;
  qualname: Value = null;
  delegate: Value = null;
  returned: Value = null;
  handled: PyInstance | null = null;
  own: PyInstance | null = null;
  outer: PyInstance | null = null;
  delegator: Resumable | null = null;
  declare readonly kind: string;

  constructor(code?: PyCode, globals?: PyInstance) {
    super();
    this.code = code as PyCode;
    this.globals = globals as PyInstance;
  }

  nx(): Value | undefined {
    if (this.state >= RUNNING) return this.#notResumable();
    const before = current.handled as PyInstance | null;
    const calls = depth.n;
    if (calls >= depth.limit) throw tooDeep();
    depth.n = calls + 1;
    this.state = RUNNING;
    this.outer = before;
    if (this.handled !== null) current.handled = this.handled;
    let result: IteratorResult<Value, Value>;
    try {
      result = this.js.next(null);
    } catch (error) {
      depth.n = calls;
      throw failed(this, error, before);
    }
    depth.n = calls;
    if (result.done === true || before !== null || current.handled !== null) {
      return finished(this, result, before);
    }
    this.handled = null;
    this.state = SUSPENDED;
    return result.value;
  }

  #notResumable(): undefined {
    if (this.state === RUNNING) throw alreadyExecuting(this);
    this.returned = null;
    return undefined;
  }
}
Object.defineProperty(PyGenerator.prototype, "kind", { value: "generator" });

export class PyCoroutine extends Unawaited implements Resumable {
  js: Body = nothing;
  state = CREATED;
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  name: Value = null;
  qualname: Value = null;
  delegate: Value = null;
  returned: Value = null;
  handled: PyInstance | null = null;
  own: PyInstance | null = null;
  outer: PyInstance | null = null;
  delegator: Resumable | null = null;
  declare readonly kind: string;
  /** `cr_origin`: where it was made, when that is tracked. */
  origin: Value = null;

  constructor(code?: PyCode, globals?: PyInstance) {
    super();
    this.code = code as PyCode;
    this.globals = globals as PyInstance;
  }

  override remains(): PyCoroutine {
    const copy = new PyCoroutine(this.code, this.globals);
    copy.state = FINISHED;
    copy.name = this.name;
    copy.qualname = this.qualname;
    copy.origin = this.origin;
    inheritIdentity(copy, this);
    return copy;
  }
}
Object.defineProperty(PyCoroutine.prototype, "kind", { value: "coroutine" });

/**
 * A generator or coroutine that is no JavaScript generator: its variables are fields, and `nx` is its body
 * (codegen/steppers.ts). Emitted code makes such objects over a prototype that {@link stepperPrototype} makes for each function.
 */
export interface Stepping extends Resumable {
  /** The function object. */
  readonly fn: PyInstance;
  /** 0 at the start, the number of the `yield` it waits at, -1 while it runs, -2 at the end, -2 - n when an exception is to be
   * raised at the nth `yield`. */
  at: number;
  /** The value of the `yield` it waits at, or the exception. */
  sent: Value;
  nx(): Value | undefined;
}

export abstract class PyStepper extends PyGenerator {}

export abstract class PySteppingCoroutine extends PyCoroutine {
  declare nx: () => Value | undefined;
}

export const isStepping = (self: Resumable): self is Stepping => (self as Partial<Stepping>).at !== undefined;

function stepSend(self: Stepping, value: Value): Value | undefined {
  if (value === null) return self.nx();
  self.sent = value;
  try {
    return self.nx();
  } finally {
    self.sent = null;
  }
}

function stepThrow(self: Stepping, exception: PyBaseException): Value | undefined {
  self.sent = exception;
  self.at = -2 - self.at;
  return self.nx();
}

const state: PropertyDescriptor & ThisType<Stepping> = {
  get() {
    const { at } = this;
    return at > 0 ? SUSPENDED : at === 0 ? CREATED : at === -1 ? RUNNING : FINISHED;
  },
  // Only ever set to end what has not begun.
  set(now: number) {
    if (now === FINISHED) this.at = -2;
  },
};
const js: PropertyDescriptor = { get: () => nothing, set() {} };
for (const { prototype } of [PyStepper, PySteppingCoroutine]) {
  Object.defineProperties(prototype, { state, js });
  Object.assign(prototype, { delegate: null, delegator: null, outer: null, own: null, handled: null });
}
Object.assign(PySteppingCoroutine.prototype, { origin: null });

/** What objects of one generator or coroutine function have in common. */
export function stepperPrototype(
  nx: (this: Stepping) => Value | undefined,
  code: PyCode,
  globals: PyInstance,
): object {
  const { prototype } = (code.info.flags & CO.COROUTINE) === 0 ? PyStepper : PySteppingCoroutine;
  return Object.assign(Object.create(prototype) as object, { nx, code, globals });
}

/** See `Runtime.resumed`. */
export function resumed(self: Stepping): void {
  self.outer = current.handled as PyInstance | null;
}

/** See `Runtime.stepIn`. */
export function stepIn(self: Stepping): Value | undefined {
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

export class PyAsyncGenerator extends PyInstance implements Resumable {
  js: Body = nothing;
  state = CREATED;
  declare readonly code: PyCode;
  declare readonly globals: PyInstance;
  name: Value = null;
  qualname: Value = null;
  delegate: Value = null;
  returned: Value = null;
  handled: PyInstance | null = null;
  own: PyInstance | null = null;
  outer: PyInstance | null = null;
  delegator: Resumable | null = null;
  declare readonly kind: string;
  /** An `asend`, `athrow` or `aclose` of it is under way. */
  runningAsync = false;
  /** It raised StopAsyncIteration or GeneratorExit, or `aclose` was called. */
  closed = false;
  /** The hooks of `sys.set_asyncgen_hooks` were called. */
  hooked = false;

  constructor(code?: PyCode, globals?: PyInstance) {
    super();
    this.code = code as PyCode;
    this.globals = globals as PyInstance;
  }
}
Object.defineProperty(PyAsyncGenerator.prototype, "kind", { value: "async generator" });

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

/** True for generators made by functions under `types.coroutine`, which `await` accepts. */
export const isIterableCoroutine = (value: Value): value is PyGenerator =>
  value instanceof PyGenerator && (value.code.info.flags & CO.ITERABLE_COROUTINE) !== 0;

/** The value that a StopIteration carries. */
export const stopValue = (exception: PyBaseException): Value => (exception as PyStopIteration).value;
