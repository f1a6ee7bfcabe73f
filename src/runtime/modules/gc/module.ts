/**
 * `gc`. JavaScript's collector does the work and cannot be steered: the switches keep what is set. `collect` has it run where the
 * host can and there are weak references to see it by; how many objects went, no engine says. Follows Modules/gcmodule.c; https://docs.python.org/3.14/library/gc.html.
 */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { automatic, isFinalized } from "../../core/finalizable.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyObject, slotsOf, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { dictFromPairs, PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { PyTuple, tuple } from "../../objects/tuple.ts";
import { isIndex, toSize } from "../../protocols/number.ts";
import { hasGc, hasStringKeysOnly } from "../../types/sizes.ts";
import { reportUnraisable } from "../sys/hooks.ts";
import { collectGarbage } from "./collect.ts";
import { referrers } from "./reach.ts";

interface Settings {
  debug: number;
  thresholds: Value[];
  /** Collections of each generation. */
  collections: [number, number, number];
}
const STATE = Symbol("gc");
const settings = (): Settings =>
  current.stateOf(STATE, () => ({ debug: 0, thresholds: [2000, 10, 0], collections: [0, 0, 0] }));

/** Whether CPython's collector would look at an object: tuples of what it need not look at it leaves alone. */
function isTracked(value: Value): boolean {
  if (value instanceof PyType) return value.heap;
  if (value instanceof PyTuple && !value.cls$.heap) return value.items.some(isTracked);
  return hasGc(typeOf(value));
}

/** Objects that `object` refers to directly, as the traversal of its type visits them. */
function referents(object: Value): Value[] {
  if (!(object instanceof PyObject) || !hasGc(typeOf(object))) return [];
  if (object instanceof PyList || object instanceof PyTuple) return [...object.items].reverse();
  if (object instanceof PyDict) {
    if (hasStringKeysOnly(object)) return [...object.values()];
    return [...object.entries()].flatMap(([key, value]) => [value, key]);
  }
  const own = Object.keys(object).filter((key) => key.startsWith("$"));
  const type = typeOf(object);
  return [...own.map((key) => slotsOf(object)[key] as Value), ...(type.heap ? [type] : [])];
}

/** Calls `gc.callbacks` before and after a collection; what they raise nobody can catch. */
function notify(phase: "start" | "stop", generation: number): void {
  const callbacks = slotsOf(current.importModule("gc"))["$callbacks"];
  if (!(callbacks instanceof PyList)) return;
  for (const callback of [...callbacks.items]) {
    const information = dictFromPairs(["generation", generation, "collected", 0, "uncollectable", 0]);
    try {
      callable(callback).c2(phase, information);
    } catch (error) {
      reportUnraisable(error, null, callback);
    }
  }
}

/** `gc.get_objects`: which objects there are, no engine says; only what is asked for is checked. */
function getObjects(generation: Value = null): Value {
  if (generation === null) return new PyList([]);
  if (!isIndex(generation))
    throw typeError(`argument should be integer or None, not '${typeOf(generation).name}'`);
  const wanted = toSize(generation);
  if (wanted >= 3)
    throw valueError("generation parameter must be less than the number of available generations (3)");
  if (wanted < 0) throw valueError("generation parameter cannot be negative");
  return new PyList([]);
}

const nothing = (): Value => null;

export const gcModule: NativeModule = {
  name: "gc",
  doc: "This module provides access to the garbage collector for reference cycles.",
  constants: {
    DEBUG_STATS: 1,
    DEBUG_COLLECTABLE: 2,
    DEBUG_UNCOLLECTABLE: 4,
    DEBUG_SAVEALL: 32,
    DEBUG_LEAK: 38,
  },
  functions: {
    collect: [
      "(generation=2)",
      (generation: Value = 2) => {
        const which = toSize(generation);
        if (which < 0 || which > 2) throw valueError("invalid generation");
        settings().collections[which as 0 | 1 | 2]++;
        notify("start", which);
        collectGarbage();
        notify("stop", which);
        return 0;
      },
    ],
    disable: [
      "()",
      () => {
        automatic.enabled = false;
        return null;
      },
    ],
    enable: [
      "()",
      () => {
        automatic.enabled = true;
        return null;
      },
    ],
    freeze: ["()", nothing],
    get_count: ["()", () => tuple([0, 0, 0])],
    get_debug: ["()", () => settings().debug],
    get_freeze_count: ["()", () => 0],
    get_objects: ["(generation=None)", getObjects],
    get_referents: ["(*objs)", (objects: Value[]) => new PyList(objects.flatMap(referents))],
    get_referrers: ["(*objs)", (objects: Value[]) => new PyList(referrers(objects))],
    get_stats: [
      "()",
      () =>
        new PyList(
          settings().collections.map((count) =>
            dictFromPairs(["collections", count, "collected", 0, "uncollectable", 0]),
          ),
        ),
    ],
    get_threshold: ["()", () => tuple(settings().thresholds)],
    is_finalized: ["(obj, /)", isFinalized],
    is_tracked: ["(obj, /)", isTracked],
    isenabled: ["()", () => automatic.enabled],
    set_debug: [
      "(flags, /)",
      (flags: Value) => {
        settings().debug = toSize(flags);
        return null;
      },
    ],
    set_threshold: [
      "(threshold0, threshold1=<unrepresentable>, threshold2=<unrepresentable>, /)",
      (...given: (Value | undefined)[]) => {
        const state = settings();
        state.thresholds = state.thresholds.map((before, i) => {
          const value = given[i];
          return value === undefined ? before : toSize(value);
        });
        return null;
      },
    ],
    unfreeze: ["()", nothing],
  },
  init(set) {
    set("garbage", new PyList([]));
    set("callbacks", new PyList([]));
  },
};
