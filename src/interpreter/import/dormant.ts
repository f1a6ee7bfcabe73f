/**
 * Modules that ran before the program did: a start-up snapshot holds an interpreter that has imported a part of the library
 * (`cli/snapshot.ts`). They are no modules of the program until it imports them: `shelve` takes them out of `sys.modules`, and
 * `adopt` puts one back with all that its code imported, which is what running it would come to.
 *
 * That holds while what its code found is what it would find now. So a module is adopted only if
 *
 * - each module that its code imported, at any depth, is dormant still or is the one in `sys.modules`, and what that holds are
 *   the values that it held when it was shelved: nobody has put another function in there;
 * - each of them is still found in the library, and each that was not found is not: no file of the program's is in the way;
 * - the builtins, and what `sys` says of the platform, are as they were.
 *
 * Otherwise it is dropped and the library's code runs, as if there were no snapshot. What depends on the process is set
 * anew: variables of native modules (`NativeModule.refresh`), and the few that library modules compute at import ({@link RENEWED}).
 */
import { callable } from "../../runtime/core/call.ts";
import type { Slots, Value } from "../../runtime/core/object.ts";
import type { PyType } from "../../runtime/core/type.ts";
import { forgetNegativeAnswers } from "../../runtime/modules/_abc.ts";
import { type Callback, exitCallbacks } from "../../runtime/modules/atexit.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { moduleGet, moduleSet, PyModule } from "../../runtime/objects/module.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import { findAttr, getAttr } from "../../runtime/protocols/attribute.ts";
import type { Interpreter } from "../interpreter.ts";

interface Known {
  readonly module: Value;
  /** Names that its code imported, in their order, found or not. */
  readonly imports: readonly string[];
  /** Its variables' values, in their order. */
  readonly values: readonly unknown[];
  /** What it registered to run at exit. */
  readonly callbacks: readonly Callback[];
}

/** Those that every program has, and importlib's core, which is either set up or not. */
const ALWAYS: ReadonlySet<string> = new Set([
  "sys",
  "builtins",
  "_imp",
  "_frozen_importlib",
  "_frozen_importlib_external",
  "zipimport",
]);

/** Variables of `sys` that are the program's business. */
const OF_PROGRAM: ReadonlySet<string> = new Set(
  (
    "argv orig_argv path path_hooks path_importer_cache meta_path modules stdin stdout stderr " +
    "__stdin__ __stdout__ __stderr__ excepthook displayhook unraisablehook breakpointhook last_exc last_type " +
    "last_value last_traceback ps1 ps2 executable _base_executable dont_write_bytecode"
  )
    .split(" ")
    .map((name) => `$${name}`),
);

/** What library modules compute at import out of the process, by module. */
const RENEWED: Readonly<Record<string, (module: PyModule, interpreter: Interpreter) => void>> = {
  // Its functions are methods of one generator, which took its seed when the module ran.
  random: (module) => void callable(getAttr(getAttr(module, "_inst"), "seed")).c0(),
  logging: (module, { host }) => moduleSet(module, "_startTime", toInt(host.clock.now())),
};

const toInt = (value: bigint): Value => (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value);

export class Dormant {
  readonly #interpreter: Interpreter;
  /** What each module's code imports, noted while the snapshot is filled; undefined afterwards. */
  #noted: Map<string, Set<string>> | undefined = new Map();
  /** The modules whose code runs, innermost last. */
  readonly #running: Set<string>[] = [];
  /** All that were shelved and not dropped, adopted ones among them. */
  readonly #known = new Map<string, Known>();
  readonly #dormant = new Set<string>();
  readonly #awake = new Set<Value>();
  #builtins: readonly unknown[] = [];
  #sys: readonly unknown[] = [];

  constructor(interpreter: Interpreter) {
    this.#interpreter = interpreter;
  }

  // --- filling ---------------------------------------------------------------------------------------------------------

  /** Notes that the code that runs imports `name`. */
  noteImport(name: string): void {
    this.#running.at(-1)?.add(name);
  }

  /** Runs a module's code, taking down what it imports. */
  noting(name: string, run: () => void): void {
    if (this.#noted === undefined) {
      run();
      return;
    }
    const imports = new Set<string>();
    this.#noted.set(name, imports);
    this.#running.push(imports);
    try {
      run();
    } finally {
      this.#running.pop();
      this.#noteOwn(imports);
    }
  }

  /** A module's code can put others into `sys.modules` by itself, as that of `os` does. */
  #noteOwn(imports: Set<string>): void {
    const { modules, natives } = this.#interpreter;
    for (const [key] of modules.entries()) {
      const name = isStr(key) ? strOf(key) : "";
      if (this.#noted?.has(name) === true || natives.has(name)) continue;
      this.#noted?.set(name, new Set());
      imports.add(name);
    }
  }

  get isFilling(): boolean {
    return this.#noted !== undefined;
  }

  /** Takes all modules out of `sys.modules` that a program finds there only when it imported them. */
  shelve(): void {
    const { modules } = this.#interpreter;
    const noted = this.#noted ?? new Map<string, Set<string>>();
    this.#noted = undefined;
    const callbacks = exitCallbacks().splice(0);
    const shelved: [string, Value][] = [];
    for (const [key, module] of modules.entries()) {
      const name = isStr(key) ? strOf(key) : "";
      if (name !== "" && !ALWAYS.has(name)) shelved.push([name, module]);
    }
    for (const [name, module] of shelved) {
      modules.delete(name);
      const parent = parentOf(name);
      // A package has its submodules as attributes once they are imported.
      if (parent !== undefined) {
        const holder = modules.getStr(parent) ?? shelved.find(([other]) => other === parent)?.[1];
        const slot = `$${name.slice(parent.length + 1)}`;
        if (holder instanceof PyModule && (holder as unknown as Slots)[slot] === module)
          (holder as unknown as Slots)[slot] = undefined as unknown as Value;
      }
      this.#dormant.add(name);
      const own = callbacks.filter(({ fn }) => findAttr(fn, "__module__") === name);
      this.#known.set(name, { module, imports: [...(noted.get(name) ?? [])], values: [], callbacks: own });
    }
    for (const [name, known] of this.#known)
      this.#known.set(name, { ...known, values: valuesOf(known.module) });
    const cache = moduleGet(this.#interpreter.sys, "path_importer_cache");
    if (this.#interpreter.importer.bootstrap.isReady && cache instanceof PyDict) cache.clear();
  }

  /** Notes the builtins and `sys` as they are when the program starts. */
  wake(): void {
    this.#builtins = valuesOf(this.#interpreter.builtins);
    this.#sys = valuesOf(this.#interpreter.sys, OF_PROGRAM);
  }

  // --- the program -------------------------------------------------------------------------------------------------------

  /** Whether `type` was made by a module that the program has not imported. */
  hides(type: PyType): boolean {
    if (this.#dormant.size === 0) return false;
    const module = type.dict.get("__module__");
    if (module === undefined || !isStr(module)) return false;
    const name = strOf(module);
    if (!this.#dormant.has(name) || this.#interpreter.modules.getStr(name) !== undefined) return false;
    // `_collections_abc` is `collections.abc` too.
    return !this.#awake.has(this.#known.get(name)?.module ?? null);
  }

  /** The dormant module of this name with all that it imports in `sys.modules`; undefined when its code has to run. */
  adopt(name: string): Value | undefined {
    if (!this.#dormant.has(name)) return undefined;
    const order: string[] = [];
    if (!this.#isWhole() || !this.#collect(name, order) || !this.#areTheLibrarys(order)) {
      this.#drop(name);
      return undefined;
    }
    for (const each of order) if (this.#dormant.has(each)) this.#wakeUp(each);
    forgetNegativeAnswers();
    return this.#interpreter.modules.getStr(name);
  }

  /** Its code runs again, or it never comes. */
  #drop(name: string): void {
    this.#dormant.delete(name);
    this.#known.delete(name);
  }

  #isWhole(): boolean {
    const { builtins, sys } = this.#interpreter;
    return holds(valuesOf(builtins), this.#builtins) && holds(valuesOf(sys, OF_PROGRAM), this.#sys);
  }

  /** Collects what adopting `name` takes, itself first, and modules that were not found; false when something is other than it was. */
  #collect(name: string, order: string[], seen = new Set<string>()): boolean {
    if (seen.has(name)) return true;
    seen.add(name);
    if (ALWAYS.has(name)) return true;
    const known = this.#known.get(name);
    const present = this.#interpreter.modules.getStr(name);
    if (known === undefined) {
      order.push(name);
      return present === undefined;
    }
    if (this.#dormant.has(name)) {
      if (present !== undefined) return false;
    } else if (present !== known.module || !holds(valuesOf(known.module), known.values)) return false;
    const parent = parentOf(name);
    if (parent !== undefined && !this.#collect(parent, order, seen)) return false;
    order.push(name);
    return known.imports.every((imported) => this.#collect(imported, order, seen));
  }

  /** Whether nothing stands before the library in `sys.path` that has one of these names. */
  #areTheLibrarys(names: readonly string[]): boolean {
    const { sys, library, host, natives } = this.#interpreter;
    const path = moduleGet(sys, "path");
    if (!(path instanceof PyList) || library === undefined) return false;
    const wanted = new Set(
      names.filter((name) => !name.includes(".") && natives.get(name)?.builtin !== true),
    );
    for (const entry of path.items) {
      if (!isStr(entry)) continue;
      const directory = strOf(entry);
      if (directory === library.root) return true;
      try {
        for (const { name } of host.files.list(directory === "" ? "." : directory))
          if (wanted.has(name.replace(/\..*/, ""))) return false;
      } catch {
        // Not there; but an archive may be.
        if (host.files.kind(directory) !== 0) return false;
      }
    }
    return false;
  }

  #wakeUp(name: string): void {
    const interpreter = this.#interpreter;
    const { module, callbacks } = this.#known.get(name) as Known;
    this.#dormant.delete(name);
    this.#awake.add(module);
    interpreter.modules.setStr(name, module);
    exitCallbacks().push(...callbacks);
    const parent = parentOf(name);
    const holder = parent === undefined ? undefined : interpreter.modules.getStr(parent);
    if (holder instanceof PyModule) moduleSet(holder, name.slice(name.lastIndexOf(".") + 1), module);
    if (!(module instanceof PyModule)) return;
    interpreter.refresh(name, module);
    if (Object.hasOwn(RENEWED, name)) RENEWED[name]?.(module, interpreter);
    const known = this.#known.get(name) as Known;
    this.#known.set(name, { ...known, values: valuesOf(module) });
  }
}

const parentOf = (name: string): string | undefined =>
  name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : undefined;

/** The values of a module's variables, in their order; not `__spec__` and `__loader__`, which are made when they are read. */
function valuesOf(module: Value, without?: ReadonlySet<string>): unknown[] {
  const values: unknown[] = [];
  if (!(module instanceof PyModule)) return values;
  for (const key of Object.keys(module)) {
    if (key === "$__spec__" || key === "$__loader__" || !key.startsWith("$")) continue;
    if (without?.has(key) === true) continue;
    values.push((module as unknown as Slots)[key]);
  }
  return values;
}

/** A variable that was unbound may have become a submodule since, and there may be more of them. */
const holds = (values: readonly unknown[], expected: readonly unknown[]): boolean =>
  expected.every((value, i) => value === undefined || Object.is(value, values[i]));
