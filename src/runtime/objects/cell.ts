/** A variable shared between functions. Emitted code reads and writes `v`; undefined when unbound. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

export class Cell extends PyInstance {
  v: Value | undefined;
  constructor(v?: Value) {
    super();
    this.v = v;
  }
}

export const cellType = declareType("cell", Cell, { subclassable: false });
