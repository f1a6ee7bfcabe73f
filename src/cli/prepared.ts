/**
 * Interpreters that a start-up snapshot holds: made where the snapshot is filled, with a part of the library imported, and taken
 * up by the command of another process. `interpreter/import/dormant.ts` says what becomes of the modules.
 */
import type { Library } from "../host/host.ts";
import { NodeHost } from "../host/node/host.ts";
import { NodeLibrary } from "../host/node/library.ts";
import { Dormant } from "../interpreter/import/dormant.ts";
import { Interpreter } from "../interpreter/interpreter.ts";
import type { Configuration } from "../runtime/core/state.ts";
import { installRuntime } from "../runtime/install.ts";
import { moduleSet } from "../runtime/objects/module.ts";
import { configure } from "./configuration.ts";
import { parseOptions } from "./options.ts";

/** An interpreter with the default configuration whose modules have run and lie dormant. */
export function prepare(library: string, modules: readonly string[]): Interpreter {
  const host = new NodeHost("");
  const files = new NodeLibrary(library);
  const request = parseOptions(["-E", "-c", ""]);
  const settings = request.kind === "run" ? configure(host, request.options, files, []) : undefined;
  if (settings === undefined || "error" in settings) throw new Error("the default configuration is refused");
  installRuntime();
  const interpreter = new Interpreter(host, settings.configuration, files);
  const dormant = new Dormant(interpreter);
  interpreter.importer.dormant = dormant;
  // There are none before the program's process opens them.
  for (const name of ["stdin", "stdout", "stderr"]) {
    moduleSet(interpreter.sys, name, null);
    moduleSet(interpreter.sys, `__${name}__`, null);
  }
  interpreter.nativeModule("_io");
  for (const name of modules) interpreter.importModule(name);
  dormant.shelve();
  return interpreter;
}

/** What library modules look at while they run. */
const LOOKED_AT = [
  "prefix",
  "optimize",
  "debug",
  "noSite",
  "pycachePrefix",
  "checkHashBasedPycs",
  "verbose",
  "bytesWarning",
  "devMode",
  "utf8Mode",
] as const satisfies readonly (keyof Configuration)[];

/** Whether the modules of a prepared interpreter would have come out the same under `configuration`. */
export function fits(prepared: Interpreter, configuration: Configuration, library: Library): boolean {
  const made = prepared.configuration;
  return (
    prepared.library?.root === library.root &&
    // The tables of its modules are in the order of the hashes that the snapshot's key gave.
    configuration.hashSeed === undefined &&
    configuration.warnOptions.length === 0 &&
    configuration.xOptions.size === 0 &&
    LOOKED_AT.every((name) => made[name] === configuration[name])
  );
}
