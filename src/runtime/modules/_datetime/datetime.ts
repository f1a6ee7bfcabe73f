/** `datetime.datetime`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import * as exceptions from "../../exceptions/hierarchy.ts";
import { bytes } from "../../objects/bytes.ts";
import { float } from "../../objects/float.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { charsOf, isStr, str, strLength, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { callMethod1, callMethodN } from "../../protocols/method-call.ts";
import { toCInt, truediv } from "../../protocols/number.ts";
import { reprText } from "../../protocols/repr.ts";
import { warn } from "../_warnings.ts";
import { checkDate, checkTime, checkZone, field, missing, pickled, textArgument } from "./arguments.ts";
import {
  addDelta,
  compareMoments,
  difference,
  hashOf,
  makeDateTime,
  sameMoment,
  state,
  type Fields,
} from "./arithmetic.ts";
import { daysInMonth, type YearMonthDay } from "./calendar.ts";
import { datetimeType, EPOCH, PyDate, PyDateTime, PyDelta, PyTime, PyTimezone } from "./data.ts";
import { dateText, strptime } from "./date.ts";
import { microsecondsOf } from "./delta.ts";
import { clockText, endsDay, parseDate, parseTime, separatorAt } from "./iso-format.ts";
import {
  localMoment,
  localTimestamp,
  localZone,
  now,
  type Timestamp,
  timestampOf,
  utcFields,
  utcTimestamp,
} from "./local-time.ts";
import { ctime, structTime } from "./strftime.ts";
import { checkPickledZone } from "./time.ts";
import { dstOffset, utcOffset, zoneName } from "./zone-methods.ts";
import { offsetText } from "./zones.ts";

const isMonth = (byte: number): boolean => (byte & 127) >= 1 && (byte & 127) <= 12;

function makeInto(cls: PyType, fields: Fields, zone: Value, fold: number): PyDateTime {
  const { year, month, day, hour, minute, second, microsecond } = fields;
  checkDate(year, month, day);
  checkTime(hour, minute, second, microsecond, fold);
  checkZone(zone);
  return fill(cls, fields, zone, fold);
}

/** A pickled state is taken as it is. */
function fill(cls: PyType, fields: Fields, zone: Value, fold: number): PyDateTime {
  const { year, month, day, hour, minute, second, microsecond } = fields;
  if (cls === datetimeType)
    return new PyDateTime(year, month, day, hour, minute, second, microsecond, zone, fold);
  const self = cls.alloc() as PyDateTime;
  self.year = year;
  self.month = month;
  self.day = day;
  self.hour = hour;
  self.minute = minute;
  self.second = second;
  self.microsecond = microsecond;
  self.zone = zone;
  self.fold = fold;
  return self;
}

function newDateTime(
  cls: PyType,
  year: Value,
  month?: Value,
  day?: Value,
  hour?: Value,
  minute?: Value,
  second?: Value,
  microsecond?: Value,
  zone: Value = null,
  fold?: Value,
): Value {
  if (day === undefined) {
    const data = pickled(year, 10, 2, isMonth, "datetime");
    if (data !== undefined) {
      if (month !== undefined) checkPickledZone(month);
      const at = (i: number): number => data[i] as number;
      const fields = {
        year: at(0) * 256 + at(1),
        month: at(2) & 127,
        day: at(3),
        hour: at(4),
        minute: at(5),
        second: at(6),
        microsecond: (at(7) << 16) | (at(8) << 8) | at(9),
      };
      return fill(cls, fields, month ?? null, at(2) >> 7);
    }
  }
  const y = toCInt(year);
  if (month === undefined) throw missing("month", 2);
  const m = toCInt(month);
  if (day === undefined) throw missing("day", 3);
  const fields = {
    year: y,
    month: m,
    day: toCInt(day),
    hour: field(hour, 0),
    minute: field(minute, 0),
    second: field(second, 0),
    microsecond: field(microsecond, 0),
  };
  return makeInto(cls, fields, zone, field(fold, 0));
}

/** The moment of a timestamp in a zone, by the local clock for None. */
function fromTimestamp(cls: PyType, timestamp: Timestamp, zone: Value): Value {
  checkZone(zone);
  if (zone === null) return localMoment(cls, timestamp);
  return callMethod1(zone, "fromutc", makeDateTime(cls, utcFields(timestamp), zone));
}

const deprecated = (old: string, instead: string): void =>
  warn(
    exceptions.DeprecationWarning,
    `datetime.datetime.${old}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.${instead}.`,
  );

function combine(cls: PyType, date: Value, time: Value, zone?: Value): Value {
  if (!(date instanceof PyDate))
    throw typeError(`combine() argument 1 must be datetime.date, not ${typeOf(date).fullName}`);
  if (!(time instanceof PyTime))
    throw typeError(`combine() argument 2 must be datetime.time, not ${typeOf(time).fullName}`);
  const { year, month, day } = date;
  const { hour, minute, second, microsecond, fold } = time;
  const given = zone === undefined ? time.zone : zone;
  checkZone(given);
  return makeDateTime(cls, { year, month, day, hour, minute, second, microsecond }, given, fold);
}

function nextDay({ year, month, day }: YearMonthDay): YearMonthDay {
  if (day < daysInMonth(year, month)) return { year, month, day: day + 1 };
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 };
}

function fromIsoFormat(cls: PyType, text: Value): Value {
  if (!isStr(text)) throw typeError("fromisoformat: argument must be str");
  const invalid = () => valueError(`Invalid isoformat string: ${reprText(text)}`);
  if (strLength(text) < 7) throw invalid();
  const characters = charsOf(text).map(strOf);
  const at = separatorAt(characters);
  if (at < 0) throw invalid();
  let date = parseDate(characters.slice(0, at).join(""));
  if (date === undefined) throw invalid();
  let clock = { hour: 0, minute: 0, second: 0, microsecond: 0 };
  let zone: Value = null;
  if (characters.length > at) {
    const parsed = parseTime(characters.slice(at + 1).join(""));
    if (parsed === undefined) throw invalid();
    ({ clock, zone } = parsed);
    checkDate(date.year, date.month, date.day);
    if (endsDay(clock)) date = nextDay(date);
  }
  checkDate(date.year, date.month, date.day);
  checkTime(clock.hour, clock.minute, clock.second, clock.microsecond, 0);
  return makeDateTime(cls, { ...date, ...clock }, zone);
}

/** The same moment in another zone. */
function astimezone(self: PyDateTime, given: Value = null): Value {
  checkZone(given);
  const own = self.zone ?? localZone(localTimestamp(self));
  if (own === given) return self;
  let offset = utcOffset(own, self);
  // A zone that knows no offset is as none.
  offset ??= utcOffset(localZone(localTimestamp(self)), self);
  const utc = addDelta(self, offset as PyDelta, -1) as PyDateTime;
  const zone = given ?? localZone(utcTimestamp(utc));
  const { year, month, day, hour, minute, second, microsecond } = utc;
  const moved = makeDateTime(typeOf(self), { year, month, day, hour, minute, second, microsecond }, zone);
  if (zone instanceof PyTimezone && moved instanceof PyDateTime) return addDelta(moved, zone.offset);
  return callMethod1(zone, "fromutc", moved);
}

function replace(
  self: PyDateTime,
  year?: Value,
  month?: Value,
  day?: Value,
  hour?: Value,
  minute?: Value,
  second?: Value,
  microsecond?: Value,
  zone: Value = self.zone,
  fold?: Value,
): Value {
  const fields = {
    year: field(year, self.year),
    month: field(month, self.month),
    day: field(day, self.day),
    hour: field(hour, self.hour),
    minute: field(minute, self.minute),
    second: field(second, self.second),
    microsecond: field(microsecond, self.microsecond),
  };
  const folded = field(fold, self.fold);
  if (folded !== 0 && folded !== 1) throw valueError("fold must be either 0 or 1");
  checkDate(fields.year, fields.month, fields.day);
  checkTime(fields.hour, fields.minute, fields.second, fields.microsecond, folded);
  checkZone(zone);
  return makeDateTime(typeOf(self), fields, zone, folded);
}

function timestamp(self: PyDateTime): Value {
  if (self.zone !== null) return truediv(microsecondsOf(difference(self, EPOCH)), 1_000_000);
  return float(localTimestamp(self) + self.microsecond / 1e6);
}

function timeTuple(self: PyDateTime): Value {
  const summer = dstOffset(self.zone, self);
  const dst = summer === null ? -1 : microsecondsOf(summer) === 0 ? 0 : 1;
  return structTime(self, self.hour, self.minute, self.second, dst);
}

function utcTimeTuple(self: PyDateTime): Value {
  const offset = utcOffset(self.zone, self);
  const utc = offset === null ? self : (addDelta(sameMoment(self, 0), offset, -1) as PyDateTime);
  return structTime(utc, utc.hour, utc.minute, utc.second, 0);
}

function isoFormat(self: PyDateTime, separator: Value = "T", timespec: Value = "auto"): Value {
  if (!isStr(separator) || strLength(separator) !== 1) {
    throw typeError(
      isStr(separator)
        ? "isoformat() argument 1 must be a unicode character, not a string of length " + strLength(separator)
        : `isoformat() argument 1 must be a unicode character, not ${typeOf(separator).fullName}`,
    );
  }
  const text = `${dateText(self)}${strOf(separator)}${clockText(self, textArgument(timespec, "isoformat"))}`;
  const offset = utcOffset(self.zone, self);
  return str(offset === null ? text : text + offsetText(offset, ":"));
}

function datetimeRepr(self: PyDateTime): Value {
  const { year, month, day, hour, minute, second, microsecond, zone, fold } = self;
  let text = `${typeOf(self).fullName}(${year}, ${month}, ${day}, ${hour}, ${minute}`;
  if (microsecond !== 0) text += `, ${second}, ${microsecond}`;
  else if (second !== 0) text += `, ${second}`;
  if (fold !== 0) text += `, fold=${fold}`;
  if (zone !== null) text += `, tzinfo=${reprText(zone)}`;
  return str(`${text})`);
}

const comparison = (holds: (order: number) => boolean, unlike?: boolean): NativeRow => [
  "(self, value, /)",
  (self: PyDateTime, other: Value) => {
    if (!(other instanceof PyDateTime)) return NotImplemented;
    const order = compareMoments(self, other, unlike !== undefined);
    if (order !== undefined) return holds(order);
    if (unlike === undefined) throw typeError("can't compare offset-naive and offset-aware datetimes");
    return unlike;
  },
];

const reduce = (self: PyDateTime, protocol: number): Value => {
  const data = bytes(state(self, protocol > 3));
  return tuple([typeOf(self), tuple(self.zone === null ? [data] : [data, self.zone])]);
};

const clockOf = (self: PyDateTime, zone: Value): PyTime =>
  new PyTime(self.hour, self.minute, self.second, self.microsecond, zone, self.fold);

const ZONE_AND_FOLD = "tzinfo=unchanged, *, fold=unchanged";
const REPLACE = `(self, /, year=unchanged, month=unchanged, day=unchanged, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, ${ZONE_AND_FOLD})`;

export const datetimeSpec: TypeSpec = {
  doc: "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.",
  new: [
    "(year, month=<unrepresentable>, day=<unrepresentable>, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)",
    newDateTime,
  ],
  classMethods: {
    now: ["(type, /, tz=None)", (cls: PyType, zone: Value = null) => fromTimestamp(cls, now(), zone)],
    utcnow: [
      "(type, /)",
      (cls: PyType) => {
        deprecated("utcnow", "now(datetime.UTC)");
        return makeDateTime(cls, utcFields(now()), null);
      },
    ],
    fromtimestamp: [
      "(type, /, timestamp, tz=None)",
      (cls: PyType, value: Value, zone: Value = null) => fromTimestamp(cls, timestampOf(value, true), zone),
    ],
    utcfromtimestamp: [
      "(type, timestamp, /)",
      (cls: PyType, value: Value) => {
        deprecated("utcfromtimestamp", "fromtimestamp(timestamp, datetime.UTC)");
        return makeDateTime(cls, utcFields(timestampOf(value, true)), null);
      },
    ],
    strptime: strptime("_strptime_datetime_datetime"),
    combine: ["(type, /, date, time, tzinfo=<unrepresentable>)", combine],
    fromisoformat: ["(type, string, /)", fromIsoFormat],
  },
  methods: {
    date: ["(self, /)", ({ year, month, day }: PyDateTime) => new PyDate(year, month, day)],
    time: ["(self, /)", (self: PyDateTime) => clockOf(self, null)],
    timetz: ["(self, /)", (self: PyDateTime) => clockOf(self, self.zone)],
    ctime: ["(self, /)", (self: PyDateTime) => ctime(self, clockText(self, "seconds"))],
    timetuple: ["(self, /)", timeTuple],
    timestamp: ["(self, /)", timestamp],
    utctimetuple: ["(self, /)", utcTimeTuple],
    isoformat: ["(self, /, sep='T', timespec='auto')", isoFormat],
    utcoffset: ["(self, /)", (self: PyDateTime) => utcOffset(self.zone, self)],
    tzname: ["(self, /)", (self: PyDateTime) => zoneName(self.zone, self)],
    dst: ["(self, /)", (self: PyDateTime) => dstOffset(self.zone, self)],
    replace: [REPLACE, replace],
    __replace__: [REPLACE, replace],
    astimezone: ["(self, /, tz=None)", astimezone],
    __reduce_ex__: [
      "(self, protocol, /)",
      (self: PyDateTime, protocol: Value) => reduce(self, toCInt(protocol)),
    ],
    __reduce__: ["(self, /)", (self: PyDateTime) => reduce(self, 2)],
    __repr__: ["(self, /)", datetimeRepr],
    __str__: ["(self, /)", (self: PyDateTime) => callMethodN(self, "isoformat", [" "])],
    __hash__: ["(self, /)", hashOf],
    __eq__: comparison((order) => order === 0, false),
    __ne__: comparison((order) => order !== 0, true),
    __lt__: comparison((order) => order < 0),
    __le__: comparison((order) => order <= 0),
    __gt__: comparison((order) => order > 0),
    __ge__: comparison((order) => order >= 0),
    __add__: [
      "(self, value, /)",
      (self: PyDateTime, other: Value) => (other instanceof PyDelta ? addDelta(self, other) : NotImplemented),
    ],
    __radd__: [
      "(self, value, /)",
      (self: PyDateTime, other: Value) => (other instanceof PyDelta ? addDelta(self, other) : NotImplemented),
    ],
    __sub__: [
      "(self, value, /)",
      (self: PyDateTime, other: Value) => {
        if (other instanceof PyDateTime) return difference(self, other);
        return other instanceof PyDelta ? addDelta(self, other, -1) : NotImplemented;
      },
    ],
    __rsub__: [
      "(self, value, /)",
      (self: PyDateTime, other: Value) =>
        other instanceof PyDateTime ? difference(other, self) : NotImplemented,
    ],
  },
  getset: {
    hour: { get: (self: PyDateTime) => self.hour },
    minute: { get: (self: PyDateTime) => self.minute },
    second: { get: (self: PyDateTime) => self.second },
    microsecond: { get: (self: PyDateTime) => self.microsecond },
    tzinfo: { get: (self: PyDateTime) => self.zone },
    fold: { get: (self: PyDateTime) => self.fold },
  },
  constants: {
    min: new PyDateTime(1, 1, 1),
    max: new PyDateTime(9999, 12, 31, 23, 59, 59, 999_999),
    resolution: new PyDelta(0, 0, 1),
  },
};
