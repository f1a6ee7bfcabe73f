/** The iterator over a set; RuntimeError when the set has changed size since it was made. */
import { declareType } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";
import { runtimeError } from "../exceptions/raise.ts";
import type { HashTable } from "./hash-table.ts";
import { PyIterator } from "./iterator.ts";
import { type PyAnySet, PyFrozenSet } from "./set.ts";

export class PySetIterator extends PyIterator {
  /** Undefined when exhausted. */
  set: PyAnySet | undefined;
  size: number;
  /** Elements given so far. */
  given = 0;
  readonly simple: Set<unknown> | null;
  readonly js: IterableIterator<unknown> | undefined;
  entry = -1;

  constructor(set: PyAnySet = new PyFrozenSet()) {
    super();
    this.set = set;
    this.size = set.size;
    this.simple = set.simple;
    this.js = set.simple?.values();
  }

  nx(): Value | undefined {
    const { set, simple } = this;
    if (set === undefined) return undefined;
    if (set.size !== this.size) {
      this.size = -1;
      throw runtimeError("Set changed size during iteration");
    }
    if (simple !== null && set.simple === simple) {
      const { value, done } = (this.js as IterableIterator<unknown>).next();
      if (done !== true) {
        this.given++;
        const { shown } = set;
        return shown === undefined ? (value as Value) : (shown.get(value) ?? (value as Value));
      }
    } else if (set.table !== null) {
      const value = this.#fromTable(set.table);
      if (value !== undefined) return value;
    }
    this.set = undefined;
    return undefined;
  }

  #fromTable(table: HashTable): Value | undefined {
    // Elements that came from the JavaScript set before it became a table are the first entries of the table.
    if (this.entry < 0) this.entry = this.given;
    const entry = table.next(this.entry);
    if (entry < 0) return undefined;
    this.entry = entry + 1;
    this.given++;
    return table.keys[entry];
  }
}

export const setIteratorType = declareType("set_iterator", PySetIterator, { subclassable: false });
