/** Data of `tuple`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { exactConstructor } from "../core/type.ts";

/** What tuples and instances of subclasses have. */
export class TupleLayout extends PyInstance {
  items: readonly Value[];
  constructor(items: readonly Value[] = []) {
    super();
    this.items = items;
  }
  /** Fast indexed load: emitted code may read `items` directly (see `flatten.ts` for subclasses). */
  declare ix$: number;
}
Object.defineProperty(TupleLayout.prototype, "ix$", { value: 1, writable: true });

/** A tuple; as a constructor, of exact tuples only. */
export type PyTuple = TupleLayout;
export const PyTuple = exactConstructor(TupleLayout, function (this: TupleLayout, items = []) {
  this.items = items;
});

export const tupleType = declareType("tuple", PyTuple, { layout: TupleLayout });
tupleType.collectionFlag = "sequence";

/** `()`; like all tuples never changed. */
export const emptyTuple = new PyTuple();

export const tuple = (items: readonly Value[]): PyTuple =>
  items.length === 0 ? emptyTuple : new PyTuple(items);
