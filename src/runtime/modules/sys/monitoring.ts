/**
 * `sys.monitoring` (PEP 669): tools, the events that they want, and what is called for them. What delivers the events, and which
 * ones, is told in `protocols/monitoring.ts`. https://docs.python.org/3.14/library/sys.monitoring.html
 */
import { objectType, special } from "../../core/builtin-types.ts";
import { populateModule, type NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { PyCode } from "../../objects/code.ts";
import { PyDict } from "../../objects/dict.ts";
import { moduleSet, PyModule } from "../../objects/module.ts";
import { PySimpleNamespace } from "../../objects/simple-namespace.ts";
import { isStr } from "../../objects/str.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { clearTool, EVENTS, monitoring, type Tool, TOOLS } from "../../protocols/monitoring.ts";
import { toSize } from "../../protocols/number.ts";

function toolAt(value: Value): Tool {
  const id = toSize(value);
  const tool = monitoring().tools[id];
  if (tool === undefined) throw valueError(`invalid tool ${id} (must be between 0 and ${TOOLS - 1})`);
  return tool;
}

function usedTool(value: Value): Tool {
  const tool = toolAt(value);
  if (tool.name === undefined) throw valueError(`tool ${toSize(value)} is not in use`);
  return tool;
}

function eventSet(events: Value): number {
  const wanted = toSize(events);
  if (wanted < 0 || wanted >= 2 ** EVENTS.length)
    throw valueError(`invalid event set 0x${wanted.toString(16)}`);
  return wanted;
}

/** From the first event on, all code that begins to run is in the form that tells. */
function activate(events: number): Value {
  if (events !== 0) {
    monitoring().active = true;
    current.traceFromNow();
  }
  return null;
}

function setEvents(tool: Value, events: Value): Value {
  const used = usedTool(tool);
  used.events = eventSet(events);
  return activate(used.events);
}

function codeOf(code: Value): PyCode {
  if (code instanceof PyCode) return code;
  throw typeError("code must be a code object");
}

function setLocalEvents(tool: Value, code: Value, events: Value): Value {
  const used = usedTool(tool);
  const wanted = eventSet(events);
  used.local.set(codeOf(code), wanted);
  return activate(wanted);
}

function clear(tool: Value): Value {
  clearTool(toolAt(tool));
  return null;
}

function registerCallback(tool: Value, event: Value, callback: Value): Value {
  const { callbacks } = toolAt(tool);
  const bit = toSize(event);
  if (bit <= 0 || (bit & (bit - 1)) !== 0)
    throw valueError("The callback can only be set for one event at a time");
  if (bit >= 2 ** EVENTS.length) throw valueError(`invalid event ${bit}`);
  if (callback !== null && special(callback, "m$__call__") === undefined)
    throw typeError("callback must be callable");
  const before = callbacks.get(bit) ?? null;
  if (callback === null) callbacks.delete(bit);
  else callbacks.set(bit, callback);
  return before;
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
        const freed = toolAt(tool);
        clearTool(freed);
        freed.name = undefined;
        return null;
      },
    ],
    get_events: ["(tool_id, /)", (tool: Value) => usedTool(tool).events],
    get_local_events: [
      "(tool_id, code, /)",
      (tool: Value, code: Value) => usedTool(tool).local.get(codeOf(code)) ?? 0,
    ],
    get_tool: ["(tool_id, /)", (tool: Value) => toolAt(tool).name ?? null],
    register_callback: ["(tool_id, event, func, /)", registerCallback],
    restart_events: [
      "()",
      () => {
        for (const tool of monitoring().tools) tool.disabled = new WeakMap();
        return null;
      },
    ],
    set_events: ["(tool_id, event_set, /)", setEvents],
    set_local_events: ["(tool_id, code, event_set, /)", setLocalEvents],
    use_tool_id: [
      "(tool_id, name, /)",
      (tool: Value, name: Value) => {
        const used = toolAt(tool);
        if (!isStr(name)) throw valueError("tool name must be a str");
        if (used.name !== undefined) throw valueError(`tool ${toSize(tool)} is already in use`);
        used.name = name;
        return null;
      },
    ],
  },
  init(set) {
    const events = new PySimpleNamespace();
    for (const [i, name] of EVENTS.entries()) setAttr(events, name, 2 ** i);
    setAttr(events, "NO_EVENTS", 0);
    set("events", events);
    set("DISABLE", monitoring().disable);
    set("MISSING", objectType.alloc());
  },
};

/** The module object; it is an attribute of `sys` and also in `sys.modules`. */
export function makeMonitoring(): PyModule {
  const module = new PyModule();
  populateModule(module, table, (name, value) => moduleSet(module, name, value));
  return module;
}
