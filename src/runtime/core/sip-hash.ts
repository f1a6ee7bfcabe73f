/**
 * Hashes of str and bytes: SipHash-1-3 of their data, as CPython computes it (Python/pyhash.c), so that a program finds with
 * PYTHONHASHSEED what it finds there, and without it other hashes in each process
 * (https://docs.python.org/3.14/using/cmdline.html#envvar-PYTHONHASHSEED). The data of a str is its characters in as
 * few bytes each as its widest needs: 1, 2 or 4.
 *
 * The key is that of the process, as CPython's `_Py_HashSecret` is, and so are the hashes of short texts, which are kept: a str
 * that is a value of the engine can keep nothing.
 */
import { joined, words } from "./wide-words.ts";

/** Texts up to this length have their hashes kept, so many of them. */
const MOST_KEPT_LENGTH = 64;
const MOST_KEPT = 1 << 14;
/** Bytes of data that are hashed without making room for them. */
const ROOM = 4096;

const key = new Int32Array(4);
/** The place of a text's hash in `hashes`, two words each. */
const kept = new Map<string, number>();
const hashes = new Int32Array(MOST_KEPT * 2);
const room = new Uint8Array(ROOM + 8);

seedHashes(undefined);

/** Takes the key that belongs to a seed of 32 bits, 0 for one of zeros only; a random one without a seed. For the start of
 * a process, when there is no table yet. The engine's generator does, whose seed comes from the system: `crypto` takes longer
 * to load than an interpreter. */
export function seedHashes(seed: number | undefined): void {
  kept.clear();
  if (seed === undefined) {
    for (let i = 0; i < key.length; i++) key[i] = Math.random() * 0x100000000;
    return;
  }
  const bytes = new Uint8Array(key.buffer);
  let x = seed;
  for (let i = 0; i < bytes.length; i++) {
    if (seed !== 0) x = (Math.imul(x, 214013) + 2531011) | 0;
    bytes[i] = x >>> 16;
  }
}

/** Hash of a text without surrogates. */
export function hashText(text: string): number | bigint {
  splitHash(text);
  return joined(words[0] as number, words[1] as number);
}

/** Puts the halves of {@link hashText} into `words`. */
export function splitHash(text: string): void {
  const place = kept.get(text);
  if (place !== undefined) {
    words[0] = hashes[place] as number;
    words[1] = hashes[place + 1] as number;
    return;
  }
  computeHash(text);
  if (text.length > MOST_KEPT_LENGTH) return;
  if (kept.size === MOST_KEPT) kept.clear();
  const next = kept.size * 2;
  hashes.set(words, next);
  kept.set(text, next);
}

function computeHash(text: string): void {
  const { length } = text;
  const bytes = roomFor(length);
  let all = 0;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code;
    all |= code;
  }
  if (all < 0x100) {
    sipHash(bytes, length);
    return;
  }
  const wide = roomFor(length * 2);
  const units = new Uint16Array(wide.buffer);
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  sipHash(wide, length * 2);
}

/** Hash of the str with these code points. */
export function hashPoints(points: readonly number[]): number | bigint {
  const { length } = points;
  let all = 0;
  for (const point of points) all |= point;
  const width = all < 0x100 ? 1 : all < 0x10000 ? 2 : 4;
  const bytes = roomFor(length * width);
  const Units = width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array;
  new Units(bytes.buffer as ArrayBuffer).set(points);
  sipHash(bytes, length * width);
  return joined(words[0] as number, words[1] as number);
}

/** Hash of bytes. */
export function hashBytes(data: Uint8Array): number | bigint {
  const bytes = roomFor(data.length);
  bytes.set(data);
  sipHash(bytes, data.length);
  return joined(words[0] as number, words[1] as number);
}

/** Room for data of so many bytes, and for the last word. */
const roomFor = (length: number): Uint8Array =>
  length <= ROOM ? room : new Uint8Array(((length >> 3) + 1) * 8);

/** Puts SipHash-1-3 of the first `length` bytes of a buffer, which is longer, into `words`; 0 of none, and never -1.
 * 64-bit words are halves, the low before the high. https://www.aumasson.jp/siphash/siphash.pdf */
function sipHash(bytes: Uint8Array, length: number): void {
  words.fill(0);
  if (length === 0) return;
  const last = length >> 3;
  bytes.fill(0, length, last * 8 + 8);
  const data = new Int32Array(bytes.buffer, 0, last * 2 + 2);
  const [k0 = 0, k0High = 0, k1 = 0, k1High = 0] = key;
  let a = k0 ^ 0x70736575;
  let aHigh = k0High ^ 0x736f6d65;
  let b = k1 ^ 0x6e646f6d;
  let bHigh = k1High ^ 0x646f7261;
  let c = k0 ^ 0x6e657261;
  let cHigh = k0High ^ 0x6c796765;
  let d = k1 ^ 0x79746573;
  let dHigh = k1High ^ 0x74656462;
  // One round for each word, the last with the length; three more without a word.
  for (let i = 0; i <= last + 3; i++) {
    let word = 0;
    let wordHigh = 0;
    if (i <= last) {
      word = data[i * 2] as number;
      wordHigh = data[i * 2 + 1] as number;
      if (i === last) wordHigh |= length << 24;
    } else if (i === last + 1) c ^= 0xff;
    d ^= word;
    dHigh ^= wordHigh;

    let sum = (a + b) | 0;
    aHigh = (aHigh + bHigh + (sum >>> 0 < a >>> 0 ? 1 : 0)) | 0;
    let turned = (b << 13) | (bHigh >>> 19);
    bHigh = ((bHigh << 13) | (b >>> 19)) ^ aHigh;
    b = turned ^ sum;
    a = aHigh;
    aHigh = sum;

    sum = (c + d) | 0;
    cHigh = (cHigh + dHigh + (sum >>> 0 < c >>> 0 ? 1 : 0)) | 0;
    turned = (d << 16) | (dHigh >>> 16);
    dHigh = ((dHigh << 16) | (d >>> 16)) ^ cHigh;
    d = turned ^ sum;
    c = sum;

    sum = (a + d) | 0;
    aHigh = (aHigh + dHigh + (sum >>> 0 < a >>> 0 ? 1 : 0)) | 0;
    turned = (d << 21) | (dHigh >>> 11);
    dHigh = ((dHigh << 21) | (d >>> 11)) ^ aHigh;
    d = turned ^ sum;
    a = sum;

    sum = (c + b) | 0;
    cHigh = (cHigh + bHigh + (sum >>> 0 < c >>> 0 ? 1 : 0)) | 0;
    turned = (b << 17) | (bHigh >>> 15);
    bHigh = ((bHigh << 17) | (b >>> 15)) ^ cHigh;
    b = turned ^ sum;
    c = cHigh;
    cHigh = sum;

    a ^= word;
    aHigh ^= wordHigh;
  }
  words[0] = a ^ b ^ c ^ d;
  words[1] = aHigh ^ bHigh ^ cHigh ^ dHigh;
  if (words[0] === -1 && words[1] === -1) words[0] = -2;
}
