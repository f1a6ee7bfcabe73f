/** `datetime.tzinfo` and `datetime.timezone`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { notImplementedError, typeError, valueError } from "../../exceptions/raise.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { isStr, str, type Str } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { callable } from "../../core/call.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { reprText } from "../../protocols/repr.ts";
import { addDelta } from "./arithmetic.ts";
import { pad, PyDateTime, PyDelta, PyTimezone, type PyTzinfo, UTC } from "./data.ts";
import { compareDeltas, hashDelta, isZero, negative, subtractDeltas } from "./delta.ts";
import { dstOffset, tooLong, utcOffset } from "./zone-methods.ts";

const abstract =
  (name: string): (() => never) =>
  () => {
    throw notImplementedError(`a tzinfo subclass must implement ${name}()`);
  };

/** From UTC to local time by the offsets at the local time, as the documentation of `tzinfo.fromutc` has it. */
function fromUtc(self: PyTzinfo, moment: Value): Value {
  if (!(moment instanceof PyDateTime)) throw typeError("fromutc: argument must be a datetime");
  if (moment.zone !== self) throw valueError("fromutc: dt.tzinfo is not self");
  const offset = utcOffset(moment.zone, moment);
  if (offset === null) throw valueError("fromutc: non-None utcoffset() result required");
  const summer = dstOffset(moment.zone, moment);
  if (summer === null) throw valueError("fromutc: non-None dst() result required");
  const standard = addDelta(moment, subtractDeltas(offset, summer));
  const later = dstOffset(moment.zone, standard);
  if (later === null) throw valueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
  return isZero(later) ? standard : addDelta(standard as PyDateTime, later);
}

export const tzinfoSpec: TypeSpec = {
  doc: "Abstract base class for time zone info objects.",
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    tzname: ["(self, dt, /)", abstract("tzname")],
    utcoffset: ["(self, dt, /)", abstract("utcoffset")],
    dst: ["(self, dt, /)", abstract("dst")],
    fromutc: ["(self, dt, /)", fromUtc],
    __reduce__: [
      "(self, /)",
      (self: PyTzinfo) => {
        const initial = findAttr(self, "__getinitargs__");
        const args = initial === undefined ? tuple([]) : callable(initial).c0();
        return tuple([typeOf(self), args, callMethod0(self, "__getstate__")]);
      },
    ],
  },
};

/** A `timezone`; ValueError for offsets of a day and more. */
export function timezone(offset: PyDelta, name?: Str): PyTimezone {
  if (name === undefined && isZero(offset)) return UTC;
  if (tooLong(offset)) {
    throw valueError(
      `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${reprText(offset)}`,
    );
  }
  return new PyTimezone(offset, name);
}

/** `+05:30`, with seconds and microseconds where there are any. */
export function offsetText(offset: PyDelta, separator: string): string {
  const ahead = offset.days >= 0;
  const { seconds, microseconds } = ahead ? offset : negative(offset);
  const minutes = Math.floor(seconds / 60);
  const parts = [pad(Math.floor(minutes / 60)), pad(minutes % 60)];
  if (microseconds !== 0) parts.push(`${pad(seconds % 60)}.${pad(microseconds, 6)}`);
  else if (seconds % 60 !== 0) parts.push(pad(seconds % 60));
  return (ahead ? "+" : "-") + parts.join(separator);
}

function zoneText(self: PyTimezone): Str {
  if (self.zoneName !== undefined) return self.zoneName;
  return isZero(self.offset) ? "UTC" : `UTC${offsetText(self.offset, ":")}`;
}

function checkMoment(moment: Value, name: string): void {
  if (moment !== null && !(moment instanceof PyDateTime)) {
    throw typeError(
      `${name}(dt) argument must be a datetime instance or None, not ${typeOf(moment).fullName}`,
    );
  }
}

const ofMoment = (
  name: string,
  fn: (self: PyTimezone) => Value,
): [string, (self: PyTimezone, moment: Value) => Value] => [
  "(self, dt, /)",
  (self, moment) => {
    checkMoment(moment, name);
    return fn(self);
  },
];

const day = (sign: 1 | -1): PyTimezone =>
  new PyTimezone(sign > 0 ? new PyDelta(0, 86_340) : new PyDelta(-1, 60));

export const timezoneSpec: TypeSpec = {
  doc: "Fixed offset from UTC implementation of tzinfo.",
  new: [
    "(offset, name=<unrepresentable>)",
    (_cls: PyType, offset: Value, name?: Value) => {
      if (!(offset instanceof PyDelta)) {
        throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${typeOf(offset).fullName}`);
      }
      if (name !== undefined && !isStr(name))
        throw typeError(`timezone() argument 2 must be str, not ${typeOf(name).fullName}`);
      return timezone(offset, name);
    },
  ],
  methods: {
    tzname: ofMoment("tzname", zoneText),
    utcoffset: ofMoment("utcoffset", (self) => self.offset),
    dst: ofMoment("dst", () => null),
    fromutc: [
      "(self, dt, /)",
      (self: PyTimezone, moment: Value) => {
        if (!(moment instanceof PyDateTime)) throw typeError("fromutc: argument must be a datetime instance");
        if (moment.zone !== self) throw valueError("fromutc: dt.tzinfo is not self");
        return addDelta(moment, self.offset);
      },
    ],
    __getinitargs__: [
      "(self, /)",
      (self: PyTimezone) => tuple(self.zoneName === undefined ? [self.offset] : [self.offset, self.zoneName]),
    ],
    __repr__: [
      "(self, /)",
      (self: PyTimezone) => {
        const name = typeOf(self).fullName;
        if (self === UTC) return `${name}.utc`;
        const offset = reprText(self.offset);
        return str(
          self.zoneName === undefined
            ? `${name}(${offset})`
            : `${name}(${offset}, ${reprText(self.zoneName)})`,
        );
      },
    ],
    __str__: ["(self, /)", zoneText],
    __hash__: ["(self, /)", (self: PyTimezone) => hashDelta(self.offset)],
    __eq__: [
      "(self, value, /)",
      (self: PyTimezone, other: Value) =>
        other instanceof PyTimezone ? compareDeltas(self.offset, other.offset) === 0 : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyTimezone, other: Value) =>
        other instanceof PyTimezone ? compareDeltas(self.offset, other.offset) !== 0 : NotImplemented,
    ],
  },
  constants: { utc: UTC, min: day(-1), max: day(1) },
};
