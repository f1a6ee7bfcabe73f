/** Checksums of zlib: eight bytes of a CRC-32 in one step ("slicing by eight"), Adler-32 in runs that cannot overflow. */
import { once } from "../../../base/once.ts";
import { current } from "../../core/state.ts";

/** So much is worth asking the host. */
const LARGE = 1 << 14;

const tables = once(() => {
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c;
  });
  const all = new Int32Array(8 * 256);
  all.set(first);
  for (let i = 256; i < all.length; i++) {
    const c = all[i - 256] as number;
    all[i] = (all[c & 255] as number) ^ (c >>> 8);
  }
  return all;
});

/** CRC-32 of data behind data whose CRC-32 is `start`, as an unsigned number. */
export function crc32(data: Uint8Array, start: number): number {
  if (data.length > LARGE) {
    const native = current.host.compression?.crc32(data, start);
    if (native !== undefined) return native;
  }
  const t = tables();
  let c = ~start;
  let i = 0;
  const b = data as unknown as { readonly [i: number]: number };
  for (const end = data.length - 7; i < end; i += 8) {
    const x =
      c ^
      ((b[i] as number) |
        ((b[i + 1] as number) << 8) |
        ((b[i + 2] as number) << 16) |
        ((b[i + 3] as number) << 24));
    c =
      (t[1792 + (x & 255)] as number) ^
      (t[1536 + ((x >>> 8) & 255)] as number) ^
      (t[1280 + ((x >>> 16) & 255)] as number) ^
      (t[1024 + (x >>> 24)] as number) ^
      (t[768 + (b[i + 4] as number)] as number) ^
      (t[512 + (b[i + 5] as number)] as number) ^
      (t[256 + (b[i + 6] as number)] as number) ^
      (t[b[i + 7] as number] as number);
  }
  for (; i < data.length; i++) c = (t[(c ^ (b[i] as number)) & 255] as number) ^ (c >>> 8);
  return ~c >>> 0;
}

const BASE = 65521;
/** The longest run after which both sums still fit 32 bits. */
const RUN = 3800;

/** Adler-32 of data behind data whose Adler-32 is `start`. */
export function adler32(data: Uint8Array, start: number): number {
  let a = start & 0xffff;
  let b = start >>> 16;
  for (let i = 0; i < data.length; ) {
    for (const end = Math.min(i + RUN, data.length); i < end; i++) {
      a += data[i] as number;
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return ((b << 16) | a) >>> 0;
}
