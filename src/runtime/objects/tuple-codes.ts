/**
 * Tuples of two or three small ints as keys. Each has a *code*, a double outside the range of int32 that no other such
 * tuple has: where codes stand in a hash table in place of hashes, equal codes mean equal keys, and a search neither
 * looks at the tuples nor needs one (`grid[x, y]`). The factors are odd and no near multiples of a power of two, so that
 * the lower 32 bits, by which a table goes, differ as well.
 */
import { foldedTupleHash } from "../core/collection-hash.ts";

/** Codes are beyond this: positive of pairs, negative of triples. */
const BASE = 2 ** 32;
/** Ints of pairs are from -HALF to HALF - 1. */
const HALF = 2 ** 25;
const PAIR_MASK = 2 ** 26 - 1;
const PAIR_FACTOR = 82951119;
const TRIPLE_HALF = 2 ** 16;
const TRIPLE_MASK = 2 ** 17 - 1;
const TRIPLE_FACTOR = 202577;
const TRIPLE_FACTOR_2 = 168193;

/** Whether what a hash table has for a key is a code. */
export const isCode = (hash: number): boolean => (hash | 0) !== hash;

/** The code of `(a, b)`; 0 when one is no int or too large. */
export function pairCode(a: number, b: number): number {
  const x = a + HALF;
  const y = b + HALF;
  return (x & PAIR_MASK) === x && (y & PAIR_MASK) === y ? BASE + x * PAIR_FACTOR + y : 0;
}

/** The code of `(a, b, c)`; 0 when one is no int or too large. */
export function tripleCode(a: number, b: number, c: number): number {
  const x = a + TRIPLE_HALF;
  const y = b + TRIPLE_HALF;
  const z = c + TRIPLE_HALF;
  const fits = (x & TRIPLE_MASK) === x && (y & TRIPLE_MASK) === y && (z & TRIPLE_MASK) === z;
  return fits ? -BASE - ((x * TRIPLE_FACTOR + y) * TRIPLE_FACTOR_2 + z) : 0;
}

/** The hash for hash tables of the tuple with this code. */
export function codeHash(code: number): number {
  if (code > 0) {
    const n = code - BASE;
    const y = n % PAIR_FACTOR;
    return foldedTupleHash([(n - y) / PAIR_FACTOR - HALF, y - HALF]);
  }
  const n = -code - BASE;
  const z = n % TRIPLE_FACTOR_2;
  const m = (n - z) / TRIPLE_FACTOR_2;
  const y = m % TRIPLE_FACTOR;
  return foldedTupleHash([(m - y) / TRIPLE_FACTOR - TRIPLE_HALF, y - TRIPLE_HALF, z - TRIPLE_HALF]);
}
