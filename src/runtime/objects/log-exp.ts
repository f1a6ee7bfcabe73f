/**
 * Logarithm and exponential to about 65 bits, by tables of 128 values and short polynomials: what `elementary.ts` rounds to
 * 53. The tables are made with the slow double-double functions when they are first needed.
 *
 * Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic" (1989), and of the
 * logarithm (1990).
 */
import { exponentOf, powerOfTwo, scale, significandOf } from "./double-bits.ts";
import { expWide, LN2, logWide, mulWide, negWide, type Wide, wide } from "./double-double.ts";

const SIZE = 128;

class Tables {
  /** 2 ** (j / 128) */
  readonly powers: Wide[] = [];
  /** By j, for centres j / 128 from 0.7 to 1.42: the inverse as a double, and minus the logarithm of that. */
  readonly inverses: number[] = [];
  readonly logarithms: Wide[] = [];

  constructor() {
    for (let j = 0; j < SIZE; j++) {
      const { value, exponent } = expWide(mulWide(LN2, wide(j / SIZE)));
      this.powers.push({ hi: value.hi * 2 ** exponent, lo: value.lo * 2 ** exponent });
    }
    for (let j = 0; j <= 1.5 * SIZE; j++) {
      const inverse = j < SIZE / 2 ? 0 : SIZE / j;
      this.inverses.push(inverse);
      this.logarithms.push(inverse === 0 || inverse === 1 ? wide(0) : negWide(logWide(wide(inverse))));
    }
  }

  static #made: Tables | undefined;
  /** The tables, computed once: constants that are not worth the time at start-up. */
  static get(): Tables {
    Tables.#made ??= new Tables();
    return Tables.#made;
  }
}

/** ln 2 in a head of 42 bits, whose products with exponents are exact, and the rest. */
const LN2_HEAD = Math.floor(LN2.hi * 2 ** 42) / 2 ** 42;
const LN2_TAIL = LN2.hi - LN2_HEAD + LN2.lo;
/** ln 2 / 128 likewise, with a head of 35 bits. */
const STEP_HEAD = Math.floor((LN2.hi / SIZE) * 2 ** 42) / 2 ** 42;
const STEP_TAIL = LN2.hi / SIZE - STEP_HEAD + LN2.lo / SIZE;

/** Natural logarithm of a positive finite double. */
export function logarithm(x: number): Wide {
  const tables = Tables.get();
  // Subnormal numbers first become normal.
  const normal = x < 2.2250738585072014e-308 ? x * 2 ** 54 : x;
  let exponent = exponentOf(normal);
  let z = significandOf(normal);
  if (z > 1.4142) {
    z /= 2;
    exponent++;
  }
  if (normal !== x) exponent -= 54;
  const j = Math.round(z * SIZE);
  const inverse = tables.inverses[j] as number;
  const constant = tables.logarithms[j] as Wide;
  // r + rest = z * inverse - 1 exactly (Dekker's product).
  const product = z * inverse;
  const zs = 134217729 * z;
  const zh = zs - (zs - z);
  const is = 134217729 * inverse;
  const ih = is - (is - inverse);
  const low = zh * ih - product + zh * (inverse - ih) + (z - zh) * ih + (z - zh) * (inverse - ih);
  const head = product - 1;
  const r = head + low;
  const rest = low - (r - head);
  // log(1 + r) = r - r^2/2 + tail, with the square exact.
  const square = r * r;
  const rs = 134217729 * r;
  const rh = rs - (rs - r);
  const rl = r - rh;
  const squareLow = rh * rh - square + 2 * rh * rl + rl * rl;
  const tail =
    square *
    r *
    (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10)))))));
  // Four large parts are added exactly, the errors and small parts beside them.
  const whole = exponent * LN2_HEAD;
  const s1 = whole + constant.hi;
  const p1 = s1 - whole;
  const e1 = whole - (s1 - p1) + (constant.hi - p1);
  const s2 = s1 + r;
  const p2 = s2 - s1;
  const e2 = s1 - (s2 - p2) + (r - p2);
  const half = -square / 2;
  const s3 = s2 + half;
  const p3 = s3 - s2;
  const e3 = s2 - (s3 - p3) + (half - p3);
  const small = e1 + e2 + e3 + exponent * LN2_TAIL + constant.lo + rest - squareLow / 2 - r * rest + tail;
  const hi = s3 + small;
  return { hi, lo: small - (hi - s3) };
}

/** `e ** (hi + lo)`, rounded; `hi` from -1100 to 1100. Infinite on overflow. */
export function exponential(hi: number, lo: number, shift = 0): number {
  const tables = Tables.get();
  const n = Math.round(hi / (LN2.hi / SIZE));
  const head = hi - n * STEP_HEAD;
  const more = lo - n * STEP_TAIL;
  const r = head + more;
  const rest = more - (r - head);
  const j = ((n % SIZE) + SIZE) % SIZE;
  const power = tables.powers[j] as Wide;
  const polynomial = r + (rest + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)))));
  const add = power.hi * polynomial + power.lo;
  const exponent = (n - j) / SIZE + shift;
  if (exponent >= -1022 && exponent < 1023) return (power.hi + add) * powerOfTwo(exponent);
  return scaled(power.hi, add, exponent);
}

/** `(a + b) * 2 ** exponent` rounded once, near overflow and underflow; 1 <= a < 2, b small. */
function scaled(a: number, b: number, exponent: number): number {
  if (exponent >= 1023) return (a + b) * powerOfTwo(1000) * powerOfTwo(Math.min(exponent - 1000, 1000));
  if (exponent < -1080) return 0;
  return scale((BigInt(a * 2 ** 52) << 60n) + BigInt(Math.round(b * 2 ** 112)), exponent - 112, true);
}
