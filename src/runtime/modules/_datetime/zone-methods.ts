/** Calls of the methods of a `tzinfo`, with checks of what they return. */
import { typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { isStr, type Str } from "../../objects/str.ts";
import { callMethod1 } from "../../protocols/method-call.ts";
import { PyDelta, PyTimezone } from "./data.ts";

/** Whether a duration is as long as a day or longer, which no offset is. */
export const tooLong = ({ days, seconds, microseconds }: PyDelta): boolean =>
  days < -1 || days >= 1 || (days === -1 && seconds === 0 && microseconds === 0);

function offset(zone: Value, name: "utcoffset" | "dst", moment: Value): PyDelta | null {
  if (zone === null) return null;
  if (zone instanceof PyTimezone) return name === "dst" ? null : zone.offset;
  const result = callMethod1(zone, name, moment);
  if (result === null) return null;
  if (!(result instanceof PyDelta))
    throw typeError(`tzinfo.${name}() must return None or timedelta, not '${typeOf(result).fullName}'`);
  if (tooLong(result)) {
    throw valueError(
      "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).",
    );
  }
  return result;
}

/** `zone.utcoffset(moment)`; None for no zone. */
export const utcOffset = (zone: Value, moment: Value): PyDelta | null => offset(zone, "utcoffset", moment);
/** `zone.dst(moment)`; None for no zone. */
export const dstOffset = (zone: Value, moment: Value): PyDelta | null => offset(zone, "dst", moment);

/** `zone.tzname(moment)`; None for no zone. */
export function zoneName(zone: Value, moment: Value): Str | null {
  if (zone === null) return null;
  const result = callMethod1(zone, "tzname", moment);
  if (result !== null && !isStr(result))
    throw typeError(`tzinfo.tzname() must return None or a string, not '${typeOf(result).fullName}'`);
  return result;
}
