/**
 * `__spec__` and `__loader__` of modules that the fast importer made: accessors, the same two functions for every module so
 * that modules keep a common hidden class, that ask the real importlib when they are first read.
 */
import type { PyInstance, Value } from "../../runtime/core/object.ts";
import { current, type InterpreterState } from "../../runtime/core/state.ts";
import { moduleSet, type PyModule } from "../../runtime/objects/module.ts";
import { getAttr } from "../../runtime/protocols/attribute.ts";
import type { Bootstrap } from "./bootstrap.ts";
import type { Interpreter } from "../interpreter.ts";

/** Where a module comes from. */
export type Origin =
  | { kind: "native"; name: string }
  | { kind: "source"; name: string; file: string; directory: string | undefined };

export function installLazySpec(module: PyModule): void {
  Object.defineProperty(module, "$__loader__", loaderAccessor);
  Object.defineProperty(module, "$__spec__", specAccessor);
}

/** `__loader__` of a `__main__` that comes from no file. */
export function installBuiltinLoader(module: PyModule, bootstrap: Bootstrap): void {
  Object.defineProperty(module, "$__loader__", {
    get: () => getAttr(bootstrap.core, "BuiltinImporter"),
    set(value: Value) {
      moduleSet(module, "__loader__", value);
    },
    enumerable: true,
    configurable: true,
  });
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
