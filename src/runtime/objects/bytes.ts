/** Data of `bytes`. */
import { declareType } from "../core/builtin-types.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { type Buffer, type BufferLender, plainBuffer } from "./buffer.ts";

const NO_BYTES = new Uint8Array(0);

export class PyBytes extends PyInstance implements BufferLender {
  /** Never changed. */
  data: Uint8Array;
  exports = 0;
  /** Kept once it was asked for. */
  hash: number | bigint | undefined = undefined;
  constructor(data: Uint8Array = NO_BYTES) {
    super();
    this.data = data;
  }
  get plain$(): Uint8Array | undefined {
    return this.cls$.heap ? undefined : this.data;
  }
  buffer$(): Buffer {
    return plainBuffer(this.data, true);
  }
}

export const bytesType = declareType("bytes", PyBytes);

/** `b""`, of which CPython has one as well. */
const EMPTY = new PyBytes();

/** A bytes object over these values; a Uint8Array is taken over, not copied. */
export function bytes(values: Uint8Array | readonly number[]): PyBytes {
  if (values.length === 0) return EMPTY;
  return new PyBytes(values instanceof Uint8Array ? values : Uint8Array.from(values));
}

/** True for bytes and instances of its subclasses. */
export function isBytes(value: Value): value is PyBytes {
  return value instanceof PyBytes;
}
