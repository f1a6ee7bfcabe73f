/** Decoders: bytes to str. Each tells how many bytes it used, for incremental decoding: with `final` false an
 * incomplete sequence at the end is left for the next call. Follows the PyUnicode_Decode functions of
 * Objects/unicodeobject.c. */
import { asciiText } from "../objects/ascii.ts";
import { fromPoints, type Str, str } from "../objects/str.ts";
import { repairDecoding } from "./codec-errors.ts";
import type { ByteOrder } from "./encode.ts";

export interface Decoded {
  text: Str;
  consumed: number;
}

/** What a decoder found at an offset: a code point, an error, or an incomplete sequence. */
type Step =
  | { point: number; size: number; reason?: undefined }
  | { reason: string; size: number; incomplete: boolean; point?: undefined };

const bad = (reason: string, size: number, incomplete = false): Step => ({ reason, size, incomplete });

/** Runs a step decoder over the data with error handling. */
function decodeWith(
  source: Uint8Array,
  start: number,
  encoding: string,
  errors: string,
  final: boolean,
  step: (data: Uint8Array, at: number) => Step,
): Decoded {
  let data = source;
  const points: number[] = [];
  let at = start;
  while (at < data.length) {
    const found = step(data, at);
    if (found.reason === undefined) {
      points.push(found.point);
      at += found.size;
      continue;
    }
    if (found.incomplete && !final) break;
    const failure = {
      encoding,
      object: data,
      start: at,
      end: Math.min(at + found.size, data.length),
      reason: found.reason,
    };
    const repair = repairDecoding(errors, failure);
    for (const point of repair.points) points.push(point);
    at = repair.position;
    if (repair.object !== undefined) data = repair.object;
  }
  return { text: fromPoints(points), consumed: at };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function plainText(data: Uint8Array): string | undefined {
  for (let i = 0; i < data.length; i++) if ((data[i] as number) > 127) return undefined;
  return asciiText(data);
}

export function decodeUtf8(data: Uint8Array, errors: string, final = true): Decoded {
  if (data.length < 64) {
    const text = plainText(data);
    if (text !== undefined) return { text, consumed: data.length };
  }
  try {
    return { text: str(utf8.decode(data)), consumed: data.length };
  } catch {
    // Malformed: the step decoder finds where and why.
  }
  return decodeWith(data, 0, "utf-8", errors, final, utf8Step);
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function utf8Step(data: Uint8Array, at: number): Step {
  const first = data[at] as number;
  if (first < 0x80) return { point: first, size: 1 };
  if (first < 0xc2 || first > 0xf4) return bad("invalid start byte", 1);
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = data[at + 1];
  if (second === undefined) return bad("unexpected end of data", 1, true);
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) {
    // A surrogate cut off: a handler may want all of it.
    const cut = first === 0xed && second >= 0xa0 && second <= 0xbf && data.length - at === 2;
    return bad("invalid continuation byte", 1, cut);
  }
  let point = ((first & (0xff >> (size + 1))) << 6) | (second & 0x3f);
  for (let i = 2; i < size; i++) {
    const next = data[at + i];
    if (next === undefined) return bad("unexpected end of data", i, true);
    if (!isContinuation(next)) return bad("invalid continuation byte", i);
    point = (point << 6) | (next & 0x3f);
  }
  return { point, size };
}

export function decodeLatin1(data: Uint8Array): Decoded {
  let text = "";
  for (let i = 0; i < data.length; i += 4096) text += String.fromCharCode(...data.subarray(i, i + 4096));
  return { text, consumed: data.length };
}

export function decodeAscii(data: Uint8Array, errors: string): Decoded {
  const text = plainText(data);
  if (text !== undefined) return { text, consumed: data.length };
  return decodeWith(data, 0, "ascii", errors, true, (source, at) => {
    const byte = source[at] as number;
    return byte < 128 ? { point: byte, size: 1 } : bad("ordinal not in range(128)", 1);
  });
}

/** Decoded text and the byte order that was found: -1 little, 1 big, 0 none yet. */
export interface DecodedWide extends Decoded {
  order: number;
}

/** The order a byte order mark tells, when `order` leaves it open; `skip` is the length of the mark. */
function readMark(
  data: Uint8Array,
  order: ByteOrder,
  width: number,
): { big: boolean; skip: number; order: number } {
  if (order !== "native") return { big: order === "big", skip: 0, order: order === "big" ? 1 : -1 };
  if (data.length >= width) {
    const padding = width - 2;
    const zero = (from: number): boolean => data.subarray(from, from + padding).every((byte) => byte === 0);
    if (data[0] === 0xff && data[1] === 0xfe && zero(2)) return { big: false, skip: width, order: -1 };
    if (data[padding] === 0xfe && data[padding + 1] === 0xff && zero(0))
      return { big: true, skip: width, order: 1 };
  }
  return { big: false, skip: 0, order: 0 };
}

export function decodeUtf16(data: Uint8Array, errors: string, order: ByteOrder, final = true): DecodedWide {
  const { big, skip, order: found } = readMark(data, order, 2);
  const unit = (source: Uint8Array, at: number): number => {
    const [a, b] = [source[at] as number, source[at + 1] as number];
    return big ? (a << 8) | b : (b << 8) | a;
  };
  const name = big ? "utf-16-be" : "utf-16-le";
  const decoded = decodeWith(data, skip, name, errors, final, (source, at) => {
    if (at + 1 >= source.length) return bad("truncated data", 1, true);
    const high = unit(source, at);
    if (high < 0xd800 || high > 0xdfff) return { point: high, size: 2 };
    if (high > 0xdbff) return bad("illegal encoding", 2);
    if (at + 3 >= source.length) return bad("unexpected end of data", source.length - at, true);
    const low = unit(source, at + 2);
    if (low < 0xdc00 || low > 0xdfff) return bad("illegal UTF-16 surrogate", 2);
    return { point: 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff), size: 4 };
  });
  return { ...decoded, order: found };
}

export function decodeUtf32(data: Uint8Array, errors: string, order: ByteOrder, final = true): DecodedWide {
  const { big, skip, order: found } = readMark(data, order, 4);
  const name = big ? "utf-32-be" : "utf-32-le";
  const decoded = decodeWith(data, skip, name, errors, final, (source, at) => {
    if (at + 3 >= source.length) return bad("truncated data", source.length - at, true);
    let point = 0;
    for (let i = 0; i < 4; i++) point = point * 256 + (source[big ? at + i : at + 3 - i] as number);
    if (point >= 0xd800 && point < 0xe000) return bad("code point in surrogate code point range", 4);
    return point < 0x110000 ? { point, size: 4 } : bad("code point not in range(0x110000)", 4);
  });
  return { ...decoded, order: found };
}
