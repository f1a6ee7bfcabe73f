/** Builtins that are no plain dict: code whose globals name such a mapping as `__builtins__` asks it for each name. */
import { PyInstance, type Value } from "../core/object.ts";

/** Stands as the builtins' namespace object. It has no variables, so that every load goes to the mapping. */
export class MappedBuiltins extends PyInstance {
  readonly mapping: Value;
  constructor(mapping: Value) {
    super();
    this.mapping = mapping;
  }
}
