/**
 * The engine's garbage collection, asked for by the program. Two things stand in its way. The function that collects is
 * only there under a flag, which can be set at run time and holds for contexts made afterwards. And an object that a `WeakRef` was
 * made for, or gave, is kept until the current job ends (ECMAScript's KeepDuringJob), while a Python program is one job from its
 * start to its end; but V8 lets go of all of them at the end of any microtask queue's run, also that of a context with a
 * queue of its own, which `vm` runs after each evaluation.
 */
import * as vm from "node:vm";
import { load } from "./load.ts";

export class Garbage {
  #collect: (() => void) | undefined;
  #endJob: (() => void) | undefined;

  collect(): void {
    this.endJob();
    this.#collect ??= exposed();
    this.#collect();
  }

  /** Lets go of what is kept for the current job. */
  endJob(): void {
    this.#endJob ??= emptyJob();
    this.#endJob();
  }
}

function exposed(): () => void {
  load<typeof import("node:v8")>("node:v8").setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc") as () => void;
}

function emptyJob(): () => void {
  const job = vm.createContext({}, { microtaskMode: "afterEvaluate" });
  const nothing = new vm.Script("0");
  return () => nothing.runInContext(job);
}
