/**
 * The hash objects of `_md5`, `_sha1`, `_sha3` and `_blake2`, which `hashlib` shows: what they have in common.
 *
 * An object keeps the whole message and digests it when asked: digests are asked for at the end, messages are short, and
 * `copy` costs nothing. The algorithms are functions from a message to bytes, one file each, written from their standards.
 * https://docs.python.org/3.14/library/hashlib.html#hash-objects
 */
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { typeError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { isStr } from "../../objects/str.ts";

export type Digest = (message: Uint8Array) => Uint8Array;

export class PyHash extends PyInstance {
  chunks: Uint8Array[] = [];
  name = "";
  blockSize = 64;
  digestSize = 16;
  compute: Digest = (message) => message;

  update(data: Value): void {
    if (isStr(data)) throw typeError("Strings must be encoded before hashing");
    const buffer = bufferOf(data);
    if (buffer === undefined) throw typeError("object supporting the buffer API required");
    this.chunks.push(buffer.slice());
  }

  message(): Uint8Array {
    if (this.chunks.length === 1) return this.chunks[0] as Uint8Array;
    const message = new Uint8Array(this.chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of this.chunks) {
      message.set(chunk, at);
      at += chunk.length;
    }
    this.chunks = [message];
    return message;
  }

  digest(): Uint8Array {
    return this.compute(this.message());
  }
}

export const hexText = (data: Uint8Array): string =>
  Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const hashMethods: Readonly<Record<string, NativeRow>> = {
  update: [
    "(self, data, /)",
    (self: PyHash, data: Value) => {
      self.update(data);
      return null;
    },
  ],
  digest: ["(self, /)", (self: PyHash) => bytes(self.digest().slice())],
  hexdigest: ["(self, /)", (self: PyHash) => hexText(self.digest())],
  copy: [
    "(self, /)",
    (self: PyHash) => {
      const copy = self.cls$.alloc() as PyHash;
      copy.chunks = [...self.chunks];
      copy.name = self.name;
      copy.blockSize = self.blockSize;
      copy.digestSize = self.digestSize;
      copy.compute = self.compute;
      return copy;
    },
  ],
};

export const hashAttributes: Readonly<Record<string, GetSetRow>> = {
  name: { get: (self: PyHash) => self.name },
  digest_size: { get: (self: PyHash) => self.digestSize },
  block_size: { get: (self: PyHash) => self.blockSize },
};

export const hashSpec: TypeSpec = { methods: hashMethods, getset: hashAttributes };

/** A message with the padding of MD5 and SHA-1: a one bit, zeros, and the length in bits in the last eight bytes. */
export function padded(message: Uint8Array, littleEndian: boolean): DataView {
  const view = new DataView(new ArrayBuffer(Math.ceil((message.length + 9) / 64) * 64));
  new Uint8Array(view.buffer).set(message);
  view.setUint8(message.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(message.length) * 8n, littleEndian);
  return view;
}
