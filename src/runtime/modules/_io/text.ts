/**
 * `TextIOWrapper`: the data and its movements; the methods stand in `text-types.ts`.
 *
 * Writing: text is encoded when it is written, so that errors come from the write that causes them, and the bytes wait in
 * `out` until there are enough of them, or a line ended on a line-buffered stream.
 *
 * Reading: bytes come in chunks; `decoded` holds the text of the last chunk and `used` how much of it was given. `snapshot` is
 * what it takes to know the position in the middle of a chunk: the decoder's state before it, and its bytes.
 *
 * Follows Modules/_io/textio.c. https://docs.python.org/3.14/library/io.html#io.TextIOWrapper
 */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import type { Value } from "../../core/object.ts";
import { OSError } from "../../exceptions/hierarchy.ts";
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
import { type Decoder, decoderFor, type Encoder, encoderFor } from "./codec.ts";
import { closedFile, unsupported } from "./errors.ts";
import { NewlineTranslator } from "./newlines.ts";

const CHUNK = 8192;

/** The state of decoder and newline translator before a chunk, and the chunk. */
interface Snapshot {
  decoder: [Uint8Array, Value];
  pendingReturn: boolean;
  bytes: Uint8Array;
}

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
  decoder: Decoder | undefined = undefined;
  translator: NewlineTranslator | undefined = undefined;
  canSeek = false;
  out: Uint8Array[] = [];
  outSize = 0;
  decoded = "";
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
  }

  // --- writing -------------------------------------------------------------------------------------------------------------

  write(text: Str): void {
    let content = text;
    const hasNewline = (this.lineEnd !== "\n" || this.lineBuffering) && strOf(text).includes("\n");
    if (hasNewline && this.lineEnd !== "\n") content = str(strOf(text).replaceAll("\n", this.lineEnd));
    if (this.encoder === undefined) this.#startEncoder();
    const data = (this.encoder as Encoder).encode(content);
    this.out.push(data);
    this.outSize += data.length;
    const flush = this.lineBuffering && (hasNewline || strOf(text).includes("\r"));
    if (this.outSize > CHUNK || flush || this.writeThrough) this.flushPending();
    else if (this.out.length === 1 && this.tracked) unflushed().add(this);
    if (flush) callMethod(this.stream, "flush");
    if (this.snapshot !== undefined || this.decoded !== "") this.forget();
  }

  #startEncoder(): void {
    this.encoder = encoderFor(this.encoding, this.errors);
    if (this.canSeek && /^utf[-_]?(?:16|32|8[-_]sig)$/i.test(this.encoding)) {
      this.encoder.reset(Number(toIndex(callMethod(this.stream, "tell"))) === 0);
    }
  }

  /** Hands the encoded bytes to the buffer. */
  flushPending(): void {
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
    this.used = 0;
    this.snapshot = undefined;
  }

  needReadable(): Decoder {
    this.needOpen();
    if (this.decoder === undefined) {
      if (!truthy(callMethod(this.stream, "readable"))) throw unsupported("not readable");
      this.decoder = decoderFor(this.encoding, this.errors);
    }
    return this.decoder;
  }

  /** Decodes the next chunk; false at the end. Undecoded rest of the text is lost: the caller took it. */
  readChunk(): boolean {
    const decoder = this.needReadable();
    const state = this.telling ? decoder.getState() : undefined;
    const pendingReturn = this.translator?.pendingReturn ?? false;
    const chunk = this.#nextBytes();
    const final = chunk.length === 0;
    let text = decoder.decode(chunk, final);
    if (this.translator !== undefined) text = this.translator.decode(text, final);
    this.decoded = text;
    this.used = 0;
    if (state !== undefined)
      this.snapshot = { decoder: state, pendingReturn, bytes: concatenate([state[0], chunk]) };
    return !final || text !== "";
  }

  #nextBytes(): Uint8Array {
    const { native } = this;
    if (native !== undefined) {
      native.needReadable();
      if (native.available === 0) native.fill();
      return native.take(CHUNK);
    }
    const method = findAttr(this.stream, "read1") === undefined ? "read" : "read1";
    const chunk = callMethod(this.stream, method, CHUNK);
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
    if (native !== undefined) data = native.readAll() ?? new Uint8Array(0);
    else {
      const chunk = callMethod(this.stream, "read");
      const lent = bufferOf(chunk);
      if (lent === undefined) {
        throw typeError(
          `underlying read() should have returned a bytes-like object, not '${typeOf(chunk).name}'`,
        );
      }
      data = lent;
    }
    let text = decoder.decode(data, true);
    if (this.translator !== undefined) text = this.translator.decode(text, true);
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
    if (this.out.length > 0) this.flushPending();
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

  tell(): number {
    this.needOpen();
    if (!this.canSeek) throw unsupported("underlying stream is not seekable");
    if (!this.telling) throw newException(OSError, "telling position disabled by next() call");
    this.flushPending();
    callMethod(this, "flush");
    const position = Number(toIndex(callMethod(this.stream, "tell")));
    const { snapshot, decoder } = this;
    if (decoder === undefined || snapshot === undefined) return position;
    const start = position - snapshot.bytes.length;
    if (this.used === 0) return start;
    return start + this.#bytesFor(decoder, snapshot, this.used);
  }

  /** How many bytes of the chunk give `characters` of its text. */
  #bytesFor(decoder: Decoder, snapshot: Snapshot, characters: number): number {
    const saved = decoder.getState();
    const flags = snapshot.decoder[1];
    const textOf = (count: number): number => {
      decoder.setState([new Uint8Array(0), flags]);
      const translator =
        this.translator === undefined ? undefined : new NewlineTranslator(this.translator.translate);
      if (translator !== undefined) translator.pendingReturn = snapshot.pendingReturn;
      const text = decoder.decode(snapshot.bytes.subarray(0, count), false);
      return (translator === undefined ? text : translator.decode(text, false)).length;
    };
    try {
      let low = 0;
      let high = snapshot.bytes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (textOf(middle) >= characters) high = middle;
        else low = middle + 1;
      }
      return low;
    } finally {
      decoder.setState(saved);
    }
  }

  seek(cookie: number, whence: number): number {
    this.needOpen();
    if (!this.canSeek) throw unsupported("underlying stream is not seekable");
    let target = cookie;
    if (whence === 1) {
      if (cookie !== 0) throw unsupported("can't do nonzero cur-relative seeks");
      target = this.tell();
    } else if (whence === 2) {
      if (cookie !== 0) throw unsupported("can't do nonzero end-relative seeks");
      callMethod(this, "flush");
      this.#restart();
      const position = Number(toIndex(callMethod(this.stream, "seek", 0, 2)));
      this.encoder?.reset(position === 0);
      return position;
    } else if (whence !== 0) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
    if (target < 0) throw valueError(`negative seek position ${target}`);
    callMethod(this, "flush");
    callMethod(this.stream, "seek", target);
    this.#restart();
    this.encoder?.reset(target === 0);
    return target;
  }

  #restart(): void {
    this.forget();
    this.decoder?.reset();
    this.translator?.reset();
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
