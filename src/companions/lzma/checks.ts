/** The checks of .xz files, step by step. https://tukaani.org/xz/xz-file-format.txt */
import { sha256 } from "@noble/hashes/sha2.js";

export interface Check {
  update(data: Uint8Array): void;
  digest(): Uint8Array;
}

const table32 = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

export function crc32(data: Uint8Array, start = 0): number {
  let c = ~start;
  for (let i = 0; i < data.length; i++) c = (table32[(c ^ (data[i] as number)) & 255] as number) ^ (c >>> 8);
  return ~c >>> 0;
}

/** The lower halves of CRC-64's table, then the upper ones. */
const table64 = ((): Int32Array => {
  const table = new Int32Array(512);
  for (let n = 0; n < 256; n++) {
    let c = BigInt(n);
    for (let k = 0; k < 8; k++) c = (c & 1n) === 1n ? 0xc96c5795d7870f42n ^ (c >> 1n) : c >> 1n;
    table[n] = Number(BigInt.asIntN(32, c));
    table[256 + n] = Number(BigInt.asIntN(32, c >> 32n));
  }
  return table;
})();

class Crc32 implements Check {
  #crc = 0;
  update(data: Uint8Array): void {
    this.#crc = crc32(data, this.#crc);
  }
  digest(): Uint8Array {
    return littleEndian(this.#crc, 4);
  }
}

class Crc64 implements Check {
  #low = -1;
  #high = -1;
  update(data: Uint8Array): void {
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < data.length; i++) {
      const at = (low ^ (data[i] as number)) & 255;
      low = ((low >>> 8) | (high << 24)) ^ (table64[at] as number);
      high = (high >>> 8) ^ (table64[256 + at] as number);
    }
    this.#low = low;
    this.#high = high;
  }
  digest(): Uint8Array {
    const result = new Uint8Array(8);
    result.set(littleEndian(~this.#low >>> 0, 4));
    result.set(littleEndian(~this.#high >>> 0, 4), 4);
    return result;
  }
}

class Sha256 implements Check {
  readonly #state = sha256.create();
  update(data: Uint8Array): void {
    this.#state.update(data);
  }
  digest(): Uint8Array {
    return this.#state.digest();
  }
}

const none: Check = { update: () => {}, digest: () => new Uint8Array(0) };

/** The check of a number; undefined for one that is not known. */
export function newCheck(id: number): Check | undefined {
  if (id === 0) return none;
  if (id === 1) return new Crc32();
  if (id === 4) return new Crc64();
  return id === 10 ? new Sha256() : undefined;
}

/** Bytes of a check, of one that is not known as well. */
export const checkSize = (id: number): number => (id === 0 ? 0 : 4 << Math.floor((id - 1) / 3));

export function littleEndian(value: number, count: number): Uint8Array {
  const result = new Uint8Array(count);
  let rest = value;
  for (let i = 0; i < count; i++) {
    result[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return result;
}
