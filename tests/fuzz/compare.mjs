/** Runs programs under Tython and the CPythons there are, and shrinks those that no CPython does in the same way. */
import { findCPython314, findRecentCPython } from "../../scripts/find-pythons.mjs";
import { Oracle, Python } from "./engines.mjs";

const BATCH = 50;
/** How many simpler programs are tried at once. */
const TRIES = 24;

/**
 * Whether what Tython did is right. Line by line any oracle will do: what depends on the size of a C long is as on the
 * one, what is newer in 3.14 as on the other.
 */
function agrees(actual, oracles) {
  if (oracles.includes(actual)) return true;
  const lines = actual.split("\n");
  const right = oracles.map((text) => text.split("\n")).filter((wanted) => wanted.length === lines.length);
  return right.length > 0 && lines.every((line, i) => right.some((wanted) => wanted[i] === line));
}

/** Functions that C's library computes, which may be off by a unit in the last place: no two libraries agree on them. */
const LIBRARY_FUNCTIONS =
  /\bmath\.(a?(cos|sin|tan)h?|atan2|cbrt|erfc?|exp[2]?|expm1|l?gamma|log(10|1p|2)?|pow)\(/;

const bits = new DataView(new ArrayBuffer(8));

/** Whether two texts are floats with at most so many units in the last place between them. */
function near(a, b, units) {
  const [x, y] = [a, b].map((text) => {
    bits.setFloat64(0, Number(text));
    return bits.getBigInt64(0);
  });
  const numbers = a !== "" && b !== "" && Number.isFinite(Number(a)) && Number.isFinite(Number(b));
  return numbers && x - y <= units && y - x <= units;
}

/** Whether what a part did is right. The GNU library's cbrt is itself off by more than one unit. */
const isRight = (source, wanted, got) =>
  wanted === got ||
  (LIBRARY_FUNCTIONS.test(source) && near(wanted, got, source.includes("math.cbrt(") ? 2n : 1n));

export class Comparison {
  /** Those that say what is right, and the one that is asked for simpler programs first. */
  #oracles;
  #tython = new Python();
  /** Sorts of differences between parts that were told. */
  #told = new Set();

  static async start() {
    const comparison = new Comparison();
    const native = findCPython314();
    if (native !== undefined) comparison.#oracles = [new Python(native.command[0])];
    else {
      const older = findRecentCPython();
      comparison.#oracles = [await Oracle.start()];
      if (older !== undefined) comparison.#oracles.push(new Python(older.command[0]));
    }
    return comparison;
  }

  /** Whether sizes of 64 bits are compared too. */
  get has64Bits() {
    return this.#oracles.some((oracle) => oracle instanceof Python);
  }

  /**
   * The programs of `count` seeds from `first` that differ, each as `{ seed, source, expected, actual }`, where `expected` is
   * what 3.14 does. `onBatch` hears how many have run. A program may be `{ source, parts }`, where each part is a program that
   * does what one line of the output shows; then those that differ are told.
   */
  async *differences(make, first, count, onBatch = () => {}) {
    const { batch = BATCH } = make;
    for (let at = 0; at < count; at += batch) {
      const seeds = Array.from({ length: Math.min(batch, count - at) }, (_, i) => first + at + i);
      const programs = seeds.map((seed) => make(seed));
      const results = await this.#run(programs.map((program) => program.source ?? program));
      onBatch(at + seeds.length);
      for (const [i, result] of results.entries()) {
        if (result === undefined) continue;
        const { source, parts } = programs[i];
        if (parts === undefined) yield { seed: seeds[i], source: programs[i], ...result };
        else yield* this.#differentParts({ seed: seeds[i], source, ...result }, parts);
      }
    }
  }

  /** The parts of a program that differ by themselves, one of each sort; the program when none does. */
  async *#differentParts(difference, parts) {
    const wanted = difference.expected.split("\n");
    const got = difference.actual.split("\n");
    const sources = parts.filter((part, i) => !isRight(part, wanted[i], got[i]));
    if (sources.length === 0 && wanted.length === got.length) return;
    const results = await this.#run(sources);
    let alone = 0;
    for (const [i, result] of results.entries()) {
      if (result === undefined) continue;
      alone++;
      if (isRight(sources[i], result.expected, result.actual)) continue;
      // What only differs in values and names of types is of one sort.
      const sort = `${result.expected} ${result.actual}`.replace(/'[^']*'|\d+/g, "");
      if (this.#told.has(sort)) continue;
      this.#told.add(sort);
      yield { seed: difference.seed, source: sources[i], ...result };
    }
    if (alone === 0) yield difference;
  }

  /** For each source what was expected and what was done; undefined where that is right. */
  async #run(sources) {
    const [actual, ...expected] = await Promise.all(
      [this.#tython, ...this.#oracles].map((python) => python.run(sources)),
    );
    return sources.map((_, i) => {
      const wanted = expected.map((outputs) => outputs[i]);
      return agrees(actual[i], wanted) ? undefined : { expected: wanted[0], actual: actual[i] };
    });
  }

  /** The smallest program found that still differs. */
  async shrink(difference) {
    let smallest = difference;
    for (;;) {
      const simpler = await this.#simpler(smallest);
      if (simpler === undefined) return smallest;
      smallest = simpler;
    }
  }

  async #simpler({ seed, source }) {
    const candidates = await this.#oracles[0].simpler(source);
    for (let at = 0; at < candidates.length; at += TRIES) {
      const sources = candidates.slice(at, at + TRIES);
      const results = await this.#run(sources);
      const found = results.findIndex((result) => result !== undefined);
      if (found >= 0) return { seed, source: sources[found], ...results[found] };
    }
    return undefined;
  }

  stop() {
    this.#tython.stop();
    for (const oracle of this.#oracles) oracle.stop();
  }
}

/** A difference as text. */
export function report({ seed, source, expected, actual }) {
  const wanted = expected.split("\n");
  const got = actual.split("\n");
  const line = wanted.findIndex((text, i) => text !== got[i]);
  const at = line < 0 ? wanted.length : line;
  return `seed ${seed}\n${source.replace(/^/gm, "    ")}\nCPython: ${wanted[at] ?? "(nothing)"}\nTython:  ${got[at] ?? "(nothing)"}\n`;
}
