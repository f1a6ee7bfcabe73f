/**
 * Delivery of the events of `sys.monitoring`, out of code in the traced form (`tracing.ts`): calls and resumptions, lines, statements
 * as instructions, returns, exceptions where they are raised and where they leave a frame. Other events can be asked for and do not occur.
 *
 * https://docs.python.org/3.14/library/sys.monitoring.html
 */
import { objectType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyCode } from "../objects/code.ts";
import type { PyFrame } from "../objects/frame.ts";

export const EVENTS =
  "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH_LEFT BRANCH_RIGHT STOP_ITERATION RAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW RERAISE C_RETURN C_RAISE BRANCH".split(
    " ",
  );
export const TOOLS = 6;

/** The bit of an event. */
export const bitOf = (event: string): number => 2 ** EVENTS.indexOf(event);

export interface Tool {
  name: Value | undefined;
  /** The events wanted of all code, and of single code objects. */
  events: number;
  local: WeakMap<PyCode, number>;
  readonly callbacks: Map<number, Value>;
  /** Places that a callback has switched off by DISABLE: `event:site`. */
  disabled: WeakMap<PyCode, Set<string>>;
}

interface Monitoring {
  readonly tools: readonly Tool[];
  /** What a callback returns to switch its place off. */
  readonly disable: Value;
  /** Whether any tool wants anything. */
  active: boolean;
  busy: boolean;
}

const newTool = (): Tool => ({
  name: undefined,
  events: 0,
  local: new WeakMap(),
  callbacks: new Map(),
  disabled: new WeakMap(),
});

const STATE = Symbol("sys.monitoring");
export const monitoring = (): Monitoring =>
  current.stateOf(STATE, () => ({
    tools: Array.from({ length: TOOLS }, newTool),
    disable: objectType.alloc(),
    active: false,
    busy: false,
  }));

/** Forgets all that a tool wants. */
export function clearTool(tool: Tool): void {
  tool.events = 0;
  tool.local = new WeakMap();
  tool.callbacks.clear();
  tool.disabled = new WeakMap();
}

/** Events that no place can be switched off for. */
const UNDISABLEABLE = new Set(["PY_THROW", "PY_UNWIND", "RAISE", "RERAISE", "EXCEPTION_HANDLED"]);

/**
 * Tells the tools that want it of an event; `place` is a line or an offset, `rest` what the callback gets after it. `site` tells places
 * apart that have the same line, for those that are switched off.
 */
export function fire(
  event: string,
  frame: PyFrame,
  place: number,
  rest: readonly Value[] = [],
  site: number | string = place,
): void {
  const state = monitoring();
  if (!state.active || state.busy) return;
  const { code } = frame;
  const bit = bitOf(event);
  const key = `${event}:${site}`;
  for (const tool of state.tools) {
    const callback = tool.callbacks.get(bit);
    if (callback === undefined || ((tool.events | (tool.local.get(code) ?? 0)) & bit) === 0) continue;
    if (tool.disabled.get(code)?.has(key)) continue;
    const { handled } = current;
    state.busy = true;
    let answer: Value;
    try {
      answer = callable(callback).cn([code, place, ...rest]);
    } finally {
      state.busy = false;
      current.handled = handled;
    }
    if (answer !== state.disable || UNDISABLEABLE.has(event)) continue;
    const places = tool.disabled.get(code);
    if (places === undefined) tool.disabled.set(code, new Set([key]));
    else places.add(key);
  }
}
