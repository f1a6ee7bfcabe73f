/**
 * bzip2 in JavaScript. Blocks are independent of each other, so both directions work a block at a time: the encoder when a block
 * is full, the decoder when the mark of what follows a block has come in.
 *
 * A block: bytes -> runs of four or more shortened -> Burrows-Wheeler transform -> move to front -> runs of zeros as numbers ->
 * Huffman codes from two to six tables, chosen anew every 50 symbols.
 * https://sourceware.org/bzip2/manual/manual.html; the format as described in https://github.com/dsnet/compress/blob/master/doc/bzip2-format.pdf
 */

const BLOCK_HIGH = 0x314159;
const BLOCK_LOW = 0x265359;
const END_HIGH = 0x177245;
const END_LOW = 0x385090;
const RUN_A = 0;
const RUN_B = 1;
const GROUP = 50;
const LONGEST_CODE = 20;

const crcTable = Int32Array.from({ length: 256 }, (_, i) => {
  let c = i << 24;
  for (let k = 0; k < 8; k++) c = c < 0 ? (c << 1) ^ 0x04c11db7 : c << 1;
  return c;
});

/** The data are not bzip2's. */
export class BadData extends Error {}
/** They end in the middle of something. */
class EndsEarly extends BadData {}

class BitReader {
  readonly data: Uint8Array;
  /** Position in bits. */
  at: number;
  readonly end: number;

  constructor(data: Uint8Array, at: number, end: number) {
    this.data = data;
    this.at = at;
    this.end = end;
  }

  /** The next `count` bits, at most 24. */
  bits(count: number): number {
    if (this.at + count > this.end) throw new EndsEarly("the block ends early");
    const byte = this.at >> 3;
    const { data } = this;
    const window =
      ((data[byte] as number) << 24) |
      ((data[byte + 1] ?? 0) << 16) |
      ((data[byte + 2] ?? 0) << 8) |
      (data[byte + 3] ?? 0);
    const value = (window << (this.at & 7)) >>> (32 - count);
    this.at += count;
    return value;
  }

  bit(): number {
    const { at } = this;
    if (at >= this.end) throw new EndsEarly("the block ends early");
    this.at = at + 1;
    return ((this.data[at >> 3] as number) >> (7 - (at & 7))) & 1;
  }
}

/** A code's tables: by length, the first code too large for it, and what to add to find the symbol. */
interface Code {
  readonly limit: Int32Array;
  readonly base: Int32Array;
  readonly symbols: Uint16Array;
  readonly shortest: number;
  readonly longest: number;
}

function makeCode(lengths: Uint8Array): Code {
  let shortest = LONGEST_CODE;
  let longest = 0;
  const counts = new Int32Array(LONGEST_CODE + 2);
  for (const length of lengths) {
    counts[length] = (counts[length] as number) + 1;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }
  const symbols = new Uint16Array(lengths.length);
  let filled = 0;
  for (let length = shortest; length <= longest; length++)
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) symbols[filled++] = symbol;
  const limit = new Int32Array(LONGEST_CODE + 2);
  const base = new Int32Array(LONGEST_CODE + 2);
  let code = 0;
  let before = 0;
  for (let length = shortest; length <= longest; length++) {
    base[length] = before - code;
    code += counts[length] as number;
    before += counts[length] as number;
    limit[length] = code;
    code <<= 1;
  }
  return { limit, base, symbols, shortest, longest };
}

function readLengths(reader: BitReader, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  let length = reader.bits(5);
  for (let symbol = 0; symbol < count; symbol++) {
    while (reader.bit() === 1) length += reader.bit() === 1 ? -1 : 1;
    if (length < 1 || length > LONGEST_CODE) throw new BadData("a code is too long");
    lengths[symbol] = length;
  }
  return lengths;
}

interface Block {
  readonly bytes: Uint8Array;
  readonly sum: number;
  /** Where it ends, in bits. */
  readonly end: number;
}

/** Decodes the block after a mark; checks its sum. */
function decodeBlock(reader: BitReader, size: number): Block {
  const sum = (reader.bits(16) << 16) | reader.bits(16);
  if (reader.bit() === 1) throw new BadData("randomised blocks are not made any more");
  const origin = reader.bits(24);

  const used: number[] = [];
  const groups = reader.bits(16);
  for (let i = 0; i < 16; i++) {
    if ((groups & (0x8000 >> i)) === 0) continue;
    const members = reader.bits(16);
    for (let j = 0; j < 16; j++) if ((members & (0x8000 >> j)) !== 0) used.push(16 * i + j);
  }
  if (used.length === 0) throw new BadData("no byte is used");
  const alphabet = used.length + 2;
  const tables = reader.bits(3);
  const selectors = reader.bits(15);
  if (tables < 2 || tables > 6 || selectors < 1) throw new BadData("bad number of tables");
  const front = Array.from({ length: tables }, (_, i) => i);
  const choice = new Uint8Array(selectors);
  for (let i = 0; i < selectors; i++) {
    let place = 0;
    while (reader.bit() === 1) if (++place >= tables) throw new BadData("no such table");
    const [table] = front.splice(place, 1) as [number];
    front.unshift(table);
    choice[i] = table;
  }
  const codes = Array.from({ length: tables }, () => makeCode(readLengths(reader, alphabet)));

  // Symbols to the transform's last column.
  const column = new Int32Array(size);
  const counts = new Int32Array(256);
  const order = Uint8Array.from(used);
  let filled = 0;
  let run = 0;
  let weight = 1;
  const end = alphabet - 1;
  for (let group = 0; ; group++) {
    if (group >= selectors) throw new BadData("too few selectors");
    const { limit, base, symbols, shortest, longest } = codes[choice[group] as number] as Code;
    let isEnd = false;
    for (let i = 0; i < GROUP; i++) {
      let length = shortest;
      let code = reader.bits(length);
      while (code >= (limit[length] as number)) {
        if (++length > longest) throw new BadData("no such code");
        code = (code << 1) | reader.bit();
      }
      const symbol = symbols[code + (base[length] as number)] as number;
      if (symbol <= RUN_B) {
        run += symbol === RUN_A ? weight : 2 * weight;
        weight *= 2;
        if (run > size) throw new BadData("a run is too long");
        continue;
      }
      if (run > 0) {
        if (filled + run > size) throw new BadData("the block is too long");
        const byte = order[0] as number;
        counts[byte] = (counts[byte] as number) + run;
        column.fill(byte, filled, filled + run);
        filled += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) {
        isEnd = true;
        break;
      }
      if (filled >= size) throw new BadData("the block is too long");
      const place = symbol - 1;
      const byte = order[place] as number;
      order.copyWithin(1, 0, place);
      order[0] = byte;
      counts[byte] = (counts[byte] as number) + 1;
      column[filled++] = byte;
    }
    if (isEnd) break;
  }
  if (origin >= filled) throw new BadData("no such rotation");

  // The transform back: each byte's place in the sorted column leads to its successor.
  const starts = new Int32Array(256);
  for (let byte = 0, start = 0; byte < 256; byte++) {
    starts[byte] = start;
    start += counts[byte] as number;
  }
  for (let i = 0; i < filled; i++) {
    const byte = (column[i] as number) & 255;
    const place = starts[byte] as number;
    starts[byte] = place + 1;
    column[place] = (column[place] as number) | (i << 8);
  }

  let out = new Uint8Array(filled + (filled >> 2) + 16);
  let length = 0;
  let crc = -1;
  let position = (column[origin] as number) >>> 8;
  let before = -1;
  let equal = 0;
  for (let i = 0; i < filled; i++) {
    const entry = column[position] as number;
    position = entry >>> 8;
    const byte = entry & 255;
    let count = 1;
    if (equal === 4) {
      count = byte;
      equal = 0;
    } else if (byte === before) equal++;
    else {
      before = byte;
      equal = 1;
    }
    if (length + count > out.length) {
      const larger = new Uint8Array(2 * out.length + 256);
      larger.set(out);
      out = larger;
    }
    const repeated = before;
    for (let k = 0; k < count; k++) {
      out[length++] = repeated;
      crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ repeated] as number);
    }
    if (equal === 0) before = -1;
  }
  if (~crc !== sum) throw new BadData("the sum of a block is wrong");
  return { bytes: out.subarray(0, length), sum, end: reader.at };
}

/** Decodes one stream, piece by piece. */
export class Decoder {
  #data: Uint8Array = new Uint8Array(0);
  #size = 0;
  /** Where the block begins whose end is looked for, in bits; and how far that was looked for, in bytes. */
  #block = 0;
  #searched = 0;
  #inBlock = false;
  /** How long the block was when it was last tried. */
  #tried = 0;
  #sum = 0;
  #ready: Uint8Array[] = [];
  /** Bytes that are decoded and not taken. */
  available = 0;
  eof = false;
  /** What came after the end of the stream. */
  unused: Uint8Array = new Uint8Array(0);

  /** Takes compressed bytes and decodes all blocks that are complete. Throws BadData. */
  feed(data: Uint8Array): void {
    if (this.eof) {
      this.unused = join([this.unused, data]);
      return;
    }
    const done = this.#inBlock ? this.#block >> 3 : 0;
    if (done > 0) {
      this.#data = this.#data.subarray(done);
      this.#block -= 8 * done;
      this.#searched -= done;
    }
    this.#data = join([this.#data, data]);
    if (this.#size === 0) {
      const magic = [0x42, 0x5a, 0x68];
      for (let i = 0; i < Math.min(3, this.#data.length); i++)
        if (this.#data[i] !== magic[i]) throw new BadData("no bzip2 stream");
      if (this.#data.length < 4) return;
      const level = (this.#data[3] as number) - 0x30;
      if (level < 1 || level > 9) throw new BadData("no bzip2 stream");
      this.#size = 100_000 * level;
      this.#block = 32;
      this.#searched = 4;
    }
    if (!this.#inBlock && !this.#enter()) return;
    while (!this.eof) {
      const next = this.#findMark();
      const block = next === undefined ? this.#tryWithoutMark() : this.#decode(next);
      if (block === undefined) return;
      const { bytes, sum, end } = block;
      this.#sum = ((this.#sum << 1) | (this.#sum >>> 31)) ^ sum;
      if (bytes.length > 0) {
        this.#ready.push(bytes);
        this.available += bytes.length;
      }
      this.#block = end;
      this.#inBlock = false;
      if (!this.#enter()) return;
    }
  }

  #decode(end: number): Block {
    return decodeBlock(new BitReader(this.#data, this.#block, end), this.#size);
  }

  /** The block that has come in, if it has, though its end is not marked: a stream may be cut off after it. */
  #tryWithoutMark(): Block | undefined {
    const length = this.#data.length - (this.#block >> 3);
    // Blocks that come in many pieces are not tried at each.
    if (length < 2 * this.#tried) return undefined;
    this.#tried = length;
    try {
      const block = this.#decode(8 * this.#data.length);
      this.#tried = 0;
      return block;
    } catch (error) {
      if (error instanceof EndsEarly) return undefined;
      throw error;
    }
  }

  /** At most `limit` of the decoded bytes. */
  take(limit: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (this.#ready.length > 0 && length < limit) {
      const first = this.#ready[0] as Uint8Array;
      const part = first.subarray(0, limit - length);
      parts.push(part);
      length += part.length;
      if (part.length === first.length) this.#ready.shift();
      else this.#ready[0] = first.subarray(part.length);
    }
    this.available -= length;
    return join(parts);
  }

  /** Reads the mark at the beginning of a block or at the end of the stream; false when not all of it is there. */
  #enter(): boolean {
    const reader = new BitReader(this.#data, this.#block, 8 * this.#data.length);
    if (reader.at + 48 > reader.end) return false;
    const high = reader.bits(24);
    const low = reader.bits(24);
    if (high === BLOCK_HIGH && low === BLOCK_LOW) {
      this.#inBlock = true;
      this.#block = reader.at;
      this.#searched = reader.at >> 3;
      return true;
    }
    if (high !== END_HIGH || low !== END_LOW) throw new BadData("neither a block nor the end");
    if (reader.at + 32 > reader.end) return false;
    const sum = (reader.bits(16) << 16) | reader.bits(16);
    if (sum !== this.#sum) throw new BadData("the sum of the stream is wrong");
    this.eof = true;
    this.unused = this.#data.slice((reader.at + 7) >> 3);
    this.#data = new Uint8Array(0);
    return true;
  }

  /** The position of the next mark, in bits; undefined when it is not there yet. */
  #findMark(): number | undefined {
    const data = this.#data;
    // The last 48 bits, in two halves, before each of the byte's eight positions.
    let at = Math.max(this.#searched - 7, this.#block >> 3);
    let high = 0;
    let low = 0;
    const start = at;
    for (; at < data.length; at++) {
      const byte = data[at] as number;
      for (let bit = 7; bit >= 0; bit--) {
        high = ((high << 1) | (low >>> 23)) & 0xffffff;
        low = ((low << 1) | ((byte >> bit) & 1)) & 0xffffff;
        if ((low === BLOCK_LOW && high === BLOCK_HIGH) || (low === END_LOW && high === END_HIGH)) {
          const mark = 8 * at + 8 - bit - 48;
          if (mark >= this.#block && mark >= 8 * start) {
            this.#searched = at;
            return mark;
          }
        }
      }
    }
    this.#searched = data.length;
    return undefined;
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const kept = parts.filter((part) => part.length > 0);
  if (kept.length === 1) return kept[0] as Uint8Array;
  const whole = new Uint8Array(kept.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of kept) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The rotations of a block in order: where each begins. Larsson and Sadakane's algorithm: rotations that agree in their first h
 * bytes form a group, and the groups of the rotations h further on say how to split it; h doubles in each pass.
 */
function sortRotations(block: Uint8Array, n: number): Int32Array {
  const sorted = new Int32Array(n);
  // Number of the group of each rotation: the place of the group's last member.
  const group = new Int32Array(n);
  if (n < 2) return sorted;
  const counts = new Int32Array(65537);
  const pair = (i: number): number =>
    ((block[i] as number) << 8) | (block[i + 1 === n ? 0 : i + 1] as number);
  for (let i = 0; i < n; i++) counts[pair(i) + 1] = (counts[pair(i) + 1] as number) + 1;
  for (let i = 0; i < 65536; i++) counts[i + 1] = (counts[i + 1] as number) + (counts[i] as number);
  const ends = counts.slice(1);
  for (let i = 0; i < n; i++) {
    const key = pair(i);
    const place = counts[key] as number;
    counts[key] = place + 1;
    sorted[place] = i;
    group[i] = (ends[key] as number) - 1;
  }
  const keys = new Float64Array(n);
  for (let h = 2; h < n; h *= 2) {
    let isSorted = true;
    for (let start = 0; start < n; ) {
      const end = (group[sorted[start] as number] as number) + 1;
      if (end - start > 1) {
        isSorted = false;
        splitGroup(sorted, group, start, end, h, n, keys);
      }
      start = end;
    }
    if (isSorted) break;
  }
  return sorted;
}

/** Sorts a group by the groups `h` further on, and makes groups of those that still agree; `keys` is room to work in. */
function splitGroup(
  sorted: Int32Array,
  group: Int32Array,
  start: number,
  end: number,
  h: number,
  n: number,
  keys: Float64Array,
): void {
  const key = (i: number): number => {
    const j = i + h;
    return group[j >= n ? j % n : j] as number;
  };
  const members = end - start;
  if (members <= 12) {
    // Few members: by insertion, where they lie.
    for (let i = start; i < end; i++) {
      const rotation = sorted[i] as number;
      const wanted = key(rotation);
      let place = i;
      for (; place > start && (keys[place - 1 - start] as number) > wanted; place--) {
        sorted[place] = sorted[place - 1] as number;
        keys[place - start] = keys[place - 1 - start] as number;
      }
      sorted[place] = rotation;
      keys[place - start] = wanted;
    }
  } else {
    const pairs = keys.subarray(0, members);
    for (let i = 0; i < members; i++) {
      const rotation = sorted[start + i] as number;
      pairs[i] = key(rotation) * 0x100000 + rotation;
    }
    pairs.sort();
    for (let i = 0; i < members; i++) {
      const pair = pairs[i] as number;
      const wanted = Math.floor(pair / 0x100000);
      sorted[start + i] = pair - wanted * 0x100000;
      pairs[i] = wanted;
    }
  }
  let from = 0;
  let current = keys[0] as number;
  for (let i = 1; i <= members; i++) {
    const next = i === members ? -1 : (keys[i] as number);
    if (next === current) continue;
    for (let j = from; j < i; j++) group[sorted[start + j] as number] = start + i - 1;
    from = i;
    current = next;
  }
}

class BitWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;
  #pending = 0;
  #count = 0;

  /** Writes the lower `count` bits of a value, at most 24. */
  bits(count: number, value: number): void {
    this.#pending = (this.#pending << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      if (this.#length === this.#bytes.length) {
        const larger = new Uint8Array(2 * this.#length);
        larger.set(this.#bytes);
        this.#bytes = larger;
      }
      this.#bytes[this.#length++] = this.#pending >>> (this.#count - 8);
      this.#count -= 8;
      this.#pending &= (1 << this.#count) - 1;
    }
  }

  word(value: number): void {
    this.bits(16, value >>> 16);
    this.bits(16, value & 0xffff);
  }

  /** The whole bytes so far. */
  take(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  fill(): void {
    if (this.#count > 0) this.bits(8 - this.#count, 0);
  }
}

/** Lengths of the codes for symbols of these frequencies, none longer than 17 bits. */
function codeLengths(frequencies: Int32Array): Uint8Array {
  const weights = Array.from(frequencies, (n) => Math.max(1, n));
  const lengths = new Uint8Array(weights.length);
  for (;;) {
    // Nodes in a heap by weight and depth; the parent of each says in the end how deep a leaf lies.
    const nodes = weights.map((weight, i) => ({ weight, depth: 0, i }));
    const parents: number[] = new Array(2 * weights.length).fill(-1);
    let next = weights.length;
    const queue = nodes.toSorted((a, b) => a.weight - b.weight);
    const made: typeof queue = [];
    const smallest = (): { weight: number; depth: number; i: number } => {
      const [a, b] = [queue[0], made[0]];
      const takeLeaf = b === undefined || (a !== undefined && a.weight <= b.weight);
      return (takeLeaf ? queue.shift() : made.shift()) as { weight: number; depth: number; i: number };
    };
    while (queue.length + made.length > 1) {
      const a = smallest();
      const b = smallest();
      parents[a.i] = next;
      parents[b.i] = next;
      made.push({ weight: a.weight + b.weight, depth: Math.max(a.depth, b.depth) + 1, i: next });
      next++;
    }
    let longest = 0;
    for (let i = 0; i < weights.length; i++) {
      let length = 0;
      for (let node = i; parents[node] !== -1; node = parents[node] as number) length++;
      lengths[i] = length;
      longest = Math.max(longest, length);
    }
    if (longest <= 17) return lengths;
    for (let i = 0; i < weights.length; i++) weights[i] = 1 + ((weights[i] as number) >> 1);
  }
}

/** Encodes one stream, piece by piece. */
export class Encoder {
  readonly #block: Uint8Array;
  readonly #limit: number;
  readonly #writer = new BitWriter();
  #length = 0;
  #crc = -1;
  #sum = 0;
  #runByte = -1;
  #runLength = 0;
  #began = false;
  readonly #level: number;

  constructor(level: number) {
    this.#level = level;
    this.#block = new Uint8Array(100_000 * level);
    // As bzip2 does, with room for the last run.
    this.#limit = 100_000 * level - 19;
  }

  /** Takes bytes and gives what is compressed. */
  feed(data: Uint8Array): Uint8Array {
    for (let i = 0; i < data.length; i++) {
      const byte = data[i] as number;
      if (byte === this.#runByte && this.#runLength < 255) {
        this.#runLength++;
        continue;
      }
      this.#endRun();
      this.#runByte = byte;
      this.#runLength = 1;
    }
    return this.#writer.take();
  }

  /** The rest of the stream. */
  finish(): Uint8Array {
    this.#endRun();
    this.#endBlock();
    this.#begin();
    this.#writer.bits(24, END_HIGH);
    this.#writer.bits(24, END_LOW);
    this.#writer.word(this.#sum);
    this.#writer.fill();
    return this.#writer.take();
  }

  #begin(): void {
    if (this.#began) return;
    this.#began = true;
    for (const byte of [0x42, 0x5a, 0x68, 0x30 + this.#level]) this.#writer.bits(8, byte);
  }

  #endRun(): void {
    const length = this.#runLength;
    if (length === 0) return;
    if (this.#length >= this.#limit) this.#endBlock();
    const byte = this.#runByte;
    const block = this.#block;
    for (let i = 0; i < length; i++)
      this.#crc = (this.#crc << 8) ^ (crcTable[(this.#crc >>> 24) ^ byte] as number);
    for (let i = 0; i < Math.min(4, length); i++) block[this.#length++] = byte;
    if (length >= 4) block[this.#length++] = length - 4;
    this.#runLength = 0;
    this.#runByte = -1;
  }

  #endBlock(): void {
    const n = this.#length;
    if (n === 0) return;
    this.#begin();
    const sum = ~this.#crc;
    this.#crc = -1;
    this.#sum = ((this.#sum << 1) | (this.#sum >>> 31)) ^ sum;
    this.#length = 0;
    const writer = this.#writer;
    writer.bits(24, BLOCK_HIGH);
    writer.bits(24, BLOCK_LOW);
    writer.word(sum);
    writer.bits(1, 0);
    const sorted = sortRotations(this.#block, n);
    writer.bits(24, sorted.indexOf(0));

    const inUse = new Uint8Array(256);
    for (let i = 0; i < n; i++) inUse[this.#block[i] as number] = 1;
    let groups = 0;
    for (let i = 0; i < 16; i++) if (inUse.subarray(16 * i, 16 * i + 16).includes(1)) groups |= 0x8000 >> i;
    writer.bits(16, groups);
    for (let i = 0; i < 16; i++) {
      if ((groups & (0x8000 >> i)) === 0) continue;
      let members = 0;
      for (let j = 0; j < 16; j++) if (inUse[16 * i + j] === 1) members |= 0x8000 >> j;
      writer.bits(16, members);
    }
    this.#writeSymbols(...this.#toSymbols(sorted, n, inUse));
  }

  /** The last column moved to front, with runs of zeros as numbers: the symbols and the size of their alphabet. */
  #toSymbols(sorted: Int32Array, n: number, inUse: Uint8Array): [symbols: Uint16Array, alphabet: number] {
    const order: number[] = [];
    for (let byte = 0; byte < 256; byte++) if (inUse[byte] === 1) order.push(byte);
    const alphabet = order.length + 2;
    const front = Uint8Array.from(order);
    const symbols = new Uint16Array(n + 32);
    let count = 0;
    let zeros = 0;
    const endZeros = (): void => {
      for (let rest = zeros; rest > 0; rest = (rest - 1) >> 1)
        symbols[count++] = (rest & 1) === 1 ? RUN_A : RUN_B;
      zeros = 0;
    };
    for (let i = 0; i < n; i++) {
      const at = sorted[i] as number;
      const byte = this.#block[at === 0 ? n - 1 : at - 1] as number;
      const place = front.indexOf(byte);
      if (place === 0) {
        zeros++;
        continue;
      }
      endZeros();
      symbols[count++] = place + 1;
      front.copyWithin(1, 0, place);
      front[0] = byte;
    }
    endZeros();
    symbols[count++] = alphabet - 1;
    return [symbols.subarray(0, count), alphabet];
  }

  #writeSymbols(symbols: Uint16Array, alphabet: number): void {
    const writer = this.#writer;
    const n = symbols.length;
    const tables = n < 200 ? 2 : n < 600 ? 3 : n < 1200 ? 4 : n < 2400 ? 5 : 6;
    const selectors = Math.ceil(n / GROUP);
    const choice = new Uint8Array(selectors);

    // Tables begin with a share of the alphabet each and are fitted to the groups that choose them.
    const frequencies = new Int32Array(alphabet);
    for (const symbol of symbols) frequencies[symbol] = (frequencies[symbol] as number) + 1;
    const lengths: Uint8Array[] = [];
    for (let table = 0, symbol = 0, left = n; table < tables; table++) {
      const wanted = left / (tables - table);
      const costs = new Uint8Array(alphabet).fill(15);
      let share = 0;
      while (share < wanted && symbol < alphabet) {
        share += frequencies[symbol] as number;
        costs[symbol++] = 0;
      }
      left -= share;
      lengths.push(costs);
    }
    for (let pass = 0; pass < 4; pass++) {
      const counts = lengths.map(() => new Int32Array(alphabet));
      for (let group = 0; group < selectors; group++) {
        const from = group * GROUP;
        const to = Math.min(n, from + GROUP);
        let best = 0;
        let least = Number.POSITIVE_INFINITY;
        for (let table = 0; table < tables; table++) {
          const costs = lengths[table] as Uint8Array;
          let cost = 0;
          for (let i = from; i < to; i++) cost += costs[symbols[i] as number] as number;
          if (cost < least) {
            least = cost;
            best = table;
          }
        }
        choice[group] = best;
        const chosen = counts[best] as Int32Array;
        for (let i = from; i < to; i++)
          chosen[symbols[i] as number] = (chosen[symbols[i] as number] as number) + 1;
      }
      for (let table = 0; table < tables; table++) lengths[table] = codeLengths(counts[table] as Int32Array);
    }

    writer.bits(3, tables);
    writer.bits(15, selectors);
    const front = Array.from({ length: tables }, (_, i) => i);
    for (const table of choice) {
      const place = front.indexOf(table);
      for (let i = 0; i < place; i++) writer.bits(1, 1);
      writer.bits(1, 0);
      front.splice(place, 1);
      front.unshift(table);
    }
    for (const table of lengths) {
      let length = table[0] as number;
      writer.bits(5, length);
      for (const wanted of table) {
        for (; length < wanted; length++) writer.bits(2, 2);
        for (; length > wanted; length--) writer.bits(2, 3);
        writer.bits(1, 0);
      }
    }
    const codes = lengths.map(assignCodes);
    for (let i = 0; i < n; i++) {
      const table = choice[Math.floor(i / GROUP)] as number;
      const symbol = symbols[i] as number;
      writer.bits(
        (lengths[table] as Uint8Array)[symbol] as number,
        (codes[table] as Int32Array)[symbol] as number,
      );
    }
  }
}

/** The codes of symbols with codes of these lengths: by length, then by symbol. */
function assignCodes(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++)
      if (lengths[symbol] === length) codes[symbol] = code++;
    code <<= 1;
  }
  return codes;
}
