/** The local time zone, out of the host's IANA name by `Intl`. */
import { current } from "../../core/state.ts";

interface Zone {
  name: string;
  format: Intl.DateTimeFormat | undefined;
  abbreviations: Map<string, string>;
}

const ZONE = Symbol("local time zone");

function zone(): Zone {
  return current.stateOf<{ zone: Zone }>(ZONE, () => ({ zone: load() })).zone;
}

function load(): Zone {
  const name = current.host.clock.timeZone();
  const format = name === "UTC" || name === "Etc/UTC" ? undefined : formatFor("en-US", name);
  return { name, format, abbreviations: new Map() };
}

function formatFor(locale: string, timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat(locale, {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      timeZoneName: "short",
    });
  } catch {
    return undefined;
  }
}

/** `time.tzset()`: asks the host anew. */
export function resetZone(): void {
  current.stateOf<{ zone: Zone }>(ZONE, () => ({ zone: load() })).zone = load();
}

/** Seconds east of Greenwich at a moment (seconds since 1970). */
export function offsetAt(seconds: number): number {
  const { format } = zone();
  if (format === undefined) return 0;
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(new Date(seconds * 1000))) parts[type] = value;
  const number = (name: string): number => Number(parts[name]);
  const year = parts["era"]?.startsWith("B") === true ? 1 - number("year") : number("year");
  const local = utcSeconds(
    year,
    number("month"),
    number("day"),
    number("hour"),
    number("minute"),
    number("second"),
  );
  return local - seconds;
}

/** Abbreviated name of the zone at a moment: `CET`, `EST`, or `+03` where there is none. */
export function abbreviationAt(seconds: number): string {
  const state = zone();
  if (state.format === undefined) return "UTC";
  const offset = offsetAt(seconds);
  const key = `${offset}`;
  let name = state.abbreviations.get(key);
  if (name === undefined) {
    name = findAbbreviation(state.name, seconds, offset);
    state.abbreviations.set(key, name);
  }
  return name;
}

/** English locales differ in which abbreviations they know. */
const LOCALES = ["en-US", "en-GB", "en-AU", "en-IN", "en-ZA", "en-CA"];

function findAbbreviation(timeZone: string, seconds: number, offset: number): string {
  for (const locale of LOCALES) {
    const parts = formatFor(locale, timeZone)?.formatToParts(new Date(seconds * 1000)) ?? [];
    const name = parts.find((part) => part.type === "timeZoneName")?.value;
    if (name !== undefined && /^[A-Z]{3,5}$/.test(name)) return name;
  }
  const minutes = Math.abs(Math.trunc(offset / 60));
  const pad = (n: number): string => String(n).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${pad(Math.trunc(minutes / 60))}${minutes % 60 === 0 ? "" : pad(minutes % 60)}`;
}

/** Seconds since 1970 of a civil time in UTC; `month` from 1. Fields may be out of range and carry over. */
export function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

/** Standard offset and that of summer time in the year of a moment: what `time.timezone` and `altzone` are made of. */
export function yearlyOffsets(seconds: number): {
  standard: number;
  summer: number;
  winterMoment: number;
  summerMoment: number;
} {
  const year = new Date(seconds * 1000).getUTCFullYear();
  const january = utcSeconds(year, 1, 1, 12, 0, 0);
  const july = utcSeconds(year, 7, 1, 12, 0, 0);
  const first = offsetAt(january);
  const second = offsetAt(july);
  return first <= second
    ? { standard: first, summer: second, winterMoment: january, summerMoment: july }
    : { standard: second, summer: first, winterMoment: july, summerMoment: january };
}
