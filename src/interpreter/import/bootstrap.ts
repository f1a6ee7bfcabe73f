/**
 * The real importlib, run when somebody needs it: `importlib/_bootstrap.py` as `_frozen_importlib`,
 * `importlib/_bootstrap_external.py` as `_frozen_importlib_external`, set up as Python/pylifecycle.c and import.c do.
 *
 * Two seams hold it together with the fast importer. `sys.meta_path`, `path_hooks` and `path_importer_cache` are accessors
 * until they are first read. And `_find_and_load`, through which all of importlib goes (`importlib.import_module`), is the
 * fast importer as long as the finders are the ones that the set-up installed.
 */
import { PyBuiltinFunction } from "../../runtime/core/native.ts";
import { callable } from "../../runtime/core/call.ts";
import { PyBaseException } from "../../runtime/core/exception.ts";
import type { Value } from "../../runtime/core/object.ts";
import * as types from "../../runtime/exceptions/hierarchy.ts";
import { importError } from "../../runtime/exceptions/raise.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { moduleGet, moduleSet, PyModule } from "../../runtime/objects/module.ts";
import { strOf } from "../../runtime/objects/str.ts";
import type { PyTraceback } from "../../runtime/objects/traceback.ts";
import { findAttr, getAttr, setAttr } from "../../runtime/protocols/attribute.ts";
import type { Importer } from "./importer.ts";

const LAZY = ["meta_path", "path_hooks", "path_importer_cache"] as const;

const CORE = "_frozen_importlib";
const EXTERNAL = "_frozen_importlib_external";

/** The attribute of a `__spec__` that says that its module still runs. */
const INITIALIZING = "_initializing";

export class Bootstrap {
  readonly #importer: Importer;
  #state: "absent" | "running" | "ready" = "absent";
  #core: PyModule | undefined;
  #external: PyModule | undefined;
  #findAndLoad: Value = null;
  /** The finders as the set-up left them. */
  #metaPath: readonly Value[] = [];
  #pathHooks: readonly Value[] = [];

  constructor(importer: Importer) {
    this.#importer = importer;
  }

  /** Whether importlib has been set up. */
  get isReady(): boolean {
    return this.#state === "ready";
  }

  /** Makes the lists in `sys` accessors that run the set-up. */
  installLazyLists(): void {
    const { sys } = this.#importer.interpreter;
    for (const name of LAZY) {
      Object.defineProperty(sys, `$${name}`, {
        get: () => {
          if (this.#state === "absent") this.run();
          return moduleGet(sys, name);
        },
        set: (value: Value) => {
          if (this.#state === "absent") this.run();
          moduleSet(sys, name, value);
        },
        enumerable: true,
        configurable: true,
      });
    }
  }

  /** True while the finders are importlib's own, so that the fast importer may stand for them. */
  isStandard(): boolean {
    if (this.#state !== "ready") return true;
    const { sys } = this.#importer.interpreter;
    return (
      same(moduleGet(sys, "meta_path"), this.#metaPath) && same(moduleGet(sys, "path_hooks"), this.#pathHooks)
    );
  }

  /** True for the names under which the core's modules are known, while they have not been set up. */
  provides(name: string): boolean {
    return this.#state === "absent" && (name === CORE || name === EXTERNAL);
  }

  /** Both modules of importlib's core, set up. */
  run(): void {
    if (this.#state !== "absent") return;
    this.#state = "running";
    const { interpreter } = this.#importer;
    const { sys } = interpreter;
    moduleSet(sys, "meta_path", new PyList());
    moduleSet(sys, "path_hooks", new PyList());
    moduleSet(sys, "path_importer_cache", new PyDict());
    const imp = interpreter.nativeModule("_imp") as Value;
    const core = this.#module(CORE, "importlib._bootstrap");
    this.#core = core;
    callable(getAttr(core, "_setup")).c2(sys, imp);
    const external = this.#module(EXTERNAL, "importlib._bootstrap_external");
    this.#external = external;
    callable(getAttr(core, "_install")).c2(sys, imp);
    callable(getAttr(core, "_install_external_importers")).c0();
    this.#findAndLoad = getAttr(core, "_find_and_load");
    const fast = (name: Value): Value => this.#importer.load(strOf(name));
    moduleSet(
      core,
      "_find_and_load",
      new PyBuiltinFunction("_find_and_load", ["(name, import_, /)", fast], CORE),
    );
    const archives = getAttr(this.#module("zipimport", "zipimport"), "zipimporter");
    const hooks = moduleGet(sys, "path_hooks");
    if (hooks instanceof PyList) hooks.items.unshift(archives);
    this.#metaPath = [...items(moduleGet(sys, "meta_path"))];
    this.#pathHooks = [...items(moduleGet(sys, "path_hooks"))];
    this.#state = "ready";
  }

  #module(name: string, source: string): PyModule {
    const { interpreter } = this.#importer;
    const script = interpreter.libraryScript(source, `<frozen ${source}>`);
    if (script === undefined) throw importError(`No module named '${name}'`, name);
    const module = new PyModule();
    moduleSet(module, "__name__", name);
    moduleSet(module, "__doc__", null);
    moduleSet(module, "__package__", "");
    moduleSet(module, "__loader__", null);
    moduleSet(module, "__spec__", null);
    interpreter.modules.setStr(name, module);
    interpreter.runModule(script, module);
    return module;
  }

  get core(): PyModule {
    this.run();
    return this.#core as PyModule;
  }

  get external(): PyModule {
    this.run();
    return this.#external as PyModule;
  }

  /** The import through importlib's own finders and loaders. */
  findAndLoad(name: string): Value {
    this.run();
    try {
      return callable(this.#findAndLoad).c2(name, getAttr(this.core, "_gcd_import"));
    } catch (error) {
      if (error instanceof PyBaseException) removeImportlibFrames(error);
      throw error;
    }
  }

  /** The real `__spec__` or `__loader__` of a module that the fast importer made; None while importlib itself starts. */
  describe(module: PyModule, name: "__spec__" | "__loader__"): Value {
    const origin = this.#importer.origins.get(module);
    if (origin === undefined) return null;
    if (origin.kind === "text") return getAttr(this.core, "BuiltinImporter");
    if (this.#state === "running") return null;
    this.run();
    // The set-up has described the native modules by now.
    const isMade = (which: string): boolean =>
      "value" in (Object.getOwnPropertyDescriptor(module, `$${which}`) ?? {});
    if (isMade(name)) return moduleGet(module, name) ?? null;
    const spec = origin.kind === "native" ? this.#nativeSpec(origin.name) : this.#sourceSpec(origin);
    setAttr(spec, INITIALIZING, this.#importer.initializing.has(module));
    // A script's is None.
    if (!isMade("__spec__")) moduleSet(module, "__spec__", spec);
    moduleSet(module, "__loader__", getAttr(spec, "loader"));
    return moduleGet(module, name) ?? null;
  }

  /** Notes that a module has run, in the `__spec__` that was made while it did. */
  finish(module: PyModule): void {
    const spec = Object.getOwnPropertyDescriptor(module, "$__spec__")?.value as Value | undefined;
    if (spec === undefined || spec === null || findAttr(spec, INITIALIZING) !== true) return;
    setAttr(spec, INITIALIZING, false);
  }

  #nativeSpec(name: string): Value {
    const loader = getAttr(this.core, "BuiltinImporter");
    return callable(getAttr(this.core, "ModuleSpec")).ck([name, loader, "built-in"], ["origin"]);
  }

  #sourceSpec(origin: { name: string; file: string; directory: string | undefined }): Value {
    const { external } = this;
    const { name, file, directory } = origin;
    const loader = callable(getAttr(external, "SourceFileLoader")).c2(name, file);
    const locations = directory === undefined ? null : new PyList([directory]);
    const fromFile = callable(getAttr(external, "spec_from_file_location"));
    return fromFile.ck([name, file, loader, locations], ["loader", "submodule_search_locations"]);
  }
}

function items(value: Value | undefined): readonly Value[] {
  return value instanceof PyList ? value.items : [];
}

function same(value: Value | undefined, expected: readonly Value[]): boolean {
  return (
    value instanceof PyList &&
    value.items.length === expected.length &&
    value.items.every((item, i) => item === expected[i])
  );
}

/** Takes importlib's own entries out of a traceback, as remove_importlib_frames of Python/import.c. */
function removeImportlibFrames(error: PyBaseException): void {
  const always = error.cls$.isSubtype(types.ImportError);
  const kept: PyTraceback[] = [];
  let chunk: PyTraceback[] = [];
  let trim = false;
  for (let entry = error.traceback as PyTraceback | null; entry !== null; entry = entry.next) {
    if (entry.code.filename.startsWith("<frozen importlib.")) {
      chunk.push(entry);
      trim ||= entry.code.info.name === "_call_with_frames_removed";
      continue;
    }
    if (!always && !trim) kept.push(...chunk);
    chunk = [];
    trim = false;
    kept.push(entry);
  }
  if (!always && !trim) kept.push(...chunk);
  error.traceback = kept[0] ?? null;
  for (const [i, entry] of kept.entries()) entry.next = kept[i + 1] ?? null;
}
