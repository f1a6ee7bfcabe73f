/**
 * `hash()`. Numbers hash as in CPython (equal numbers of any type have equal hashes, modulus 2**61 - 1; see
 * https://docs.python.org/3.14/library/stdtypes.html#hashing-of-numeric-types), and so do tuples and frozensets of them
 * (collection-hash.ts). str and bytes have those of sip-hash.ts.
 *
 * {@link foldHash} maps any hash to the int32 that hash tables use, the same for every object that is equal.
 */
import { typeError } from "../exceptions/raise.ts";
import { PyInt, special, typeOf } from "./builtin-types.ts";
import { identityOf } from "./identity.ts";
import { PyObject, type Value } from "./object.ts";
import { hashText } from "./sip-hash.ts";
import { split, words } from "./wide-words.ts";

const MODULUS = (1n << 61n) - 1n;
/** `sys.hash_info.inf` */
const INFINITY_HASH = 314159;
/** `hash(None)`, constant since 3.12. */
const NONE_HASH = 0xfca86420;

/** `hash(value)` as Python shows it, an int; TypeError when unhashable. */
export function hash(value: Value): number | bigint {
  switch (typeof value) {
    case "string":
      return hashText(value);
    case "number":
      return Number.isInteger(value) ? hashInt(value) : hashDouble(value);
    case "bigint":
      return hashInt(value);
    case "boolean":
      return value ? 1 : 0;
    default:
      return value === null ? NONE_HASH : hashObject(value);
  }
}

function hashObject(value: PyObject): number | bigint {
  const method = special(value, "m$__hash__");
  if (method === undefined || method === null) throw typeError(`unhashable type: '${typeOf(value).name}'`);
  return hashResult(method.c1(value));
}

/** What `__hash__` returned, as PyObject_Hash sees it: an int of 64 bits that is not -1. */
function hashResult(result: Value): number | bigint {
  if (typeof result === "number" && Number.isInteger(result)) return result === -1 ? -2 : result;
  if (typeof result === "boolean") return result ? 1 : 0;
  if (typeof result === "bigint") return BigInt.asIntN(64, result) === result ? result : hashInt(result);
  if (result instanceof PyInt) return hashResult(result.value);
  throw typeError("__hash__ method should return an integer");
}

/** Hash of an int payload. */
export function hashInt(n: number | bigint): number | bigint {
  if (typeof n === "number") return n === -1 ? -2 : n;
  const rest = n < 0n ? -(-n % MODULUS) : n % MODULUS;
  const small = Number(rest);
  if (!Number.isSafeInteger(small)) return rest;
  return small === -1 ? -2 : small;
}

const bits = new DataView(new ArrayBuffer(8));

/** Hash of a float payload, integral or not. */
export function hashDouble(x: number): number | bigint {
  if (Math.floor(x) === x) {
    if (Number.isSafeInteger(x)) return hashInt(x + 0);
    return Number.isFinite(x) ? hashInt(BigInt(x)) : x > 0 ? INFINITY_HASH : -INFINITY_HASH;
  }
  if (x !== x) return 0;
  // x = mantissa * 2**exponent; multiplying by a power of 2 modulo 2**61 - 1 rotates 61 bits.
  bits.setFloat64(0, Math.abs(x));
  const top = bits.getUint32(0);
  const biased = top >>> 20;
  let high = biased === 0 ? top & 0xfffff : (top & 0xfffff) | 0x100000;
  let low = bits.getUint32(4);
  const exponent = Math.max(biased, 1) - 1075;
  let turn = ((exponent % 61) + 61) % 61;
  // `high` holds the upper 29 bits of 61, `low` the lower 32.
  for (; turn > 0; ) {
    const step = Math.min(turn, 24);
    const out = Math.floor(high / 2 ** (29 - step));
    const carry = Math.floor(low / 2 ** (32 - step));
    high = (high % 2 ** (29 - step)) * 2 ** step + carry;
    low = (low % 2 ** (32 - step)) * 2 ** step + out;
    turn -= step;
  }
  const magnitude = high * 0x100000000 + low;
  if (Number.isSafeInteger(magnitude)) {
    const result = x < 0 ? -magnitude : magnitude;
    return result === -1 ? -2 : result + 0;
  }
  const exact = (BigInt(high) << 32n) | BigInt(low);
  return x < 0 ? -exact : exact;
}

/** `object.__hash__`. */
export function identityHash(object: PyObject): number {
  // What `object.__hash__` says of NaN, the one value that asks here and may be a primitive.
  if (!(object instanceof PyObject)) return 0;
  return identityOf(object) / 16;
}

/** The int32 by which hash tables work. */
export function foldHash(h: number | bigint): number {
  if (typeof h === "number") {
    const small = h | 0;
    if (small === h) return small;
  }
  split(h);
  return foldWords(words[0] as number, words[1] as number);
}

/** As {@link foldHash}, of the halves of a hash. */
export function foldWords(low: number, high: number): number {
  return high === low >> 31 ? low : low ^ Math.imul(high, 0x9e3779b1);
}
