const MASK = 0xffffffffffffffffn;

export function run(n) {
  let state = 88172645463325252n;
  let h = 0xcbf29ce484222325n;
  let crc = 0xffffffffn;
  for (let i = 0n; i < BigInt(n); i++) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    h = ((h ^ (i & 0xffn)) * 0x100000001b3n) & MASK;
    crc = (crc >> 1n) ^ ((crc & 1n) === 1n ? 0xedb88320n : 0n) ^ (state >> 40n);
  }
  return [state, h, crc];
}
