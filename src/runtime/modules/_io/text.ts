/**
 * `TextIOWrapper`: the data and its movements; the methods stand in `text-types.ts`.
 *
 * Writing: text is encoded when it is written, so that errors come from the write that causes them, and the bytes wait in
 * `out` until there are enough of them, or a line ended on a line-buffered stream. Text that every encoder of its kind takes
 * (UTF-8, no surrogates) waits as text behind them, in `waiting`, and is encoded all at once.
 *
 * Reading: bytes come in chunks; `decoded` holds the text of the last chunk and `used` how much of it was given. `snapshot` is
 * what it takes to know the position in the middle of a chunk: the decoder's state before it, and its bytes. A `for` loop, in
 * which positions are not told, takes all that the buffer holds as one chunk.
 *
 * Follows Modules/_io/textio.c. https://docs.python.org/3.14/library/io.html#io.TextIOWrapper
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { BlockingIOError, OSError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { hasSurrogate, type Str, str, strOf } from "../../objects/str.ts";
import { findAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toIndex } from "../../protocols/number.ts";
import { concatenate, isClosed, PyTextIOBase, textIOBaseType } from "./base.ts";
import { PyBuffered, unflushed } from "./buffered.ts";
import { decoderFor, type Encoder, encoderFor, isNative, takesAllText } from "./codec.ts";
import { closedFile, unsupported } from "./errors.ts";
import { NewlineTranslator } from "./newlines.ts";
import {
  type Cookie,
  cookieAt,
  LineDecoder,
  packCookie,
  type Snapshot,
  unpackCookie,
} from "./text-position.ts";

/** As many bytes are asked for at once, and pending output is handed on above that. */
export const DEFAULT_CHUNK_SIZE = 8192;

/** So many UTF-16 units wait to be encoded where the buffer below is our own and nobody sees it. */
const WAITING_UNITS = 32768;

export class PyTextIOWrapper extends PyTextIOBase {
  /** Undefined before `__init__`, null when detached. */
  buffer: Value | undefined = undefined;
  encoding = "utf-8";
  errors = "strict";
  lineBuffering = false;
  writeThrough = false;
  /** As given: null, "", "\n", "\r", "\r\n". */
  newline: string | null = null;
  /** What "\n" is written as. */
  lineEnd = "\n";
  encoder: Encoder | undefined = undefined;
  decoder: LineDecoder | undefined = undefined;
  translator: NewlineTranslator | undefined = undefined;
  canSeek = false;
  out: Uint8Array[] = [];
  outSize = 0;
  /** What is written after `out`: text that encodes without errors. */
  waiting = "";
  /** How much may wait as text; 0 where each write has to be looked at. */
  waitingLimit = 0;
  chunkSize = DEFAULT_CHUNK_SIZE;
  decoded = "";
  /** Whether a line of `decoded` ends at "\n" alone and is a JavaScript string as it stands. */
  plainLines = false;
  used = 0;
  snapshot: Snapshot | undefined = undefined;
  /** False while a `for` loop reads lines, when positions are not kept. */
  telling = true;
  /** See `PyBuffered.tracked`. */
  tracked = true;

  get stream(): Value {
    if (this.buffer === undefined) throw valueError("I/O operation on uninitialized object");
    if (this.buffer === null) throw valueError("underlying buffer has been detached");
    return this.buffer;
  }

  /** The buffer when it is one of ours and may be called directly. */
  get native(): PyBuffered | undefined {
    const { stream } = this;
    return stream instanceof PyBuffered && !stream.cls$.heap ? stream : undefined;
  }

  get closed(): boolean {
    const { native } = this;
    return native === undefined ? isClosed(this.stream) : native.closed;
  }

  needOpen(): void {
    if (this.closed) throw closedFile();
  }

  /** Sets encoding, error handler and newline mode, and what follows from them. */
  configure(encoding: string, errors: string, newline: string | null): void {
    this.encoding = encoding;
    this.errors = errors;
    this.newline = newline;
    this.lineEnd = newline === "\r" || newline === "\r\n" ? newline : "\n";
    this.encoder = undefined;
    this.decoder = undefined;
    const universal = newline === null || newline === "";
    this.translator = universal ? new NewlineTranslator(newline === null) : undefined;
    this.chooseWriting();
  }

  /** Finds out whether text may wait unencoded; to be called when what that depends on has changed. */
  chooseWriting(): void {
    const plain = this.lineEnd === "\n" && !this.lineBuffering && !this.writeThrough;
    const ours = this.native?.canWrite === true;
    this.waitingLimit = plain && ours && takesAllText(this.encoding) ? WAITING_UNITS : 0;
  }

  // --- writing -------------------------------------------------------------------------------------------------------------

  write(text: Str): void {
    if (this.waitingLimit > 0 && typeof text === "string") {
      if (this.waiting === "" && this.tracked) unflushed().add(this);
      this.waiting += text;
      if (this.waiting.length > this.waitingLimit) this.flushPending();
      this.#wrote();
      return;
    }
    let content = text;
    const hasNewline = (this.lineEnd !== "\n" || this.lineBuffering) && strOf(text).includes("\n");
    if (hasNewline && this.lineEnd !== "\n") content = str(strOf(text).replaceAll("\n", this.lineEnd));
    if (this.encoder === undefined) this.#startEncoder();
    this.#encodeWaiting();
    const data = (this.encoder as Encoder).encode(content);
    // Nothing larger than a chunk is put together; whoever takes the output may write more of it meanwhile.
    while (this.out.length > 0 && this.outSize + data.length > this.chunkSize) this.flushPending();
    this.#hold(data);
    const flush = this.lineBuffering && (hasNewline || strOf(text).includes("\r"));
    if (this.outSize >= this.chunkSize || flush || this.writeThrough) this.flushPending();
    else if (this.tracked) unflushed().add(this);
    if (flush) callMethod(this.stream, "flush");
    this.#wrote();
  }

  /** What was read is not where the file stands any more. */
  #wrote(): void {
    this.plainLines = false;
    if (this.snapshot === undefined) return;
    this.forget();
    this.decoder?.reset();
  }

  /** Puts bytes behind those that wait. */
  #hold(data: Uint8Array): void {
    this.out.push(data);
    this.outSize += data.length;
  }

  #encodeWaiting(): void {
    const { waiting } = this;
    this.waiting = "";
    if (waiting === "") return;
    if (this.encoder === undefined) this.#startEncoder();
    this.#hold((this.encoder as Encoder).encode(waiting));
  }

  /** Whether output is held back. */
  get holdsOutput(): boolean {
    return this.waiting !== "" || this.out.length > 0;
  }

  #startEncoder(): void {
    if (!truthy(callMethod(this.stream, "writable"))) throw unsupported("not writable");
    this.encoder = encoderFor(this.encoding, this.errors);
    if (this.canSeek && /^utf[-_]?(?:16|32|8[-_]sig)$/i.test(this.encoding)) {
      this.encoder.reset(Number(toIndex(callMethod(this.stream, "tell"))) === 0);
    }
  }

  /** Hands the encoded bytes to the buffer. */
  flushPending(): void {
    this.#encodeWaiting();
    if (this.out.length === 0) return;
    const data = concatenate(this.out);
    this.out = [];
    this.outSize = 0;
    unflushed().delete(this);
    const { native } = this;
    if (native !== undefined && native.canWrite) {
      native.needOpen("write to closed file");
      native.write(data);
    } else callMethod(this.stream, "write", bytes(data));
  }

  flush(): void {
    this.needOpen();
    this.telling = this.canSeek;
    this.flushPending();
    callMethod(this.stream, "flush");
  }

  /** What `print` calls instead of `write`; on exact TextIOWrappers only. */
  print$(text: Str): void {
    this.needOpen();
    this.write(text);
  }

  // --- reading -------------------------------------------------------------------------------------------------------------

  /** Forgets decoded text and position. */
  forget(): void {
    this.decoded = "";
    this.plainLines = false;
    this.used = 0;
    this.snapshot = undefined;
  }

  needReadable(): LineDecoder {
    this.needOpen();
    if (this.decoder === undefined) {
      if (!truthy(callMethod(this.stream, "readable"))) throw unsupported("not readable");
      this.decoder = new LineDecoder(decoderFor(this.encoding, this.errors), this.translator);
    }
    return this.decoder;
  }

  /** Decodes the next chunk; false at the end. Undecoded rest of the text is lost: the caller took it. */
  readChunk(): boolean {
    const decoder = this.needReadable();
    const state = this.telling ? decoder.getState() : undefined;
    const chunk = this.#nextBytes();
    const final = chunk.length === 0;
    const text = decoder.decode(chunk, final);
    this.decoded = text;
    this.plainLines =
      (this.newline === null || this.newline === "\n") && !this.cls$.heap && !hasSurrogate(text);
    this.used = 0;
    if (state !== undefined) this.snapshot = { flags: state[1], bytes: concatenate([state[0], chunk]) };
    return !final || text !== "";
  }

  #nextBytes(): Uint8Array {
    const { native } = this;
    if (native !== undefined) {
      native.needReadable();
      if (native.available === 0) native.fill();
      // Between the lines of a `for` loop nobody asks for positions; the memory is decoded before it is filled again.
      if (!this.telling && this.canSeek && this.chunkSize === DEFAULT_CHUNK_SIZE) return native.lend();
      return native.take(this.chunkSize);
    }
    const method = findAttr(this.stream, "read1") === undefined ? "read" : "read1";
    const chunk = callMethod(this.stream, method, this.chunkSize);
    const data = bufferOf(chunk);
    if (data === undefined) {
      throw typeError(
        `underlying ${method}() should have returned a bytes-like object, not '${typeOf(chunk).name}'`,
      );
    }
    return data;
  }

  /** Everything to the end. */
  readAll(): string {
    const decoder = this.needReadable();
    this.flushPending();
    const rest = this.decoded.slice(this.used);
    const { native } = this;
    let data: Uint8Array;
    if (native !== undefined) {
      const all = native.readAll();
      if (all === undefined) throw newException(BlockingIOError, "Read returned None.");
      data = all;
    } else {
      const chunk = callMethod(this.stream, "read");
      if (chunk === null) throw newException(BlockingIOError, "Read returned None.");
      const lent = bufferOf(chunk);
      if (lent === undefined) {
        throw typeError(
          `underlying read() should have returned a bytes-like object, not '${typeOf(chunk).name}'`,
        );
      }
      data = lent;
    }
    const text = decoder.decode(data, true);
    this.forget();
    return rest + text;
  }

  /** `count` characters (code points), fewer at the end. */
  read(count: number): string {
    this.needReadable();
    this.flushPending();
    let result = "";
    let left = count;
    for (;;) {
      const rest = this.used === 0 ? this.decoded : this.decoded.slice(this.used);
      const taken = hasSurrogate(rest) ? prefixOfPoints(rest, left) : rest.slice(0, left);
      result += taken;
      this.used += taken.length;
      left -= hasSurrogate(taken) ? [...taken].length : taken.length;
      if (left === 0 || !this.readChunk()) return result;
    }
  }

  /** The next line, at most `limit` characters of it when that is not negative. */
  line(limit: number): string {
    if (this.decoder === undefined) this.needReadable();
    if (this.holdsOutput) this.flushPending();
    let start = "";
    for (;;) {
      const end = this.#lineEnd(this.used);
      if (end >= 0) {
        const line = start + this.decoded.slice(this.used, end);
        if (limit >= 0 && line.length > limit) return this.#limited(start, line, limit);
        this.used = end;
        return line;
      }
      const rest = this.decoded.slice(this.used);
      // The first character of a line end of two may stand at the end of a chunk.
      start += rest;
      if (limit >= 0 && start.length >= limit)
        return this.#limited(start.slice(0, start.length - rest.length), start, limit);
      this.used = this.decoded.length;
      const split = this.newline === "\r\n" && start.endsWith("\r");
      if (!this.readChunk()) {
        this.forget();
        return start;
      }
      if (split) {
        this.decoded = `\r${this.decoded}`;
        start = start.slice(0, -1);
      }
    }
  }

  /** Cuts a line; what is left of it goes back to `decoded`. `before` came from earlier chunks. */
  #limited(before: string, line: string, limit: number): string {
    const taken = prefixOfPoints(line, limit);
    this.used += taken.length - before.length;
    return taken;
  }

  /** Where the line that starts at `from` ends in `decoded`, or -1. */
  #lineEnd(from: number): number {
    const { decoded, newline } = this;
    if (newline === null || newline === "\n") {
      const at = decoded.indexOf("\n", from);
      return at < 0 ? -1 : at + 1;
    }
    if (newline === "") {
      const lf = decoded.indexOf("\n", from);
      const cr = decoded.indexOf("\r", from);
      if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? -1 : lf + 1;
      return decoded[cr + 1] === "\n" ? cr + 2 : cr + 1;
    }
    const at = decoded.indexOf(newline, from);
    return at < 0 ? -1 : at + newline.length;
  }

  override nx(): Value | undefined {
    if (this.plainLines) {
      const end = this.decoded.indexOf("\n", this.used) + 1;
      if (end > 0) {
        const line = this.decoded.slice(this.used, end);
        this.used = end;
        this.telling = false;
        return line;
      }
    }
    if (this.cls$.heap) return super.nx();
    if (this.used === 0 && this.decoded === "") this.needOpen();
    this.telling = false;
    const line = this.line(-1);
    if (line !== "") return str(line);
    this.needOpen();
    this.snapshot = undefined;
    this.telling = this.canSeek;
    return undefined;
  }

  // --- positions -----------------------------------------------------------------------------------------------------------

  tell(): Value {
    this.needOpen();
    if (!this.canSeek) throw unsupported("underlying stream is not seekable");
    if (!this.telling) throw newException(OSError, "telling position disabled by next() call");
    this.flushPending();
    callMethod(this, "flush");
    const position = Number(toIndex(callMethod(this.stream, "tell")));
    const { snapshot, decoder, used } = this;
    if (decoder === undefined || snapshot === undefined) return position;
    const start = position - snapshot.bytes.length;
    // One character for each byte: that is so where no byte is above 0x7f, or any is one character.
    const even = this.decoded.length === snapshot.bytes.length && isNative(this.encoding);
    if (snapshot.flags === 0n && (used === 0 || (even && this.errors === "strict"))) return start + used;
    return packCookie(cookieAt(decoder, snapshot, start, used / this.decoded.length, used));
  }

  seek(position: number | bigint, whence: number): Value {
    this.needOpen();
    if (!this.canSeek) throw unsupported("underlying stream is not seekable");
    let target: Value = position;
    if (whence === 1) {
      if (position !== 0) throw unsupported("can't do nonzero cur-relative seeks");
      target = this.tell();
    } else if (whence === 2) {
      if (position !== 0) throw unsupported("can't do nonzero end-relative seeks");
      callMethod(this, "flush");
      this.#restart();
      const end = Number(toIndex(callMethod(this.stream, "seek", 0, 2)));
      this.encoder?.reset(end === 0);
      return end;
    } else if (whence !== 0) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
    const cookie = toIndex(target);
    if (cookie < 0) throw valueError(`negative seek position ${cookie}`);
    callMethod(this, "flush");
    this.#restore(unpackCookie(cookie), cookie === 0);
    this.encoder?.reset(cookie === 0);
    return target;
  }

  /** Goes where a position leads. */
  #restore({ start, flags, feed, atEnd, skip }: Cookie, toStart: boolean): void {
    callMethod(this.stream, "seek", start);
    this.#restart();
    if (toStart || (this.decoder === undefined && flags === 0n && skip === 0)) return;
    const decoder = this.needReadable();
    decoder.setState([new Uint8Array(0), flags]);
    this.snapshot = { flags, bytes: new Uint8Array(0) };
    if (skip === 0) return;
    const chunk = callMethod(this.stream, "read", feed);
    const data = bufferOf(chunk);
    if (data === undefined)
      throw typeError(`underlying read() should have returned a bytes object, not '${typeOf(chunk).name}'`);
    this.decoded = decoder.decode(data, atEnd);
    this.snapshot = { flags, bytes: data };
    if (this.decoded.length < skip) throw newException(OSError, "can't restore logical file position");
    this.used = skip;
  }

  #restart(): void {
    this.forget();
    this.decoder?.reset();
    this.telling = this.canSeek;
  }
}

/** The first `count` code points of a text. */
function prefixOfPoints(text: string, count: number): string {
  let at = 0;
  for (let left = count; left > 0 && at < text.length; left--)
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return text.slice(0, at);
}

export const textIOWrapperType = declareType("_io.TextIOWrapper", PyTextIOWrapper, {
  bases: [textIOBaseType],
  hasDict: true,
});

/** Whether the buffer can be positioned. */
export function isSeekable(buffer: Value): boolean {
  return truthy(callMethod(buffer, "seekable"));
}
