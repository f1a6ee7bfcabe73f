/** The hash functions by Python's names, and where they come from: the host, or else the companion `hashes`. */
import type { Cryptography, HashState } from "../../../host/host.ts";
import { companion } from "../../core/companion.ts";
import { current } from "../../core/state.ts";

export interface HashFunction {
  /** Python's name: `sha3_256`. */
  readonly name: string;
  /** OpenSSL's: `sha3-256`. */
  readonly id: string;
  /** Bytes; 0 for functions whose digests have any length. */
  readonly digestSize: number;
  readonly blockSize: number;
}

const row = (name: string, digestSize: number, blockSize: number, id = name): HashFunction => ({
  name,
  id,
  digestSize,
  blockSize,
});

export const MD5 = row("md5", 16, 64);
export const SHA1 = row("sha1", 20, 64);
export const SHA2: readonly HashFunction[] = [
  row("sha224", 28, 64),
  row("sha256", 32, 64),
  row("sha384", 48, 128),
  row("sha512", 64, 128),
];
export const SHA3: readonly HashFunction[] = [
  row("sha3_224", 28, 144, "sha3-224"),
  row("sha3_256", 32, 136, "sha3-256"),
  row("sha3_384", 48, 104, "sha3-384"),
  row("sha3_512", 64, 72, "sha3-512"),
];
export const SHAKE: readonly HashFunction[] = [
  row("shake_128", 0, 168, "shake128"),
  row("shake_256", 0, 136, "shake256"),
];
export const BLAKE2B = row("blake2b", 64, 128, "blake2b512");
export const BLAKE2S = row("blake2s", 32, 64, "blake2s256");
/** Those that CPython has by OpenSSL alone. */
const OTHERS: readonly HashFunction[] = [
  row("sha512_224", 28, 128, "sha512-224"),
  row("sha512_256", 32, 128, "sha512-256"),
  row("ripemd160", 20, 64),
];

/** All of them, as `_hashlib` knows them. */
export const hashFunctions: readonly HashFunction[] = [
  MD5,
  SHA1,
  ...SHA2,
  ...SHA3,
  ...SHAKE,
  BLAKE2B,
  BLAKE2S,
  ...OTHERS,
];

const portable = (): Cryptography => companion<{ cryptography: Cryptography }>("hashes").cryptography;

/** A message without bytes yet. */
export function startHash({ id }: HashFunction): HashState {
  return current.host.cryptography?.hash(id) ?? (portable().hash(id) as HashState);
}

export function pbkdf2(
  { id }: HashFunction,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Uint8Array {
  return (
    current.host.cryptography?.pbkdf2(id, password, salt, iterations, length) ??
    (portable().pbkdf2(id, password, salt, iterations, length) as Uint8Array)
  );
}

export const scrypt: Cryptography["scrypt"] = (...args) =>
  (current.host.cryptography ?? portable()).scrypt(...args);
