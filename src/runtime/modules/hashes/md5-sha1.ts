/** Modules `_md5` (RFC 1321) and `_sha1` (FIPS 180-4). */
import { once } from "../../../base/once.ts";
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { type Digest, hashSpec, PyHash, padded } from "./hash-object.ts";

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** Sines of the integers, as MD5 wants them. */
const sines = once(() =>
  Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32)),
);
const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function md5(message: Uint8Array): Uint8Array {
  const view = padded(message, true);
  const table = sines();
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let mixed: number;
      let word: number;
      if (round === 0) {
        mixed = (b & c) | (~b & d);
        word = i;
      } else if (round === 1) {
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) & 15;
      } else if (round === 2) {
        mixed = b ^ c ^ d;
        word = (3 * i + 5) & 15;
      } else {
        mixed = c ^ (b | ~d);
        word = (7 * i) & 15;
      }
      const sum = (a + mixed + (table[i] as number) + view.getInt32(at + 4 * word, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotate(sum, MD5_SHIFTS[round * 4 + (i & 3)] as number)) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return words([a0, b0, c0, d0], true);
}

const SHA1_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc | 0, 0xca62c1d6 | 0];

function sha1(message: Uint8Array): Uint8Array {
  const view = padded(message, false);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0] as [
    number,
    number,
    number,
    number,
    number,
  ];
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 80; i++) {
      const x = (w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number);
      w[i] = rotate(x, 1);
    }
    let [a, b, c, d, e] = state;
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const sum = (rotate(a, 5) + mixed + e + (SHA1_CONSTANTS[round] as number) + (w[i] as number)) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = sum;
    }
    [a, b, c, d, e].forEach((x, i) => {
      state[i] = ((state[i] as number) + x) | 0;
    });
  }
  return words(state, false);
}

function words(state: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * state.length));
  state.forEach((x, i) => {
    view.setInt32(4 * i, x, littleEndian);
  });
  return new Uint8Array(view.buffer);
}

class PyMd5 extends PyHash {}
class PySha1 extends PyHash {}
const md5Type = declareType("_md5.md5", PyMd5, { subclassable: false });
const sha1Type = declareType("_sha1.sha1", PySha1, { subclassable: false });

function constructorRow(type: PyType, name: string, digestSize: number, compute: Digest): NativeRow {
  return [
    "(data=b'', *, usedforsecurity=True, string=None)",
    (data?: Value, _security?: Value, string: Value = null) => {
      const self = type.alloc() as PyHash;
      self.name = name;
      self.digestSize = digestSize;
      self.compute = compute;
      const source = data ?? string;
      if (source !== null) self.update(source);
      return self;
    },
  ];
}

export const md5Module: NativeModule = {
  name: "_md5",
  functions: { md5: constructorRow(md5Type, "md5", 16, md5) },
  types: { MD5Type: md5Type },
};

export const sha1Module: NativeModule = {
  name: "_sha1",
  functions: { sha1: constructorRow(sha1Type, "sha1", 20, sha1) },
  types: { SHA1Type: sha1Type },
};

export const md5Types: readonly (readonly [PyType, TypeSpec])[] = [[md5Type, hashSpec]];
export const sha1Types: readonly (readonly [PyType, TypeSpec])[] = [[sha1Type, hashSpec]];
