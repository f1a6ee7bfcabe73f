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

interface Callback {
  fn: Value;
  args: Value[];
  keywords: Map<string, Value>;
}

const STATE = Symbol("exit functions");
const callbacks = (): Callback[] => current.stateOf(STATE, () => []);

/** Runs and forgets the registered functions, the last one first; what they raise is reported. */
function runAll(): void {
  const list = callbacks();
  for (let next = list.pop(); next !== undefined; next = list.pop()) {
    const { fn, args, keywords } = next;
    try {
      callable(fn).ck([...args, ...keywords.values()], [...keywords.keys()]);
    } catch (error) {
      reportUnraisable(error, `Exception ignored in atexit callback ${reprText(fn)}`, null);
    }
  }
}

export const atexitModule: NativeModule = {
  name: "atexit",
  doc: "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.",
  functions: {
    _clear: [
      "()",
      () => {
        callbacks().length = 0;
        return null;
      },
    ],
    _ncallbacks: ["()", () => callbacks().length],
    _run_exitfuncs: [
      "()",
      () => {
        runAll();
        return null;
      },
    ],
    register: [
      "(func, /, *args, **kwargs)",
      (fn: Value, args: Value[], keywords: Map<string, Value>) => {
        if (special(fn, "m$__call__") === undefined) throw typeError("the first argument must be callable");
        callbacks().push({ fn, args, keywords });
        return fn;
      },
    ],
    unregister: [
      "(func, /)",
      (fn: Value) => {
        const list = callbacks();
        const kept = list.filter((callback) => !equal(callback.fn, fn));
        list.splice(0, list.length, ...kept);
        return null;
      },
    ],
  },
};
