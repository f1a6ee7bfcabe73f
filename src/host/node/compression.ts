/** Decompression and checksums by Node's `zlib`, which is zlib in C. */
import type { Compression } from "../host.ts";
import { load } from "./load.ts";

const zlib = (): typeof import("node:zlib") => load("node:zlib");

/** What Node's functions give when they are asked for more than the data: how much of the input was read. */
interface WithEngine {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}

export const nodeCompression: Compression = {
  inflate(data, bits) {
    const { inflateRawSync, inflateSync } = zlib();
    try {
      const options = { windowBits: Math.abs(bits), info: true };
      const result = (bits < 0 ? inflateRawSync : inflateSync)(data, options) as unknown as WithEngine;
      const { buffer } = result;
      return {
        data: new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length),
        read: result.engine.bytesWritten,
      };
    } catch {
      return undefined;
    }
  },
  deflate(data, level, windowBits) {
    const { buffer, byteOffset, length } = zlib().deflateRawSync(data, { level, windowBits });
    return new Uint8Array(buffer, byteOffset, length);
  },
  crc32(data, start) {
    const { crc32 } = zlib() as { crc32?: (data: Uint8Array, start: number) => number };
    return crc32?.(data, start);
  },
};
