/** Module `_blake2`: BLAKE2b and BLAKE2s (RFC 7693), with keys, salts and the parameters of trees. */
import { once } from "../../../base/once.ts";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { truthy } from "../../protocols/compare.ts";
import { toIndex } from "../../protocols/number.ts";
import { hashAttributes, hashMethods, PyHash } from "./hash-object.ts";

interface Variant {
  readonly name: string;
  readonly label: string;
  /** Bits of a word. */
  readonly bits: bigint;
  readonly rounds: number;
  readonly rotations: readonly bigint[];
}
const BLAKE2B: Variant = {
  name: "blake2b",
  label: "BLAKE2B",
  bits: 64n,
  rounds: 12,
  rotations: [32n, 24n, 16n, 63n],
};
const BLAKE2S: Variant = {
  name: "blake2s",
  label: "BLAKE2S",
  bits: 32n,
  rounds: 10,
  rotations: [16n, 12n, 8n, 7n],
};

/** Order of the message's words in each round, a row of hexadecimal digits each. */
const SCHEDULE = once(() =>
  [
    "0123456789abcdef",
    "ea489fd61c02b753",
    "b8c052fdae367194",
    "7931dcbe265a40f8",
    "905724afe1bc683d",
    "2c6a0b834d75fe19",
    "c51fed4a0763928b",
    "db7ec13950f4862a",
    "6fe9b308c2d714a5",
    "a2847615fb9e3cd0",
  ].map((row) => Array.from(row, (digit) => Number.parseInt(digit, 16))),
);

/** The first 64 bits of the fractions of the square roots of the first eight primes. */
const START = once(() =>
  [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n].map((prime) => {
    const square = prime << 128n;
    let x = 1n << 67n;
    for (;;) {
      const y = (x + square / x) >> 1n;
      if (y >= x) return BigInt.asUintN(64, x);
      x = y;
    }
  }),
);
const startOf = ({ bits }: Variant): bigint[] => START().map((x) => x >> (64n - bits));

const MIXES = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

function compress(
  h: bigint[],
  m: readonly bigint[],
  count: bigint,
  last: boolean,
  lastNode: boolean,
  variant: Variant,
): void {
  const { bits, rounds, rotations } = variant;
  const width = Number(bits);
  const word = (x: bigint): bigint => BigInt.asUintN(width, x);
  const rotate = (x: bigint, n: bigint): bigint => (x >> n) | word(x << (bits - n));
  const [r1, r2, r3, r4] = rotations as [bigint, bigint, bigint, bigint];
  const v = [...h, ...startOf(variant)];
  v[12] = (v[12] as bigint) ^ word(count);
  v[13] = (v[13] as bigint) ^ word(count >> bits);
  if (last) v[14] = word(~(v[14] as bigint));
  if (last && lastNode) v[15] = word(~(v[15] as bigint));
  for (let round = 0; round < rounds; round++) {
    const order = SCHEDULE()[round % 10] as number[];
    MIXES.forEach(([ia, ib, ic, id], i) => {
      let [a, b, c, d] = [v[ia], v[ib], v[ic], v[id]] as [bigint, bigint, bigint, bigint];
      a = word(a + b + (m[order[2 * i] as number] as bigint));
      d = rotate(d ^ a, r1);
      c = word(c + d);
      b = rotate(b ^ c, r2);
      a = word(a + b + (m[order[2 * i + 1] as number] as bigint));
      d = rotate(d ^ a, r3);
      c = word(c + d);
      b = rotate(b ^ c, r4);
      [v[ia], v[ib], v[ic], v[id]] = [a, b, c, d];
    });
  }
  for (let i = 0; i < 8; i++) h[i] = (h[i] as bigint) ^ (v[i] as bigint) ^ (v[i + 8] as bigint);
}

/** Words of the parameter block or of a message's block, least byte first. */
function wordsOf(data: Uint8Array, at: number, count: number, { bits }: Variant): bigint[] {
  const view = new DataView(data.buffer, data.byteOffset);
  return Array.from({ length: count }, (_, i) =>
    bits === 64n ? view.getBigUint64(at + 8 * i, true) : BigInt(view.getUint32(at + 4 * i, true)),
  );
}

function digest(
  message: Uint8Array,
  key: Uint8Array,
  parameters: Uint8Array,
  lastNode: boolean,
  variant: Variant,
): Uint8Array {
  const block = 2 * Number(variant.bits);
  const input = key.length === 0 ? message : new Uint8Array(block + message.length);
  if (key.length > 0) {
    input.set(key);
    input.set(message, block);
  }
  const h = startOf(variant);
  wordsOf(parameters, 0, 8, variant).forEach((x, i) => {
    h[i] = (h[i] as bigint) ^ x;
  });
  const blocks = Math.max(1, Math.ceil(input.length / block));
  const filled = new Uint8Array(blocks * block);
  filled.set(input);
  for (let i = 0; i < blocks; i++) {
    const last = i === blocks - 1;
    const count = BigInt(last ? input.length : (i + 1) * block);
    compress(h, wordsOf(filled, i * block, 16, variant), count, last, lastNode, variant);
  }
  const size = Number(variant.bits) / 8;
  const out = new Uint8Array(8 * size);
  h.forEach((x, i) => {
    for (let j = 0; j < size; j++) out[i * size + j] = Number((x >> BigInt(8 * j)) & 255n);
  });
  return out.slice(0, parameters[0]);
}

function declare(variant: Variant): readonly [PyType, TypeSpec] {
  const { name, bits } = variant;
  const type = declareType(`_blake2.${name}`, class extends PyHash {});
  const longest = Number(bits);
  const saltSize = longest / 4;
  const offsetBytes = bits === 64n ? 8 : 6;
  const within = (
    value: Value | undefined,
    fallback: number,
    low: number,
    high: number,
    text: string,
  ): number => {
    const n = value === undefined ? fallback : toIndex(value);
    if (n < low || n > high) throw valueError(text);
    return Number(n);
  };
  const limited = (value: Value | undefined, length: number, what: string): Uint8Array => {
    const data = value === undefined ? new Uint8Array() : needBuffer(value).slice();
    if (data.length > length) throw valueError(`maximum ${what} length is ${length} bytes`);
    return data;
  };
  const spec: TypeSpec = {
    new: [
      `(data=b'', /, *, digest_size=${longest}, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)`,
      (cls: PyType, data?: Value, ...options: readonly (Value | undefined)[]) => {
        const [size, keyGiven, salt, person, fanout, depth, leaf, offset, nodeDepth, inner, lastNode] =
          options;
        const parameters = new Uint8Array(longest);
        const view = new DataView(parameters.buffer);
        const key = limited(keyGiven, longest, "key");
        parameters[0] = within(
          size,
          longest,
          1,
          longest,
          `digest_size for ${name.replace("blake", "Blake")} must be between 1 and ${longest} bytes, here it is ${size}`,
        );
        parameters[1] = key.length;
        parameters[2] = within(fanout, 1, 0, 255, "fanout must be between 0 and 255");
        parameters[3] = within(depth, 1, 1, 255, "depth must be between 1 and 255");
        const leafSize = leaf === undefined ? 0 : toIndex(leaf);
        if (leafSize < 0) throw valueError("value must be positive");
        if (leafSize > 0xffffffff) throw newException(OverflowError, "leaf_size is too large");
        view.setUint32(4, Number(leafSize), true);
        const nodeOffset = BigInt(offset === undefined ? 0 : toIndex(offset));
        if (nodeOffset < 0n || nodeOffset >= 1n << BigInt(8 * offsetBytes)) {
          throw newException(OverflowError, "node_offset is too large");
        }
        for (let i = 0; i < offsetBytes; i++)
          parameters[8 + i] = Number((nodeOffset >> BigInt(8 * i)) & 255n);
        parameters[8 + offsetBytes] = within(nodeDepth, 0, 0, 255, "node_depth must be between 0 and 255");
        parameters[9 + offsetBytes] = within(
          inner,
          0,
          0,
          longest,
          `inner_size must be between 0 and is ${longest}`,
        );
        parameters.set(limited(salt, saltSize, "salt"), longest - 2 * saltSize);
        parameters.set(limited(person, saltSize, "person"), longest - saltSize);
        const isLast = lastNode !== undefined && truthy(lastNode);
        const self = cls.alloc() as PyHash;
        self.name = name;
        self.blockSize = 2 * longest;
        self.digestSize = parameters[0] as number;
        self.compute = (message) => digest(message, key, parameters, isLast, variant);
        if (data !== undefined) self.update(data);
        return self;
      },
    ],
    methods: hashMethods,
    getset: hashAttributes,
    constants: {
      SALT_SIZE: saltSize,
      PERSON_SIZE: saltSize,
      MAX_KEY_SIZE: longest,
      MAX_DIGEST_SIZE: longest,
    },
  };
  return [type, spec];
}

export const blake2Types: readonly (readonly [PyType, TypeSpec])[] = [BLAKE2B, BLAKE2S].map(declare);

export const blake2Module: NativeModule = {
  name: "_blake2",
  types: Object.fromEntries(blake2Types.map(([type]) => [type.name, type])),
  constants: Object.fromEntries(
    [BLAKE2B, BLAKE2S].flatMap(({ label, bits }) => [
      [`${label}_SALT_SIZE`, Number(bits) / 4],
      [`${label}_PERSON_SIZE`, Number(bits) / 4],
      [`${label}_MAX_KEY_SIZE`, Number(bits)],
      [`${label}_MAX_DIGEST_SIZE`, Number(bits)],
    ]),
  ),
};
