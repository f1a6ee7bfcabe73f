/**
 * Buffered binary streams over a raw one: the data and its movements. `BufferedReader`, `BufferedWriter` and
 * `BufferedRandom` are one class here, differing in what they allow.
 *
 * Invariants: at most one of the two buffers holds something. With read-ahead, the raw stream stands behind the last byte of
 * it; with pending writes, before the first byte of them. A raw stream that is exactly a FileIO is called directly, any other
 * through its Python methods.
 *
 * Follows Modules/_io/bufferedio.c. https://docs.python.org/3.14/library/io.html#buffered-streams
 */
import { typeOf } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { BlockingIOError, OSError, type PyOSError, TypeError } from "../../exceptions/hierarchy.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { PyByteArray } from "../../objects/bytearray.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toIndex } from "../../protocols/number.ts";
import { concatenate, isClosed, PyBufferedIOBase } from "./base.ts";
import { closedFile, unsupported } from "./errors.ts";
import { fileIOType, type PyFileIO } from "./file-io.ts";

export const DEFAULT_BUFFER_SIZE = 131072;

const NOTHING = new Uint8Array(0);

export class PyBuffered extends PyBufferedIOBase {
  /** Undefined before `__init__`, null when detached. */
  raw: Value | undefined = undefined;
  bufferSize = DEFAULT_BUFFER_SIZE;
  canRead = false;
  canWrite = false;
  /** Read-ahead: `ahead[from]` to `ahead[to]`. */
  ahead: Uint8Array = NOTHING;
  from = 0;
  to = 0;
  /** The first `pending` bytes wait to be written. */
  out: Uint8Array = NOTHING;
  pending = 0;
  /** The memory was given back: the stream is closed. */
  released = false;
  /** False for the standard streams, which the end of the program flushes by name. */
  tracked = true;

  get stream(): Value {
    if (this.raw === undefined) throw valueError("I/O operation on uninitialized object");
    if (this.raw === null) throw valueError("raw stream has been detached");
    return this.raw;
  }

  /** The raw stream when it is exactly a FileIO. */
  get file(): PyFileIO | undefined {
    const { stream } = this;
    return typeOf(stream) === fileIOType ? (stream as PyFileIO) : undefined;
  }

  get closed(): boolean {
    const { file } = this;
    return file === undefined ? isClosed(this.stream) : file.fd < 0;
  }

  needOpen(message: string): void {
    if (this.closed) throw closedFile(message);
  }

  needReadable(): void {
    if (!this.canRead) throw unsupported("not readable");
  }

  // --- raw stream --------------------------------------------------------------------------------------------------------

  /** Reads once into `into`; undefined when the raw stream would block. */
  rawRead(into: Uint8Array): number | undefined {
    const { file } = this;
    if (file !== undefined) return file.readInto(into);
    const target = new PyByteArray(into);
    const got = callMethod(this.stream, "readinto", target);
    if (got === null) return undefined;
    let count: number;
    try {
      count = Number(toIndex(got));
    } catch (error) {
      if (!(error instanceof PyBaseException) || !error.cls$.isSubtype(TypeError)) throw error;
      const failure = newException(OSError, "raw readinto() failed");
      failure.cause = error;
      failure.context = error;
      throw failure;
    }
    if (count < 0 || count > into.length) {
      throw newException(
        OSError,
        `raw readinto() returned invalid length ${count} (should have been between 0 and ${into.length})`,
      );
    }
    if (target.store !== into) into.set(target.data.subarray(0, count));
    return count;
  }

  rawWrite(data: Uint8Array): number | undefined {
    const { file } = this;
    if (file !== undefined) return file.writeSome(data);
    const got = callMethod(this.stream, "write", bytes(data.slice()));
    if (got === null) return undefined;
    const count = Number(toIndex(got));
    if (count < 0 || count > data.length) {
      throw newException(
        OSError,
        `raw write() returned invalid length ${count} (should have been between 0 and ${data.length})`,
      );
    }
    return count;
  }

  rawSeek(offset: number, whence: number): number {
    const { file } = this;
    const position =
      file === undefined
        ? Number(toIndex(callMethod(this.stream, "seek", offset, whence)))
        : file.seek(offset, whence);
    if (position < 0) throw newException(OSError, `Raw stream returned invalid position ${position}`);
    return position;
  }

  rawTell(): number {
    const { file } = this;
    const position = file === undefined ? Number(toIndex(callMethod(this.stream, "tell"))) : file.seek(0, 1);
    if (position < 0) throw newException(OSError, `Raw stream returned invalid position ${position}`);
    return position;
  }

  // --- reading -------------------------------------------------------------------------------------------------------------

  get available(): number {
    return this.to - this.from;
  }

  /** Takes up to `count` bytes of the read-ahead. */
  take(count: number): Uint8Array {
    const end = Math.min(this.to, this.from + count);
    const chunk = this.ahead.slice(this.from, end);
    this.from = end;
    return chunk;
  }

  /** All of the read-ahead, without a copy: what comes next is read over it. */
  lend(): Uint8Array {
    const chunk = this.ahead.subarray(this.from, this.to);
    this.from = this.to;
    return chunk;
  }

  /** Reads ahead once when there is nothing left; how many bytes there are now, undefined when it would block. */
  fill(): number | undefined {
    if (this.from < this.to) return this.to - this.from;
    this.flushPending();
    if (this.ahead.length === 0) this.ahead = new Uint8Array(this.bufferSize);
    this.from = 0;
    this.to = 0;
    const count = this.rawRead(this.ahead);
    this.to = count ?? 0;
    return count;
  }

  /** Everything up to the end; undefined when the raw stream would block at once. */
  readAll(): Uint8Array | undefined {
    const start = this.take(this.available);
    this.flushPending();
    const { file } = this;
    if (file !== undefined) {
      const rest = file.readAll();
      return rest === undefined && start.length === 0 ? undefined : concatenate([start, rest ?? NOTHING]);
    }
    const readall = callMethodIfAny(this.stream);
    if (readall !== undefined) {
      if (readall === null) return start.length > 0 ? start : undefined;
      return concatenate([start, readall]);
    }
    const chunks = [start];
    for (;;) {
      const chunk = callMethod(this.stream, "read");
      if (chunk === null) return chunks.length === 1 && start.length === 0 ? undefined : concatenate(chunks);
      if (!(chunk instanceof PyBytes)) throw newException(OSError, "read() should return bytes");
      if (chunk.data.length === 0) return concatenate(chunks);
      chunks.push(chunk.data);
    }
  }

  /** `count` bytes, fewer at the end; undefined when the raw stream would block at once. */
  read(count: number): Uint8Array | undefined {
    if (this.available >= count) return this.take(count);
    const chunks = [this.take(this.available)];
    let left = count - (chunks[0] as Uint8Array).length;
    while (left > 0) {
      if (left >= this.bufferSize) {
        this.flushPending();
        const chunk = new Uint8Array(left);
        const got = this.rawRead(chunk);
        if (got === undefined && left === count) return undefined;
        if (got === undefined || got === 0) break;
        chunks.push(chunk.subarray(0, got));
        left -= got;
        continue;
      }
      const got = this.fill();
      if (got === undefined && left === count) return undefined;
      if (got === undefined || got === 0) break;
      const chunk = this.take(left);
      chunks.push(chunk);
      left -= chunk.length;
    }
    return concatenate(chunks);
  }

  /** One line, at most `limit` bytes of it when that is not negative. */
  line(limit: number): Uint8Array {
    const chunks: Uint8Array[] = [];
    let left = limit < 0 ? Number.POSITIVE_INFINITY : limit;
    while (left > 0) {
      if (this.from === this.to && (this.fill() ?? 0) === 0) break;
      const newline = this.ahead.indexOf(10, this.from);
      const found = newline >= 0 && newline < this.to;
      const end = Math.min(found ? newline + 1 : this.to, this.from + left);
      chunks.push(this.ahead.slice(this.from, end));
      left -= end - this.from;
      const complete = found && end === newline + 1;
      this.from = end;
      if (complete) break;
    }
    return chunks.length === 0 ? NOTHING : concatenate(chunks);
  }

  override nx(): Value | undefined {
    if (this.cls$.heap) return super.nx();
    this.needOpen("readline of closed file");
    const line = this.line(-1);
    return line.length === 0 ? undefined : bytes(line);
  }

  // --- writing ---------------------------------------------------------------------------------------------------------------

  write(data: Uint8Array): number {
    this.dropAhead();
    if (this.out.length === 0) this.out = new Uint8Array(this.bufferSize);
    if (data.length <= this.#room) {
      this.#hold(data);
      return data.length;
    }
    try {
      this.flushPending();
    } catch (error) {
      if (!isBlocking(error)) throw error;
      const held = this.#hold(data);
      if (held < data.length) throw wouldBlock(held);
      return held;
    }
    let at = 0;
    while (data.length - at > this.bufferSize) {
      const count = this.rawWrite(data.subarray(at));
      if (count === undefined) throw wouldBlock(at + this.#hold(data.subarray(at)));
      at += count;
    }
    this.#hold(data.subarray(at));
    return data.length;
  }

  get #room(): number {
    return this.bufferSize - this.pending;
  }

  /** Has as much as there is room for wait to be written; how much. */
  #hold(data: Uint8Array): number {
    const part = data.length <= this.#room ? data : data.subarray(0, this.#room);
    this.out.set(part, this.pending);
    this.pending += part.length;
    if (this.tracked && this.pending > 0) unflushed().add(this);
    return part.length;
  }

  /** Gives the memory back. What could not be written is lost. */
  release(): void {
    this.released = true;
    this.ahead = NOTHING;
    this.out = NOTHING;
    this.from = 0;
    this.to = 0;
    this.pending = 0;
    unflushed().delete(this);
  }

  /** Hands what waits to the raw stream. What could not be written stays. */
  flushPending(): void {
    let at = 0;
    try {
      while (at < this.pending) {
        const count = this.rawWrite(this.out.subarray(at, this.pending));
        if (count === undefined) throw wouldBlock(0);
        at += count;
      }
    } finally {
      if (at > 0) {
        this.out.copyWithin(0, at, this.pending);
        this.pending -= at;
      }
      if (this.pending === 0) unflushed().delete(this);
    }
  }

  /** Forgets the read-ahead, moving the raw stream back to where the reader is. */
  dropAhead(): void {
    const { available } = this;
    this.from = 0;
    this.to = 0;
    if (available > 0) this.rawSeek(-available, 1);
  }

  /** Makes the raw stream stand where the program thinks it does. */
  synchronize(): void {
    this.flushPending();
    this.dropAhead();
  }

  tell(): number {
    // A device may say that it stands at its start however much was read.
    return Math.max(0, this.rawTell() - this.available + this.pending);
  }

  seek(offset: number, whence: number): number {
    if (whence < 0 || whence > 2) throw valueError(`whence value ${whence} unsupported`);
    if (this.canRead && this.available > 0 && whence !== 2) {
      // Within the read-ahead nothing moves.
      const here = this.tell();
      const target = whence === 0 ? offset : here + offset;
      const distance = target - here;
      if (distance >= -this.from && distance <= this.available) {
        this.from += distance;
        return target;
      }
    }
    const distance = whence === 1 ? offset - this.available : offset;
    this.flushPending();
    this.from = 0;
    this.to = 0;
    return this.rawSeek(distance, whence);
  }
}

function callMethodIfAny(raw: Value): Uint8Array | null | undefined {
  const method = (raw as { cls$: { lookup(name: string): unknown } }).cls$.lookup("readall");
  if (method === undefined) return undefined;
  const result = callMethod(raw, "readall");
  if (result === null) return null;
  if (!(result instanceof PyBytes)) throw newException(OSError, "readall() should return bytes");
  return result.data;
}

const isBlocking = (error: unknown): boolean =>
  error instanceof PyBaseException && error.cls$.isSubtype(BlockingIOError);

function wouldBlock(written: number): PyOSError {
  const text = "write could not complete without blocking";
  const error = newException(BlockingIOError, 11, text, written) as PyOSError;
  error.errno = 11;
  error.strerror = text;
  error.charactersWritten = written;
  return error;
}

const UNFLUSHED = Symbol("streams with pending output");

/** A stream that may hold output back. */
interface Flushable {
  flushPending(): void;
}

/**
 * Streams that hold output back. CPython flushes a file that nobody refers to any more at once; here that moment is not
 * known, so whoever opens a file, and the end of the program, flushes all.
 */
export function unflushed(): Set<Flushable> {
  return current.stateOf(UNFLUSHED, () => new Set());
}

/** Flushes what waits anywhere; errors are nobody's concern here. */
export function flushAll(): void {
  const streams = unflushed();
  // A text stream hands its output to a buffer, which then waits itself: each round empties one layer.
  for (let round = 0; round < 3 && streams.size > 0; round++) {
    for (const stream of [...streams]) {
      try {
        stream.flushPending();
      } catch {
        streams.delete(stream);
      }
    }
  }
}
