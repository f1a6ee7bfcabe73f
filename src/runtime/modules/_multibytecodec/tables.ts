/** Tables of sequences and characters, as `scripts/dump-codecs.py` writes them. */
import { once } from "../../../base/once.ts";
import { current } from "../../core/state.ts";
import { notImplementedError } from "../../exceptions/raise.ts";

/** A text in hexadecimal or the bytes before the last one; the first last byte, and the characters from it on. */
export type Rows = Readonly<Record<string, readonly [number, string]>>;
export type Pairs = readonly (readonly [text: string, sequence: string])[];

/** The JSON file of a codec. */
export function readTable<T>(name: string): T {
  const { library } = current;
  if (library === undefined)
    throw notImplementedError("this interpreter has no library to take the tables of codecs from");
  return JSON.parse(library.data(`codec-${name}.json`)) as T;
}

export const fromHex = (text: string): number[] =>
  Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));

const MISSING = "\0";

/** The characters of sequences, and the sequences of characters. */
export class Charset {
  readonly #rows: Map<number, { first: number; text: string; characters: string[] | undefined }>;
  readonly #pairs: Pairs;
  readonly #pairTexts: ReadonlyMap<number, string>;
  /** First characters of pairs. */
  readonly #starts: ReadonlySet<number>;
  readonly #extra: Pairs;
  readonly #sequences = once(() => this.#inverse());

  /** `extra` lays sequences over those of the rows. */
  constructor(rows: Rows, pairs: Pairs, extra: Pairs = []) {
    this.#rows = new Map(
      Object.entries(rows).map(([prefix, [first, text]]) => [
        keyOf(fromHex(prefix)),
        { first, text, characters: undefined },
      ]),
    );
    this.#pairs = pairs;
    this.#pairTexts = new Map(pairs.map(([text, sequence]) => [keyOf(fromHex(sequence)), text]));
    this.#starts = new Set(pairs.map(([text]) => text.codePointAt(0) as number));
    this.#extra = extra;
  }

  /** Appends the characters of the sequence that has `last` after the prefix; false when there are none. */
  decode(prefix: number, last: number, out: number[]): boolean {
    const row = this.#rows.get(prefix);
    row !== undefined && (row.characters ??= Array.from(row.text));
    const character = row?.characters?.[last - row.first];
    if (character !== undefined && character !== MISSING) {
      out.push(character.codePointAt(0) as number);
      return true;
    }
    const pair = this.#pairTexts.size === 0 ? undefined : this.#pairTexts.get(prefix * 256 + last);
    if (pair === undefined) return false;
    for (const each of pair) out.push(each.codePointAt(0) as number);
    return true;
  }

  /** The sequence of a character or of a pair. */
  sequence(text: string): readonly number[] | undefined {
    return this.#sequences().get(text);
  }

  /** Whether a character may be the first of a pair. */
  startsPair(point: number): boolean {
    return this.#starts.has(point);
  }

  #inverse(): Map<string, readonly number[]> {
    const found = new Map<string, readonly number[]>();
    for (const [key, { first, text }] of this.#rows) {
      let last = first;
      for (const character of text) {
        if (character !== MISSING && !found.has(character)) found.set(character, [...bytesOf(key), last]);
        last++;
      }
    }
    for (const [text, sequence] of [...this.#pairs, ...this.#extra]) {
      if (sequence === "") found.delete(text);
      else found.set(text, fromHex(sequence));
    }
    return found;
  }
}

const keyOf = (bytes: readonly number[]): number => bytes.reduce((key, byte) => key * 256 + byte, 0);
const bytesOf = (key: number): number[] => (key === 0 ? [] : key < 256 ? [key] : [key >> 8, key & 255]);
