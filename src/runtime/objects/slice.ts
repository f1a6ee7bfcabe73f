/** Data of `slice`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";

export class PySlice extends PyInstance {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value = null, stop: Value = null, step: Value = null) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export const sliceType = declareType("slice", PySlice, { subclassable: false });
