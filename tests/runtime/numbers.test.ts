/** Arithmetic, conversion and formatting of numbers against recorded values, and the exactness of what lies beneath. */
import { describe, expect, test } from "vitest";
import { decompose, divideToDouble, frexp, ldexp, scale } from "../../src/runtime/objects/double-bits.ts";
import { exp, exp2, log, power } from "../../src/runtime/objects/elementary.ts";
import {
  floatRepr,
  parseFloatText,
  roundToDigits,
  roundToPlaces,
} from "../../src/runtime/objects/float-text.ts";
import { bitLength, int } from "../../src/runtime/objects/int.ts";
import { floordivInt, modInt, powInt, powModInt } from "../../src/runtime/objects/int-arithmetic.ts";
import { differences } from "./recorded-values.ts";

test("numbers behave as recorded from CPython", async () => {
  const { count, found } = await differences("numbers");
  expect(count).toBeGreaterThan(2000);
  expect(found).toEqual([]);
});

/** Doubles of all sizes, the same in every run. */
function* doubles(count: number): Generator<number> {
  const view = new DataView(new ArrayBuffer(8));
  let x = 12345;
  const next = (): number => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x;
  };
  for (let i = 0; i < count; ) {
    view.setUint32(0, next());
    view.setUint32(4, next());
    const value = view.getFloat64(0);
    if (!Number.isFinite(value)) continue;
    yield value;
    i++;
  }
}

describe("doubles", () => {
  test("text reads back as the same number", () => {
    for (const x of doubles(2000)) expect(parseFloatText(floatRepr(x))).toBe(x);
  });
  test("taking apart and putting together is exact", () => {
    for (const x of doubles(2000)) {
      const { mantissa, exponent } = decompose(x);
      expect(scale(BigInt(mantissa), exponent, false)).toBe(x);
      const [fraction, power2] = frexp(x);
      expect(ldexp(fraction, power2)).toBe(x);
    }
  });
  test("quotients of large integers are rounded once", () => {
    for (const x of doubles(500)) {
      const { mantissa, exponent } = decompose(x);
      const [top, bottom] = exponent < 0 ? [1n, 1n << BigInt(-exponent)] : [1n << BigInt(exponent), 1n];
      expect(divideToDouble(BigInt(mantissa) * top * 3n, bottom * 3n)).toBe(x);
    }
  });
  test("ties go to even", () => {
    expect(roundToPlaces(0.5, 0)).toBe("0");
    expect(roundToPlaces(1.5, 0)).toBe("2");
    expect(roundToPlaces(2.5, 0)).toBe("2");
    expect(roundToPlaces(0.125, 2)).toBe("12");
    expect(roundToPlaces(2.675, 2)).toBe("267");
    expect(roundToDigits(2.5, 1)).toEqual({ digits: "2", point: 1 });
    expect(roundToPlaces(1e22, -22)).toBe("1");
  });
  test("elementary functions agree with their inverses to the last place", () => {
    for (let x = 0.5; x < 700; x *= 1.07) {
      expect(Math.abs(log(exp(x)) / x - 1)).toBeLessThan(1e-15);
      expect(Math.abs(exp2(x) / 2 ** x - 1)).toBeLessThan(1e-15);
    }
    expect(power(10, 22)).toBe(1e22);
    expect(power(10, -5)).toBe(1e-5);
    expect(power(2, -1074)).toBe(5e-324);
    expect(exp(1)).toBe(Math.E);
  });
});

describe("ints", () => {
  test("division rounds down", () => {
    for (const a of [-7, 7, -8, 2 ** 53 - 1, -(2n ** 70n), 2n ** 70n + 1n]) {
      for (const b of [-3, 3, 8, -(2n ** 60n)]) {
        const quotient = BigInt(floordivInt(a, b));
        const rest = BigInt(modInt(a, b));
        expect(quotient * BigInt(b) + rest).toBe(BigInt(a));
        expect(rest === 0n || rest < 0n === BigInt(b) < 0n).toBe(true);
      }
    }
  });
  test("powers have the smaller form", () => {
    expect(powInt(3, 33)).toBe(5559060566555523);
    expect(powInt(3, 40)).toBe(12157665459056928801n);
    expect(powModInt(3, -1, 7)).toBe(5);
    expect(powModInt(2, 1000, -7)).toBe(-5);
    expect(int(2n ** 53n)).toBe(2n ** 53n);
    expect(int(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
  });
  test("bit lengths", () => {
    for (const n of [0, 1, 255, 256, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
      expect(bitLength(n)).toBe(n === 0 ? 0 : n.toString(2).length);
    }
    expect(bitLength(-(2n ** 100n))).toBe(101);
  });
});
