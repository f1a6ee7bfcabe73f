/** Data of `re.Pattern`. */

import { declareType } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { memoryError, runtimeError } from "../../exceptions/raise.ts";
import type { PyDict } from "../../objects/dict.ts";
import { tuple, type PyTuple } from "../../objects/tuple.ts";
import { InvalidCode } from "./decode.ts";
import { Engine } from "./engine.ts";

const hooks = {
  interrupt: () => {
    current.tick();
  },
  outOfMemory: () => memoryError(),
};

export class PyPattern extends PyInstance {
  pattern: Value = null;
  flags = 0;
  /** The kind of text that it matches; `null`: any. */
  forBytes: boolean | null = null;
  code: readonly number[] = [];
  groups = 0;
  groupindex: PyDict | null = null;
  indexgroup: PyTuple = tuple([]);
  engine!: Engine;

  /** Makes the engine, once the fields are set. */
  ready(): this {
    try {
      this.engine = new Engine(this.code, this.groups, hooks);
    } catch (error) {
      throw error instanceof InvalidCode ? runtimeError("invalid SRE code") : error;
    }
    return this;
  }
}

export const patternType = declareType("re.Pattern", PyPattern, { subclassable: false });
