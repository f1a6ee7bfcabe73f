/**
 * The encodings of ISO 2022: seven bits, in which escape sequences say which charset is in one of three places (G0 to G2), and control
 * characters which of them the bytes mean. The state holds the marks of the charsets in the places, and after them the flags.
 * Follows _codecs_iso2022.c.
 */
import { type MultibyteCodec, TOO_FEW } from "./codec.ts";
import { Charset, fromHex, type Pairs, readTable, type Rows } from "./tables.ts";

const ESC = 0x1b;
const SO = 0x0e;
const SI = 0x0f;
const NEWLINE = 10;
const DOLLAR = 0x24;
const OPEN = 0x28;
const CLOSE = 0x29;
const DOT = 0x2e;
const AMPERSAND = 0x26;
const AT = 0x40;
const ASCII = 0x42;
/** In the mark of a charset: a character has two bytes. */
const DOUBLE = 0x80;
const JISX0208 = ASCII | DOUBLE;
const ISO_8859_1 = 0x41;
const ISO_8859_7 = 0x46;
const FLAGS = 4;
const SHIFTED = 1;
/** An escape sequence of another kind is passed on as it is. */
const PASSING = 2;
const LONGEST_ESCAPE = 16;

interface Configuration {
  /** `(` or `)`, which stand for G0 and G1, and the mark, in the order of the table's charsets; `$` before two-byte ones. */
  readonly designations: string;
  readonly shifts?: boolean;
  readonly hasG2?: boolean;
}

const CONFIGURATIONS: Readonly<Record<string, Configuration>> = {
  iso2022_kr: { designations: "$)C", shifts: true },
  iso2022_jp: { designations: "$(B (J $(@" },
  iso2022_jp_1: { designations: "$(B $(D (J $(@" },
  iso2022_jp_2: { designations: "$(B $(D $(C $(A (J $(@", hasG2: true },
  iso2022_jp_2004: { designations: "$(B $(Q $(P" },
  iso2022_jp_3: { designations: "$(B $(O $(P" },
  iso2022_jp_ext: { designations: "$(B $(D (J (I $(@" },
};

interface Designation {
  readonly mark: number;
  readonly place: 0 | 1;
  readonly charset: Charset;
}

interface File {
  charsets: readonly { rows: Rows; pairs: Pairs }[];
  encode: readonly (readonly [text: string, charset: number, sequence: string])[];
  greek?: readonly [number, string];
}

const isEscapeEnd = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || byte === AT;

export const iso2022Names: readonly string[] = Object.keys(CONFIGURATIONS);

/** The codec of a name in {@link iso2022Names}. */
export function iso2022Codec(name: string): MultibyteCodec {
  return new Iso2022Codec(name, CONFIGURATIONS[name] as Configuration);
}

class Iso2022Codec implements MultibyteCodec {
  readonly name: string;
  readonly #shifts: boolean;
  readonly #hasG2: boolean;
  readonly #designations: readonly Designation[];
  /** Characters that are not in the first charset that has them. */
  readonly #exceptions: ReadonlyMap<string, { designation: Designation | undefined; sequence: number[] }>;
  readonly #greek: Charset | undefined;

  constructor(name: string, { designations, shifts = false, hasG2 = false }: Configuration) {
    const { charsets, encode, greek } = readTable<File>(name);
    this.name = name;
    this.#shifts = shifts;
    this.#hasG2 = hasG2;
    this.#designations = designations.split(" ").map((text, i) => {
      const { rows, pairs } = charsets[i] as File["charsets"][number];
      const mark = text.charCodeAt(text.length - 1) | (text[0] === "$" ? DOUBLE : 0);
      return { mark, place: text.includes(")") ? 1 : 0, charset: new Charset(rows, pairs) };
    });
    this.#exceptions = new Map(
      encode.map(([text, charset, sequence]) => [
        text,
        { designation: this.#designations[charset], sequence: fromHex(sequence) },
      ]),
    );
    this.#greek = greek && new Charset({ "": greek }, []);
  }

  start(state: Uint8Array, decoding: boolean): void {
    state[0] = state[1] = ASCII;
    if (decoding) state[2] = ASCII;
  }

  finish(state: Uint8Array, out: number[]): void {
    this.#shiftIn(state, out);
    this.#asciiIn(state, out);
  }

  resetDecoder(state: Uint8Array): void {
    state[0] = ASCII;
    state[FLAGS] = (state[FLAGS] as number) & ~SHIFTED;
  }

  encode(state: Uint8Array, points: readonly number[], at: number, out: number[], flush: boolean): number {
    const point = points[at] as number;
    if (point < 0x80) {
      this.#asciiIn(state, out);
      this.#shiftIn(state, out);
      out.push(point);
      return 1;
    }
    const text = String.fromCodePoint(point);
    for (const designation of this.#designations) {
      if (!designation.charset.startsPair(point)) continue;
      if (at + 1 === points.length) {
        if (!flush) return TOO_FEW;
        break;
      }
      const pair = designation.charset.sequence(text + String.fromCodePoint(points[at + 1] as number));
      if (pair === undefined) continue;
      this.#write(state, designation, pair, out);
      return 2;
    }
    const exception = this.#exceptions.get(text);
    const designation = exception
      ? exception.designation
      : this.#designations.find(({ charset }) => charset.sequence(text) !== undefined);
    if (designation === undefined) return -1;
    this.#write(state, designation, exception?.sequence ?? designation.charset.sequence(text) ?? [], out);
    return 1;
  }

  #write(state: Uint8Array, { mark, place }: Designation, sequence: readonly number[], out: number[]): void {
    if (place === 0) this.#shiftIn(state, out);
    if (state[place] !== mark) {
      out.push(ESC);
      if (mark & DOUBLE) out.push(DOLLAR);
      if (mark !== JISX0208) out.push(place === 0 ? OPEN : CLOSE);
      out.push(mark & 0x7f);
      state[place] = mark;
    }
    if (place === 1 && !((state[FLAGS] as number) & SHIFTED)) {
      out.push(SO);
      state[FLAGS] = (state[FLAGS] as number) | SHIFTED;
    }
    for (const byte of sequence) out.push(byte);
  }

  #shiftIn(state: Uint8Array, out: number[]): void {
    if (!((state[FLAGS] as number) & SHIFTED)) return;
    out.push(SI);
    state[FLAGS] = (state[FLAGS] as number) & ~SHIFTED;
  }

  #asciiIn(state: Uint8Array, out: number[]): void {
    if (state[0] === ASCII) return;
    out.push(ESC, OPEN, ASCII);
    state[0] = ASCII;
  }

  decode(state: Uint8Array, data: Uint8Array, at: number, out: number[]): number {
    const byte = data[at] as number;
    const flags = state[FLAGS] as number;
    if (flags & PASSING) {
      if (isEscapeEnd(byte)) state[FLAGS] = flags & ~PASSING;
      out.push(byte);
      return 1;
    }
    if (byte === ESC) return this.#escape(state, data, at, out);
    if (this.#shifts && (byte === SI || byte === SO)) {
      state[FLAGS] = byte === SO ? flags | SHIFTED : flags & ~SHIFTED;
      return 1;
    }
    if (byte === NEWLINE) state[FLAGS] = flags & ~SHIFTED;
    const mark = state[flags & SHIFTED ? 1 : 0] as number;
    if (byte < 0x20 || (byte < 0x80 && mark === ASCII)) {
      out.push(byte);
      return 1;
    }
    if (byte >= 0x80) return -1;
    const charset = this.#designations.find((each) => each.mark === mark)?.charset;
    if (!(mark & DOUBLE)) return charset?.decode(0, byte, out) ? 1 : -1;
    if (data.length - at < 2) return TOO_FEW;
    return charset?.decode(byte, data[at + 1] as number, out) ? 2 : -2;
  }

  #escape(state: Uint8Array, data: Uint8Array, at: number, out: number[]): number {
    const left = data.length - at;
    if (left < 2) return TOO_FEW;
    const kind = data[at + 1] as number;
    if (kind === OPEN || kind === CLOSE || kind === DOLLAR || kind === DOT || kind === AMPERSAND)
      return this.#designate(state, data, at);
    if (this.#hasG2 && kind === 0x4e)
      return left < 3 ? TOO_FEW : this.#single(state, data[at + 2] as number, out);
    state[FLAGS] = (state[FLAGS] as number) | PASSING;
    out.push(ESC);
    return 1;
  }

  /** `iso2022processesc`: a sequence that puts a charset into a place. */
  #designate(state: Uint8Array, data: Uint8Array, at: number): number {
    let i = 1;
    for (; i < LONGEST_ESCAPE; i++) {
      if (at + i >= data.length) return TOO_FEW;
      if (isEscapeEnd(data[at + i] as number)) break;
      // A prefix that says that JIS X 0208 is the one of 1990.
      if (!this.#shifts && data[at + i] === AMPERSAND && data[at + i + 1] === AT) i += 2;
    }
    if (i >= LONGEST_ESCAPE) return -1;
    const length = i + 1;
    const [, second, third, fourth, fifth, sixth] = data.subarray(at, at + length) as unknown as number[];
    let mark = data[at + i] as number;
    let place: number;
    if (length === 3 && second === DOLLAR) {
      mark |= DOUBLE;
      place = 0;
    } else if (length === 3) place = [OPEN, CLOSE, this.#hasG2 ? DOT : -1].indexOf(second as number);
    else if (length === 4 && second === DOLLAR) {
      mark |= DOUBLE;
      place = [OPEN, CLOSE].indexOf(third as number);
    } else if (length === 6 && !this.#shifts && fourth === ESC && fifth === DOLLAR && sixth === ASCII) {
      mark |= DOUBLE;
      place = 0;
    } else place = -1;
    const known =
      mark === ASCII ||
      this.#designations.some((each) => each.mark === mark) ||
      (this.#hasG2 && (mark === ISO_8859_1 || mark === ISO_8859_7));
    if (place < 0 || !known) return -length;
    state[place] = mark;
    return length;
  }

  /** `iso2022processg2`: one character of G2. */
  #single(state: Uint8Array, byte: number, out: number[]): number {
    if (state[2] === ISO_8859_1 && byte < 0x80) out.push(byte + 0x80);
    else if (state[2] === ISO_8859_7 && byte >= 0x80) out.push(byte - 0x80);
    else if (state[2] === ISO_8859_7 && this.#greek?.decode(0, byte, out)) return 3;
    else if (state[2] === ASCII && byte < 0x80) out.push(byte);
    else return -3;
    return 3;
  }
}
