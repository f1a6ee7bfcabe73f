/**
 * Hash functions in JavaScript, for hosts without native ones: `@noble/hashes`, which is audited, depends on nothing and
 * works step by step.
 *
 * A companion is a script of its own beside the library (`scripts/build.mjs` bundles each file of this folder), so that what few
 * programs need is not read at every start. It knows nothing of the runtime; `runtime/core/companion.ts` loads it.
 */
import { blake2b, blake2s } from "@noble/hashes/blake2.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { scrypt } from "@noble/hashes/scrypt.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from "@noble/hashes/sha3.js";
import type { Cryptography, HashState } from "../host/host.ts";

/** What is used of noble's objects; those of SHAKE have `xofInto`. */
interface State {
  update(data: Uint8Array): unknown;
  clone(): State;
  digest(): Uint8Array;
  xofInto?(out: Uint8Array): Uint8Array;
}

const functions: Readonly<Record<string, { create(): State }>> = {
  md5,
  sha1,
  ripemd160,
  sha224,
  sha256,
  sha384,
  sha512,
  "sha512-224": sha512_224,
  "sha512-256": sha512_256,
  "sha3-224": sha3_224,
  "sha3-256": sha3_256,
  "sha3-384": sha3_384,
  "sha3-512": sha3_512,
  shake128,
  shake256,
  blake2b512: blake2b,
  blake2s256: blake2s,
};

class PortableHash implements HashState {
  readonly #state: State;
  constructor(state: State) {
    this.#state = state;
  }
  update(data: Uint8Array): void {
    this.#state.update(data);
  }
  copy(): HashState {
    return new PortableHash(this.#state.clone());
  }
  digest(length?: number): Uint8Array {
    const end = this.#state.clone();
    return length === undefined ? end.digest() : (end.xofInto?.(new Uint8Array(length)) ?? end.digest());
  }
}

export const cryptography: Cryptography = {
  hash: (name) =>
    Object.hasOwn(functions, name)
      ? new PortableHash((functions[name] as { create(): State }).create())
      : undefined,
  pbkdf2: (name, password, salt, iterations, length) =>
    Object.hasOwn(functions, name)
      ? pbkdf2(functions[name] as Parameters<typeof pbkdf2>[0], password, salt, {
          c: iterations,
          dkLen: length,
        })
      : undefined,
  scrypt: (password, salt, { n, r, p }, maxMemory, length) =>
    scrypt(password, salt, { N: n, r, p, dkLen: length, maxmem: maxMemory }),
};
