/**
 * The engine of regular expressions: what `_sre` is without Python objects.
 *
 * A pattern arrives as the opcode list that the library's `re._compiler` made. It is read into a tree (`decode.ts`)
 * and from there goes one of two ways:
 *
 *     opcodes --decode--> tree --native-source--> RegExp        almost every pattern in use
 *                           \---machine-code----> Machine       the rest
 *
 * The native way is ten to fifty times faster, so that the translation is as wide as it can be proved right; the
 * reasons against are listed in `native-source.ts`. The machine is the reference: it follows CPython's matcher step by
 * step, takes every pattern, every kind of subject, and can be interrupted. Where a native run
 * breaks down (its own stack or code limit), the machine takes over.
 *
 * A subject is a JavaScript string whose units are its characters (text without surrogates, or bytes as Latin-1), or an
 * array of code points for text with astral characters; positions are indices into it. The native way reads strings
 * only. `start` and `end` bound the match as `pos` and `endpos` do in Python: what lies before `start` is still
 * seen by `^` and look-behind, what lies from `end` on does not exist.
 *
 * Neither way builds anything at construction beyond the tree: a pattern that is compiled and not used costs little.
 */

import { CharSet, EVERYTHING } from "../../../base/char-set.ts";
import { decode } from "./decode.ts";
import { firstOf, literalPrefix } from "./first.ts";
import { type Hooks, Machine, type Subject } from "./machine.ts";
import { assemble, LAST_CLOSED, type MachineCode, startRegister } from "./machine-code.ts";
import { type PlacedSource, placedSource, spansOf } from "./native-places.ts";
import { type NativeSource, nativeSource } from "./native-source.ts";
import { type Sequence, type Width, widthOf } from "./nodes.ts";

/** Where a match is, and where its groups are. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** The group that closed last (from 1), or 0 when none did. */
  lastIndex(): number;
  /** Start and end of group g (0: the whole match) at 2g and 2g+1; -1 where it did not match. */
  spans(): ArrayLike<number>;
  /**
   * The texts of the groups (0: the whole match), `undefined` where one did not match, when they come for
   * nothing; else `null`, and `spans` has them.
   */
  readonly texts: readonly (string | undefined)[] | null;
}

class MachineFound implements Found {
  readonly start: number;
  readonly end: number;
  readonly texts = null;
  private readonly registers: Int32Array;
  private readonly groups: number;
  private spansCache: ArrayLike<number> | undefined;

  constructor(start: number, end: number, registers: Int32Array, groups: number) {
    this.start = start;
    this.end = end;
    this.registers = registers;
    this.groups = groups;
  }

  lastIndex(): number {
    return Math.max(0, this.registers[LAST_CLOSED]!);
  }

  spans(): ArrayLike<number> {
    if (!this.spansCache) {
      const spans = this.registers.slice(1, startRegister(this.groups + 1));
      spans[0] = this.start;
      spans[1] = this.end;
      for (let i = 2; i < spans.length; i += 2) {
        if (spans[i]! < 0 || spans[i + 1]! < 0) spans[i] = spans[i + 1] = -1;
      }
      this.spansCache = spans;
    }
    return this.spansCache;
  }
}

class NativeFound implements Found {
  readonly start: number;
  readonly end: number;
  readonly texts: RegExpExecArray;
  private readonly native: Native;
  private readonly toEnd: boolean;
  private spansCache: ArrayLike<number> | undefined;

  constructor(texts: RegExpExecArray, native: Native, toEnd: boolean) {
    this.start = texts.index;
    this.end = texts.index + texts[0].length;
    this.texts = texts;
    this.native = native;
    this.toEnd = toEnd;
  }

  lastIndex(): number {
    const { closing } = this.native;
    for (let i = closing.length - 1; i >= 0; i--) {
      if (this.texts[closing[i]!] !== undefined) return closing[i]!;
    }
    return 0;
  }

  spans(): ArrayLike<number> {
    this.spansCache ??=
      this.texts.length === 1 ? [this.start, this.end] : this.native.spans(this.texts, this.toEnd);
    return this.spansCache;
  }
}

/**
 * The native matchers of one pattern, each made when it is first needed: at a place (`match`), from a place on
 * (`search`), up to the end (`fullmatch`), and one that finds where groups are, which takes a second run, made when
 * somebody asks.
 */
class Native {
  readonly closing: readonly number[];
  private readonly source: string;
  private readonly program: Sequence;
  private full: RegExp | undefined;
  /** `undefined`: not looked at yet; `null`: only the flag `d` tells where groups are. */
  private placed: PlacedSource | null | undefined;
  private readonly placing = new Map<boolean, RegExp>();
  private here: RegExp | undefined;
  private onward: RegExp | undefined;

  constructor({ source, closing }: NativeSource, program: Sequence) {
    this.source = source;
    this.closing = closing;
    this.program = program;
  }

  match(text: string, start: number): RegExpExecArray | null {
    this.here ??= new RegExp(this.source, "y");
    this.here.lastIndex = start;
    return this.here.exec(text);
  }

  search(text: string, start: number): RegExpExecArray | null {
    this.onward ??= new RegExp(this.source, "g");
    this.onward.lastIndex = start;
    return this.onward.exec(text);
  }

  findTexts(text: string): string[] {
    this.onward ??= new RegExp(this.source, "g");
    return text.match(this.onward) ?? [];
  }

  fullmatch(text: string, start: number): RegExpExecArray | null {
    this.full ??= new RegExp(upToEnd(this.source), "y");
    this.full.lastIndex = start;
    return this.full.exec(text);
  }

  /** Where the groups of a match are: found by matching once more, at the same place. */
  spans(texts: RegExpExecArray, toEnd: boolean): number[] {
    if (this.placed === undefined) this.placed = placedSource(this.program);
    const { placed } = this;
    let regexp = this.placing.get(toEnd);
    if (!regexp) {
      const source = placed ? placed.source : this.source;
      regexp = new RegExp(toEnd ? upToEnd(source) : source, placed ? "y" : "dy");
      this.placing.set(toEnd, regexp);
    }
    regexp.lastIndex = texts.index;
    const match = regexp.exec(texts.input)!;
    if (placed) return spansOf(placed.places, match, texts.length - 1);
    return Array.from(match.indices!).flatMap((span) => span ?? [-1, -1]);
  }
}

const upToEnd = (source: string): string => `(?:${source})(?![^])`;

/** How the machine skips to places where a match may begin. */
interface Skip {
  readonly prefix: string;
  readonly first: CharSet | null;
}

const NO_CONDITIONS = { toEnd: false, advance: false };
const TO_END = { toEnd: true, advance: false };
const ADVANCE = { toEnd: false, advance: true };

export class Engine {
  /** How many groups the pattern has, the whole match not counted. */
  readonly groups: number;
  readonly width: Width;
  private readonly program: Sequence;
  private readonly hooks: Hooks;
  /** `undefined`: not looked at yet; `null`: there is none. */
  private native: Native | null | undefined;
  private code: MachineCode | undefined;
  private machineCache: Machine | undefined;
  private skipCache: Skip | undefined;

  /**
   * `code` is the opcode list.
   * Throws `InvalidCode` for a list that the library cannot have made.
   */
  constructor(code: readonly number[], groups: number, hooks: Hooks) {
    this.groups = groups;
    this.hooks = hooks;
    this.program = decode(code, groups);
    this.width = widthOf(this.program);
  }

  /** Whether matching runs on a native `RegExp` (for subjects that are strings). */
  get isNative(): boolean {
    return this.nativeOrNull() !== null;
  }

  /** A match that begins at `start`; with `advance`, one that is not empty. */
  match(subject: Subject, start: number, end: number, advance = false): Found | null {
    if (advance && this.width.min === 0) return this.run(subject, start, end, ADVANCE);
    const native = this.nativeFor(subject, start, end);
    if (native) {
      try {
        const texts = native.match(upTo(subject as string, end), start);
        return texts && new NativeFound(texts, native, false);
      } catch (error) {
        this.giveUpNative(error);
      }
    }
    return this.run(subject, start, end, NO_CONDITIONS);
  }

  /** A match from `start` to `end`. */
  fullmatch(subject: Subject, start: number, end: number): Found | null {
    const native = this.nativeFor(subject, start, end);
    if (native) {
      try {
        const texts = native.fullmatch(upTo(subject as string, end), start);
        return texts && new NativeFound(texts, native, true);
      } catch (error) {
        this.giveUpNative(error);
      }
    }
    return this.run(subject, start, end, TO_END);
  }

  /**
   * The first match that begins at `start` or after it. With `advance`, an empty match at `start` itself does not
   * count: how the search goes on after an empty match.
   */
  search(subject: Subject, start: number, end: number, advance = false): Found | null {
    if (start > end) return null;
    let from = start;
    if (advance && this.width.min === 0) {
      const found = this.width.max === 0 ? null : this.run(subject, start, end, ADVANCE);
      if (found || start === end) return found;
      from++;
    }
    const native = this.nativeFor(subject, from, end);
    if (native) {
      try {
        const texts = native.search(upTo(subject as string, end), from);
        return texts && new NativeFound(texts, native, false);
      } catch (error) {
        this.giveUpNative(error);
      }
    }
    return this.scan(subject, from, end);
  }

  /**
   * A native run that fails: its stack was too small, which may go well another time, or its code would be too
   * large, which will not.
   */
  private giveUpNative(error: unknown): void {
    if (error instanceof SyntaxError) this.native = null;
  }

  /** A start beyond the end is possible (`pos` above `endpos`), and has a meaning only the machine knows. */
  private nativeFor(subject: Subject, start: number, end: number): Native | null {
    return typeof subject === "string" && start <= end ? this.nativeOrNull() : null;
  }

  /**
   * The texts of all matches in a string, by the engine's own loop, where that is the same: no groups, and no
   * empty matches (after which JavaScript goes on differently). Otherwise `null`.
   */
  findTexts(text: string): string[] | null {
    if (this.groups > 0 || this.width.min === 0) return null;
    const native = this.nativeOrNull();
    try {
      return native && native.findTexts(text);
    } catch (error) {
      this.giveUpNative(error);
      return null;
    }
  }

  private nativeOrNull(): Native | null {
    if (this.native === undefined) {
      const source = nativeSource(this.program, this.groups);
      this.native = source && new Native(source, this.program);
    }
    return this.native;
  }

  private machine(): Machine {
    this.code ??= assemble(this.program, this.groups);
    this.machineCache ??= new Machine(this.code, this.hooks);
    return this.machineCache;
  }

  private run(subject: Subject, start: number, end: number, conditions: typeof NO_CONDITIONS): Found | null {
    const machine = this.machine();
    const registers = new Int32Array(this.code!.registers).fill(-1);
    const stop = machine.match(subject, start, end, conditions, registers);
    return stop < 0 ? null : new MachineFound(start, stop, registers, this.groups);
  }

  private scan(subject: Subject, start: number, end: number): Found | null {
    const machine = this.machine();
    const skip = this.skip();
    const registers = new Int32Array(this.code!.registers).fill(-1);
    const last = end - this.width.min;
    for (let at = start; at <= last; at++) {
      at = candidate(skip, subject, at, end);
      if (at < 0 || at > last) return null;
      const stop = machine.match(subject, at, end, NO_CONDITIONS, registers);
      if (stop >= 0) return new MachineFound(at, stop, registers, this.groups);
      registers.fill(-1);
    }
    return null;
  }

  private skip(): Skip {
    if (!this.skipCache) {
      const first = this.width.min > 0 ? firstOf(this.program, EVERYTHING) : EVERYTHING;
      this.skipCache = {
        prefix: String.fromCodePoint(...literalPrefix(this.program)),
        first: first.length === 2 && first[0] === 0 && first[1] === EVERYTHING[1] ? null : new CharSet(first),
      };
    }
    return this.skipCache;
  }
}

function upTo(text: string, end: number): string {
  return end < text.length ? text.slice(0, end) : text;
}

/** The first place from `at` on where a match may begin, or -1. */
function candidate({ prefix, first }: Skip, subject: Subject, at: number, end: number): number {
  if (prefix !== "" && typeof subject === "string") return subject.indexOf(prefix, at);
  if (!first) return at;
  if (typeof subject === "string") {
    for (let i = at; i < end; i++) if (first.has(subject.charCodeAt(i))) return i;
  } else {
    for (let i = at; i < end; i++) if (first.has(subject[i]!)) return i;
  }
  return -1;
}
