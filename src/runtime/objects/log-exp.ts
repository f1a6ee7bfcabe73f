/**
 * Logarithm and exponential to about 65 bits, by tables of 128 values and short polynomials: what `elementary.ts` rounds to
 * 53. The tables are made with the slow double-double functions when they are first needed.
 *
 * Tang, "Table-driven implementation of the exponential function in IEEE floating-point arithmetic" (1989), and of the
 * logarithm (1990).
 */
import { exponentOf, significandOf } from "./double-bits.ts";
import { addWide, expWide, LN2, logWide, mulWide, negWide, twoProduct, type Wide, wide } from "./double-double.ts";

const SIZE = 128;

class Tables {
  /** 2 ** (j / 128) */
  readonly powers: Wide[] = [];
  /** By j, for centres j / 128 from 0.7 to 1.42: the inverse as a double, and minus the logarithm of that. */
  readonly inverses: number[] = [];
  readonly logarithms: Wide[] = [];
  readonly step: Wide = { hi: LN2.hi / SIZE, lo: LN2.lo / SIZE };

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
  const product = twoProduct(z, inverse);
  const head = product.hi - 1;
  const r = head + product.lo;
  const rest = product.lo - (r - head);
  const square = twoProduct(r, r);
  const tail =
    r * r * r *
    (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10)))))));
  const whole = addWide(mulWide(LN2, wide(exponent)), tables.logarithms[j] as Wide);
  const linear = addWide(whole, { hi: r, lo: rest });
  const quadratic = addWide(linear, { hi: -square.hi / 2, lo: -(square.lo + 2 * r * rest) / 2 });
  return addWide(quadratic, wide(tail));
}

/** `e ** x` as `value * 2 ** exponent`, value from 1 to 2. */
export function exponential(x: Wide): { value: Wide; exponent: number } {
  const tables = Tables.get();
  const n = Math.round(x.hi / tables.step.hi);
  const rest = addWide(x, negWide(mulWide(tables.step, wide(n))));
  const r = rest.hi;
  const more = rest.lo + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720))));
  const j = ((n % SIZE) + SIZE) % SIZE;
  const power = tables.powers[j] as Wide;
  return { value: addWide(power, mulWide(power, { hi: r, lo: more })), exponent: (n - j) / SIZE };
}
