/** Moments in the zone of the machine, and timestamps. */
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { overflowError, valueError } from "../../exceptions/raise.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { str } from "../../objects/str.ts";
import { toIndex } from "../../protocols/number.ts";
import { offsetAt, zoneAt } from "../time/zone.ts";
import { type Fields, fieldsOf, makeDateTime, ordinalOf, secondsOfDay } from "./arithmetic.ts";
import { MAX_ORDINAL } from "./calendar.ts";
import type { PyDateTime, PyTimezone } from "./data.ts";
import { deltaOf } from "./delta.ts";
import { timezone } from "./zones.ts";

/** Day number of 1970-01-01. */
const EPOCH_ORDINAL = 719_163;
/** The longest that a clock is ever set back. */
const LONGEST_FOLD = 86_400;

const outOfRange = () => overflowError("timestamp out of range for platform time_t");

function round(x: number, halfEven: boolean): number {
  if (!halfEven) return Math.floor(x);
  const whole = Math.floor(x);
  const rest = x - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 !== 0) ? whole + 1 : whole;
}

export interface Timestamp {
  seconds: number;
  microseconds: number;
}

/** A number of seconds since 1970, rounded to microseconds: halves to even, or down. */
export function timestampOf(value: Value, halfEven: boolean): Timestamp {
  if (!isFloat(value)) {
    const seconds = Number(toIndex(value));
    if (!(Math.abs(seconds) < 2 ** 63)) throw outOfRange();
    return { seconds, microseconds: 0 };
  }
  const given = floatOf(value);
  if (Number.isNaN(given)) throw valueError("Invalid value NaN (not a number)");
  let seconds = Math.trunc(given);
  let microseconds = round((given - seconds) * 1e6, halfEven);
  if (microseconds >= 1_000_000) {
    microseconds -= 1_000_000;
    seconds++;
  } else if (microseconds < 0) {
    microseconds += 1_000_000;
    seconds--;
  }
  if (!(Math.abs(seconds) < 2 ** 63)) throw outOfRange();
  return { seconds, microseconds };
}

export function now(): Timestamp {
  const microseconds = current.host.clock.now() / 1000n;
  return { seconds: Number(microseconds / 1_000_000n), microseconds: Number(microseconds % 1_000_000n) };
}

/** Fields of seconds since 1970; ValueError beyond the calendar. */
function civil(seconds: number, microseconds: number): Fields {
  const ordinal = Math.floor(seconds / 86_400) + EPOCH_ORDINAL;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) {
    const year = new Date(seconds * 1000).getUTCFullYear();
    if (Number.isNaN(year)) throw outOfRange();
    throw valueError(`year must be in 1..9999, not ${year}`);
  }
  return fieldsOf(EPOCH_ORDINAL, seconds, microseconds);
}

/** Seconds by the local clock, counted as if it were that of UTC. */
function localSeconds(seconds: number): number {
  // Beyond what the engine's clock knows, the year is out of range in any zone.
  return Math.abs(seconds) > 8.6e12 ? seconds : seconds + offsetAt(seconds);
}

export const utcFields = ({ seconds, microseconds }: Timestamp): Fields => civil(seconds, microseconds);
export const localFields = ({ seconds, microseconds }: Timestamp): Fields =>
  civil(localSeconds(seconds), microseconds);

/** A naive datetime of the local clock, its fold set when it reads the same a second time. */
export function localMoment(cls: Value, timestamp: Timestamp): Value {
  const fields = localFields(timestamp);
  const here = localSeconds(timestamp.seconds);
  const change = here - localSeconds(timestamp.seconds - LONGEST_FOLD) - LONGEST_FOLD;
  const fold = change < 0 && localSeconds(timestamp.seconds + change) === here ? 1 : 0;
  return makeDateTime(cls, fields, null, fold);
}

/** Seconds since 1970 by a moment's own clock, without microseconds. */
const clockSeconds = (moment: PyDateTime): number =>
  (ordinalOf(moment) - EPOCH_ORDINAL) * 86_400 + secondsOfDay(moment);

/**
 * Seconds since 1970 of a moment of the local clock; its fold chooses among two. One that the clock skips is read by the
 * offset before the change, or after it with fold 1 (PEP 495).
 */
export function localTimestamp(moment: PyDateTime): number {
  const wanted = clockSeconds(moment);
  const offset = localSeconds(wanted) - wanted;
  const first = wanted - offset;
  let other: number;
  if (localSeconds(first) === wanted) {
    const probe = first + (moment.fold === 0 ? -LONGEST_FOLD : LONGEST_FOLD);
    other = localSeconds(probe) - probe;
    if (other === offset) return first;
  } else other = localSeconds(first) - first;
  const second = wanted - other;
  if (localSeconds(second) === wanted) return second;
  if (localSeconds(first) === wanted) return first;
  return moment.fold === 0 ? Math.max(first, second) : Math.min(first, second);
}

/** The machine's zone at a number of seconds since 1970, as a zone with that offset alone. */
export function localZone(seconds: number): PyTimezone {
  const { offset, abbreviation } = zoneAt(seconds);
  return timezone(deltaOf(0, offset, 0), str(abbreviation));
}

/** Seconds since 1970 of a moment whose clock is that of UTC. */
export const utcTimestamp = clockSeconds;
