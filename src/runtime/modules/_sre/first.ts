/**
 * What a sequence can begin with, and whether its repeats can be trusted to a matcher that nobody can stop.
 *
 * A native `RegExp` runs to its end whatever it costs, and a backtracking matcher's cost is exponential when one
 * text can be divided in many ways among the rounds of a repeat: `(a+)+`, `(a|aa)*`. The test here is the one of LL(1)
 * grammars: at each choice inside a repeat's body (how often to go round an inner repeat, which alternative
 * to take) the next character must decide. Patterns that fail it may be harmless all the same; they only run on the
 * machine, which can be interrupted.
 */

import { type Boundaries, EMPTY, EVERYTHING, intersects, union } from "../../../base/char-set.ts";
import { bodiesOf, type Node, type Sequence } from "./nodes.ts";

/** Rounds from which on a repeat counts as long. */
const MANY = 10;

/** Characters of which one must come next, with what follows the sequence when the sequence can be empty. */
export function firstOf(sequence: Sequence, follow: Boundaries): Boundaries {
  return new Firsts().sequence(sequence, follow, false);
}

/** Whether each choice inside each long repeat is decided by the next character. */
export function isDeterministic(program: Sequence): boolean {
  if (!hasNestedChoice(program, false)) return true;
  const firsts = new Firsts();
  firsts.sequence(program, EMPTY, false);
  return !firsts.ambiguous;
}

/** Whether a long repeat has a choice inside: without one, there is nothing to examine. */
function hasNestedChoice(sequence: Sequence, inside: boolean): boolean {
  return sequence.some((node) => {
    const choice = node.type === "branch" || (node.type === "repeat" && node.max > node.min);
    if (inside && choice) return true;
    const deeper = inside || (node.type === "repeat" && node.max >= MANY);
    return bodiesOf(node).some((body) => hasNestedChoice(body, deeper));
  });
}

class Firsts {
  ambiguous = false;

  sequence(sequence: Sequence, follow: Boundaries, repeated: boolean): Boundaries {
    return sequence.reduceRight((next, node) => this.node(node, next, repeated), follow);
  }

  private node(node: Node, follow: Boundaries, repeated: boolean): Boundaries {
    switch (node.type) {
      case "set":
        return node.set.boundaries;
      case "group":
      case "atomic":
        return this.sequence(node.body, follow, repeated);
      case "branch":
        return this.branch(node.alternatives, follow, repeated);
      case "repeat":
        return this.repeat(node, follow, repeated);
      case "assert":
        this.sequence(node.body, EMPTY, repeated);
        return follow;
      case "at":
        return follow;
      case "fail":
        return EMPTY;
      case "reference":
      case "conditional":
        return EVERYTHING;
    }
  }

  private branch(alternatives: readonly Sequence[], follow: Boundaries, repeated: boolean): Boundaries {
    const firsts = alternatives.map((alternative) => this.sequence(alternative, follow, repeated));
    if (repeated) {
      firsts.forEach((first, i) => {
        for (let j = 0; j < i; j++) {
          if (intersects(first, firsts[j]!) && !differSoon(alternatives[i]!, alternatives[j]!))
            this.ambiguous = true;
        }
      });
    }
    return firsts.reduce(union, EMPTY);
  }

  private repeat(node: Extract<Node, { type: "repeat" }>, follow: Boundaries, repeated: boolean): Boundaries {
    const again = node.max > 1 ? union(this.sequence(node.body, follow, false), follow) : follow;
    const first = this.sequence(node.body, again, repeated || node.max >= MANY);
    if (repeated && node.max > node.min && intersects(first, follow)) this.ambiguous = true;
    return node.min > 0 ? first : union(first, follow);
  }
}

/** Whether both start with single characters of which some pair excludes the other alternative. */
function differSoon(a: Sequence, b: Sequence): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (x.type !== "set" || y.type !== "set") return false;
    if (!intersects(x.set.boundaries, y.set.boundaries)) return true;
  }
  return false;
}

/** The characters that every match begins with, one after the other, as far as they are fixed. */
export function literalPrefix(sequence: Sequence): number[] {
  const prefix: number[] = [];
  const walk = (nodes: Sequence): boolean =>
    nodes.every((node) => {
      if (node.type === "group") return walk(node.body);
      if (node.type !== "set" || node.set.single < 0) return false;
      prefix.push(node.set.single);
      return true;
    });
  walk(sequence);
  return prefix;
}
