/**
 * Sorting by doubles without comparing them: a stable radix sort from the lowest digit up, each of eleven bits
 * (https://en.wikipedia.org/wiki/Radix_sort#Least_significant_digit). What moves is numbers of keys.
 *
 * Integers are taken by their distance from the least, so that those near each other have few digits; other doubles by
 * their bits, which are in the order of the numbers but for the sign.
 */

const DIGIT = 11;
const BUCKETS = 1 << DIGIT;

interface Digits {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** How many bits of both together differ at the most. */
  readonly bits: number;
}

/** Brings key numbers into the order of `ranks`, none of which is NaN; of equal ranks, as they were. The result may be the argument. */
export function radixSort(order: Int32Array, ranks: Float64Array): Int32Array {
  if (isSorted(order, ranks)) return order;
  const digits = digitsOf(ranks);
  let from = order;
  let to: Int32Array = new Int32Array(order.length);
  const pass = (words: Uint32Array, shift: number): void => {
    if (distribute(from, to, words, shift)) [from, to] = [to, from];
  };
  for (let shift = 0; shift < Math.min(digits.bits, 32); shift += DIGIT) pass(digits.low, shift);
  for (let shift = 0; shift < digits.bits - 32; shift += DIGIT) pass(digits.high, shift);
  return from;
}

function isSorted(order: Int32Array, ranks: Float64Array): boolean {
  let last = -Infinity;
  for (let i = 0; i < order.length; i++) {
    const rank = ranks[order[i] as number] as number;
    if (rank < last) return false;
    last = rank;
  }
  return true;
}

function digitsOf(ranks: Float64Array): Digits {
  const { length } = ranks;
  let least = Infinity;
  let most = -Infinity;
  let integral = true;
  for (let i = 0; i < length; i++) {
    const rank = ranks[i] as number;
    if (rank < least) least = rank;
    if (rank > most) most = rank;
    if (rank !== Math.floor(rank)) integral = false;
  }
  const low = new Uint32Array(length);
  const high = new Uint32Array(length);
  const range = most - least;
  if (integral && range <= Number.MAX_SAFE_INTEGER) {
    for (let i = 0; i < length; i++) {
      const distance = (ranks[i] as number) - least;
      low[i] = distance;
      high[i] = distance / 0x100000000;
    }
    const wide = range >= 0x100000000;
    return { low, high, bits: wide ? 64 - Math.clz32(range / 0x100000000) : 32 - Math.clz32(range) };
  }
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  for (let i = 0; i < length; i++) {
    // Adding makes one zero of both.
    double[0] = (ranks[i] as number) + 0;
    const upper = halves[1] as number;
    const flip = -(upper >>> 31);
    low[i] = (halves[0] as number) ^ flip;
    high[i] = upper ^ (flip | 0x80000000);
  }
  return { low, high, bits: 64 };
}

/** Puts `from` into `to` by one digit of their words; false, and nothing done, where all have the same. */
function distribute(from: Int32Array, to: Int32Array, words: Uint32Array, shift: number): boolean {
  const { length } = from;
  const ends = new Int32Array(BUCKETS + 1);
  for (let i = 0; i < length; i++) {
    const bucket = (((words[i] as number) >>> shift) & (BUCKETS - 1)) + 1;
    ends[bucket] = (ends[bucket] as number) + 1;
  }
  if (ends[(((words[0] as number) >>> shift) & (BUCKETS - 1)) + 1] === length) return false;
  for (let i = 1; i <= BUCKETS; i++) ends[i] = (ends[i] as number) + (ends[i - 1] as number);
  for (let i = 0; i < length; i++) {
    const item = from[i] as number;
    const bucket = ((words[item] as number) >>> shift) & (BUCKETS - 1);
    const place = ends[bucket] as number;
    to[place] = item;
    ends[bucket] = place + 1;
  }
  return true;
}
