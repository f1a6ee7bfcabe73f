/**
 * Opcodes to tree: reads what `re._compiler` wrote.
 *
 * Follows the layouts that `Modules/_sre/sre.c` checks in `_validate`. A list that is not well formed can only
 * come from a caller of `_sre.compile` that is not the library; it raises `InvalidCode`, which is CPython's
 * `RuntimeError: invalid SRE code`.
 */

import { eitherCase, foldAscii, foldUnicode, withUppersIn } from "./casing.ts";
import { category } from "./categories.ts";
import { type Boundaries, CharSet, complement, EVERYTHING, union } from "../../../base/char-set.ts";
import { MAXREPEAT, OP } from "./constants.ts";
import type { Fold, Greed, Node, Sequence } from "./nodes.ts";

export class InvalidCode extends Error {}

/** A set's members after the text's characters have been lowered in some way. */
type Folding = (set: Boundaries) => Boundaries;

const keep: Folding = (set) => set;

class Reader {
  private readonly code: readonly number[];
  private readonly groups: number;
  private at = 0;

  constructor(code: readonly number[], groups: number) {
    this.code = code;
    this.groups = groups;
  }

  program(): Sequence {
    if (this.code[0] === OP.INFO) this.at = 1 + this.word(1);
    const nodes = this.until((op) => op === OP.SUCCESS);
    if (this.at !== this.code.length - 1) throw new InvalidCode();
    return nodes;
  }

  private word(index: number): number {
    const word = this.code[index];
    if (word === undefined) throw new InvalidCode();
    return word;
  }

  private next(): number {
    return this.word(this.at++);
  }

  /** Nodes up to an opcode that ends the sequence, which is left unread. */
  private until(ends: (op: number, at: number) => boolean): Node[] {
    const nodes: Node[] = [];
    while (!ends(this.word(this.at), this.at)) nodes.push(this.node());
    return nodes;
  }

  private node(): Node {
    const op = this.next();
    switch (op) {
      case OP.FAILURE:
        return { type: "fail" };
      case OP.ANY:
        return set(complement([10, 11]));
      case OP.ANY_ALL:
        return set(EVERYTHING);
      case OP.LITERAL:
        return { type: "set", set: CharSet.of(this.next()) };
      case OP.NOT_LITERAL:
        return set(complement(this.one()));
      case OP.LITERAL_IGNORE:
      case OP.LITERAL_LOC_IGNORE:
        return set(this.literalIgnore(op));
      case OP.NOT_LITERAL_IGNORE:
      case OP.NOT_LITERAL_LOC_IGNORE:
        return set(complement(this.literalIgnore(op)));
      case OP.LITERAL_UNI_IGNORE:
        return set(foldUnicode(this.one()));
      case OP.NOT_LITERAL_UNI_IGNORE:
        return set(complement(foldUnicode(this.one())));
      case OP.CATEGORY:
        return set(this.category());
      case OP.IN:
        return this.charset(keep);
      case OP.IN_IGNORE:
        return this.charset(foldAscii);
      case OP.IN_LOC_IGNORE:
        return this.charset(eitherCase);
      case OP.IN_UNI_IGNORE:
        return this.charset(foldUnicode);
      case OP.AT:
        return { type: "at", code: this.next() };
      case OP.MARK:
        return this.group();
      case OP.BRANCH:
        return this.branch();
      case OP.REPEAT_ONE:
        return this.repeat("greedy", OP.SUCCESS);
      case OP.MIN_REPEAT_ONE:
        return this.repeat("lazy", OP.SUCCESS);
      case OP.POSSESSIVE_REPEAT_ONE:
        return this.repeat("possessive", OP.SUCCESS);
      case OP.REPEAT:
        return this.repeat("greedy", OP.MAX_UNTIL);
      case OP.POSSESSIVE_REPEAT:
        return this.repeat("possessive", OP.SUCCESS, 1);
      case OP.ATOMIC_GROUP: {
        const end = this.at + this.word(this.at);
        this.at++;
        return { type: "atomic", body: this.success(end - 1) };
      }
      case OP.ASSERT:
      case OP.ASSERT_NOT: {
        const end = this.at + this.next();
        const back = this.next();
        return { type: "assert", negative: op === OP.ASSERT_NOT, back, body: this.success(end - 1) };
      }
      case OP.GROUPREF:
        return this.reference("none");
      case OP.GROUPREF_IGNORE:
      case OP.GROUPREF_LOC_IGNORE:
        return this.reference("ascii");
      case OP.GROUPREF_UNI_IGNORE:
        return this.reference("unicode");
      case OP.GROUPREF_EXISTS:
        return this.conditional();
      default:
        throw new InvalidCode();
    }
  }

  private one(): Boundaries {
    const code = this.next();
    return [code, code + 1];
  }

  /** The locale variant compares with either case of the text's character, the other with its lower case. */
  private literalIgnore(op: number): Boundaries {
    const literal = this.one();
    return op === OP.LITERAL_LOC_IGNORE || op === OP.NOT_LITERAL_LOC_IGNORE
      ? eitherCase(literal)
      : foldAscii(literal);
  }

  private category(): Boundaries {
    const members = category(this.next());
    if (!members) throw new InvalidCode();
    return members;
  }

  /**
   * `<IN> <skip> <set>`: the skip leads past the set. A negation turns the folded set round; the locale variant
   * asks whether either case of the character is in the set as it stands, negation included.
   */
  private charset(fold: Folding): Node {
    const end = this.at + this.next();
    let negative = false;
    let members: Boundaries = [];
    for (;;) {
      const op = this.next();
      if (op === OP.FAILURE) break;
      if (op === OP.NEGATE) {
        if (members.length > 0) throw new InvalidCode();
        negative = !negative;
      } else {
        members = union(members, this.member(op));
      }
    }
    if (this.at !== end) throw new InvalidCode();
    if (fold === eitherCase) return set(eitherCase(negative ? complement(members) : members));
    return set(negative ? complement(fold(members)) : fold(members));
  }

  private member(op: number): Boundaries {
    switch (op) {
      case OP.LITERAL:
        return this.one();
      case OP.RANGE:
        return this.range();
      case OP.RANGE_UNI_IGNORE:
        return withUppersIn(this.range());
      case OP.CATEGORY:
        return this.category();
      case OP.CHARSET:
        return this.bitmap(8);
      case OP.BIGCHARSET:
        return this.bigBitmap();
      default:
        throw new InvalidCode();
    }
  }

  private range(): Boundaries {
    const low = this.next();
    const high = this.next();
    return low <= high ? [low, high + 1] : [];
  }

  /** `words` words of 32 bits, the lowest bit first. */
  private bitmap(words: number, base = 0): Boundaries {
    const out: number[] = [];
    let inside = false;
    for (let i = 0; i < words; i++) {
      const word = this.next() >>> 0;
      if (word === (inside ? 0xffffffff : 0)) continue;
      for (let bit = 0; bit < 32; bit++) {
        const now: boolean = ((word >>> bit) & 1) === 1;
        if (now === inside) continue;
        out.push(base + i * 32 + bit);
        inside = now;
      }
    }
    if (inside) out.push(base + words * 32);
    return out;
  }

  /** `<BIGCHARSET> <blockcount> <256 block numbers, one byte each> <blocks of 256 bits>`. */
  private bigBitmap(): Boundaries {
    const count = this.next();
    const numbers = this.at;
    const blocks = numbers + 64;
    let members: Boundaries = [];
    for (let page = 0; page < 256; page++) {
      const block = (this.word(numbers + (page >> 2)) >>> ((page & 3) * 8)) & 0xff;
      if (block >= count) throw new InvalidCode();
      this.at = blocks + block * 8;
      members = union(members, this.bitmap(8, page * 256));
    }
    this.at = blocks + count * 8;
    return members;
  }

  private group(): Node {
    const mark = this.next();
    if (mark & 1 || mark >= this.groups * 2) throw new InvalidCode();
    const body = this.until((op, at) => op === OP.MARK && this.word(at + 1) === mark + 1);
    this.at += 2;
    return { type: "group", index: mark / 2 + 1, body };
  }

  /** `<BRANCH> (<skip> code <JUMP> <to the end>)* <0>`. */
  private branch(): Node {
    const alternatives: Sequence[] = [];
    for (;;) {
      const from = this.at;
      const skip = this.next();
      if (skip === 0) break;
      const jump = from + skip - 2;
      alternatives.push(this.until((op, at) => op === OP.JUMP && at === jump));
      this.at = from + skip;
    }
    if (alternatives.length === 0) throw new InvalidCode();
    return { type: "branch", alternatives };
  }

  /**
   * `<op> <skip> <min> <max> body <end>`. For the plain repeat the closing opcode is `MAX_UNTIL` or `MIN_UNTIL`
   * and says how greedy it is; `extra` words belong to the repeat after the place that the skip leads to.
   */
  private repeat(greed: Greed, end: number, extra = 0): Node {
    const stop = this.at + this.next();
    const min = this.next();
    const max = this.next();
    if (min > max) throw new InvalidCode();
    const closing = end === OP.MAX_UNTIL || extra > 0 ? stop : stop - 1;
    const body = this.until((_, at) => at >= closing);
    if (this.at !== closing) throw new InvalidCode();
    const op = this.next();
    const lazy = end === OP.MAX_UNTIL && op === OP.MIN_UNTIL;
    if (op !== end && !lazy) throw new InvalidCode();
    return {
      type: "repeat",
      min,
      max: max === MAXREPEAT ? Infinity : max,
      greed: lazy ? "lazy" : greed,
      body,
    };
  }

  /** A body that ends with the `SUCCESS` at the given place. */
  private success(end: number): Sequence {
    const body = this.until((_, at) => at >= end);
    if (this.at !== end || this.next() !== OP.SUCCESS) throw new InvalidCode();
    return body;
  }

  private reference(fold: Fold): Node {
    return { type: "reference", group: this.groupNumber(), fold };
  }

  private groupNumber(): number {
    const index = this.next();
    if (index >= this.groups) throw new InvalidCode();
    return index + 1;
  }

  /** `<GROUPREF_EXISTS> <group> <skip> yes [<JUMP> <skip> no]`. */
  private conditional(): Node {
    const from = this.at;
    const group = this.groupNumber();
    const target = from + this.next();
    const yes = this.until((op, at) => at >= target || (op === OP.JUMP && at === target - 2));
    let no: Sequence = [];
    if (this.at === target - 2) {
      const end = this.at + 1 + this.word(this.at + 1);
      this.at = target;
      no = this.until((_, at) => at >= end);
      if (this.at !== end) throw new InvalidCode();
    }
    return { type: "conditional", group, yes, no };
  }
}

function set(boundaries: Boundaries): Node {
  return { type: "set", set: new CharSet(boundaries) };
}

/**
 * Reads the opcode list that `re._compiler` made for a pattern with `groups` capturing groups.
 * Throws `InvalidCode` when it is not well formed.
 */
export function decode(code: readonly number[], groups: number): Sequence {
  return new Reader(code, groups).program();
}
