/**
 * Data of `int`: a JavaScript number when it is a safe integer, else a bigint. A *payload* ({@link Int}) is that value
 * taken out of a `bool` or of an instance of a subclass; it always has the smaller of the two forms, and is never -0.
 */
import { PyInt } from "../core/builtin-types.ts";
import type { Value } from "../core/object.ts";

/** Payload of an int. */
export type Int = number | bigint;

/** True for int, bool and instances of subclasses of int. */
export function isInt(value: Value): value is number | bigint | boolean | PyInt {
  switch (typeof value) {
    case "number":
      return Number.isInteger(value);
    case "bigint":
    case "boolean":
      return true;
    case "object":
      return value instanceof PyInt;
    default:
      return false;
  }
}

/** The payload of a value for which {@link isInt} holds. */
export function intOf(value: Value): Int {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
    default:
      return (value as PyInt).value;
  }
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = -MAX_SAFE;

/** The int of a bigint, in its smaller form. */
export function int(n: bigint): Int {
  // Comparing costs less than converting.
  return n <= MAX_SAFE && n >= MIN_SAFE ? Number(n) : n;
}

/** The int of an integral finite double of any size. */
export function intFromDouble(x: number): Int {
  return Number.isSafeInteger(x) ? x + 0 : BigInt(x);
}

/** `int.bit_length` of a payload. */
export function bitLength(n: Int): number {
  if (typeof n === "number") {
    const magnitude = Math.abs(n);
    if (magnitude <= 0x7fffffff) return 32 - Math.clz32(magnitude);
    const high = Math.floor(magnitude / 0x100000000);
    return high === 0 ? 32 : 64 - Math.clz32(high);
  }
  return bigBitLength(n < 0n ? -n : n);
}

/** Bit length of a bigint that is not negative. */
export function bigBitLength(n: bigint): number {
  if (n === 0n) return 0;
  const digits = n.toString(16);
  return digits.length * 4 - (Math.clz32(Number.parseInt(digits[0] as string, 16)) - 28);
}

/** The payload as a number, clamped to the safe range: right for comparison with a length. */
export function clampToNumber(n: Int): number {
  if (typeof n === "number") return n;
  return n < 0n ? -Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}
