/**
 * `sys.monitoring` (PEP 669). Tools register and leave, but no events are delivered: that needs code in the traced shape,
 * so asking for an event raises NotImplementedError. https://docs.python.org/3.14/library/sys.monitoring.html
 */
import { objectType, special } from "../../core/builtin-types.ts";
import { populateModule, type NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { moduleSet, PyModule } from "../../objects/module.ts";
import { PySimpleNamespace } from "../../objects/simple-namespace.ts";
import { isStr } from "../../objects/str.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { toSize } from "../../protocols/number.ts";

const EVENTS =
  "PY_START PY_RESUME PY_RETURN PY_YIELD CALL LINE INSTRUCTION JUMP BRANCH_LEFT BRANCH_RIGHT STOP_ITERATION RAISE EXCEPTION_HANDLED PY_UNWIND PY_THROW RERAISE C_RETURN C_RAISE BRANCH".split(
    " ",
  );
const TOOLS = 6;

interface Tools {
  readonly names: (Value | undefined)[];
  readonly callbacks: Map<string, Value>;
}
const STATE = Symbol("sys.monitoring");
const tools = (): Tools =>
  current.stateOf(STATE, () => ({
    names: new Array<Value | undefined>(TOOLS).fill(undefined),
    callbacks: new Map(),
  }));

function toolId(value: Value): number {
  const id = toSize(value);
  if (id < 0 || id >= TOOLS) throw valueError(`invalid tool ${id} (must be between 0 and ${TOOLS - 1})`);
  return id;
}

function usedTool(value: Value): number {
  const id = toolId(value);
  if (tools().names[id] === undefined) throw valueError(`tool ${id} is not in use`);
  return id;
}

function setEvents(tool: Value, events: Value): Value {
  usedTool(tool);
  const wanted = toSize(events);
  if (wanted < 0 || wanted >= 2 ** EVENTS.length)
    throw valueError(`invalid event set 0x${wanted.toString(16)}`);
  if (wanted !== 0) throw notImplementedError("monitoring events are not supported");
  return null;
}

function clear(tool: Value): Value {
  const id = toolId(tool);
  for (const key of [...tools().callbacks.keys()])
    if (key.startsWith(`${id}:`)) tools().callbacks.delete(key);
  return null;
}

function registerCallback(tool: Value, event: Value, callback: Value): Value {
  const id = toolId(tool);
  const bit = toSize(event);
  if (bit <= 0 || (bit & (bit - 1)) !== 0)
    throw valueError("The callback can only be set for one event at a time");
  if (bit >= 2 ** EVENTS.length) throw valueError(`invalid event ${bit}`);
  if (callback !== null && special(callback, "m$__call__") === undefined)
    throw typeError("callback must be callable");
  const key = `${id}:${bit}`;
  const before = tools().callbacks.get(key) ?? null;
  if (callback === null) tools().callbacks.delete(key);
  else tools().callbacks.set(key, callback);
  return before;
}

function noEvents(tool: Value): Value {
  usedTool(tool);
  return 0;
}

const table: NativeModule = {
  name: "sys.monitoring",
  constants: { DEBUGGER_ID: 0, COVERAGE_ID: 1, PROFILER_ID: 2, OPTIMIZER_ID: 5 },
  functions: {
    _all_events: ["()", () => new PyDict()],
    clear_tool_id: ["(tool_id, /)", clear],
    free_tool_id: [
      "(tool_id, /)",
      (tool: Value) => {
        clear(tool);
        tools().names[toolId(tool)] = undefined;
        return null;
      },
    ],
    get_events: ["(tool_id, /)", noEvents],
    get_local_events: ["(tool_id, code, /)", noEvents],
    get_tool: ["(tool_id, /)", (tool: Value) => tools().names[toolId(tool)] ?? null],
    register_callback: ["(tool_id, event, func, /)", registerCallback],
    restart_events: ["()", () => null],
    set_events: ["(tool_id, event_set, /)", setEvents],
    set_local_events: [
      "(tool_id, code, event_set, /)",
      (tool: Value, _code: Value, events: Value) => setEvents(tool, events),
    ],
    use_tool_id: [
      "(tool_id, name, /)",
      (tool: Value, name: Value) => {
        const id = toolId(tool);
        if (!isStr(name)) throw valueError("tool name must be a str");
        if (tools().names[id] !== undefined) throw valueError(`tool ${id} is already in use`);
        tools().names[id] = name;
        return null;
      },
    ],
  },
  init(set) {
    const events = new PySimpleNamespace();
    for (const [i, name] of EVENTS.entries()) setAttr(events, name, 2 ** i);
    setAttr(events, "NO_EVENTS", 0);
    set("events", events);
    set("DISABLE", objectType.alloc());
    set("MISSING", objectType.alloc());
  },
};

/** The module object; it is an attribute of `sys` and also in `sys.modules`. */
export function makeMonitoring(): PyModule {
  const module = new PyModule();
  populateModule(module, table, (name, value) => moduleSet(module, name, value));
  return module;
}
