/** The proleptic Gregorian calendar: days counted from 1 for January 1 of year 1. */
export const MINYEAR = 1;
export const MAXYEAR = 9999;
export const MAX_ORDINAL = 3652059;

const LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month] as number);

const daysBeforeYear = (year: number): number => {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
};

/** Days of the year before a month. */
export const daysBeforeMonth = (year: number, month: number): number =>
  (BEFORE[month] as number) + (month > 2 && isLeap(year) ? 1 : 0);

export const toOrdinal = (year: number, month: number, day: number): number =>
  daysBeforeYear(year) + daysBeforeMonth(year, month) + day;

export interface YearMonthDay {
  year: number;
  month: number;
  day: number;
}

/** The date of a day; the inverse of {@link toOrdinal}. */
export function fromOrdinal(ordinal: number): YearMonthDay {
  // An estimate from the mean length of a year is at most one too small.
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (daysBeforeYear(year) >= ordinal) year--;
  while (daysBeforeYear(year + 1) < ordinal) year++;
  const dayOfYear = ordinal - daysBeforeYear(year);
  let month = Math.min(12, (dayOfYear + 50) >> 5) || 1;
  if (daysBeforeMonth(year, month) >= dayOfYear) month--;
  else if (month < 12 && daysBeforeMonth(year, month + 1) < dayOfYear) month++;
  return { year, month, day: dayOfYear - daysBeforeMonth(year, month) };
}

/** 0 for Monday. */
export const weekday = (year: number, month: number, day: number): number =>
  (toOrdinal(year, month, day) + 6) % 7;

/** Day number of the Monday that begins the first ISO week of a year, the one with its first Thursday. */
export function isoFirstMonday(year: number): number {
  const first = toOrdinal(year, 1, 1);
  const day = (first + 6) % 7;
  return first - day + (day > 3 ? 7 : 0);
}

/** The date of a day of an ISO week, or what is wrong with it. */
export function fromIsoWeek(year: number, week: number, day: number): YearMonthDay | "year" | "week" | "day" {
  if (year < MINYEAR || year > MAXYEAR) return "year";
  if (week < 1 || week > 52) {
    const first = toOrdinal(year, 1, 1) % 7;
    // Years that begin with a Thursday have 53 weeks, and leap years that begin with a Wednesday.
    if (week !== 53 || !(first === 4 || (first === 3 && isLeap(year)))) return "week";
  }
  if (day < 1 || day > 7) return "day";
  return fromOrdinal(isoFirstMonday(year) + (week - 1) * 7 + day - 1);
}
