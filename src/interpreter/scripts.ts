/**
 * Scripts at run time: evaluating their JavaScript, and finding them again by the name that the engine shows in its
 * stack traces.
 *
 * A script is evaluated once and gives its factory; each globals namespace that its code runs in instantiates the factory
 * anew. The name of the evaluation, `tython:<n>:<file>`, is unique, so a JavaScript stack frame leads to the code object
 * (the function's name ends in its index) and, by the printer's line table, to a Python line.
 */
import { CO, type CodeFunction, type Script, type ScriptFactory } from "../abi/code.ts";
import type { Runtime } from "../abi/runtime.ts";
import type { Host } from "../host/host.ts";
import type { PyInstance } from "../runtime/core/object.ts";
import { PyCode } from "../runtime/objects/code.ts";

/** A script in use. */
export interface LoadedScript {
  readonly script: Script;
  readonly codes: readonly PyCode[];
  readonly evaluation: Evaluation;
  /** Which of the twins of an evaluation it is; 0 for the first. */
  readonly twin: number;
  /** Where it was instantiated last; a frame found in the JavaScript stack is taken to run there. */
  globals: WeakRef<PyInstance> | undefined;
}

/** A text that the engine evaluated or will evaluate: that of one script, or of twins. */
interface Evaluation {
  /** `tython:`, a number and the file, or `@` and the name of a library module, which stays the same from run to run so that
   * the host can keep what the engine compiled. */
  readonly name: string;
  factory: ScriptFactory | undefined;
  /** How many scripts share it. */
  uses: number;
}

/** Follows the names of a twin's functions, for the engine to show. */
const TWIN = "~";

const SCHEME = "tython:";

/** A script's name without the file, which some engines are told in another spelling. */
const idOf = (name: string): string => name.slice(0, name.indexOf(":", SCHEME.length));

const nameOf = (name: string, twin: number): string => (twin === 0 ? name : `${name}${TWIN}${twin}`);

export class Scripts {
  /** What evaluates them. */
  host: Host;
  readonly #runtime: Runtime;
  readonly #builtinsOf: (globals: PyInstance) => PyInstance;
  readonly #loaded = new WeakMap<Script, LoadedScript>();
  readonly #evaluations = new WeakMap<Script, Evaluation>();
  readonly #byName = new Map<string, WeakRef<LoadedScript>>();
  /** The last instance of each script: recursion through `exec` and `FunctionType` makes many for the same globals. */
  readonly #instances = new WeakMap<
    LoadedScript,
    { globals: PyInstance; functions: readonly CodeFunction[] }
  >();
  #count = 0;
  readonly #forget = new FinalizationRegistry<string>((name) => {
    // A library module that was loaded again has the name of the one that went.
    if (this.#byName.get(name)?.deref() === undefined) this.#byName.delete(name);
  });

  constructor(host: Host, runtime: Runtime, builtinsOf: (globals: PyInstance) => PyInstance) {
    this.host = host;
    this.#runtime = runtime;
    this.#builtinsOf = builtinsOf;
  }

  load(script: Script): LoadedScript {
    let loaded = this.#loaded.get(script);
    if (loaded === undefined) {
      const evaluation = this.#evaluations.get(script) ?? this.#evaluationOf(script);
      const twin = evaluation.uses++;
      const name = nameOf(idOf(evaluation.name), twin);
      const codes = script.codes.map((_, index) => new PyCode(script, index));
      for (const code of codes) code.siblings = codes;
      loaded = {
        script,
        codes,
        evaluation,
        twin,
        globals: undefined,
      };
      this.#loaded.set(script, loaded);
      this.#byName.set(name, new WeakRef(loaded));
      this.#forget.register(loaded, name);
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
    const { evaluation, twin } = loaded;
    evaluation.factory ??= this.host.evaluate(script.text, evaluation.name, script.library) as ScriptFactory;
    const functions = evaluation.factory(this.#runtime, globals, this.#builtinsOf(globals), loaded.codes);
    if (twin > 0) {
      for (const fn of functions) Object.defineProperty(fn, "name", { value: nameOf(fn.name, twin) });
    }
    if (runs || loaded.globals === undefined) loaded.globals = new WeakRef(globals);
    this.#instances.set(loaded, { globals, functions });
    return functions;
  }

  #evaluationOf({ library, filename }: Script): Evaluation {
    const name = library === undefined ? `${SCHEME}${++this.#count}:${filename}` : `${SCHEME}@${library}:`;
    return { name, factory: undefined, uses: 0 };
  }

  /**
   * The same script again, with code objects of its own. It shares the evaluation of all twins, and so what the engine compiled, where
   * stack traces can tell them apart: a generator's body has a function that only its evaluation knows.
   */
  twin(script: Script): Script {
    const twin = { ...script };
    if (script.codes.some(({ flags }) => (flags & (CO.GENERATOR | CO.COROUTINE | CO.ASYNC_GENERATOR)) !== 0))
      return twin;
    let evaluation = this.#evaluations.get(script);
    if (evaluation === undefined) {
      evaluation = this.#evaluationOf(script);
      this.#evaluations.set(script, evaluation);
    }
    this.#evaluations.set(twin, evaluation);
    return twin;
  }

  /** The script of a function that the engine shows under these names. */
  find(evaluation: string, fn: string): LoadedScript | undefined {
    const mark = fn.lastIndexOf(TWIN);
    const id = idOf(evaluation);
    return this.#byName.get(mark < 0 ? id : id + fn.slice(mark))?.deref();
  }
}
