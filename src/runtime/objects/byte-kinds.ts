/** What bytes are as ASCII characters, and their case: tables, so that methods of long byte strings are plain loops. */
import { once } from "../../base/once.ts";
import { isSpaceByte } from "./bytes-search.ts";

export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const SPACE = 8;
export const ASCII = 16;

const between = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high;

function kindOfByte(byte: number): number {
  if (byte > 127) return 0;
  if (between(byte, 97, 122)) return ASCII | LOWER;
  if (between(byte, 65, 90)) return ASCII | UPPER;
  if (between(byte, 48, 57)) return ASCII | DIGIT;
  return isSpaceByte(byte) ? ASCII | SPACE : ASCII;
}

const table = (map: (byte: number) => number) =>
  once(() => Uint8Array.from({ length: 256 }, (_, byte) => map(byte)));

/** The kinds of each byte, as a set of the bits above. */
export const byteKinds = table(kindOfByte);
export const lowerBytes = table((byte) => (between(byte, 65, 90) ? byte | 32 : byte));
export const upperBytes = table((byte) => (between(byte, 97, 122) ? byte & ~32 : byte));
export const swappedBytes = table((byte) => ((kindOfByte(byte) & (LOWER | UPPER)) === 0 ? byte : byte ^ 32));

/** Whether all bytes are of one of the kinds. */
export function allOfKind(data: Uint8Array, kinds: number): boolean {
  const known = byteKinds();
  for (let i = 0; i < data.length; i++)
    if (((known[data[i] as number] as number) & kinds) === 0) return false;
  return true;
}

/** Whether there is a byte of one of the kinds. */
export function anyOfKind(data: Uint8Array, kinds: number): boolean {
  const known = byteKinds();
  for (let i = 0; i < data.length; i++) if (((known[data[i] as number] as number) & kinds) !== 0) return true;
  return false;
}

/** Each byte replaced by its entry of a table of 256. */
export function mapBytes(data: Uint8Array, map: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = map[data[i] as number] as number;
  return out;
}
