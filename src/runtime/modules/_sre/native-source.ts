/**
 * Tree to the source of a native `RegExp`, where the meaning is provably the same.
 *
 * The subject is a string without surrogates (or bytes, as Latin-1), so that one UTF-16 unit is one character, and no
 * flag is needed: not `u`, because there are no pairs; not `i`, because the sets of the tree hold both cases; not `s` or
 * `m`, because `.`, `^` and `$` are written out. What is left are the places where the two languages differ:
 *
 * - *Groups inside repeats.* JavaScript clears them at the start of each round, Python keeps the last value. The same
 *   when each round sets all of them.
 * - *Backreferences to groups that have not matched.* JavaScript's match the empty string, Python's fail. The same when
 *   the group has certainly matched.
 * - *Empty rounds.* JavaScript refuses a round that matched nothing and tries the body's other choices, Python accepts
 *   it and stops. The same when the body cannot be empty; `x?` can be said with an alternative.
 * - *Look-behind* runs backwards in JavaScript. The same for a body of fixed width whose parts do not depend on one
 *   another, that is, without backreferences, and without groups in repeats (the last round is the other one).
 * - *Atomic groups, possessive repeats, conditionals* do not exist.
 *
 * Everything else gives `null`: the machine does it.
 */

import { category } from "./categories.ts";
import { type Boundaries, complement, intersection, isSubset } from "../../../base/char-set.ts";
import { AT, CATEGORY } from "./constants.ts";
import { isDeterministic } from "./first.ts";
import { groupsIn, type Node, type Sequence, widthOf } from "./nodes.ts";

/** Counts from which on a native matcher's code grows too large, as it unrolls them. */
const LARGEST_COUNT = 1000;

const BMP: Boundaries = [0, 0x10000];

export class Untranslatable extends Error {}

/** Sources of the large shared sets (`\w` and the like), by identity. */
const sources = new WeakMap<Boundaries, string>();

function unit(code: number): string {
  if ((code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)) {
    return String.fromCharCode(code);
  }
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

function ranges(set: Boundaries): string {
  let text = "";
  for (let i = 0; i < set.length; i += 2) {
    const low = set[i]!;
    const high = set[i + 1]! - 1;
    text +=
      low === high ? unit(low) : high === low + 1 ? unit(low) + unit(high) : `${unit(low)}-${unit(high)}`;
  }
  return text;
}

/** A character class for the members that fit in one UTF-16 unit. */
function classSource(set: Boundaries): string {
  let source = sources.get(set);
  if (source === undefined) {
    const members = intersection(set, BMP);
    const others = intersection(complement(set), BMP);
    if (others.length === 0) source = "[^]";
    else if (members.length === 2 && members[1] === members[0]! + 1) source = unit(members[0]!);
    else source = others.length < members.length ? `[^${ranges(others)}]` : `[${ranges(members)}]`;
    if (set.length > 16) sources.set(set, source);
  }
  return source;
}

export class Translator {
  /** Groups in the order of their parentheses. */
  readonly order: number[] = [];
  /** JavaScript's numbers of the groups. */
  protected readonly numbers = new Map<number, number>();
  /** How many capturing parentheses have been opened. */
  protected captures = 0;
  /** Groups in the order in which they close. */
  readonly closing: number[] = [];
  /** Groups that have certainly matched at the present place. */
  protected matched = new Set<number>();
  private behind = false;

  sequence(nodes: Sequence): string {
    return nodes.map((node, i) => this.node(node, nodes[i - 1], nodes[i + 1])).join("");
  }

  protected node(node: Node, before: Node | undefined, after: Node | undefined): string {
    switch (node.type) {
      case "set":
        return classSource(node.set.boundaries);
      case "at":
        return position(node.code, before, after);
      case "group": {
        this.open(node.index);
        const body = this.sequence(node.body);
        this.closing.push(node.index);
        this.matched.add(node.index);
        return `(${body})`;
      }
      case "branch":
        return this.branch(node.alternatives);
      case "repeat":
        return this.repeat(node);
      case "assert":
        return this.assertion(node);
      case "reference":
        if (node.fold !== "none" || this.behind || !this.matched.has(node.group)) throw new Untranslatable();
        return `(?:\\${this.numbers.get(node.group)})`;
      case "fail":
        return "[]";
      case "atomic":
      case "conditional":
        throw new Untranslatable();
    }
  }

  /** Opens the parentheses of a group; their number. */
  protected open(group: number): number {
    this.order.push(group);
    this.captures++;
    this.numbers.set(group, this.captures);
    return this.captures;
  }

  /** Runs `walk` and forgets which groups it matched. */
  protected apart<T>(walk: () => T): T {
    const saved = new Set(this.matched);
    const result = walk();
    this.matched = saved;
    return result;
  }

  /** The alternatives, each from the same beginning; what all have matched has matched afterwards. */
  protected alternatives<T>(alternatives: readonly Sequence[], walk: (alternative: Sequence) => T): T[] {
    const sure: Set<number>[] = [];
    const results = alternatives.map((alternative) =>
      this.apart(() => {
        const result = walk(alternative);
        sure.push(this.matched);
        return result;
      }),
    );
    this.matched = sure.reduce((all, one) => new Set([...all].filter((group) => one.has(group))));
    return results;
  }

  private branch(alternatives: readonly Sequence[]): string {
    return `(?:${this.alternatives(alternatives, (alternative) => this.sequence(alternative)).join("|")})`;
  }

  private repeat(node: Extract<Node, { type: "repeat" }>): string {
    const { min, max, greed, body } = node;
    if (greed === "possessive" || min > LARGEST_COUNT || (max > LARGEST_COUNT && max !== Infinity)) {
      throw new Untranslatable();
    }
    const canBeEmpty = widthOf(body).min === 0;
    const groups = groupsIn(body);
    if (groups.length > 0 && max > 1) {
      const inside = new Translator();
      inside.sequence(body);
      if (this.behind || !groups.every((group) => inside.matched.has(group))) throw new Untranslatable();
      for (const group of groups) this.matched.delete(group);
    }
    if (canBeEmpty && min === 0 && max === 1) {
      const source = this.apart(() => this.sequence(body));
      return greed === "lazy" ? `(?:|${source})` : `(?:${source}|)`;
    }
    if (canBeEmpty && min !== max) throw new Untranslatable();
    const source = min === 0 ? this.apart(() => this.sequence(body)) : this.sequence(body);
    const only = body.length === 1 ? body[0]!.type : "";
    const atom = only === "set" || only === "group" ? source : `(?:${source})`;
    return atom + quantifier(min, max) + (greed === "lazy" ? "?" : "");
  }

  private assertion(node: Extract<Node, { type: "assert" }>): string {
    const wasBehind = this.behind;
    this.behind ||= node.back > 0;
    const walk = () => this.sequence(node.body);
    const source = node.negative ? this.apart(walk) : walk();
    this.behind = wasBehind;
    return `(?${node.back > 0 ? "<" : ""}${node.negative ? "!" : "="}${source})`;
  }
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  if (min === 0 && max === 1) return "?";
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function position(code: number, before: Node | undefined, after: Node | undefined): string {
  switch (code) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return "^";
    case AT.BEGINNING_LINE:
      return "(?<![^\\n])";
    case AT.END:
      return "(?=\\n?$)";
    case AT.END_LINE:
      return "(?![^\\n])";
    case AT.END_STRING:
      return "$";
    case AT.BOUNDARY:
    case AT.LOC_BOUNDARY:
      return "\\b";
    case AT.NON_BOUNDARY:
    case AT.LOC_NON_BOUNDARY:
      return "\\B";
    case AT.UNI_BOUNDARY:
    case AT.UNI_NON_BOUNDARY:
      return unicodeBoundary(code === AT.UNI_BOUNDARY, before, after);
    default:
      throw new Untranslatable();
  }
}

/** A word boundary: one look to the one side is enough where the pattern tells what stands on the other. */
function unicodeBoundary(boundary: boolean, before: Node | undefined, after: Node | undefined): string {
  const words = category(CATEGORY.UNI_WORD)!;
  const word = classSource(words);
  const sides = [
    [neighbour(after, "first"), "(?<", word],
    [neighbour(before, "last"), "(?", word],
  ] as const;
  for (const [known, look] of sides) {
    if (!known) continue;
    if (isSubset(known, words)) return `${look}${boundary ? "!" : "="}${word})`;
    if (isSubset(known, complement(words))) return `${look}${boundary ? "=" : "!"}${word})`;
  }
  return boundary
    ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
}

/** The set of the character that a node certainly begins or ends with. */
function neighbour(node: Node | undefined, side: "first" | "last"): Boundaries | undefined {
  if (!node) return undefined;
  if (node.type === "set") return node.set.boundaries;
  if (node.type === "group" || (node.type === "repeat" && node.min > 0)) {
    return neighbour(side === "first" ? node.body[0] : node.body[node.body.length - 1], side);
  }
  return undefined;
}

export interface NativeSource {
  readonly source: string;
  /** Groups in the order in which they close: the last of them that matched is `Match.lastindex`. */
  readonly closing: readonly number[];
}

/**
 * The source of an equivalent `RegExp` without flags for a pattern of `groups` groups, whose capture n is group n;
 * or `null` when there is none, or when it might run away.
 */
export function nativeSource(program: Sequence, groups: number): NativeSource | null {
  const translator = new Translator();
  try {
    const source = translator.sequence(program);
    const inOrder =
      translator.order.length === groups && translator.order.every((group, i) => group === i + 1);
    return inOrder && isDeterministic(program) ? { source, closing: translator.closing } : null;
  } catch (error) {
    if (error instanceof Untranslatable) return null;
    throw error;
  }
}
