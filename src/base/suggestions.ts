/**
 * "Did you mean": the candidate closest to a misspelt name, by the distance and limits of CPython's
 * Python/suggestions.c (a move costs 2, a change of case 1; more than a third of the letters changed is no suggestion).
 */
const MAX_CANDIDATES = 750;
const MAX_LENGTH = 40;
const MOVE_COST = 2;
const CASE_COST = 1;

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE_COST : MOVE_COST;
}

/** Edit distance in half moves; anything above `maxCost` may come back as `maxCost + 1`. */
export function editDistance(left: string, right: string, maxCost: number): number {
  if (left === right) return 0;
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let leftEnd = left.length;
  let rightEnd = right.length;
  while (leftEnd > start && rightEnd > start && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--;
    rightEnd--;
  }
  let a = left.slice(start, leftEnd);
  let b = right.slice(start, rightEnd);
  if (a === "" || b === "") return MOVE_COST * (a.length + b.length);
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return maxCost + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE_COST > maxCost) return maxCost + 1;
  const row = Array.from(a, (_, i) => MOVE_COST * (i + 1));
  let result = 0;
  for (let i = 0; i < b.length; i++) {
    let distance = i * MOVE_COST;
    result = distance;
    let minimum = Number.MAX_SAFE_INTEGER;
    for (let k = 0; k < a.length; k++) {
      const substitute = distance + substitutionCost(b[i] as string, a[k] as string);
      distance = row[k] as number;
      result = Math.min(Math.min(result, distance) + MOVE_COST, substitute);
      row[k] = result;
      if (result < minimum) minimum = result;
    }
    if (minimum > maxCost) return maxCost + 1;
  }
  return result;
}

/** The best candidate, or undefined when none is close enough. `wrong` itself is never suggested. */
export function closest(wrong: string, candidates: Iterable<string>): string | undefined {
  const names = [...candidates];
  if (names.length > MAX_CANDIDATES || wrong.length > MAX_LENGTH) return undefined;
  let best = Number.MAX_SAFE_INTEGER;
  let suggestion: string | undefined;
  for (const candidate of names) {
    if (candidate === wrong) continue;
    const allowed = Math.floor(((candidate.length + wrong.length + 3) * MOVE_COST) / 6);
    const limit = Math.min(allowed, best - 1);
    const distance = editDistance(wrong, candidate, limit);
    if (distance > limit) continue;
    if (suggestion === undefined || distance < best) {
      suggestion = candidate;
      best = distance;
    }
  }
  return suggestion;
}
