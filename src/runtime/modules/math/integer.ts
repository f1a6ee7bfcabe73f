/** The functions of `math` on ints of any size: factorial, comb, perm, isqrt, gcd, lcm. Follows Modules/mathmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { isFloat } from "../../objects/float.ts";
import { bigBitLength, type Int, int } from "../../objects/int.ts";
import { absInt, gcdInt, mulInt } from "../../objects/int-arithmetic.ts";
import { toIndex } from "../../protocols/number.ts";

/** low * (low + 1) * ... * high by halves, so that the factors have like sizes. */
function productRange(low: number, high: number): bigint {
  if (high - low < 8) {
    let product = 1n;
    for (let n = low; n <= high; n++) product *= BigInt(n);
    return product;
  }
  const middle = Math.floor((low + high) / 2);
  return productRange(low, middle) * productRange(middle + 1, high);
}

function factorial(value: Value): Value {
  if (isFloat(value)) throw typeError("'float' object cannot be interpreted as an integer");
  const n = toIndex(value);
  if (n < 0) throw valueError("factorial() not defined for negative values");
  if (typeof n === "bigint") throw overflowError("factorial() argument should not exceed 9223372036854775807");
  return int(productRange(1, n));
}

/** The integral square root of a bigint that is not negative, by Newton's method from above. */
export function rootOf(n: bigint): bigint {
  if (n < 2n ** 52n) return BigInt(Math.floor(Math.sqrt(Number(n))));
  const shift = BigInt(bigBitLength(n) + 1) >> 1n;
  let x = n < 2n ** 1000n ? BigInt(Math.floor(Math.sqrt(Number(n)) * (1 + 2 ** -50))) + 1n : (rootOf(n >> (shift & ~1n)) + 1n) << ((shift & ~1n) / 2n);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

function isqrt(value: Value): Value {
  const n = toIndex(value);
  if (n < 0) throw valueError("isqrt() argument must be nonnegative");
  return int(rootOf(BigInt(n)));
}

/** n * (n - 1) * ... (k factors) */
function falling(n: bigint, k: number): bigint {
  const go = (from: bigint, count: number): bigint => {
    if (count <= 4) {
      let product = 1n;
      for (let i = 0; i < count; i++) product *= from - BigInt(i);
      return product;
    }
    const half = count >> 1;
    return go(from, half) * go(from - BigInt(half), count - half);
  };
  return go(n, k);
}

/** The number of factors, when it is one that memory could hold. */
function factorCount(k: Int, message: string): number {
  if (typeof k === "bigint") throw overflowError(message);
  return k;
}

function comb(first: Value, second: Value): Value {
  const n = toIndex(first);
  const given = toIndex(second);
  if (n < 0) throw valueError("n must be a non-negative integer");
  if (given < 0) throw valueError("k must be a non-negative integer");
  if (given > n) return 0;
  const other = int(BigInt(n) - BigInt(given));
  const k = factorCount(other < given ? other : given, "min(n - k, k) must not exceed 9223372036854775807");
  return int(falling(BigInt(n), k) / productRange(1, k));
}

function perm(first: Value, second: Value = null): Value {
  if (second === null) return factorial(first);
  const n = toIndex(first);
  const k = toIndex(second);
  if (n < 0) throw valueError("n must be a non-negative integer");
  if (k < 0) throw valueError("k must be a non-negative integer");
  if (k > n) return 0;
  return int(falling(BigInt(n), factorCount(k, "k must not exceed 9223372036854775807")));
}

function lcm(a: Int, b: Int): Int {
  if (a === 0 || b === 0) return 0;
  const divisor = BigInt(gcdInt(a, b));
  return absInt(mulInt(int(BigInt(a) / divisor), b));
}

export const integerRows: Readonly<Record<string, NativeRow>> = {
  factorial: ["(n, /)", factorial],
  isqrt: ["(n, /)", isqrt],
  comb: ["(n, k, /)", comb],
  perm: ["(n, k=None, /)", perm],
  gcd: ["(*integers)", (values: Value[]) => values.map(toIndex).reduce(gcdInt, 0)],
  lcm: ["(*integers)", (values: Value[]) => values.map(toIndex).reduce(lcm, 1)],
};
