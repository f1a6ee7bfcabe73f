/** `x * y + z` in one rounding, by exact integers. */
import { decompose, scale } from "../../objects/double-bits.ts";

/** `x * y + z` of finite doubles, of which the product is not zero: the sum over a common power of two, rounded once. */
export function fusedMultiplyAdd(x: number, y: number, z: number): number {
  const a = decompose(x);
  const b = decompose(y);
  const c = decompose(z);
  const exponent = a.exponent + b.exponent;
  const least = Math.min(exponent, c.exponent);
  const product = (BigInt(a.mantissa) * BigInt(b.mantissa)) << BigInt(exponent - least);
  const sum = product + (BigInt(c.mantissa) << BigInt(c.exponent - least));
  if (sum === 0n) return z === 0 ? x * y + z : 0;
  return scale(sum, least, false);
}
