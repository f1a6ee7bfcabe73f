/** Hexadecimal text of doubles: `float.hex` and `float.fromhex`. Follows Objects/floatobject.c. */
import { overflowError, valueError } from "../exceptions/raise.ts";
import { doubleToBits, scale } from "./double-bits.ts";
import { bigBitLength } from "./int.ts";

/** `x.hex()` */
export function floatHex(x: number): string {
  if (x !== x) return "nan";
  if (!Number.isFinite(x)) return x < 0 ? "-inf" : "inf";
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  if (x === 0) return `${sign}0x0.0p+0`;
  const bits = doubleToBits(Math.abs(x));
  const biased = Number(bits >> 52n);
  const fraction = (bits & ((1n << 52n) - 1n)).toString(16).padStart(13, "0");
  const exponent = biased === 0 ? -1022 : biased - 1023;
  return `${sign}0x${biased === 0 ? 0 : 1}.${fraction}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

const HEX = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/** `float.fromhex(text)`, correctly rounded. */
export function floatFromHex(source: string): number {
  const text = source.replace(/^[\t-\r ]+|[\t-\r ]+$/g, "");
  const special = SPECIAL.exec(text);
  if (special !== null) {
    if (special[2] === undefined) return Number.NaN;
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const match = HEX.exec(text);
  const whole = match?.[2] ?? "";
  const fraction = match?.[3] ?? "";
  if (match === null || whole + fraction === "")
    throw valueError("invalid hexadecimal floating-point string");
  const digits = BigInt(`0x${whole}${fraction}`);
  const exponent = Number(match[4] ?? "0") - 4 * fraction.length;
  let result = 0;
  if (digits !== 0n) {
    const top = bigBitLength(digits) + exponent;
    result = top > 1024 ? Number.POSITIVE_INFINITY : top < -1080 ? 0 : scale(digits, exponent, false);
  }
  if (!Number.isFinite(result)) throw overflowError("hexadecimal value too large to represent as a float");
  return match[1] === "-" ? -result : result;
}
