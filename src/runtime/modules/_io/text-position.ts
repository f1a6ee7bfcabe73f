/**
 * Positions in the middle of decoded text. What `tell` returns is an int that holds all that `seek` needs to come back: where in
 * the file the decoder has to begin, the state it has there, how many bytes it is then given, and how many of the characters that
 * come out were read already. Follows Modules/_io/textio.c, whose ints these are.
 */
import type { Value } from "../../core/object.ts";
import { OSError } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { int, intOf, isInt } from "../../objects/int.ts";
import type { Decoder } from "./codec.ts";
import type { NewlineTranslator } from "./newlines.ts";

/** Bytes that wait for more, and the decoder's state as a number. */
type State = readonly [waiting: Uint8Array, flags: bigint];

const EMPTY = new Uint8Array(0);

/** A decoder with the translation of newlines behind it. */
export class LineDecoder {
  readonly decoder: Decoder;
  readonly translator: NewlineTranslator | undefined;

  constructor(decoder: Decoder, translator: NewlineTranslator | undefined) {
    this.decoder = decoder;
    this.translator = translator;
  }

  decode(chunk: Uint8Array, final: boolean): string {
    const text = this.decoder.decode(chunk, final);
    return this.translator === undefined ? text : this.translator.decode(text, final);
  }

  reset(): void {
    this.decoder.reset();
    this.translator?.reset();
  }

  getState(): State {
    const [waiting, value] = this.decoder.getState();
    const flags = isInt(value) ? BigInt(intOf(value)) : 0n;
    if (this.translator === undefined) return [waiting, flags];
    return [waiting, flags * 2n + (this.translator.pendingReturn ? 1n : 0n)];
  }

  setState([waiting, flags]: State): void {
    if (this.translator === undefined) this.decoder.setState([waiting, int(flags)]);
    else {
      this.translator.pendingReturn = (flags & 1n) === 1n;
      this.decoder.setState([waiting, int(flags >> 1n)]);
    }
  }
}

/** What it takes to know the position in the middle of a chunk. */
export interface Snapshot {
  /** The decoder's state before the chunk. */
  readonly flags: bigint;
  /** The bytes that waited then, and the chunk. */
  readonly bytes: Uint8Array;
}

/** A position taken apart. */
export interface Cookie {
  /** Where the decoder begins. */
  start: number;
  flags: bigint;
  /** So many bytes it is given, */
  feed: number;
  /** and told that they are the last. */
  atEnd: boolean;
  /** So many characters of what it then gives are behind the position. */
  skip: number;
}

const WORD = 64n;
const MASK = (1n << WORD) - 1n;

/** The int that `tell` returns. */
export function packCookie({ start, flags, feed, atEnd, skip }: Cookie): Value {
  if (flags === 0n && feed === 0 && skip === 0) return start;
  const parts = [BigInt(start), flags, BigInt(feed), BigInt(skip), atEnd ? 1n : 0n];
  return int(parts.reduceRight((packed, part) => (packed << WORD) | part, 0n));
}

export function unpackCookie(position: number | bigint): Cookie {
  const word = (index: bigint): bigint => (BigInt(position) >> (WORD * index)) & MASK;
  return {
    start: Number(word(0n)),
    flags: word(1n),
    feed: Number(word(2n)),
    skip: Number(word(3n)),
    atEnd: word(4n) !== 0n,
  };
}

/** The position behind the first `characters` of the text of a chunk that begins at `start`; they are such a `share` of it. The
 * decoder is left as it was. */
export function cookieAt(
  decoder: LineDecoder,
  snapshot: Snapshot,
  start: number,
  share: number,
  characters: number,
): Cookie {
  const saved = decoder.getState();
  const seen = decoder.translator?.seen ?? 0;
  try {
    const cookie = { start, flags: snapshot.flags, feed: 0, atEnd: false, skip: characters };
    findCookie(decoder, snapshot, Math.floor(share * snapshot.bytes.length), cookie);
    return cookie;
  } finally {
    decoder.setState(saved);
    if (decoder.translator !== undefined) decoder.translator.seen = seen;
  }
}

function findCookie(decoder: LineDecoder, { bytes }: Snapshot, guess: number, cookie: Cookie): void {
  let at = skipBytes(decoder, bytes, guess, cookie);
  cookie.start += at;
  if (cookie.skip === 0) return;
  // From here byte by byte, beginning anew wherever the decoder holds nothing back.
  let decoded = 0;
  for (; at < bytes.length; at++) {
    cookie.feed++;
    decoded += decoder.decode(bytes.subarray(at, at + 1), false).length;
    const [waiting, flags] = decoder.getState();
    if (waiting.length === 0 && decoded <= cookie.skip) {
      cookie.start += cookie.feed;
      cookie.skip -= decoded;
      cookie.flags = flags;
      cookie.feed = 0;
      decoded = 0;
    }
    if (decoded >= cookie.skip) return;
  }
  decoded += decoder.decode(EMPTY, true).length;
  cookie.atEnd = true;
  if (decoded < cookie.skip) throw newException(OSError, "can't reconstruct logical file position");
}

/** The longest beginning of the chunk that is found quickly, after which the decoder holds nothing back; it is taken off `cookie`. */
function skipBytes(decoder: LineDecoder, bytes: Uint8Array, guess: number, cookie: Cookie): number {
  const { flags } = cookie;
  let step = 1;
  for (let count = guess; count > 0; ) {
    decoder.setState([EMPTY, flags]);
    const { length } = decoder.decode(bytes.subarray(0, count), false);
    if (length <= cookie.skip) {
      const [waiting, after] = decoder.getState();
      if (waiting.length === 0) {
        cookie.flags = after;
        cookie.skip -= length;
        return count;
      }
      count -= waiting.length;
      step = 1;
    } else {
      count -= step;
      step *= 2;
    }
  }
  decoder.setState([EMPTY, flags]);
  return 0;
}
