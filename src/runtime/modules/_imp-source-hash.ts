/** SipHash-1-3 with key (key, 0): what `_imp.source_hash` is. Follows Python/pyhash.c. */

const MASK = (1n << 64n) - 1n;
const rotate = (x: bigint, bits: bigint): bigint => ((x << bits) | (x >> (64n - bits))) & MASK;

export function sipHash13(key: bigint, data: Uint8Array): Uint8Array {
  const k0 = BigInt.asUintN(64, key);
  let v0 = k0 ^ 0x736f6d6570736575n;
  let v1 = 0x646f72616e646f6dn;
  let v2 = k0 ^ 0x6c7967656e657261n;
  let v3 = 0x7465646279746573n;
  const round = (): void => {
    v0 = (v0 + v1) & MASK;
    v2 = (v2 + v3) & MASK;
    v1 = rotate(v1, 13n) ^ v0;
    v3 = rotate(v3, 16n) ^ v2;
    v0 = rotate(v0, 32n);
    v2 = (v2 + v1) & MASK;
    v0 = (v0 + v3) & MASK;
    v1 = rotate(v1, 17n) ^ v2;
    v3 = rotate(v3, 21n) ^ v0;
    v2 = rotate(v2, 32n);
  };
  const word = (at: number, count: number): bigint => {
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(data[at + i] as number);
    return value;
  };
  const whole = data.length - (data.length % 8);
  for (let at = 0; at < whole; at += 8) {
    const m = word(at, 8);
    v3 ^= m;
    round();
    v0 ^= m;
  }
  const last = (BigInt(data.length & 0xff) << 56n) | word(whole, data.length - whole);
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xffn;
  for (let i = 0; i < 3; i++) round();
  const result = new Uint8Array(8);
  new DataView(result.buffer).setBigUint64(0, (v0 ^ v1 ^ v2 ^ v3) & MASK, true);
  return result;
}
