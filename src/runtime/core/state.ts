/**
 * The current interpreter, the counterpart of CPython's `_PyThreadState_GET()`: the one variable of the runtime that
 * changes. Builtin types are immutable and shared by all interpreters of a realm, as CPython's static types are by
 * sub-interpreters; everything that a program can change hangs on an {@link InterpreterState}.
 */
import type { PyObject, Value } from "./object.ts";

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
  /** `__name__` of the globals of the Python frame that runs now, for `type(name, bases, dict)`. */
  callerName(): Value | undefined;
  /** The host that the interpreter runs over. */
  readonly host: unknown;
}

export let current: InterpreterState = undefined as unknown as InterpreterState;

/** Makes `state` current and returns the one before it. */
export function enterInterpreter(state: InterpreterState): InterpreterState {
  const before = current;
  current = state;
  return before;
}
