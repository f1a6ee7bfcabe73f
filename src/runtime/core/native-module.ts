/** Modules written in TypeScript, declared as tables; the import system turns one into a module object per interpreter. */
import { PyBuiltinFunction, type NativeRow } from "./native.ts";
import type { PyInstance, Value } from "./object.ts";
import type { PyType } from "./type.ts";

export interface NativeModule {
  name: string;
  doc?: string;
  functions?: Readonly<Record<string, NativeRow>>;
  constants?: Readonly<Record<string, Value>>;
  /** Types by the name under which the module shows them; their behaviour is installed with the builtin types. */
  types?: Readonly<Record<string, PyType>>;
  /** Per-interpreter variables: sets them through `set`. Runs once per interpreter, at import. */
  init?: (set: (name: string, value: Value) => void, module: PyInstance) => void;
  /** Sets those of its variables again that come from the process, in a module out of a start-up snapshot. */
  refresh?: (set: (name: string, value: Value) => void, module: PyInstance) => void;
}

/** Fills a fresh module object from its table. `set` stores one variable of the module. */
export function populateModule(
  module: PyInstance,
  table: NativeModule,
  set: (name: string, value: Value) => void,
): void {
  set("__name__", table.name);
  set("__doc__", table.doc ?? null);
  set("__package__", "");
  set("__loader__", null);
  set("__spec__", null);
  for (const [name, row] of Object.entries(table.functions ?? {})) {
    set(name, new PyBuiltinFunction(name, row, table.name, module));
  }
  for (const [name, value] of Object.entries(table.constants ?? {})) set(name, value);
  for (const [name, type] of Object.entries(table.types ?? {})) set(name, type);
  table.init?.(set, module);
}
