/** Data of `bytearray`: a growing store of which the first `length` bytes count. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { BufferError } from "../exceptions/hierarchy.ts";
import { newException } from "../exceptions/raise.ts";
import { type Buffer, type BufferLender, isLent, plainBuffer } from "./buffer.ts";

export class PyByteArray extends PyInstance implements BufferLender {
  store: Uint8Array;
  length: number;
  exports = 0;
  views$: WeakRef<BufferLender>[] | undefined = undefined;
  constructor(data: Uint8Array = new Uint8Array(0)) {
    super();
    this.store = data;
    this.length = data.length;
  }

  /** The bytes; valid until the next change of length. */
  get data(): Uint8Array {
    return this.store.length === this.length ? this.store : this.store.subarray(0, this.length);
  }

  /** Bytes that CPython would have asked for, with the zero at the end. */
  get allocated(): number {
    return this.store.length === 0 ? 0 : this.store.length + 1;
  }

  get plain$(): Uint8Array | undefined {
    return this.cls$.heap ? undefined : this.data;
  }

  buffer$(): Buffer {
    return plainBuffer(this.data, false);
  }

  /** Takes over `data` as the new contents. */
  replace(data: Uint8Array): void {
    if (data.length !== this.length) this.checkResize();
    if (this.exports > 0) this.store.set(data);
    else this.store = data;
    this.length = data.length;
  }

  /** Sets the length; new bytes at the end are not cleared. */
  resize(length: number): void {
    if (length === this.length) return;
    this.checkResize();
    if (length > this.store.length) {
      // Small ones double, for making an array costs more than clearing it; large ones grow by an eighth, as in CPython.
      const { length: room } = this.store;
      const store = new Uint8Array(Math.max(length, room < 1 << 16 ? room * 2 : (room * 9) >> 3, 16));
      store.set(this.data);
      this.store = store;
    }
    this.length = length;
  }

  /** BufferError while a memoryview looks at the bytes. */
  checkResize(): void {
    if (this.exports > 0 && isLent(this)) {
      throw newException(BufferError, "Existing exports of data: object cannot be re-sized");
    }
  }
}

export const bytearrayType = declareType("bytearray", PyByteArray);

export function isByteArray(value: Value): value is PyByteArray {
  return value instanceof PyByteArray;
}
