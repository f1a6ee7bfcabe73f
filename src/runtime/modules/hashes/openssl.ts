/**
 * Module `_hashlib`: what CPython takes from OpenSSL. `hashlib` takes its constructors from here, and only here are
 * `pbkdf2_hmac` and `scrypt`. Follows Modules/_hashopenssl.c.
 */
import { address } from "../../core/identity.ts";
import { declareType } from "../../core/builtin-types.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import { PyBuiltinFunction } from "../../core/native.ts";
import type { NativeRow } from "../../core/native.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError, ValueError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { PyMappingProxy } from "../../objects/mapping-proxy.ts";
import { PyFrozenSet } from "../../objects/set.ts";
import { moduleGet, type PyModule } from "../../objects/module.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { toIndex } from "../../protocols/number.ts";

import { compareDigest } from "../_operator.ts";
import { BLAKE2B, BLAKE2S, type HashFunction, hashFunctions, pbkdf2, scrypt } from "./functions.ts";
import {
  constructorRow,
  GIL_MINSIZE,
  hashAttributes,
  hashMethods,
  initialData,
  newHash,
  PyHash,
  shakeMethods,
} from "./hash-object.ts";
import { hmacDigest, hmacSpec, newHmac, PyHmac } from "./hmac.ts";

const hashType = declareType("_hashlib.HASH", PyHash, { subclassable: false });
const xofType = declareType("_hashlib.HASHXOF", class extends PyHash {}, {
  bases: [hashType],
  subclassable: false,
});
const hmacType = declareType("_hashlib.HMAC", class extends PyHmac {}, { subclassable: false });
const unsupportedError = declareType("_hashlib.UnsupportedDigestmodError", class extends PyBaseException {}, {
  bases: [ValueError],
  hasDict: true,
});

const byName: ReadonlyMap<string, HashFunction> = new Map(
  hashFunctions.flatMap((hash) => [
    [hash.name, hash],
    [hash.id, hash],
  ]),
);
const find = (name: string): HashFunction | undefined => byName.get(name) ?? byName.get(name.toLowerCase());

const create = (hash: HashFunction, data: Value | undefined): PyHash =>
  newHash(hash.digestSize === 0 ? xofType : hashType, hash, data);

/** The functions `openssl_sha256` and so on. */
const withConstructor = hashFunctions.filter((hash) => hash !== BLAKE2B && hash !== BLAKE2S);

/** What `digestmod` names: a name, or one of the constructors of this module. */
function digestOf(digest: Value | undefined): HashFunction {
  let hash: HashFunction | undefined;
  if (isStr(digest as Value)) hash = find(strOf(digest as Value));
  else if (digest instanceof PyBuiltinFunction)
    hash = withConstructor.find((one) => `openssl_${one.name}` === digest.name);
  // HMAC has no meaning for functions without a length of their own.
  if (hash === undefined || hash.digestSize === 0)
    throw newException(
      unsupportedError,
      isStr(digest as Value) ? `Unsupported digestmod ${strOf(digest as Value)}` : "Unsupported digestmod",
    );
  return hash;
}

function positiveLength(value: Value, longest: number, name: string): number {
  const n = toIndex(value);
  if (n < 1) throw valueError(`${name} must be greater than 0.`);
  if (n > longest) throw newException(OverflowError, `${name} is too great.`);
  return Number(n);
}

function unsignedLong(
  value: Value | undefined,
  name: string,
  isRight: (n: number) => boolean,
  text: string,
): number {
  if (value === undefined || value === null)
    throw typeError(`${name} is required and must be an unsigned int`);
  const n = toIndex(value);
  if (n < 0 || n > 0xffffffff || !isRight(Number(n))) throw valueError(text);
  return Number(n);
}

function computeScrypt(
  password: Value,
  salt: Value | undefined,
  n: Value | undefined,
  r: Value | undefined,
  p: Value | undefined,
  maxMemory: Value = 0,
  length: Value = 64,
): Value {
  const secret = needBuffer(password);
  if (salt === undefined) throw typeError("salt is required");
  const salty = needBuffer(salt);
  const isPowerOfTwo = (x: number): boolean => x >= 2 && (x & (x - 1)) === 0;
  const cost = {
    n: unsignedLong(n, "n", isPowerOfTwo, "n must be a power of 2."),
    r: unsignedLong(r, "r", () => true, "r is required and must be an unsigned int"),
    p: unsignedLong(p, "p", () => true, "p is required and must be an unsigned int"),
  };
  const memory = toIndex(maxMemory);
  if (memory < 0 || memory > 0x7fffffff)
    throw valueError("maxmem must be positive and smaller than 2147483647");
  const size = toIndex(length);
  if (size < 1 || size > 0x7fffffff)
    throw valueError("dklen must be greater than 0 and smaller than 2147483647");
  // OpenSSL's limit where none is given.
  const limit = memory === 0 ? 32 * 1024 * 1024 : Number(memory);
  // What OpenSSL counts: the blocks of all lanes, of the table, and of the working space.
  if (cost.r === 0 || cost.p === 0 || 128 * cost.r * (cost.p + cost.n + 2) > limit)
    throw valueError("Invalid parameter combination for n, r, p, maxmem.");
  return bytes(scrypt(secret, salty, cost, 2 * limit, Number(size)));
}

const sortedNames = hashFunctions.map(({ name }) => name);

export const hashlibModule: NativeModule = {
  name: "_hashlib",
  doc: "OpenSSL interface for hashlib module",
  constants: { _GIL_MINSIZE: GIL_MINSIZE },
  types: { HASH: hashType, HASHXOF: xofType, HMAC: hmacType, UnsupportedDigestmodError: unsupportedError },
  functions: {
    new: [
      "(name, data=b'', *, usedforsecurity=True, string=None)",
      (name: Value, data?: Value, _security?: Value, string?: Value) => {
        const initial = initialData(data, string);
        if (!isStr(name)) throw typeError("name must be a string");
        const hash = find(strOf(name));
        if (hash === undefined)
          throw newException(unsupportedError, `unsupported digest name: ${strOf(name)}`);
        return create(hash, initial);
      },
    ],
    ...Object.fromEntries(
      withConstructor.map((hash): [string, NativeRow] => [
        `openssl_${hash.name}`,
        constructorRow(hash.digestSize === 0 ? xofType : hashType, hash),
      ]),
    ),
    pbkdf2_hmac: [
      "(hash_name, password, salt, iterations, dklen=None)",
      (name: Value, password: Value, salt: Value, iterations: Value, length: Value = null) => {
        if (!isStr(name)) throw typeError("pbkdf2_hmac() argument 'hash_name' must be str, not bytes");
        const secret = needBuffer(password);
        const salty = needBuffer(salt);
        const hash = find(strOf(name));
        if (hash === undefined) throw newException(unsupportedError, `unsupported hash type: ${strOf(name)}`);
        const rounds = toIndex(iterations);
        if (rounds < 1) throw valueError("iteration value must be greater than 0.");
        if (rounds > 0x7fffffff) throw newException(OverflowError, "iteration value is too great.");
        const size = length === null ? hash.digestSize : positiveLength(length, 0x7fffffff, "key length");
        return bytes(pbkdf2(hash, secret, salty, Number(rounds), size));
      },
    ],
    scrypt: ["(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", computeScrypt],
    hmac_new: [
      "(key, msg=b'', digestmod=None)",
      (key: Value, message?: Value, digest?: Value) => {
        if (digest === undefined || digest === null)
          throw typeError("Missing required parameter 'digestmod'.");
        return newHmac(hmacType, digestOf(digest), key, message);
      },
    ],
    hmac_digest: [
      "(key, msg, digest)",
      (key: Value, message: Value, digest: Value) => hmacDigest(digestOf(digest), key, message),
    ],
    compare_digest: ["(a, b, /)", compareDigest],
    get_fips_mode: ["()", () => 0],
  },
  init(set, module) {
    set("openssl_md_meth_names", new PyFrozenSet(sortedNames));
    const constructors = new PyDict();
    for (const { name } of withConstructor) {
      constructors.set(moduleGet(module as PyModule, `openssl_${name}`) as Value, name);
    }
    set("_constructors", new PyMappingProxy(constructors));
  },
};

const hashRepr: NativeRow = [
  "(self, /)",
  (self: PyHash) =>
    `<${self.name} _hashlib.${self.cls$ === xofType ? "HASHXOF" : "HASH"} object @ ${address(self)}>`,
];

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [hashType, { methods: { ...hashMethods, __repr__: hashRepr }, getset: hashAttributes }],
  [
    xofType,
    {
      methods: {
        digest: shakeMethods["digest"] as NativeRow,
        hexdigest: shakeMethods["hexdigest"] as NativeRow,
      },
    },
  ],
  [hmacType, hmacSpec],
  [unsupportedError, {}],
];
