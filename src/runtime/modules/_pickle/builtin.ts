/** Functions of the library that pickles refer to. */
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { getAttr } from "../../protocols/attribute.ts";

export const builtin = (module: "builtins" | "codecs" | "functools", name: string): Value =>
  getAttr(current.importModule(module), name);
