/** Runs programs under both Pythons and shrinks those that differ. */
import { Oracle, Tython } from "./engines.mjs";

const BATCH = 50;
/** How many simpler programs are tried at once. */
const TRIES = 24;

export class Comparison {
  #oracle;
  #tython = new Tython();

  static async start() {
    const comparison = new Comparison();
    comparison.#oracle = await Oracle.start();
    return comparison;
  }

  /**
   * The programs of `count` seeds from `first` that do not do the same, each as `{ seed, source, expected, actual }`.
   * `onBatch` hears how many have run.
   */
  async *differences(make, first, count, onBatch = () => {}) {
    for (let at = 0; at < count; at += BATCH) {
      const seeds = Array.from({ length: Math.min(BATCH, count - at) }, (_, i) => first + at + i);
      const sources = seeds.map((seed) => make(seed));
      const [actual, expected] = await this.#both(sources);
      onBatch(at + seeds.length);
      for (const [i, seed] of seeds.entries())
        if (actual[i] !== expected[i])
          yield { seed, source: sources[i], expected: expected[i], actual: actual[i] };
    }
  }

  async #both(sources) {
    const running = this.#tython.run(sources);
    const expected = this.#oracle.run(sources);
    return [await running, expected];
  }

  /** The smallest program found that still does not do the same. */
  async shrink(difference) {
    let smallest = difference;
    for (;;) {
      const simpler = await this.#simpler(smallest);
      if (simpler === undefined) return smallest;
      smallest = simpler;
    }
  }

  async #simpler({ seed, source }) {
    const candidates = this.#oracle.simpler(source);
    for (let at = 0; at < candidates.length; at += TRIES) {
      const sources = candidates.slice(at, at + TRIES);
      const [actual, expected] = await this.#both(sources);
      const found = sources.findIndex((_, i) => actual[i] !== expected[i]);
      if (found >= 0)
        return { seed, source: sources[found], expected: expected[found], actual: actual[found] };
    }
    return undefined;
  }

  stop() {
    this.#tython.stop();
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
