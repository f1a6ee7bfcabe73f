/**
 * The backtracking machine: matches what a native `RegExp` cannot be trusted with.
 *
 * It gives the same answers as `SRE(match)` in CPython's `Modules/_sre/sre_lib.h`, by the same order of trials,
 * but keeps its own state differently. There, every construct saves and restores marks as it needs; here one
 * rule does it all. The machine has registers (group marks, repeat counts, and the like), and two stacks:
 *
 * - the *choice stack*: where to go on after a failure. A frame is `[extra, position, height of the trail, where]`.
 * - the *trail*: each change of a register, with its old value. Going back to a frame undoes the trail down to
 *   the height that the frame noted.
 *
 * An atomic group (and an assertion, and a possessive repeat) notes the height of the choice stack when it is
 * entered and cuts back to it when its body has matched: the alternatives inside are forgotten, the trail stays, so
 * that a later failure still undoes the groups that were set inside.
 *
 * One thing differs on purpose. CPython restores no marks within a possessive repeat, so that a group can keep the start
 * of an alternative that was given up, or a span that ends before it starts (then it raises SystemError); here it keeps its
 * last value.
 *
 * The pushes are written out in each instruction: as functions over the run's variables they cost a factor of
 * two to seven, since V8 then keeps those variables in memory.
 *
 * Neither stack is JavaScript's, so that depth is bounded by memory alone. A subject is a JavaScript string without
 * surrogates, or an array of code points.
 */

import { lowerAscii, lowerUnicode } from "./casing.ts";
import { category } from "./categories.ts";
import { CharSet } from "../../../base/char-set.ts";
import { AT, CATEGORY } from "./constants.ts";
import { FOLDS, LAST_CLOSED, M, type MachineCode, UNBOUNDED } from "./machine-code.ts";

/** What is matched against: text whose UTF-16 units are its characters, or code points. */
export type Subject = string | ArrayLike<number>;

/** What the machine needs of those who run it. */
export interface Hooks {
  /** Called now and then during a long match; it may throw to end it. */
  interrupt(): void;
  /** What to throw when a stack would outgrow its limit. */
  outOfMemory(): unknown;
}

/** Steps between two calls of the interrupt hook. */
const STEPS = 1 << 16;

/** Most words in one stack: 1 GiB. */
const STACK_LIMIT = 1 << 28;

// How a choice frame goes on; its last word is `address * 4 + kind`.
const RESUME = 0;
const RETRY_GREEDY = 1;
const RETRY_LAZY = 2;
const RETRY_UNTIL = 3;

const FRAME = 4;

const asciiWord = new CharSet(category(CATEGORY.WORD)!);
let unicodeWordCache: CharSet | undefined;
function unicodeWord(): CharSet {
  unicodeWordCache ??= new CharSet(category(CATEGORY.UNI_WORD)!);
  return unicodeWordCache;
}

function codeAt(text: string, codes: ArrayLike<number> | null, at: number): number {
  return codes === null ? text.charCodeAt(at) : codes[at]!;
}

function isAt(
  where: number,
  text: string,
  codes: ArrayLike<number> | null,
  at: number,
  end: number,
): boolean {
  switch (where) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return at === 0;
    case AT.BEGINNING_LINE:
      return at === 0 || codeAt(text, codes, at - 1) === 10;
    case AT.END:
      return at === end || (at === end - 1 && codeAt(text, codes, at) === 10);
    case AT.END_LINE:
      return at === end || codeAt(text, codes, at) === 10;
    case AT.END_STRING:
      return at === end;
    default: {
      const words = where >= AT.UNI_BOUNDARY ? unicodeWord() : asciiWord;
      const before = at > 0 && words.has(codeAt(text, codes, at - 1));
      const after = at < end && words.has(codeAt(text, codes, at));
      const boundary = where === AT.BOUNDARY || where === AT.LOC_BOUNDARY || where === AT.UNI_BOUNDARY;
      return (before !== after) === boundary;
    }
  }
}

function lower(fold: number, code: number): number {
  const name = FOLDS[fold];
  return name === "none" ? code : name === "ascii" ? lowerAscii(code) : lowerUnicode(code);
}

/** How a run may end. */
export interface Conditions {
  /** The match must reach the subject's end. */
  readonly toEnd: boolean;
  /** The match must not be empty. */
  readonly advance: boolean;
}

export class Machine {
  private readonly code: MachineCode;
  private readonly hooks: Hooks;
  private steps = STEPS;
  /** Kept between runs to save their making; null while a run uses them. */
  private stacks: { choices: Int32Array<ArrayBuffer>; trail: Int32Array<ArrayBuffer> } | null = null;

  constructor(code: MachineCode, hooks: Hooks) {
    this.code = code;
    this.hooks = hooks;
  }

  /**
   * Matches at `start` exactly, in the subject up to `end`. Returns the end of the match, with the groups in
   * `registers` (filled with -1 by the caller), or -1.
   */
  match(
    subject: Subject,
    start: number,
    end: number,
    conditions: Conditions,
    registers: Int32Array<ArrayBuffer>,
  ): number {
    const { words, sets } = this.code;
    const text = typeof subject === "string" ? subject : "";
    const codes = typeof subject === "string" ? null : subject;
    let choices = this.stacks?.choices ?? new Int32Array(256);
    let trail = this.stacks?.trail ?? new Int32Array(256);
    this.stacks = null;
    let top = 0;
    let trailTop = 0;
    let pc = 0;
    let at = start;
    let steps = this.steps;

    let register = 0;
    let result = -1;
    run: for (;;) {
      // Room for what one instruction can push: changes of three registers, and one frame.
      if (trailTop + 6 > trail.length) trail = this.grow(trail);
      if (top + FRAME > choices.length) choices = this.grow(choices);
      // Each case ends with `continue` when it has matched; leaving the switch means failure.
      switch (words[pc]) {
        case M.CHAR:
          if (at < end && codeAt(text, codes, at) === words[pc + 1]) {
            at++;
            pc += 2;
            continue;
          }
          break;

        case M.SET:
          if (at < end && sets[words[pc + 1]!]!.has(codeAt(text, codes, at))) {
            at++;
            pc += 2;
            continue;
          }
          break;

        case M.ANY:
          if (at < end) {
            at++;
            pc += 1;
            continue;
          }
          break;

        case M.AT:
          if (isAt(words[pc + 1]!, text, codes, at, end)) {
            pc += 2;
            continue;
          }
          break;

        case M.MARK:
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = at;
          pc += 2;
          continue;

        case M.CLOSE:
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = at;
          register = LAST_CLOSED;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = words[pc + 2]!;
          pc += 3;
          continue;

        case M.SPLIT:
          choices[top] = 0;
          choices[top + 1] = at;
          choices[top + 2] = trailTop;
          choices[top + 3] = words[pc + 1]! * 4 + RESUME;
          top += FRAME;
          pc += 2;
          continue;

        case M.JUMP:
          pc = words[pc + 1]!;
          continue;

        case M.GREEDY_ONE:
        case M.POSSESSIVE_ONE: {
          const set = sets[words[pc + 1]!]!;
          const min = words[pc + 2]!;
          const max = words[pc + 3]!;
          if (min > end - at) break;
          const limit = max < end - at ? at + max : end;
          const from = at;
          while (at < limit && set.has(codeAt(text, codes, at))) at++;
          if (at - from < min) break;
          if (words[pc] === M.POSSESSIVE_ONE || at === from + min) {
            pc += 5;
            continue;
          }
          // A retry begins one step back: the first trial goes through the frame too, from one step ahead.
          choices[top] = from + min;
          choices[top + 1] = at + 1;
          choices[top + 2] = trailTop;
          choices[top + 3] = pc * 4 + RETRY_GREEDY;
          top += FRAME;
          break;
        }

        case M.LAZY_ONE: {
          const set = sets[words[pc + 1]!]!;
          const min = words[pc + 2]!;
          const max = words[pc + 3]!;
          if (min > end - at) break;
          const from = at;
          while (at < from + min && set.has(codeAt(text, codes, at))) at++;
          if (at < from + min) break;
          if (max > min) {
            choices[top] = max < UNBOUNDED ? from + max : UNBOUNDED;
            choices[top + 1] = at;
            choices[top + 2] = trailTop;
            choices[top + 3] = pc * 4 + RETRY_LAZY;
            top += FRAME;
          }
          pc += 5;
          continue;
        }

        case M.REPEAT:
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = -1;
          register = words[pc + 2]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = -1;
          pc += 3;
          continue;

        case M.MAX_UNTIL: {
          if (--steps < 0) steps = this.pause();
          const count = registers[words[pc + 1]!]! + 1;
          const last = words[pc + 2]!;
          if (count < words[pc + 3]!) {
            register = words[pc + 1]!;
            trail[trailTop++] = register;
            trail[trailTop++] = registers[register]!;
            registers[register] = count;
            pc = words[pc + 5]!;
            continue;
          }
          // An iteration that matched nothing is not followed by another.
          if ((count < words[pc + 4]! || words[pc + 4] === UNBOUNDED) && at !== registers[last]) {
            choices[top] = 0;
            choices[top + 1] = at;
            choices[top + 2] = trailTop;
            choices[top + 3] = (pc + 6) * 4 + RESUME;
            top += FRAME;
            register = words[pc + 1]!;
            trail[trailTop++] = register;
            trail[trailTop++] = registers[register]!;
            registers[register] = count;
            trail[trailTop++] = last;
            trail[trailTop++] = registers[last]!;
            registers[last] = at;
            pc = words[pc + 5]!;
            continue;
          }
          pc += 6;
          continue;
        }

        case M.MIN_UNTIL: {
          if (--steps < 0) steps = this.pause();
          const count = registers[words[pc + 1]!]! + 1;
          if (count < words[pc + 3]!) {
            register = words[pc + 1]!;
            trail[trailTop++] = register;
            trail[trailTop++] = registers[register]!;
            registers[register] = count;
            pc = words[pc + 5]!;
            continue;
          }
          choices[top] = 0;
          choices[top + 1] = at;
          choices[top + 2] = trailTop;
          choices[top + 3] = pc * 4 + RETRY_UNTIL;
          top += FRAME;
          pc += 6;
          continue;
        }

        case M.POSSESSIVE_LOOP: {
          if (--steps < 0) steps = this.pause();
          const count = registers[words[pc + 1]!]! + 1;
          const last = words[pc + 2]!;
          if (count < words[pc + 4]!) {
            register = words[pc + 3]!;
            trail[trailTop++] = register;
            trail[trailTop++] = registers[register]!;
            registers[register] = top;
          } else if ((count < words[pc + 5]! || words[pc + 5] === UNBOUNDED) && at !== registers[last]) {
            register = words[pc + 3]!;
            trail[trailTop++] = register;
            trail[trailTop++] = registers[register]!;
            registers[register] = top;
            choices[top] = 0;
            choices[top + 1] = at;
            choices[top + 2] = trailTop;
            choices[top + 3] = words[pc + 6]! * 4 + RESUME;
            top += FRAME;
            trail[trailTop++] = last;
            trail[trailTop++] = registers[last]!;
            registers[last] = at;
          } else {
            pc = words[pc + 6]!;
            continue;
          }
          pc += 7;
          continue;
        }

        case M.POSSESSIVE_NEXT:
          top = registers[words[pc + 2]!]!;
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = registers[words[pc + 1]!]! + 1;
          pc = words[pc + 3]!;
          continue;

        case M.ATOMIC:
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = top;
          pc += 2;
          continue;

        case M.ATOMIC_END:
          top = registers[words[pc + 1]!]!;
          pc += 2;
          continue;

        case M.ASSERT:
          if (at < words[pc + 3]!) break;
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = top;
          register = words[pc + 2]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = at;
          at -= words[pc + 3]!;
          pc += 4;
          continue;

        case M.ASSERT_END:
          top = registers[words[pc + 1]!]!;
          at = registers[words[pc + 2]!]!;
          pc += 3;
          continue;

        case M.ASSERT_NOT:
          if (at < words[pc + 2]!) {
            pc = words[pc + 3]!;
            continue;
          }
          register = words[pc + 1]!;
          trail[trailTop++] = register;
          trail[trailTop++] = registers[register]!;
          registers[register] = top;
          choices[top] = 0;
          choices[top + 1] = at;
          choices[top + 2] = trailTop;
          choices[top + 3] = words[pc + 3]! * 4 + RESUME;
          top += FRAME;
          at -= words[pc + 2]!;
          pc += 4;
          continue;

        case M.ASSERT_NOT_END:
          top = registers[words[pc + 1]!]!;
          break;

        case M.REFERENCE: {
          const from = registers[words[pc + 1]!]!;
          const to = registers[words[pc + 1]! + 1]!;
          const fold = words[pc + 2]!;
          if (from < 0 || to < from || to - from > end - at) break;
          let i = from;
          let j = at;
          while (i < to && lower(fold, codeAt(text, codes, i)) === lower(fold, codeAt(text, codes, j))) {
            i++;
            j++;
          }
          if (i < to) break;
          at = j;
          pc += 3;
          continue;
        }

        case M.CONDITIONAL: {
          const from = registers[words[pc + 1]!]!;
          const to = registers[words[pc + 1]! + 1]!;
          pc = from < 0 || to < from ? words[pc + 2]! : pc + 3;
          continue;
        }

        case M.MATCH:
          if ((conditions.toEnd && at !== end) || (conditions.advance && at === start)) break;
          result = at;
          break run;
      }

      // Failure: back to the latest choice that still has somewhere to go.
      if (--steps < 0) steps = this.pause();
      for (;;) {
        if (top === 0) break run;
        const frame = top - FRAME;
        const height = choices[frame + 2]!;
        while (trailTop > height) {
          trailTop -= 2;
          registers[trail[trailTop]!] = trail[trailTop + 1]!;
        }
        const where = choices[frame + 3]!;
        at = choices[frame + 1]!;
        pc = where >> 2;
        const kind = where & 3;
        if (kind === RESUME) {
          top = frame;
          break;
        }
        if (kind === RETRY_GREEDY) {
          const least = choices[frame]!;
          const next = words[pc + 4]!;
          at--;
          if (next >= 0) while (at >= least && (at >= end || codeAt(text, codes, at) !== next)) at--;
          if (at <= least) {
            top = frame;
            if (at < least) continue;
          } else {
            choices[frame + 1] = at;
          }
          pc += 5;
          break;
        }
        if (kind === RETRY_LAZY) {
          if (at >= end || !sets[words[pc + 1]!]!.has(codeAt(text, codes, at))) {
            top = frame;
            continue;
          }
          at++;
          if (at >= choices[frame]!) top = frame;
          else choices[frame + 1] = at;
          pc += 5;
          break;
        }
        top = frame;
        const count = registers[words[pc + 1]!]! + 1;
        const last = words[pc + 2]!;
        if ((count >= words[pc + 4]! && words[pc + 4] !== UNBOUNDED) || at === registers[last]) continue;
        register = words[pc + 1]!;
        trail[trailTop++] = register;
        trail[trailTop++] = registers[register]!;
        registers[register] = count;
        trail[trailTop++] = last;
        trail[trailTop++] = registers[last]!;
        registers[last] = at;
        pc = words[pc + 5]!;
        break;
      }
    }
    this.steps = steps;
    if (choices.length + trail.length <= 1 << 16) this.stacks = { choices, trail };
    return result;
  }

  private pause(): number {
    this.hooks.interrupt();
    return STEPS;
  }

  private grow(stack: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
    if (stack.length >= STACK_LIMIT) throw this.hooks.outOfMemory();
    const bigger = new Int32Array(stack.length * 2);
    bigger.set(stack);
    return bigger;
  }
}
