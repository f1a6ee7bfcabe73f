/**
 * The import system.
 *
 * CPython's import system is a Python program, `importlib._bootstrap`; running it at every start would cost more than all
 * the rest. So there are two:
 *
 * - the *fast* importer, here and in `find.ts`: native modules, library modules compiled ahead of time, and source files and
 *   packages in directories, with the meaning that importlib's own finders give them;
 * - the *real* one, upstream importlib, run the first time somebody looks at it (`sys.meta_path`, a module's `__spec__`, the
 *   `importlib` package, a namespace package). From then on it is visible everywhere, and it is asked whenever the program has
 *   changed the finders (`bootstrap.ts`).
 *
 * A module that the fast importer made has `__spec__` and `__loader__` all the same: accessors that make the real objects
 * when they are first read.
 *
 * Invariants: `sys.modules` is the only record of what is imported; a module stands there before its code runs and is
 * removed when that fails; a submodule becomes an attribute of its package after its code ran.
 *
 * https://docs.python.org/3.14/reference/import.html, Python/import.c, Lib/importlib/_bootstrap.py
 */
import { typeOf } from "../../runtime/core/builtin-types.ts";
import type { Script } from "../../abi/code.ts";
import { callable } from "../../runtime/core/call.ts";
import type { PyInstance, Slots, Value } from "../../runtime/core/object.ts";
import { PyBaseException } from "../../runtime/core/exception.ts";
import * as types from "../../runtime/exceptions/hierarchy.ts";
import {
  attributeError,
  importError,
  newException,
  typeError,
  valueError,
} from "../../runtime/exceptions/raise.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyList } from "../../runtime/objects/list.ts";
import { moduleGet, moduleSet, PyModule } from "../../runtime/objects/module.ts";
import { isStr, strOf } from "../../runtime/objects/str.ts";
import { tuple } from "../../runtime/objects/tuple.ts";
import { findAttr, getAttr, instanceDict, setAttr } from "../../runtime/protocols/attribute.ts";
import { warn } from "../../runtime/protocols/deprecated.ts";
import { toArray } from "../../runtime/protocols/iterate.ts";
import { reprText } from "../../runtime/protocols/repr.ts";
import type { Interpreter } from "../interpreter.ts";
import { Bootstrap } from "./bootstrap.ts";
import type { Dormant } from "./dormant.ts";
import { CodeFiles } from "./code-files.ts";
import { cannotImport } from "./errors.ts";
import { Finder, type Found } from "./find.ts";
import { packageOf } from "./relative.ts";
import { installLazySpec, type Origin } from "./spec.ts";

export class Importer {
  readonly interpreter: Interpreter;
  readonly finder: Finder;
  readonly bootstrap: Bootstrap;
  readonly codeFiles: CodeFiles;
  /** Where the modules that the fast importer made come from. */
  readonly origins = new WeakMap<PyModule, Origin>();
  /** Modules that a start-up snapshot holds. */
  dormant: Dormant | undefined = undefined;
  /** Modules whose code is running for the first time. */
  readonly initializing = new Set<PyModule>();
  /** `builtins.__import__` as it was at the start; a program may put another in its place. */
  #original: Value | undefined = undefined;

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
    this.finder = new Finder(interpreter);
    this.bootstrap = new Bootstrap(this);
    this.codeFiles = new CodeFiles(interpreter);
  }

  /** Notes what `__import__` is, when the builtins are ready. */
  start(): void {
    this.#original = moduleGet(this.interpreter.builtins, "__import__");
  }

  get #modules(): PyDict {
    return this.interpreter.modules;
  }

  /** The import statement. `fromlist` is null for `import a.b`. */
  importName(globals: PyInstance, name: string, fromlist: readonly string[] | null, level: number): Value {
    const hook = this.interpreter.builtinNamed(globals, "__import__");
    if (hook !== this.#original) return this.#throughHook(hook, globals, name, fromlist, level);
    const absolute = level === 0 ? name : packageOf(this.interpreter, globals, name, level);
    const module = this.load(absolute);
    if (fromlist === null) return level === 0 ? this.#head(name) : this.#head(absolute);
    if (fromlist.length > 0 && isPackage(module)) this.#importListed(module as PyModule, fromlist);
    return module;
  }

  /** `builtins.__import__(name, globals, locals, fromlist, level)`, with `fromlist` as the caller gave it. */
  import(name: string, globals: PyInstance | undefined, fromlist: Value, level: number): Value {
    if (name === "" && level === 0) throw valueError("Empty module name");
    const absolute = level === 0 ? name : packageOf(this.interpreter, globals, name, level);
    const module = this.load(absolute);
    const listed = fromlist === null ? [] : toArray(fromlist);
    if (listed.length === 0) {
      if (level === 0) return this.#head(name);
      if (name === "") return module;
      const cut = absolute.length - (name.length - (name.split(".")[0] as string).length);
      return this.#modules.getStr(absolute.slice(0, cut)) ?? module;
    }
    if (isPackage(module)) {
      for (const item of listed) {
        if (!isStr(item)) throw typeError(`Item in \`\`from list'' must be str, not ${typeOf(item).name}`);
      }
      this.#importListed(module as PyModule, listed.map(strOf));
    }
    return module;
  }

  #throughHook(
    hook: Value | undefined,
    globals: PyInstance,
    name: string,
    fromlist: readonly string[] | null,
    level: number,
  ): Value {
    if (hook === undefined) throw importError("__import__ not found", null);
    const list = fromlist === null ? null : tuple([...fromlist]);
    const dict = instanceDict(globals);
    const atTop = this.interpreter.frameAt(0)?.code.index === 0;
    return callable(hook).cn([name, dict, atTop ? dict : null, list, level]);
  }

  /** The package at the front of a dotted name. */
  #head(name: string): Value {
    const dot = name.indexOf(".");
    return dot < 0
      ? this.load(name)
      : (this.#modules.getStr(name.slice(0, dot)) ?? this.load(name.slice(0, dot)));
  }

  /** `from package import a, b`: those that are no attributes may be submodules. */
  #importListed(module: PyModule, names: readonly string[]): void {
    for (const name of names) {
      if (name === "*") {
        const all = moduleGet(module, "__all__");
        if (all !== undefined) this.#importListed(module, this.#allOf(module, all));
        continue;
      }
      const bound = moduleGet(module, name) !== undefined || findAttr(module, name) !== undefined;
      if (bound && this.dormant?.isFilling !== true) continue;
      const full = `${strOf(getAttr(module, "__name__"))}.${name}`;
      if (bound && this.#modules.getStr(full) === undefined) continue;
      try {
        this.load(full);
      } catch (error) {
        // Not there: the `from` itself will say so.
        if (!isMissing(error, full) || this.#modules.getStr(full) === null) throw error;
      }
    }
  }

  /** The names in `__all__` that can be those of submodules. */
  #allOf(module: PyModule, all: Value): string[] {
    return toArray(all)
      .map((item) => {
        if (isStr(item)) return strOf(item);
        const where = `${strOf(getAttr(module, "__name__"))}.__all__`;
        throw typeError(`Item in ${where} must be str, not ${typeOf(item).name}`);
      })
      .filter((name) => name !== "*");
  }

  /** The module of an absolute dotted name, imported if need be. */
  load(name: string): Value {
    this.dormant?.noteImport(name);
    const found = this.#modules.getStr(name);
    if (found !== undefined) {
      if (found === null) {
        throw importError(
          `import of ${name} halted; None in sys.modules`,
          name,
          null,
          types.ModuleNotFoundError,
        );
      }
      return found;
    }
    return this.#findAndLoad(name);
  }

  #findAndLoad(name: string): Value {
    if (this.bootstrap.provides(name)) {
      this.bootstrap.run();
      return this.#modules.getStr(name) as Value;
    }
    if (!this.bootstrap.isStandard()) return this.bootstrap.findAndLoad(name);
    const dot = name.lastIndexOf(".");
    if (dot < 0) return this.#loadFound(name, this.finder.top(name));
    const parentName = name.slice(0, dot);
    this.load(parentName);
    const already = this.#modules.getStr(name);
    if (already !== undefined) return already;
    const parent = this.#modules.getStr(parentName) as Value;
    const path = findAttr(parent, "__path__");
    if (path === undefined) {
      const message = `No module named '${name}'; '${parentName}' is not a package`;
      throw importError(message, name, null, types.ModuleNotFoundError);
    }
    if (!(path instanceof PyList)) return this.bootstrap.findAndLoad(name);
    const module = this.#loadFound(name, this.finder.inPackage(name, path));
    this.#bindSubmodule(parent, parentName, name.slice(dot + 1), module);
    return module;
  }

  /** A submodule becomes an attribute of its package, which may refuse. */
  #bindSubmodule(parent: Value, parentName: string, name: string, module: Value): void {
    try {
      setAttr(parent, name, module);
    } catch (error) {
      if (!(error instanceof PyBaseException) || !error.cls$.isSubtype(types.AttributeError)) throw error;
      warn(
        types.ImportWarning,
        `Cannot set an attribute on ${reprText(parentName)} for child module ${reprText(name)}`,
      );
    }
  }

  #loadFound(name: string, found: Found | undefined): Value {
    if (found === undefined) {
      throw importError(`No module named '${name}'`, name, null, types.ModuleNotFoundError);
    }
    if (found.kind === "foreign") return this.bootstrap.findAndLoad(name);
    if (found.kind === "native") return this.interpreter.nativeModule(name) as Value;
    const { codeFile } = found;
    const adopted = codeFile === undefined ? undefined : this.dormant?.adopt(name);
    if (adopted !== undefined) return adopted;
    const script =
      (codeFile === undefined ? undefined : this.interpreter.libraryScript(name, codeFile)) ??
      this.codeFiles.load(found.file);
    return this.runScript(name, script, found);
  }

  /** Makes a module for a script and runs it. */
  runScript(name: string, script: Script, found: { file: string; directory: string | undefined }): Value {
    const module = new PyModule();
    const { file, directory } = found;
    moduleSet(module, "__name__", name);
    moduleSet(module, "__doc__", null);
    moduleSet(
      module,
      "__package__",
      directory !== undefined ? name : name.slice(0, Math.max(0, name.lastIndexOf("."))),
    );
    installLazySpec(module);
    if (directory !== undefined) moduleSet(module, "__path__", new PyList([directory]));
    moduleSet(module, "__file__", file);
    const cached = this.codeFiles.pathFor(file);
    if (cached !== undefined) moduleSet(module, "__cached__", cached);
    this.origins.set(module, { kind: "source", name, file, directory });
    this.initializing.add(module);
    this.#modules.setStr(name, module);
    try {
      if (this.dormant === undefined) this.interpreter.runModule(script, module);
      else this.dormant.noting(name, () => void this.interpreter.runModule(script, module));
    } catch (error) {
      this.#modules.delete(name);
      throw error;
    } finally {
      this.initializing.delete(module);
      this.bootstrap.finish(module);
    }
    // A module may put another object in its place.
    const result = this.#modules.getStr(name);
    if (result === undefined) throw newException(types.KeyError, name);
    return result;
  }

  /** `from module import name`. */
  importFrom(module: Value, name: string): Value {
    const value = findAttr(module, name);
    if (value !== undefined) return value;
    const moduleName = findAttr(module, "__name__");
    if (moduleName !== undefined && isStr(moduleName)) {
      const submodule = this.#modules.getStr(`${strOf(moduleName)}.${name}`);
      if (submodule !== undefined) return submodule;
    }
    throw cannotImport(this, module, name);
  }

  /** `from module import *` into globals, or into the locals of a class body or `exec`. */
  importStar(module: Value, store: (name: string, value: Value) => void): void {
    const all = findAttr(module, "__all__");
    if (all !== undefined) {
      for (const item of toArray(all)) {
        if (!isStr(item)) {
          const where = `${strOf(getAttr(module, "__name__"))}.__all__`;
          throw typeError(`Item in ${where} must be str, not ${typeOf(item).name}`);
        }
        const name = strOf(item);
        const value = findAttr(module, name);
        if (value === undefined) {
          throw attributeError(
            `module '${strOf(getAttr(module, "__name__"))}' has no attribute '${name}'`,
            name,
            module,
          );
        }
        store(name, value);
      }
      return;
    }
    if (module instanceof PyModule) {
      for (const property of Object.keys(module)) {
        if (!property.startsWith("$") || property.startsWith("$_")) continue;
        const value = (module as unknown as Slots)[property];
        if (value !== undefined) store(property.slice(1), value);
      }
      return;
    }
    const dict = findAttr(module, "__dict__");
    if (!(dict instanceof PyDict)) {
      throw importError("from-import-* object has no __dict__ and no __all__", null);
    }
    for (const [key, value] of [...dict.entries()]) {
      if (!isStr(key)) {
        const owner = findAttr(module, "__name__");
        const where = owner !== undefined && isStr(owner) ? strOf(owner) : "<unknown>";
        throw typeError(`Key in ${where}.__dict__ must be str, not ${typeOf(key).name}`);
      }
      if (!strOf(key).startsWith("_")) store(strOf(key), value);
    }
  }
}

function isPackage(module: Value): boolean {
  return (
    (module instanceof PyModule && moduleGet(module, "__path__") !== undefined) ||
    findAttr(module, "__path__") !== undefined
  );
}

/** ModuleNotFoundError for this very name. */
function isMissing(error: unknown, name: string): boolean {
  return (
    error instanceof types.PyImportError &&
    error.cls$.isSubtype(types.ModuleNotFoundError) &&
    error.name === name
  );
}
