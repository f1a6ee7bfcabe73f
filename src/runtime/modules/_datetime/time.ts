/** `datetime.time`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { callable } from "../../core/call.ts";
import type { PyType } from "../../core/type.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { callMethod0, callMethod1 } from "../../protocols/method-call.ts";
import { toCInt } from "../../protocols/number.ts";
import { reprText, str as strValue } from "../../protocols/repr.ts";
import { checkTime, checkZone, field, pickled, textArgument } from "./arguments.ts";
import { compareTimes, hashOf, state } from "./arithmetic.ts";
import { PyDelta, PyTime, timeType } from "./data.ts";
import { strptime } from "./date.ts";
import { clockText, endsDay, parseTime } from "./iso-format.ts";
import { formatMoment, structTime } from "./strftime.ts";
import { dstOffset, utcOffset, zoneName } from "./zone-methods.ts";
import { offsetText } from "./zones.ts";

const isHour = (byte: number): boolean => (byte & 127) < 24;

function makeInto(
  cls: PyType,
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  zone: Value,
  fold: number,
): PyTime {
  checkTime(hour, minute, second, microsecond, fold);
  checkZone(zone);
  return fill(cls, hour, minute, second, microsecond, zone, fold);
}

/** A pickled state is taken as it is. */
function fill(
  cls: PyType,
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  zone: Value,
  fold: number,
): PyTime {
  if (cls === timeType) return new PyTime(hour, minute, second, microsecond, zone, fold);
  const self = cls.alloc() as PyTime;
  self.hour = hour;
  self.minute = minute;
  self.second = second;
  self.microsecond = microsecond;
  self.zone = zone;
  self.fold = fold;
  return self;
}

function newTime(
  cls: PyType,
  hour: Value = 0,
  minute?: Value,
  second?: Value,
  microsecond?: Value,
  zone: Value = null,
  fold?: Value,
): Value {
  if (second === undefined && microsecond === undefined) {
    const data = pickled(hour, 6, 0, isHour, "time");
    if (data !== undefined) {
      // A state's zone comes second.
      if (minute !== undefined) checkPickledZone(minute);
      const [h, m, s, high, middle, low] = data as unknown as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return fill(cls, h & 127, m, s, (high << 16) | (middle << 8) | low, minute ?? null, h >> 7);
    }
  }
  return makeInto(
    cls,
    toCInt(hour),
    field(minute, 0),
    field(second, 0),
    field(microsecond, 0),
    zone,
    field(fold, 0),
  );
}

export function checkPickledZone(zone: Value): void {
  try {
    checkZone(zone);
  } catch {
    throw typeError("bad tzinfo state arg");
  }
}

/** A time of a class, which a subclass's constructor makes. */
function makeTime(
  cls: Value,
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  zone: Value,
  fold: number,
): Value {
  if (cls === timeType) return new PyTime(hour, minute, second, microsecond, zone, fold);
  const args: Value[] = [hour, minute, second, microsecond, zone];
  return fold === 0 ? callable(cls).cn(args) : callable(cls).ck([...args, fold], ["fold"]);
}

function replace(
  self: PyTime,
  hour?: Value,
  minute?: Value,
  second?: Value,
  microsecond?: Value,
  zone: Value = self.zone,
  fold?: Value,
): Value {
  const fields = [
    field(hour, self.hour),
    field(minute, self.minute),
    field(second, self.second),
    field(microsecond, self.microsecond),
  ] as [number, number, number, number];
  const folded = field(fold, self.fold);
  if (folded !== 0 && folded !== 1) throw valueError("fold must be either 0 or 1");
  checkTime(...fields, folded);
  checkZone(zone);
  return makeTime(typeOf(self), ...fields, zone, folded);
}

function fromIsoFormat(cls: PyType, text: Value): Value {
  if (!isStr(text)) throw typeError("fromisoformat: argument must be str");
  const parsed = parseTime(strOf(text).replace(/^T/, ""));
  if (parsed === undefined) throw valueError(`Invalid isoformat string: ${reprText(text)}`);
  const { clock, zone } = parsed;
  endsDay(clock);
  checkTime(clock.hour, clock.minute, clock.second, clock.microsecond, 0);
  return makeTime(cls, clock.hour, clock.minute, clock.second, clock.microsecond, zone, 0);
}

const comparison = (holds: (order: number) => boolean, unlike?: boolean): NativeRow => [
  "(self, value, /)",
  (self: PyTime, other: Value) => {
    if (!(other instanceof PyTime)) return NotImplemented;
    const order = compareTimes(self, other);
    if (order !== undefined) return holds(order);
    if (unlike === undefined) throw typeError("can't compare offset-naive and offset-aware times");
    return unlike;
  },
];

function timeRepr(self: PyTime): Value {
  const { hour, minute, second, microsecond, zone, fold } = self;
  let text = `${typeOf(self).fullName}(${hour}, ${minute}`;
  if (microsecond !== 0) text += `, ${second}, ${microsecond}`;
  else if (second !== 0) text += `, ${second}`;
  if (zone !== null) text += `, tzinfo=${reprText(zone)}`;
  if (fold !== 0) text += `, fold=${fold}`;
  return str(`${text})`);
}

const reduce = (self: PyTime, protocol: number): Value => {
  const data = bytes(state(self, protocol > 3));
  return tuple([typeOf(self), tuple(self.zone === null ? [data] : [data, self.zone])]);
};

export const timeSpec: TypeSpec = {
  doc: "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.",
  new: ["(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)", newTime],
  classMethods: {
    fromisoformat: ["(type, string, /)", fromIsoFormat],
    strptime: strptime("_strptime_datetime_time"),
  },
  methods: {
    isoformat: [
      "(self, /, timespec='auto')",
      (self: PyTime, timespec: Value = "auto") => {
        const text = clockText(self, textArgument(timespec, "isoformat"));
        const offset = utcOffset(self.zone, null);
        return offset === null ? text : text + offsetText(offset, ":");
      },
    ],
    strftime: [
      "(self, /, format)",
      (self: PyTime, format: Value) => {
        textArgument(format, "strftime");
        const { hour, minute, second } = self;
        const day = { year: 1900, month: 1, day: 1 };
        return formatMoment(self, format, structTime(day, hour, minute, second, -1), null);
      },
    ],
    __format__: [
      "(self, format, /)",
      (self: PyTime, format: Value) =>
        textArgument(format, "__format__") === "" ? strValue(self) : callMethod1(self, "strftime", format),
    ],
    utcoffset: ["(self, /)", (self: PyTime) => utcOffset(self.zone, null)],
    dst: ["(self, /)", (self: PyTime) => dstOffset(self.zone, null)],
    tzname: ["(self, /)", (self: PyTime) => zoneName(self.zone, null)],
    replace: [
      "(self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
      replace,
    ],
    __replace__: [
      "(self, /, hour=unchanged, minute=unchanged, second=unchanged, microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)",
      replace,
    ],
    __reduce_ex__: ["(self, protocol, /)", (self: PyTime, protocol: Value) => reduce(self, toCInt(protocol))],
    __reduce__: ["(self, /)", (self: PyTime) => reduce(self, 2)],
    __repr__: ["(self, /)", timeRepr],
    __str__: ["(self, /)", (self: PyTime) => callMethod0(self, "isoformat")],
    __hash__: ["(self, /)", hashOf],
    __eq__: comparison((order) => order === 0, false),
    __ne__: comparison((order) => order !== 0, true),
    __lt__: comparison((order) => order < 0),
    __le__: comparison((order) => order <= 0),
    __gt__: comparison((order) => order > 0),
    __ge__: comparison((order) => order >= 0),
  },
  getset: {
    hour: { get: (self: PyTime) => self.hour },
    minute: { get: (self: PyTime) => self.minute },
    second: { get: (self: PyTime) => self.second },
    microsecond: { get: (self: PyTime) => self.microsecond },
    tzinfo: { get: (self: PyTime) => self.zone },
    fold: { get: (self: PyTime) => self.fold },
  },
  constants: {
    min: new PyTime(),
    max: new PyTime(23, 59, 59, 999_999),
    resolution: new PyDelta(0, 0, 1),
  },
};
