/** gamma, lgamma, erf and erfc of doubles. The gamma functions follow the method of Modules/mathmodule.c (Lanczos'
 * approximation); the error functions are computed in double-double arithmetic from their series and continued fraction. */
import {
  addWide,
  divWide,
  expWide,
  mulWide,
  ONE,
  PI,
  twoProduct,
  type Wide,
  wide,
} from "../../objects/double-double.ts";
import { exp, log, power } from "../../objects/elementary.ts";

const G = 6.02468004077673;
const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028,
  1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348,
  8071.672002365816, 210.82427775157936, 2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** Lanczos' sum; the two polynomials are evaluated from the end that does not overflow. */
function lanczosSum(x: number): number {
  let top = 0;
  let bottom = 0;
  if (x < 5) {
    for (let i = NUMERATOR.length - 1; i >= 0; i--) {
      top = top * x + (NUMERATOR[i] as number);
      bottom = bottom * x + (DENOMINATOR[i] as number);
    }
  } else {
    for (let i = 0; i < NUMERATOR.length; i++) {
      top = top / x + (NUMERATOR[i] as number);
      bottom = bottom / x + (DENOMINATOR[i] as number);
    }
  }
  return top / bottom;
}

/** sin(pi * x), exact in its zeros. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const part = Math.round(2 * y);
  const values = [
    () => Math.sin(Math.PI * y),
    () => Math.cos(Math.PI * (y - 0.5)),
    () => Math.sin(Math.PI * (1 - y)),
    () => -Math.cos(Math.PI * (y - 1.5)),
    () => Math.sin(Math.PI * (y - 2)),
  ];
  return Math.sign(x) * (values[part] as () => number)();
}

const FACTORIALS = Array.from({ length: 23 }, (_, n) => {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
});

/** NaN for a domain error (a pole), infinite on overflow. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === Number.POSITIVE_INFINITY ? x : Number.NaN;
  if (x === 0) return Number.NaN;
  if (Math.floor(x) === x) {
    if (x < 0) return Number.NaN;
    if (x <= 23) return FACTORIALS[x - 1] as number;
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinPi(x) : Number.POSITIVE_INFINITY;
  const y = size + G - 0.5;
  let z: number;
  if (size > G - 0.5) {
    const q = y - size;
    z = q - (G - 0.5);
  } else {
    const q = y - (G - 0.5);
    z = q - size;
  }
  z = (z * G) / y;
  if (x < 0) {
    let r = ((-Math.PI / sinPi(size) / size) * exp(y)) / lanczosSum(size);
    r -= z * r;
    if (size < 140) return r / power(y, size - 0.5);
    const root = power(y, size / 2 - 0.25);
    return r / root / root;
  }
  let r = lanczosSum(size) / exp(y);
  r += z * r;
  if (size < 140) return r * power(y, size - 0.5);
  const root = power(y, size / 2 - 0.25);
  return r * root * root;
}

/** NaN at the poles. */
export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return x !== x ? x : Number.POSITIVE_INFINITY;
  if (Math.floor(x) === x && x <= 2) return x <= 0 ? Number.NaN : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let r = log(lanczosSum(size)) - G;
  r += (size - 0.5) * (log(size + G - 0.5) - 1);
  if (x < 0) r = log(Math.PI) - log(Math.abs(sinPi(size))) - log(size) - r;
  return r;
}

const ROOT_PI: Wide = (() => {
  const root = Math.sqrt(PI.hi);
  const square = twoProduct(root, root);
  return addWide(wide(root), divWide(addWide(PI, { hi: -square.hi, lo: -square.lo }), wide(2 * root)));
})();

/** exp(-x * x) in double-double. */
function gaussian(x: number): { value: Wide; exponent: number } {
  const square = twoProduct(x, x);
  return expWide({ hi: -square.hi, lo: -square.lo });
}

/** erf for 0 < x < 6: 2/sqrt(pi) * exp(-x^2) * sum of x (2 x^2)^n / (1 3 5 ... (2 n + 1)), where nothing cancels. */
function erfSeries(x: number): Wide {
  const twice = twoProduct(x, 2 * x);
  let term: Wide = wide(x);
  let sum: Wide = term;
  for (let n = 1; term.hi > sum.hi * 1e-33; n++) {
    term = divWide(mulWide(term, twice), wide(2 * n + 1));
    sum = addWide(sum, term);
  }
  const { value, exponent } = gaussian(x);
  const product = divWide(mulWide(sum, value), ROOT_PI);
  const factor = 2 ** (exponent + 1);
  return { hi: product.hi * factor, lo: product.lo * factor };
}

export function erf(x: number): number {
  if (x !== x || x === 0) return x;
  const size = Math.abs(x);
  if (size >= 6) return Math.sign(x);
  if (size < 1e-150) return x * 1.1283791670955126;
  const { hi, lo } = erfSeries(size);
  return Math.sign(x) * (hi + lo);
}

export function erfc(x: number): number {
  if (x !== x) return x;
  if (x < 0) return x < -6 ? 2 : complement(erfSeries(-x), 1);
  if (x < 1.5) return x < 1e-150 ? 1 : complement(erfSeries(x), -1);
  if (x > 27.3) return 0;
  return erfcFraction(x);
}

function complement(part: Wide, sign: number): number {
  const { hi, lo } = addWide(ONE, { hi: sign * part.hi, lo: sign * part.lo });
  return hi + lo;
}

/** exp(-x^2) / sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + 2/(x + ...))))), evaluated from the inside. */
function erfcFraction(x: number): number {
  const depth = Math.ceil(60 + 1000 / (x * x));
  let tail: Wide = wide(x);
  for (let n = depth; n >= 1; n--) tail = addWide(wide(x), divWide(wide(n / 2), tail));
  const { value, exponent } = gaussian(x);
  const quotient = divWide(value, mulWide(ROOT_PI, tail));
  const result = quotient.hi + quotient.lo;
  return exponent < -1000 ? result * 2 ** -537 * 2 ** (exponent + 537) : result * 2 ** exponent;
}
