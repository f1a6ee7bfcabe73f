/** Substring search whose time is linear in every case, by Knuth, Morris and Pratt. */

/** Code units, bytes or code points. */
export type Units = ArrayLike<number>;

/**
 * First index at or after `from` where the whole of `needle` stands in `units` before `end`; -1 when there is none.
 * `accepts` may refuse a place.
 */
export function linearSearch(
  units: Units,
  needle: Units,
  from: number,
  end: number,
  accepts?: (at: number) => boolean,
): number {
  const { length } = needle;
  if (length === 0) return from <= end ? from : -1;
  if (end - from < length) return -1;
  const border = bordersOf(needle);
  for (let i = from, matched = 0; i < end; i++) {
    const unit = units[i];
    while (matched > 0 && needle[matched] !== unit) matched = border[matched - 1] as number;
    if (needle[matched] === unit) matched++;
    if (matched === length) {
      const at = i + 1 - length;
      if (accepts === undefined || accepts(at)) return at;
      matched = border[matched - 1] as number;
    }
  }
  return -1;
}

/** Length of the longest proper prefix of the needle that ends at each of its places. */
function bordersOf(needle: Units): Int32Array {
  const border = new Int32Array(needle.length);
  for (let i = 1, matched = 0; i < needle.length; i++) {
    const unit = needle[i];
    while (matched > 0 && needle[matched] !== unit) matched = border[matched - 1] as number;
    if (needle[matched] === unit) matched++;
    border[i] = matched;
  }
  return border;
}
