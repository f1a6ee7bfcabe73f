/** `atexit`: functions that run when the interpreter ends. Follows Modules/atexitmodule.c;
 * https://docs.python.org/3.14/library/atexit.html. */
import { special } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { typeError } from "../exceptions/raise.ts";
import { equal } from "../protocols/compare.ts";
import { reprText } from "../protocols/repr.ts";
import { reportUnraisable } from "./sys/hooks.ts";

/** A function to run at exit, with its arguments. */
export interface Callback {
  fn: Value;
  args: Value[];
  keywords: Map<string, Value>;
}

const STATE = Symbol("exit functions");
/** The registered functions, in the order of their registration. */
export const exitCallbacks = (): Callback[] => current.stateOf(STATE, () => []);

/** Runs and forgets the registered functions, the last one first; what they raise is reported. */
export function runExitFunctions(): void {
  const list = exitCallbacks();
  for (let next = list.pop(); next !== undefined; next = list.pop()) {
    const { fn, args, keywords } = next;
    try {
      callable(fn).ck([...args, ...keywords.values()], [...keywords.keys()]);
    } catch (error) {
      reportUnraisable(error, `Exception ignored in atexit callback ${reprText(fn)}`, null);
    }
  }
}

/**
 * Forgets the functions that equal `fn`, from the oldest on. The comparison is a program's, which may register and unregister
 * others: so places are counted from the newest, and what was found is removed by identity, unless it has gone.
 */
function unregister(fn: Value): void {
  const list = exitCallbacks();
  for (let place = list.length - 1; place >= 0; place--) {
    const callback = list[list.length - 1 - place];
    if (callback === undefined || !equal(fn, callback.fn)) continue;
    const index = list.indexOf(callback, Math.max(0, list.length - 1 - place));
    if (index < 0) continue;
    list.splice(index, 1);
    place = list.length - index;
  }
}

export const atexitModule: NativeModule = {
  name: "atexit",
  doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.",
  functions: {
    _clear: [
      "()",
      () => {
        exitCallbacks().length = 0;
        return null;
      },
    ],
    _ncallbacks: ["()", () => exitCallbacks().length],
    _run_exitfuncs: [
      "()",
      () => {
        runExitFunctions();
        return null;
      },
    ],
    register: [
      "(func, /, *args, **kwargs)",
      (fn: Value, args: Value[], keywords: Map<string, Value>) => {
        if (special(fn, "m$__call__") === undefined) throw typeError("the first argument must be callable");
        exitCallbacks().push({ fn, args, keywords });
        return fn;
      },
    ],
    unregister: [
      "(func, /)",
      (fn: Value) => {
        unregister(fn);
        return null;
      },
    ],
  },
};
