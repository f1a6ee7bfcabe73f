/** What readers and writers of `marshal` data agree on. */
import { crc32 } from "../zlib/checksums.ts";

/** In the type code of an object that later ones may refer to. */
export const FLAG_REF = 0x80;

/** How deep objects may nest. */
export const MAX_DEPTH = 2000;

/** Of a script and its source, so that damaged code never runs. */
export const codeChecksum = (script: Uint8Array, source: Uint8Array): number =>
  crc32(source, crc32(script, 0)) | 0;
