/**
 * Traceback entries. One is pushed in front for each Python function that an exception leaves
 * (`exceptions/unwind.ts`), so making one must be cheap: it keeps what the catch around the function body has at hand
 * and computes line and frame when somebody asks.
 *
 * Follows Python/traceback.c.
 */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";
import type { LastLocals } from "../../abi/runtime.ts";
import type { PyCode } from "./code.ts";
import { PyFrame } from "./frame.ts";

export class PyTraceback extends PyInstance {
  next: PyTraceback | null;
  readonly code: PyCode;
  readonly globals: PyInstance;
  /** Index into `code.info.positions`; `tb_lasti` is twice that, as if each position were one instruction. An odd
   * `tb_lasti`, which only a program can give, makes it end in a half. */
  readonly position: number;
  // Not private names: the engine is slower at making those, and one of these is made per frame unwound.
  frame$: PyFrame | undefined;
  /** The variables when the exception passed, until a frame has them; see `Runtime.unwind`. */
  locals$: LastLocals | undefined;
  /** Given to the constructor of `types.TracebackType`; else the line follows from the position. */
  readonly line$: number | undefined;

  constructor(
    next: PyTraceback | null,
    code: PyCode,
    globals: PyInstance,
    position: number,
    frame?: PyFrame,
    line?: number,
    locals?: LastLocals,
  ) {
    super();
    this.next = next;
    this.code = code;
    this.globals = globals;
    this.position = position;
    this.frame$ = frame;
    this.line$ = line;
    this.locals$ = locals;
  }

  /** `tb_lineno`, 1-based. */
  get line(): number {
    const { info } = this.code;
    return this.line$ ?? info.positions[4 * this.position] ?? info.firstlineno;
  }

  /** `tb_frame`; always the same object. */
  get frame(): PyFrame {
    if (this.frame$ === undefined) {
      this.frame$ = new PyFrame(this.code, this.globals, this.position);
      this.frame$.keepLast(this.locals$);
      this.locals$ = undefined;
    }
    return this.frame$;
  }
}

export const tracebackType = declareType("traceback", PyTraceback, { subclassable: false });
