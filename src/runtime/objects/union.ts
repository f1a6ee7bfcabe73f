/** Data of `typing.Union` (also `types.UnionType`): `int | str`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";
import { emptyTuple, type PyTuple } from "./tuple.ts";

export class PyUnion extends PyInstance {
  args: PyTuple;
  /** `__parameters__`, computed when first asked for. */
  parameters: PyTuple | undefined = undefined;
  constructor(args: PyTuple = emptyTuple) {
    super();
    this.args = args;
  }
}

export const unionType = declareType("typing.Union", PyUnion, { subclassable: false });
