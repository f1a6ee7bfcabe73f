/** Modules `_md5`, `_sha1`, `_sha2` and `_sha3`: functions without parameters, a type for each. Follows Modules/md5module.c and
 * its siblings. */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { bytes } from "../../objects/bytes.ts";
import { type HashFunction, MD5, SHA1, SHA2, SHA3, SHAKE } from "./functions.ts";
import {
  constructorRow,
  GIL_MINSIZE,
  hashAttributes,
  hashMethods,
  hashSpec,
  initialData,
  newHash,
  PyHash,
  shakeMethods,
} from "./hash-object.ts";

type Declared = readonly [hash: HashFunction, name: string, type: PyType];

function declareAll(module: string, rows: readonly (readonly [HashFunction, string])[]): Declared[] {
  return rows.map(([hash, name]) => [
    hash,
    name,
    declareType(`${module}.${name}`, class extends PyHash {}, { subclassable: false }),
  ]);
}

/** A module of functions, with their types beside them. */
function moduleOf(name: string, declared: readonly Declared[]): NativeModule {
  return {
    name,
    constants: { _GIL_MINSIZE: GIL_MINSIZE },
    functions: Object.fromEntries(declared.map(([hash, , type]) => [hash.name, constructorRow(type, hash)])),
    types: Object.fromEntries(declared.map(([, typeName, type]) => [typeName, type])),
  };
}
const specs = (declared: readonly Declared[]): (readonly [PyType, TypeSpec])[] =>
  declared.map(([, , type]) => [type, hashSpec]);

const md5 = declareAll("_md5", [[MD5, "md5"]]);
const sha1 = declareAll("_sha1", [[SHA1, "sha1"]]);
const sha2 = declareAll(
  "_sha2",
  SHA2.map((hash) => [hash, `${hash.name.toUpperCase()}Type`]),
);
const sha3 = declareAll(
  "_sha3",
  [...SHA3, ...SHAKE].map((hash) => [hash, hash.name]),
);

const oneType = (declared: readonly Declared[], name: string): Readonly<Record<string, PyType>> => ({
  [name]: (declared[0] as Declared)[2],
});
export const md5Module: NativeModule = { ...moduleOf("_md5", md5), types: oneType(md5, "MD5Type") };
export const sha1Module: NativeModule = { ...moduleOf("_sha1", sha1), types: oneType(sha1, "SHA1Type") };
export const sha2Module: NativeModule = moduleOf("_sha2", sha2);

/** The types of `_sha3` are its constructors. */
export const sha3Module: NativeModule = {
  name: "_sha3",
  constants: { implementation: "HACL", _GIL_MINSIZE: GIL_MINSIZE },
  types: Object.fromEntries(sha3.map(([, name, type]) => [name, type])),
};

export const sha3Types: readonly (readonly [PyType, TypeSpec])[] = sha3.map(
  ([hash, , type]): readonly [PyType, TypeSpec] => {
    const shake = hash.digestSize === 0;
    return [
      type,
      {
        new: [
          "(data=b'', *, usedforsecurity=True, string=None)",
          (cls: PyType, data?: Value, _security?: Value, string?: Value) =>
            newHash(cls, hash, initialData(data, string)),
        ],
        methods: shake ? shakeMethods : hashMethods,
        getset: {
          ...hashAttributes,
          _capacity_bits: { get: () => 1600 - hash.blockSize * 8 },
          _rate_bits: { get: () => hash.blockSize * 8 },
          _suffix: { get: () => bytes(Uint8Array.of(shake ? 0x1f : 0x06)) },
        },
      },
    ];
  },
);

export const md5Types = specs(md5);
export const sha1Types = specs(sha1);
export const sha2Types = specs(sha2);
