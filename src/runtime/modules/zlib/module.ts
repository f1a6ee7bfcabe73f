/**
 * `zlib`: compression by pako, which is zlib in JavaScript with its stream state in the open, so that all of Python's
 * interface can be had: dictionaries, flush modes, window sizes and headers, copies of a stream halfway.
 * Follows Modules/zlibmodule.c; https://docs.python.org/3.14/library/zlib.html
 */
import type { NativeModule } from "../../core/native-module.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { toIndex } from "../../protocols/number.ts";
import { adler32, crc32 } from "./checksums.ts";
import { compress, compressObject, compressSpec, compressType } from "./compress.ts";
import { decompress, decompressObject, decompressSpec, decompressType } from "./decompress.ts";
import { decompressorSpec, decompressorType } from "./incremental.ts";
import { errorType } from "./stream.ts";

const word = (value: Value): number => Number(BigInt.asUintN(32, BigInt(toIndex(value))));

export const zlibModule: NativeModule = {
  name: "zlib",
  doc: "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.",
  types: { error: errorType, _ZlibDecompressor: decompressorType },
  constants: {
    DEFLATED: 8,
    DEF_BUF_SIZE: 16384,
    DEF_MEM_LEVEL: 8,
    MAX_WBITS: 15,
    ZLIB_VERSION: "1.3.1",
    ZLIB_RUNTIME_VERSION: "1.3.1",
    Z_BEST_COMPRESSION: 9,
    Z_BEST_SPEED: 1,
    Z_BLOCK: 5,
    Z_DEFAULT_COMPRESSION: -1,
    Z_DEFAULT_STRATEGY: 0,
    Z_FILTERED: 1,
    Z_FINISH: 4,
    Z_FIXED: 4,
    Z_FULL_FLUSH: 3,
    Z_HUFFMAN_ONLY: 2,
    Z_NO_COMPRESSION: 0,
    Z_NO_FLUSH: 0,
    Z_PARTIAL_FLUSH: 1,
    Z_RLE: 3,
    Z_SYNC_FLUSH: 2,
    Z_TREES: 6,
    __version__: "1.0",
  },
  functions: {
    adler32: [
      "(data, value=1, /)",
      (data: Value, value: Value = 1) => adler32(needBuffer(data), word(value)),
    ],
    crc32: ["(data, value=0, /)", (data: Value, value: Value = 0) => crc32(needBuffer(data), word(value))],
    compress: ["(data, /, level=-1, wbits=15)", compress],
    compressobj: ["(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)", compressObject],
    decompress: ["(data, /, wbits=15, bufsize=16384)", decompress],
    decompressobj: ["(wbits=15, zdict=b'')", decompressObject],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [errorType, {}],
  [compressType, compressSpec],
  [decompressType, decompressSpec],
  [decompressorType, decompressorSpec],
];
