/**
 * Module `_random`: the Mersenne Twister MT19937, with CPython's seeding, so that every sequence is CPython's.
 * https://docs.python.org/3.14/library/random.html and Modules/_randommodule.c; Matsumoto and Nishimura, "Mersenne
 * Twister: a 623-dimensionally equidistributed uniform pseudorandom number generator" (1998).
 */
import { declareType, typeOf } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import { hash } from "../core/hash.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { overflowError, typeError, valueError } from "../exceptions/raise.ts";
import { float } from "../objects/float.ts";
import { int, intOf, isInt } from "../objects/int.ts";
import { absInt } from "../objects/int-arithmetic.ts";
import { PyTuple, tuple } from "../objects/tuple.ts";
import { toIndex } from "../protocols/number.ts";

const N = 624;
const M = 397;

export class PyRandom extends PyInstance {
  readonly state = new Uint32Array(N);
  index = N + 1;

  /** Knuth's linear generator fills the state from one word. */
  seedWord(seed: number): void {
    const { state } = this;
    state[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = (state[i - 1] as number) ^ ((state[i - 1] as number) >>> 30);
      state[i] = Math.imul(before, 1812433253) + i;
    }
    this.index = N;
  }

  /** Seeds with any number of words. */
  seedWords(key: Uint32Array): void {
    this.seedWord(19650218);
    const { state } = this;
    const mix = (i: number, factor: number): number => {
      const before = (state[i - 1] as number) ^ ((state[i - 1] as number) >>> 30);
      return (state[i] as number) ^ Math.imul(before, factor);
    };
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      state[i] = mix(i, 1664525) + (key[j] as number) + j;
      i++;
      j++;
      if (i >= N) {
        state[0] = state[N - 1] as number;
        i = 1;
      }
      if (j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      state[i] = mix(i, 1566083941) - i;
      i++;
      if (i >= N) {
        state[0] = state[N - 1] as number;
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  /** Next 32 bits. */
  next(): number {
    if (this.index >= N) this.#generate();
    let y = this.state[this.index++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #generate(): void {
    const { state } = this;
    for (let k = 0; k < N; k++) {
      const y = ((state[k] as number) & 0x80000000) | ((state[(k + 1) % N] as number) & 0x7fffffff);
      state[k] = (state[(k + M) % N] as number) ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.index = 0;
  }

  /** 53 random bits as a double in [0, 1). */
  random(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}

export const randomType = declareType("_random.Random", PyRandom);

function seed(self: PyRandom, given: Value = null): null {
  if (given === null) {
    const words = new Uint32Array(N);
    for (let i = 0; i < N; i += 64) crypto.getRandomValues(words.subarray(i, Math.min(N, i + 64)));
    self.seedWords(words);
    return null;
  }
  const n = BigInt(isInt(given) ? absInt(intOf(given)) : BigInt.asUintN(64, BigInt(hash(given))));
  const hex = n.toString(16);
  const words = new Uint32Array(Math.max(1, Math.ceil(hex.length / 8)));
  for (let i = 0; i < words.length; i++) {
    words[i] = Number.parseInt(hex.slice(Math.max(0, hex.length - 8 * (i + 1)), hex.length - 8 * i), 16);
  }
  self.seedWords(words);
  return null;
}

/** V8 has no larger integers. */
const MAX_BITS = 2 ** 30;

function getrandbits(self: PyRandom, count: Value): Value {
  const bits = toIndex(count);
  if (bits < 0) throw valueError("number of bits must be non-negative");
  if (bits === 0) return 0;
  if (bits <= 32) return self.next() >>> (32 - Number(bits));
  if (bits >= 2n ** 64n) throw overflowError("Python int too large to convert to C uint64_t");
  if (bits > MAX_BITS) throw overflowError("integer is too large for this implementation");
  // The least significant word comes first.
  let hex = "";
  let left = Number(bits);
  for (; left > 0; left -= 32) {
    let word = self.next();
    if (left < 32) word >>>= 32 - left;
    hex = word.toString(16).padStart(8, "0") + hex;
  }
  return int(BigInt(`0x${hex}`));
}

function setstate(self: PyRandom, state: Value): null {
  if (!(state instanceof PyTuple)) throw typeError("state vector must be a tuple");
  if (state.items.length !== N + 1) throw valueError("state vector is the wrong size");
  const words = state.items.map((item) => {
    if (!isInt(item)) throw typeError(`'${typeOf(item).name}' object cannot be interpreted as an integer`);
    return Number(intOf(item));
  });
  const index = words[N] as number;
  if (index < 0 || index > N) throw valueError("invalid state");
  self.state.set(words.slice(0, N));
  self.index = index;
  return null;
}

const randomSpec: TypeSpec = {
  doc: "Random() -> create a random number generator with its own internal state.",
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[]) => {
      const self = cls.alloc() as PyRandom;
      seed(self, args[0]);
      return self;
    },
  ],
  methods: {
    __init__: [
      "(self, seed=None, /)",
      (self: PyRandom, given?: Value) => {
        seed(self, given);
        return null;
      },
    ],
    random: ["(self, /)", (self: PyRandom) => float(self.random())],
    seed: ["(self, n=None, /)", seed],
    getstate: ["(self, /)", (self: PyRandom) => tuple([...self.state, self.index])],
    setstate: ["(self, state, /)", setstate],
    getrandbits: ["(self, k, /)", getrandbits],
  },
};

export const randomModule: NativeModule = {
  name: "_random",
  doc: "Module implements the Mersenne Twister random number generator.",
  types: { Random: randomType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [[randomType, randomSpec]];
