/** Length of a vector without undue overflow, almost always correctly rounded: squares are summed in extended precision
 * and the square root gets one correction step. After vector_norm of Modules/mathmodule.c. */
import { frexp, ldexp } from "./double-bits.ts";
import { twoProduct } from "./double-double.ts";

export function hypot(coordinates: readonly number[]): number {
  let max = 0;
  let nan = false;
  for (const x of coordinates) {
    const size = Math.abs(x);
    if (size === Number.POSITIVE_INFINITY) return size;
    if (size !== size) nan = true;
    else if (size > max) max = size;
  }
  if (nan) return Number.NaN;
  if (max === 0 || coordinates.length === 0) return 0;
  if (coordinates.length === 1) return max;
  const [, exponent] = frexp(max);
  if (exponent < -1023) {
    const least = 2.2250738585072014e-308;
    return least * hypot(coordinates.map((x) => x / least));
  }
  const scale = ldexp(1, -exponent);
  let sum = 1;
  let first = 0;
  let second = 0;
  const accumulate = (product: { hi: number; lo: number }): void => {
    const next = sum + product.hi;
    second += product.hi - (next - sum);
    sum = next;
    first += product.lo;
  };
  for (const x of coordinates) accumulate(twoProduct(x * scale, x * scale));
  const root = Math.sqrt(sum - 1 + (first + second));
  accumulate(twoProduct(-root, root));
  const rest = sum - 1 + (first + second);
  return (root + rest / (2 * root)) / scale;
}
