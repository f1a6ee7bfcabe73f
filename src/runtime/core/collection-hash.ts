/** The hashes of tuples, slices and frozensets, made from those of their items as CPython makes them (64 bits):
 * tuple_hash in Objects/tupleobject.c, slicehash in Objects/sliceobject.c, frozenset_hash in Objects/setobject.c. */
import { foldWords, hash } from "./hash.ts";
import type { Value } from "./object.ts";
import { splitHash } from "./sip-hash.ts";
import { joined, multiplyHigh, split, words } from "./wide-words.ts";

// XXPRIME_1, 2 and 5 of xxHash.
const P1_LOW = 0x85ebca87 | 0;
const P1_HIGH = 0x9e3779b1 | 0;
const P2_LOW = 0x27d4eb4f | 0;
const P2_HIGH = 0xc2b2ae3d | 0;
const P5_LOW = 0x165667c5 | 0;
const P5_HIGH = 0x27d4eb2f | 0;
/** The low half of `XXPRIME_5 ^ 3527539`, to which the length is added. */
const LENGTH_LOW = P5_LOW ^ 3527539;

/** `hash()` of a tuple with these items. */
export function tupleHash(items: readonly Value[]): number | bigint {
  mix(items, true);
  return joined(words[0] as number, words[1] as number);
}

/** As {@link foldHash} of {@link tupleHash}. */
export function foldedTupleHash(items: readonly Value[]): number {
  mix(items, true);
  return foldWords(words[0] as number, words[1] as number);
}

/** `hash()` of a slice with these parts. */
export function sliceHash(parts: readonly Value[]): number | bigint {
  mix(parts, false);
  return joined(words[0] as number, words[1] as number);
}

/** Leaves the hash in `words`. */
function mix(items: readonly Value[], counted: boolean): void {
  let low = P5_LOW;
  let high = P5_HIGH;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Value;
    let itemLow: number;
    let itemHigh: number;
    if (typeof item === "number" && (item | 0) === item && item !== -1) {
      itemLow = item;
      itemHigh = item >> 31;
    } else {
      if (typeof item === "string") splitHash(item);
      else split(hash(item));
      itemLow = words[0] as number;
      itemHigh = words[1] as number;
    }
    const before = low >>> 0;
    low = (low + Math.imul(itemLow, P2_LOW)) | 0;
    const carry = low >>> 0 < before ? 1 : 0;
    high =
      (high +
        multiplyHigh(itemLow, P2_LOW) +
        Math.imul(itemHigh, P2_LOW) +
        Math.imul(itemLow, P2_HIGH) +
        carry) |
      0;
    const turnedLow = (low << 31) | (high >>> 1);
    const turnedHigh = (high << 31) | (low >>> 1);
    low = Math.imul(turnedLow, P1_LOW);
    high =
      (multiplyHigh(turnedLow, P1_LOW) + Math.imul(turnedHigh, P1_LOW) + Math.imul(turnedLow, P1_HIGH)) | 0;
  }
  if (counted) {
    const before = low >>> 0;
    low = (low + (items.length ^ LENGTH_LOW)) | 0;
    high = (high + P5_HIGH + (low >>> 0 < before ? 1 : 0)) | 0;
  }
  if (low === -1 && high === -1) {
    low = 1546275796;
    high = 0;
  }
  words[0] = low;
  words[1] = high;
}

const SHUFFLE = 3644798167 | 0;
const SIZE_FACTOR = 1927868237;

/** `hash()` of a frozenset of these elements: their order does not matter. */
export function frozensetHash(elements: Iterable<Value>, size: number): number | bigint {
  let low = Math.imul(size + 1, SIZE_FACTOR);
  let high = multiplyHigh(size + 1, SIZE_FACTOR);
  for (const element of elements) {
    split(hash(element));
    const ownLow = words[0] as number;
    const ownHigh = words[1] as number;
    const mixedLow = ownLow ^ 89869747 ^ (ownLow << 16);
    const mixedHigh = ownHigh ^ ((ownHigh << 16) | (ownLow >>> 16));
    low ^= Math.imul(mixedLow, SHUFFLE);
    high ^= multiplyHigh(mixedLow, SHUFFLE) + Math.imul(mixedHigh, SHUFFLE);
  }
  const dispersedLow = low ^ ((low >>> 11) | (high << 21)) ^ ((low >>> 25) | (high << 7));
  const dispersedHigh = high ^ (high >>> 11) ^ (high >>> 25);
  low = Math.imul(dispersedLow, 69069);
  high = multiplyHigh(dispersedLow, 69069) + Math.imul(dispersedHigh, 69069);
  const before = low >>> 0;
  low = (low + 907133923) | 0;
  high = (high + (low >>> 0 < before ? 1 : 0)) | 0;
  return low === -1 && high === -1 ? 590923713 : joined(low, high);
}
