/**
 * Scripts at run time: evaluating their JavaScript, and finding them again by the name that the engine shows in its
 * stack traces.
 *
 * A script is evaluated once and gives its factory; each globals namespace that its code runs in instantiates the factory
 * anew. The name of the evaluation, `tython:<n>:<file>`, is unique, so a JavaScript stack frame leads to the code object
 * (the function's name ends in its index) and, by the printer's line table, to a Python line.
 */
import type { CodeFunction, Script, ScriptFactory } from "../abi/code.ts";
import type { Runtime } from "../abi/runtime.ts";
import type { Host } from "../host/host.ts";
import type { PyInstance } from "../runtime/core/object.ts";
import { PyCode } from "../runtime/objects/code.ts";

/** A script in use. */
export interface LoadedScript {
  readonly script: Script;
  readonly codes: readonly PyCode[];
  factory: ScriptFactory | undefined;
  /** Names the evaluation: a number, or `@` and the name of a library module, which stays the same from run to run so
   * that the host can keep what the engine compiled. */
  readonly id: string;
  /** Where it was instantiated last; a frame found in the JavaScript stack is taken to run there. */
  globals: WeakRef<PyInstance> | undefined;
}

const SCRIPT_NAME = /^tython:([^:]+):/;

export class Scripts {
  /** What evaluates them. */
  host: Host;
  readonly #runtime: Runtime;
  readonly #builtinsOf: (globals: PyInstance) => PyInstance;
  readonly #loaded = new WeakMap<Script, LoadedScript>();
  readonly #byId = new Map<string, WeakRef<LoadedScript>>();
  /** The last instance of each script: recursion through `exec` and `FunctionType` makes many for the same globals. */
  readonly #instances = new WeakMap<
    LoadedScript,
    { globals: PyInstance; functions: readonly CodeFunction[] }
  >();
  #count = 0;
  readonly #forget = new FinalizationRegistry<string>((id) => {
    // A library module that was loaded again has the name of the one that went.
    if (this.#byId.get(id)?.deref() === undefined) this.#byId.delete(id);
  });

  constructor(host: Host, runtime: Runtime, builtinsOf: (globals: PyInstance) => PyInstance) {
    this.host = host;
    this.#runtime = runtime;
    this.#builtinsOf = builtinsOf;
  }

  load(script: Script): LoadedScript {
    let loaded = this.#loaded.get(script);
    if (loaded === undefined) {
      const id = script.library === undefined ? String(++this.#count) : `@${script.library}`;
      const codes = script.codes.map((_, index) => new PyCode(script, index));
      for (const code of codes) code.siblings = codes;
      loaded = {
        script,
        codes,
        factory: undefined,
        id,
        globals: undefined,
      };
      this.#loaded.set(script, loaded);
      this.#byId.set(id, new WeakRef(loaded));
      this.#forget.register(loaded, id);
    }
    return loaded;
  }

  /** The module's code object. */
  code(script: Script): PyCode {
    return this.load(script).codes[0] as PyCode;
  }

  /** The JavaScript functions of a script's code objects, over these globals; `runs` tells whether its top level runs there, and
   * not only a function made of one of its code objects, as annotationlib does over globals that it makes up. */
  instantiate(script: Script, globals: PyInstance, runs = true): readonly CodeFunction[] {
    const loaded = this.load(script);
    const last = this.#instances.get(loaded);
    if (last?.globals === globals) return last.functions;
    if (loaded.factory === undefined) {
      const { library } = script;
      const name = `tython:${loaded.id}:${library === undefined ? script.filename : ""}`;
      loaded.factory = this.host.evaluate(script.text, name, library) as ScriptFactory;
    }
    const functions = loaded.factory(this.#runtime, globals, this.#builtinsOf(globals), loaded.codes);
    if (runs || loaded.globals === undefined) loaded.globals = new WeakRef(globals);
    this.#instances.set(loaded, { globals, functions });
    return functions;
  }

  /** The script that the engine knows by this name. */
  find(name: string): LoadedScript | undefined {
    const match = SCRIPT_NAME.exec(name);
    return match === null ? undefined : this.#byId.get(match[1] as string)?.deref();
  }
}
