/** Moments as days and microseconds of the day: adding durations, differences, order. */
import { callable } from "../../core/call.ts";
import { typeOf } from "../../core/builtin-types.ts";
import { hash } from "../../core/hash.ts";
import type { Value } from "../../core/object.ts";
import { overflowError, typeError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { fromOrdinal, MAX_ORDINAL, toOrdinal, type YearMonthDay } from "./calendar.ts";
import { datetimeType, dateType, PyDate, PyDateTime, type PyDelta, PyTime } from "./data.ts";
import { compareDeltas, deltaOf, hashDelta, subtractDeltas } from "./delta.ts";
import { utcOffset } from "./zone-methods.ts";

/** The date of a day that may lie beyond the calendar: OverflowError. */
export function dateOf(ordinal: number): YearMonthDay {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw overflowError("date value out of range");
  return fromOrdinal(ordinal);
}

export const ordinalOf = ({ year, month, day }: PyDate): number => toOrdinal(year, month, day);

/** A date of the class of another. */
export function makeDate(cls: Value, { year, month, day }: YearMonthDay): Value {
  if (cls === dateType) return new PyDate(year, month, day);
  if (cls === datetimeType) return new PyDateTime(year, month, day);
  return callable(cls).c3(year, month, day);
}

export interface Fields extends YearMonthDay {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

/** A datetime of a class, which a subclass's constructor makes. */
export function makeDateTime(cls: Value, fields: Fields, zone: Value, fold = 0): Value {
  const { year, month, day, hour, minute, second, microsecond } = fields;
  if (cls === datetimeType)
    return new PyDateTime(year, month, day, hour, minute, second, microsecond, zone, fold);
  const args: Value[] = [year, month, day, hour, minute, second, microsecond, zone];
  return fold === 0 ? callable(cls).cn(args) : callable(cls).ck([...args, fold], ["fold"]);
}

/** The fields of a moment given by its day and the seconds and microseconds in it, which may be out of range. */
export function fieldsOf(ordinal: number, seconds: number, microseconds: number): Fields {
  const carry = Math.floor(microseconds / 1_000_000);
  const all = seconds + carry;
  const days = Math.floor(all / 86_400);
  const second = all - days * 86_400;
  return {
    ...dateOf(ordinal + days),
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
    microsecond: microseconds - carry * 1_000_000,
  };
}

export const secondsOfDay = ({ hour, minute, second }: PyDateTime | PyTime): number =>
  hour * 3600 + minute * 60 + second;

/** `moment + delta`, or `moment - delta` with sign -1. */
export function addDelta(moment: PyDateTime, delta: PyDelta, sign: 1 | -1 = 1): Value {
  const fields = fieldsOf(
    ordinalOf(moment) + sign * delta.days,
    secondsOfDay(moment) + sign * delta.seconds,
    moment.microsecond + sign * delta.microseconds,
  );
  return makeDateTime(typeOf(moment), fields, moment.zone);
}

/** The time that passes between two moments by their clocks, whatever their zones. */
const clockDifference = (a: PyDateTime, b: PyDateTime): PyDelta =>
  deltaOf(ordinalOf(a) - ordinalOf(b), secondsOfDay(a) - secondsOfDay(b), a.microsecond - b.microsecond);

/** `a - b`; TypeError when one of them has an offset from UTC and the other has none. */
export function difference(a: PyDateTime, b: PyDateTime): PyDelta {
  const passed = clockDifference(a, b);
  if (a.zone === b.zone) return passed;
  const offsetA = utcOffset(a.zone, a);
  const offsetB = utcOffset(b.zone, b);
  if (offsetA === null && offsetB === null) return passed;
  if (offsetA === null || offsetB === null)
    throw typeError("can't subtract offset-naive and offset-aware datetimes");
  return subtractDeltas(passed, subtractDeltas(offsetA, offsetB));
}

const sameOffset = (a: PyDelta | null, b: PyDelta | null): boolean =>
  a === null || b === null ? a === b : compareDeltas(a, b) === 0;

export const sameMoment = (moment: PyDateTime, fold: number, zone: Value = moment.zone): PyDateTime =>
  new PyDateTime(
    moment.year,
    moment.month,
    moment.day,
    moment.hour,
    moment.minute,
    moment.second,
    moment.microsecond,
    zone,
    fold,
  );

/** Whether the offset depends on the fold: such a moment equals none of another zone (PEP 495). */
const isAmbiguous = (moment: PyDateTime, offset: PyDelta | null): boolean =>
  !sameOffset(offset, utcOffset(moment.zone, sameMoment(moment, 1 - moment.fold)));

export function compareDates(a: PyDate, b: PyDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

const compareClocks = (a: PyDateTime | PyTime, b: PyDateTime | PyTime): number =>
  a.hour - b.hour || a.minute - b.minute || a.second - b.second || a.microsecond - b.microsecond;

/**
 * The order of two moments; undefined when only one of them has an offset. `forEquality` takes note of ambiguous times.
 */
export function compareMoments(a: PyDateTime, b: PyDateTime, forEquality: boolean): number | undefined {
  const byClock = compareDates(a, b) || compareClocks(a, b);
  if (a.zone === b.zone) return byClock;
  const offsetA = utcOffset(a.zone, a);
  const offsetB = utcOffset(b.zone, b);
  let order: number;
  if (sameOffset(offsetA, offsetB)) order = byClock;
  else if (offsetA === null || offsetB === null) return undefined;
  else {
    const { days, seconds, microseconds } = subtractDeltas(
      clockDifference(a, b),
      subtractDeltas(offsetA, offsetB),
    );
    order = days || seconds || microseconds;
  }
  if (forEquality && order === 0 && (isAmbiguous(a, offsetA) || isAmbiguous(b, offsetB))) return 1;
  return order;
}

/** The order of two times of day; undefined when only one of them has an offset. */
export function compareTimes(a: PyTime, b: PyTime): number | undefined {
  if (a.zone === b.zone) return compareClocks(a, b);
  const offsetA = utcOffset(a.zone, null);
  const offsetB = utcOffset(b.zone, null);
  if (sameOffset(offsetA, offsetB)) return compareClocks(a, b);
  if (offsetA === null || offsetB === null) return undefined;
  const seconds = (time: PyTime, offset: PyDelta): number =>
    secondsOfDay(time) - offset.days * 86_400 - offset.seconds;
  return seconds(a, offsetA) - seconds(b, offsetB) || a.microsecond - b.microsecond;
}

export const dateState = ({ year, month, day }: PyDate): number[] => [year >> 8, year & 255, month, day];
const clockState = ({ hour, minute, second, microsecond }: PyDateTime | PyTime): number[] => [
  hour,
  minute,
  second,
  microsecond >> 16,
  (microsecond >> 8) & 255,
  microsecond & 255,
];

/** The bytes that pickles hold; protocols above 3 know folds. */
export function state(value: PyDate | PyDateTime | PyTime, withFold: boolean): number[] {
  if (value instanceof PyTime) {
    const bytesOf = clockState(value);
    if (withFold && value.fold === 1) bytesOf[0] = (bytesOf[0] as number) | 128;
    return bytesOf;
  }
  const bytesOf = dateState(value);
  if (!(value instanceof PyDateTime)) return bytesOf;
  if (withFold && value.fold === 1) bytesOf[2] = (bytesOf[2] as number) | 128;
  return [...bytesOf, ...clockState(value)];
}

/** Equal values have equal hashes, so what has an offset goes by UTC, and a fold does not count. */
export function hashOf(value: PyDate | PyTime): number | bigint {
  if (value.hashed !== undefined) return value.hashed;
  let result: number | bigint | undefined;
  if (value instanceof PyDateTime) {
    const offset = utcOffset(value.zone, value.fold === 0 ? value : sameMoment(value, 0));
    if (offset !== null) {
      const passed = deltaOf(ordinalOf(value), secondsOfDay(value), value.microsecond);
      result = hashDelta(subtractDeltas(passed, offset));
    }
  } else if (value instanceof PyTime) {
    const offset = utcOffset(value.zone, null);
    if (offset !== null)
      result = hashDelta(
        deltaOf(-offset.days, secondsOfDay(value) - offset.seconds, value.microsecond - offset.microseconds),
      );
  }
  result ??= hash(bytes(state(value, false)));
  value.hashed = result;
  return result;
}
