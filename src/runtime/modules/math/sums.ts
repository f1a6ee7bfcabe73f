/** Sums that round once: fsum, sumprod. Follows the algorithms of Modules/mathmodule.c (Shewchuk's partials). */
import { overflowError, valueError } from "../../exceptions/raise.ts";
import { twoProduct, twoSum, type Wide } from "../../objects/double-double.ts";
import { fusedMultiplyAdd } from "./fma.ts";

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

/** A sum of doubles of about 160 bits, as three doubles of falling size. */
export interface Triple {
  readonly hi: number;
  readonly lo: number;
  readonly tiny: number;
}
export const TRIPLE_ZERO: Triple = { hi: 0, lo: 0, tiny: 0 };

/** Beyond these the halves of a product overflow, or its low part is no double any more. */
const LARGE = 2 ** 990;
const SMALL = 2 ** -900;

function exactProduct(x: number, y: number): Wide {
  const product = x * y;
  const size = Math.abs(product);
  const plain = size > SMALL && size < LARGE && Math.abs(x) < LARGE && Math.abs(y) < LARGE;
  if (plain) return twoProduct(x, y);
  return {
    hi: product,
    lo: product === 0 || !Number.isFinite(product) ? 0 : fusedMultiplyAdd(x, y, -product),
  };
}

/** `total + x * y`: algorithm 5.10 with SumKVert for K = 3 of Ogita, Rump and Oishi, "Accurate sum and dot product" (2005). */
export function addProduct(total: Triple, x: number, y: number): Triple {
  const product = exactProduct(x, y);
  const sum = twoSum(total.hi, product.hi);
  const low = twoSum(total.lo, product.lo);
  const rest = twoSum(low.hi, sum.lo);
  return { hi: sum.hi, lo: rest.hi, tiny: total.tiny + low.lo + rest.lo };
}

export function roundTriple(total: Triple): number {
  const last = twoSum(total.lo, total.hi);
  return total.tiny + last.lo + last.hi;
}
