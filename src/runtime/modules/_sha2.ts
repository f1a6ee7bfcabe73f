/** Module `_sha2`: SHA-224, 256, 384 and 512 (FIPS 180-4). `random.seed` of a string needs it. Follows
 * Modules/sha2module.c. The round constants are fractions of the roots of primes, computed when first needed. */
import { once } from "../../base/once.ts";
import { declareType } from "../core/builtin-types.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";

type Variant = 224 | 256 | 384 | 512;

const primes = once(() => {
  const found: number[] = [];
  for (let n = 2; found.length < 80; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
});

/** Integral part of the `degree`-th root of n. */
function root(n: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high - 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= n) low = middle;
    else high = middle;
  }
  return low;
}

/** First 64 bits of the fraction of a root of a prime. */
const fraction = (prime: number, degree: bigint): bigint =>
  BigInt.asUintN(64, root(BigInt(prime) << (64n * degree), degree));

/** First 64 bits of the fractions of the cube roots of the primes, and of square roots of the first of them. */
const cubeRoots = once(() => primes().map((prime) => fraction(prime, 3n)));
const squareRoots = once(() =>
  primes()
    .slice(0, 16)
    .map((prime) => fraction(prime, 2n)),
);
const cubeRoots32 = once(() => Uint32Array.from(cubeRoots().slice(0, 64), (k) => Number(k >> 32n)));

/** The state that a variant starts from. */
function startOf(variant: Variant): readonly bigint[] {
  const half = variant === 224 || variant === 384 ? squareRoots().slice(8, 16) : squareRoots().slice(0, 8);
  if (variant === 224) return half.map((h) => h & 0xffffffffn);
  return variant === 256 ? half.map((h) => h >> 32n) : half;
}

const rotate32 = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function compress32(h: Uint32Array, view: DataView, at: number): void {
  const constants = cubeRoots32();
  const w = new Uint32Array(64);
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = rotate32(x, 7) ^ rotate32(x, 18) ^ (x >>> 3);
    const s1 = rotate32(y, 17) ^ rotate32(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, k] = h as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate32(e, 6) ^ rotate32(e, 11) ^ rotate32(e, 25);
    const t1 = (k + s1 + ((e & f) ^ (~e & g)) + (constants[i] as number) + (w[i] as number)) | 0;
    const s0 = rotate32(a, 2) ^ rotate32(a, 13) ^ rotate32(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [k, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, k].forEach((x, i) => {
    h[i] = (h[i] as number) + x;
  });
}

const word = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate64 = (x: bigint, n: bigint): bigint => word((x >> n) | (x << (64n - n)));

function compress64(h: bigint[], view: DataView, at: number): void {
  const constants = cubeRoots();
  const w: bigint[] = [];
  for (let i = 0; i < 16; i++) w.push(view.getBigUint64(at + 8 * i));
  for (let i = 16; i < 80; i++) {
    const x = w[i - 15] as bigint;
    const y = w[i - 2] as bigint;
    const s0 = rotate64(x, 1n) ^ rotate64(x, 8n) ^ (x >> 7n);
    const s1 = rotate64(y, 19n) ^ rotate64(y, 61n) ^ (y >> 6n);
    w.push(word((w[i - 16] as bigint) + s0 + (w[i - 7] as bigint) + s1));
  }
  let [a, b, c, d, e, f, g, k] = h as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
  for (let i = 0; i < 80; i++) {
    const s1 = rotate64(e, 14n) ^ rotate64(e, 18n) ^ rotate64(e, 41n);
    const t1 = k + s1 + ((e & f) ^ (word(~e) & g)) + (constants[i] as bigint) + (w[i] as bigint);
    const s0 = rotate64(a, 28n) ^ rotate64(a, 34n) ^ rotate64(a, 39n);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [k, g, f, e, d, c, b, a] = [g, f, e, word(d + t1), c, b, a, word(t1 + t2)];
  }
  [a, b, c, d, e, f, g, k].forEach((x, i) => {
    h[i] = word((h[i] as bigint) + x);
  });
}

/** The digest of a message. */
function digest(message: Uint8Array, variant: Variant): Uint8Array {
  const wide = variant > 256;
  const block = wide ? 128 : 64;
  const tail = wide ? 16 : 8;
  const padded = new Uint8Array(Math.ceil((message.length + 1 + tail) / block) * block);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const out = new DataView(new ArrayBuffer(64));
  if (wide) {
    const h = [...startOf(variant)];
    for (let at = 0; at < padded.length; at += block) compress64(h, view, at);
    h.forEach((x, i) => {
      out.setBigUint64(8 * i, x);
    });
  } else {
    const h = Uint32Array.from(startOf(variant), Number);
    for (let at = 0; at < padded.length; at += block) compress32(h, view, at);
    h.forEach((x, i) => {
      out.setUint32(4 * i, x);
    });
  }
  return new Uint8Array(out.buffer, 0, variant / 8);
}

/** Keeps the whole message: digests are asked for at the end, and `copy` is cheap. */
class PySha2 extends PyInstance {
  variant: Variant = 256;
  chunks: Uint8Array[] = [];

  digest(): Uint8Array {
    const message = new Uint8Array(this.chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of this.chunks) {
      message.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [message];
    return digest(message, this.variant);
  }
}
class PySha224 extends PySha2 {}
class PySha256 extends PySha2 {}
class PySha384 extends PySha2 {}
class PySha512 extends PySha2 {}

const types: Readonly<Record<Variant, PyType>> = {
  224: declareType("_sha2.SHA224Type", PySha224, { subclassable: false }),
  256: declareType("_sha2.SHA256Type", PySha256, { subclassable: false }),
  384: declareType("_sha2.SHA384Type", PySha384, { subclassable: false }),
  512: declareType("_sha2.SHA512Type", PySha512, { subclassable: false }),
};

const spec: TypeSpec = {
  methods: {
    update: [
      "(self, obj, /)",
      (self: PySha2, data: Value) => {
        self.chunks.push(needBuffer(data).slice());
        return null;
      },
    ],
    digest: ["(self, /)", (self: PySha2) => bytes(self.digest().slice())],
    hexdigest: [
      "(self, /)",
      (self: PySha2) => Array.from(self.digest(), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    ],
    copy: [
      "(self, /)",
      (self: PySha2) => {
        const copy = self.cls$.alloc() as PySha2;
        copy.variant = self.variant;
        copy.chunks = [...self.chunks];
        return copy;
      },
    ],
  },
  getset: {
    name: { get: (self: PySha2) => `sha${self.variant}` },
    digest_size: { get: (self: PySha2) => self.variant / 8 },
    block_size: { get: (self: PySha2) => (self.variant > 256 ? 128 : 64) },
  },
};

function constructorRow(variant: Variant): NativeRow {
  return [
    "(data=b'', *, usedforsecurity=True, string=None)",
    (data?: Value, _security?: Value, string: Value = null) => {
      const self = (types[variant] as PyType).alloc() as PySha2;
      self.variant = variant;
      const source = data ?? string;
      if (source !== null) self.chunks.push(needBuffer(source).slice());
      return self;
    },
  ];
}

export const sha2Module: NativeModule = {
  name: "_sha2",
  functions: {
    sha224: constructorRow(224),
    sha256: constructorRow(256),
    sha384: constructorRow(384),
    sha512: constructorRow(512),
  },
  types: { SHA224Type: types[224], SHA256Type: types[256], SHA384Type: types[384], SHA512Type: types[512] },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = Object.values(types).map((type) => [
  type,
  spec,
]);
