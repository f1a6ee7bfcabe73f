/**
 * `sys.settrace` and `sys.setprofile`: what code in the traced form calls (`codegen/tracing.ts`), and the functions that it tells.
 *
 * Follows Python/legacy_tracing.c; https://docs.python.org/3.14/library/sys.html#sys.settrace.
 */
import { callable } from "../core/call.ts";
import type { PyBaseException } from "../core/exception.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import { asException } from "../exceptions/unwind.ts";
import type { PyFrame } from "../objects/frame.ts";
import { tuple } from "../objects/tuple.ts";
import { fire, monitoring } from "./monitoring.ts";
import { enterFrame, leaveFrame } from "./frames.ts";

interface Tracing {
  trace: Value;
  profile: Value;
  /** While one of the two runs, nothing is told. */
  busy: boolean;
}

const TRACING = Symbol("tracing");
export const tracing = (): Tracing =>
  current.stateOf(TRACING, () => ({ trace: null, profile: null, busy: false }));

function run(state: Tracing, fn: Value, frame: PyFrame, event: string, arg: Value): Value {
  const { handled } = current;
  state.busy = true;
  try {
    return callable(fn).c3(frame, event, arg);
  } finally {
    state.busy = false;
    current.handled = handled;
  }
}

/** Calls the function that traces a frame. Its result takes its place; when it raises, tracing ends. */
function tell(frame: PyFrame, event: string, arg: Value): void {
  const state = tracing();
  if (state.busy || state.trace === null || frame.trace === null) return;
  try {
    const next = run(state, frame.trace, frame, event, arg);
    if (next !== null) frame.trace = next;
  } catch (error) {
    state.trace = null;
    frame.trace = null;
    throw error;
  }
}

function tellProfile(frame: PyFrame, event: string, arg: Value): void {
  const state = tracing();
  if (state.busy || state.profile === null) return;
  try {
    run(state, state.profile, frame, event, arg);
  } catch (error) {
    state.profile = null;
    throw error;
  }
}

/** "call": what the function for new frames returns traces this one. */
function begin(frame: PyFrame): void {
  const state = tracing();
  frame.tracedLine = undefined;
  if (!state.busy && state.trace !== null) {
    try {
      frame.trace = run(state, state.trace, frame, "call", null);
    } catch (error) {
      state.trace = null;
      throw error;
    }
  }
  tellProfile(frame, "call", null);
  fire(frame.begun ? "PY_RESUME" : "PY_START", frame, 2 * frame.position);
  frame.begun = true;
}

/** "return", also where an exception leaves the frame. */
function end(frame: PyFrame, value: Value): void {
  const { raised } = frame;
  frame.raised = undefined;
  try {
    tell(frame, "return", value);
  } finally {
    tellProfile(frame, "return", value);
    if (raised === undefined) fire("PY_RETURN", frame, 2 * frame.position, [value]);
    else fire("PY_UNWIND", frame, 2 * frame.position, [raised]);
  }
}

export function enterTraced(...entry: Parameters<typeof enterFrame>): PyFrame {
  const frame = enterFrame(...entry);
  try {
    begin(frame);
  } catch (error) {
    leaveFrame(frame);
    throw error;
  }
  return frame;
}

export function leaveTraced(frame: PyFrame): void {
  const value = frame.returned;
  frame.returned = null;
  try {
    end(frame, value);
  } finally {
    leaveFrame(frame);
  }
}

/** "line", when it is not the line that was told last, or is reached again; "opcode" where the frame asks for it. */
export function traceLine(frame: PyFrame, again: boolean): void {
  frame.raised = undefined;
  const monitored = monitoring().active;
  if (frame.trace === null && !monitored) return;
  const { line } = frame;
  if (line !== frame.tracedLine || again) {
    frame.tracedLine = line;
    if (frame.traceLines) tell(frame, "line", null);
    if (monitored) fire("LINE", frame, line ?? 0, [], `${line}${again}`);
  }
  if (monitored) fire("INSTRUCTION", frame, 2 * frame.position);
  // Nothing smaller than a statement is told of.
  if (frame.traceOpcodes) tell(frame, "opcode", null);
}

/** "exception", with a traceback that ends here; `position` is negative where the exception only passes on. */
export function traceRaised(frame: PyFrame, error: unknown, position: number): unknown {
  frame.returned = null;
  const traced = tracing().trace !== null && frame.trace !== null;
  if (!traced && !monitoring().active) return error;
  const exception: PyBaseException = asException(error);
  frame.raised = exception;
  if (position < 0) return error;
  frame.position = position;
  fire("RAISE", frame, 2 * position, [exception]);
  tell(frame, "exception", tuple([exception.cls$, exception, exception.traceback]));
  return error;
}
