/**
 * The gamma and error functions. gamma and lgamma use the Lanczos approximation with the coefficients of N = 13,
 * g = 6.024680040776729583740234375 (Boost's lanczos13m53, which CPython uses too); erf uses its power series below 1.5
 * and the continued fraction of erfc above. Follows Modules/mathmodule.c of before the C99 functions, and their accuracy.
 */
import { domainError, rangeError } from "./domain.ts";

const LANCZOS_G = 6.024680040776729583740234375;
const NUMERATOR = [
  23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** (n - 1)! for n from 1 to 23, all exact. */
const FACTORIALS = Array.from({ length: 23 }, (_, n) => {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
});

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = NUMERATOR.length - 1; i >= 0; i--) {
      numerator = numerator * x + (NUMERATOR[i] as number);
      denominator = denominator * x + (DENOMINATOR[i] as number);
    }
  } else {
    for (let i = 0; i < NUMERATOR.length; i++) {
      numerator = numerator / x + (NUMERATOR[i] as number);
      denominator = denominator / x + (DENOMINATOR[i] as number);
    }
  }
  return numerator / denominator;
}

/** sin(pi x), exact at multiples of a half. */
function sinPi(x: number): number {
  const y = Math.abs(x) % 2;
  const n = Math.round(2 * y);
  const sign = x < 0 ? -1 : 1;
  switch (n) {
    case 0:
      return sign * Math.sin(Math.PI * y);
    case 1:
      return sign * Math.cos(Math.PI * (y - 0.5));
    case 2:
      return sign * Math.sin(Math.PI * (1 - y));
    case 3:
      return -sign * Math.cos(Math.PI * (y - 1.5));
    default:
      return sign * Math.sin(Math.PI * (y - 2));
  }
}

export function gamma(x: number): number {
  if (!Number.isFinite(x)) {
    if (Number.isNaN(x) || x > 0) return x;
    domainError("expected a noninteger or positive integer, got %", x);
  }
  if (x === 0) domainError("expected a noninteger or positive integer, got %", x);
  if (x === Math.floor(x)) {
    if (x < 0) domainError("expected a noninteger or positive integer, got %", x);
    if (x <= FACTORIALS.length) return FACTORIALS[x - 1] as number;
  }
  const absolute = Math.abs(x);
  if (absolute < 1e-20) {
    const result = 1 / x;
    if (!Number.isFinite(result)) rangeError();
    return result;
  }
  if (absolute > 200) {
    if (x < 0) return 0 / sinPi(x);
    rangeError();
  }
  const y = absolute + (LANCZOS_G - 0.5);
  let z: number;
  if (absolute > LANCZOS_G - 0.5) z = y - absolute - (LANCZOS_G - 0.5);
  else z = y - (LANCZOS_G - 0.5) - absolute;
  z = (z * LANCZOS_G) / y;
  let result: number;
  if (x < 0) {
    result = ((-Math.PI / sinPi(absolute) / absolute) * Math.exp(y)) / lanczosSum(absolute);
    result -= z * result;
    if (absolute < 140) result /= y ** (absolute - 0.5);
    else {
      const root = y ** (absolute / 2 - 0.25);
      result = result / root / root;
    }
  } else {
    result = lanczosSum(absolute) / Math.exp(y);
    result += z * result;
    if (absolute < 140) result *= y ** (absolute - 0.5);
    else {
      const root = y ** (absolute / 2 - 0.25);
      result = result * root * root;
    }
  }
  if (!Number.isFinite(result)) rangeError();
  return result;
}

export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (x === Math.floor(x) && x <= 2) {
    if (x <= 0) domainError("expected a noninteger or positive integer, got %", x);
    return 0;
  }
  const absolute = Math.abs(x);
  if (absolute < 1e-20) return -Math.log(absolute);
  let result = Math.log(lanczosSum(absolute)) - LANCZOS_G;
  result += (absolute - 0.5) * (Math.log(absolute + LANCZOS_G - 0.5) - 1);
  if (x < 0) result = Math.log(Math.PI) - Math.log(Math.abs(sinPi(absolute))) - Math.log(absolute) - result;
  if (!Number.isFinite(result)) rangeError();
  return result;
}

const SERIES_TERMS = 25;
const FRACTION_TERMS = 50;

function erfSeries(x: number): number {
  const square = x * x;
  let accumulated = 0;
  let k = SERIES_TERMS + 0.5;
  for (let i = 0; i < SERIES_TERMS; i++) {
    accumulated = 2 + (square * accumulated) / k;
    k -= 1;
  }
  return (accumulated * x * Math.exp(-square)) / Math.sqrt(Math.PI);
}

/** erfc for positive x. */
function erfcFraction(x: number): number {
  if (x >= 30) return 0;
  const square = x * x;
  let a = 0;
  let delta = 0.5;
  let p = 1;
  let p1 = 0;
  let q = delta + square;
  let q1 = 1;
  for (let i = 0; i < FRACTION_TERMS; i++) {
    a += delta;
    delta += 2;
    const b = delta + square;
    [p1, p] = [p, b * p - a * p1];
    [q1, q] = [q, b * q - a * q1];
  }
  return ((p / q) * x * Math.exp(-square)) / Math.sqrt(Math.PI);
}

const SERIES_LIMIT = 1.5;

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const absolute = Math.abs(x);
  if (absolute < SERIES_LIMIT) return erfSeries(x);
  const rest = erfcFraction(absolute);
  return x > 0 ? 1 - rest : rest - 1;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const absolute = Math.abs(x);
  if (absolute < SERIES_LIMIT) return 1 - erfSeries(x);
  const rest = erfcFraction(absolute);
  return x > 0 ? rest : 2 - rest;
}
