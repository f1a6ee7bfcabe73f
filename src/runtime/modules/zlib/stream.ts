/** A zlib stream as pako keeps it, and what Python's three kinds of objects over it have in common. */
import { type ZStream as PakoStream, ZStream } from "pako";
import { declareType } from "../../core/builtin-types.ts";
import type { PyBaseException } from "../../core/exception.ts";
import { Exception } from "../../exceptions/hierarchy.ts";
import { PyBaseException as ExceptionClass } from "../../core/exception.ts";
import { newException } from "../../exceptions/raise.ts";

export type Stream = PakoStream;

/** Size of the first piece of output. */
export const PIECE = 16384;
const LARGEST_PIECE = 1 << 20;

export const Z_OK = 0;
export const Z_STREAM_END = 1;
export const Z_NEED_DICT = 2;
export const Z_STREAM_ERROR = -2;
export const Z_DATA_ERROR = -3;
export const Z_BUF_ERROR = -5;

export const errorType = declareType("zlib.error", class extends ExceptionClass {}, {
  bases: [Exception],
  hasDict: true,
});

/** `Error -3 while decompressing data: incorrect header check` */
export function zlibError(stream: Stream, code: number, doing: string): PyBaseException {
  let message: string = stream.msg;
  if (message === "" && code === Z_BUF_ERROR) message = "incomplete or truncated stream";
  if (message === "" && code === Z_STREAM_ERROR) message = "inconsistent stream state";
  if (message === "" && code === Z_DATA_ERROR) message = "invalid input data";
  return newException(errorType, `Error ${code} ${doing}${message === "" ? "" : `: ${message}`}`);
}

export function newStream(): Stream {
  const stream = new ZStream();
  stream.output = new Uint8Array(0);
  return stream;
}

export function setInput(stream: Stream, data: Uint8Array): void {
  stream.input = data;
  stream.next_in = 0;
  stream.avail_in = data.length;
}

/** What of the input is not consumed. */
export const leftOver = (stream: Stream): Uint8Array =>
  stream.input.slice(stream.next_in, stream.next_in + stream.avail_in);

/** Collects the output of a stream in pieces that grow, at most `limit` bytes. */
export class Output {
  readonly #stream: Stream;
  readonly #limit: number;
  readonly #pieces: Uint8Array[] = [];
  #full = 0;

  constructor(stream: Stream, limit = Number.POSITIVE_INFINITY) {
    this.#stream = stream;
    this.#limit = limit;
    stream.output = new Uint8Array(Math.min(PIECE, limit));
    stream.next_out = 0;
    stream.avail_out = stream.output.length;
  }

  get length(): number {
    return this.#full + this.#stream.next_out;
  }

  /** Makes room when there is none; false when the limit is reached. */
  reserve(): boolean {
    const stream = this.#stream;
    if (stream.avail_out > 0) return true;
    if (this.length >= this.#limit) return false;
    this.#full += stream.next_out;
    this.#pieces.push(stream.output.subarray(0, stream.next_out));
    const size = Math.min(stream.output.length * 2, LARGEST_PIECE, this.#limit - this.#full);
    stream.output = new Uint8Array(size);
    stream.next_out = 0;
    stream.avail_out = size;
    return true;
  }

  take(): Uint8Array {
    const { output, next_out } = this.#stream;
    const last = output.subarray(0, next_out);
    this.#stream.output = new Uint8Array(0);
    return this.#pieces.length === 0 ? last.slice() : concat([...this.#pieces, last]);
  }
}

export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A stream with its whole state once more: zlib's `deflateCopy` and `inflateCopy`, which pako lacks. */
export function copyStream(stream: Stream): Stream {
  const copies = new Map<object, object>();
  const copy = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (ArrayBuffer.isView(value)) {
      const array = (value as Uint8Array).slice();
      copies.set(value, array);
      return array;
    }
    const result: Record<string, unknown> = Array.isArray(value)
      ? ([] as unknown as Record<string, unknown>)
      : Object.create(Object.getPrototypeOf(value));
    copies.set(value, result);
    for (const [name, part] of Object.entries(value)) result[name] = copy(part);
    return result;
  };
  return copy(stream) as Stream;
}
