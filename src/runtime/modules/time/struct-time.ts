/** `time.struct_time` and the way between it and seconds. Follows Modules/timemodule.c. */
import type { Value } from "../../core/object.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { typeOf } from "../../core/builtin-types.ts";
import { type PyStructSequence, structSequence } from "../../objects/struct-sequence.ts";
import { PyTuple } from "../../objects/tuple.ts";
import { toCInt } from "../../protocols/number.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { offsetAt, utcSeconds, yearlyStates, zoneAt } from "./zone.ts";

export const structTime = structSequence(
  "time.struct_time",
  "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.",
  [
    ["tm_year", "year, for example, 1993"],
    ["tm_mon", "month of year, range [1, 12]"],
    ["tm_mday", "day of month, range [1, 31]"],
    ["tm_hour", "hours, range [0, 23]"],
    ["tm_min", "minutes, range [0, 59]"],
    ["tm_sec", "seconds, range [0, 61])"],
    ["tm_wday", "day of week, range [0, 6], Monday is 0"],
    ["tm_yday", "day of year, range [1, 366]"],
    ["tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"],
    ["tm_zone", "abbreviation of timezone name"],
    ["tm_gmtoff", "offset from UTC in seconds"],
  ],
  { visible: 9 },
);

/** A broken-down time; `month` from 1, `weekday` 0 for Monday, `yearDay` from 1. */
export interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
  yearDay: number;
  dst: number;
  zone: string | undefined;
  offset: number | undefined;
}

function civil(seconds: number, offset: number, dst: number, zone: string): Civil {
  const date = new Date((seconds + offset) * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year)) throw overflowError("timestamp out of range for platform time_t");
  const yearDay = Math.floor((seconds + offset - utcSeconds(year, 1, 1, 0, 0, 0)) / 86400) + 1;
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: (date.getUTCDay() + 6) % 7,
    yearDay,
    dst,
    zone,
    offset,
  };
}

export const universal = (seconds: number): Civil => civil(seconds, 0, 0, "UTC");

export function local(seconds: number): Civil {
  const { offset, summer, abbreviation } = zoneAt(seconds);
  return civil(seconds, offset, summer ? 1 : 0, abbreviation);
}

export function toStruct(time: Civil): PyStructSequence {
  const { year, month, day, hour, minute, second, weekday, yearDay, dst, zone, offset } = time;
  const values: Value[] = [
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday,
    yearDay,
    dst,
    zone ?? null,
    offset ?? null,
  ];
  return structTime.make(values);
}

/** The nine numbers of a tuple or struct_time. */
export function fromTuple(value: Value, name: string): Civil {
  if (!(value instanceof PyTuple)) throw typeError("Tuple or struct_time argument required");
  if (value.items.length !== 9) throw typeError(`${name}(): illegal time tuple argument`);
  const [year, month, day, hour, minute, second, weekday, yearDay, dst] = value.items.map((item) => {
    if (typeof item === "string") throw typeError(`an integer is required (got type ${typeOf(item).name})`);
    return toCInt(item);
  }) as [number, number, number, number, number, number, number, number, number];
  if (name !== "mktime") {
    if (year < -0x80000000 + 1900) throw overflowError("year out of range");
    if (weekday < -1) throw valueError("day of week out of range");
  }
  const all = (value as Partial<PyStructSequence>).all;
  const zone = all?.[9];
  const offset = all?.[10];
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday: ((weekday % 7) + 7) % 7,
    yearDay,
    dst,
    zone: zone !== undefined && isStr(zone) ? strOf(zone) : undefined,
    offset: typeof offset === "number" ? offset : undefined,
  };
}

/** Range checks of `strftime` and `asctime`; zeros stand for the least month, day and day of year. */
export function checked(time: Civil): Civil {
  const month = time.month === 0 ? 1 : time.month;
  const day = time.day === 0 ? 1 : time.day;
  const yearDay = time.yearDay === 0 ? 1 : time.yearDay;
  const require = (ok: boolean, what: string): void => {
    if (!ok) throw valueError(`${what} out of range`);
  };
  require(month >= 1 && month <= 12, "month");
  require(day >= 1 && day <= 31, "day of month");
  require(time.hour >= 0 && time.hour <= 23, "hour");
  require(time.minute >= 0 && time.minute <= 59, "minute");
  require(time.second >= 0 && time.second <= 61, "seconds");
  require(yearDay >= 1 && yearDay <= 366, "day of year");
  return { ...time, month, day, yearDay };
}

/** `time.mktime`: seconds of a local civil time. */
export function localSeconds(time: Civil): number {
  const { year, month, day, hour, minute, second, dst } = time;
  const wall = utcSeconds(year, month, day, hour, minute, second);
  const { standard, summer } = yearlyStates(wall);
  if (dst > 0 && standard.offset !== summer.offset) return wall - summer.offset;
  if (dst === 0 && standard.offset !== summer.offset) return wall - standard.offset;
  let guess = wall - standard.offset;
  for (let i = 0; i < 3; i++) {
    const next = wall - offsetAt(guess);
    if (next === guess) break;
    guess = next;
  }
  return guess;
}
