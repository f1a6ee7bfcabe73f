/**
 * Tree to machine code: the program of the backtracking machine.
 *
 * The code is one flat list of words; jumps are absolute. Each instruction is laid out as `[op, operands...]`,
 * in the order of the comments in `M`. Besides the groups' marks, the machine has registers for what a repeat, an
 * atomic group or an assertion must remember; they are numbered here, each for one place in the pattern: a
 * repeat cannot be entered again before its earlier run is over or undone, so that one register a place is enough.
 */

import { type CharSet, CODE_POINT_LIMIT } from "../../../base/char-set.ts";
import type { Fold, Node, Sequence } from "./nodes.ts";

export const M = {
  FAIL: 0,
  /** End of the pattern. */
  MATCH: 1,
  /** `code` */
  CHAR: 2,
  /** `set` */
  SET: 3,
  ANY: 4,
  /** `where` (one of `AT`) */
  AT: 5,
  /** `register` */
  MARK: 6,
  /** `register, group`: the end of a group. */
  CLOSE: 7,
  /** `other`: go on here, and there after a failure. */
  SPLIT: 8,
  /** `to` */
  JUMP: 9,
  /** `set, min, max, next`: one-character repeats; `next` is the character that must follow, or -1. */
  GREEDY_ONE: 10,
  LAZY_ONE: 11,
  POSSESSIVE_ONE: 12,
  /** `count, last` (registers) */
  REPEAT: 13,
  /** `count, last, min, max, body` */
  MAX_UNTIL: 14,
  MIN_UNTIL: 15,
  /** `count, last, base, min, max, exit` */
  POSSESSIVE_LOOP: 16,
  /** `count, base, loop` */
  POSSESSIVE_NEXT: 17,
  /** `base` */
  ATOMIC: 18,
  ATOMIC_END: 19,
  /** `base, position, back` */
  ASSERT: 20,
  /** `base, position` */
  ASSERT_END: 21,
  /** `base, back, after` */
  ASSERT_NOT: 22,
  /** `base` */
  ASSERT_NOT_END: 23,
  /** `start register, fold` */
  REFERENCE: 24,
  /** `start register, otherwise` */
  CONDITIONAL: 25,
} as const;

export const FOLDS: readonly Fold[] = ["none", "ascii", "unicode"];

/** No bound, in the place of a count: greater than any subject is long. */
export const UNBOUNDED = 0x7fffffff;

/** Register 0 holds the last closed group, 1 and 2 are unused, and group g's span stands at 2g+1 and 2g+2. */
export const LAST_CLOSED = 0;

export function startRegister(group: number): number {
  return group * 2 + 1;
}

export interface MachineCode {
  readonly words: Int32Array;
  readonly sets: readonly CharSet[];
  /** How many registers a run needs. */
  readonly registers: number;
}

class Assembler {
  readonly words: number[] = [];
  readonly sets: CharSet[] = [];
  registers: number;

  constructor(groups: number) {
    this.registers = startRegister(groups + 1);
  }

  sequence(nodes: Sequence): void {
    nodes.forEach((node, i) => this.node(node, nodes[i + 1]));
  }

  private emit(...words: number[]): number {
    const at = this.words.length;
    for (const word of words) this.words.push(word);
    return at;
  }

  /** Makes the operand at `at` the address of the next instruction. */
  private land(at: number): void {
    this.words[at] = this.words.length;
  }

  private register(): number {
    return this.registers++;
  }

  private setNumber(set: CharSet): number {
    const known = this.sets.indexOf(set);
    return known < 0 ? this.sets.push(set) - 1 : known;
  }

  private node(node: Node, next: Node | undefined): void {
    switch (node.type) {
      case "fail":
        this.emit(M.FAIL);
        break;
      case "set":
        this.oneCharacter(node.set);
        break;
      case "at":
        this.emit(M.AT, node.code);
        break;
      case "group":
        this.emit(M.MARK, startRegister(node.index));
        this.sequence(node.body);
        this.emit(M.CLOSE, startRegister(node.index) + 1, node.index);
        break;
      case "branch":
        this.branch(node.alternatives);
        break;
      case "repeat":
        this.repeat(node, next);
        break;
      case "atomic": {
        const base = this.register();
        this.emit(M.ATOMIC, base);
        this.sequence(node.body);
        this.emit(M.ATOMIC_END, base);
        break;
      }
      case "assert":
        this.assertion(node);
        break;
      case "reference":
        this.emit(M.REFERENCE, startRegister(node.group), FOLDS.indexOf(node.fold));
        break;
      case "conditional": {
        const test = this.emit(M.CONDITIONAL, startRegister(node.group), 0);
        this.sequence(node.yes);
        const jump = this.emit(M.JUMP, 0);
        this.land(test + 2);
        this.sequence(node.no);
        this.land(jump + 1);
        break;
      }
    }
  }

  private oneCharacter(set: CharSet): void {
    if (set.single >= 0) this.emit(M.CHAR, set.single);
    else if (set.boundaries.length === 0) this.emit(M.FAIL);
    else if (set.boundaries[0] === 0 && set.boundaries[1] === CODE_POINT_LIMIT) this.emit(M.ANY);
    else this.emit(M.SET, this.setNumber(set));
  }

  private branch(alternatives: readonly Sequence[]): void {
    const jumps: number[] = [];
    alternatives.forEach((alternative, i) => {
      if (i === alternatives.length - 1) {
        this.sequence(alternative);
        return;
      }
      const split = this.emit(M.SPLIT, 0);
      this.sequence(alternative);
      jumps.push(this.emit(M.JUMP, 0));
      this.land(split + 1);
    });
    for (const jump of jumps) this.land(jump + 1);
  }

  private repeat(node: Extract<Node, { type: "repeat" }>, next: Node | undefined): void {
    const { body, greed } = node;
    const min = Math.min(node.min, UNBOUNDED);
    const max = Math.min(node.max, UNBOUNDED);
    const only = body.length === 1 ? body[0]! : undefined;
    if (only?.type === "set") {
      const op = greed === "greedy" ? M.GREEDY_ONE : greed === "lazy" ? M.LAZY_ONE : M.POSSESSIVE_ONE;
      this.emit(op, this.setNumber(only.set), min, max, next?.type === "set" ? next.set.single : -1);
      return;
    }
    const count = this.register();
    const last = this.register();
    this.emit(M.REPEAT, count, last);
    if (greed === "possessive") {
      const base = this.register();
      const loop = this.emit(M.POSSESSIVE_LOOP, count, last, base, min, max, 0);
      this.sequence(body);
      this.emit(M.POSSESSIVE_NEXT, count, base, loop);
      this.land(loop + 6);
      return;
    }
    const enter = this.emit(M.JUMP, 0);
    const start = this.words.length;
    this.sequence(body);
    this.land(enter + 1);
    this.emit(greed === "greedy" ? M.MAX_UNTIL : M.MIN_UNTIL, count, last, min, max, start);
  }

  private assertion(node: Extract<Node, { type: "assert" }>): void {
    const base = this.register();
    if (node.negative) {
      const test = this.emit(M.ASSERT_NOT, base, node.back, 0);
      this.sequence(node.body);
      this.emit(M.ASSERT_NOT_END, base);
      this.land(test + 3);
    } else {
      const position = this.register();
      this.emit(M.ASSERT, base, position, node.back);
      this.sequence(node.body);
      this.emit(M.ASSERT_END, base, position);
    }
  }

  finish(): MachineCode {
    this.emit(M.MATCH);
    return { words: Int32Array.from(this.words), sets: this.sets, registers: this.registers };
  }
}

/** The machine's program for a pattern of `groups` capturing groups. */
export function assemble(program: Sequence, groups: number): MachineCode {
  const assembler = new Assembler(groups);
  assembler.sequence(program);
  return assembler.finish();
}
