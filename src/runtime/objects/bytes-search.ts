/** Searching, comparing and joining byte arrays. */
import { linearSearch } from "./linear-search.ts";

/** So many bytes compared for each that was passed by say that the needle repeats itself. */
const WASTE = 8;
const PATIENCE = 4096;

/** First index of `needle` in `data` within [start, end), or -1. An empty needle is found at `start`. */
export function indexOfBytes(data: Uint8Array, needle: Uint8Array, start: number, end: number): number {
  const size = needle.length;
  if (size === 0) return start <= end ? start : -1;
  const first = needle[0] as number;
  const last = end - size;
  let compared = 0;
  for (let at = data.indexOf(first, start); at >= 0 && at <= last; at = data.indexOf(first, at + 1)) {
    let same = 1;
    while (same < size && data[at + same] === needle[same]) same++;
    if (same === size) return at;
    compared += same;
    if (compared > PATIENCE + WASTE * (at - start)) return linearSearch(data, needle, at + 1, end);
  }
  return -1;
}

export function lastIndexOfBytes(data: Uint8Array, needle: Uint8Array, start: number, end: number): number {
  for (let at = end - needle.length; at >= start; at--) if (matchesAt(data, needle, at)) return at;
  return -1;
}

/** True when `needle` stands in `data` at `at`. */
export function matchesAt(data: Uint8Array, needle: Uint8Array, at: number): boolean {
  if (at < 0 || at + needle.length > data.length) return false;
  for (let i = 0; i < needle.length; i++) if (data[at + i] !== needle[i]) return false;
  return true;
}

/** Negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function joinBytes(pieces: readonly Uint8Array[], separator?: Uint8Array): Uint8Array {
  const gap = separator?.length ?? 0;
  let length = gap * Math.max(0, pieces.length - 1);
  for (const piece of pieces) length += piece.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    if (i > 0 && gap > 0) {
      copyBytes(separator as Uint8Array, out, at);
      at += gap;
    }
    const piece = pieces[i] as Uint8Array;
    copyBytes(piece, out, at);
    at += piece.length;
  }
  return out;
}

/** Calls of the engine cost as much as copying so many bytes one by one. */
const SHORT = 32;

/** Copies `from` to a place in `to`. */
export function copyBytes(from: Uint8Array, to: Uint8Array, at: number): void {
  const { length } = from;
  if (length > SHORT) to.set(from, at);
  else for (let i = 0; i < length; i++) to[at + i] = from[i] as number;
}

/** The bytes from `start` to `end` in an array of their own; 0 <= start <= end <= data.length. */
export function cutBytes(data: Uint8Array, start: number, end: number): Uint8Array {
  const length = end - start;
  if (length > SHORT) return data.slice(start, end);
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = data[start + i] as number;
  return out;
}

export function repeatBytes(data: Uint8Array, count: number): Uint8Array {
  const out = new Uint8Array(data.length * count);
  if (data.length === 1) return out.fill(data[0] as number);
  for (let i = 0; i < count; i++) out.set(data, i * data.length);
  return out;
}

/** ASCII white space as bytes methods see it. */
export function isSpaceByte(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** `b'...'`; in the repr of a bytearray single quotes are escaped in either kind of quotes. */
export function bytesRepr(data: Uint8Array, escapeSingle = false): string {
  const quote = data.includes(39) && !data.includes(34) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of data) {
    if (byte === 9) out += "\\t";
    else if (byte === 10) out += "\\n";
    else if (byte === 13) out += "\\r";
    else if (byte === 92 || byte === quote.charCodeAt(0) || (byte === 39 && escapeSingle))
      out += `\\${String.fromCharCode(byte)}`;
    else if (byte < 32 || byte > 126) out += `\\x${byte.toString(16).padStart(2, "0")}`;
    else out += String.fromCharCode(byte);
  }
  return out + quote;
}

/** Most units that one call of `String.fromCharCode` is given. */
const MOST_UNITS = 8192;

/** Text of one character a byte. */
export function latin1(data: Uint8Array): string {
  if (data.length <= MOST_UNITS) return String.fromCharCode.apply(null, data as unknown as number[]);
  let text = "";
  for (let at = 0; at < data.length; at += MOST_UNITS)
    text += String.fromCharCode.apply(null, data.subarray(at, at + MOST_UNITS) as unknown as number[]);
  return text;
}

/** One byte per character of a text of code units below 256. */
export function fromLatin1(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}
