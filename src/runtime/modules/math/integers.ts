/** The functions of `math` over ints: gcd, factorial, comb, ... Follows Modules/mathmodule.c. */
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import { overflowError, typeError, valueError } from "../../exceptions/raise.ts";
import { isFloat } from "../../objects/float.ts";
import { int } from "../../objects/int.ts";
import { absInt, floordivInt, gcdInt, mulInt } from "../../objects/int-arithmetic.ts";
import { toIndex } from "../../protocols/number.ts";

type Int = number | bigint;

/** The product of low..high: as many factors at once as a number holds, then by halves so that the factors stay of one size. */
function product(low: bigint, high: bigint): bigint {
  const factors: bigint[] = [];
  const last = Number(high);
  if (!Number.isSafeInteger(last)) for (let k = low; k <= high; k++) factors.push(k);
  else {
    let together = 1;
    for (let k = Number(low); k <= last; k++) {
      const more = together * k;
      if (more <= Number.MAX_SAFE_INTEGER) together = more;
      else {
        factors.push(BigInt(together));
        together = k;
      }
    }
    factors.push(BigInt(together));
  }
  return productOf(factors, 0, factors.length);
}

function productOf(factors: readonly bigint[], from: number, to: number): bigint {
  if (to - from === 0) return 1n;
  if (to - from === 1) return factors[from] as bigint;
  const middle = (from + to) >> 1;
  return productOf(factors, from, middle) * productOf(factors, middle, to);
}

const MAX_SIZE = 2n ** 63n - 1n;

function factorial(value: Value): Value {
  if (isFloat(value)) throw typeError("'float' object cannot be interpreted as an integer");
  const n = toIndex(value);
  if (n < 0) throw valueError("factorial() not defined for negative values");
  if (BigInt(n) > MAX_SIZE) throw overflowError(`factorial() argument should not exceed ${MAX_SIZE}`);
  return int(product(2n, BigInt(n)));
}

function nonNegativePair(first: Value, second: Value): [bigint, bigint] {
  const n = BigInt(toIndex(first));
  const k = BigInt(toIndex(second));
  if (n < 0n) throw valueError("n must be a non-negative integer");
  if (k < 0n) throw valueError("k must be a non-negative integer");
  return [n, k];
}

function comb(first: Value, second: Value): Value {
  const [n, given] = nonNegativePair(first, second);
  let k = given;
  if (k > n) return 0;
  if (n - k < k) k = n - k;
  if (k > MAX_SIZE) throw overflowError(`min(n - k, k) must not exceed ${MAX_SIZE}`);
  return int(product(n - k + 1n, n) / product(2n, k));
}

function perm(first: Value, second: Value = null): Value {
  if (second === null) return factorial(first);
  const [n, k] = nonNegativePair(first, second);
  if (k > n) return 0;
  if (k > MAX_SIZE) throw overflowError(`k must not exceed ${MAX_SIZE}`);
  return int(product(n - k + 1n, n));
}

function isqrt(value: Value): Value {
  const n = toIndex(value);
  if (n < 0) throw valueError("isqrt() argument must be nonnegative");
  if (typeof n === "number") {
    let root = Math.floor(Math.sqrt(n));
    while (root * root > n) root--;
    while ((root + 1) * (root + 1) <= n) root++;
    return root;
  }
  // Newton from above converges monotonically.
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return int(root);
    root = next;
  }
}

function gcd(values: Value[]): Value {
  let result: Int = 0;
  for (const value of values) result = gcdInt(result, toIndex(value));
  return absInt(result);
}

function lcm(values: Value[]): Value {
  let result: Int = 1;
  for (const value of values) {
    const n = absInt(toIndex(value));
    result = n === 0 || result === 0 ? 0 : mulInt(floordivInt(result, gcdInt(result, n)), n);
  }
  return result;
}

export const integerFunctions: Readonly<Record<string, NativeRow>> = {
  factorial: ["(n, /)", factorial],
  comb: ["(n, k, /)", comb],
  perm: ["(n, k=None, /)", perm],
  isqrt: ["(n, /)", isqrt],
  gcd: ["(*integers)", gcd],
  lcm: ["(*integers)", lcm],
};
