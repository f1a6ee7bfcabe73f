/** Checks of the fields that programs give. */
import { isInstance, typeOf } from "../../core/builtin-types.ts";
import type { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { PyBytes } from "../../objects/bytes.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { toCInt } from "../../protocols/number.ts";
import { daysInMonth, MAXYEAR, MINYEAR } from "./calendar.ts";
import { tzinfoType } from "./data.ts";

export function checkDate(year: number, month: number, day: number): void {
  if (year < MINYEAR || year > MAXYEAR)
    throw valueError(`year must be in ${MINYEAR}..${MAXYEAR}, not ${year}`);
  if (month < 1 || month > 12) throw valueError(`month must be in 1..12, not ${month}`);
  const last = daysInMonth(year, month);
  if (day < 1 || day > last)
    throw valueError(`day ${day} must be in range 1..${last} for month ${month} in year ${year}`);
}

export function checkTime(
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  fold: number,
): void {
  if (hour < 0 || hour > 23) throw valueError(`hour must be in 0..23, not ${hour}`);
  if (minute < 0 || minute > 59) throw valueError(`minute must be in 0..59, not ${minute}`);
  if (second < 0 || second > 59) throw valueError(`second must be in 0..59, not ${second}`);
  if (microsecond < 0 || microsecond > 999999)
    throw valueError(`microsecond must be in 0..999999, not ${microsecond}`);
  if (fold !== 0 && fold !== 1) throw valueError(`fold must be either 0 or 1, not ${fold}`);
}

export function checkZone(zone: Value): void {
  if (zone !== null && !isInstance(zone, tzinfoType)) {
    throw typeError(
      `tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(zone).fullName}'`,
    );
  }
}

/** An int field; one that was not given is `otherwise`. */
export const field = (value: Value | undefined, otherwise: number): number =>
  value === undefined ? otherwise : toCInt(value);

export const missing = (name: string, position: number): PyBaseException =>
  typeError(`function missing required argument '${name}' (pos ${position})`);

/**
 * The state that pickles hold, `size` bytes whose byte `at` is the month or hour: bytes, or the text that Python 2's bytes
 * are read as. Undefined when the argument is no state.
 */
export function pickled(
  value: Value,
  size: number,
  at: number,
  fits: (byte: number) => boolean,
  what: string,
): Uint8Array | undefined {
  if (value instanceof PyBytes)
    return value.data.length === size && fits(value.data[at] as number) ? value.data : undefined;
  if (!isStr(value)) return undefined;
  const text = strOf(value);
  if (text.length !== size || !fits(text.charCodeAt(at))) return undefined;
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  if (codes.some((code) => code > 255)) {
    throw valueError(
      `Failed to encode latin1 string when unpickling a ${what} object. pickle.load(data, encoding='latin1') is assumed.`,
    );
  }
  return Uint8Array.from(codes);
}

/** The one argument of a method of that name which takes a str. */
export function textArgument(value: Value, who: string): string {
  if (!isStr(value)) throw typeError(`${who}() argument 1 must be str, not ${typeOf(value).fullName}`);
  return strOf(value);
}
