/** `datetime.date`, and the tuples of its `isocalendar`. */
import { typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { isInstance } from "../../core/builtin-types.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { PyBaseException } from "../../core/exception.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple, tupleType } from "../../objects/tuple.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { toCInt } from "../../protocols/number.ts";
import { reprText, str as strValue } from "../../protocols/repr.ts";
import { checkDate, field, missing, pickled, textArgument } from "./arguments.ts";
import { compareDates, dateOf, hashOf, makeDate, ordinalOf, state } from "./arithmetic.ts";
import { fromIsoWeek, fromOrdinal, isoFirstMonday, MAX_ORDINAL, weekday } from "./calendar.ts";
import { dateType, pad, PyDate, PyDateTime, PyDelta, PyIsoCalendarDate } from "./data.ts";
import { parseDate } from "./iso-format.ts";
import { localFields, timestampOf } from "./local-time.ts";
import { ctime, formatMoment, structTime, timeFunction } from "./strftime.ts";

export const dateText = ({ year, month, day }: PyDate): string => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

const isMonth = (byte: number): boolean => byte >= 1 && byte <= 12;

function makeInto(cls: PyType, year: number, month: number, day: number): PyDate {
  checkDate(year, month, day);
  return fill(cls, year, month, day);
}

/** A pickled state is taken as it is. */
function fill(cls: PyType, year: number, month: number, day: number): PyDate {
  if (cls === dateType) return new PyDate(year, month, day);
  const self = cls.alloc() as PyDate;
  self.year = year;
  self.month = month;
  self.day = day;
  return self;
}

function newDate(cls: PyType, year: Value, month?: Value, day?: Value): Value {
  if (month === undefined) {
    const data = pickled(year, 4, 2, isMonth, "date");
    if (data !== undefined) {
      const [high, low, m, d] = data as unknown as [number, number, number, number];
      return fill(cls, high * 256 + low, m, d);
    }
  }
  const y = toCInt(year);
  if (month === undefined) throw missing("month", 2);
  if (day === undefined) throw missing("day", 3);
  return makeInto(cls, y, toCInt(month), toCInt(day));
}

function addDays(self: PyDate, days: number): Value {
  return makeDate(typeOf(self), dateOf(ordinalOf(self) + days));
}

const isPlainDate = (value: Value): value is PyDate =>
  value instanceof PyDate && !(value instanceof PyDateTime);

const comparison = (holds: (order: number) => boolean): NativeRow => [
  "(self, value, /)",
  (self: PyDate, other: Value) => (isPlainDate(other) ? holds(compareDates(self, other)) : NotImplemented),
];

function isoCalendar({ year, month, day }: PyDate): Value {
  const today = ordinalOf(new PyDate(year, month, day));
  let isoYear = year;
  let week = Math.floor((today - isoFirstMonday(year)) / 7);
  if (week < 0) {
    isoYear--;
    week = Math.floor((today - isoFirstMonday(isoYear)) / 7);
  } else if (week >= 52 && today >= isoFirstMonday(year + 1)) {
    isoYear++;
    week = 0;
  }
  return new PyIsoCalendarDate([isoYear, week + 1, weekday(year, month, day) + 1]);
}

function replace(self: PyDate, year?: Value, month?: Value, day?: Value): Value {
  const fields = {
    year: field(year, self.year),
    month: field(month, self.month),
    day: field(day, self.day),
  };
  checkDate(fields.year, fields.month, fields.day);
  return makeDate(typeOf(self), fields);
}

function fromIsoCalendar(cls: PyType, year: Value, week: Value, day: Value): Value {
  let fields: [number, number, number];
  try {
    fields = [toCInt(year), toCInt(week), toCInt(day)];
  } catch (error) {
    if (error instanceof PyBaseException && isInstance(error, OverflowError))
      throw valueError("ISO calendar component out of range");
    throw error;
  }
  const date = fromIsoWeek(...fields);
  if (date === "year") throw valueError(`Year is out of range: ${fields[0]}`);
  if (date === "week") throw valueError(`Invalid week: ${fields[1]}`);
  if (date === "day") throw valueError(`Invalid day: ${fields[2]} (range is [1, 7])`);
  return makeDate(cls, date);
}

/** A function of the library's `_strptime`, for the class. */
export const strptime = (name: string): NativeRow => [
  "(type, string, format, /)",
  (cls: PyType, text: Value, format: Value) =>
    callable(getAttr(current.importModule("_strptime"), name)).c3(cls, text, format),
];

export const dateSpec: TypeSpec = {
  doc: "date(year, month, day) --> date object",
  new: ["(year, month=<unrepresentable>, day=<unrepresentable>)", newDate],
  classMethods: {
    today: [
      "(type, /)",
      (cls: PyType) => callMethod1(cls, "fromtimestamp", callable(timeFunction("time")).c0()),
    ],
    fromtimestamp: [
      "(type, timestamp, /)",
      (cls: PyType, timestamp: Value) => makeDate(cls, localFields(timestampOf(timestamp, false))),
    ],
    fromordinal: [
      "(type, ordinal, /)",
      (cls: PyType, value: Value) => {
        const ordinal = toCInt(value);
        if (ordinal < 1) throw valueError("ordinal must be >= 1");
        const date = fromOrdinal(Math.min(ordinal, MAX_ORDINAL + 1));
        if (ordinal > MAX_ORDINAL)
          throw valueError(`year must be in 1..9999, not ${Math.max(10_000, fromOrdinal(ordinal).year)}`);
        return makeDate(cls, date);
      },
    ],
    fromisoformat: [
      "(type, string, /)",
      (cls: PyType, text: Value) => {
        if (!isStr(text)) throw typeError("fromisoformat: argument must be str");
        const date = parseDate(strOf(text));
        if (date === undefined) throw valueError(`Invalid isoformat string: ${reprText(text)}`);
        checkDate(date.year, date.month, date.day);
        return makeDate(cls, date);
      },
    ],
    fromisocalendar: ["(type, /, year, week, day)", fromIsoCalendar],
    strptime: strptime("_strptime_datetime_date"),
  },
  methods: {
    ctime: ["(self, /)", (self: PyDate) => ctime(self, "00:00:00")],
    strftime: [
      "(self, /, format)",
      (self: PyDate, format: Value) => {
        textArgument(format, "strftime");
        return formatMoment(self, format, callMethod0(self, "timetuple"), self);
      },
    ],
    __format__: [
      "(self, format, /)",
      (self: PyDate, format: Value) =>
        textArgument(format, "__format__") === "" ? strValue(self) : callMethod1(self, "strftime", format),
    ],
    timetuple: ["(self, /)", (self: PyDate) => structTime(self, 0, 0, 0, -1)],
    isocalendar: ["(self, /)", isoCalendar],
    isoformat: ["(self, /)", dateText],
    isoweekday: ["(self, /)", (self: PyDate) => weekday(self.year, self.month, self.day) + 1],
    toordinal: ["(self, /)", ordinalOf],
    weekday: ["(self, /)", (self: PyDate) => weekday(self.year, self.month, self.day)],
    replace: ["(self, /, year=unchanged, month=unchanged, day=unchanged)", replace],
    __replace__: ["(self, /, year=unchanged, month=unchanged, day=unchanged)", replace],
    __reduce__: ["(self, /)", (self: PyDate) => tuple([typeOf(self), tuple([bytes(state(self, false))])])],
    __repr__: [
      "(self, /)",
      (self: PyDate) => str(`${typeOf(self).fullName}(${self.year}, ${self.month}, ${self.day})`),
    ],
    __str__: ["(self, /)", (self: PyDate) => callMethod0(self, "isoformat")],
    __hash__: ["(self, /)", hashOf],
    __eq__: comparison((order) => order === 0),
    __ne__: comparison((order) => order !== 0),
    __lt__: comparison((order) => order < 0),
    __le__: comparison((order) => order <= 0),
    __gt__: comparison((order) => order > 0),
    __ge__: comparison((order) => order >= 0),
    __add__: [
      "(self, value, /)",
      (self: PyDate, other: Value) =>
        isPlainDate(self) && other instanceof PyDelta ? addDays(self, other.days) : NotImplemented,
    ],
    __radd__: [
      "(self, value, /)",
      (self: PyDate, other: Value) =>
        isPlainDate(self) && other instanceof PyDelta ? addDays(self, other.days) : NotImplemented,
    ],
    __sub__: [
      "(self, value, /)",
      (self: PyDate, other: Value) => {
        if (!isPlainDate(self)) return NotImplemented;
        if (isPlainDate(other)) return new PyDelta(ordinalOf(self) - ordinalOf(other));
        return other instanceof PyDelta ? addDays(self, -other.days) : NotImplemented;
      },
    ],
    __rsub__: [
      "(self, value, /)",
      (self: PyDate, other: Value) =>
        isPlainDate(self) && isPlainDate(other)
          ? new PyDelta(ordinalOf(other) - ordinalOf(self))
          : NotImplemented,
    ],
  },
  getset: {
    year: { get: (self: PyDate) => self.year },
    month: { get: (self: PyDate) => self.month },
    day: { get: (self: PyDate) => self.day },
  },
  constants: {
    min: new PyDate(1, 1, 1),
    max: new PyDate(9999, 12, 31),
    resolution: new PyDelta(1),
  },
};

const item = (index: number) => ({ get: (self: PyIsoCalendarDate) => self.items[index] as Value });

export const isoCalendarDateSpec: TypeSpec = {
  doc: "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday)\nor via the object attributes as named in the above tuple.",
  new: [
    "(year, week, weekday)",
    (_cls: PyType, year: Value, week: Value, day: Value) =>
      new PyIsoCalendarDate([toCInt(year), toCInt(week), toCInt(day)]),
  ],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyIsoCalendarDate) => {
        const [year, week, day] = self.items.map(reprText);
        return str(`${typeOf(self).fullName}(year=${year}, week=${week}, weekday=${day})`);
      },
    ],
    __reduce__: [
      "(self, /)",
      (self: PyIsoCalendarDate) => tuple([tupleType, tuple([tuple([...self.items])])]),
    ],
  },
  getset: { year: item(0), week: item(1), weekday: item(2) },
};
