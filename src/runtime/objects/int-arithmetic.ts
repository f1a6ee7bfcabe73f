/**
 * Arithmetic on payloads of ints. Numbers where the result is proved exact, bigints elsewhere. Operations that would
 * need more memory than an int may have raise MemoryError before they start, where CPython would try and fail.
 * Follows Objects/longobject.c.
 */
import { memoryError, overflowError, valueError, zeroDivisionError } from "../exceptions/raise.ts";
import { divideToDouble } from "./double-bits.ts";
import { bitLength, type Int, int } from "./int.ts";

/** JavaScript engines hold bigints of up to 2 ** 30 bits. */
const MAX_BITS = 2 ** 30 - 1;

/** Shifts from here on are looked at before they are made. */
const LARGE_SHIFT = 2 ** 20;

const isSmall = (n: Int): n is number => typeof n === "number";
const fits32 = (n: Int): n is number => typeof n === "number" && (n | 0) === n;

export function addInt(a: Int, b: Int): Int {
  if (isSmall(a) && isSmall(b)) {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return int(BigInt(a) + BigInt(b));
}

export function subInt(a: Int, b: Int): Int {
  if (isSmall(a) && isSmall(b)) {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return int(BigInt(a) - BigInt(b));
}

export function mulInt(a: Int, b: Int): Int {
  if (isSmall(a) && isSmall(b)) {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product + 0;
  }
  // The engine checks the size of the product before it starts, with a RangeError that becomes MemoryError.
  return int(BigInt(a) * BigInt(b));
}

/** `a // b`, rounding towards minus infinity. */
export function floordivInt(a: Int, b: Int): Int {
  if (b === 0) throw zeroDivisionError("division by zero");
  if (isSmall(a) && isSmall(b)) {
    const rest = a % b;
    const quotient = (a - rest) / b + 0;
    return rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  if (x > longDividend && y > longDividend) {
    const quotient = shortQuotient(x, y);
    if (quotient !== undefined) return quotient;
  }
  const quotient = x / y;
  return int(x < 0n !== y < 0n && quotient * y !== x ? quotient - 1n : quotient);
}

/** From here on V8's division costs more than {@link shortQuotient}. */
const longDividend = 1n << 4096n;

/** Shifts by which any bigint comes down to at most 512 bits. */
const shiftSteps: readonly bigint[] = Array.from({ length: 21 }, (_, i) => 1n << BigInt(29 - i));

/** How far to shift `x`, of more than 4096 bits, to the right to leave between 257 and 768 bits of it. */
function excessBits(x: bigint): bigint {
  let rest = x;
  let excess = 0n;
  for (const step of shiftSteps) {
    const shifted = rest >> step;
    if (shifted === 0n) continue;
    rest = shifted;
    excess += step;
  }
  return excess - 256n;
}

/**
 * `x // y` of two long positive bigints when it is a small number, else undefined. V8 divides long numbers in a way that pays
 * for long quotients; a short one follows from the leading bits, and is then made exact by the remainder.
 */
function shortQuotient(x: bigint, y: bigint): number | undefined {
  const excess = excessBits(x);
  const divisor = Number(y >> excess);
  const estimate = Math.floor(Number(x >> excess) / divisor);
  // With that many bits left of both, the estimate is wrong by one at most.
  if (!(estimate < 2 ** 48) || divisor < 2 ** 128) return undefined;
  const rest = x - BigInt(estimate) * y;
  if (rest < 0n) return estimate - 1;
  return rest >= y ? estimate + 1 : estimate;
}

/** `a % b`, with the sign of `b`. */
export function modInt(a: Int, b: Int): Int {
  if (b === 0) throw zeroDivisionError("division by zero");
  if (isSmall(a) && isSmall(b)) {
    const rest = (a % b) + 0;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  const rest = x % y;
  return int(rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest);
}

/** `a / b` correctly rounded; OverflowError when the quotient is out of a double's range. */
export function truedivInt(a: Int, b: Int): number {
  if (b === 0) throw zeroDivisionError("division by zero");
  if (a === 0) return b < 0 ? -0 : 0;
  if (isSmall(a) && isSmall(b)) return a / b;
  const quotient = divideToDouble(BigInt(a), BigInt(b));
  if (!Number.isFinite(quotient)) throw overflowError("integer division result too large for a float");
  return quotient;
}

/** `base ** exponent` for an exponent that is not negative. */
export function powInt(base: Int, exponent: Int): Int {
  if (isSmall(base) && isSmall(exponent)) {
    const power = base ** exponent;
    // Math.pow is not exact in every engine; below 2 ** 53 repeated multiplication is.
    if (power <= Number.MAX_SAFE_INTEGER && power >= -Number.MAX_SAFE_INTEGER)
      return smallPow(base, exponent);
    if (base === 2 && exponent <= MAX_BITS) return 1n << BigInt(exponent);
  }
  if (base === 0 || base === 1) return exponent === 0 ? 1 : base;
  if (base === -1) return modInt(exponent, 2) === 0 ? 1 : -1;
  if (exponent === 0) return 1;
  // abs(base) >= 2 ** (bits - 1), so the result has at least that many bits times the exponent.
  if (!isSmall(exponent) || Math.max(1, bitLength(base) - 1) * exponent > MAX_BITS) throw memoryError();
  return int(BigInt(base) ** BigInt(exponent));
}

function smallPow(base: number, exponent: number): number {
  if (base === 0 || base === 1 || base === -1) {
    if (base === -1) return exponent % 2 === 0 ? 1 : -1;
    return exponent === 0 ? 1 : base;
  }
  let result = 1;
  let square = base;
  for (let rest = exponent; ; ) {
    if ((rest & 1) === 1) result *= square;
    rest >>= 1;
    if (rest === 0) return result;
    square *= square;
  }
}

/** `pow(base, exponent, modulus)`; a negative exponent inverts the base. */
export function powModInt(base: Int, exponent: Int, modulus: Int): Int {
  if (modulus === 0) throw valueError("pow() 3rd argument cannot be 0");
  const m = BigInt(modulus);
  const size = m < 0n ? -m : m;
  if (size === 1n) return 0;
  let b = BigInt(modInt(base, int(size)));
  let e = BigInt(exponent);
  if (e < 0n) {
    b = invert(b, size);
    e = -e;
  }
  const result = size < 2n ** 26n ? BigInt(smallPowMod(Number(b), e, Number(size))) : bigPowMod(b, e, size);
  return int(m < 0n && result !== 0n ? result + m : result);
}

function smallPowMod(base: number, exponent: bigint, modulus: number): number {
  let result = 1 % modulus;
  let square = base;
  for (const bit of [...exponent.toString(2)].reverse()) {
    if (bit === "1") result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Left-to-right binary exponentiation over the digits of the exponent. */
function bigPowMod(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    const nibble = Number.parseInt(digit, 16);
    for (let bit = 8; bit > 0; bit >>= 1) {
      result = (result * result) % modulus;
      if ((nibble & bit) !== 0) result = (result * base) % modulus;
    }
  }
  return result;
}

/** The inverse of `a` modulo `n` by Euclid's extended algorithm. */
function invert(a: bigint, n: bigint): bigint {
  let [b, c] = [1n, 0n];
  let [x, y] = [a, n];
  while (y !== 0n) {
    const q = x / y;
    [x, y] = [y, x % y];
    [b, c] = [c, b - q * c];
  }
  if (x !== 1n) throw valueError("base is not invertible for the given modulus");
  return b < 0n ? b + n : b;
}

/** Digits of 30 bits that CPython could count in an address space of 64 bits. */
const MAX_DIGITS = 2n ** 61n - 7n;

export function lshiftInt(a: Int, count: Int): Int {
  if (count < 0) throw valueError("negative shift count");
  if (a === 0) return 0;
  if (!isSmall(count))
    throw BigInt(count) / 30n > MAX_DIGITS ? overflowError("too many digits in integer") : memoryError();
  if (isSmall(a) && count < 53) {
    const shifted = a * (powersOfTwo[count] as number);
    if (Number.isSafeInteger(shifted)) return shifted;
  }
  // Counting the bits of a long number takes longer than shifting it.
  if (count > LARGE_SHIFT && bitLength(a) + count > MAX_BITS) throw memoryError();
  return int(BigInt(a) << shifts(count));
}

export function rshiftInt(a: Int, count: Int): Int {
  if (count < 0) throw valueError("negative shift count");
  if (!isSmall(count)) return a < 0 ? -1 : 0;
  if (isSmall(a)) return count > 53 ? (a < 0 ? -1 : 0) : Math.floor(a / (powersOfTwo[count] as number));
  return int(a >> shifts(count));
}

/** Engines take ten times as long to compute one. */
const powersOfTwo: readonly number[] = Array.from({ length: 54 }, (_, i) => 2 ** i);

/** The bigint of a shift count; the engine is slow to make one. */
function shifts(count: number): bigint {
  return count < smallCounts.length ? (smallCounts[count] as bigint) : BigInt(count);
}

const smallCounts: readonly bigint[] = Array.from({ length: 128 }, (_, i) => BigInt(i));

/** Two numbers that bit operations can take in halves: JavaScript's take the lower one. */
function arePositive(a: Int, b: Int): boolean {
  return isSmall(a) && isSmall(b) && a >= 0 && b >= 0;
}

/** The bits from the 32nd on. */
const high = (n: Int): number => Math.floor((n as number) / 0x100000000);

export function andInt(a: Int, b: Int): Int {
  if (fits32(a) && fits32(b)) return a & b;
  if (arePositive(a, b)) return (high(a) & high(b)) * 0x100000000 + (((a as number) & (b as number)) >>> 0);
  return int(BigInt(a) & BigInt(b));
}

export function orInt(a: Int, b: Int): Int {
  if (fits32(a) && fits32(b)) return a | b;
  if (arePositive(a, b)) return (high(a) | high(b)) * 0x100000000 + (((a as number) | (b as number)) >>> 0);
  return int(BigInt(a) | BigInt(b));
}

export function xorInt(a: Int, b: Int): Int {
  if (fits32(a) && fits32(b)) return a ^ b;
  if (arePositive(a, b)) return (high(a) ^ high(b)) * 0x100000000 + (((a as number) ^ (b as number)) >>> 0);
  return int(BigInt(a) ^ BigInt(b));
}

export function negInt(a: Int): Int {
  return isSmall(a) ? 0 - a : int(-a);
}

export function invertInt(a: Int): Int {
  return isSmall(a) && a > -Number.MAX_SAFE_INTEGER && a < Number.MAX_SAFE_INTEGER ? -1 - a : int(~BigInt(a));
}

export function absInt(a: Int): Int {
  return a < 0 ? negInt(a) : a;
}

/** The payload as a double, rounded to nearest; OverflowError when out of range. */
export function intToDouble(a: Int): number {
  const result = Number(a);
  if (!Number.isFinite(result)) throw overflowError("int too large to convert to float");
  return result;
}

/** `gcd(a, b)`, never negative. */
export function gcdInt(a: Int, b: Int): Int {
  if (isSmall(a) && isSmall(b)) return gcdSmall(Math.abs(a), Math.abs(b));
  let [x, y] = [BigInt(absInt(a)), BigInt(absInt(b))];
  if (x < y) [x, y] = [y, x];
  while (y > MAX_SAFE) [x, y] = lehmerStep(x, y);
  return y === 0n ? int(x) : gcdSmall(Number(y), Number(x % y));
}

function gcdSmall(x: number, y: number): number {
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Some steps of Euclid's algorithm at once, by the leading digits alone: Knuth, The Art of Computer Programming, 4.5.2, algorithm L. Of
 * `x >= y`; the result is such a pair of the same divisor.
 */
function lehmerStep(x: bigint, y: bigint): [bigint, bigint] {
  const shift = BigInt(bitLength(x) - 50);
  let [high, low] = [Number(x >> shift), Number(y >> shift)];
  let [a, b, c, d] = [1, 0, 0, 1];
  while (low + c !== 0 && low + d !== 0) {
    const quotient = Math.floor((high + a) / (low + c));
    if (quotient !== Math.floor((high + b) / (low + d))) break;
    [a, c] = [c, a - quotient * c];
    [b, d] = [d, b - quotient * d];
    [high, low] = [low, high - quotient * low];
  }
  if (b === 0) return [y, x % y];
  const [bigA, bigB, bigC, bigD] = [BigInt(a), BigInt(b), BigInt(c), BigInt(d)];
  return [bigA * x + bigB * y, bigC * x + bigD * y];
}
