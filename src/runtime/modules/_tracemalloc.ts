/** `_tracemalloc`: JavaScript does not tell who allocated what, so tracing cannot be started. */
import type { NativeModule } from "../core/native-module.ts";
import { runtimeError } from "../exceptions/raise.ts";
import { PyList } from "../objects/list.ts";
import { tuple } from "../objects/tuple.ts";

export const tracemallocModule: NativeModule = {
  name: "_tracemalloc",
  doc: "Debug module to trace memory blocks allocated by Python.",
  functions: {
    _get_object_traceback: ["(obj, /)", () => null],
    _get_traces: ["()", () => new PyList([])],
    clear_traces: ["()", () => null],
    get_traceback_limit: ["()", () => 1],
    get_traced_memory: ["()", () => tuple([0, 0])],
    get_tracemalloc_memory: ["()", () => 0],
    is_tracing: ["()", () => false],
    reset_peak: ["()", () => null],
    start: [
      "(nframe=1, /)",
      () => {
        throw runtimeError("the tracemalloc module cannot trace allocations in a JavaScript engine");
      },
    ],
    stop: ["()", () => null],
  },
};
