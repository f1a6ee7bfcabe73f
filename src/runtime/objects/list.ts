/** Data of `list`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

/** The most items of a list. V8 ends the process when an array that grows by half passes 2**27. */
export const MAX_ITEMS = 89_000_000;

export class PyList extends PyInstance {
  /** Never replaced by another array while emitted code may hold it: change it in place. */
  items: Value[];
  constructor(items: Value[] = []) {
    super();
    this.items = items;
  }
  /** Fast indexed load and store: emitted code may use `items` directly (see `flatten.ts` for subclasses). */
  declare ix$: number;
  declare sx$: number;
}
Object.defineProperty(PyList.prototype, "ix$", { value: 1, writable: true });
Object.defineProperty(PyList.prototype, "sx$", { value: 1, writable: true });

export const listType = declareType("list", PyList);
listType.collectionFlag = "sequence";
