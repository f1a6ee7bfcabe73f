/** Bytes to their hexadecimal digits and back. */
import { once } from "../../base/once.ts";
import { latin1 } from "./bytes-search.ts";

const DIGITS = "0123456789abcdef";
const digits = once(() => Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0)));
const values = once(() =>
  Uint8Array.from({ length: 256 }, (_, byte) => {
    const at = DIGITS.indexOf(String.fromCharCode(byte).toLowerCase());
    return at < 0 ? 255 : at;
  }),
);

/** The digits of all bytes, lower case, as ASCII. */
export function hexDigits(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length * 2);
  const known = digits();
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] as number;
    out[2 * i] = known[byte >> 4] as number;
    out[2 * i + 1] = known[byte & 15] as number;
  }
  return out;
}

/** The digits of all bytes as text. */
export const hexOf = (data: Uint8Array): string => latin1(hexDigits(data));

/** The value of an ASCII hexadecimal digit; 255 for any other character. */
export const hexValue = (character: number): number => values()[character] ?? 255;

/** The bytes that pairs of digits spell; undefined where there is another character. The number of digits is even. */
export function fromHexDigits(text: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(text.length / 2);
  const known = values();
  for (let i = 0; i < out.length; i++) {
    const high = known[text[2 * i] as number] as number;
    const low = known[text[2 * i + 1] as number] as number;
    if ((high | low) > 15) return undefined;
    out[i] = (high << 4) | low;
  }
  return out;
}
