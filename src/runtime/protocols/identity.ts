/** `id()`: of objects the number in `core/identity.ts`; of JavaScript's primitives a number that follows from the value,
 * because equal ones cannot be told apart and so are one object. */
import { identityOf } from "../core/identity.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";

const TEXTS = Symbol("ids of strings and big numbers");
/** Where ids of primitives start: below those of objects. */
const BASE = 0x5500_0000_0000;

export function idOf(value: Value): Value {
  switch (typeof value) {
    case "object":
      return value === null ? BASE : identityOf(value);
    case "boolean":
      return BASE + (value ? 32 : 64);
    default: {
      if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 0x1000_0000) {
        return BASE + 0x100_0000_0000 + 32 * value;
      }
      const ids = current.stateOf(TEXTS, () => new Map<Value, number>());
      let id = ids.get(value);
      if (id === undefined) {
        id = BASE + 0x200_0000_0000 + 16 * ids.size;
        ids.set(value, id);
      }
      return id;
    }
  }
}
