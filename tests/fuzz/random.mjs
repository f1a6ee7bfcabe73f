/** Random choices that a seed repeats: the generator `sfc32` of PractRand, begun from a 32-bit seed. */
export class Random {
  #a;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  /** @param {number} seed */
  constructor(seed) {
    this.#a = seed | 0;
    for (let i = 0; i < 12; i++) this.#next();
  }

  #next() {
    const sum = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 <= integer < n. */
  below(n) {
    return Math.floor((this.#next() / 2 ** 32) * n);
  }

  chance(probability) {
    return this.#next() / 2 ** 32 < probability;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  pick(items) {
    return items[this.below(items.length)];
  }

  /** One of `[weight, item]`. */
  weighted(rows) {
    let left = this.below(rows.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of rows) {
      left -= weight;
      if (left < 0) return item;
    }
    throw new Error("no weights");
  }

  /** `count` results of `make`. */
  many(count, make) {
    return Array.from({ length: count }, make);
  }
}
