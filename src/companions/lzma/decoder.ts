/**
 * Decodes LZMA as it comes in. A symbol takes at most 20 bytes of input: where so many are there, nothing has to be asked. Near the
 * end of what came in a symbol is tried, and taken back when it would need more.
 */
import type { Input, Window } from "./input.ts";
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
  LzmaFault,
  newProbabilities,
  type Properties,
  REP_LENGTH,
  SLOT,
  SPECIAL,
} from "./model.ts";

const LONGEST_SYMBOL = 20;
const END = 0xffffffff;

export class LzmaDecoder {
  readonly #window: Window;
  #properties: Properties = { lc: 0, lp: 0, pb: 0 };
  #probabilities: Uint16Array = new Uint16Array(0);
  #state = 0;
  #reps = [0, 0, 0, 0];
  #range = 0;
  #code = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** The symbol: a literal, or a length and how far back less one. */
  #literal = 0;
  #length = 0;
  /** Whether the marker of the end was read. */
  ended = false;

  constructor(window: Window) {
    this.#window = window;
  }

  setProperties(properties: Properties): void {
    this.#properties = properties;
  }
  resetState(): void {
    this.#probabilities = newProbabilities(this.#properties);
    this.#state = 0;
    this.#reps = [0, 0, 0, 0];
  }

  /** Reads the first five bytes. */
  start(input: Input): void {
    if (input.byte() !== 0) throw new LzmaFault("DATA");
    this.#range = 0xffffffff;
    this.#code = 0;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | input.byte()) >>> 0;
  }

  /** Whether a chunk that is over used up what it had. */
  get isClean(): boolean {
    return this.#code === 0;
  }
  /** Whether the coder's last step takes a byte. */
  get needsByte(): boolean {
    return this.#range < 0x1000000;
  }
  finish(input: Input): void {
    this.#bytes = input.bytes;
    this.#at = input.at;
    this.#normalize();
    input.at = this.#at;
  }

  /** Decodes until there are `limit` bytes more, or `wanted` bytes to take; false when input is missing. */
  run(input: Input, limit: number, wanted: number): boolean {
    const window = this.#window;
    const stop = window.full + limit;
    this.#bytes = input.bytes;
    this.#at = input.at;
    while (window.full < stop && window.available < wanted && !this.ended) {
      const isSure = this.#at + LONGEST_SYMBOL < this.#bytes.length;
      if (!(isSure ? this.#symbol() : this.#trySymbol(input.bytes.length))) {
        input.at = this.#at;
        return false;
      }
      if (this.#length === 0) window.put(this.#literal);
      else if (this.#reps[0] === END) {
        this.ended = true;
        break;
      } else {
        const distance = (this.#reps[0] as number) + 1;
        if (distance > window.full || distance > Math.max(window.size, 4096)) throw new LzmaFault("DATA");
        if (this.#length > stop - window.full) throw new LzmaFault("DATA");
        window.repeat(distance, this.#length);
      }
    }
    input.at = this.#at;
    return true;
  }

  #trySymbol(end: number): boolean {
    const probabilities = this.#probabilities.slice();
    const reps = [...this.#reps];
    const [state, range, code, at, bytes] = [this.#state, this.#range, this.#code, this.#at, this.#bytes];
    const padded = new Uint8Array(end - at + LONGEST_SYMBOL + 1);
    padded.set(bytes.subarray(at));
    this.#bytes = padded;
    this.#at = 0;
    this.#symbol();
    const used = this.#at;
    this.#bytes = bytes;
    this.#at = at + used;
    if (this.#at <= end) return true;
    this.#probabilities = probabilities;
    this.#reps = reps;
    [this.#state, this.#range, this.#code, this.#at] = [state, range, code, at];
    return false;
  }

  #normalize(): void {
    if (this.#range >= 0x1000000) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | (this.#bytes[this.#at++] as number)) >>> 0;
  }

  #bit(index: number): number {
    this.#normalize();
    const probabilities = this.#probabilities;
    const p = probabilities[index] as number;
    const bound = (this.#range >>> 11) * p;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = p + ((2048 - p) >>> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = p - (p >>> 5);
    return 1;
  }

  #tree(base: number, bits: number): number {
    let m = 1;
    for (let i = 0; i < bits; i++) m = (m << 1) | this.#bit(base + m);
    return m - (1 << bits);
  }
  #reverseTree(base: number, bits: number): number {
    let m = 1;
    let result = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(base + m);
      m = (m << 1) | bit;
      result |= bit << i;
    }
    return result;
  }

  #lengthAt(base: number, positionState: number): number {
    if (this.#bit(base) === 0) return 2 + this.#tree(base + LENGTH_LOW + positionState * 8, 3);
    if (this.#bit(base + 1) === 0) return 10 + this.#tree(base + LENGTH_MID + positionState * 8, 3);
    return 18 + this.#tree(base + LENGTH_HIGH, 8);
  }

  /** One symbol; always true. */
  #symbol(): boolean {
    const { pb } = this.#properties;
    const positionState = this.#window.full & ((1 << pb) - 1);
    const state = this.#state;
    if (this.#bit(IS_MATCH + (state << 4) + positionState) === 0) {
      this.#readLiteral();
      return true;
    }
    const reps = this.#reps;
    if (this.#bit(IS_REP + state) === 0) {
      reps[3] = reps[2] as number;
      reps[2] = reps[1] as number;
      reps[1] = reps[0] as number;
      this.#length = this.#lengthAt(LENGTH, positionState);
      this.#state = afterMatch(state);
      reps[0] = this.#distance();
      return true;
    }
    if (this.#bit(IS_REP0 + state) === 0) {
      if (this.#bit(IS_REP0_LONG + (state << 4) + positionState) === 0) {
        this.#state = afterShortRep(state);
        this.#length = 1;
        return true;
      }
    } else {
      let which = 1;
      if (this.#bit(IS_REP1 + state) === 1) which = this.#bit(IS_REP2 + state) === 0 ? 2 : 3;
      const distance = reps[which] as number;
      for (let i = which; i > 0; i--) reps[i] = reps[i - 1] as number;
      reps[0] = distance;
    }
    this.#length = this.#lengthAt(REP_LENGTH, positionState);
    this.#state = afterRep(state);
    return true;
  }

  #readLiteral(): void {
    const { lc, lp } = this.#properties;
    const { bytes, end, full } = this.#window;
    const before = full > 0 ? (bytes[end - 1] as number) : 0;
    const context = ((full & ((1 << lp) - 1)) << lc) + (before >> (8 - lc));
    const base = LITERAL + 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      const distance = (this.#reps[0] as number) + 1;
      if (distance > full) throw new LzmaFault("DATA");
      let match = bytes[end - distance] as number;
      do {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(base + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (matchBit !== bit) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    this.#literal = symbol & 0xff;
    this.#length = 0;
    this.#state = afterLiteral(this.#state);
  }

  #distance(): number {
    const slot = this.#tree(SLOT + Math.min(this.#length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return base + this.#reverseTree(SPECIAL + base - slot, bits);
    let direct = 0;
    for (let i = bits - 4; i > 0; i--) {
      this.#normalize();
      this.#range = Math.floor(this.#range / 2);
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      direct = ((direct << 1) | bit) >>> 0;
    }
    return base + direct * 16 + this.#reverseTree(ALIGN, 4);
  }
}
