/** All modules that are written in TypeScript. */
import type { NativeModule } from "../runtime/core/native-module.ts";

export interface Native {
  readonly table: NativeModule;
  /** In `sys.builtin_module_names`, and found before everything on `sys.path`. */
  readonly builtin: boolean;
}

/** As in CPython, where these are linked in; the others are found beside the library. */
const BUILTIN: ReadonlySet<string> = new Set([]);

const tables: readonly NativeModule[] = [];

export const nativeModules: ReadonlyMap<string, Native> = new Map(
  tables.map((table) => [table.name, { table, builtin: BUILTIN.has(table.name) }]),
);
