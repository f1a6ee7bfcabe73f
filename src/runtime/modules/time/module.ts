/** The module `time`. Follows Modules/timemodule.c. https://docs.python.org/3.14/library/time.html */
import { typeOf } from "../../core/builtin-types.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import { callable } from "../../core/call.ts";
import { slotsOf } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { osError } from "../../exceptions/os-error.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import type { PyDict } from "../../objects/dict.ts";
import { float, floatOf, isFloat } from "../../objects/float.ts";
import { int, intOf, isInt } from "../../objects/int.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { isIndex, toCInt, toIndex } from "../../protocols/number.ts";
import { asctime, mapFlatParts, strftime } from "./format.ts";
import { checked, fromTuple, local, localSeconds, structTime, toStruct, universal } from "./struct-time.ts";
import { resetZone, yearlyStates } from "./zone.ts";
import { waitAmongThreads, threadCount } from "../_thread/scheduler.ts";

const seconds = (nanoseconds: bigint): Value => float(Number(nanoseconds) / 1e9);

/** A moment given as int or float seconds; None is now. Whole seconds, rounded down. */
function moment(value: Value): number {
  if (value === null) return Math.floor(Number(current.host.clock.now() / 1_000_000n) / 1000);
  let result: number;
  if (isFloat(value)) {
    result = floatOf(value);
    if (Number.isNaN(result)) throw valueError("Invalid value NaN (not a number)");
  } else if (isInt(value)) result = Number(intOf(value));
  else result = Number(toIndex(value));
  if (Math.abs(result) > 8.64e12) throw overflowError("timestamp out of range for platform time_t");
  return Math.floor(result);
}

/** A duration in nanoseconds. */
function duration(value: Value): bigint {
  if (isFloat(value)) {
    const given = floatOf(value);
    if (Number.isNaN(given)) throw valueError("Invalid value NaN (not a number)");
    if (!(Math.abs(given) < 9.2e9)) throw overflowError("timestamp too large to convert to C PyTime_t");
    return BigInt(Math.ceil(given * 1e9));
  }
  if (!isIndex(value)) {
    throw typeError(`'${typeOf(value).name}' object cannot be interpreted as an integer or float`);
  }
  const whole = BigInt(toIndex(value));
  if (whole > 9_223_372_036n || whole < -9_223_372_036n) {
    throw overflowError("timestamp too large to convert to C PyTime_t");
  }
  return whole * 1_000_000_000n;
}

function sleep(value: Value): Value {
  let left = duration(value);
  if (left < 0n) throw valueError("sleep length must be non-negative");
  const { clock } = current.host;
  if (threadCount() > 0) {
    waitAmongThreads(() => false, left);
    return null;
  }
  const end = clock.monotonic() + left;
  while (!clock.sleep(left)) {
    current.checkInterrupts();
    left = end - clock.monotonic();
    if (left <= 0n) break;
  }
  return null;
}

const CLOCKS = {
  CLOCK_REALTIME: 0,
  CLOCK_MONOTONIC: 1,
  CLOCK_PROCESS_CPUTIME_ID: 2,
  CLOCK_THREAD_CPUTIME_ID: 3,
};

function clockTime(id: number): bigint {
  const { clock } = current.host;
  switch (id) {
    case CLOCKS.CLOCK_REALTIME:
      return clock.now();
    case CLOCKS.CLOCK_MONOTONIC:
      return clock.monotonic();
    case CLOCKS.CLOCK_PROCESS_CPUTIME_ID:
    case CLOCKS.CLOCK_THREAD_CPUTIME_ID:
      return clock.processTime();
    default:
      throw osError("EINVAL");
  }
}

const clockInfo: Readonly<
  Record<string, readonly [implementation: string, monotonic: boolean, adjustable: boolean]>
> = {
  time: ["clock_gettime(CLOCK_REALTIME)", false, true],
  monotonic: ["clock_gettime(CLOCK_MONOTONIC)", true, false],
  perf_counter: ["clock_gettime(CLOCK_MONOTONIC)", true, false],
  process_time: ["clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false],
  thread_time: ["clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false],
};

function getClockInfo(name: Value): Value {
  const info = isStr(name) ? clockInfo[strOf(name)] : undefined;
  if (info === undefined) throw valueError("unknown clock");
  const [implementation, monotonic, adjustable] = info;
  // types.SimpleNamespace is the type of sys.implementation.
  const namespace = typeOf(slotsOf(current.sys)["$implementation"] as Value);
  return callable(namespace).ck(
    [implementation, monotonic, adjustable, 1e-9],
    ["implementation", "monotonic", "adjustable", "resolution"],
  );
}

function format(spec: Value, time: Value = null): Value {
  if (!isStr(spec)) throw typeError(`strftime() argument 1 must be str, not ${typeOf(spec).name}`);
  const civil = time === null ? local(moment(null)) : checked(fromTuple(time, "strftime"));
  return mapFlatParts(spec, (part) => strftime(part, civil));
}

function zoneVariables(set: (name: string, value: Value) => void): void {
  const now = moment(null);
  const { standard, summer } = yearlyStates(now);
  set("timezone", 0 - standard.offset);
  set("altzone", 0 - summer.offset);
  set("daylight", standard.offset === summer.offset ? 0 : 1);
  set("tzname", tuple([str(standard.abbreviation), str(summer.abbreviation)]));
}

export const timeModule: NativeModule = {
  name: "time",
  doc: "This module provides various functions to manipulate time values.",
  functions: {
    time: ["()", () => seconds(current.host.clock.now())],
    time_ns: ["()", () => int(current.host.clock.now())],
    monotonic: ["()", () => seconds(current.host.clock.monotonic())],
    monotonic_ns: ["()", () => int(current.host.clock.monotonic())],
    perf_counter: ["()", () => seconds(current.host.clock.monotonic())],
    perf_counter_ns: ["()", () => int(current.host.clock.monotonic())],
    process_time: ["()", () => seconds(current.host.clock.processTime())],
    process_time_ns: ["()", () => int(current.host.clock.processTime())],
    thread_time: ["()", () => seconds(current.host.clock.processTime())],
    thread_time_ns: ["()", () => int(current.host.clock.processTime())],
    clock_gettime: ["(clk_id, /)", (id: Value) => seconds(clockTime(toCInt(id)))],
    clock_gettime_ns: ["(clk_id, /)", (id: Value) => int(clockTime(toCInt(id)))],
    clock_getres: ["(clk_id, /)", (id: Value) => (clockTime(toCInt(id)), 1e-9)],
    get_clock_info: ["(name, /)", getClockInfo],
    sleep: ["(seconds, /)", sleep],
    gmtime: ["(seconds=None, /)", (time: Value = null) => toStruct(universal(moment(time)))],
    localtime: ["(seconds=None, /)", (time: Value = null) => toStruct(local(moment(time)))],
    mktime: ["(time_tuple, /)", (time: Value) => float(localSeconds(fromTuple(time, "mktime")))],
    asctime: [
      "(time_tuple=None, /)",
      (time: Value = null) =>
        str(asctime(time === null ? local(moment(null)) : checked(fromTuple(time, "asctime")))),
    ],
    ctime: ["(seconds=None, /)", (time: Value = null) => str(asctime(local(moment(time))))],
    strftime: ["(format, time_tuple=None, /)", format],
    strptime: [
      "(string, format='%a %b %d %H:%M:%S %Y', /)",
      (text: Value, spec: Value = "%a %b %d %H:%M:%S %Y") =>
        callable(getAttr(current.importModule("_strptime"), "_strptime_time")).c2(text, spec),
    ],
    tzset: [
      "()",
      () => {
        resetZone();
        const module = (current.modules as PyDict).getStr("time");
        if (module !== undefined) zoneVariables((name, value) => void (slotsOf(module)[`$${name}`] = value));
        return null;
      },
    ],
  },
  constants: { ...CLOCKS, _STRUCT_TM_ITEMS: 11 },
  types: { struct_time: structTime.type },
  init: zoneVariables,
  refresh: zoneVariables,
};
