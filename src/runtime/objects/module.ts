/** Modules. The globals of a module are the module object's own `$name` properties, so `mod.x` and the module's own
 * code reach a variable by the same property load. `__dict__` is a live view of them. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Slots, type Value } from "../core/object.ts";

export class PyModule extends PyInstance {
  /** State of a native module, if it has any. */
  state: unknown = undefined;
}

export const moduleType = declareType("module", PyModule, { hasDict: true });

/** The variable `name` of a module, or undefined. */
export function moduleGet(module: PyModule, name: string): Value | undefined {
  return Object.hasOwn(module, `$${name}`) ? (module as unknown as Slots)[`$${name}`] : undefined;
}

export function moduleSet(module: PyModule, name: string, value: Value): void {
  Object.defineProperty(module, `$${name}`, { value, writable: true, enumerable: true, configurable: true });
}
