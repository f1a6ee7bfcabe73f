/** `strftime` of the three types: what `time.strftime` does not know is put into the format first. */
import { callable } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { isExactStr, isStr, type Str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { callMethod2 } from "../../protocols/method-call.ts";
import { typeError } from "../../exceptions/raise.ts";
import { mapFlatParts } from "../time/format.ts";
import { daysBeforeMonth, weekday } from "./calendar.ts";
import { pad, PyDate, PyDateTime, PyTime } from "./data.ts";
import { utcOffset, zoneName } from "./zone-methods.ts";
import { offsetText } from "./zones.ts";

/** A function of the module `time`, as programs may have replaced it. */
export const timeFunction = (name: string): Value => getAttr(current.importModule("time"), name);

/** A `time.struct_time`; the day of the week and of the year follow from the date. */
export function structTime(
  { year, month, day }: { year: number; month: number; day: number },
  hour: number,
  minute: number,
  second: number,
  dst: number,
): Value {
  const yearDay = daysBeforeMonth(year, month) + day;
  const fields = [year, month, day, hour, minute, second, weekday(year, month, day), yearDay, dst];
  return callable(timeFunction("struct_time")).c1(tuple(fields));
}

/** `zoneArgument` is what the methods of the zone are asked about. */
export function formatMoment(
  self: PyDate | PyTime,
  format: Value,
  timeTuple: Value,
  zoneArgument: Value,
): Str {
  const strftime = callable(timeFunction("strftime"));
  const zone = self instanceof PyDateTime || self instanceof PyTime ? self.zone : null;
  const offset = (separator: string): string => {
    const found = utcOffset(zone, zoneArgument);
    return found === null ? "" : offsetText(found, separator);
  };
  const early = self instanceof PyDate && self.year < 1000 ? self : undefined;
  const text = mapFlatParts(format as Str, (part) =>
    part.replace(/%(:z|[^])/g, (whole, code: string) => {
      switch (code) {
        case "z":
          return offset("");
        case ":z":
          return offset(":");
        case "Z":
          return escaped(zoneName(zone, zoneArgument) ?? "");
        case "f":
          return pad(self instanceof PyDateTime || self instanceof PyTime ? self.microsecond : 0, 6);
        default:
          break;
      }
      // The C library leaves out the zeros of years before 1000.
      if (early === undefined) return whole;
      switch (code) {
        case "Y":
          return pad(early.year, 4);
        case "G":
          return pad(Number(strOf(strftime.c2("%G", timeTuple))), 4);
        case "C":
          return pad(Math.floor(early.year / 100));
        case "F":
          return `${pad(early.year, 4)}-${pad(early.month)}-${pad(early.day)}`;
        default:
          return whole;
      }
    }),
  );
  return strftime.c2(text, timeTuple) as Str;
}

/** A name to stand in a format, by its own method. */
function escaped(name: Str): string {
  if (isExactStr(name)) return strOf(name).replaceAll("%", "%%");
  const result = callMethod2(name, "replace", "%", "%%");
  if (!isStr(result)) throw typeError("tzname.replace() did not return a string");
  return strOf(result);
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Sun Jun  9 01:21:11 1993` */
export function ctime(date: PyDate, clock: string): string {
  const { year, month, day } = date;
  const name = DAYS[weekday(year, month, day)];
  return `${name} ${MONTHS[month - 1]} ${String(day).padStart(2)} ${clock} ${pad(year, 4)}`;
}
