/** `datetime.timedelta`. */
import { typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { hash } from "../../core/hash.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { overflowError, typeError, valueError, zeroDivisionError } from "../../exceptions/raise.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { int, type Int, intFromDouble, intOf, isInt } from "../../objects/int.ts";
import { NotImplemented } from "../../objects/singletons.ts";
import { TupleLayout, tuple } from "../../objects/tuple.ts";
import { add, floordiv, mod, mul, toIndex, truediv } from "../../protocols/number.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { deltaType, pad, PyDelta } from "./data.ts";

const MAX_DAYS = 999_999_999;
const DAY = 86_400;
const DAY_US = 86_400_000_000;

const inRange = (days: number): number => {
  if (days < -MAX_DAYS || days > MAX_DAYS)
    throw overflowError(`days=${days}; must have magnitude <= ${MAX_DAYS}`);
  return days;
};

/** A duration of fields out of their ranges, all safe integers. */
export function deltaOf(days: number, seconds: number, microseconds: number): PyDelta {
  const carry = Math.floor(microseconds / 1_000_000);
  const all = seconds + carry;
  const moreDays = Math.floor(all / DAY);
  return new PyDelta(inRange(days + moreDays), all - moreDays * DAY, microseconds - carry * 1_000_000);
}

/** The whole duration in microseconds. */
export function microsecondsOf({ days, seconds, microseconds }: PyDelta): Int {
  const total = days * DAY_US + seconds * 1_000_000 + microseconds;
  if (Number.isSafeInteger(total) && Math.abs(days) < 100_000) return total;
  return int((BigInt(days) * 86_400n + BigInt(seconds)) * 1_000_000n + BigInt(microseconds));
}

function fromMicroseconds(total: Int): PyDelta {
  if (typeof total === "number") {
    const days = Math.floor(total / DAY_US);
    return deltaOf(days, 0, total - days * DAY_US);
  }
  let days = total / 86_400_000_000n;
  let rest = total % 86_400_000_000n;
  if (rest < 0n) {
    rest += 86_400_000_000n;
    days -= 1n;
  }
  if (days > 2_147_483_647n || days < -2_147_483_648n)
    throw overflowError("Python int too large to convert to C int");
  return deltaOf(Number(days), 0, Number(rest));
}

interface Sum {
  whole: Value;
  /** Fractions of microseconds. */
  fraction: number;
}

/** Adds a component, in units of so many microseconds. */
function accumulate(sum: Sum, value: Value | undefined, unit: number, name: string): void {
  if (value === undefined) return;
  if (isInt(value)) {
    sum.whole = add(sum.whole, mul(intOf(value), unit));
    return;
  }
  if (!isFloat(value))
    throw typeError(`unsupported type for timedelta ${name} component: ${typeOf(value).fullName}`);
  const given = floatOf(value);
  if (Number.isNaN(given)) throw valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(given)) throw overflowError("cannot convert float infinity to integer");
  sum.whole = add(sum.whole, mul(intFromDouble(Math.trunc(given)), unit));
  const fraction = given % 1;
  if (fraction === 0) return;
  const part = unit * fraction;
  sum.whole = add(sum.whole, Math.trunc(part) + 0);
  sum.fraction += part % 1;
}

const isOdd = (n: Int): boolean => (typeof n === "bigint" ? (n & 1n) === 1n : n % 2 !== 0);

/** Halves go away from zero. */
function rounded(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function fractionRounded(sum: Sum): Int {
  const whole = sum.whole as Int;
  if (sum.fraction === 0) return whole;
  // Halves go to the even sum, so whether one goes up depends on what it is added to.
  const odd = isOdd(whole) ? 1 : 0;
  let fraction = rounded(sum.fraction);
  if (Math.abs(fraction - sum.fraction) === 0.5) fraction = 2 * rounded((sum.fraction + odd) * 0.5) - odd;
  return add(whole, fraction + 0) as Int;
}

/** A quotient rounded to the nearest integer, halves to the even one. */
function nearest(a: Int, b: Int): Int {
  if (Number(b) === 0) throw zeroDivisionError("division by zero");
  if (typeof a === "number" && typeof b === "number" && Math.abs(a) < 2 ** 51) {
    let quotient = Math.floor(a / b);
    let rest = a - quotient * b;
    // The engine's quotient may be one off.
    if (rest !== 0 && rest < 0 !== b < 0) {
      quotient--;
      rest += b;
    } else if (Math.abs(rest) >= Math.abs(b)) {
      quotient++;
      rest -= b;
    }
    const twice = Math.abs(rest) * 2 - Math.abs(b);
    return twice > 0 || (twice === 0 && isOdd(quotient)) ? quotient + 1 : quotient;
  }
  const divisor = BigInt(b);
  let quotient = BigInt(a) / divisor;
  let rest = BigInt(a) - quotient * divisor;
  if (rest !== 0n && rest < 0n !== divisor < 0n) {
    quotient -= 1n;
    rest += divisor;
  }
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const twice = 2n * size(rest) - size(divisor);
  return int(twice > 0n || (twice === 0n && (quotient & 1n) === 1n) ? quotient + 1n : quotient);
}

export const isDelta = (value: Value): value is PyDelta => value instanceof PyDelta;

export const addDeltas = (a: PyDelta, b: PyDelta): PyDelta =>
  deltaOf(a.days + b.days, a.seconds + b.seconds, a.microseconds + b.microseconds);
export const subtractDeltas = (a: PyDelta, b: PyDelta): PyDelta =>
  deltaOf(a.days - b.days, a.seconds - b.seconds, a.microseconds - b.microseconds);
export const negative = (a: PyDelta): PyDelta => deltaOf(-a.days, -a.seconds, -a.microseconds);
export const isZero = (a: PyDelta): boolean => a.days === 0 && a.seconds === 0 && a.microseconds === 0;
export const compareDeltas = (a: PyDelta, b: PyDelta): number =>
  a.days - b.days || a.seconds - b.seconds || a.microseconds - b.microseconds;
export const hashDelta = (a: PyDelta): number | bigint => hash(tuple([a.days, a.seconds, a.microseconds]));

/** Numerator and denominator of a float. */
function ratio(value: Value): [Int, Int] {
  const pair = callMethod0(value, "as_integer_ratio");
  if (!(pair instanceof TupleLayout)) {
    throw typeError(
      `unexpected return type from as_integer_ratio(): expected tuple, not '${typeOf(pair).fullName}'`,
    );
  }
  if (pair.items.length !== 2) throw valueError("as_integer_ratio() must return a 2-tuple");
  return pair.items.map(toIndex) as [Int, Int];
}

function multiply(self: PyDelta, other: Value): Value {
  if (isInt(other)) return fromMicroseconds(mul(microsecondsOf(self), intOf(other)) as Int);
  if (!isFloat(other)) return NotImplemented;
  const [numerator, denominator] = ratio(other);
  return fromMicroseconds(nearest(mul(microsecondsOf(self), numerator) as Int, denominator));
}

function divide(self: PyDelta, other: Value): Value {
  if (isDelta(other)) return truediv(microsecondsOf(self), microsecondsOf(other));
  if (isInt(other)) return fromMicroseconds(nearest(microsecondsOf(self), intOf(other)));
  if (!isFloat(other)) return NotImplemented;
  const [numerator, denominator] = ratio(other);
  return fromMicroseconds(nearest(mul(microsecondsOf(self), denominator) as Int, numerator));
}

function floorDivide(self: PyDelta, other: Value): Value {
  if (isDelta(other)) return floordiv(microsecondsOf(self), microsecondsOf(other));
  if (isInt(other)) return fromMicroseconds(floordiv(microsecondsOf(self), intOf(other)) as Int);
  return NotImplemented;
}

function remainder(self: PyDelta, other: Value): Value {
  if (!isDelta(other)) return NotImplemented;
  return fromMicroseconds(mod(microsecondsOf(self), microsecondsOf(other)) as Int);
}

const both =
  (fn: (a: PyDelta, b: PyDelta) => Value) =>
  (self: PyDelta, other: Value): Value =>
    isDelta(other) ? fn(self, other) : NotImplemented;

const comparison = (holds: (order: number) => boolean): [string, (self: PyDelta, other: Value) => Value] => [
  "(self, value, /)",
  both((a, b) => holds(compareDeltas(a, b))),
];

function deltaText({ days, seconds, microseconds }: PyDelta): string {
  const minutes = Math.floor(seconds / 60);
  const clock = `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  const text = microseconds === 0 ? clock : `${clock}.${pad(microseconds, 6)}`;
  return days === 0 ? text : `${days} day${Math.abs(days) === 1 ? "" : "s"}, ${text}`;
}

function deltaRepr(self: PyDelta): string {
  const parts = (["days", "seconds", "microseconds"] as const)
    .filter((name) => self[name] !== 0)
    .map((name) => `${name}=${self[name]}`);
  return `${typeOf(self).fullName}(${parts.length === 0 ? "0" : parts.join(", ")})`;
}

function make(cls: PyType, { days, seconds, microseconds }: PyDelta): PyDelta {
  const self = cls.alloc() as PyDelta;
  self.days = days;
  self.seconds = seconds;
  self.microseconds = microseconds;
  return self;
}

function newDelta(
  cls: PyType,
  days?: Value,
  seconds?: Value,
  microseconds?: Value,
  milliseconds?: Value,
  minutes?: Value,
  hours?: Value,
  weeks?: Value,
): Value {
  const sum: Sum = { whole: 0, fraction: 0 };
  accumulate(sum, microseconds, 1, "microseconds");
  accumulate(sum, milliseconds, 1000, "milliseconds");
  accumulate(sum, seconds, 1_000_000, "seconds");
  accumulate(sum, minutes, 60_000_000, "minutes");
  accumulate(sum, hours, 3_600_000_000, "hours");
  accumulate(sum, days, DAY_US, "days");
  accumulate(sum, weeks, 7 * DAY_US, "weeks");
  const result = fromMicroseconds(fractionRounded(sum));
  return cls === deltaType ? result : make(cls, result);
}

export const deltaSpec: TypeSpec = {
  doc: "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative.",
  new: ["(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)", newDelta],
  methods: {
    total_seconds: ["(self, /)", (self: PyDelta) => truediv(microsecondsOf(self), 1_000_000)],
    __reduce__: [
      "(self, /)",
      (self: PyDelta) => tuple([typeOf(self), tuple([self.days, self.seconds, self.microseconds])]),
    ],
    __repr__: ["(self, /)", deltaRepr],
    __str__: ["(self, /)", deltaText],
    __hash__: ["(self, /)", hashDelta],
    __bool__: ["(self, /)", (self: PyDelta) => !isZero(self)],
    __eq__: comparison((order) => order === 0),
    __ne__: comparison((order) => order !== 0),
    __lt__: comparison((order) => order < 0),
    __le__: comparison((order) => order <= 0),
    __gt__: comparison((order) => order > 0),
    __ge__: comparison((order) => order >= 0),
    __add__: ["(self, value, /)", both(addDeltas)],
    __radd__: ["(self, value, /)", both((self, other) => addDeltas(other, self))],
    __sub__: ["(self, value, /)", both(subtractDeltas)],
    __rsub__: ["(self, value, /)", both((self, other) => subtractDeltas(other, self))],
    __mul__: ["(self, value, /)", multiply],
    __rmul__: ["(self, value, /)", multiply],
    __truediv__: ["(self, value, /)", divide],
    __rtruediv__: ["(self, value, /)", both((self, other) => divide(other, self))],
    __floordiv__: ["(self, value, /)", floorDivide],
    __rfloordiv__: ["(self, value, /)", both((self, other) => floorDivide(other, self))],
    __mod__: ["(self, value, /)", remainder],
    __rmod__: ["(self, value, /)", both((self, other) => remainder(other, self))],
    __divmod__: [
      "(self, value, /)",
      both((self, other) => tuple([floorDivide(self, other), remainder(self, other)])),
    ],
    __rdivmod__: [
      "(self, value, /)",
      both((self, other) => tuple([floorDivide(other, self), remainder(other, self)])),
    ],
    __neg__: ["(self, /)", negative],
    __pos__: ["(self, /)", (self: PyDelta) => new PyDelta(self.days, self.seconds, self.microseconds)],
    __abs__: [
      "(self, /)",
      (self: PyDelta) =>
        self.days < 0 ? negative(self) : new PyDelta(self.days, self.seconds, self.microseconds),
    ],
  },
  getset: {
    days: { get: (self: PyDelta) => self.days, member: true, doc: "Number of days." },
    seconds: {
      get: (self: PyDelta) => self.seconds,
      member: true,
      doc: "Number of seconds (>= 0 and less than 1 day).",
    },
    microseconds: {
      get: (self: PyDelta) => self.microseconds,
      member: true,
      doc: "Number of microseconds (>= 0 and less than 1 second).",
    },
  },
  constants: {
    min: new PyDelta(-MAX_DAYS, 0, 0),
    max: new PyDelta(MAX_DAYS, DAY - 1, 999_999),
    resolution: new PyDelta(0, 0, 1),
  },
};
