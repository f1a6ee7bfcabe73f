/**
 * `sys._jit`: what CPython tells of its own just-in-time compiler. Python code is compiled to JavaScript here, so that compiler is
 * neither there nor running. https://docs.python.org/3.14/library/sys.html#sys._jit
 */
import { populateModule, type NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { moduleSet, PyModule } from "../../objects/module.ts";

const no = (): Value => false;

const jitModule: NativeModule = {
  name: "sys._jit",
  doc: "Utilities for interacting with just-in-time compilation.",
  functions: {
    is_available: ["()", no],
    is_enabled: ["()", no],
    is_active: ["()", no],
  },
};

/** The module for one interpreter. */
export function makeJit(): PyModule {
  const module = new PyModule();
  populateModule(module, jitModule, (name, value) => moduleSet(module, name, value));
  return module;
}
