/** Encoders: str to bytes. The common encodings work without the `encodings` package; see `codecs.ts` for the choice.
 * Follows the PyUnicode_Encode functions of Objects/unicodeobject.c. */
import { type Str, pointsOf } from "../objects/str.ts";
import { type EncodeFailure, encodeException, repairEncoding } from "./codec-errors.ts";

const utf8 = new TextEncoder();

/** Appends the bytes of a code point; false when the encoding does not have it. */
type Encoder = (point: number, out: number[]) => boolean;

/** What only the encodings of the UTF family have. */
interface UtfForm {
  /** Bytes of a code unit. What a handler gives must be whole units, or ASCII text. */
  unit: 1 | 2 | 4;
  /** The bytes in front. */
  mark: number[];
}

/** Encodes with error handling; `reason` goes into the exception. UTF-16 and UTF-32 fail character by character, the others
 * over a run of them at once. */
export function encodeWith(
  text: Str,
  encoding: string,
  errors: string,
  reason: string,
  encoder: Encoder,
  utf?: UtfForm,
): Uint8Array {
  const points = pointsOf(text);
  const out = utf?.mark ?? [];
  const unit = utf?.unit ?? 1;
  const scratch: number[] = [];
  for (let at = 0; at < points.length; ) {
    if (encoder(points[at] as number, out)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (unit === 1 && end < points.length && !encoder(points[end] as number, scratch)) end++;
    const failure: EncodeFailure = { encoding, object: text, start: at, end, reason };
    const repair = repairEncoding(errors, failure);
    if (repair.bytes !== undefined) {
      if (repair.bytes.length % unit !== 0) throw encodeException(failure);
      for (const byte of repair.bytes) out.push(byte);
    } else {
      for (const point of repair.points ?? [])
        if ((utf !== undefined && point > 127) || !encoder(point, out)) throw encodeException(failure);
    }
    at = repair.position;
  }
  return Uint8Array.from(out);
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point < 0xe000;

function utf8Point(point: number, out: number[]): boolean {
  if (point < 0x80) out.push(point);
  else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (isSurrogate(point)) return false;
  else if (point < 0x10000)
    out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  else {
    out.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 0x3f),
      0x80 | ((point >> 6) & 0x3f),
      0x80 | (point & 0x3f),
    );
  }
  return true;
}

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The bytes of a short text when it is ASCII. */
function shortAscii(text: string): Uint8Array | undefined {
  const { length } = text;
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127) return undefined;
    out[i] = unit;
  }
  return out;
}

export function encodeUtf8(text: Str, errors: string): Uint8Array {
  if (typeof text === "string")
    return (text.length < 100 ? shortAscii(text) : undefined) ?? utf8.encode(text);
  if (!text.split && !LONE.test(text.value)) return utf8.encode(text.value);
  return encodeWith(text, "utf-8", errors, "surrogates not allowed", utf8Point, { unit: 1, mark: [] });
}

export function encodeLatin1(text: Str, errors: string): Uint8Array {
  return encodeByte(text, errors, 256, "latin-1");
}

export function encodeAscii(text: Str, errors: string): Uint8Array {
  return encodeByte(text, errors, 128, "ascii");
}

function encodeByte(text: Str, errors: string, limit: number, encoding: string): Uint8Array {
  if (typeof text === "string") {
    const out = new Uint8Array(text.length);
    let i = 0;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= limit) break;
      out[i] = unit;
    }
    if (i === text.length) return out;
  }
  return encodeWith(text, encoding, errors, `ordinal not in range(${limit})`, (point, out) => {
    if (point >= limit) return false;
    out.push(point);
    return true;
  });
}

/** Little or big endian without a byte order mark, or "native" with one. */
export type ByteOrder = "little" | "big" | "native";

const suffix = (order: ByteOrder): string => (order === "native" ? "" : order === "big" ? "-be" : "-le");

export function encodeUtf16(text: Str, errors: string, order: ByteOrder): Uint8Array {
  const push = (unit: number, out: number[]): void => {
    if (order === "big") out.push(unit >> 8, unit & 0xff);
    else out.push(unit & 0xff, unit >> 8);
  };
  const start: number[] = [];
  if (order === "native") push(0xfeff, start);
  const encoder: Encoder = (point, out) => {
    if (isSurrogate(point)) return false;
    if (point > 0xffff) {
      push(0xd7c0 + (point >> 10), out);
      push(0xdc00 | (point & 0x3ff), out);
    } else push(point, out);
    return true;
  };
  const form: UtfForm = { unit: 2, mark: start };
  return encodeWith(text, `utf-16${suffix(order)}`, errors, "surrogates not allowed", encoder, form);
}

export function encodeUtf32(text: Str, errors: string, order: ByteOrder): Uint8Array {
  const push = (point: number, out: number[]): void => {
    const parts = [point & 0xff, (point >> 8) & 0xff, point >> 16, 0];
    out.push(...(order === "big" ? parts.reverse() : parts));
  };
  const start: number[] = [];
  if (order === "native") push(0xfeff, start);
  const encoder: Encoder = (point, out) => {
    if (isSurrogate(point)) return false;
    push(point, out);
    return true;
  };
  const form: UtfForm = { unit: 4, mark: start };
  return encodeWith(text, `utf-32${suffix(order)}`, errors, "surrogates not allowed", encoder, form);
}
