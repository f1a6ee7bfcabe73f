/**
 * The hash objects that `hashlib` shows: what those of all modules have in common.
 * https://docs.python.org/3.14/library/hashlib.html#hash-objects
 */
import type { HashState } from "../../../host/host.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { BufferError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { flatBytes, isBufferLender } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { hexOf } from "../../objects/hex-bytes.ts";
import { isStr } from "../../objects/str.ts";
import { toSize } from "../../protocols/number.ts";
import { type HashFunction, startHash } from "./functions.ts";

export class PyHash extends PyInstance {
  state: HashState = undefined as unknown as HashState;
  name = "";
  blockSize = 64;
  digestSize = 16;
}

/** The bytes that a hash function takes of an argument. */
export function hashInput(data: Value): Uint8Array {
  if (isStr(data)) throw typeError("Strings must be encoded before hashing");
  if (!isBufferLender(data)) throw typeError("object supporting the buffer API required");
  const buffer = data.buffer$();
  if (buffer.shape.length > 1) throw newException(BufferError, "Buffer must be single dimension");
  return flatBytes(buffer);
}

/** What a constructor starts with, given by position or as `data`, or by the older keyword `string`. */
export function initialData(data: Value | undefined, string: Value | undefined): Value | undefined {
  if (data !== undefined && string !== undefined)
    throw typeError(
      "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
    );
  return data ?? string;
}

/** A hash object of this type; `data` is digested at once. */
export function newHash(type: PyType, hash: HashFunction, data: Value | undefined): PyHash {
  const self = type.alloc() as PyHash;
  self.name = hash.name;
  self.blockSize = hash.blockSize;
  self.digestSize = hash.digestSize;
  self.state = startHash(hash);
  if (data !== undefined) self.state.update(hashInput(data));
  return self;
}

/** The constructor function of a hash object. */
export function constructorRow(type: PyType, hash: HashFunction): NativeRow {
  return [
    "(data=b'', *, usedforsecurity=True, string=None)",
    (data?: Value, _security?: Value, string?: Value) => newHash(type, hash, initialData(data, string)),
  ];
}

/** A length of a digest that may have any. */
function wantedLength(length: Value): number {
  const size = toSize(length);
  if (size < 0) throw valueError("value must be positive");
  if (size >= 2 ** 29) throw valueError("length is too large");
  return size;
}

export const hashMethods: Readonly<Record<string, NativeRow>> = {
  update: [
    "(self, obj, /)",
    (self: PyHash, data: Value) => {
      self.state.update(hashInput(data));
      return null;
    },
  ],
  digest: ["(self, /)", (self: PyHash) => bytes(self.state.digest())],
  hexdigest: ["(self, /)", (self: PyHash) => hexOf(self.state.digest())],
  copy: [
    "(self, /)",
    (self: PyHash) => {
      const copy = self.cls$.alloc() as PyHash;
      copy.state = self.state.copy();
      copy.name = self.name;
      copy.blockSize = self.blockSize;
      copy.digestSize = self.digestSize;
      return copy;
    },
  ],
};

/** The methods of functions whose digests have any length. */
export const shakeMethods: Readonly<Record<string, NativeRow>> = {
  ...hashMethods,
  digest: ["(self, length)", (self: PyHash, length: Value) => bytes(self.state.digest(wantedLength(length)))],
  hexdigest: [
    "(self, length)",
    (self: PyHash, length: Value) => hexOf(self.state.digest(wantedLength(length))),
  ],
};

export const hashAttributes: Readonly<Record<string, GetSetRow>> = {
  name: { get: (self: PyHash) => self.name },
  digest_size: { get: (self: PyHash) => self.digestSize },
  block_size: { get: (self: PyHash) => self.blockSize },
};

export const hashSpec: TypeSpec = { methods: hashMethods, getset: hashAttributes };

/** From so many bytes on CPython lets other threads run while it digests; its tests ask for the number. */
export const GIL_MINSIZE = 2048;
