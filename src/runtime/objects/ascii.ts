/**
 * Text put together in bytes. An engine makes a string of many characters or short parts at 10 to 30 ns each; writing their
 * codes to bytes and decoding these takes a tenth of that for characters and half for short parts. It can only be done while
 * all codes are ASCII, so each function here gives up, with undefined, at the first text that is not.
 */

const DECODER = new TextDecoder();
/** Up to so many characters a call of the decoder costs more than it saves. */
const SHORT = 8;
/** Where texts are put together, longer ones piece by piece: fresh memory for all of one would cost more than the rest. */
const ROOM = new Uint8Array(16384);

/** The text of ASCII codes, which the caller has checked. */
export function asciiText(codes: Uint8Array): string {
  if (codes.length <= SHORT) return String.fromCharCode.apply(null, codes as unknown as number[]);
  return DECODER.decode(codes);
}

/** The characters of `text` at start, start + step, ... (`count` of them). */
export function pickAscii(text: string, start: number, step: number, count: number): string | undefined {
  const room = ROOM;
  let picked = "";
  let all = 0;
  for (let left = count, at = start; ; left -= room.length) {
    const size = Math.min(left, room.length);
    for (let i = 0; i < size; i++, at += step) {
      const code = text.charCodeAt(at);
      all |= code;
      room[i] = code;
    }
    if (all > 127) return undefined;
    picked += asciiText(room.subarray(0, size));
    if (size === left) return picked;
  }
}

const ENCODER = new TextEncoder();
/** So many characters are replaced at a time. */
const PIECE = 1024;
const SOURCE = new Uint8Array(PIECE);

/** Fewer or longer parts the engine joins as fast itself. */
const MANY = 256;
const LONG = 16;

/** `parts.join(separator)`, where the parts are many and short. */
export function joinAscii(parts: readonly string[], separator: string): string | undefined {
  if (parts.length < MANY || separator.length > LONG) return undefined;
  let size = 0;
  for (let i = 0; i < parts.length; i++) size += (parts[i] as string).length;
  if (size > parts.length * LONG) return undefined;
  const room = ROOM;
  let text = "";
  let all = 0;
  let to = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    if (to + part.length + separator.length > room.length) {
      if (all > 127) return undefined;
      text += asciiText(room.subarray(0, to));
      to = 0;
      if (part.length + separator.length > room.length) return undefined;
    }
    if (i > 0) {
      for (let k = 0; k < separator.length; k++) {
        const code = separator.charCodeAt(k);
        all |= code;
        room[to++] = code;
      }
    }
    for (let k = 0; k < part.length; k++) {
      const code = part.charCodeAt(k);
      all |= code;
      room[to++] = code;
    }
  }
  return all > 127 ? undefined : text + asciiText(room.subarray(0, to));
}

/** Writes the codes of a text that fits; false when it is not ASCII. */
function encodeAscii(text: string, into: Uint8Array): boolean {
  const { read, written } = ENCODER.encodeInto(text, into);
  return read === text.length && written === read;
}

/** The text from `from` on, with `by` for each of the many occurrences of a character. */
export function replaceAscii(text: string, from: number, character: string, by: string): string | undefined {
  const { length } = by;
  if (length > LONG || text.length - from < MANY) return undefined;
  const codes = new Uint8Array(LONG);
  if (!encodeAscii(by, codes)) return undefined;
  const source = SOURCE;
  const room = ROOM;
  const sought = character.charCodeAt(0);
  let result = "";
  for (let at = from; at < text.length; at += PIECE) {
    const piece = text.slice(at, at + PIECE);
    if (!encodeAscii(piece, source)) return undefined;
    let to = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = source[i] as number;
      if (code === sought) for (let k = 0; k < length; k++) room[to++] = codes[k] as number;
      else room[to++] = code;
    }
    result += asciiText(room.subarray(0, to));
  }
  return result;
}
