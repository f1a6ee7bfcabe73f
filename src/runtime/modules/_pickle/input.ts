/** What an unpickler reads: bytes that are there, or those of a file, of which no more is read than is used. */
import type { Value } from "../../core/object.ts";
import { callable } from "../../core/call.ts";
import { newException, overflowError, typeError } from "../../exceptions/raise.ts";
import { EOFError } from "../../exceptions/hierarchy.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { unpicklingError } from "./errors.ts";

export interface File {
  read: Value;
  readline: Value;
  /** Undefined where the file has none. */
  readinto: Value | undefined;
}

const truncated = () => unpicklingError("pickle data was truncated");
const DECODER = new TextDecoder("latin1");

/** The result of a file's method, which has to be bytes. */
function fromFile(value: Value, method: string): Uint8Array {
  const data = bufferOf(value);
  if (data === undefined) throw typeError(`${method}() returned non-bytes object`);
  return data;
}

export class Input {
  readonly #file: File | undefined;
  #data: Uint8Array;
  #view: DataView;
  #at = 0;

  constructor(data: Uint8Array, file?: File) {
    this.#file = file;
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
  }

  #refill(data: Uint8Array): void {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.length);
    this.#at = 0;
  }

  /** Makes so many bytes stand at the returned place of `#data`. */
  #need(count: number): number {
    const at = this.#at;
    if (at + count <= this.#data.length) {
      this.#at = at + count;
      return at;
    }
    if (this.#file === undefined) throw truncated();
    if (at < this.#data.length) throw unpicklingError("pickle exhausted before end of frame");
    const data = fromFile(callable(this.#file.read).c1(count), "read");
    if (data.length < count) throw truncated();
    this.#refill(data);
    this.#at = count;
    return 0;
  }

  /** The next opcode; EOFError at the end. */
  opcode(): number {
    if (this.#at < this.#data.length) return this.#data[this.#at++] as number;
    if (this.#file !== undefined) {
      const data = fromFile(callable(this.#file.read).c1(1), "read");
      if (data.length > 0) {
        this.#refill(data);
        this.#at = 1;
        return data[0] as number;
      }
    }
    throw newException(EOFError, "Ran out of input");
  }

  u8(): number {
    const at = this.#need(1);
    return this.#data[at] as number;
  }
  u16(): number {
    const at = this.#need(2);
    return this.#view.getUint16(at, true);
  }
  i32(): number {
    const at = this.#need(4);
    return this.#view.getInt32(at, true);
  }
  u32(): number {
    const at = this.#need(4);
    return this.#view.getUint32(at, true);
  }
  double(): number {
    const at = this.#need(8);
    return this.#view.getFloat64(at);
  }
  /** A length of eight bytes. */
  size(what: string): number {
    const at = this.#need(8);
    const size = this.#view.getBigUint64(at, true);
    if (size > 0x7fff_ffff_ffff_ffffn)
      throw overflowError(`${what} exceeds system's maximum size of 9223372036854775807 bytes`);
    return Number(size);
  }

  /** Bytes that are only valid until the next read. */
  bytes(count: number): Uint8Array {
    const at = this.#need(count);
    return this.#data.subarray(at, at + count);
  }

  /** The str of so many bytes of ASCII, undefined, and nothing read, when there are others. */
  ascii(count: number): string | undefined {
    const at = this.#need(count);
    const data = this.#data;
    if (count > 48) {
      for (let i = at; i < at + count; i++) {
        if ((data[i] as number) > 127) {
          this.#at = at;
          return undefined;
        }
      }
      return DECODER.decode(data.subarray(at, at + count));
    }
    let text = "";
    for (let i = at; i < at + count; i++) {
      const code = data[i] as number;
      if (code > 127) {
        this.#at = at;
        return undefined;
      }
      text += String.fromCharCode(code);
    }
    return text;
  }

  /** Fills memory, directly from the file where that can do so. */
  into(target: Uint8Array, object: Value): void {
    if (this.#at + target.length > this.#data.length && this.#file?.readinto !== undefined) {
      if (this.#at < this.#data.length) throw unpicklingError("pickle exhausted before end of frame");
      const count = callable(this.#file.readinto).c1(object);
      if (Number(count) < target.length) throw truncated();
      return;
    }
    target.set(this.bytes(target.length));
  }

  /** A line without its end. */
  line(): Uint8Array {
    const end = this.#data.indexOf(10, this.#at);
    if (end >= 0) {
      const line = this.#data.subarray(this.#at, end);
      this.#at = end + 1;
      return line;
    }
    if (this.#file === undefined) throw truncated();
    if (this.#at < this.#data.length) throw unpicklingError("pickle exhausted before end of frame");
    const line = fromFile(callable(this.#file.readline).c0(), "readline");
    if (line.length === 0 || line[line.length - 1] !== 10) throw truncated();
    return line.subarray(0, -1);
  }

  /** Begins a frame: its bytes are fetched at once. */
  frame(count: number): void {
    if (this.#file === undefined) {
      if (this.#at + count > this.#data.length) throw truncated();
      return;
    }
    if (this.#at < this.#data.length)
      throw unpicklingError("beginning of a new frame before end of current frame");
    this.#need(count);
    this.#at -= count;
  }
}
