/** `strftime` in the C locale, with glibc's flags. https://docs.python.org/3.14/library/time.html#time.strftime */
import { charOf, fromPoints, isFlat, joinStrs, pointsOf, str, type Str, strOf } from "../../objects/str.ts";
import type { Civil } from "./struct-time.ts";
import { localSeconds } from "./struct-time.ts";
import { offsetAt, zoneAt } from "./zone.ts";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

const pad = (n: number, width: number, fill = "0"): string => {
  const digits = String(Math.abs(n)).padStart(n < 0 ? width - 1 : width, fill);
  return n < 0 ? `-${digits}` : digits;
};

/** `Sun Jun 20 23:21:05 1993` */
export function asctime(time: Civil): string {
  const day = DAYS[time.weekday]?.slice(0, 3);
  const month = MONTHS[time.month - 1]?.slice(0, 3);
  const clock = `${pad(time.hour, 2)}:${pad(time.minute, 2)}:${pad(time.second, 2)}`;
  return `${day} ${month} ${pad(time.day, 2, " ")} ${clock} ${time.year}`;
}

/** ISO 8601 year and week. */
function isoWeek(time: Civil): [year: number, week: number] {
  const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const week = Math.floor((time.yearDay - 1 - time.weekday + 10) / 7);
  const weeksIn = (year: number, firstWeekday: number): number =>
    firstWeekday === 3 || (firstWeekday === 2 && isLeap(year)) ? 53 : 52;
  const first = (((time.weekday - (time.yearDay - 1)) % 7) + 7) % 7;
  if (week < 1) {
    const days = isLeap(time.year - 1) ? 366 : 365;
    const previousFirst = (((first - days) % 7) + 7) % 7;
    return [time.year - 1, weeksIn(time.year - 1, previousFirst)];
  }
  if (week > weeksIn(time.year, first)) return [time.year + 1, 1];
  return [time.year, week];
}

/** Applies `map` to the parts of a str between surrogates, which no part of a format holds. */
export function mapFlatParts(text: Str, map: (part: string) => string): Str {
  if (isFlat(text)) return str(map(strOf(text)));
  const parts: Str[] = [];
  let flat: number[] = [];
  const finish = (): void => {
    parts.push(str(map(strOf(fromPoints(flat)))));
    flat = [];
  };
  for (const point of pointsOf(text)) {
    if (point < 0xd800 || point > 0xdfff) flat.push(point);
    else {
      finish();
      parts.push(charOf(point));
    }
  }
  finish();
  return joinStrs("", parts);
}

export function strftime(format: string, time: Civil): string {
  return format.replace(
    /%([-_0^#]*)(\d*)([EO]?)([A-Za-z%+]|$)/g,
    (whole, flags: string, width: string, _modifier, letter: string) => {
      const field = expand(letter, time);
      if (field === undefined) return whole;
      return adjust(field, flags, width);
    },
  );
}

/** A field: a number with its default width and fill, or text. */
type Field = { number: number; width: number; fill: string } | { text: string };

function adjust(field: Field, flags: string, width: string): string {
  let text: string;
  if ("number" in field) {
    let { fill } = field;
    if (flags.includes("_")) fill = " ";
    if (flags.includes("0")) fill = "0";
    const wide = width === "" ? field.width : Math.max(Number(width), flags.includes("-") ? 0 : field.width);
    text = flags.includes("-") && width === "" ? String(field.number) : pad(field.number, wide, fill);
  } else {
    text = field.text;
    if (width !== "") text = text.padStart(Number(width), flags.includes("0") ? "0" : " ");
  }
  if (flags.includes("^")) return text.toUpperCase();
  if (flags.includes("#")) return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
  return text;
}

function expand(letter: string, time: Civil): Field | undefined {
  const { year, month, day, hour, minute, second, weekday, yearDay } = time;
  const number = (value: number, width = 2, fill = "0"): Field => ({ number: value, width, fill });
  const text = (value: string): Field => ({ text: value });
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  switch (letter) {
    case "a":
      return text(DAYS[weekday]?.slice(0, 3) ?? "?");
    case "A":
      return text(DAYS[weekday] ?? "?");
    case "b":
    case "h":
      return text(MONTHS[month - 1]?.slice(0, 3) ?? "?");
    case "B":
      return text(MONTHS[month - 1] ?? "?");
    case "c":
      return text(asctime(time));
    case "C":
      return number(Math.floor(year / 100));
    case "d":
      return number(day);
    case "D":
    case "x":
      return text(strftime("%m/%d/%y", time));
    case "e":
      return number(day, 2, " ");
    case "F":
      return text(strftime("%Y-%m-%d", time));
    case "g":
      return number(isoWeek(time)[0] % 100);
    case "G":
      return number(isoWeek(time)[0], 4);
    case "H":
      return number(hour);
    case "I":
      return number(twelve);
    case "j":
      return number(yearDay, 3);
    case "k":
      return number(hour, 2, " ");
    case "l":
      return number(twelve, 2, " ");
    case "m":
      return number(month);
    case "M":
      return number(minute);
    case "n":
      return text("\n");
    case "p":
      return text(hour < 12 ? "AM" : "PM");
    case "P":
      return text(hour < 12 ? "am" : "pm");
    case "r":
      return text(strftime("%I:%M:%S %p", time));
    case "R":
      return text(strftime("%H:%M", time));
    case "s":
      return text(String(localSeconds(time)));
    case "S":
      return number(second);
    case "t":
      return text("\t");
    case "T":
    case "X":
      return text(strftime("%H:%M:%S", time));
    case "u":
      return number(weekday + 1, 1);
    case "U":
      return number(Math.floor((yearDay - 1 + 7 - ((weekday + 1) % 7)) / 7));
    case "V":
      return number(isoWeek(time)[1]);
    case "w":
      return number((weekday + 1) % 7, 1);
    case "W":
      return number(Math.floor((yearDay - 1 + 7 - weekday) / 7));
    case "y":
      return number(((year % 100) + 100) % 100);
    case "Y":
      return number(year, 1);
    case "z": {
      const offset = time.offset ?? offsetAt(localSeconds(time));
      const minutes = Math.trunc(Math.abs(offset) / 60);
      return text(`${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`);
    }
    case "Z":
      return text(time.zone ?? zoneAt(localSeconds(time)).abbreviation);
    case "%":
      return text("%");
    default:
      return undefined;
  }
}
