/**
 * What a pickler writes: bytes that are gathered and, from protocol 4 on, divided into frames. A frame's header stands
 * before its contents and says their length, so room for it is left when a frame begins.
 */
import type { Value } from "../../core/object.ts";
import { callable } from "../../core/call.ts";
import { bytes, bytesType } from "../../objects/bytes.ts";
import { typeOf } from "../../core/builtin-types.ts";
import { FRAME } from "./opcodes.ts";

const HEADER = 9;
const SMALLEST_FRAME = 4;
/** Length from which a frame is closed, and from which bytes are not put into one. */
export const FRAME_TARGET = 65536;

export class Output {
  /** The `write` of the file; undefined when all is kept. */
  readonly #write: Value | undefined;
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #framing = false;
  /** Where the open frame's header goes, -1 when none is open. */
  #frame = -1;

  constructor(write: Value | undefined) {
    this.#write = write;
  }

  startFraming(): void {
    this.#framing = true;
  }

  endFraming(): void {
    this.#closeFrame();
    this.#framing = false;
  }

  /** Makes room; returns where to write. */
  #reserve(count: number): number {
    let at = this.#length;
    const opens = this.#framing && this.#frame < 0;
    const wanted = at + count + (opens ? HEADER : 0);
    if (wanted > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    if (opens) {
      this.#frame = at;
      at += HEADER;
    }
    this.#length = at + count;
    return at;
  }

  #closeFrame(): void {
    if (this.#frame < 0) return;
    const start = this.#frame;
    const count = this.#length - start - HEADER;
    this.#frame = -1;
    if (count >= SMALLEST_FRAME) {
      this.#bytes[start] = FRAME;
      this.#view.setBigUint64(start + 1, BigInt(count), true);
    } else {
      this.#bytes.copyWithin(start, start + HEADER, this.#length);
      this.#length -= HEADER;
    }
  }

  /** Between two opcodes: a frame that is long enough ends here. */
  boundary(): void {
    if (this.#frame < 0 || this.#length - this.#frame - HEADER < FRAME_TARGET) return;
    this.#closeFrame();
    this.flush();
  }

  /** Passes on to the file what is gathered. */
  flush(): void {
    if (this.#write === undefined || this.#length === 0) return;
    const data = bytes(this.take());
    callable(this.#write).c1(data);
  }

  take(): Uint8Array {
    const data = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return data;
  }

  u8(byte: number): void {
    // In two steps: making room may change the store.
    const at = this.#reserve(1);
    this.#bytes[at] = byte;
  }

  /** An opcode with an argument of one byte. */
  op8(opcode: number, argument: number): void {
    const at = this.#reserve(2);
    this.#bytes[at] = opcode;
    this.#bytes[at + 1] = argument;
  }

  op16(opcode: number, argument: number): void {
    const at = this.#reserve(3);
    this.#bytes[at] = opcode;
    this.#view.setUint16(at + 1, argument, true);
  }

  op32(opcode: number, argument: number): void {
    const at = this.#reserve(5);
    this.#bytes[at] = opcode;
    this.#view.setUint32(at + 1, argument >>> 0, true);
  }

  opDouble(opcode: number, argument: number): void {
    const at = this.#reserve(9);
    this.#bytes[at] = opcode;
    this.#view.setFloat64(at + 1, argument);
  }

  /** A str of characters below 128 behind its opcode and length; false, and nothing written, when it has others. */
  ascii(opcode: number, text: string, wide: boolean): boolean {
    const { length } = text;
    const start = this.#length;
    const frame = this.#frame;
    const at = this.#reserve(length + (wide ? 5 : 2));
    const to = at + (wide ? 5 : 2);
    const into = this.#bytes;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.#length = start;
        this.#frame = frame;
        return false;
      }
      into[to + i] = code;
    }
    into[at] = opcode;
    if (wide) this.#view.setUint32(at + 1, length, true);
    else into[at + 1] = length;
    return true;
  }

  raw(data: Uint8Array): void {
    const at = this.#reserve(data.length);
    this.#bytes.set(data, at);
  }

  /** ASCII text. */
  text(text: string): void {
    const at = this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[at + i] = text.charCodeAt(i);
  }

  /** A header with its payload. A long one stands outside of frames and goes to the file in a call of its own. */
  payload(header: Uint8Array, data: Uint8Array, object: Value): void {
    if (data.length < FRAME_TARGET) {
      this.raw(header);
      this.raw(data);
      return;
    }
    const framing = this.#framing;
    this.#closeFrame();
    this.#framing = false;
    this.raw(header);
    if (this.#write === undefined) this.raw(data);
    else {
      this.flush();
      callable(this.#write).c1(typeOf(object) === bytesType ? object : bytes(data.slice()));
    }
    this.#framing = framing;
  }
}
