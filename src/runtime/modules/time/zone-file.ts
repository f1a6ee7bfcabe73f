/** Files of the time-zone database, TZif (RFC 9636). */
import type { Zone, ZoneState } from "./zone.ts";
import { parseRule } from "./zone-rule.ts";

const HEADER = 44;

interface Counts {
  utLocal: number;
  standard: number;
  leaps: number;
  times: number;
  types: number;
  characters: number;
}

function counts(view: DataView, at: number): Counts {
  const [utLocal, standard, leaps, times, types, characters] = Array.from({ length: 6 }, (_, i) =>
    view.getUint32(at + 20 + 4 * i),
  ) as [number, number, number, number, number, number];
  return { utLocal, standard, leaps, times, types, characters };
}

const sizeOf = (c: Counts, width: number): number =>
  c.times * (width + 1) + c.types * 6 + c.characters + c.leaps * (width + 4) + c.standard + c.utLocal;

/** The zone that a file describes; undefined for what is none. */
export function decodeZoneFile(data: Uint8Array): Zone | undefined {
  if (data.length < HEADER || String.fromCharCode(...data.subarray(0, 4)) !== "TZif") return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let at = HEADER;
  let width = 4;
  let found = counts(view, 0);
  if ((data[4] as number) >= 0x32) {
    // The first block is for readers of 32-bit times.
    const second = HEADER + sizeOf(found, 4);
    found = counts(view, second);
    at = second + HEADER;
    width = 8;
  }
  const { times, types, characters } = found;
  const transitions = Array.from({ length: times }, (_, i) =>
    width === 8 ? Number(view.getBigInt64(at + 8 * i)) : view.getInt32(at + 4 * i),
  );
  const indexes = data.subarray(at + times * width, at + times * (width + 1));
  const typesAt = at + times * (width + 1);
  const names = data.subarray(typesAt + types * 6, typesAt + types * 6 + characters);
  const states: ZoneState[] = Array.from({ length: types }, (_, i) => {
    const place = typesAt + 6 * i;
    const start = view.getUint8(place + 5);
    const name = names.subarray(start, names.indexOf(0, start));
    return {
      offset: view.getInt32(place),
      summer: view.getUint8(place + 4) !== 0,
      abbreviation: String.fromCharCode(...name),
    };
  });
  const footer = String.fromCharCode(...data.subarray(at + sizeOf(found, width)));
  const later = width === 8 ? parseRule(footer.trim()) : undefined;
  // Before the first change it is the first standard time.
  const before = states.find((state) => !state.summer) ?? (states[0] as ZoneState);
  return (seconds) => {
    if (times === 0 || seconds < (transitions[0] as number))
      return times === 0 && later ? later(seconds) : before;
    if (later !== undefined && seconds >= (transitions[times - 1] as number)) return later(seconds);
    let low = 0;
    let high = times;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((transitions[middle] as number) <= seconds) low = middle;
      else high = middle;
    }
    return states[indexes[low] as number] as ZoneState;
  };
}
