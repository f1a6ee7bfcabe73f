/**
 * Double-double arithmetic: numbers of about 106 bits as unevaluated sums of two doubles, enough to round functions of
 * doubles correctly in all but the rarest cases. JavaScript engines have elementary functions that are up to one unit in
 * the last place off; CPython has those of the C library, which are nearly always right.
 *
 * Dekker, "A floating-point technique for extending the available precision" (1971); Hida, Li, Bailey, "Library for
 * double-double and quad-double arithmetic" (2007).
 */
export interface Wide {
  hi: number;
  lo: number;
}

export const wide = (hi: number, lo = 0): Wide => ({ hi, lo });

/** `a + b` exactly. */
export function twoSum(a: number, b: number): Wide {
  const hi = a + b;
  const part = hi - a;
  return { hi, lo: a - (hi - part) + (b - part) };
}

/** `a + b` exactly, when abs(a) >= abs(b). */
function quickSum(a: number, b: number): Wide {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

/** `a * b` exactly, unless it overflows or is tiny. */
export function twoProduct(a: number, b: number): Wide {
  const hi = a * b;
  const ca = 134217729 * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = 134217729 * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return { hi, lo: ah * bh - hi + ah * bl + al * bh + al * bl };
}

export function addWide(a: Wide, b: Wide): Wide {
  const s = twoSum(a.hi, b.hi);
  const t = twoSum(a.lo, b.lo);
  const u = quickSum(s.hi, s.lo + t.hi);
  return quickSum(u.hi, u.lo + t.lo);
}

export function mulWide(a: Wide, b: Wide): Wide {
  const p = twoProduct(a.hi, b.hi);
  return quickSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

export const negWide = (a: Wide): Wide => ({ hi: -a.hi, lo: -a.lo });

export function divWide(a: Wide, b: Wide): Wide {
  const q1 = a.hi / b.hi;
  let rest = addWide(a, negWide(mulWide(b, wide(q1))));
  const q2 = rest.hi / b.hi;
  rest = addWide(rest, negWide(mulWide(b, wide(q2))));
  const q3 = rest.hi / b.hi;
  const q = quickSum(q1, q2);
  return addWide(q, wide(q3));
}

export const LN2: Wide = { hi: 0.6931471805599453, lo: 2.3190468138462996e-17 };
export const LN10: Wide = { hi: 2.302585092994046, lo: -2.1707562233822494e-16 };
export const PI: Wide = { hi: 3.141592653589793, lo: 1.2246467991473532e-16 };
export const ONE: Wide = wide(1);

/** 1/n! for n = 3 .. */
const INVERSE_FACTORIALS: readonly Wide[] = (() => {
  const out: Wide[] = [ONE, ONE];
  for (let n = 2; n < 22; n++) out.push(divWide(out[n - 1] as Wide, wide(n)));
  return out;
})();

/** `e ** x` as `value * 2 ** exponent` with value near 1; abs(x) at most about 1100. */
export function expWide(x: Wide): { value: Wide; exponent: number } {
  const exponent = Math.round(x.hi / LN2.hi);
  // Reduce to abs(r) <= ln(2)/2/256, and square the result eight times.
  const rest = addWide(x, negWide(mulWide(LN2, wide(exponent))));
  const r: Wide = { hi: rest.hi / 256, lo: rest.lo / 256 };
  let sum: Wide = INVERSE_FACTORIALS[9] as Wide;
  for (let n = 8; n >= 1; n--) sum = addWide(mulWide(sum, r), INVERSE_FACTORIALS[n] as Wide);
  // sum = (e ** r - 1) / r; squaring e ** r - 1 keeps its accuracy.
  let less = mulWide(sum, r);
  for (let i = 0; i < 8; i++) less = addWide(addWide(less, less), mulWide(less, less));
  return { value: addWide(ONE, less), exponent };
}

/** Natural logarithm of a positive double, split as `exponent * ln 2 + value`. */
export function logWide(x: Wide): Wide {
  // One Newton step on e ** y = x doubles the accuracy of the engine's logarithm; two reach 106 bits safely.
  let y = wide(Math.log(x.hi));
  for (let i = 0; i < 2; i++) {
    const { value, exponent } = expWide(negWide(y));
    const product = mulWide(x, value);
    const scaled = { hi: product.hi * 2 ** exponent, lo: product.lo * 2 ** exponent };
    y = addWide(y, addWide(scaled, wide(-1)));
  }
  return y;
}
