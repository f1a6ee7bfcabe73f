/** Iterators written in TypeScript. `for` loops of emitted code call `nx()` directly; Python sees `__next__`, which
 * raises StopIteration where `nx` gives undefined (`types/iterators.ts`). */
import { PyInstance, type Value } from "../core/object.ts";

export abstract class PyIterator extends PyInstance {
  /** The next value, undefined at the end and ever after. */
  abstract nx(): Value | undefined;
}

/** One whose end has a value, which `await` and `yield from` take. */
export abstract class PyReturningIterator extends PyIterator {
  /** Set once `nx` gave undefined. */
  returned: Value = null;
}
