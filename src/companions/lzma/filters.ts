/**
 * Filters that make data easier to compress: differences of bytes, and relative addresses of jumps in machine code as absolute
 * ones ("branch, call, jump"). https://tukaani.org/xz/xz-file-format.txt
 */
import { LzmaFault } from "./model.ts";

export const LZMA1 = 0x4000000000000001n;
export const LZMA2 = 0x21n;
export const DELTA = 3n;

/** Changes bytes in place; says how many from the start of them are final. */
export interface Filter {
  run(bytes: Uint8Array): number;
}

class Delta implements Filter {
  readonly #distance: number;
  readonly #isEncoder: boolean;
  readonly #history = new Uint8Array(256);
  #at = 0;
  constructor(distance: number, isEncoder: boolean) {
    this.#distance = distance;
    this.#isEncoder = isEncoder;
  }
  run(bytes: Uint8Array): number {
    const history = this.#history;
    for (let i = 0; i < bytes.length; i++) {
      const before = history[(this.#at - this.#distance) & 255] as number;
      const given = bytes[i] as number;
      const result = (this.#isEncoder ? given - before : given + before) & 255;
      history[this.#at++ & 255] = this.#isEncoder ? given : result;
      bytes[i] = result;
    }
    return bytes.length;
  }
}

/** A filter of machine code whose instructions stand at fixed places. */
class Branches implements Filter {
  readonly #width: number;
  readonly #size: number;
  readonly #step: (bytes: Uint8Array, at: number, position: number) => number;
  #position: number;
  constructor(
    start: number,
    width: number,
    size: number,
    step: (bytes: Uint8Array, at: number, position: number) => number,
  ) {
    this.#position = start;
    this.#width = width;
    this.#size = size;
    this.#step = step;
  }
  run(bytes: Uint8Array): number {
    let at = 0;
    while (at + this.#size <= bytes.length) at += this.#step(bytes, at, this.#position + at) || this.#width;
    this.#position += at;
    return at;
  }
}

const big = (b: Uint8Array, i: number): number =>
  (((b[i] as number) << 24) |
    ((b[i + 1] as number) << 16) |
    ((b[i + 2] as number) << 8) |
    (b[i + 3] as number)) >>>
  0;
function setBig(b: Uint8Array, i: number, value: number): void {
  b[i] = value >>> 24;
  b[i + 1] = value >>> 16;
  b[i + 2] = value >>> 8;
  b[i + 3] = value;
}

function powerpc(encode: boolean, start: number): Filter {
  return new Branches(start, 4, 4, (b, i, position) => {
    const word = big(b, i);
    if ((word & 0xfc000003) >>> 0 !== 0x48000001) return 4;
    const address = word & 0x03fffffc;
    setBig(b, i, 0x48000001 | ((encode ? position + address : address - position) & 0x03fffffc));
    return 4;
  });
}

function arm(encode: boolean, start: number): Filter {
  return new Branches(start, 4, 4, (b, i, position) => {
    if (b[i + 3] !== 0xeb) return 4;
    const source = (((b[i + 2] as number) << 16) | ((b[i + 1] as number) << 8) | (b[i] as number)) << 2;
    const target = (encode ? position + 8 + source : source - (position + 8)) >>> 2;
    b[i + 2] = target >>> 16;
    b[i + 1] = target >>> 8;
    b[i] = target;
    return 4;
  });
}

function armThumb(encode: boolean, start: number): Filter {
  return new Branches(start, 2, 4, (b, i, position) => {
    const [b0, b1, b2, b3] = [b[i], b[i + 1], b[i + 2], b[i + 3]] as unknown as [
      number,
      number,
      number,
      number,
    ];
    if ((b1 & 0xf8) !== 0xf0 || (b3 & 0xf8) !== 0xf8) return 2;
    const source = (((b1 & 7) << 19) | (b0 << 11) | ((b3 & 7) << 8) | b2) << 1;
    const target = (encode ? position + 4 + source : source - (position + 4)) >>> 1;
    b[i + 1] = 0xf0 | ((target >>> 19) & 7);
    b[i] = target >>> 11;
    b[i + 3] = 0xf8 | ((target >>> 8) & 7);
    b[i + 2] = target;
    return 4;
  });
}

function sparc(encode: boolean, start: number): Filter {
  return new Branches(start, 4, 4, (b, i, position) => {
    const [b0, b1] = [b[i] as number, b[i + 1] as number];
    if (!((b0 === 0x40 && (b1 & 0xc0) === 0) || (b0 === 0x7f && (b1 & 0xc0) === 0xc0))) return 4;
    const source = big(b, i) << 2;
    const target = (encode ? position + source : source - position) >>> 2;
    setBig(b, i, (((0 - ((target >>> 22) & 1)) << 22) & 0x3fffffff) | (target & 0x3fffff) | 0x40000000);
    return 4;
  });
}

/** Which of the three slots of an Itanium bundle may branch, by its template. */
const SLOTS = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0,
];

function ia64(encode: boolean, start: number): Filter {
  return new Branches(start, 16, 16, (b, i, position) => {
    const mask = SLOTS[(b[i] as number) & 31] as number;
    for (let slot = 0, bit = 5; slot < 3; slot++, bit += 41) {
      if (((mask >> slot) & 1) === 0) continue;
      const byte = i + (bit >> 3);
      const shift = BigInt(bit & 7);
      let instruction = 0n;
      for (let j = 0; j < 6; j++) instruction |= BigInt(b[byte + j] as number) << BigInt(8 * j);
      let value = instruction >> shift;
      if (((value >> 37n) & 15n) !== 5n || ((value >> 9n) & 7n) !== 0n) continue;
      const source = (Number((value >> 13n) & 0xfffffn) | (Number((value >> 36n) & 1n) << 20)) << 4;
      const target = (encode ? position + source : source - position) >>> 4;
      value &= ~(0x8fffffn << 13n);
      value |= BigInt(target & 0xfffff) << 13n;
      value |= BigInt(target & 0x100000) << 16n;
      instruction = (instruction & ((1n << shift) - 1n)) | (value << shift);
      for (let j = 0; j < 6; j++) b[byte + j] = Number((instruction >> BigInt(8 * j)) & 255n);
    }
    return 16;
  });
}

const BIT_NUMBER = [0, 1, 2, 2, 3];
const isEdge = (byte: number): boolean => byte === 0 || byte === 0xff;

/** Calls and jumps of the x86, told from data by what stands before. */
class X86 implements Filter {
  readonly #encode: boolean;
  #position: number;
  #mask = 0;
  #last: number;
  constructor(encode: boolean, start: number) {
    this.#encode = encode;
    this.#position = start;
    this.#last = -5;
  }
  run(b: Uint8Array): number {
    if (b.length < 5) return 0;
    let mask = this.#mask;
    let last = this.#last;
    const now = this.#position;
    if (now - last > 5) last = now - 5;
    const limit = b.length - 5;
    let i = 0;
    while (i <= limit) {
      const opcode = b[i] as number;
      if (opcode !== 0xe8 && opcode !== 0xe9) {
        i++;
        continue;
      }
      const offset = now + i - last;
      last = now + i;
      if (offset > 5) mask = 0;
      else for (let k = 0; k < offset; k++) mask = (mask & 0x77) << 1;
      const top = b[i + 4] as number;
      if (isEdge(top) && mask >> 1 <= 4 && mask >> 1 !== 3) {
        let source =
          ((top << 24) |
            ((b[i + 3] as number) << 16) |
            ((b[i + 2] as number) << 8) |
            (b[i + 1] as number)) >>>
          0;
        let target: number;
        for (;;) {
          const from = now + i + 5;
          target = (this.#encode ? source + from : source - from) >>> 0;
          if (mask === 0) break;
          const number = BIT_NUMBER[mask >> 1] as number;
          if (!isEdge((target >>> (24 - number * 8)) & 255)) break;
          source = (target ^ ((1 << (32 - number * 8)) - 1)) >>> 0;
        }
        b[i + 4] = ~(((target >>> 24) & 1) - 1);
        b[i + 3] = target >>> 16;
        b[i + 2] = target >>> 8;
        b[i + 1] = target;
        i += 5;
        mask = 0;
      } else {
        i++;
        mask |= 1;
        if (isEdge(top)) mask |= 0x10;
      }
    }
    this.#mask = mask;
    this.#last = last;
    this.#position = now + i;
    return i;
  }
}

const makers: Readonly<Record<string, (encode: boolean, start: number) => Filter>> = {
  "4": (encode, start) => new X86(encode, start),
  "5": powerpc,
  "6": ia64,
  "7": arm,
  "8": armThumb,
  "9": sparc,
};
/** Where the addresses of an instruction set must start. */
const ALIGNMENT: Readonly<Record<string, number>> = { "4": 1, "5": 4, "6": 16, "7": 4, "8": 2, "9": 4 };

/** A filter of a chain, with what it is told. */
export interface FilterSpec {
  readonly id: bigint;
  readonly dist?: number;
  readonly start?: number;
}

export const isBranchFilter = (id: bigint): boolean => String(id) in makers;

export function newFilter({ id, dist = 1, start = 0 }: FilterSpec, encode: boolean): Filter {
  if (id === DELTA) {
    if (dist < 1 || dist > 256) throw new LzmaFault("OPTIONS");
    return new Delta(dist, encode);
  }
  const make = makers[String(id)];
  if (make === undefined || start % (ALIGNMENT[String(id)] as number) !== 0) throw new LzmaFault("OPTIONS");
  return make(encode, start);
}

/** Bytes on their way through a filter: those that it cannot decide on yet wait. */
export class FilterStage {
  readonly #filter: Filter;
  #waiting = new Uint8Array(0);
  constructor(filter: Filter) {
    this.#filter = filter;
  }
  run(data: Uint8Array, isLast: boolean): Uint8Array {
    const all = new Uint8Array(this.#waiting.length + data.length);
    all.set(this.#waiting);
    all.set(data, this.#waiting.length);
    const done = isLast ? (this.#filter.run(all), all.length) : this.#filter.run(all);
    this.#waiting = all.slice(done);
    return all.subarray(0, done);
  }
}
