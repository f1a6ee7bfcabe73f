/**
 * BLAKE2b and BLAKE2s (RFC 7693) with any parameter block, step by step. BLAKE2b's 64-bit words lie as pairs of 32-bit
 * words, the lower one first, in the order of the message's bytes.
 */
import type { HashState } from "../../../host/host.ts";
import { once } from "../../../base/once.ts";

/** Order of the message's words in each round, a row of hexadecimal digits each. */
const SCHEDULE = once(() =>
  [
    "0123456789abcdef",
    "ea489fd61c02b753",
    "b8c052fdae367194",
    "7931dcbe265a40f8",
    "905724afe1bc683d",
    "2c6a0b834d75fe19",
    "c51fed4a0763928b",
    "db7ec13950f4862a",
    "6fe9b308c2d714a5",
    "a2847615fb9e3cd0",
  ].map((row) => Uint8Array.from(row, (digit) => Number.parseInt(digit, 16))),
);

/** The first 64 bits of the fractions of the square roots of the first eight primes, lower half first. */
const START = once(() => {
  const words = new Int32Array(16);
  [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n].forEach((prime, i) => {
    const square = prime << 128n;
    let x = 1n << 67n;
    for (;;) {
      const y = (x + square / x) >> 1n;
      if (y >= x) break;
      x = y;
    }
    words[2 * i] = Number(BigInt.asIntN(32, x));
    words[2 * i + 1] = Number(BigInt.asIntN(32, x >> 32n));
  });
  return words;
});

/** The four words that each of the eight steps of a round mixes. */
const MIXES = Uint8Array.of(
  ...[0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  ...[0, 5, 10, 15, 1, 6, 11, 12, 2, 7, 8, 13, 3, 4, 9, 14],
);

export class Blake2State implements HashState {
  readonly #wide: boolean;
  readonly #size: number;
  readonly #lastNode: boolean;
  readonly #h: Int32Array;
  readonly #block: Uint8Array;
  readonly #words: DataView;
  #filled = 0;
  /** Bytes before those in the block. */
  #count = 0;

  /** `parameters` is the parameter block, 64 bytes for BLAKE2b (`wide`) and 32 for BLAKE2s. */
  constructor(wide: boolean, parameters: Uint8Array, lastNode: boolean, from?: Blake2State) {
    this.#wide = wide;
    this.#size = parameters[0] as number;
    this.#lastNode = lastNode;
    this.#block = new Uint8Array(wide ? 128 : 64);
    this.#words = new DataView(this.#block.buffer);
    if (from !== undefined) {
      this.#h = from.#h.slice();
      this.#block.set(from.#block);
      this.#filled = from.#filled;
      this.#count = from.#count;
      return;
    }
    const start = START();
    this.#h = wide ? start.slice() : Int32Array.from({ length: 8 }, (_, i) => start[2 * i + 1] as number);
    const view = new DataView(parameters.buffer, parameters.byteOffset);
    for (let i = 0; i < this.#h.length; i++) this.#h[i] = (this.#h[i] as number) ^ view.getInt32(4 * i, true);
  }

  update(data: Uint8Array): void {
    const block = this.#block;
    let at = 0;
    while (at < data.length) {
      // The last block is only digested when more follows.
      if (this.#filled === block.length) {
        this.#count += block.length;
        this.#compress(this.#count, false);
        this.#filled = 0;
      }
      const part = Math.min(block.length - this.#filled, data.length - at);
      block.set(data.subarray(at, at + part), this.#filled);
      this.#filled += part;
      at += part;
    }
  }

  copy(): Blake2State {
    return new Blake2State(this.#wide, Uint8Array.of(this.#size), this.#lastNode, this);
  }

  digest(): Uint8Array {
    const end = this.copy();
    end.#block.fill(0, end.#filled);
    end.#compress(end.#count + end.#filled, true);
    const out = new DataView(new ArrayBuffer(4 * end.#h.length));
    end.#h.forEach((word, i) => {
      out.setInt32(4 * i, word, true);
    });
    return new Uint8Array(out.buffer, 0, this.#size).slice();
  }

  #compress(count: number, last: boolean): void {
    if (this.#wide) this.#compressWide(count, last);
    else this.#compressNarrow(count, last);
  }

  #compressNarrow(count: number, last: boolean): void {
    const h = this.#h;
    const m = new Int32Array(16);
    for (let i = 0; i < 16; i++) m[i] = this.#words.getInt32(4 * i, true);
    const v = new Int32Array(16);
    v.set(h);
    const start = START();
    for (let i = 0; i < 8; i++) v[8 + i] = start[2 * i + 1] as number;
    v[12] = (v[12] as number) ^ count;
    v[13] = (v[13] as number) ^ Math.floor(count / 2 ** 32);
    if (last) v[14] = ~(v[14] as number);
    if (last && this.#lastNode) v[15] = ~(v[15] as number);
    for (let round = 0; round < 10; round++) {
      const order = SCHEDULE()[round] as Uint8Array;
      for (let i = 0; i < 8; i++) {
        const ia = MIXES[4 * i] as number;
        const ib = MIXES[4 * i + 1] as number;
        const ic = MIXES[4 * i + 2] as number;
        const id = MIXES[4 * i + 3] as number;
        let a = v[ia] as number;
        let b = v[ib] as number;
        let c = v[ic] as number;
        let d = v[id] as number;
        a = (a + b + (m[order[2 * i] as number] as number)) | 0;
        d ^= a;
        d = (d >>> 16) | (d << 16);
        c = (c + d) | 0;
        b ^= c;
        b = (b >>> 12) | (b << 20);
        a = (a + b + (m[order[2 * i + 1] as number] as number)) | 0;
        d ^= a;
        d = (d >>> 8) | (d << 24);
        c = (c + d) | 0;
        b ^= c;
        b = (b >>> 7) | (b << 25);
        v[ia] = a;
        v[ib] = b;
        v[ic] = c;
        v[id] = d;
      }
    }
    for (let i = 0; i < 8; i++) h[i] = (h[i] as number) ^ (v[i] as number) ^ (v[i + 8] as number);
  }

  #compressWide(count: number, last: boolean): void {
    const h = this.#h;
    const m = new Int32Array(32);
    for (let i = 0; i < 32; i++) m[i] = this.#words.getInt32(4 * i, true);
    const v = new Int32Array(32);
    v.set(h);
    v.set(START(), 16);
    v[24] = (v[24] as number) ^ count;
    v[25] = (v[25] as number) ^ Math.floor(count / 2 ** 32);
    const invert = (at: number): void => {
      v[at] = ~(v[at] as number);
      v[at + 1] = ~(v[at + 1] as number);
    };
    if (last) invert(28);
    if (last && this.#lastNode) invert(30);
    for (let round = 0; round < 12; round++) {
      const order = SCHEDULE()[round % 10] as Uint8Array;
      for (let i = 0; i < 8; i++)
        mixWide(v, m, i, 2 * (order[2 * i] as number), 2 * (order[2 * i + 1] as number));
    }
    for (let i = 0; i < 16; i++) h[i] = (h[i] as number) ^ (v[i] as number) ^ (v[i + 16] as number);
  }
}

/** One step of a round of BLAKE2b with the message's words at `x` and `y`. */
function mixWide(v: Int32Array, m: Int32Array, step: number, x: number, y: number): void {
  const ia = 2 * (MIXES[4 * step] as number);
  const ib = 2 * (MIXES[4 * step + 1] as number);
  const ic = 2 * (MIXES[4 * step + 2] as number);
  const id = 2 * (MIXES[4 * step + 3] as number);
  let al = v[ia] as number;
  let ah = v[ia + 1] as number;
  let bl = v[ib] as number;
  let bh = v[ib + 1] as number;
  let cl = v[ic] as number;
  let ch = v[ic + 1] as number;
  let dl = v[id] as number;
  let dh = v[id + 1] as number;
  let low = (al >>> 0) + (bl >>> 0) + ((m[x] as number) >>> 0);
  ah = (ah + bh + (m[x + 1] as number) + Math.floor(low / 2 ** 32)) | 0;
  al = low | 0;
  // d = rotate(d ^ a, 32)
  const swapped = dl ^ al;
  dl = dh ^ ah;
  dh = swapped;
  low = (cl >>> 0) + (dl >>> 0);
  ch = (ch + dh + (low > 0xffffffff ? 1 : 0)) | 0;
  cl = low | 0;
  // b = rotate(b ^ c, 24)
  let xl = bl ^ cl;
  let xh = bh ^ ch;
  bl = (xl >>> 24) | (xh << 8);
  bh = (xh >>> 24) | (xl << 8);
  low = (al >>> 0) + (bl >>> 0) + ((m[y] as number) >>> 0);
  ah = (ah + bh + (m[y + 1] as number) + Math.floor(low / 2 ** 32)) | 0;
  al = low | 0;
  // d = rotate(d ^ a, 16)
  xl = dl ^ al;
  xh = dh ^ ah;
  dl = (xl >>> 16) | (xh << 16);
  dh = (xh >>> 16) | (xl << 16);
  low = (cl >>> 0) + (dl >>> 0);
  ch = (ch + dh + (low > 0xffffffff ? 1 : 0)) | 0;
  cl = low | 0;
  // b = rotate(b ^ c, 63)
  xl = bl ^ cl;
  xh = bh ^ ch;
  bl = (xl << 1) | (xh >>> 31);
  bh = (xh << 1) | (xl >>> 31);
  v[ia] = al;
  v[ia + 1] = ah;
  v[ib] = bl;
  v[ib + 1] = bh;
  v[ic] = cl;
  v[ic + 1] = ch;
  v[id] = dl;
  v[id + 1] = dh;
}
