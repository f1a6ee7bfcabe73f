/** Reading ISO 8601, and writing times. */
import type { Value } from "../../core/object.ts";
import { valueError } from "../../exceptions/raise.ts";
import { fromIsoWeek, type YearMonthDay } from "./calendar.ts";
import { pad, type PyDateTime, type PyTime, UTC } from "./data.ts";
import { deltaOf } from "./delta.ts";
import { timezone } from "./zones.ts";

export interface Clock {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

const CALENDAR_DATE = /^(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))$/;
const WEEK_DATE = /^(\d{4})(?:-W(\d\d)(?:-(\d))?|W(\d\d)(\d)?)$/;
const CLOCK = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?$/;

/** A date, whose month and day may be out of range; undefined for what is none. */
export function parseDate(text: string): YearMonthDay | undefined {
  const date = CALENDAR_DATE.exec(text);
  if (date !== null)
    return { year: Number(date[1]), month: Number(date[2] ?? date[4]), day: Number(date[3] ?? date[5]) };
  const week = WEEK_DATE.exec(text);
  if (week === null) return undefined;
  const found = fromIsoWeek(Number(week[1]), Number(week[2] ?? week[4]), Number(week[3] ?? week[5] ?? 1));
  return typeof found === "string" ? undefined : found;
}

function parseClock(text: string): Clock | undefined {
  const parts = CLOCK.exec(text);
  if (parts === null) return undefined;
  const fraction = parts[4] ?? parts[7] ?? "";
  return {
    hour: Number(parts[1]),
    minute: Number(parts[2] ?? parts[5] ?? 0),
    second: Number(parts[3] ?? parts[6] ?? 0),
    microsecond: Number(fraction.slice(0, 6).padEnd(6, "0")),
  };
}

/** A time of day with what is said of its zone, None for nothing; undefined for what is none. */
export function parseTime(text: string): { clock: Clock; zone: Value } | undefined {
  const at = text.search(/[Z+-]/);
  const clock = parseClock(at < 0 ? text : text.slice(0, at));
  if (clock === undefined) return undefined;
  if (at < 0) return { clock, zone: null };
  if (text[at] === "Z") return at === text.length - 1 ? { clock, zone: UTC } : undefined;
  const offset = parseClock(text.slice(at + 1));
  if (offset === undefined) return undefined;
  const sign = text[at] === "-" ? -1 : 1;
  const seconds = offset.hour * 3600 + offset.minute * 60 + offset.second;
  return { clock, zone: timezone(deltaOf(0, sign * seconds, sign * offset.microsecond)) };
}

/** Whether a time is the end of a day, 24:00; such a time is changed to 00:00. */
export function endsDay(clock: Clock): boolean {
  if (clock.hour !== 24) return false;
  if (clock.minute !== 0 || clock.second !== 0 || clock.microsecond !== 0)
    throw valueError("minute, second, and microsecond must be 0 when hour is 24");
  clock.hour = 0;
  return true;
}

/** Where the date ends and the time begins, in characters. A week's date may be as long as a calendar's. */
export function separatorAt(text: readonly string[]): number {
  const { length } = text;
  if (length === 7) return 7;
  const digit = (i: number): boolean => /^\d$/.test(text[i] ?? "");
  if (text[4] === "-") {
    if (text[5] !== "W") return 10;
    if (length < 8) return -1;
    if (length > 8 && text[8] === "-") {
      if (length === 9) return -1;
      // A digit behind a digit belongs to the time, so the hyphen is what separates.
      return length > 10 && digit(10) ? 8 : 10;
    }
    return 8;
  }
  if (text[4] !== "W") return 8;
  let i = 7;
  while (i < length && digit(i)) i++;
  if (i < 9) return i;
  return i % 2 === 0 ? 7 : 8;
}

/** A time of day to the precision that `timespec` names. */
export function clockText(time: PyDateTime | PyTime, timespec: string): string {
  const { hour, minute, second, microsecond } = time;
  const hours = pad(hour);
  const minutes = `${hours}:${pad(minute)}`;
  const seconds = `${minutes}:${pad(second)}`;
  switch (timespec) {
    case "auto":
      return microsecond === 0 ? seconds : `${seconds}.${pad(microsecond, 6)}`;
    case "hours":
      return hours;
    case "minutes":
      return minutes;
    case "seconds":
      return seconds;
    case "milliseconds":
      return `${seconds}.${pad(Math.floor(microsecond / 1000), 3)}`;
    case "microseconds":
      return `${seconds}.${pad(microsecond, 6)}`;
    default:
      throw valueError("Unknown timespec value");
  }
}
