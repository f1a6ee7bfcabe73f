/** Ints as pickles hold them: two's complement, least byte first, in as few bytes as possible; 0 is no byte. */
import { int, type Int } from "../../objects/int.ts";

export function longBytes(n: Int): Uint8Array {
  const value = BigInt(n);
  if (value === 0n) return new Uint8Array(0);
  const magnitude = value < 0n ? -value - 1n : value;
  const digits = magnitude.toString(16);
  const bits =
    magnitude === 0n
      ? 0
      : (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits[0] as string, 16)));
  const size = (bits >> 3) + 1;
  const hex = BigInt.asUintN(size * 8, value)
    .toString(16)
    .padStart(size * 2, "0");
  return Uint8Array.from({ length: size }, (_, i) =>
    Number.parseInt(hex.slice((size - 1 - i) * 2, (size - i) * 2), 16),
  );
}

export function longOf(data: Uint8Array): Int {
  if (data.length === 0) return 0;
  let hex = "";
  for (let i = data.length - 1; i >= 0; i--) hex += (data[i] as number).toString(16).padStart(2, "0");
  return int(BigInt.asIntN(data.length * 8, BigInt(`0x${hex}`)));
}
