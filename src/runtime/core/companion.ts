/**
 * Companions: scripts beside the library that modules load when they are needed, because most programs never do
 * (`src/companions`, bundled by `scripts/build.mjs`). The text evaluates to an object of the companion's exports.
 */
import { notImplementedError } from "../exceptions/raise.ts";
import { current } from "./state.ts";

const LOADED = Symbol("companions");

/** The exports of a companion; NotImplementedError where the interpreter has no library to take it from. */
export function companion<T>(name: string): T {
  const loaded = current.stateOf(LOADED, () => new Map<string, unknown>());
  let exports = loaded.get(name);
  if (exports === undefined) {
    const { library } = current;
    if (library === undefined)
      throw notImplementedError(`this interpreter has no library to take ${name} from`);
    const file = `${name}.js`;
    exports = current.host.evaluate(library.data(file), file);
    loaded.set(name, exports);
  }
  return exports as T;
}
