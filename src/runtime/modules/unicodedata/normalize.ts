/**
 * Normalization forms over the tables of this version of Unicode, which the engine's own `normalize` may not know yet.
 * https://unicode.org/reports/tr15/ and nfd_nfkd, nfc_nfkc of Modules/unicodedata.c. As there, version 3.2 has decompositions
 * of its own, and orders and composes as the current one.
 */
import { currentDatabase, type Database, hangulParts } from "./database.ts";

const S_BASE = 0xac00;
const L_BASE = 0x1100;
const V_BASE = 0x1161;
const T_BASE = 0x11a7;
const L_COUNT = 19;
const V_COUNT = 21;
const T_COUNT = 28;
const S_COUNT = L_COUNT * V_COUNT * T_COUNT;

/** Code points of a text in a form. */
export function normalize(
  database: Database,
  points: readonly number[],
  compose: boolean,
  compatible: boolean,
): number[] {
  const decomposed: number[] = [];
  for (const point of points) decompose(database, point, compatible, decomposed);
  order(decomposed);
  return compose ? composed(decomposed) : decomposed;
}

function decompose(database: Database, point: number, compatible: boolean, out: number[]): void {
  if (point < 0xa0) {
    out.push(point);
    return;
  }
  const syllable = point - S_BASE;
  if (syllable >= 0 && syllable < S_COUNT) {
    out.push(...hangulParts(point));
    return;
  }
  const correction = database.correction(point);
  if (correction !== undefined) {
    for (const part of correction) out.push(part);
    return;
  }
  const text = database.decomposition(point);
  if (text === "" || (text.startsWith("<") && !compatible)) {
    out.push(point);
    return;
  }
  for (const part of text.split(" ")) {
    if (!part.startsWith("<")) decompose(database, Number.parseInt(part, 16), compatible, out);
  }
}

/** Sorts each run of combining characters by class, stably. */
function order(points: number[]): void {
  const database = currentDatabase();
  const classes = points.map((point) => (point < 0x300 ? 0 : database.properties(point).combining));
  for (let i = 1; i < points.length; i++) {
    const own = classes[i] as number;
    if (own === 0) continue;
    const point = points[i] as number;
    let at = i;
    for (; at > 0 && (classes[at - 1] as number) > own; at--) {
      points[at] = points[at - 1] as number;
      classes[at] = classes[at - 1] as number;
    }
    points[at] = point;
    classes[at] = own;
  }
}

function composed(points: readonly number[]): number[] {
  const database = currentDatabase();
  const out: number[] = [];
  /** Where the last starter stands in `out`, and the class of what came since. */
  let starter = -1;
  let before = 0;
  for (const point of points) {
    const own = point < 0x300 ? 0 : database.properties(point).combining;
    const adjacent = starter === out.length - 1;
    if (starter >= 0 && (adjacent || (before < own && before !== 0))) {
      const joined = pair(database, out[starter] as number, point);
      if (joined !== undefined) {
        out[starter] = joined;
        continue;
      }
    }
    if (own === 0) starter = out.length;
    before = own;
    out.push(point);
  }
  return out;
}

function pair(database: Database, first: number, second: number): number | undefined {
  const l = first - L_BASE;
  const v = second - V_BASE;
  if (l >= 0 && l < L_COUNT && v >= 0 && v < V_COUNT) return S_BASE + (l * V_COUNT + v) * T_COUNT;
  const syllable = first - S_BASE;
  const t = second - T_BASE;
  if (syllable >= 0 && syllable < S_COUNT && syllable % T_COUNT === 0 && t > 0 && t < T_COUNT)
    return first + t;
  return database.composition(first, second);
}
