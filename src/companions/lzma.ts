/**
 * liblzma's part: the formats .xz, .lzma and none around LZMA and its filters, in pieces. Nothing on the registry does all of it
 * step by step without native code. https://tukaani.org/xz/xz-file-format.txt
 */
import { type Check, checkSize, crc32, littleEndian, newCheck } from "./lzma/checks.ts";
import { LzmaDecoder } from "./lzma/decoder.ts";
import { Bytes, type EncoderOptions, LzmaEncoder } from "./lzma/encoder.ts";
import {
  type FilterSpec,
  FilterStage,
  isBranchFilter,
  LZMA1,
  LZMA2,
  newFilter,
  DELTA,
} from "./lzma/filters.ts";
import { Input, Window } from "./lzma/input.ts";
import { LzmaFault, propertiesByte, propertiesOf } from "./lzma/model.ts";

export { LzmaFault };

/** A filter of a chain with all that it can be told. */
export interface ChainFilter extends FilterSpec, Partial<EncoderOptions> {}

const AUTO = 0;
const XZ = 1;
const ALONE = 2;
const CHECK_UNKNOWN = 16;
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
const FOOTER_MAGIC = [0x59, 0x5a];
/** Memory that a decoder takes beside its dictionary. */
const BASE_MEMORY = 64 * 1024;
/** Output that is made at once. */
const PIECE = 1 << 20;

export const isCheckSupported = (id: number): boolean => newCheck(id) !== undefined;

const isLzma = (id: bigint): boolean => id === LZMA1 || id === LZMA2;

/** The bytes that tell a decoder of a filter. */
export function filterProperties(filter: ChainFilter): Uint8Array {
  const { id, dist = 1, start = 0, dictionary = 1 << 23 } = filter;
  if (id === LZMA1)
    return Uint8Array.of(propertiesByte(propertiesFrom(filter)), ...littleEndian(dictionary, 4));
  if (id === LZMA2) {
    let code = 0;
    while (code < 40 && dictionarySize(code) < dictionary) code++;
    return Uint8Array.of(code);
  }
  newFilter(filter, true);
  if (id === DELTA) return Uint8Array.of(dist - 1);
  return start === 0 ? new Uint8Array(0) : littleEndian(start, 4);
}

const propertiesFrom = ({ lc = 3, lp = 0, pb = 2 }: ChainFilter): { lc: number; lp: number; pb: number } => {
  if (lc + lp > 4 || lc < 0 || lp < 0 || pb < 0 || pb > 4) throw new LzmaFault("OPTIONS");
  return { lc, lp, pb };
};

function dictionarySize(code: number): number {
  if (code > 40) throw new LzmaFault("OPTIONS");
  return code === 40 ? 0xffffffff : (2 | (code & 1)) * 2 ** ((code >> 1) + 11);
}

const number32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0;

/** What such bytes say. */
export function filterFrom(id: bigint, bytes: Uint8Array): ChainFilter {
  const fail = (isRight: boolean): void => {
    if (!isRight) throw new LzmaFault("OPTIONS");
  };
  if (id === LZMA1) {
    fail(bytes.length === 5);
    return { id, ...propertiesOf(bytes[0] as number), dictionary: number32(bytes, 1) };
  }
  if (id === LZMA2) {
    fail(bytes.length === 1 && ((bytes[0] as number) & 0xc0) === 0);
    return { id, dictionary: dictionarySize(bytes[0] as number) };
  }
  if (id === DELTA) {
    fail(bytes.length === 1);
    return { id, dist: (bytes[0] as number) + 1 };
  }
  fail(isBranchFilter(id) && (bytes.length === 0 || bytes.length === 4));
  return bytes.length === 0 ? { id } : { id, start: number32(bytes, 0) };
}

/** Refuses chains that cannot be. */
function checkChain(filters: readonly ChainFilter[], isXz: boolean): void {
  if (filters.length === 0 || filters.length > 4) throw new LzmaFault("PROG");
  for (const [i, { id }] of filters.entries()) {
    if (isLzma(id) !== (i === filters.length - 1)) throw new LzmaFault("OPTIONS");
    if (isXz && id === LZMA1) throw new LzmaFault("OPTIONS");
  }
}

interface Section {
  readonly unpadded: number;
  readonly uncompressed: number;
}

/** The end of an .xz file: which blocks there are. */
function indexOf(sections: readonly Section[]): Uint8Array {
  const out = new Bytes();
  out.push(0);
  putNumber(out, sections.length);
  for (const { unpadded, uncompressed } of sections) {
    putNumber(out, unpadded);
    putNumber(out, uncompressed);
  }
  while (out.length % 4 !== 0) out.push(0);
  const bytes = out.take();
  out.pushAll(bytes);
  out.pushAll(littleEndian(crc32(bytes), 4));
  return out.take();
}

function putNumber(out: Bytes, value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) out.push((rest % 128) | 0x80);
  out.push(rest);
}

type Wait = "input" | "room";

export class Decoder {
  readonly #input = new Input();
  readonly #format: number;
  readonly #memory: number;
  readonly #filters: readonly ChainFilter[] | undefined;
  readonly #work: Generator<Wait, void, void>;
  readonly #queue: Uint8Array[] = [];
  #queued = 0;
  /** How much output is wanted at most. */
  #wanted = 0;
  #onOutput: ((data: Uint8Array) => void) | undefined = undefined;
  #fault: LzmaFault | undefined = undefined;
  eof = false;
  check = CHECK_UNKNOWN;

  constructor(format: number, memory: number, filters: readonly ChainFilter[] | undefined) {
    this.#format = format;
    this.#memory = memory;
    this.#filters = filters;
    if (filters !== undefined) {
      checkChain(filters, false);
      this.check = 0;
      this.#stages(filters);
    }
    this.#work = this.#run();
  }

  /** What came behind the end. */
  get unused(): Uint8Array {
    return this.eof ? this.#input.bytes.slice(this.#input.at) : new Uint8Array(0);
  }

  /** The output for more input, at most `most` bytes. */
  decode(data: Uint8Array, most: number): Uint8Array {
    if (this.#fault !== undefined) throw this.#fault;
    if (data.length > 0) this.#input.push(data);
    this.#wanted = most;
    try {
      while (!this.eof && this.#queued < most) {
        const { done, value } = this.#work.next();
        if (done === true) this.eof = true;
        else if (value === "input") break;
      }
    } catch (error) {
      if (error instanceof LzmaFault) this.#fault = error;
      throw error;
    }
    return this.#take(most);
  }
  /** Whether all output was given out. */
  get isEmpty(): boolean {
    return this.#queued === 0;
  }

  #take(most: number): Uint8Array {
    const result = new Uint8Array(Math.min(most, this.#queued));
    let at = 0;
    while (at < result.length) {
      const first = this.#queue[0] as Uint8Array;
      const part = first.subarray(0, result.length - at);
      result.set(part, at);
      at += part.length;
      if (part.length === first.length) this.#queue.shift();
      else this.#queue[0] = first.subarray(part.length);
    }
    this.#queued -= at;
    return result;
  }

  *#need(count: number): Generator<Wait, void, void> {
    while (this.#input.available < count) yield "input";
  }

  *#run(): Generator<Wait, void, void> {
    if (this.#filters !== undefined) {
      yield* this.#chain(this.#filters);
      return;
    }
    yield* this.#need(1);
    const isXz = this.#input.bytes[this.#input.at] === MAGIC[0];
    if (this.#format === XZ || (this.#format === AUTO && isXz)) yield* this.#xz();
    else yield* this.#alone(this.#format === AUTO);
  }

  *#alone(isPicky: boolean): Generator<Wait, void, void> {
    const input = this.#input;
    if ((input.bytes[input.at] as number) > (4 * 5 + 4) * 9 + 8) throw new LzmaFault("FORMAT");
    yield* this.#need(5);
    if (isPicky && !isPlausible(number32(input.bytes, input.at + 1))) throw new LzmaFault("FORMAT");
    yield* this.#need(13);
    const header = input.take(13);
    const size = number32(header, 5) + number32(header, 9) * 2 ** 32;
    const isKnown = !header.subarray(5).every((byte) => byte === 255);
    const dictionary = number32(header, 1);
    if (isKnown && size >= 2 ** 38) throw new LzmaFault("FORMAT");
    let filter: ChainFilter;
    try {
      filter = filterFrom(LZMA1, header.subarray(0, 5));
    } catch {
      throw new LzmaFault("FORMAT");
    }
    this.check = 0;
    this.#checkMemory(dictionary);
    yield* this.#lzma(filter, [], isKnown ? size : undefined);
  }

  #checkMemory(dictionary: number): void {
    if (dictionary + BASE_MEMORY > this.#memory) throw new LzmaFault("MEMLIMIT");
  }

  #stages(filters: readonly ChainFilter[]): FilterStage[] {
    return filters
      .filter(({ id }) => !isLzma(id))
      .map((filter) => new FilterStage(newFilter(filter, false)))
      .reverse();
  }

  *#chain(filters: readonly ChainFilter[]): Generator<Wait, void, void> {
    const last = filters.at(-1) as ChainFilter;
    const stages = this.#stages(filters);
    this.#checkMemory(last.dictionary ?? 0);
    if (last.id === LZMA1) yield* this.#lzma(last, stages, undefined);
    else yield* this.#lzma2(last, stages);
  }

  /** Gives out what was decoded, through the filters. */
  #deliver(window: Window, stages: readonly FilterStage[], isLast = false): void {
    let data = window.take(window.available);
    for (const stage of stages) data = stage.run(data, isLast);
    if (data.length === 0) return;
    this.#onOutput?.(data);
    this.#queue.push(data);
    this.#queued += data.length;
  }
  get #room(): number {
    return Math.max(1, Math.min(PIECE, this.#wanted - this.#queued));
  }

  *#decode(
    decoder: LzmaDecoder,
    window: Window,
    stages: readonly FilterStage[],
    size: number,
  ): Generator<Wait, void, void> {
    for (let left = size; left > 0 && !decoder.ended; ) {
      const before = window.full;
      const hasInput = decoder.run(this.#input, left, this.#room);
      left -= window.full - before;
      this.#deliver(window, stages);
      if (!hasInput) yield "input";
      else if (this.#queued >= this.#wanted) yield "room";
    }
  }

  *#lzma(
    filter: ChainFilter,
    stages: readonly FilterStage[],
    size: number | undefined,
  ): Generator<Wait, void, void> {
    const window = new Window(filter.dictionary ?? 1 << 23);
    const decoder = new LzmaDecoder(window);
    decoder.setProperties(propertiesFrom(filter));
    decoder.resetState();
    yield* this.#need(5);
    decoder.start(this.#input);
    yield* this.#decode(decoder, window, stages, size ?? Number.POSITIVE_INFINITY);
    if (decoder.ended && size !== undefined && window.full < size) throw new LzmaFault("DATA");
    if (decoder.needsByte) yield* this.#need(1);
    decoder.finish(this.#input);
    if (!decoder.isClean) throw new LzmaFault("DATA");
    this.#deliver(window, stages, true);
  }

  /** Chunks of LZMA, each with its sizes. */
  *#lzma2(filter: ChainFilter, stages: readonly FilterStage[]): Generator<Wait, void, void> {
    const input = this.#input;
    const window = new Window(filter.dictionary ?? 1 << 23);
    const decoder = new LzmaDecoder(window);
    let needsDictionary = true;
    let needsProperties = true;
    for (;;) {
      yield* this.#need(1);
      const control = input.byte();
      if (control === 0) break;
      if (control >= 0xe0 || control === 1) {
        needsProperties = true;
        needsDictionary = false;
        window.full = 0;
      } else if (needsDictionary) throw new LzmaFault("DATA");
      if (control < 0x80) {
        if (control > 2) throw new LzmaFault("DATA");
        yield* this.#need(2);
        let left = 256 * input.byte() + input.byte() + 1;
        while (left > 0) {
          yield* this.#need(1);
          const data = input.take(Math.min(left, input.available));
          window.putAll(data);
          left -= data.length;
          this.#deliver(window, stages);
        }
        continue;
      }
      yield* this.#need(control >= 0xc0 ? 5 : 4);
      const size = ((control & 31) << 16) + 256 * input.byte() + input.byte() + 1;
      const compressed = 256 * input.byte() + input.byte() + 1;
      if (control >= 0xc0) {
        needsProperties = false;
        try {
          decoder.setProperties(propertiesOf(input.byte()));
        } catch {
          throw new LzmaFault("DATA");
        }
      } else if (needsProperties) throw new LzmaFault("DATA");
      if (control >= 0xa0) decoder.resetState();
      const start = input.position;
      yield* this.#need(5);
      decoder.start(input);
      yield* this.#decode(decoder, window, stages, size);
      if (decoder.needsByte) yield* this.#need(1);
      decoder.finish(input);
      if (decoder.ended || !decoder.isClean || input.position - start !== compressed)
        throw new LzmaFault("DATA");
    }
    this.#deliver(window, stages, true);
  }

  *#xz(): Generator<Wait, void, void> {
    const input = this.#input;
    for (const [i, byte] of MAGIC.entries()) {
      yield* this.#need(i + 1);
      if (input.bytes[input.at + i] !== byte) throw new LzmaFault("FORMAT");
    }
    yield* this.#need(12);
    const header = input.take(12).slice();
    const flags = header.subarray(6, 8);
    if (crc32(flags) !== number32(header, 8)) throw new LzmaFault("DATA");
    if (flags[0] !== 0 || (flags[1] as number) > 15) throw new LzmaFault("OPTIONS");
    const id = flags[1] as number;
    this.check = id;
    const sections: Section[] = [];
    for (;;) {
      yield* this.#need(1);
      if (input.bytes[input.at] === 0) break;
      sections.push(yield* this.#block(id));
    }
    const index = indexOf(sections);
    for (const byte of index) {
      yield* this.#need(1);
      if (input.byte() !== byte) throw new LzmaFault("DATA");
    }
    yield* this.#need(12);
    const footer = input.take(12);
    if (footer[10] !== FOOTER_MAGIC[0] || footer[11] !== FOOTER_MAGIC[1]) throw new LzmaFault("DATA");
    if (crc32(footer.subarray(4, 10)) !== number32(footer, 0)) throw new LzmaFault("DATA");
    if (4 * (number32(footer, 4) + 1) !== index.length) throw new LzmaFault("DATA");
    if (footer[8] !== 0 || footer[9] !== id) throw new LzmaFault("DATA");
  }

  *#block(id: number): Generator<Wait, Section, void> {
    const input = this.#input;
    const start = input.position;
    const size = ((input.bytes[input.at] as number) + 1) * 4;
    yield* this.#need(size);
    const header = input.take(size).slice();
    if (crc32(header.subarray(0, size - 4)) !== number32(header, size - 4)) throw new LzmaFault("DATA");
    const reader = new HeaderReader(header.subarray(0, size - 4));
    const flags = header[1] as number;
    if ((flags & 0x3c) !== 0) throw new LzmaFault("OPTIONS");
    const compressed = (flags & 0x40) === 0 ? undefined : reader.number();
    const uncompressed = (flags & 0x80) === 0 ? undefined : reader.number();
    const filters: ChainFilter[] = [];
    for (let i = 0; i <= (flags & 3); i++) {
      const filter = BigInt(reader.number());
      filters.push(filterFrom(filter, reader.bytes(reader.number())));
    }
    reader.checkPadding();
    checkChain(filters, true);
    const check = newCheck(id);
    let length = 0;
    this.#onOutput = (data) => {
      length += data.length;
      check?.update(data);
    };
    yield* this.#chain(filters);
    this.#onOutput = undefined;
    const packed = input.position - start - size;
    if ((compressed ?? packed) !== packed || (uncompressed ?? length) !== length) throw new LzmaFault("DATA");
    for (let i = packed; i % 4 !== 0; i++) {
      yield* this.#need(1);
      if (input.byte() !== 0) throw new LzmaFault("DATA");
    }
    yield* this.#need(checkSize(id));
    const given = input.take(checkSize(id));
    if (check !== undefined && check.digest().some((byte, i) => byte !== given[i]))
      throw new LzmaFault("DATA");
    return { unpadded: size + packed + checkSize(id), uncompressed: length };
  }
}

/** Whether an old .lzma file's dictionary has a size that writers give. */
function isPlausible(size: number): boolean {
  if (size === 0xffffffff) return true;
  for (let i = 0; i < 64; i++) if (size === (2 | (i & 1)) * 2 ** (i >> 1)) return true;
  return size <= 1;
}

class HeaderReader {
  readonly #bytes: Uint8Array;
  #at = 2;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  number(): number {
    let result = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new LzmaFault("DATA");
      result += (byte & 127) * scale;
      if (byte < 128) return result;
    }
  }
  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new LzmaFault("DATA");
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
  checkPadding(): void {
    while (this.#at < this.#bytes.length) if (this.#bytes[this.#at++] !== 0) throw new LzmaFault("OPTIONS");
  }
}

/** The options of liblzma's presets. */
export function presetOptions(preset: number): EncoderOptions {
  const level = preset & 31;
  const isExtreme = preset >>> 31 === 1;
  if (level > 9 || (preset & 0x7fffffe0) !== 0) throw new LzmaFault("OPTIONS");
  const dictionary = 2 ** ([18, 20, 21, 22, 22, 23, 23, 24, 25, 26][level] as number);
  let nice = level <= 1 ? 128 : level <= 3 ? 273 : level === 4 ? 16 : level === 5 ? 32 : 64;
  let depth = [4, 8, 24, 48][level] ?? 16 + nice / 2;
  if (isExtreme) {
    nice = level === 3 || level === 5 ? 192 : 273;
    depth = level === 3 || level === 5 ? 16 + nice / 2 : 512;
  }
  return { lc: 3, lp: 0, pb: 2, dictionary, nice, depth };
}

const MOST_OUTPUT = (1 << 16) - 64;
const MOST_INPUT = (1 << 21) - 273;
/** Bytes that wait for more, so that matches are not cut. */
const LOOK_AHEAD = 4096;
/** Uncompressed chunks hold no more. */
const PLAIN = 1 << 16;

export class Encoder {
  readonly #format: number;
  readonly #out = new Bytes();
  readonly #filters: readonly ChainFilter[];
  readonly #options: EncoderOptions;
  readonly #stages: FilterStage[];
  readonly #check: Check | undefined;
  readonly #checkId: number;
  readonly #encoder: LzmaEncoder;
  readonly #isLzma2: boolean;
  #length = 0;
  /** Bytes of the block's header and of what follows in it. */
  #blockHeader = 0;
  #blockData = 0;
  /** What the next chunk resets: the dictionary, the properties, the state, nothing. */
  #resets = 3;

  constructor(format: number, checkId: number, filters: readonly ChainFilter[]) {
    this.#format = format;
    this.#checkId = checkId;
    this.#filters = filters;
    checkChain(filters, format === XZ);
    const last = filters.at(-1) as ChainFilter;
    const { dictionary = 1 << 23, nice = 64, depth = 0 } = last;
    if (dictionary < 4096 || dictionary > 1.5 * 2 ** 30 || nice < 2 || nice > 273)
      throw new LzmaFault("OPTIONS");
    this.#options = { ...propertiesFrom(last), dictionary, nice, depth: depth || 16 + (nice >> 1) };
    this.#stages = filters.slice(0, -1).map((filter) => new FilterStage(newFilter(filter, true)));
    this.#encoder = new LzmaEncoder(this.#options);
    this.#isLzma2 = last.id === LZMA2;
    if (format === XZ) {
      this.#check = newCheck(checkId);
      if (this.#check === undefined) throw new LzmaFault(checkId <= 15 ? "UNSUPPORTED_CHECK" : "PROG");
      this.#out.pushAll(Uint8Array.from(MAGIC));
      this.#out.pushAll(this.#flags);
      this.#out.pushAll(littleEndian(crc32(this.#flags), 4));
    } else if (format === ALONE) {
      this.#out.pushAll(filterProperties({ ...last, dictionary }));
      for (let i = 0; i < 8; i++) this.#out.push(255);
    }
  }

  get #flags(): Uint8Array {
    return Uint8Array.of(0, this.#checkId);
  }

  feed(data: Uint8Array): Uint8Array {
    if (data.length > 0) {
      if (this.#format === XZ && this.#length === 0) this.#beginBlock();
      this.#length += data.length;
      this.#check?.update(data);
      this.#pass(data, false);
      this.#encode(LOOK_AHEAD);
    }
    return this.#out.take();
  }

  finish(): Uint8Array {
    const hasBlock = this.#format !== XZ || this.#length > 0;
    if (hasBlock) {
      this.#pass(new Uint8Array(0), true);
      this.#encode(0);
      if (this.#isLzma2) this.#put(Uint8Array.of(0));
      else {
        this.#encoder.endMarker();
        this.#encoder.coder.flush();
        this.#put(this.#encoder.coder.out.take());
      }
    }
    if (this.#format === XZ) this.#endStream(hasBlock);
    return this.#out.take();
  }

  #pass(data: Uint8Array, isLast: boolean): void {
    let passed = data;
    for (const stage of this.#stages) passed = stage.run(passed, isLast);
    this.#encoder.feed(passed);
  }

  #put(data: Uint8Array): void {
    this.#out.pushAll(data);
    this.#blockData += data.length;
  }

  #beginBlock(): void {
    const out = new Bytes();
    out.push(0);
    out.push(this.#filters.length - 1);
    for (const filter of this.#filters) {
      const properties = filterProperties({ ...filter, dictionary: this.#options.dictionary });
      putNumber(out, Number(filter.id));
      putNumber(out, properties.length);
      out.pushAll(properties);
    }
    while (out.length % 4 !== 0) out.push(0);
    const header = out.take();
    header[0] = header.length / 4;
    this.#out.pushAll(header);
    this.#out.pushAll(littleEndian(crc32(header), 4));
    this.#blockHeader = header.length + 4;
  }

  #endStream(hasBlock: boolean): void {
    const sections: Section[] = [];
    if (hasBlock) {
      const packed = this.#blockData;
      for (let i = packed; i % 4 !== 0; i++) this.#out.push(0);
      const digest = (this.#check as Check).digest();
      this.#out.pushAll(digest);
      sections.push({ unpadded: this.#blockHeader + packed + digest.length, uncompressed: this.#length });
    }
    const index = indexOf(sections);
    this.#out.pushAll(index);
    const footer = Uint8Array.of(...littleEndian(index.length / 4 - 1, 4), ...this.#flags);
    this.#out.pushAll(littleEndian(crc32(footer), 4));
    this.#out.pushAll(footer);
    this.#out.pushAll(Uint8Array.from(FOOTER_MAGIC));
  }

  #encode(keep: number): void {
    const encoder = this.#encoder;
    if (!this.#isLzma2) {
      encoder.run(keep, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
      this.#put(encoder.coder.out.take());
      return;
    }
    // A chunk is made when there is enough for all of it, or nothing more comes.
    while (keep === 0 ? encoder.waiting > 0 : encoder.waiting > MOST_INPUT + keep) this.#chunk(keep);
  }

  #chunk(keep: number): void {
    const encoder = this.#encoder;
    if (this.#resets > 0) encoder.resetState();
    encoder.coder.reset();
    const before = encoder.waiting;
    encoder.run(keep, MOST_INPUT, MOST_OUTPUT);
    const size = before - encoder.waiting;
    encoder.coder.flush();
    // The first byte of the coder is always zero, and is written.
    const packed = encoder.coder.out.take();
    if (packed.length >= size) {
      const plain = encoder.since(size).slice();
      for (let at = 0; at < size; at += PLAIN) {
        const part = plain.subarray(at, at + PLAIN);
        this.#put(Uint8Array.of(this.#resets === 3 ? 1 : 2, (part.length - 1) >> 8, (part.length - 1) & 255));
        this.#put(part);
        if (this.#resets === 3) this.#resets = 2;
      }
      this.#resets = Math.max(1, this.#resets);
      return;
    }
    const [s, p] = [size - 1, packed.length - 1];
    this.#put(
      Uint8Array.of(0x80 | (this.#resets << 5) | (s >> 16), (s >> 8) & 255, s & 255, p >> 8, p & 255),
    );
    if (this.#resets >= 2) this.#put(Uint8Array.of(propertiesByte(this.#options)));
    this.#put(packed);
    this.#resets = 0;
  }
}
