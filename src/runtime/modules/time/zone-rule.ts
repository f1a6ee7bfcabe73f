/** Rules of POSIX for a time zone: `EST5EDT,M3.2.0,M11.1.0`, with the extension of RFC 9636 for times beyond a day. */
import type { Zone, ZoneState } from "./zone.ts";

const NAME = "(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
const TIME = "[+-]?\\d+(?::\\d+(?::\\d+)?)?";
const RULE = new RegExp(`^(${NAME})(${TIME})(?:(${NAME})(${TIME})?(?:,([^,]+),([^,]+))?)?$`);

/** Summer time as the United States have it, which the C library takes when a rule names none. */
const DEFAULT_CHANGES = ["M3.2.0", "M11.1.0"] as const;

const DAY = 86_400;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const startOfYear = (year: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, 1);
  return date.getTime() / 1000;
};

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  return (text.startsWith("-") ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds);
}

/** Seconds from the start of a year, by the local clock, to a change. */
type Change = (year: number) => number;

function parseChange(text: string): Change | undefined {
  const [date = "", time = "2"] = text.split("/");
  const seconds = secondsOf(time);
  const month = /^M(\d+)\.(\d)\.(\d)$/.exec(date)?.slice(1).map(Number) as
    | [number, number, number]
    | undefined;
  if (month !== undefined) {
    const [m, week, weekday] = month;
    return (year) => {
      const first = new Date(0);
      first.setUTCFullYear(year, m - 1, 1);
      const next = new Date(0);
      next.setUTCFullYear(year, m, 1);
      const length = (next.getTime() - first.getTime()) / 1000 / DAY;
      let day = ((weekday - first.getUTCDay() + 7) % 7) + 7 * (week - 1);
      while (day >= length) day -= 7;
      return first.getTime() / 1000 - startOfYear(year) + day * DAY + seconds;
    };
  }
  const julian = /^J(\d+)$/.exec(date);
  // Such a day of the year never counts February 29.
  if (julian !== null) {
    const day = Number(julian[1]);
    return (year) => (day - 1 + (isLeap(year) && day >= 60 ? 1 : 0)) * DAY + seconds;
  }
  if (!/^\d+$/.test(date)) return undefined;
  return () => Number(date) * DAY + seconds;
}

const unquoted = (name: string): string => name.replace(/[<>]/g, "");

/** The zone of a rule; undefined for text that is none. */
export function parseRule(text: string): Zone | undefined {
  const [, name, offset, summerName, summerOffset, from, to] = RULE.exec(text) ?? [];
  if (name === undefined || offset === undefined) return undefined;
  const west = secondsOf(offset);
  const standard: ZoneState = { offset: 0 - west, summer: false, abbreviation: unquoted(name) };
  if (summerName === undefined) return () => standard;
  const summer: ZoneState = {
    offset: 0 - (summerOffset === undefined ? west - 3600 : secondsOf(summerOffset)),
    summer: true,
    abbreviation: unquoted(summerName),
  };
  const begin = parseChange(from ?? DEFAULT_CHANGES[0]);
  const end = parseChange(to ?? DEFAULT_CHANGES[1]);
  if (begin === undefined || end === undefined) return undefined;
  return (seconds) => {
    const year = new Date((seconds + standard.offset) * 1000).getUTCFullYear();
    const start = startOfYear(year);
    const beginning = start + begin(year) - standard.offset;
    const ending = start + end(year) - summer.offset;
    // South of the equator summer goes over the turn of the year.
    const within =
      beginning < ending
        ? seconds >= beginning && seconds < ending
        : seconds >= beginning || seconds < ending;
    return within ? summer : standard;
  };
}
