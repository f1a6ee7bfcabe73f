/**
 * Which builtins code sees: those that `__builtins__` of its globals says, a module or a mapping. Globals without it have
 * those of the code that first made a function over them, and else the interpreter's.
 *
 * Follows _PyEval_BuiltinsFromGlobals in Python/ceval.c.
 */
import type { PyInstance, PyObject, Slots, Value } from "../runtime/core/object.ts";
import { MappedBuiltins } from "../runtime/objects/builtins-mapping.ts";
import { PyDict } from "../runtime/objects/dict.ts";
import { PyModule } from "../runtime/objects/module.ts";
import { instanceDict } from "../runtime/protocols/attribute.ts";

export class Builtins {
  /** The interpreter's own. */
  readonly module: PyModule;
  readonly #inherited = new WeakMap<PyInstance, PyInstance>();
  readonly #mapped = new WeakMap<PyObject, MappedBuiltins>();

  constructor(module: PyModule) {
    this.module = module;
  }

  /** The namespace object that code with these globals takes builtins from. */
  namespace(globals: PyInstance): PyInstance {
    const own = builtinsVariable(globals);
    // Globals that make up variables are asked before the builtins, so nothing may find those by itself.
    const dict = globals.dict$;
    if (dict instanceof PyDict && !dict.exactDict$)
      return this.#mapping(own ?? instanceDict(this.#inherited.get(globals) ?? this.module));
    if (own === undefined) return this.#inherited.get(globals) ?? this.module;
    if (own instanceof PyModule) return own;
    if (own instanceof PyDict && own.exactDict$) return own.namespace();
    return this.#mapping(own);
  }

  /** Gives globals that say nothing the builtins of other globals. */
  inherit(globals: PyInstance, from: PyInstance): void {
    const namespace = this.namespace(from);
    if (namespace !== this.module) this.#inherited.set(globals, namespace);
  }

  /** `__builtins__` of a function with these globals. */
  show(globals: PyInstance): Value {
    const namespace = this.namespace(globals);
    return namespace instanceof MappedBuiltins ? namespace.mapping : instanceDict(namespace);
  }

  /** What a module's code finds as `__builtins__`. */
  provide(globals: PyInstance): void {
    if (builtinsVariable(globals) === undefined)
      (globals as unknown as Slots)["$__builtins__"] = instanceDict(this.module);
  }

  #mapping(mapping: Value): MappedBuiltins {
    if (mapping === null || typeof mapping !== "object") return new MappedBuiltins(mapping);
    if (mapping instanceof PyModule) return this.#mapping(instanceDict(mapping));
    let made = this.#mapped.get(mapping);
    if (made === undefined) {
      made = new MappedBuiltins(mapping);
      this.#mapped.set(mapping, made);
    }
    return made;
  }
}

function builtinsVariable(globals: PyInstance): Value | undefined {
  return Object.hasOwn(globals, "$__builtins__") ? (globals as unknown as Slots)["$__builtins__"] : undefined;
}
