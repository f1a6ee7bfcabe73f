/** Sums and norms that round once: fsum, sumprod, hypot, dist. Follows the algorithms of Modules/mathmodule.c
 * (Shewchuk's partials; vector_norm with an exact square sum and one correction). */
import { overflowError, valueError } from "../../exceptions/raise.ts";

/** The correctly rounded sum of doubles. OverflowError where a partial sum overflows; ValueError for inf - inf. */
export function fsum(next: () => number | undefined): number {
  const partials: number[] = [];
  let specialSum = 0;
  let infinities = 0;
  for (let term = next(); term !== undefined; term = next()) {
    const original: number = term;
    let x: number = term;
    let count = 0;
    for (let j = 0; j < partials.length; j++) {
      let y = partials[j] as number;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[count++] = low;
      x = high;
    }
    partials.length = count;
    if (x === 0) continue;
    if (Number.isFinite(x)) {
      partials.push(x);
      continue;
    }
    if (Number.isFinite(original)) throw overflowError("intermediate overflow in fsum");
    if (!Number.isNaN(original)) infinities += original;
    specialSum += original;
    partials.length = 0;
  }
  if (specialSum !== 0) {
    if (Number.isNaN(infinities)) throw valueError("-inf + inf in fsum");
    return specialSum;
  }
  return roundPartials(partials);
}

/** The sum of non-overlapping partials in increasing order, rounded half to even. */
function roundPartials(partials: readonly number[]): number {
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n] as number;
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n] as number;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const below = n > 0 ? (partials[n - 1] as number) : 0;
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/** A product as a pair whose sum is exact (Dekker, Veltkamp splitting). */
export function exactProduct(a: number, b: number): [number, number] {
  const product = a * b;
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  return [product, al * bl - (product - ah * bh - al * bh - ah * bl)];
}

function split(x: number): [number, number] {
  const t = 134217729 * x;
  const high = t - (t - x);
  return [high, x - high];
}

/** sqrt of the sum of squares, within half a unit in the last place but for rare cases. */
export function norm(coordinates: readonly number[]): number {
  let largest = 0;
  let sawNan = false;
  for (const x of coordinates) {
    const absolute = Math.abs(x);
    if (Number.isNaN(absolute)) sawNan = true;
    else if (absolute > largest) largest = absolute;
  }
  if (largest === Number.POSITIVE_INFINITY) return largest;
  if (sawNan) return Number.NaN;
  if (largest === 0 || coordinates.length <= 1) return largest;
  const exponent = Math.floor(Math.log2(largest)) + 1;
  if (exponent < -1022) {
    // Subnormal: scale up first.
    return Number.MIN_VALUE * norm(coordinates.map((x) => x / Number.MIN_VALUE));
  }
  const half = Math.trunc(-exponent / 2);
  const [scaleA, scaleB] = [2 ** half, 2 ** (-exponent - half)];
  const partials: number[] = [];
  for (const x of coordinates) {
    const scaled = x * scaleA * scaleB;
    partials.push(...exactProduct(scaled, scaled));
  }
  const total = sumOf(partials);
  const root = Math.sqrt(total);
  const [square, error] = exactProduct(root, root);
  const rest = sumOf([...partials, -square, -error]);
  const corrected = root + rest / (2 * root);
  return corrected / scaleA / scaleB;
}

function sumOf(values: readonly number[]): number {
  let i = 0;
  return fsum(() => values[i++]);
}

/** Sum of products of doubles, rounded once. */
export function dot(p: readonly number[], q: readonly number[]): number {
  const partials: number[] = [];
  for (let i = 0; i < p.length; i++) {
    const [high, low] = exactProduct(p[i] as number, q[i] as number);
    if (!Number.isFinite(high) || Number.isNaN(low)) {
      let plain = 0;
      for (let k = 0; k < p.length; k++) plain += (p[k] as number) * (q[k] as number);
      return plain;
    }
    partials.push(high, low);
  }
  return sumOf(partials);
}
