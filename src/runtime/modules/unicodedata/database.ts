/**
 * The Unicode Character Database, read from the distribution when first asked for (`scripts/build-unicode.mjs` makes the
 * files): properties as runs of equal records, found by binary search; names as two maps.
 */
import { current } from "../../core/state.ts";
import { notImplementedError } from "../../exceptions/raise.ts";

/** Properties of a character, of one version of Unicode. */
export interface Properties {
  category: string;
  bidirectional: string;
  combining: number;
  mirrored: number;
  eastAsianWidth: string;
}

/** `[numeric, digit, decimal]`; the last two are -1 where the character has none. */
export type Numbers = readonly [number, number, number];

interface Tables {
  records: readonly string[];
  runs: readonly number[];
  numbers: Readonly<Record<string, Numbers | null>>;
  decompositions: Readonly<Record<string, string | null>>;
}

interface File {
  version: string;
  current: Tables;
  /** Unicode 3.2; numbers and decompositions only where they differ. */
  old: Tables;
  /** Canonical pairs that are not put together again. */
  excluded: readonly number[];
  /** Decompositions of 3.2 that were mended later. */
  corrections: Readonly<Record<string, readonly number[]>>;
  aliases: Readonly<Record<string, number>>;
  /** Code points of named sequences. */
  sequences: Readonly<Record<string, readonly number[]>>;
  /** First and last code point of characters whose name is the prefix and the code point. */
  ranges: readonly (readonly [number, number, string])[];
}

export class Database {
  readonly version: string;
  readonly #records: readonly Properties[];
  readonly #starts: Uint32Array;
  readonly #indexes: Uint16Array;
  readonly #numbers: Tables["numbers"];
  readonly #decompositions: Tables["decompositions"];
  readonly #newer: Database | undefined;
  readonly #corrections: File["corrections"] | undefined;
  readonly #excluded: ReadonlySet<number>;
  #pairs: Map<number, number> | undefined;

  constructor({ excluded, corrections }: File, version: string, tables: Tables, newer?: Database) {
    this.version = version;
    this.#excluded = new Set(excluded);
    this.#corrections = newer && corrections;
    this.#newer = newer;
    this.#numbers = tables.numbers;
    this.#decompositions = tables.decompositions;
    this.#records = tables.records.map((text) => {
      const [category, bidirectional, combining, mirrored, eastAsianWidth] = text.split("|") as [
        string,
        string,
        string,
        string,
        string,
      ];
      return {
        category,
        bidirectional,
        combining: Number(combining),
        mirrored: Number(mirrored),
        eastAsianWidth,
      };
    });
    const count = tables.runs.length / 2;
    this.#starts = new Uint32Array(count);
    this.#indexes = new Uint16Array(count);
    let at = 0;
    for (let i = 0; i < count; i++) {
      this.#starts[i] = at;
      this.#indexes[i] = tables.runs[2 * i + 1] as number;
      at += tables.runs[2 * i] as number;
    }
  }

  properties(point: number): Properties {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= point) low = middle;
      else high = middle - 1;
    }
    return this.#records[this.#indexes[low] as number] as Properties;
  }

  numbers(point: number): Numbers | undefined {
    const own = this.#numbers[point];
    return own === undefined ? this.#newer?.numbers(point) : (own ?? undefined);
  }

  /** As in UnicodeData.txt: an optional `<tag>` and code points in hexadecimal; empty when there is none. */
  decomposition(point: number): string {
    if (point >= HANGUL_FIRST && point <= HANGUL_LAST) return hangulParts(point).map(hexadecimal).join(" ");
    const own = this.#decompositions[point];
    return own === undefined ? (this.#newer?.decomposition(point) ?? "") : (own ?? "");
  }

  /** What a character decomposes into in this version against all rules. */
  correction(point: number): readonly number[] | undefined {
    return this.#corrections?.[point];
  }

  /** The character that two make together. */
  composition(first: number, second: number): number | undefined {
    if (this.#pairs === undefined) {
      this.#pairs = new Map();
      for (const [point, text] of Object.entries(this.#decompositions)) {
        const parts = text?.split(" ") ?? [];
        if (parts.length !== 2 || text?.startsWith("<") || this.#excluded.has(Number(point))) continue;
        const [a, b] = parts.map((part) => Number.parseInt(part, 16)) as [number, number];
        this.#pairs.set(a * 0x110000 + b, Number(point));
      }
    }
    return this.#pairs.get(first * 0x110000 + second);
  }
}

const L = "G GG N D DD R M B BB S SS  J JJ C K T P H".split(" ");
const V = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".split(" ");
const T = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".split(" ");
const HANGUL = "HANGUL SYLLABLE ";
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;

const hexadecimal = (point: number): string => point.toString(16).toUpperCase();

/** The conjoining letters of a Hangul syllable. */
export function hangulParts(point: number): number[] {
  const index = point - HANGUL_FIRST;
  const parts = [0x1100 + Math.floor(index / 588), 0x1161 + Math.floor((index % 588) / 28)];
  return index % 28 === 0 ? parts : [...parts, 0x11a7 + (index % 28)];
}

export class Names {
  readonly #byPoint = new Map<number, string>();
  readonly #byName = new Map<string, number>();
  readonly #aliases: ReadonlyMap<string, number>;
  readonly #ranges: File["ranges"];
  readonly #sequences: File["sequences"];

  constructor(text: string, { aliases, ranges, sequences }: File) {
    this.#sequences = sequences;
    this.#ranges = ranges;
    let point = -1;
    for (const line of text.split("\n")) {
      const jump = /^[0-9a-f]+ /.exec(line)?.[0];
      point += jump === undefined ? 1 : Number.parseInt(jump, 16);
      const name = jump === undefined ? line : line.slice(jump.length);
      this.#byPoint.set(point, name);
      this.#byName.set(name, point);
    }
    this.#aliases = new Map(Object.entries(aliases));
  }

  nameOf(point: number): string | undefined {
    if (point >= HANGUL_FIRST && point <= HANGUL_LAST) {
      const index = point - HANGUL_FIRST;
      const [l, v, t] = [Math.floor(index / 588), Math.floor((index % 588) / 28), index % 28];
      return `${HANGUL}${L[l]}${V[v]}${T[t]}`;
    }
    const range = this.#ranges.find(([first, last]) => point >= first && point <= last);
    return range === undefined ? this.#byPoint.get(point) : range[2] + point.toString(16).toUpperCase();
  }

  /** The code points of a named sequence. */
  sequence(name: string): readonly number[] | undefined {
    const upper = name.toUpperCase();
    return Object.hasOwn(this.#sequences, upper) ? this.#sequences[upper] : undefined;
  }

  /** Names are found in any case. */
  lookUp(given: string, withAliases: boolean): number | undefined {
    const name = given.replace(/[a-z]+/g, (part) => part.toUpperCase());
    if (name.startsWith(HANGUL)) {
      const match = /^(GG|DD|BB|SS|JJ|[GNDRMBSJCKTPH])?([AEIOUWY]+)([A-Z]*)$/.exec(name.slice(HANGUL.length));
      const [l, v, t] = [
        L.indexOf(match?.[1] ?? ""),
        V.indexOf(match?.[2] ?? "-"),
        T.indexOf(match?.[3] ?? "-"),
      ];
      return l < 0 || v < 0 || t < 0 ? undefined : HANGUL_FIRST + (l * 21 + v) * 28 + t;
    }
    const dash = name.lastIndexOf("-");
    const digits = name.slice(dash + 1);
    if (dash > 0 && /^(?:[0-9A-F]{4}|[1-9A-F][0-9A-F]{4})$/.test(digits)) {
      const point = Number.parseInt(digits, 16);
      const prefix = name.slice(0, dash + 1);
      if (this.#ranges.some(([first, last, start]) => start === prefix && point >= first && point <= last))
        return point;
    }
    return this.#byName.get(name) ?? (withAliases ? this.#aliases.get(name) : undefined);
  }
}

/** What one interpreter has read. */
interface Loaded {
  file: File;
  current: Database;
  old: Database;
  names: Names | undefined;
}
const STATE = Symbol("unicode data");

function readText(name: string): string {
  const { library } = current;
  if (library === undefined)
    throw notImplementedError("this interpreter has no library to take Unicode's data from");
  return library.data(name);
}

function loaded(): Loaded {
  return current.stateOf(STATE, () => {
    const file = JSON.parse(readText("unicode-data.json")) as File;
    const newest = new Database(file, file.version, file.current);
    return { file, current: newest, old: new Database(file, "3.2.0", file.old, newest), names: undefined };
  });
}

export const currentDatabase = (): Database => loaded().current;
export const oldDatabase = (): Database => loaded().old;

export function names(): Names {
  const state = loaded();
  state.names ??= new Names(readText("unicode-names.txt"), state.file);
  return state.names;
}
