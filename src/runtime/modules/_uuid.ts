/** Module `_uuid`: UUIDs of time and node (RFC 9562, version 1), as libuuid makes them. Follows Modules/_uuidmodule.c. */
import type { NativeModule } from "../core/native-module.ts";
import { current } from "../core/state.ts";
import { bytes } from "../objects/bytes.ts";
import { tuple } from "../objects/tuple.ts";

/** From the first day of the Gregorian calendar to 1970, in units of 100 ns. */
const GREGORIAN = 0x01b21dd213814000n;

interface Clock {
  last: bigint;
  sequence: number;
  /** A random node, marked as none of hardware's. */
  readonly node: Uint8Array;
}
const CLOCK = Symbol("uuid clock");

function timeUuid(): Uint8Array {
  const clock = current.stateOf(CLOCK, (): Clock => {
    const random = current.host.randomBytes(8);
    random[2] = (random[2] as number) | 1;
    return {
      last: 0n,
      sequence: (((random[0] as number) << 8) | (random[1] as number)) & 0x3fff,
      node: random.slice(2),
    };
  });
  let time = current.host.clock.now() / 100n + GREGORIAN;
  // Two of the same moment differ.
  if (time <= clock.last) time = clock.last + 1n;
  clock.last = time;
  const data = new Uint8Array(16);
  const view = new DataView(data.buffer);
  view.setUint32(0, Number(time & 0xffffffffn));
  view.setUint16(4, Number((time >> 32n) & 0xffffn));
  view.setUint16(6, Number((time >> 48n) & 0xfffn) | 0x1000);
  view.setUint16(8, clock.sequence | 0x8000);
  data.set(clock.node, 10);
  return data;
}

export const uuidModule: NativeModule = {
  name: "_uuid",
  constants: { has_uuid_generate_time_safe: 1, has_stable_extractable_node: 0 },
  functions: {
    // The second says that nobody kept other processes from making the same.
    generate_time_safe: ["()", () => tuple([bytes(timeUuid()), -1])],
  },
};
