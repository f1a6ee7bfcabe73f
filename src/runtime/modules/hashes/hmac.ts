/**
 * HMAC (RFC 2104) over any of the hash functions, and module `_hmac`; `_hashlib` shows the same under OpenSSL's names.
 * Follows Modules/hmacmodule.c.
 */
import { address } from "../../core/identity.ts";
import type { HashState } from "../../../host/host.ts";
import { declareType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { NativeRow } from "../../core/native.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { ValueError } from "../../exceptions/hierarchy.ts";
import { newException, typeError } from "../../exceptions/raise.ts";
import { bytes } from "../../objects/bytes.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { reprText } from "../../protocols/repr.ts";
import { BLAKE2B, BLAKE2S, type HashFunction, MD5, SHA1, SHA2, SHA3, startHash } from "./functions.ts";
import { hexOf } from "../../objects/hex-bytes.ts";
import { GIL_MINSIZE, hashInput } from "./hash-object.ts";

class Hmac {
  readonly #inner: HashState;
  readonly #outer: HashState;

  constructor(hash: HashFunction, key: Uint8Array, from?: Hmac) {
    if (from !== undefined) {
      this.#inner = from.#inner.copy();
      this.#outer = from.#outer;
      return;
    }
    this.#inner = startHash(hash);
    this.#outer = startHash(hash);
    let short = key;
    if (key.length > hash.blockSize) {
      const state = startHash(hash);
      state.update(key);
      short = state.digest();
    }
    const pad = new Uint8Array(hash.blockSize);
    pad.set(short);
    this.#inner.update(pad.map((byte) => byte ^ 0x36));
    this.#outer.update(pad.map((byte) => byte ^ 0x5c));
  }

  update(data: Uint8Array): void {
    this.#inner.update(data);
  }

  digest(): Uint8Array {
    const outer = this.#outer.copy();
    outer.update(this.#inner.digest());
    return outer.digest();
  }
}

export class PyHmac extends PyInstance {
  hash: HashFunction = MD5;
  state: Hmac = undefined as unknown as Hmac;
}

export function newHmac(type: PyType, hash: HashFunction, key: Value, message: Value | undefined): PyHmac {
  const self = type.alloc() as PyHmac;
  self.hash = hash;
  self.state = new Hmac(hash, hashInput(key));
  if (message !== undefined && message !== null) self.state.update(hashInput(message));
  return self;
}

/** The code of a message at once. */
export function hmacDigest(hash: HashFunction, key: Value, message: Value): Value {
  const state = new Hmac(hash, hashInput(key));
  state.update(hashInput(message));
  return bytes(state.digest());
}

export const hmacSpec: TypeSpec = {
  methods: {
    copy: [
      "(self, /)",
      (self: PyHmac) => {
        const copy = self.cls$.alloc() as PyHmac;
        copy.hash = self.hash;
        copy.state = new Hmac(self.hash, new Uint8Array(0), self.state);
        return copy;
      },
    ],
    update: [
      "(self, msg)",
      (self: PyHmac, message: Value) => {
        self.state.update(hashInput(message));
        return null;
      },
    ],
    digest: ["(self, /)", (self: PyHmac) => bytes(self.state.digest())],
    hexdigest: ["(self, /)", (self: PyHmac) => hexOf(self.state.digest())],
    __repr__: ["(self, /)", (self: PyHmac) => `<${self.hash.name} HMAC object @ ${address(self)}>`],
  },
  getset: {
    name: { get: (self: PyHmac) => `hmac-${self.hash.name}` },
    digest_size: { get: (self: PyHmac) => self.hash.digestSize },
    block_size: { get: (self: PyHmac) => self.hash.blockSize },
  },
};

const hmacType = declareType("_hmac.HMAC", class extends PyHmac {}, { subclassable: false });
const unknownHashError = declareType("_hmac.UnknownHashError", class extends PyBaseException {}, {
  bases: [ValueError],
  hasDict: true,
});

const known: readonly HashFunction[] = [MD5, SHA1, ...SHA2, ...SHA3, BLAKE2B, BLAKE2S];
/** BLAKE2 goes by the length of its digest too. */
const moduleName = ({ name }: HashFunction): string =>
  name === "blake2b" ? "blake2b_32" : name === "blake2s" ? "blake2s_32" : name;

function hashNamed(digest: Value | undefined): HashFunction {
  if (digest === undefined || digest === null) throw typeError("Missing required parameter 'digestmod'.");
  const name = isStr(digest) ? strOf(digest).toLowerCase().replace("-", "_") : "";
  const hash = known.find((one) => one.name === name || moduleName(one) === name);
  if (hash === undefined)
    throw newException(
      unknownHashError,
      `unsupported hash type: ${isStr(digest) ? strOf(digest) : reprText(digest)}`,
    );
  return hash;
}

export const hmacModule: NativeModule = {
  name: "_hmac",
  constants: { _GIL_MINSIZE: GIL_MINSIZE },
  types: { HMAC: hmacType, UnknownHashError: unknownHashError },
  functions: {
    new: [
      "(key, msg=None, digestmod=None)",
      (key: Value, message?: Value, digest?: Value) => newHmac(hmacType, hashNamed(digest), key, message),
    ],
    compute_digest: [
      "(key, msg, digest)",
      (key: Value, message: Value, digest: Value) => {
        if (digest === null) throw newException(unknownHashError, "unsupported hash type: None");
        return hmacDigest(hashNamed(digest), key, message);
      },
    ],
    ...Object.fromEntries(
      known.map((hash): [string, NativeRow] => [
        `compute_${moduleName(hash)}`,
        ["(key, msg, /)", (key: Value, message: Value) => hmacDigest(hash, key, message)],
      ]),
    ),
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [hmacType, hmacSpec],
  [unknownHashError, {}],
];
