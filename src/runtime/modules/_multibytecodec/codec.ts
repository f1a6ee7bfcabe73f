/**
 * The East Asian codecs: what one is, and the loops that run one over a text or over bytes, with error handlers.
 *
 * A codec takes one step at a time: it turns the sequence at a place into what it stands for and tells how long that was. The
 * tables are those of CPython's own codecs (`scripts/dump-codecs.py`), read when a codec is first used. Follows
 * Modules/cjkcodecs/multibytecodec.c.
 */
import type { PyBaseException } from "../../core/exception.ts";
import { fromPoints, pointsOf, type Str } from "../../objects/str.ts";
import { decodeException, repairDecoding, repairEncoding } from "../../protocols/codec-errors.ts";

/** What a codec remembers between two steps: `MultibyteCodec_State`. */
export function newState(codec: MultibyteCodec, decoding: boolean): Uint8Array {
  const state = new Uint8Array(8);
  codec.start?.(state, decoding);
  return state;
}

/** A step did not find all that it needs; wrong input is told as the negative of its length. */
export const TOO_FEW = 0;

export interface MultibyteCodec {
  readonly name: string;
  /**
   * Appends the code points of the sequence at `at`. Returns the number of bytes it has; {@link TOO_FEW} where the sequence is cut
   * off; less than zero where it is wrong.
   */
  decode(state: Uint8Array, data: Uint8Array, at: number, out: number[]): number;
  /**
   * Appends the bytes of the character at `at`. Returns the number of characters used; {@link TOO_FEW} where the next one
   * matters and is not there yet, which cannot be when `flush`; less than zero where it has none.
   */
  encode(state: Uint8Array, points: readonly number[], at: number, out: number[], flush: boolean): number;
  /** Prepares a state of zeros. */
  start?(state: Uint8Array, decoding: boolean): void;
  /** Appends what ends a text. */
  finish?(state: Uint8Array, out: number[]): void;
  /** Prepares for another text to decode. */
  resetDecoder?(state: Uint8Array): void;
}

const ILLEGAL = "illegal multibyte sequence";
const INCOMPLETE = "incomplete multibyte sequence";

/**
 * Encodes as much as there can be; with `final` all, and what ends the text. Returns the number of characters used.
 *
 * @throws UnicodeEncodeError, or what a handler raises
 */
export function encodeText(
  codec: MultibyteCodec,
  state: Uint8Array,
  text: Str,
  errors: string,
  final: boolean,
  out: number[],
): number {
  const points = pointsOf(text);
  let at = 0;
  while (at < points.length) {
    const used = codec.encode(state, points, at, out, final);
    if (used === TOO_FEW) break;
    if (used > 0) {
      at += used;
      continue;
    }
    const failure = { encoding: codec.name, object: text, start: at, end: at - used, reason: ILLEGAL };
    const repair = repairEncoding(errors, failure);
    if (repair.bytes !== undefined) for (const byte of repair.bytes) out.push(byte);
    else encodeReplacement(codec, state, fromPoints(repair.points ?? []), out);
    at = repair.position;
  }
  if (final) codec.finish?.(state, out);
  return at;
}

function encodeReplacement(codec: MultibyteCodec, state: Uint8Array, text: Str, out: number[]): void {
  const points = pointsOf(text);
  for (let at = 0; at < points.length; ) {
    const used = codec.encode(state, points, at, out, true);
    if (used <= 0) {
      repairEncoding("strict", {
        encoding: codec.name,
        object: text,
        start: at,
        end: at - used,
        reason: ILLEGAL,
      });
    }
    at += used;
  }
}

/**
 * Decodes as much as there is; with `final` an incomplete sequence is an error. Returns the number of bytes used.
 *
 * @throws UnicodeDecodeError, or what a handler raises
 */
export function decodeData(
  codec: MultibyteCodec,
  state: Uint8Array,
  source: Uint8Array,
  errors: string,
  final: boolean,
  out: number[],
): number {
  let data = source;
  let at = 0;
  while (at < data.length) {
    const used = codec.decode(state, data, at, out);
    if (used > 0) {
      at += used;
      continue;
    }
    if (used === TOO_FEW && !final) break;
    const failure = {
      encoding: codec.name,
      object: data,
      start: at,
      end: used === TOO_FEW ? data.length : at - used,
      reason: used === TOO_FEW ? INCOMPLETE : ILLEGAL,
    };
    const repair = repairDecoding(errors, failure);
    for (const point of repair.points) out.push(point);
    at = repair.position;
    data = repair.object ?? data;
  }
  return at;
}

/** A decoder was given a state with more bytes than it can hold. */
export function tooMuchPending(codec: MultibyteCodec, data: Uint8Array): PyBaseException {
  const reason = "pending buffer too large";
  return decodeException({ encoding: codec.name, object: data, start: 0, end: data.length, reason });
}
