/**
 * The current interpreter, the counterpart of CPython's `_PyThreadState_GET()`: the one variable of the runtime that
 * changes. Builtin types are immutable and shared by all interpreters of a realm, as CPython's static types are by
 * sub-interpreters; everything that a program can change hangs on an {@link InterpreterState}.
 */
import type { CodeFunction } from "../../abi/code.ts";
import type { Host, Library } from "../../host/host.ts";
import type { LinkedCall } from "./call-link.ts";
import { depth, limitCalls } from "./depth.ts";
import type { PyInstance, PyObject, Value } from "./object.ts";

/** What the command line and the environment say about how programs run: `sys.flags` and its relatives. */
export interface Configuration {
  /** `sys.orig_argv` and `sys.argv` at the start. */
  readonly originalArguments: readonly string[];
  readonly arguments: readonly string[];
  /** `sys.path` at the start. */
  readonly path: readonly string[];
  /** `sys.executable` and `sys.prefix`. */
  readonly executable: string;
  readonly prefix: string;
  /** `-O`: 0, 1 or 2. */
  readonly optimize: 0 | 1 | 2;
  readonly debug: boolean;
  readonly inspect: boolean;
  readonly interactive: boolean;
  readonly isolated: boolean;
  readonly ignoreEnvironment: boolean;
  readonly noUserSite: boolean;
  readonly noSite: boolean;
  readonly safePath: boolean;
  readonly dontWriteBytecode: boolean;
  /** `-X pycache_prefix` and PYTHONPYCACHEPREFIX: the directory of the tree of all `__pycache__`. */
  readonly pycachePrefix: string | undefined;
  /** `--check-hash-based-pycs` */
  readonly checkHashBasedPycs: "always" | "default" | "never";
  /** `-X cpu_count` and PYTHON_CPU_COUNT: how many processors there are said to be; -1 to ask the system. */
  readonly cpuCount: number;
  readonly verbose: number;
  readonly quiet: boolean;
  readonly bytesWarning: number;
  readonly devMode: boolean;
  readonly utf8Mode: boolean;
  readonly unbuffered: boolean;
  /** `-W` and `PYTHONWARNINGS`, in order. */
  readonly warnOptions: readonly string[];
  /** `-X name` and `-X name=value`. */
  readonly xOptions: ReadonlyMap<string, string | true>;
  readonly intMaxStrDigits: number;
  /** PYTHONHASHSEED; undefined for random hashes. */
  readonly hashSeed: number | undefined;
  /** Whether tracebacks mark the part of a line that failed: `-X no_debug_ranges`. */
  readonly debugRanges: boolean;
}

/** What `compile()` is told. */
export interface CompileOptions {
  readonly filename: string;
  readonly mode: "exec" | "eval" | "single" | "func_type";
  /** -1 stands for the interpreter's own level. */
  readonly optimize: -1 | 0 | 1 | 2;
  /** `PyCF_...` and future flags. */
  readonly flags: number;
}

/** A code object's script and what it was compiled from, as bytes: what compiled code is kept as in files. */
export interface StoredCode {
  readonly script: Uint8Array;
  readonly source: Uint8Array;
}

/** What the runtime needs of an interpreter. `Interpreter` (src/interpreter) implements it. */
export interface InterpreterState {
  /** The exception being handled, `sys.exception()`; null when none. */
  handled: PyObject | null;
  /** `sys.modules` */
  modules: PyObject;
  /** Namespace object of module `sys`, of module `builtins` (own `$name` properties). */
  sys: PyObject;
  builtins: PyObject;
  /** Pending signals, time and step limits; called now and then by loops. Returns how many steps until the next call. */
  tick(): number;
  /** Per-interpreter state of a native module, made on first use. */
  stateOf<T>(key: symbol, make: () => T): T;
  /** `import name`: the module object for a dotted absolute name. */
  importModule(name: string): Value;
  /** The module written in TypeScript of that name, past all finders; ImportError when there is none. */
  nativeModule(name: string): PyObject;
  isNative(name: string): boolean;
  /** `__import__(name, globals, None, fromlist, level)`; `fromlist` null or any iterable of str. */
  importName(globals: PyInstance | undefined, name: string, fromlist: Value, level: number): Value;
  /** The frame of the Python code that calls `locals`, `globals`, `vars`, `dir`, `eval`, `exec` by name, while it does.
   * `locals` is null at module level, `flags` what code that it compiles inherits. */
  callerFrame: { globals: PyInstance; locals: (() => Value) | null; flags: number } | undefined;
  /** The innermost frame that shows its locals; null when there is none. See `objects/frame.ts`. */
  innermostFrame: PyInstance | null;
  /** Whether a class is of a module that the program has not imported, though it was made: a start-up snapshot holds it. */
  hides(type: PyObject): boolean;
  /** Why a module has no attribute of that name. */
  missingAttribute(module: PyInstance, name: string): string;
  /** `__name__` of the globals of the Python frame that runs now, for `type(name, bases, dict)`. */
  callerName(): Value | undefined;
  /** The JavaScript function of a code object for a globals namespace. */
  bodyOf(code: PyObject, globals: PyObject): CodeFunction;
  /** The dict that shows a namespace object (a module's `__dict__`, a function's `__globals__`). */
  dictOf(namespace: PyObject): Value;
  /** `__builtins__` of code with these globals. */
  builtinsOf(globals: PyObject): Value;
  /** A builtin as code with these globals finds it; undefined when there is none. */
  builtinNamed(globals: PyObject, name: string): Value | undefined;
  /** Gives globals without `__builtins__` those of the Python code that runs now. */
  inheritBuiltins(globals: PyObject): void;
  /** The host that the interpreter runs over. */
  readonly host: Host;
  /** The compiled standard library and its data, where there is one. */
  readonly library: Library | undefined;
  readonly configuration: Configuration;
  /** `compile(source, ...)`: a code object (PyCode). Bytes are decoded by their cookie. Raises SyntaxError. */
  compile(source: string | Uint8Array, options: CompileOptions): PyInstance;
  /** A code object as bytes, the same for all code objects of a script. */
  storeCode(code: PyInstance): StoredCode;
  /** The code object at `index` of what was stored; undefined when another build of Tython did, or it is none at all. */
  restoreCode(
    stored: StoredCode,
    index: number,
    filename: string,
    consts: PyInstance | undefined,
  ): PyInstance | undefined;
  /** `compile` from a node of `ast` (to code, or to a node where ONLY_AST is among the flags), or from a source to a node.
   * `featureVersion`: the minor version of Python 3 whose syntax is allowed; negative for this one's. */
  compileSyntax(
    source: string | Uint8Array | PyObject,
    options: CompileOptions,
    featureVersion: number,
  ): Value;
  /**
   * `exec` and `eval` of a code object: its value ("eval") or None. `globals` is the namespace object of the globals;
   * `locals` any mapping, or undefined when it is the globals; `closure` the cells of its free variables.
   */
  execute(
    code: PyInstance,
    globals: PyInstance,
    locals: Value | undefined,
    closure?: readonly Value[],
  ): Value;
  /** The JavaScript functions of all code objects of a script, for these globals: `types.FunctionType(code, globals)`
   * takes that at the index of its code object. */
  instantiate(code: PyInstance, globals: PyInstance): readonly CodeFunction[];
  /** `sys._getframe(depth)` as seen by Python code that calls in: a PyFrame, or undefined when the stack is not that deep. */
  frameAt(depth: number): PyInstance | undefined;
  /** The same for the code that made a call which says where it is; undefined where some call on the way did not say it. */
  frameOfCall(call: LinkedCall, depth: number): PyInstance | undefined;
  /** Reports an exception that cannot be raised where it happened, by way of `sys.unraisablehook`; `message` says what was
   * under way, null stands for "Exception ignored in". */
  reportUnraisable(error: unknown, message: string | null, object: Value): void;
  /** Warns that an object goes without having been awaited. */
  warnUnawaited(object: PyObject): void;
  /** From now on, code is run in the form that `sys.settrace` needs. */
  traceFromNow(): void;
  /** Runs a program in a new interpreter over the same host, to its end: its exit code. */
  runApart(source: string): number;
  /** How many calls of Python code are under way. */
  callDepth(): number;
  /** Checks for a pending interrupt, as blocking calls do when they were disturbed; may raise KeyboardInterrupt. */
  checkInterrupts(): void;
  /** What an interrupt (SIGINT) does; at first it raises KeyboardInterrupt. `_signal` sets it. */
  onInterrupt: () => void;
  /** The limit of `sys.setrecursionlimit`. */
  recursionLimit: number;
}

export let current: InterpreterState = undefined as unknown as InterpreterState;

/** Makes `state` current and returns the one before it. */
export function enterInterpreter(state: InterpreterState): InterpreterState {
  const before = current;
  current = state;
  limitCalls(state.recursionLimit, depth.n);
  return before;
}

/** Lets go of the current interpreter: none is, as before the first. */
export function leaveInterpreter(): void {
  current = undefined as unknown as InterpreterState;
}
