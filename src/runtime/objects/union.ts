/** Data of `typing.Union` (also `types.UnionType`): `int | str`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { emptyTuple, type PyTuple } from "./tuple.ts";

export class PyUnion extends PyInstance {
  args: PyTuple;
  /** `__parameters__`, computed when first asked for. */
  parameters: PyTuple | undefined = undefined;
  /** The members that had no hash when the union was made. */
  readonly unhashable: readonly Value[];
  constructor(args: PyTuple = emptyTuple, unhashable: readonly Value[] = []) {
    super();
    this.args = args;
    this.unhashable = unhashable;
  }
}

export const unionType = declareType("typing.Union", PyUnion, { subclassable: false });
