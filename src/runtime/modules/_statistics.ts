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
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};
const NEAR: Quotient = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
const FAR: Quotient = {
  top: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
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
        const mean = toDouble(mu);
        const spread = toDouble(sigma);
        if (share <= 0 || share >= 1) {
          throw valueError("inv_cdf undefined for these parameters");
        }
        return float(mean + deviation(share) * spread);
      },
    ],
  },
};
