/** `zlib._ZlibDecompressor`, which `gzip` reads with: it keeps its input. Follows Modules/zlibmodule.c. */
import { declareType } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { EOFError } from "../../exceptions/hierarchy.ts";
import { newException } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes } from "../../objects/bytes.ts";
import { toCInt, toSize } from "../../protocols/number.ts";
import { dictionaryOf, inflate, startInflating } from "./decompress.ts";
import {
  concat,
  leftOver,
  newStream,
  Output,
  type Stream,
  setInput,
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  zlibError,
} from "./stream.ts";

const Z_SYNC_FLUSH = 2;

class PyZlibDecompressor extends PyInstance {
  stream: Stream = newStream();
  dictionary: Uint8Array | undefined = undefined;
  input: Uint8Array = new Uint8Array(0);
  unusedData: Uint8Array = new Uint8Array(0);
  eof = false;
  needsInput = true;
}
export const decompressorType = declareType("zlib._ZlibDecompressor", PyZlibDecompressor, {
  subclassable: false,
});

export const decompressorSpec: TypeSpec = {
  doc: "Create a decompressor object for decompressing data incrementally.",
  new: [
    "(wbits=15, zdict=b'')",
    (_cls, wbits: Value = 15, dictionary?: Value) => {
      const self = new PyZlibDecompressor();
      self.dictionary = dictionaryOf(dictionary);
      self.stream = startInflating(toCInt(wbits), self.dictionary);
      return self;
    },
  ],
  methods: {
    decompress: [
      "(self, data, max_length=-1)",
      (self: PyZlibDecompressor, data: Value, maximum: Value = -1) => {
        if (self.eof) throw newException(EOFError, "End of stream already reached");
        const fresh = needBuffer(data);
        const limit = toSize(maximum);
        const { stream } = self;
        setInput(stream, self.input.length === 0 ? fresh.slice() : concat([self.input, fresh]));
        const output = new Output(stream, limit < 0 ? undefined : limit);
        const status = inflate(stream, output, Z_SYNC_FLUSH, self.dictionary);
        if (status !== Z_STREAM_END && status !== Z_OK && status !== Z_BUF_ERROR)
          throw zlibError(stream, status, "while decompressing data");
        self.input = leftOver(stream);
        const result = output.take();
        if (status === Z_STREAM_END) {
          self.eof = true;
          self.unusedData = self.input;
          self.input = new Uint8Array(0);
        }
        self.needsInput = !self.eof && self.input.length === 0 && (limit < 0 || result.length < limit);
        return bytes(result);
      },
    ],
  },
  getset: {
    unused_data: { get: (self: PyZlibDecompressor) => bytes(self.unusedData) },
    eof: { get: (self: PyZlibDecompressor) => self.eof, member: true },
    needs_input: { get: (self: PyZlibDecompressor) => self.needsInput, member: true },
  },
};
