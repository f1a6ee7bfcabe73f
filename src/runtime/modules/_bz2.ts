/** Module `_bz2`: the companion `bzip2` as Python's two classes. Follows Modules/_bz2module.c. */
import type { BadData, Decoder, Encoder } from "../../companions/bzip2.ts";
import { declareType } from "../core/builtin-types.ts";
import { companion } from "../core/companion.ts";
import type { TypeSpec } from "../core/define.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import type { PyType } from "../core/type.ts";
import { EOFError, OSError } from "../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../exceptions/raise.ts";
import { needBuffer } from "../objects/buffer.ts";
import { bytes } from "../objects/bytes.ts";
import { toCInt, toSize } from "../protocols/number.ts";

const bzip2 = (): {
  Encoder: typeof Encoder;
  Decoder: typeof Decoder;
  BadData: typeof BadData;
} => companion("bzip2");

class PyCompressor extends PyInstance {
  encoder: Encoder | undefined = undefined;
}
class PyDecompressor extends PyInstance {
  decoder: Decoder = undefined as unknown as Decoder;
  needsInput = true;
  failed = false;
}
const compressorType = declareType("_bz2.BZ2Compressor", PyCompressor, { subclassable: false });
const decompressorType = declareType("_bz2.BZ2Decompressor", PyDecompressor, { subclassable: false });

const unpicklable = (self: PyInstance): Value => {
  throw typeError(`cannot pickle '${self.cls$.name}' object`);
};

const compressorSpec: TypeSpec = {
  doc: "Create a compressor object for compressing data incrementally.",
  new: [
    "(compresslevel=9, /)",
    (cls: PyType, level: Value = 9) => {
      const wanted = toCInt(level);
      if (wanted < 1 || wanted > 9) throw valueError("compresslevel must be between 1 and 9");
      const self = cls.alloc() as PyCompressor;
      self.encoder = new (bzip2().Encoder)(wanted);
      return self;
    },
  ],
  methods: {
    compress: [
      "(self, data, /)",
      (self: PyCompressor, data: Value) => {
        const input = needBuffer(data);
        if (self.encoder === undefined) throw valueError("Compressor has been flushed");
        return bytes(self.encoder.feed(input));
      },
    ],
    flush: [
      "(self, /)",
      (self: PyCompressor) => {
        if (self.encoder === undefined) throw valueError("Repeated call to flush()");
        const rest = self.encoder.finish();
        self.encoder = undefined;
        return bytes(rest);
      },
    ],
    __reduce__: ["(self, /)", unpicklable],
  },
};

const decompressorSpec: TypeSpec = {
  doc: "Create a decompressor object for decompressing data incrementally.",
  new: [
    "()",
    (cls: PyType) => {
      const self = cls.alloc() as PyDecompressor;
      self.decoder = new (bzip2().Decoder)();
      return self;
    },
  ],
  methods: {
    decompress: [
      "(self, /, data, max_length=-1)",
      (self: PyDecompressor, data: Value, maximum: Value = -1) => {
        const input = needBuffer(data);
        const limit = toSize(maximum);
        const { decoder } = self;
        if (decoder.eof && decoder.available === 0)
          throw newException(EOFError, "End of stream already reached");
        try {
          if (self.failed) throw new (bzip2().BadData)();
          decoder.feed(input);
        } catch (error) {
          if (!(error instanceof bzip2().BadData)) throw error;
          self.failed = true;
          throw newException(OSError, "Invalid data stream");
        }
        const out = decoder.take(limit < 0 ? Number.POSITIVE_INFINITY : limit);
        self.needsInput = !decoder.eof && decoder.available === 0 && (limit < 0 || out.length < limit);
        return bytes(out.slice());
      },
    ],
    __reduce__: ["(self, /)", unpicklable],
  },
  getset: {
    // The stream ends for the caller when all of it was given out.
    eof: { get: (self: PyDecompressor) => self.decoder.eof && self.decoder.available === 0, member: true },
    unused_data: {
      get: (self: PyDecompressor) =>
        bytes(self.decoder.available === 0 ? self.decoder.unused.slice() : new Uint8Array(0)),
      member: true,
    },
    needs_input: { get: (self: PyDecompressor) => self.needsInput, member: true },
  },
};

export const bz2Module: NativeModule = {
  name: "_bz2",
  types: { BZ2Compressor: compressorType, BZ2Decompressor: decompressorType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [compressorType, compressorSpec],
  [decompressorType, decompressorSpec],
];
