/** Sums that round once: fsum, sumprod. Follows the algorithms of Modules/mathmodule.c (Shewchuk's partials). */
import { overflowError, valueError } from "../../exceptions/raise.ts";
import { twoProduct } from "../../objects/double-double.ts";

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

function sumOf(values: readonly number[]): number {
  let i = 0;
  return fsum(() => values[i++]);
}

/** Sum of products of doubles, rounded once. */
export function dot(p: readonly number[], q: readonly number[]): number {
  const partials: number[] = [];
  for (let i = 0; i < p.length; i++) {
    const { hi: high, lo: low } = twoProduct(p[i] as number, q[i] as number);
    if (!Number.isFinite(high) || Number.isNaN(low)) {
      let plain = 0;
      for (let k = 0; k < p.length; k++) plain += (p[k] as number) * (q[k] as number);
      return plain;
    }
    partials.push(high, low);
  }
  return sumOf(partials);
}
