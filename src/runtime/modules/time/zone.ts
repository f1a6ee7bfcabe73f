/**
 * The local time zone. As the C library does, it takes the variable TZ, a name in the system's database or a rule of
 * POSIX, and without it /etc/localtime; where the host has no such files, `Intl` knows the host's zone by name.
 */
import { current } from "../../core/state.ts";
import { decodeZoneFile } from "./zone-file.ts";
import { parseRule } from "./zone-rule.ts";

/** What clocks show at a moment. */
export interface ZoneState {
  /** Seconds east of Greenwich. */
  readonly offset: number;
  readonly summer: boolean;
  /** `CET`, `EST`, or `+03` where there is none. */
  readonly abbreviation: string;
}
/** The state at a moment, in seconds since 1970. */
export type Zone = (seconds: number) => ZoneState;

const ZONE = Symbol("local time zone");
const DATABASE = "/usr/share/zoneinfo";

const fixed = (abbreviation: string): Zone => {
  const state = { offset: 0, summer: false, abbreviation };
  return () => state;
};

const holder = (): { zone: Zone | undefined } => current.stateOf(ZONE, () => ({ zone: undefined }));

function load(): Zone {
  const { environment } = current.host;
  const variable = environment.get("TZ")?.replace(/^:/, "");
  if (variable === undefined) return readFile("/etc/localtime") ?? byName(current.host.clock.timeZone());
  if (variable === "" || variable === "UTC" || variable === "UTC0") return fixed("UTC");
  const path = variable.startsWith("/") ? variable : `${environment.get("TZDIR") ?? DATABASE}/${variable}`;
  return (
    (variable.includes("..") ? undefined : readFile(path)) ??
    parseRule(variable) ??
    (variable === current.host.clock.timeZone() ? byName(variable) : fixed("UTC"))
  );
}

function readFile(path: string): Zone | undefined {
  const { files } = current.host;
  try {
    if (files.kind(path) !== 0o100000) return undefined;
    const fd = files.open(path, files.flags.RDONLY, 0);
    try {
      const data = new Uint8Array(files.status(fd).size);
      const count = files.read(fd, data);
      return decodeZoneFile(data.subarray(0, count));
    } finally {
      files.close(fd);
    }
  } catch (error) {
    if ((error as Error).name === "HostError") return undefined;
    throw error;
  }
}

/** English locales differ in which abbreviations they know. */
const LOCALES = ["en-US", "en-GB", "en-AU", "en-IN", "en-ZA", "en-CA"];

function byName(name: string): Zone {
  const format = name === "UTC" || name === "Etc/UTC" ? undefined : formatFor("en-US", name);
  if (format === undefined) return fixed("UTC");
  const abbreviations = new Map<number, string>();
  const offsetAt = (seconds: number): number => offsetBy(format, seconds);
  return (seconds) => {
    const offset = offsetAt(seconds);
    let abbreviation = abbreviations.get(offset);
    if (abbreviation === undefined) {
      abbreviation = findAbbreviation(name, seconds, offset);
      abbreviations.set(offset, abbreviation);
    }
    const year = new Date(seconds * 1000).getUTCFullYear();
    const winter = Math.min(
      offsetAt(utcSeconds(year, 1, 1, 12, 0, 0)),
      offsetAt(utcSeconds(year, 7, 1, 12, 0, 0)),
    );
    return { offset, summer: offset > winter, abbreviation };
  };
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

function offsetBy(format: Intl.DateTimeFormat, seconds: number): number {
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

/** `time.tzset()`: the host is asked anew when it is needed. */
export function resetZone(): void {
  holder().zone = undefined;
}

/** What the local clock shows at a moment, in seconds since 1970. */
export const zoneAt = (seconds: number): ZoneState => {
  const held = holder();
  held.zone ??= load();
  return held.zone(seconds);
};

/** Seconds east of Greenwich at a moment. */
export const offsetAt = (seconds: number): number => zoneAt(seconds).offset;

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

/** The zone in the year of a moment, outside of summer time and in it: what `time.timezone` and `altzone` are made of. */
export function yearlyStates(seconds: number): { standard: ZoneState; summer: ZoneState } {
  const year = new Date(seconds * 1000).getUTCFullYear();
  const january = zoneAt(utcSeconds(year, 1, 1, 12, 0, 0));
  const july = zoneAt(utcSeconds(year, 7, 1, 12, 0, 0));
  return january.offset <= july.offset
    ? { standard: january, summer: july }
    : { standard: july, summer: january };
}
