/**
 * A fixed budget of the differential fuzzer (`npm run fuzz` runs any other): what generated programs do is what CPython does.
 * Sizes of 64 bits can only be compared where there is a CPython beside the oracle, which has 32; without one the calls of
 * methods with values at those edges are left out.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsProgram } from "./fuzz/calls.mjs";
import { Comparison, report } from "./fuzz/compare.mjs";
import { program } from "./fuzz/programs.mjs";

const PROGRAMS = 250;
const CALLS = 40;

let comparison: Comparison;

beforeAll(async () => {
  comparison = await Comparison.start();
}, 120_000);
afterAll(() => comparison.stop());

async function differences(make: (seed: number) => string, count: number): Promise<string[]> {
  const found: string[] = [];
  for await (const difference of comparison.differences(make, 1, count)) found.push(report(difference));
  return found;
}

test("programs", { timeout: 300_000 }, async () => {
  expect(await differences(program, PROGRAMS)).toEqual([]);
});

test("calls", { timeout: 300_000 }, async (context) => {
  context.skip(!comparison.has64Bits, "there is no CPython with 64 bits here");
  expect(await differences(callsProgram, CALLS)).toEqual([]);
});
