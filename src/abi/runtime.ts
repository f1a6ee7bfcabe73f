/**
 * The runtime's entry points: every name that emitted code may take from `$rt`. In emitted text each stands as a
 * constant `$name`. Types are deliberately loose (`V` is any Python value, absent is `undefined`): emitted code is not
 * type-checked; the runtime's implementation is.
 *
 * Naming: what returns a JavaScript boolean is a test (`truthy`, `isSame...`); what ends in `Error` returns an
 * exception for `throw`.
 */
// biome-ignore-all lint/suspicious/noExplicitAny: emitted code is untyped
type V = any;
type Names = readonly string[];
/** What a catch tells of the variables: see `Runtime.unwind`. False where nothing is kept. */
export type LastLocals = unknown[] | object | false;

/**
 * A sum, while it is being added up: of ints `whole`; of floats, where `whole` is undefined, `high` with `low` lost by rounding; of
 * anything else `whole` is null.
 */
export interface Summation {
  whole: number | bigint | undefined | null;
  high: number;
  low: number;
}

export interface Runtime {
  // --- constants -------------------------------------------------------------------------------------------------
  /** float value: boxed when integral */
  float(value: number): V;
  complex(real: number, imag: number): V;
  bytes(values: readonly number[]): V;
  /** str from code points, when the literal has a surrogate code unit in UTF-16 */
  str(codePoints: readonly number[]): V;
  ellipsis: V;
  notImplemented: V;
  /** Math.floor, for the integrality test of fast paths */
  floor(x: number): number;
  /** Math.abs, for sums of floats */
  abs(x: number): number;
  /** Math.sqrt, for `x ** 0.5` */
  sqrt(x: number): number;

  /** Nothing: its arguments take the places of others that would keep objects alive. */
  forget(...nothing: number[]): void;

  // --- numbers: slow paths of the inlined operators ------------------------------------------------------------------
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  truediv(a: V, b: V): V;
  floordiv(a: V, b: V): V;
  mod(a: V, b: V): V;
  pow(a: V, b: V): V;
  lshift(a: V, b: V): V;
  rshift(a: V, b: V): V;
  bitand(a: V, b: V): V;
  bitor(a: V, b: V): V;
  bitxor(a: V, b: V): V;
  matmul(a: V, b: V): V;
  /** In-place forms (`a += b`), which try `__iadd__` first. */
  iadd(a: V, b: V): V;
  isub(a: V, b: V): V;
  imul(a: V, b: V): V;
  itruediv(a: V, b: V): V;
  ifloordiv(a: V, b: V): V;
  imod(a: V, b: V): V;
  ipow(a: V, b: V): V;
  ilshift(a: V, b: V): V;
  irshift(a: V, b: V): V;
  ibitand(a: V, b: V): V;
  ibitor(a: V, b: V): V;
  ibitxor(a: V, b: V): V;
  imatmul(a: V, b: V): V;
  neg(a: V): V;
  pos(a: V): V;
  invert(a: V): V;
  not(a: V): boolean;

  // --- tests and comparisons (rich comparisons return any value) ------------------------------------------------------
  /** `bool(x)`; emitted as `x === true || x !== false && $truthy(x)` where x is not known to be a bool */
  truthy(a: V): boolean;
  eq(a: V, b: V): V;
  ne(a: V, b: V): V;
  lt(a: V, b: V): V;
  le(a: V, b: V): V;
  gt(a: V, b: V): V;
  ge(a: V, b: V): V;
  /** The same for the items of two tuples that only a comparison needs. */
  eqItems(a: readonly V[], b: readonly V[]): boolean;
  neItems(a: readonly V[], b: readonly V[]): boolean;
  ltItems(a: readonly V[], b: readonly V[]): V;
  leItems(a: readonly V[], b: readonly V[]): V;
  gtItems(a: readonly V[], b: readonly V[]): V;
  geItems(a: readonly V[], b: readonly V[]): V;
  /** `a is b`: `===`, but right for NaN and bigints */
  is(a: V, b: V): boolean;
  /** `a in b` (container second) */
  contains(item: V, container: V): boolean;
  /** `(a, b) in container` */
  containsPair(a: V, b: V, container: V): boolean;

  // --- attributes; names without prefix ----------------------------------------------------------------------------------
  getAttr(object: V, name: string): V;
  /** The same in a `try`: undefined where `noAttribute` then makes the error. */
  lookUp(object: V, name: string): V | undefined;
  noAttribute(object: V, name: string): V;
  setAttr(object: V, name: string, value: V): void;
  /** `o.__class__` */
  classOf(object: V): V;
  /** What the built-in `getattr` has as `fn`: a call of it with a literal name is an attribute. */
  getattr: V;
  /** What the built-in `next` has as `fn`; and `next(it)` in a `try`: undefined where `nextEnd` then makes the exception. */
  next: V;
  tryNext(iterator: V): V | undefined;
  nextEnd(iterator: V): V;
  /** The built-in `isinstance`, which is its own `fn`. */
  isinstance(value: V, cls: V): boolean;
  delAttr(object: V, name: string): void;
  /** What the built-ins have as `fn`: of a generator expression they need no generator (codegen/folds.ts). */
  sum: V;
  any: V;
  all: V;
  /** An item that the sum so far, in three locals, cannot take as a number; `state` is undefined at first. */
  sumOther(state: Summation | undefined, item: V, whole: V, high: number, low: number): Summation;
  sumResult(state: Summation | undefined, whole: V, high: number, low: number): V;
  /** Slow paths of `o.name(...)`, when `o?.m$name` is undefined. */
  callMethod0(object: V, name: string): V;
  callMethod1(object: V, name: string, a: V): V;
  callMethod2(object: V, name: string, a: V, b: V): V;
  callMethod3(object: V, name: string, a: V, b: V, c: V): V;
  callMethodN(object: V, name: string, args: V[]): V;
  callMethodK(object: V, name: string, args: V[], names: Names): V;
  /** The prototype-like object in which `super().name` / `super().m$name` is found, for zero-argument super. */
  superProto(cls: V, self: V): any;
  /** `super().name` for anything else than a method call */
  superGetAttr(cls: V, self: V, name: string): V;
  /** the error of zero-argument super when the first parameter is unbound */
  superDeleted(): V;

  // --- items ---------------------------------------------------------------------------------------------------------------
  getItem(object: V, key: V): V;
  /** The same in a `try`: undefined where `missingItem` then makes the error. */
  findItem(object: V, key: V): V | undefined;
  missingItem(object: V, key: V): V;
  /** `object[a, b]` and `object[a, b] = value` */
  getPair(object: V, a: V, b: V): V;
  setPair(object: V, a: V, b: V, value: V): void;
  /** `object[start:stop]`; a bound that is left out is None */
  getSlice(object: V, start: V, stop: V, step?: V): V;
  /** `object[start:stop] = value`; missing bounds are null. */
  setSlice(object: V, start: V, stop: V, value: V): void;
  /** Makes sure that a namespace, a mapping or the object of a module's globals, has a dict `__annotations__`. */
  setupAnnotations(ns: object): void;
  setItem(object: V, key: V, value: V): void;
  delItem(object: V, key: V): void;
  slice(start: V, stop: V, step: V): V;

  // --- calls -------------------------------------------------------------------------------------------------------------------
  /** `f(*args, **kwargs)`: `args` is a JS array already spread, `keywords` a dict built by `mergeKeywords` */
  callEx(callee: V, args: V[], keywords: V): V;
  /** `f(*args, **mapping)`, where `mapping` is any value */
  callMapping(callee: V, args: V[], mapping: V): V;
  /** Appends the items of an iterable to a JS array: `*x` in a call. Raises CPython's error naming the callee. */
  spreadArgs(into: V[], iterable: V, callee: V): void;
  /** `**x` in a call: merges into a dict (made when `into` is null); duplicate keys raise TypeError. */
  mergeKeywords(into: V, mapping: V, callee: V): V;

  // --- building -------------------------------------------------------------------------------------------------------------------
  list(items: V[]): V;
  tuple(items: V[]): V;
  /** set(items) */
  set(items: V[]): V;
  frozenset(items: V[]): V;
  /** alternating keys and values */
  dict(keysAndValues: V[]): V;
  /** As `extend`, with the error that a set display has. */
  extendSet(into: V[], iterable: V): void;
  /** `[*x]`: extends a JS array */
  extend(into: V[], iterable: V): void;
  /** `{**x}` */
  dictUpdate(dict: V, mapping: V): void;
  /** for comprehensions */
  dictSet(dict: V, key: V, value: V): void;
  setAdd(set: V, item: V): void;
  /** `f"{value!r:spec}"`: conversion is "" | "s" | "r" | "a"; spec a str value ("" when none) */
  format(value: V, conversion: string, spec: V): V;
  /** joins the str parts of an f-string */
  joinStr(parts: V[]): V;
  /** t-strings: strings (JS array of str) and interpolations (value, expression text, conversion, spec) */
  template(strings: V[], interpolations: [V, string, string, V][]): V;

  // --- iteration ------------------------------------------------------------------------------------------------------------------------
  /** An object with `nx()`: next value or undefined at the end. */
  iter(iterable: V): { nx(): V | undefined };
  /** The same for a loop that unpacks each value into two at once: it may be one tuple that changes. */
  iterPairs(iterable: V): { nx(): V | undefined };
  /** `range` as a type object: `for i in range(...)` compares the callee to it and then runs a numeric loop. */
  range: V;
  /** Unpacks into exactly n values; raises CPython's texts. */
  unpack(iterable: V, n: number): V[];
  /** `a, *b, c = x`: `before` values, a list, `after` values */
  unpackEx(iterable: V, before: number, after: number): V[];

  // --- names ------------------------------------------------------------------------------------------------------------------------------------
  /** Global lookup with the whole protocol (dunder names, missing -> NameError). */
  loadGlobal(globals: object, builtins: object, name: string): V;
  storeGlobal(globals: object, name: string, value: V): void;
  deleteGlobal(globals: object, name: string): void;
  /** Names in class bodies and in exec with a locals mapping. `ns` is any mapping object. */
  loadName(ns: V, globals: object, builtins: object, name: string): V;
  storeName(ns: V, name: string, value: V): void;
  deleteName(ns: V, name: string): void;
  /** A free variable read in a class body: ns first, then the cell. */
  loadClassDeref(ns: V, cell: any, name: string): V;
  unboundLocalError(name: string): V;
  unboundFreeError(name: string): V;
  /** class of cells: `new $Cell(value)`, field `v`, undefined when empty */
  Cell: new (
    value: V,
  ) => { v: V };
  /** dict for `locals()` built from names and values (undefined ones are left out) */
  localsDict(names: readonly string[], values: V[]): V;
  /** A call whose callee is the plain name `locals`, `vars`, `dir`, `eval`, `exec` (or `super` in a form that is not
   * the zero-argument special case): `callee` was loaded as usual; when it is the builtin, it gets the frame's
   * globals and (through the thunk) locals; otherwise it is an ordinary call. `flags`: the future features of the caller (`CO.FUTURE_MASK`), where it has some; then
   * `compile` is called in this way, too. */
  callWithFrame(callee: V, args: V[], names: Names, globals: object, locals: () => V, flags?: number): V;

  // --- frames that show their locals, for the rare code that is compiled so ---------------------------------------------------
  /** a frame on the stack; `generator` or null; locals are a namespace (class bodies; undefined stands for
   * the globals) or `[read, write]`, a write by index */
  enterFrame(
    code: object,
    globals: object,
    generator: V,
    namespace: V,
    access: readonly [() => V[], (index: number, value: V) => void] | null,
    position: () => number,
  ): V;
  leaveFrame(frame: V): void;
  /** the frame of a generator that has not started, with what its locals are */
  keepFrame(generator: V, values: V[]): void;
  // in the traced form (codegen/tracing.ts) frames tell what happens: "call", "line", "exception", "return"
  enterTraced: Runtime["enterFrame"];
  leaveTraced(frame: V): void;
  /** `again`: tell the line though it was the last one */
  traceLine(frame: V, again: boolean): void;
  /** the exception; a negative position stands for one that only passes on */
  traceRaised(frame: V, exception: V, position: number): V;
  /** `locals()` of a frame */
  frameLocals(frame: V): V;

  // --- calls that say where they are, for sys._getframe (runtime/core/call-link.ts) ---------------------------------
  callLink: { callee: unknown; call: object | null };
  linkCall(callee: V, code: object, globals: object, position: number, from: object | null): void;
  takeLink(): object | null;

  // --- functions, classes, modules ------------------------------------------------------------------------------------------------------------------------
  /** `defaults`: JS array or null; `kwdefaults`: alternating names and values or null; `closure`: cells or null;
   * `annotate`: function object for `__annotate__` or null */
  makeFunction(
    code: object,
    body: Function,
    globals: object,
    defaults: V[] | null,
    kwdefaults: V[] | null,
    closure: any[] | null,
    annotate: V,
  ): V;
  /** Class statement. `body(ns)` runs the class body against the namespace mapping and returns the `__class__` cell or
   * undefined; `keywords` is null or alternating names and values; `starred` true when `bases` came from spreads. */
  buildClass(body: V, name: string, bases: V[], names: Names): V;
  /** The prototype of the objects of a generator, coroutine or asynchronous generator (codegen/steppers.ts); `step` is its `nx`. */
  stepper(step: Function, code: object, globals: object): object;
  /** The iterator of a generator expression, whatever its code object is called with. */
  stepping(source: V): V;
  /** For such a generator whose `at` is negative: the exception to raise in it, undefined when it has ended. Raises when it
   * runs already. */
  stepIn(generator: V): V | undefined;
  /** Such a generator begins to run: what is handled now is what it finds handled. */
  resumed(generator: V): void;
  /** `yield from` in such a generator: something with `nx()` ... */
  delegate(generator: V, iterable: V): any;
  /** ... likewise for `await` and for a step of `async for`, whose result is undefined at the end, */
  awaited(coroutine: V, awaitable: V): any;
  awaitedNext(coroutine: V, iterator: V): any;
  /** ... its next value after one was sent or an exception thrown in, undefined at the end; and its result. */
  delegateSend(target: any, value: V): V | undefined;
  delegateRaise(generator: V, target: any, exception: V): V | undefined;
  delegateEnd(target: any): V;
  /** A coroutine of that kind was made, which is returned, and is run for the first time: until then it is missed when it goes. */
  coroutineMade(coroutine: V): V;
  coroutineBegins(coroutine: V): void;
  /** Such a generator waits at a `yield` inside a handler: the caller handles again what he handled before. */
  yieldHandling(generator: V): void;
  /** It is to be closed when nothing refers to it any more, until it has ended; the latter sets `at`. */
  closeWhenGone(generator: V): void;
  ended(generator: V): void;
  /** What an asynchronous generator yields for `yield v`, and throws for an exception that leaves its body. */
  asyncValue(value: V): V;
  asyncFailed(exception: V): V;
  /** `async for`: the async iterator */
  aiter(iterable: V): V;

  importName(globals: object, name: string, fromlist: Names | null, level: number): V;
  importFrom(module: V, name: string): V;
  importStar(module: V, globals: object, ns: V | undefined): void;
  /** typing objects of PEP 695: kind "TypeVar" | "ParamSpec" | "TypeVarTuple"; bound/default are evaluator functions or null */
  typeParam(kind: string, name: string, bound: V, isConstraints: boolean, defaultValue: V): V;
  typeAlias(name: string, typeParams: V, evaluate: V): V;
  /** `Generic[...]` base for a class with type parameters */
  genericBase(typeParams: V): V;

  // --- exceptions -------------------------------------------------------------------------------------------------------------------------------------------------
  /** For the catch around a function body: turns JS errors into Python ones, adds a traceback entry for position `p`
   * unless p is -1 (already added in this activation), returns what to throw. `locals` are the variables as they are now:
   * those of a function in the order of its names, cells as cells; a class's namespace. */
  unwind(error: unknown, code: object, globals: object, p: number, locals?: LastLocals): V;
  /** The same in a function whose calls `enterCall` counts. */
  unwindCall(error: unknown, code: object, globals: object, p: number, locals?: LastLocals): V;
  /** The same at an `except`/`finally`/`with` inside the function. */
  caught(error: unknown, code: object, globals: object, p: number, locals?: LastLocals): V;
  /** Makes `exception` the handled one and returns the one before; `leaveHandler(before)` restores it. */
  enterHandler(exception: V): V;
  leaveHandler(before: V): void;
  /** The same in a generator-like body; `around` is the exception of the handler around, or undefined. */
  resumableEnter(generator: V, exception: V): void;
  resumableLeave(generator: V, around: V | undefined): void;
  /** `except T:` test; T a class or a tuple of classes; TypeError otherwise */
  exceptMatches(exception: V, type: V): boolean;
  /** `except* T`: [matched group or null, rest or null] */
  exceptStarSplit(exception: V, type: V, code: object, globals: object, p: number): [V, V];
  /** end of except*: what to raise given original, raised and unhandled parts; null when nothing */
  exceptStarResult(original: V, parts: V[]): V;
  /** `raise x`, `raise x from y`: the exception object to throw, with context and cause set */
  raise(exception: V): V;
  raiseFrom(exception: V, cause: V): V;
  /** bare `raise` */
  reraise(): V;
  /** AssertionError(message), message undefined when absent */
  assertionError(message: V | undefined): V;

  // --- with ---------------------------------------------------------------------------------------------------------------------------------------------------------------
  /** `__enter__`/`__exit__` lookups with CPython's error texts; enter is called by emitted code: returns [exit, enterResult] bound */
  withEnter(manager: V): [V, V];
  /** calls exit(None, None, None) / exit(type, exc, tb) and tells whether the exception was swallowed */
  withExit(exit: V, exception: V | undefined): boolean;
  /** async: returns [aexit, awaitable of __aenter__] */
  asyncWithEnter(manager: V): [V, V];
  /** the awaitable of __aexit__ */
  asyncWithExit(exit: V, exception: V | undefined): V;

  // --- match -------------------------------------------------------------------------------------------------------------------------------------------------------------------
  matchSequence(subject: V): boolean;
  /**
   * Of a sequence that is no plain list or tuple, the items that a pattern looks at: `before` and `after` that many from each
   * end, and those between as well where `rest` is "list"; `rest` is null in a pattern without star. Empty where the length does
   * not fit; where `unseen`, nothing looks at the items themselves.
   */
  matchItems(subject: V, before: number, after: number, rest: "list" | "none" | null, unseen: boolean): V[];
  matchMapping(subject: V): boolean;
  /** values for keys or undefined when one is missing */
  matchKeys(subject: V, keys: V[]): V[] | undefined;
  /** dict of the rest */
  matchRest(subject: V, keys: V[]): V;
  /** attribute values of a class pattern (positional count, keyword names) or undefined when it does not match */
  matchClass(subject: V, cls: V, positional: number, names: Names): V[] | undefined;

  // --- variables in tracebacks (runtime/core/last-locals.ts) ---------------------------------------------------------
  lastLocals: { kept: boolean };
  /** Called when a script is loaded whose source looks at the variables of frames in tracebacks. */
  keepLastLocals(): void;

  // --- recursion (runtime/core/depth.ts) ------------------------------------------------------------------------------
  depth: { n: number; limit: number; on: boolean };
  /** RecursionError */
  tooDeep(): V;
  /** Counts a call where calls are counted; may throw. */
  enterCall(): void;

  // --- interrupts --------------------------------------------------------------------------------------------------------------------------------------------------------------------
  /** Called when a loop's countdown `$t` runs out; returns the next countdown. May throw KeyboardInterrupt. */
  tick(): number;
  /** initial countdown */
  ticks: number;
  /** print of an expression statement in "single" mode: sys.displayhook */
  displayHook(value: V): void;
}
