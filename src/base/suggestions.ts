/**
 * "Did you mean": the candidate closest to a misspelt name, by the distance and limits of CPython's
 * Python/suggestions.c (a move costs 2, a change of case 1; more than a third of the letters changed is no suggestion).
 */
const MOVE = 2;
const CASE = 1;
const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;

/** The best candidate, or undefined when none is close enough. `wrong` itself is never suggested. */
export function closest(wrong: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  if (names.length >= MAX_CANDIDATES) return undefined;
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (name === wrong) continue;
    const limit = Math.min(((name.length + wrong.length + 3) * MOVE) / 6, bestDistance - 1);
    const distance = editDistance(wrong, name, Math.floor(limit));
    if (distance > limit) continue;
    if (best === undefined || distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE : MOVE;
}

/** Weighted Levenshtein distance; any number above `limit` when it is larger than that. */
function editDistance(first: string, second: string, limit: number): number {
  let a = first;
  let b = second;
  while (a !== "" && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
  while (a !== "" && a[a.length - 1] === b[b.length - 1]) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE;
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return limit + 1;
  if (Math.abs(a.length - b.length) * MOVE > limit) return limit + 1;
  let row = Array.from({ length: a.length }, (_, i) => (i + 1) * MOVE);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    let diagonal = j * MOVE;
    result = j * MOVE;
    let smallest = Number.POSITIVE_INFINITY;
    const next: number[] = [];
    result = (j + 1) * MOVE;
    for (let i = 0; i < a.length; i++) {
      const replaced = diagonal + substitution(b[j] as string, a[i] as string);
      diagonal = row[i] as number;
      result = Math.min(Math.min(result, diagonal) + MOVE, replaced);
      next.push(result);
      smallest = Math.min(smallest, result);
    }
    if (smallest > limit) return limit + 1;
    row = next;
  }
  return result;
}
