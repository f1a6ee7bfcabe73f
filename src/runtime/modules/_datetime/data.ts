/**
 * `_datetime`: dates and times. Follows Modules/_datetimemodule.c; https://docs.python.org/3.14/library/datetime.html
 *
 * This file has the data of the types. The others: `calendar.ts` counts days, `arguments.ts` checks fields, `delta.ts`,
 * `zones.ts`, `date.ts`, `time.ts` and `datetime.ts` are the behaviour of one type each, `zone-methods.ts` calls the
 * methods of a `tzinfo`, `iso-format.ts` and `strftime.ts` read and write text, `arithmetic.ts` adds and compares moments,
 * `local-time.ts` asks for the zone of the machine.
 *
 * Fields are plain numbers in their proper ranges: constructors check, all else keeps them so.
 */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { Str } from "../../objects/str.ts";
import { TupleLayout, tupleType } from "../../objects/tuple.ts";

/** A duration: days of either sign, and seconds and microseconds of a day that count forward. */
export class PyDelta extends PyInstance {
  days: number;
  seconds: number;
  microseconds: number;
  constructor(days = 0, seconds = 0, microseconds = 0) {
    super();
    this.days = days;
    this.seconds = seconds;
    this.microseconds = microseconds;
  }
}
export const deltaType = declareType("datetime.timedelta", PyDelta);

export class PyTzinfo extends PyInstance {}
export const tzinfoType = declareType("datetime.tzinfo", PyTzinfo);

export class PyTimezone extends PyTzinfo {
  offset: PyDelta;
  zoneName: Str | undefined;
  constructor(offset: PyDelta = new PyDelta(), zoneName: Str | undefined = undefined) {
    super();
    this.offset = offset;
    this.zoneName = zoneName;
  }
}
export const timezoneType = declareType("datetime.timezone", PyTimezone, {
  bases: [tzinfoType],
  subclassable: false,
});

export class PyDate extends PyInstance {
  year: number;
  month: number;
  day: number;
  /** Its hash, once it was asked for. */
  hashed: number | bigint | undefined = undefined;
  constructor(year = 1, month = 1, day = 1) {
    super();
    this.year = year;
    this.month = month;
    this.day = day;
  }
}
export const dateType = declareType("datetime.date", PyDate);

export class PyDateTime extends PyDate {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  /** None or a tzinfo. */
  zone: Value;
  fold: number;
  constructor(
    year = 1,
    month = 1,
    day = 1,
    hour = 0,
    minute = 0,
    second = 0,
    microsecond = 0,
    zone: Value = null,
    fold = 0,
  ) {
    super(year, month, day);
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.zone = zone;
    this.fold = fold;
  }
}
export const datetimeType = declareType("datetime.datetime", PyDateTime, { bases: [dateType] });

export class PyTime extends PyInstance {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  zone: Value;
  fold: number;
  hashed: number | bigint | undefined = undefined;
  constructor(hour = 0, minute = 0, second = 0, microsecond = 0, zone: Value = null, fold = 0) {
    super();
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.zone = zone;
    this.fold = fold;
  }
}
export const timeType = declareType("datetime.time", PyTime);

export class PyIsoCalendarDate extends TupleLayout {}
export const isoCalendarDateType = declareType("datetime.IsoCalendarDate", PyIsoCalendarDate, {
  bases: [tupleType],
  subclassable: false,
});

/** Immutable, so one for all interpreters. */
export const UTC = new PyTimezone();
export const EPOCH = new PyDateTime(1970, 1, 1, 0, 0, 0, 0, UTC);

export const pad = (n: number, width = 2): string => String(n).padStart(width, "0");
