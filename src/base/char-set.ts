/**
 * Sets of code points, as sorted lists of boundaries.
 *
 * `[48, 58, 97, 123]` is `[0-9a-z]`: membership toggles at each boundary, so that the complement is the list
 * with 0 added or taken away in front, and union and intersection are one merge.
 */

export const CODE_POINT_LIMIT = 0x110000;

export type Boundaries = readonly number[];

export const EMPTY: Boundaries = [];
export const EVERYTHING: Boundaries = [0, CODE_POINT_LIMIT];

/** One pass over both lists, keeping where `keep` says so: the merge behind every operation. */
function merge(a: Boundaries, b: Boundaries, keep: (inA: boolean, inB: boolean) => boolean): Boundaries {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  let inside = false;
  while (i < a.length || j < b.length) {
    const at = Math.min(a[i] ?? CODE_POINT_LIMIT, b[j] ?? CODE_POINT_LIMIT);
    if (a[i] === at) i++;
    if (b[j] === at) j++;
    const now = at < CODE_POINT_LIMIT && keep((i & 1) === 1, (j & 1) === 1);
    if (now !== inside) {
      out.push(at);
      inside = now;
    }
  }
  return out;
}

export function union(a: Boundaries, b: Boundaries): Boundaries {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return merge(a, b, (inA, inB) => inA || inB);
}

export function intersection(a: Boundaries, b: Boundaries): Boundaries {
  return merge(a, b, (inA, inB) => inA && inB);
}

export function difference(a: Boundaries, b: Boundaries): Boundaries {
  return merge(a, b, (inA, inB) => inA && !inB);
}

export function complement(a: Boundaries): Boundaries {
  const out = a[0] === 0 ? a.slice(1) : [0, ...a];
  if (out[out.length - 1] === CODE_POINT_LIMIT) out.pop();
  else out.push(CODE_POINT_LIMIT);
  return out;
}

export function intersects(a: Boundaries, b: Boundaries): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i + 1]! <= b[j]!) i += 2;
    else if (b[j + 1]! <= a[i]!) j += 2;
    else return true;
  }
  return false;
}

export function isSubset(a: Boundaries, b: Boundaries): boolean {
  return !intersects(a, complement(b));
}

/** The set of the given code points, in any order. */
export function fromCodePoints(points: Iterable<number>): Boundaries {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const out: number[] = [];
  for (const point of sorted) {
    if (out.length > 0 && out[out.length - 1] === point) out[out.length - 1] = point + 1;
    else out.push(point, point + 1);
  }
  return out;
}

/** A set made ready for membership tests. */
export class CharSet {
  readonly boundaries: Boundaries;
  /** The code point, when the set holds exactly one, else -1. */
  readonly single: number;
  /** One byte for each of the first 256 code points; made by the first test, since most sets are never asked. */
  private low: Uint8Array | null;

  constructor(boundaries: Boundaries) {
    this.boundaries = boundaries;
    this.single = boundaries.length === 2 && boundaries[1] === boundaries[0]! + 1 ? boundaries[0]! : -1;
    this.low = null;
  }

  static of(code: number): CharSet {
    return new CharSet([code, code + 1]);
  }

  has(code: number): boolean {
    if (code < 256) return (this.low ?? this.makeLow())[code] === 1;
    const { boundaries } = this;
    let from = 0;
    let to = boundaries.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (boundaries[middle]! <= code) from = middle + 1;
      else to = middle;
    }
    return (from & 1) === 1;
  }

  private makeLow(): Uint8Array {
    const { boundaries } = this;
    const low = new Uint8Array(256);
    for (let i = 0; i < boundaries.length && boundaries[i]! < 256; i += 2) {
      low.fill(1, boundaries[i]!, Math.min(256, boundaries[i + 1]!));
    }
    this.low = low;
    return low;
  }
}
