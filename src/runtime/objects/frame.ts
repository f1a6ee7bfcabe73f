/**
 * Frame objects. Tython keeps no frames while code runs: a frame object is made when somebody looks, from a traceback
 * entry (which knows code, globals and position) or from the JavaScript stack (`sys._getframe`). Local variables live
 * in JavaScript locals, so `f_locals` of a function's frame is empty.
 *
 * Code of a source that looks into frames is compiled in a form that does keep them (`codegen/frames.ts`): those frames
 * are linked by `outer`, the innermost being `current.innermostFrame`, and read and write the JavaScript locals.
 *
 * Follows Objects/frameobject.c.
 */
import { declareType } from "../core/builtin-types.ts";
import type { LastLocals } from "../../abi/runtime.ts";
import { PyInstance, PyObject, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { Cell } from "./cell.ts";
import { NOWHERE } from "./location-table.ts";
import type { PyCode } from "./code.ts";
import type { PyDict } from "./dict.ts";

/** The variables of a kept frame, in the order of `names`; undefined where there is no value. */
export interface LocalsAccess {
  readonly names: readonly string[];
  read(): readonly (Value | undefined)[];
  write(index: number, value: Value): void;
}

/** Python's names of a function's variables, in the order in which emitted code tells them. Parameters that no syntax declares are
 * left out, except for the iterator of a comprehension. */
export function namesOf({ info }: PyCode): readonly string[] {
  const names = new Set([...info.varnames, ...info.cellvars, ...info.freevars]);
  return [...names].filter((name) => name === ".0" || !name.startsWith("."));
}

/** The iterator of a comprehension may be one of those that only emitted code sees. */
export const visible = (value: unknown): Value | undefined =>
  typeof value === "object" && value !== null && !(value instanceof PyObject)
    ? undefined
    : (value as Value | undefined);

export class PyFrame extends PyInstance {
  readonly code: PyCode;
  /** The namespace object of the globals. */
  readonly globals: PyInstance;
  #position: number | (() => number);
  /** Where a kept frame is now; negative while an exception passes, whose entry says where it was. */
  live: (() => number) | undefined = undefined;
  /** How a kept frame reads and writes its locals. */
  access: LocalsAccess | undefined = undefined;
  /** Variables of a generator that were written before its body ran, by their places. */
  written: Set<number> | undefined = undefined;
  /** Items of `f_locals` that are no variables. */
  extra: PyDict | undefined = undefined;
  /** The next kept frame down the stack. */
  outer: PyFrame | null = null;
  executing = false;
  /** The caller's frame; undefined while it was not asked for. */
  back: PyFrame | null | (() => PyFrame | null);
  /** The dict of `f_locals`, if there is one to show. */
  locals: Value | undefined;
  /** Set by assignment to `f_trace`, and kept. */
  trace: Value = null;
  /** `f_trace_lines` */
  traceLines = true;
  /** `f_trace_opcodes` */
  traceOpcodes = false;
  /** The line that was told last. */
  tracedLine: number | null | undefined = undefined;
  /** Whether the code has begun. */
  begun = false;
  /** The exception that leaves the code, while none of its lines has run since it was raised. */
  raised: Value | undefined = undefined;
  /** What the code returns, until that is told. */
  returned: Value = null;
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
    const now = this.live?.() ?? -1;
    if (now >= 0) this.#position = now;
    if (typeof this.#position === "function") this.#position = this.#position();
    return this.#position;
  }

  /** Notes where an exception left the code. */
  set position(value: number) {
    this.#position = value;
  }

  /** Takes what the variables were when an exception passed. Writing to them changes nothing but what the frame shows. */
  keepLast(last: LastLocals | undefined): void {
    if (!Array.isArray(last)) {
      if (last !== false) this.locals = last as Value | undefined;
      return;
    }
    this.access = {
      names: namesOf(this.code),
      read: () => last.map((value) => visible(value instanceof Cell ? value.v : value)),
      write: (index, value) => {
        if (last[index] instanceof Cell) last[index].v = value;
        else last[index] = value;
      },
    };
  }

  /** The caller's frame, `f_back`; null at the bottom. */
  caller(): PyFrame | null {
    // The stack is looked through down to a kept frame that a traceback gave.
    if (this.back === null && this.executing) {
      let frame = (current.frameAt(0) ?? null) as PyFrame | null;
      while (frame !== null && frame !== this) frame = frame.caller();
    }
    if (typeof this.back === "function") this.back = this.back();
    return this.back;
  }

  /** `f_lineno`: 1-based line, or null where the code object says that there is none. */
  get line(): number | null {
    const { info } = this.code;
    const line = info.positions[4 * this.position] ?? info.firstlineno;
    return line === NOWHERE ? null : line;
  }
}

export const frameType = declareType("frame", PyFrame, { subclassable: false });
