/** Module `_sha3`: SHA-3 and SHAKE (FIPS 202). The constants are computed by the standard's rules when first needed. */
import { once } from "../../../base/once.ts";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { valueError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { toSize } from "../../protocols/number.ts";
import { hashAttributes, hashMethods, hexText, PyHash } from "./hash-object.ts";

const word = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, n: bigint): bigint => (n === 0n ? x : word(x << n) | (x >> (64n - n)));

/** Constants of step iota, from the linear feedback shift register of the standard. */
const roundConstants = once(() => {
  const constants: bigint[] = [];
  let register = 1;
  for (let round = 0; round < 24; round++) {
    let constant = 0n;
    for (let j = 0; j < 7; j++) {
      if ((register & 1) === 1) constant |= 1n << ((1n << BigInt(j)) - 1n);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
    constants.push(constant);
  }
  return constants;
});

/** The walk over the lanes of steps rho and pi: where each goes and how far it is rotated. */
const walk = once(() => {
  const steps: (readonly [lane: number, rotation: bigint])[] = [];
  let [x, y] = [1, 0];
  for (let t = 0; t < 24; t++) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    steps.push([x + 5 * y, BigInt((((t + 1) * (t + 2)) / 2) % 64)]);
  }
  return steps;
});

/** Keccak-f[1600] on 25 lanes. */
function permute(a: bigint[]): void {
  const steps = walk();
  for (const constant of roundConstants()) {
    const column = [0, 1, 2, 3, 4].map(
      (x) =>
        (a[x] as bigint) ^
        (a[x + 5] as bigint) ^
        (a[x + 10] as bigint) ^
        (a[x + 15] as bigint) ^
        (a[x + 20] as bigint),
    );
    for (let x = 0; x < 5; x++) {
      const mixed = (column[(x + 4) % 5] as bigint) ^ rotate(column[(x + 1) % 5] as bigint, 1n);
      for (let y = 0; y < 25; y += 5) a[x + y] = (a[x + y] as bigint) ^ mixed;
    }
    let moving = a[1] as bigint;
    for (const [lane, rotation] of steps) {
      const next = a[lane] as bigint;
      a[lane] = rotate(moving, rotation);
      moving = next;
    }
    for (let y = 0; y < 25; y += 5) {
      const row = a.slice(y, y + 5);
      for (let x = 0; x < 5; x++) {
        a[x + y] = (row[x] as bigint) ^ (word(~(row[(x + 1) % 5] as bigint)) & (row[(x + 2) % 5] as bigint));
      }
    }
    a[0] = (a[0] as bigint) ^ constant;
  }
}

/** `length` bytes of the sponge with this rate; `suffix` is the domain's. */
function sponge(message: Uint8Array, rate: number, suffix: number, length: number): Uint8Array {
  const input = new Uint8Array(Math.ceil((message.length + 1) / rate) * rate);
  input.set(message);
  input[message.length] = suffix;
  input[input.length - 1] = (input[input.length - 1] as number) | 0x80;
  const view = new DataView(input.buffer);
  const lanes: bigint[] = new Array(25).fill(0n);
  for (let at = 0; at < input.length; at += rate) {
    for (let i = 0; i < rate / 8; i++) lanes[i] = (lanes[i] as bigint) ^ view.getBigUint64(at + 8 * i, true);
    permute(lanes);
  }
  const blocks = Math.ceil(length / rate);
  const output = new DataView(new ArrayBuffer(blocks * rate));
  for (let block = 0; block < blocks; block++) {
    if (block > 0) permute(lanes);
    for (let i = 0; i < rate / 8; i++) output.setBigUint64(block * rate + 8 * i, lanes[i] as bigint, true);
  }
  return new Uint8Array(output.buffer, 0, length);
}

interface Variant {
  readonly name: string;
  /** Bits of the capacity. */
  readonly capacity: number;
  readonly shake: boolean;
}

const variants: readonly Variant[] = [
  ...[224, 256, 384, 512].map((bits) => ({ name: `sha3_${bits}`, capacity: 2 * bits, shake: false })),
  ...[128, 256].map((bits) => ({ name: `shake_${bits}`, capacity: 2 * bits, shake: true })),
];

function wantedLength(length: Value): number {
  const size = toSize(length);
  if (size < 0) throw valueError("value must be positive");
  if (size >= 2 ** 29) throw valueError("length is too large");
  return size;
}

function declare({ name, capacity, shake }: Variant): readonly [PyType, TypeSpec] {
  const type = declareType(`_sha3.${name}`, class extends PyHash {}, { subclassable: false });
  const rate = 200 - capacity / 8;
  const size = shake ? 0 : capacity / 16;
  const squeeze = (self: PyHash, length: Value): Uint8Array =>
    sponge(self.message(), rate, 0x1f, wantedLength(length));
  const spec: TypeSpec = {
    new: [
      "(data=b'', *, usedforsecurity=True, string=None)",
      (cls: PyType, data?: Value, _security?: Value, string: Value = null) => {
        const self = cls.alloc() as PyHash;
        self.name = name;
        self.blockSize = rate;
        self.digestSize = size;
        self.compute = (message) => sponge(message, rate, 0x06, size);
        const source = data ?? string;
        if (source !== null) self.update(source);
        return self;
      },
    ],
    methods: shake
      ? {
          ...hashMethods,
          digest: ["(self, length)", (self: PyHash, length: Value) => bytes(squeeze(self, length).slice())],
          hexdigest: ["(self, length)", (self: PyHash, length: Value) => hexText(squeeze(self, length))],
        }
      : hashMethods,
    getset: {
      ...hashAttributes,
      _capacity_bits: { get: () => capacity },
      _rate_bits: { get: () => rate * 8 },
      _suffix: { get: () => bytes(Uint8Array.of(shake ? 0x1f : 0x06)) },
    },
  };
  return [type, spec];
}

export const sha3Types: readonly (readonly [PyType, TypeSpec])[] = variants.map(declare);

export const sha3Module: NativeModule = {
  name: "_sha3",
  constants: { implementation: "HACL" },
  types: Object.fromEntries(sha3Types.map(([type]) => [type.name, type])),
};
