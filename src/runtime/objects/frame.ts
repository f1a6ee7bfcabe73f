/**
 * Frame objects. Tython keeps no frames while code runs: a frame object is made when somebody looks, from a traceback
 * entry (which knows code, globals and position) or from the JavaScript stack (`sys._getframe`). Local variables live
 * in JavaScript locals, so `f_locals` of a function's frame is empty unless the maker of the frame had them.
 *
 * Follows Objects/frameobject.c.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyCode } from "./code.ts";

export class PyFrame extends PyInstance {
  readonly code: PyCode;
  /** The namespace object of the globals. */
  readonly globals: PyInstance;
  #position: number | (() => number);
  /** The caller's frame; undefined while it was not asked for. */
  back: PyFrame | null | (() => PyFrame | null);
  /** The dict of `f_locals`, if there is one to show. */
  locals: Value | undefined;
  /** Set by assignment to `f_trace`, and kept. */
  trace: Value = null;
  /** The generator that the frame belongs to. */
  owner: PyInstance | undefined = undefined;

  constructor(
    code: PyCode,
    globals: PyInstance,
    position: number | (() => number),
    back: PyFrame | null | (() => PyFrame | null) = null,
    locals: Value | undefined = undefined,
  ) {
    super();
    this.code = code;
    this.globals = globals;
    this.#position = position;
    this.back = back;
    this.locals = locals;
  }

  /** Index into `code.info.positions`. Of a frame found in the JavaScript stack it is computed when it is asked for. */
  get position(): number {
    if (typeof this.#position === "function") this.#position = this.#position();
    return this.#position;
  }

  /** The caller's frame, `f_back`; null at the bottom. */
  caller(): PyFrame | null {
    if (typeof this.back === "function") this.back = this.back();
    return this.back;
  }

  /** `f_lineno`: 1-based line, or null when the code object has no positions. */
  get line(): number | null {
    const { info } = this.code;
    return info.positions[4 * this.position] ?? info.firstlineno;
  }
}

export const frameType = declareType("frame", PyFrame, { subclassable: false });
