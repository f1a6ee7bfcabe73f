/**
 * `gc`. JavaScript's collector does the work and cannot be steered: the switches keep what is set. `collect` has it run where the
 * host can and there are weak references to see it by; how many objects went, no engine says. Follows Modules/gcmodule.c; https://docs.python.org/3.14/library/gc.html.
 */
import { floatType, intType, objectType, strType, typeOf } from "../../core/builtin-types.ts";
import { automatic, isFinalized } from "../../core/finalizable.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyObject, slotsOf, type Value } from "../../core/object.ts";
import { PyType } from "../../core/type.ts";
import { current } from "../../core/state.ts";
import { valueError } from "../../exceptions/raise.ts";
import { bytearrayType } from "../../objects/bytearray.ts";
import { bytesType } from "../../objects/bytes.ts";
import { complexType } from "../../objects/complex.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyList } from "../../objects/list.ts";
import { PyTuple, tuple, tupleType } from "../../objects/tuple.ts";
import { toSize } from "../../protocols/number.ts";
import { collectGarbage } from "./collect.ts";

interface Settings {
  debug: number;
  thresholds: Value[];
}
const STATE = Symbol("gc");
const settings = (): Settings => current.stateOf(STATE, () => ({ debug: 0, thresholds: [2000, 10, 0] }));

/** Objects that `object` refers to directly. */
function referents(object: Value): Value[] {
  if (object instanceof PyList || object instanceof PyTuple) return [...object.items];
  if (object instanceof PyDict) return [...object.entries()].flat();
  if (!(object instanceof PyObject)) return [];
  const own = Object.keys(object).filter((key) => key.startsWith("$"));
  return [...own.map((key) => slotsOf(object)[key] as Value), typeOf(object)];
}

/** Types whose instances refer to nothing. */
const ATOMIC: ReadonlySet<PyType> = new Set([
  intType,
  floatType,
  strType,
  complexType,
  bytesType,
  bytearrayType,
  objectType,
]);

/** What CPython's collector would look after: not what refers to nothing, and tuples only for the sake of their items. */
function isTracked(object: Value): boolean {
  if (!(object instanceof PyObject) || ATOMIC.has(object.cls$)) return false;
  if (object.cls$ === tupleType) return (object as PyTuple).items.some(isTracked);
  return !(object instanceof PyType) || object.heap;
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
        collectGarbage();
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
    get_objects: ["(generation=None)", () => new PyList([])],
    get_referents: ["(*objs)", (objects: Value[]) => new PyList(objects.flatMap(referents))],
    get_referrers: ["(*objs)", () => new PyList([])],
    get_stats: [
      "()",
      () =>
        new PyList(
          [0, 1, 2].map(() => {
            const dict = new PyDict();
            for (const name of ["collections", "collected", "uncollectable"]) dict.setStr(name, 0);
            return dict;
          }),
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
