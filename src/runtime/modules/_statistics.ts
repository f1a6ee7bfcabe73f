/**
 * `_statistics`: the inverse of the normal distribution, what module `statistics` has besides Python. Follows
 * Modules/_statisticsmodule.c.
 *
 * Wichura, "Algorithm AS241: The percentage points of the normal distribution", Applied Statistics 37 (1988): three quotients of
 * polynomials, one for the middle and two for the tails, good to about 16 digits.
 */
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { valueError } from "../exceptions/raise.ts";
import { log } from "../objects/elementary.ts";
import { float } from "../objects/float.ts";
import { toDouble } from "../protocols/number.ts";

/** Coefficients of a polynomial, that of the highest power first. */
type Polynomial = readonly number[];
interface Quotient {
  readonly top: Polynomial;
  readonly bottom: Polynomial;
}

const MIDDLE: Quotient = {
  top: [
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  bottom: [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
  ],
};
const NEAR: Quotient = {
  top: [
    7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  bottom: [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.4810397642748007459e-1,
    6.8976733498510000455e-1, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
};
const FAR: Quotient = {
  top: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.6532189526576123093e-2,
    2.9656057182850489123e-1, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  bottom: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    1.4875361290850615025e-2, 1.3692988092273580531e-1, 5.9983220655588793769e-1, 1,
  ],
};

function evaluate(polynomial: Polynomial, x: number): number {
  let result = 0;
  for (const coefficient of polynomial) result = result * x + coefficient;
  return result;
}

/** The deviation from the mean, in standard deviations, below which the share `p` of a normal distribution lies. */
function deviation(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (evaluate(MIDDLE.top, r) * q) / evaluate(MIDDLE.bottom, r);
  }
  const tail = q <= 0 ? p : 1 - p;
  const r = Math.sqrt(-log(tail));
  const { top, bottom } = r <= 5 ? NEAR : FAR;
  const x = r <= 5 ? r - 1.6 : r - 5;
  const result = evaluate(top, x) / evaluate(bottom, x);
  return q < 0 ? -result : result;
}

export const statisticsModule: NativeModule = {
  name: "_statistics",
  doc: "Accelerators for the statistics module.\n",
  functions: {
    _normal_dist_inv_cdf: [
      "(p, mu, sigma, /)",
      (p: Value, mu: Value, sigma: Value) => {
        const share = toDouble(p);
        const [mean, spread] = [toDouble(mu), toDouble(sigma)];
        if (share <= 0 || share >= 1 || spread <= 0) {
          throw valueError("inv_cdf undefined for these parameters");
        }
        return float(mean + deviation(share) * spread);
      },
    ],
  },
};
