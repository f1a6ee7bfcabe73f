/**
 * Codecs in which a sequence means the same everywhere: the first byte tells how long it is. Two have more than a table says:
 * GB 18030 has four-byte sequences in the order of Unicode, EUC-KR spells the Hangul syllables that KS X 1001 lacks. Follows
 * _codecs_cn.c, _codecs_hk.c, _codecs_jp.c, _codecs_kr.c and _codecs_tw.c.
 */
import { once } from "../../../base/once.ts";
import { type MultibyteCodec, TOO_FEW } from "./codec.ts";
import { Charset, type Pairs, readTable, type Rows } from "./tables.ts";

interface File {
  leads: string;
  one: readonly (readonly [byte: number, text: string])[];
  rows: Rows;
  pairs: Pairs;
  encode: Pairs;
  wrong: readonly string[];
  ranges: readonly (readonly [number: number, point: number, count: number])[];
}

const WRONG = -1;

/** What a codec has beyond its table; `undefined` where it says nothing about the sequence or the character. */
interface Beyond {
  decode(data: Uint8Array, at: number, out: number[]): number | undefined;
  encode(point: number, out: number[]): boolean;
}

const NOTHING: Beyond = { decode: () => undefined, encode: () => false };

/** The codec of a name; `codec-NAME.json` is its table. */
export function statelessCodec(name: string): MultibyteCodec {
  const file = readTable<File>(name);
  const charset = new Charset(file.rows, file.pairs, file.encode);
  const single = new Map(file.one.map(([byte, text]) => [byte, text.codePointAt(0) as number]));
  const singleBytes = new Map(file.one.map(([byte, text]) => [text.codePointAt(0) as number, byte]));
  const beyond = name === "gb18030" ? fourBytes(file) : name === "euc_kr" ? spelledHangul() : NOTHING;
  const wrong = new Set(file.wrong.map((sequence) => Number.parseInt(sequence, 16)));
  const three = name.startsWith("euc_j");
  return {
    name,
    decode(_state, data, at, out) {
      const lead = data[at] as number;
      if (file.leads[lead] === "1") {
        const point = single.get(lead) ?? (lead < 0x80 ? lead : undefined);
        if (point === undefined) return WRONG;
        out.push(point);
        return 1;
      }
      const left = data.length - at;
      if (left < 2) return TOO_FEW;
      const found = beyond.decode(data, at, out);
      if (found !== undefined) return found;
      const second = data[at + 1] as number;
      if (three && lead === 0x8f) {
        if (left < 3) return TOO_FEW;
        return charset.decode(lead * 256 + second, data[at + 2] as number, out) ? 3 : WRONG;
      }
      if (charset.decode(lead, second, out)) return 2;
      return wrong.has(lead * 256 + second) ? 2 * WRONG : WRONG;
    },
    encode(_state, points, at, out, flush) {
      const point = points[at] as number;
      const text = String.fromCodePoint(point);
      if (charset.startsPair(point)) {
        if (at + 1 < points.length) {
          const pair = charset.sequence(text + String.fromCodePoint(points[at + 1] as number));
          if (pair !== undefined) {
            for (const byte of pair) out.push(byte);
            return 2;
          }
        } else if (!flush) return TOO_FEW;
      }
      const byte = singleBytes.get(point) ?? (point < 0x80 && !single.has(point) ? point : undefined);
      if (byte !== undefined) {
        out.push(byte);
        return 1;
      }
      const sequence = charset.sequence(text);
      if (sequence === undefined) return beyond.encode(point, out) ? 1 : WRONG;
      for (const each of sequence) out.push(each);
      return 1;
    },
  };
}

/** Sequences of four bytes are numbered in base 10 and 126; these are of the other planes. */
const SUPPLEMENTARY = 189000;
const LAST = SUPPLEMENTARY + 0xfffff;

function fourBytes({ ranges }: File): Beyond {
  return {
    decode(data, at, out) {
      const [first, second, third, fourth] = data.subarray(at, at + 4) as unknown as number[];
      if ((second as number) < 0x30 || (second as number) > 0x39) return undefined;
      if (third === undefined || fourth === undefined) return TOO_FEW;
      if ((first as number) < 0x81 || third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39)
        return WRONG;
      const number =
        ((((first as number) - 0x81) * 10 + (second as number) - 0x30) * 126 + third - 0x81) * 10 +
        fourth -
        0x30;
      const range = ranges.find(([start, , count]) => number >= start && number < start + count);
      if (range !== undefined) out.push(range[1] + number - range[0]);
      else if (number >= SUPPLEMENTARY && number <= LAST) out.push(0x10000 + number - SUPPLEMENTARY);
      else return WRONG;
      return 4;
    },
    encode(point, out) {
      const range = ranges.find(([, start, count]) => point >= start && point < start + count);
      if (range === undefined && point < 0x10000) return false;
      let number = range === undefined ? SUPPLEMENTARY + point - 0x10000 : range[0] + point - range[1];
      const bytes: number[] = [];
      for (const [size, first] of [
        [10, 0x30],
        [126, 0x81],
        [10, 0x30],
        [126, 0x81],
      ] as const) {
        bytes.unshift((number % size) + first);
        number = Math.floor(number / size);
      }
      out.push(...bytes);
      return true;
    },
  };
}

/** Letters of Hangul in KS X 1001, row 0xa4: those that begin a syllable, stand in its middle, end it. */
const letters = once(() => ({
  begin: [0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, ...between(0xb5, 0xbe)],
  middle: between(0xbf, 0xd3),
  end: [0xd4, ...between(0xa1, 0xa7), ...between(0xa9, 0xb2), ...between(0xb4, 0xb8), ...between(0xba, 0xbe)],
}));

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

const ROW = 0xa4;
const FILLER = 0xd4;
const SYLLABLES = 0xac00;

/** Syllables as the filler and three letters, each with the lead byte 0xa4. */
function spelledHangul(): Beyond {
  return {
    decode(data, at, out) {
      if (data[at] !== ROW || data[at + 1] !== FILLER) return undefined;
      if (data.length - at < 8) return TOO_FEW;
      if (data[at + 2] !== ROW || data[at + 4] !== ROW || data[at + 6] !== ROW) return WRONG;
      const { begin, middle, end } = letters();
      const [b, m, e] = [
        begin.indexOf(data[at + 3] as number),
        middle.indexOf(data[at + 5] as number),
        end.indexOf(data[at + 7] as number),
      ];
      if (b < 0 || m < 0 || e < 0) return WRONG;
      out.push(SYLLABLES + (b * 21 + m) * 28 + e);
      return 8;
    },
    encode(point, out) {
      const index = point - SYLLABLES;
      const { begin, middle, end } = letters();
      if (index < 0 || index >= begin.length * 588) return false;
      const b = begin[Math.floor(index / 588)] as number;
      const m = middle[Math.floor((index % 588) / 28)] as number;
      out.push(ROW, FILLER, ROW, b, ROW, m, ROW, end[index % 28] as number);
      return true;
    },
  };
}
