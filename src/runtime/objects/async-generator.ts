/**
 * The awaitables that the methods of an asynchronous generator return: `asend`/`__anext__`, `athrow`/`aclose`, and
 * that of `anext(iterator, default)`. Each is a small state machine around the generator's own resumption.
 *
 * Follows async_gen_asend_send and async_gen_athrow_send in Objects/genobject.c (PEP 525).
 */
import { declareType } from "../core/builtin-types.ts";
import { PyBaseException } from "../core/exception.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { GeneratorExit, StopAsyncIteration, StopIteration } from "../exceptions/hierarchy.ts";
import { newException, runtimeError, stopIteration } from "../exceptions/raise.ts";
import { awaitLater, Unawaited, unawaited } from "./unawaited.ts";
import { FINISHED, type PyAsyncGenerator, PyWrappedValue, send, throwInto } from "./generator.ts";

const INIT = 0;
const ITER = 1;
const CLOSED = 2;

/** `sys.set_asyncgen_hooks` */
export interface AsyncGeneratorHooks {
  firstiter: Value;
  finalizer: Value;
}
const HOOKS = Symbol("hooks of asynchronous generators");
export const asyncGeneratorHooks = (): AsyncGeneratorHooks =>
  current.stateOf(HOOKS, () => ({ firstiter: null, finalizer: null }));

/** Calls the hook for the first iteration of a generator. */
export function announce(generator: PyAsyncGenerator): void {
  if (generator.hooked) return;
  generator.hooked = true;
  const { firstiter, finalizer } = asyncGeneratorHooks();
  generator.finalizer = finalizer;
  if (firstiter !== null) (firstiter as PyInstance).c1(generator);
}

const is = (error: unknown, ...types: (typeof StopIteration)[]): error is PyBaseException =>
  error instanceof PyBaseException && types.some((type) => error.cls$.isSubtype(type));

/** Resumes the generator; its end is StopAsyncIteration. What comes back is what an `await` inside passes down, or a
 * {@link PyWrappedValue}. */
function advance(resume: () => Value | undefined): Value {
  const value = resume();
  if (value === undefined) throw newException(StopAsyncIteration);
  return value;
}

/** As {@link advance}; a yielded value ends the awaitable, which keeps it as `returned`: undefined. */
function unwrapped(awaitable: Awaitable, resume: () => Value | undefined): Value | undefined {
  const { generator } = awaitable;
  let value: Value;
  try {
    value = advance(resume);
  } catch (error) {
    if (is(error, StopAsyncIteration, GeneratorExit)) generator.closed = true;
    generator.runningAsync = false;
    throw error;
  }
  if (value instanceof PyWrappedValue) {
    generator.runningAsync = false;
    awaitable.state = CLOSED;
    awaitable.returned = value.value;
    return undefined;
  }
  return value;
}

/** Common to both kinds: a Python iterator whose steps are sends of None. Its end carries a value, so it is not one of the
 * runtime's own iterators. */
export abstract class Awaitable extends Unawaited {
  readonly generator: PyAsyncGenerator;
  /** The value of the `yield` that ended it. */
  returned: Value = null;
  #state = INIT;
  constructor(generator?: PyAsyncGenerator) {
    super();
    this.generator = generator as PyAsyncGenerator;
    awaitLater(this);
  }
  get state(): number {
    return this.#state;
  }
  set state(state: number) {
    if (this.#state === INIT) unawaited().delete(this);
    this.#state = state;
  }
  /** The method that made it. */
  abstract get method(): string;
  abstract send(value: Value): Value;
  abstract throw(exception: PyBaseException): Value;

  close(): Value {
    if (this.state === CLOSED) return null;
    try {
      this.throw(GeneratorExit.alloc() as PyBaseException);
    } catch (error) {
      if (is(error, StopIteration, StopAsyncIteration, GeneratorExit)) return null;
      throw error;
    }
    throw runtimeError("coroutine ignored GeneratorExit");
  }

  /** What a step gives to Python: its end is StopIteration(value). */
  protected delivered(value: Value | undefined): Value {
    if (value === undefined) throw stopIteration(this.returned);
    return value;
  }

  /** Resumes the generator, undefined at the end; when it raises, this awaitable is used up. */
  protected resumed(resume: () => Value | undefined): Value | undefined {
    try {
      return unwrapped(this, resume);
    } catch (error) {
      this.state = CLOSED;
      throw error;
    }
  }
}

/** `__anext__()` and `asend(value)` */
export class PyAsyncGeneratorSend extends Awaitable {
  readonly first: Value;
  constructor(generator?: PyAsyncGenerator, first: Value = null) {
    super(generator);
    this.first = first;
  }

  get method(): string {
    return "asend";
  }

  override remains(): PyAsyncGeneratorSend {
    const copy = new PyAsyncGeneratorSend(this.generator);
    copy.state = CLOSED;
    return copy;
  }

  #start(): void {
    if (this.state === CLOSED) throw runtimeError("cannot reuse already awaited __anext__()/asend()");
    if (this.state === ITER) return;
    if (this.generator.runningAsync) {
      this.state = CLOSED;
      throw runtimeError("anext(): asynchronous generator is already running");
    }
    this.generator.runningAsync = true;
  }

  /** As {@link send}, which tells the end from other values by a StopIteration: undefined then. */
  step(value: Value): Value | undefined {
    const given = this.state === INIT && value === null ? this.first : value;
    this.#start();
    this.state = ITER;
    return this.resumed(() => send(this.generator, given));
  }

  send(value: Value): Value {
    return this.delivered(this.step(value));
  }

  throw(exception: PyBaseException): Value {
    this.#start();
    this.state = ITER;
    return this.delivered(this.resumed(() => throwInto(this.generator, exception)));
  }
}

/** `athrow(...)`, and `aclose()` when `exception` is undefined. */
export class PyAsyncGeneratorThrow extends Awaitable {
  readonly exception: (() => PyBaseException) | undefined;
  constructor(generator?: PyAsyncGenerator, exception?: () => PyBaseException) {
    super(generator);
    this.exception = exception;
  }

  get method(): string {
    return this.exception === undefined ? "aclose" : "athrow";
  }

  override remains(): PyAsyncGeneratorThrow {
    const copy = new PyAsyncGeneratorThrow(this.generator, this.exception);
    copy.state = CLOSED;
    return copy;
  }

  #refuseWhenUsed(): void {
    if (this.state === CLOSED) throw runtimeError("cannot reuse already awaited aclose()/athrow()");
  }

  #refuseWhenRunning(): void {
    if (!this.generator.runningAsync) return;
    this.state = CLOSED;
    throw runtimeError(`${this.method}(): asynchronous generator is already running`);
  }

  send(value: Value): Value {
    const { generator, exception } = this;
    this.#refuseWhenUsed();
    if (generator.state === FINISHED) {
      this.state = CLOSED;
      throw stopIteration();
    }
    if (this.state === INIT) {
      this.#refuseWhenRunning();
      if (generator.closed) {
        this.state = CLOSED;
        throw newException(StopAsyncIteration);
      }
      if (value !== null) throw runtimeError("can't send non-None value to a just-started coroutine");
      this.state = ITER;
      generator.runningAsync = true;
      if (exception === undefined) {
        generator.closed = true;
        return this.#closing(() => throwInto(generator, GeneratorExit.alloc() as PyBaseException));
      }
      return this.delivered(this.resumed(() => throwInto(generator, exception())));
    }
    if (exception === undefined) return this.#closing(() => send(generator, value));
    return this.delivered(this.resumed(() => send(generator, value)));
  }

  throw(thrown: PyBaseException): Value {
    const { generator } = this;
    this.#refuseWhenUsed();
    if (this.state === INIT) {
      this.#refuseWhenRunning();
      this.state = ITER;
      generator.runningAsync = true;
    }
    if (this.exception === undefined) return this.#closing(() => throwInto(generator, thrown));
    return this.delivered(this.resumed(() => throwInto(generator, thrown)));
  }

  /** A step of `aclose()`: the generator may await, but neither yield nor fail to end. */
  #closing(resume: () => Value | undefined): Value {
    const { generator } = this;
    let value: Value;
    try {
      value = advance(resume);
    } catch (error) {
      generator.runningAsync = false;
      this.state = CLOSED;
      if (is(error, StopAsyncIteration, GeneratorExit)) throw stopIteration();
      throw error;
    }
    if (value instanceof PyWrappedValue) {
      generator.runningAsync = false;
      this.state = CLOSED;
      throw runtimeError("async generator ignored GeneratorExit");
    }
    return value;
  }
}

export const asyncGeneratorSendType = declareType("async_generator_asend", PyAsyncGeneratorSend, {
  subclassable: false,
});
export const asyncGeneratorThrowType = declareType("async_generator_athrow", PyAsyncGeneratorThrow, {
  subclassable: false,
});

/** What `anext(iterator, default)` returns; `types/async-generator.ts` steps it. */
export class PyAnextAwaitable extends PyInstance {
  readonly awaitable: Value;
  readonly default_: Value;
  constructor(awaitable: Value = null, default_: Value = null) {
    super();
    this.awaitable = awaitable;
    this.default_ = default_;
  }
}
export const anextAwaitableType = declareType("anext_awaitable", PyAnextAwaitable, { subclassable: false });
