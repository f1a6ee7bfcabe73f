/** Data of `tuple`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

export class PyTuple extends PyInstance {
  items: readonly Value[];
  constructor(items: readonly Value[] = []) {
    super();
    this.items = items;
  }
  /** Fast indexed load: emitted code may read `items` directly (see `flatten.ts` for subclasses). */
  declare ix$: number;
}
Object.defineProperty(PyTuple.prototype, "ix$", { value: 1, writable: true });

export const tupleType = declareType("tuple", PyTuple);
tupleType.collectionFlag = "sequence";

/** `()`; like all tuples never changed. */
export const emptyTuple = new PyTuple();

export const tuple = (items: readonly Value[]): PyTuple =>
  items.length === 0 ? emptyTuple : new PyTuple(items);
