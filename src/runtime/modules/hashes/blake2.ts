/** Module `_blake2`: BLAKE2b and BLAKE2s, with keys, salts and the parameters of trees. Follows Modules/blake2module.c. */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { OverflowError } from "../../exceptions/hierarchy.ts";
import { newException, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { truthy } from "../../protocols/compare.ts";
import { toIndex } from "../../protocols/number.ts";
import { Blake2State } from "./blake2-state.ts";
import { BLAKE2B, BLAKE2S, type HashFunction, startHash } from "./functions.ts";
import { GIL_MINSIZE, hashAttributes, hashInput, hashMethods, initialData, PyHash } from "./hash-object.ts";

function declare(hash: HashFunction): readonly [PyType, TypeSpec] {
  const { name, digestSize: longest } = hash;
  const wide = hash === BLAKE2B;
  const type = declareType(`_blake2.${name}`, class extends PyHash {});
  const saltSize = longest / 4;
  const offsetBytes = wide ? 8 : 6;
  const within = (
    value: Value | undefined,
    fallback: number,
    low: number,
    high: number,
    text: string,
  ): number => {
    const n = value === undefined ? fallback : toIndex(value);
    if (n < low || n > high) throw valueError(text);
    return Number(n);
  };
  const limited = (value: Value | undefined, length: number, what: string): Uint8Array => {
    const data = value === undefined ? new Uint8Array() : needBuffer(value).slice();
    if (data.length > length) throw valueError(`maximum ${what} length is ${length} bytes`);
    return data;
  };
  const spec: TypeSpec = {
    new: [
      `(data=b'', *, digest_size=${longest}, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)`,
      (cls: PyType, data?: Value, ...options: readonly (Value | undefined)[]) => {
        const [
          size,
          keyGiven,
          salt,
          person,
          fanout,
          depth,
          leaf,
          offset,
          nodeDepth,
          inner,
          lastNode,
          ,
          string,
        ] = options;
        const initial = initialData(data, string);
        const parameters = new Uint8Array(longest);
        const view = new DataView(parameters.buffer);
        const key = limited(keyGiven, longest, "key");
        parameters[0] = within(
          size,
          longest,
          1,
          longest,
          `digest_size for ${name.replace("blake", "Blake")} must be between 1 and ${longest} bytes, here it is ${size}`,
        );
        parameters[1] = key.length;
        parameters[2] = within(fanout, 1, 0, 255, "fanout must be between 0 and 255");
        parameters[3] = within(depth, 1, 1, 255, "depth must be between 1 and 255");
        const leafSize = leaf === undefined ? 0 : toIndex(leaf);
        if (leafSize < 0) throw valueError("value must be positive");
        if (leafSize > 0xffffffff) throw newException(OverflowError, "leaf_size is too large");
        view.setUint32(4, Number(leafSize), true);
        const nodeOffset = BigInt(offset === undefined ? 0 : toIndex(offset));
        if (nodeOffset < 0n) throw valueError("value must be positive");
        if (nodeOffset >= 1n << BigInt(8 * offsetBytes)) {
          throw newException(OverflowError, "node_offset is too large");
        }
        for (let i = 0; i < offsetBytes; i++)
          parameters[8 + i] = Number((nodeOffset >> BigInt(8 * i)) & 255n);
        parameters[8 + offsetBytes] = within(nodeDepth, 0, 0, 255, "node_depth must be between 0 and 255");
        parameters[9 + offsetBytes] = within(
          inner,
          0,
          0,
          longest,
          `inner_size must be between 0 and is ${longest}`,
        );
        parameters.set(limited(salt, saltSize, "salt"), longest - 2 * saltSize);
        parameters.set(limited(person, saltSize, "person"), longest - saltSize);
        const isLast = lastNode !== undefined && truthy(lastNode);
        const self = cls.alloc() as PyHash;
        self.name = name;
        self.blockSize = hash.blockSize;
        self.digestSize = parameters[0] as number;
        // The host's function has no parameters.
        const plain = options.slice(0, 11).every((option) => option === undefined);
        self.state = plain ? startHash(hash) : new Blake2State(wide, parameters, isLast);
        if (key.length > 0) {
          const block = new Uint8Array(hash.blockSize);
          block.set(key);
          self.state.update(block);
        }
        if (initial !== undefined) self.state.update(hashInput(initial));
        return self;
      },
    ],
    methods: hashMethods,
    getset: hashAttributes,
    constants: {
      SALT_SIZE: saltSize,
      PERSON_SIZE: saltSize,
      MAX_KEY_SIZE: longest,
      MAX_DIGEST_SIZE: longest,
    },
  };
  return [type, spec];
}

export const blake2Types: readonly (readonly [PyType, TypeSpec])[] = [BLAKE2B, BLAKE2S].map(declare);

export const blake2Module: NativeModule = {
  name: "_blake2",
  types: Object.fromEntries(blake2Types.map(([type]) => [type.name, type])),
  constants: {
    _GIL_MINSIZE: GIL_MINSIZE,
    ...Object.fromEntries(
      [BLAKE2B, BLAKE2S].flatMap(({ name, digestSize }) => [
        [`${name.toUpperCase()}_SALT_SIZE`, digestSize / 4],
        [`${name.toUpperCase()}_PERSON_SIZE`, digestSize / 4],
        [`${name.toUpperCase()}_MAX_KEY_SIZE`, digestSize],
        [`${name.toUpperCase()}_MAX_DIGEST_SIZE`, digestSize],
      ]),
    ),
  },
};
