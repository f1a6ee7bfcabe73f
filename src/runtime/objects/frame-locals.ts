/** Data of `f_locals` of a frame that shows its locals (PEP 667): a mapping over the variables themselves. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";
import type { Constructor } from "../core/type.ts";
import type { PyFrame } from "./frame.ts";

export class PyFrameLocals extends PyInstance {
  readonly frame: PyFrame;
  constructor(frame: PyFrame) {
    super();
    this.frame = frame;
  }
}

export const frameLocalsType = declareType("FrameLocalsProxy", PyFrameLocals as unknown as Constructor, {
  subclassable: false,
});
frameLocalsType.collectionFlag = "mapping";
