/**
 * Where groups are, without asking for it: a `RegExp` with the flag `d` takes ten times as long.
 *
 * A second source of the same pattern puts parentheses around everything that has no fixed width: then the lengths of
 * the captures, added up from the start of the match, say where each group begins. A part that stands in
 * parentheses matches as it did without them. It works where each part is passed at most once; a group in a repeat, or in
 * an assertion, is not found by adding up, and leaves the flag as the only way.
 */

import { Translator, Untranslatable } from "./native-source.ts";
import { groupsIn, type Node, type Sequence, widthOf } from "./nodes.ts";

/** A piece of the match, in order: so many characters, or what a capture has (nothing, when it did not match). */
type Place =
  | { readonly width: number }
  | {
      readonly capture: number;
      /** The group that this is; 0: none. */
      readonly group: number;
      readonly inside: readonly Place[];
    };

export interface PlacedSource {
  readonly source: string;
  readonly places: readonly Place[];
}

class Placer extends Translator {
  private out = "";

  placed(nodes: Sequence): PlacedSource {
    const before = this.out;
    this.out = "";
    const places: Place[] = [];
    let run: Node[] = [];
    const flush = (end: number): void => {
      if (run.length === 0) return;
      const first = end - run.length;
      const { min, max } = widthOf(run);
      const fixed = min === max;
      if (!fixed) this.captures++;
      const capture = this.captures;
      const source = run
        .map((node, i) => this.node(node, nodes[first + i - 1], nodes[first + i + 1]))
        .join("");
      this.out += fixed ? source : `(${source})`;
      if (!fixed) places.push({ capture, group: 0, inside: [] });
      else if (min > 0) places.push({ width: min });
      run = [];
    };
    nodes.forEach((node, i) => {
      if (groupsIn([node]).length === 0) {
        run.push(node);
      } else {
        flush(i);
        places.push(...this.around(node));
      }
    });
    flush(nodes.length);
    const source = this.out;
    this.out = before;
    return { source, places };
  }

  /** A part with groups inside. */
  private around(node: Node): Place[] {
    switch (node.type) {
      case "group": {
        const capture = this.open(node.index);
        const { source, places } = this.placed(node.body);
        this.matched.add(node.index);
        this.out += `(${source})`;
        return [{ capture, group: node.index, inside: places }];
      }
      case "branch": {
        const parts = this.alternatives(node.alternatives, (alternative) => this.captured(alternative));
        this.out += `(?:${parts.map(({ source }) => source).join("|")})`;
        return parts.map(({ place }) => place);
      }
      case "repeat": {
        if (node.min !== 0 || node.max !== 1 || node.greed === "possessive") throw new Untranslatable();
        const { source, place } = this.apart(() => this.captured(node.body));
        this.out += node.greed === "lazy" ? `(?:|${source})` : `(?:${source}|)`;
        return [place];
      }
      default:
        throw new Untranslatable();
    }
  }

  private captured(nodes: Sequence): { readonly source: string; readonly place: Place } {
    const capture = ++this.captures;
    const { source, places } = this.placed(nodes);
    return { source: `(${source})`, place: { capture, group: 0, inside: places } };
  }
}

/** The source with parentheses around the parts, for a pattern that has a native source; `null` where it does not help. */
export function placedSource(program: Sequence): PlacedSource | null {
  try {
    return new Placer().placed(program);
  } catch (error) {
    if (error instanceof Untranslatable) return null;
    throw error;
  }
}

/** Start and end of each of `groups` groups and of the whole match, from the captures of the placed source. */
export function spansOf(places: readonly Place[], match: RegExpExecArray, groups: number): number[] {
  const spans: number[] = new Array(groups * 2 + 2).fill(-1);
  spans[0] = match.index;
  spans[1] = match.index + match[0].length;
  addUp(places, match, match.index, spans);
  return spans;
}

function addUp(places: readonly Place[], match: RegExpExecArray, start: number, spans: number[]): void {
  let at = start;
  for (const place of places) {
    if ("width" in place) {
      at += place.width;
      continue;
    }
    const text = match[place.capture];
    if (text === undefined) continue;
    if (place.inside.length > 0) addUp(place.inside, match, at, spans);
    const end = at + text.length;
    if (place.group > 0) {
      spans[place.group * 2] = at;
      spans[place.group * 2 + 1] = end;
    }
    at = end;
  }
}
