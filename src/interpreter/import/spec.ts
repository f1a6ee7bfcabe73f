/**
 * `__spec__` and `__loader__` of modules that the fast importer made: accessors, the same two functions for every module so
 * that modules keep a common hidden class, that ask the real importlib when they are first read.
 */
import type { PyInstance, Value } from "../../runtime/core/object.ts";
import { current, type InterpreterState } from "../../runtime/core/state.ts";
import { moduleSet, type PyModule } from "../../runtime/objects/module.ts";
import type { Interpreter } from "../interpreter.ts";

/** Where a module comes from; `text` is a `__main__` that comes from no file. */
export type Origin =
  | { kind: "text" }
  | { kind: "native"; name: string }
  | { kind: "source"; name: string; file: string; directory: string | undefined };

export function installLazySpec(module: PyModule): void {
  installLazyLoader(module);
  Object.defineProperty(module, "$__spec__", specAccessor);
}

/** `__loader__` alone, as `__main__` has it: its `__spec__` is None. */
export function installLazyLoader(module: PyModule): void {
  Object.defineProperty(module, "$__loader__", loaderAccessor);
}

function accessor(name: "__loader__" | "__spec__"): PropertyDescriptor {
  return {
    get(this: PyInstance): Value | undefined {
      return (current as InterpreterState as Interpreter).importer.bootstrap.describe(this as PyModule, name);
    },
    set(this: PyInstance, value: Value) {
      moduleSet(this as PyModule, name, value);
    },
    enumerable: true,
    configurable: true,
  };
}

const loaderAccessor = accessor("__loader__");
const specAccessor = accessor("__spec__");
