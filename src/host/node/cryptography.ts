/** Hash functions by Node's `crypto`, which is OpenSSL. */
import type { Hash } from "node:crypto";
import type { Cryptography, HashState } from "../host.ts";
import { load } from "./load.ts";

const crypto = (): typeof import("node:crypto") => load("node:crypto");

class NodeHash implements HashState {
  readonly #hash: Hash;
  constructor(hash: Hash) {
    this.#hash = hash;
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  copy(): HashState {
    return new NodeHash(this.#hash.copy());
  }
  digest(length?: number): Uint8Array {
    const end = length === undefined ? this.#hash.copy() : this.#hash.copy({ outputLength: length });
    return new Uint8Array(end.digest());
  }
}

/** The value of `compute`; undefined where OpenSSL does not have what it asks for. */
function whereKnown<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

export const nodeCryptography: Cryptography = {
  hash: (name) => whereKnown(() => new NodeHash(crypto().createHash(name))),
  pbkdf2: (name, password, salt, iterations, length) =>
    whereKnown(() => new Uint8Array(crypto().pbkdf2Sync(password, salt, iterations, length, name))),
  scrypt: (password, salt, { n, r, p }, maxMemory, length) =>
    new Uint8Array(crypto().scryptSync(password, salt, length, { N: n, r, p, maxmem: maxMemory })),
};
