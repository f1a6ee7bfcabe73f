/**
 * Encodes LZMA: matches are found by chains of positions with equal hashes, and taken as they come unless the next position has a
 * better one, as the fast mode of liblzma does.
 */
import {
  ALIGN,
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  IS_MATCH,
  IS_REP,
  IS_REP0,
  IS_REP0_LONG,
  IS_REP1,
  IS_REP2,
  LENGTH,
  LENGTH_HIGH,
  LENGTH_LOW,
  LENGTH_MID,
  LITERAL,
  newProbabilities,
  type Properties,
  REP_LENGTH,
  SLOT,
  SPECIAL,
} from "./model.ts";

export interface EncoderOptions extends Properties {
  readonly dictionary: number;
  /** Matches of this length are good enough. */
  readonly nice: number;
  /** Positions of a chain that are looked at. */
  readonly depth: number;
}

const LONGEST = 273;
const HASH_BITS = 16;
/** Bytes behind the dictionary that are kept before they are dropped. */
const SLACK = 1 << 24;

/** Bytes that grow. */
export class Bytes {
  #bytes = new Uint8Array(1 << 12);
  length = 0;
  push(byte: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = byte;
  }
  pushAll(data: Uint8Array): void {
    if (this.length + data.length > this.#bytes.length) this.#grow(data.length);
    this.#bytes.set(data, this.length);
    this.length += data.length;
  }
  #grow(count: number): void {
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
  take(): Uint8Array {
    const data = this.#bytes.slice(0, this.length);
    this.length = 0;
    return data;
  }
}

/** Writes bits by their probabilities. */
class RangeEncoder {
  readonly out = new Bytes();
  #low = 0;
  #range = 0xffffffff;
  #cache = 0;
  #pending = 1;

  reset(): void {
    this.#low = 0;
    this.#range = 0xffffffff;
    this.#cache = 0;
    this.#pending = 1;
  }
  /** Bytes there will be at the end if it comes now. */
  get size(): number {
    return this.out.length + this.#pending + 4;
  }
  bit(probabilities: Uint16Array, index: number, bit: number): void {
    const p = probabilities[index] as number;
    const bound = (this.#range >>> 11) * p;
    if (bit === 0) {
      this.#range = bound;
      probabilities[index] = p + ((2048 - p) >>> 5);
    } else {
      this.#low += bound;
      this.#range -= bound;
      probabilities[index] = p - (p >>> 5);
    }
    if (this.#range < 0x1000000) this.#shift();
  }
  direct(value: number, bits: number): void {
    for (let i = bits - 1; i >= 0; i--) {
      this.#range = Math.floor(this.#range / 2);
      if (Math.floor(value / 2 ** i) % 2 === 1) this.#low += this.#range;
      if (this.#range < 0x1000000) this.#shift();
    }
  }
  #shift(): void {
    this.#range = (this.#range << 8) >>> 0;
    this.#shiftLow();
  }
  #shiftLow(): void {
    const low = this.#low;
    if (low < 0xff000000 || low >= 0x100000000) {
      const carry = low >= 0x100000000 ? 1 : 0;
      let byte = this.#cache;
      do {
        this.out.push((byte + carry) & 255);
        byte = 255;
      } while (--this.#pending > 0);
      this.#cache = Math.floor(low / 0x1000000) & 255;
    }
    this.#pending++;
    this.#low = (low % 0x1000000) * 256;
  }
  flush(): void {
    for (let i = 0; i < 5; i++) this.#shiftLow();
  }
}

export class LzmaEncoder {
  readonly #options: EncoderOptions;
  readonly coder = new RangeEncoder();
  #probabilities: Uint16Array;
  #state = 0;
  #reps: [number, number, number, number] = [0, 0, 0, 0];
  #bytes = new Uint8Array(1 << 16);
  #end = 0;
  /** What is encoded, what is in the chains, and how much was dropped before. */
  at = 0;
  #hashed = 0;
  #dropped = 0;
  readonly #heads = new Int32Array(1 << HASH_BITS).fill(-1);
  readonly #heads3 = new Int32Array(1 << HASH_BITS).fill(-1);
  #chain = new Int32Array(1 << 16);
  /** The match that was found last, less one in the distance. */
  #length = 0;
  #distance = 0;

  constructor(options: EncoderOptions) {
    this.#options = options;
    this.#probabilities = newProbabilities(options);
  }

  get waiting(): number {
    return this.#end - this.at;
  }

  feed(data: Uint8Array): void {
    const drop = this.at - this.#options.dictionary;
    if (drop > SLACK) this.#drop(drop);
    if (this.#end + data.length > this.#bytes.length) {
      const size = Math.max(2 * this.#bytes.length, this.#end + data.length);
      const bytes = new Uint8Array(size);
      bytes.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = bytes;
      const chain = new Int32Array(size);
      chain.set(this.#chain.subarray(0, this.#hashed));
      this.#chain = chain;
    }
    this.#bytes.set(data, this.#end);
    this.#end += data.length;
  }

  #drop(count: number): void {
    this.#bytes.copyWithin(0, count, this.#end);
    this.#chain.copyWithin(0, count, this.#hashed);
    for (const table of [this.#heads, this.#heads3, this.#chain.subarray(0, this.#hashed - count)])
      for (let i = 0; i < table.length; i++) table[i] = Math.max(-1, (table[i] as number) - count);
    this.#end -= count;
    this.at -= count;
    this.#hashed -= count;
    this.#dropped += count;
  }

  /** The bytes from an earlier `at` on. */
  since(count: number): Uint8Array {
    return this.#bytes.subarray(this.at - count, this.at);
  }

  resetState(): void {
    this.#probabilities = newProbabilities(this.#options);
    this.#state = 0;
    this.#reps = [0, 0, 0, 0];
  }

  /** Encodes until nothing but `keep` bytes wait, or there are so many bytes of input or output. */
  run(keep: number, mostInput: number, mostOutput: number): void {
    const start = this.at;
    while (this.waiting > keep && this.at - start < mostInput && this.coder.size < mostOutput) this.#step();
  }

  /** Tells the decoder that this is all. */
  endMarker(): void {
    const { pb } = this.#options;
    const positionState = (this.#dropped + this.at) & ((1 << pb) - 1);
    this.#bit(IS_MATCH + (this.#state << 4) + positionState, 1);
    this.#bit(IS_REP + this.#state, 0);
    this.#match(0xffffffff, 2, positionState);
  }

  #step(): void {
    const { pb } = this.#options;
    const positionState = (this.#dropped + this.at) & ((1 << pb) - 1);
    const isMatch = IS_MATCH + (this.#state << 4) + positionState;
    const which = this.#choose();
    if (which === LITERAL_STEP) {
      this.#bit(isMatch, 0);
      this.#literal();
      this.#advance(1);
      return;
    }
    this.#bit(isMatch, 1);
    const state = this.#state;
    const length = this.#length;
    if (which === MATCH_STEP) {
      this.#bit(IS_REP + state, 0);
      this.#match(this.#distance, length, positionState);
    } else {
      this.#bit(IS_REP + state, 1);
      this.#rep(which, length, positionState);
    }
    this.#advance(length);
  }

  #rep(which: number, length: number, positionState: number): void {
    const state = this.#state;
    if (which === 0) {
      this.#bit(IS_REP0 + state, 0);
      this.#bit(IS_REP0_LONG + (state << 4) + positionState, length === 1 ? 0 : 1);
    } else {
      this.#bit(IS_REP0 + state, 1);
      this.#bit(IS_REP1 + state, which === 1 ? 0 : 1);
      if (which > 1) this.#bit(IS_REP2 + state, which - 2);
      const reps = this.#reps;
      const distance = reps[which] as number;
      for (let i = which; i > 0; i--) reps[i] = reps[i - 1] as number;
      reps[0] = distance;
    }
    if (length === 1) this.#state = afterShortRep(state);
    else {
      this.#lengthAt(REP_LENGTH, length, positionState);
      this.#state = afterRep(state);
    }
  }

  #bit(index: number, bit: number): void {
    this.coder.bit(this.#probabilities, index, bit);
  }
  #tree(base: number, bits: number, value: number): void {
    let m = 1;
    for (let i = bits - 1; i >= 0; i--) {
      const bit = (value >>> i) & 1;
      this.#bit(base + m, bit);
      m = (m << 1) | bit;
    }
  }
  #reverseTree(base: number, bits: number, value: number): void {
    let m = 1;
    for (let i = 0; i < bits; i++) {
      const bit = (value >>> i) & 1;
      this.#bit(base + m, bit);
      m = (m << 1) | bit;
    }
  }

  #literal(): void {
    const { lc, lp } = this.#options;
    const { at } = this;
    const bytes = this.#bytes;
    const position = this.#dropped + at;
    const before = at > 0 ? (bytes[at - 1] as number) : 0;
    const base = LITERAL + 0x300 * (((position & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    const symbol = bytes[at] as number;
    let m = 1;
    let i = 7;
    if (this.#state >= 7) {
      const match = bytes[at - this.#reps[0] - 1] as number;
      for (; i >= 0; i--) {
        const matchBit = (match >> i) & 1;
        const bit = (symbol >> i) & 1;
        this.#bit(base + ((1 + matchBit) << 8) + m, bit);
        m = (m << 1) | bit;
        if (matchBit !== bit) {
          i--;
          break;
        }
      }
    }
    for (; i >= 0; i--) {
      const bit = (symbol >> i) & 1;
      this.#bit(base + m, bit);
      m = (m << 1) | bit;
    }
    this.#state = afterLiteral(this.#state);
  }

  #lengthAt(base: number, length: number, positionState: number): void {
    const value = length - 2;
    this.#bit(base, value < 8 ? 0 : 1);
    if (value < 8) this.#tree(base + LENGTH_LOW + positionState * 8, 3, value);
    else {
      this.#bit(base + 1, value < 16 ? 0 : 1);
      if (value < 16) this.#tree(base + LENGTH_MID + positionState * 8, 3, value - 8);
      else this.#tree(base + LENGTH_HIGH, 8, value - 16);
    }
  }

  #match(distance: number, length: number, positionState: number): void {
    this.#lengthAt(LENGTH, length, positionState);
    const bits = distance < 4 ? 0 : 30 - Math.clz32(distance);
    const slot = distance < 4 ? distance : 2 * bits + 2 + ((distance >>> bits) & 1);
    this.#tree(SLOT + Math.min(length - 2, 3) * 64, 6, slot);
    if (slot >= 4) {
      const base = ((2 | (slot & 1)) << bits) >>> 0;
      const rest = distance - base;
      if (slot < 14) this.#reverseTree(SPECIAL + base - slot, bits, rest);
      else {
        this.coder.direct(Math.floor(rest / 16), bits - 4);
        this.#reverseTree(ALIGN, 4, rest & 15);
      }
    }
    this.#state = afterMatch(this.#state);
    this.#reps = [distance, this.#reps[0], this.#reps[1], this.#reps[2]];
  }

  #advance(count: number): void {
    this.at += count;
    while (this.#hashed < this.at) this.#insert();
  }

  #hash3(at: number): number {
    const b = this.#bytes;
    const word = (b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16);
    return Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS);
  }
  #hash4(at: number): number {
    const b = this.#bytes;
    const low = (b[at] as number) | ((b[at + 1] as number) << 8) | ((b[at + 2] as number) << 16);
    return Math.imul(low | ((b[at + 3] as number) << 24), 0x9e3779b1) >>> (32 - HASH_BITS);
  }

  /** Puts the next position into the chains. */
  #insert(): void {
    const at = this.#hashed++;
    if (at + 4 > this.#end) {
      this.#chain[at] = -1;
      return;
    }
    const hash = this.#hash4(at);
    this.#chain[at] = this.#heads[hash] as number;
    this.#heads[hash] = at;
    this.#heads3[this.#hash3(at)] = at;
  }

  #common(a: number, b: number, most: number): number {
    const bytes = this.#bytes;
    let length = 0;
    while (length < most && bytes[a + length] === bytes[b + length]) length++;
    return length;
  }

  /** Finds the longest match for a position into `#length` and `#distance`. */
  #find(at: number): void {
    const { dictionary, nice, depth } = this.#options;
    while (this.#hashed < at) this.#insert();
    const most = Math.min(LONGEST, this.#end - at);
    let length = 1;
    let distance = 0;
    if (most >= 4) {
      const oldest = Math.max(0, at - dictionary);
      const bytes = this.#bytes;
      const near = this.#heads3[this.#hash3(at)] as number;
      if (near >= oldest && near < at) {
        const found = this.#common(near, at, most);
        if (found > 2) {
          length = found;
          distance = at - near - 1;
        }
      }
      let candidate = this.#heads[this.#hash4(at)] as number;
      // The position itself may be in its chain already.
      while (candidate >= at) candidate = this.#chain[candidate] as number;
      for (let left = depth; candidate >= oldest && left > 0 && length < nice && length < most; left--) {
        if (bytes[candidate + length] === bytes[at + length]) {
          const found = this.#common(candidate, at, most);
          if (found > length) {
            length = found;
            distance = at - candidate - 1;
          }
        }
        candidate = this.#chain[candidate] as number;
      }
    }
    this.#length = length;
    this.#distance = distance;
  }

  /** What comes next: a literal, a match, or the number of the distance that is used again. */
  #choose(): number {
    const { at } = this;
    const { nice } = this.#options;
    const most = Math.min(LONGEST, this.waiting);
    let repLength = 0;
    let rep = 0;
    for (let i = 0; i < 4; i++) {
      const back = at - (this.#reps[i] as number) - 1;
      const length = back < 0 ? 0 : this.#common(back, at, most);
      if (length > repLength) {
        repLength = length;
        rep = i;
      }
    }
    if (repLength >= nice) return this.#take(rep, repLength);
    this.#find(at);
    let length = this.#length;
    const distance = this.#distance;
    if (length === 2 && distance >= 0x80) length = 1;
    if (
      repLength >= 2 &&
      (repLength + 1 >= length ||
        (repLength + 2 >= length && distance >= 512) ||
        (repLength + 3 >= length && distance >= 32768))
    )
      return this.#take(rep, repLength);
    if (length < 2) {
      const back = at - this.#reps[0] - 1;
      return back >= 0 && this.#bytes[back] === this.#bytes[at] ? this.#take(0, 1) : LITERAL_STEP;
    }
    if (length < nice && most > 2 && this.#nextIsBetter(at + 1, length, distance)) return LITERAL_STEP;
    this.#length = length;
    this.#distance = distance;
    return MATCH_STEP;
  }

  #take(rep: number, length: number): number {
    this.#length = length;
    return rep;
  }

  #nextIsBetter(at: number, length: number, distance: number): boolean {
    this.#find(at);
    const next = this.#length;
    const nextDistance = this.#distance;
    if (
      next >= 2 &&
      ((next >= length && nextDistance < distance) ||
        (next === length + 1 && !(distance < nextDistance >>> 7)) ||
        next > length + 1 ||
        (next + 1 >= length && length >= 3 && nextDistance < distance >>> 7))
    )
      return true;
    const limit = Math.max(2, length - 1);
    for (const back of this.#reps)
      if (at - back - 1 >= 0 && this.#common(at - back - 1, at, limit) >= limit && this.#end - at >= limit)
        return true;
    return false;
  }
}

const LITERAL_STEP = -1;
const MATCH_STEP = -2;
