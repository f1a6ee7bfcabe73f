/**
 * A compiled pattern as a tree: what both matchers are built from.
 *
 * `re._compiler` writes a flat list of opcodes with relative jumps. `decode` reads it back into this tree once;
 * the native translation and the backtracking machine each walk the tree. All opcodes that test one character
 * (`LITERAL`, `IN`, `ANY`, and their variants for case and locale) become one node with a set of code points.
 */

import type { CharSet } from "../../../base/char-set.ts";

/** How a backreference compares: as is, by ASCII lower case, or by Unicode lower case. */
export type Fold = "none" | "ascii" | "unicode";

export type Greed = "greedy" | "lazy" | "possessive";

export type Node =
  /** One character of the set. */
  | { readonly type: "set"; readonly set: CharSet }
  /** A position test; `code` is one of `AT`. */
  | { readonly type: "at"; readonly code: number }
  /** A capturing group; `index` counts from 1. */
  | { readonly type: "group"; readonly index: number; readonly body: Sequence }
  | { readonly type: "branch"; readonly alternatives: readonly Sequence[] }
  | {
      readonly type: "repeat";
      readonly min: number;
      /** `Infinity` when there is no bound. */
      readonly max: number;
      readonly greed: Greed;
      readonly body: Sequence;
    }
  | { readonly type: "atomic"; readonly body: Sequence }
  /** Look-ahead, or look-behind when `back` (its fixed width in characters) is above 0. */
  | { readonly type: "assert"; readonly negative: boolean; readonly back: number; readonly body: Sequence }
  | { readonly type: "reference"; readonly group: number; readonly fold: Fold }
  | {
      readonly type: "conditional";
      readonly group: number;
      readonly yes: Sequence;
      readonly no: Sequence;
    }
  | { readonly type: "fail" };

export type Sequence = readonly Node[];

/** The least and the greatest number of characters a sequence can match, assertions counting for none. */
export interface Width {
  readonly min: number;
  readonly max: number;
}

export function widthOf(sequence: Sequence): Width {
  let min = 0;
  let max = 0;
  for (const node of sequence) {
    const width = nodeWidth(node);
    min += width.min;
    max += width.max;
  }
  return { min, max };
}

function nodeWidth(node: Node): Width {
  switch (node.type) {
    case "set":
      return { min: 1, max: 1 };
    case "group":
    case "atomic":
      return widthOf(node.body);
    case "branch":
      return either(node.alternatives);
    case "conditional":
      return either([node.yes, node.no]);
    case "repeat": {
      const { min, max } = widthOf(node.body);
      return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
    }
    case "reference":
      return { min: 0, max: Infinity };
    case "at":
    case "assert":
    case "fail":
      return { min: 0, max: 0 };
  }
}

function either(sequences: readonly Sequence[]): Width {
  const widths = sequences.map(widthOf);
  return { min: Math.min(...widths.map((w) => w.min)), max: Math.max(...widths.map((w) => w.max)) };
}

/** The sequences directly inside a node. */
export function bodiesOf(node: Node): readonly Sequence[] {
  switch (node.type) {
    case "group":
    case "atomic":
    case "assert":
    case "repeat":
      return [node.body];
    case "branch":
      return node.alternatives;
    case "conditional":
      return [node.yes, node.no];
    default:
      return [];
  }
}

/** The groups that open anywhere inside a sequence, in order. */
export function groupsIn(sequence: Sequence): number[] {
  return sequence.flatMap((node) => [
    ...(node.type === "group" ? [node.index] : []),
    ...bodiesOf(node).flatMap(groupsIn),
  ]);
}
