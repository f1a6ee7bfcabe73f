/** Internet addresses as text and as bytes, as inet_pton(3) and inet_aton(3) take them. */

/** Four numbers, none above 255 and without leading zeros. */
export function parseIPv4(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return Uint8Array.from(parts, Number);
}

/** inet_aton: one to four numbers, decimal, octal or hexadecimal, the last filling the rest. */
export function parseLooseIPv4(text: string): Uint8Array | undefined {
  const parts = text.trim().split(".");
  if (parts.length > 4 || !parts.every((part) => /^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(part)))
    return undefined;
  const numbers = parts.map((part) => (/^0[0-7]/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() as number;
  if (numbers.some((n) => n > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  const value = numbers.reduce((sum, n, i) => sum + n * 256 ** (3 - i), last);
  return Uint8Array.of(value / 0x1000000, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

export const formatIPv4 = (address: Uint8Array): string => address.join(".");

export function parseIPv6(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups: number[][] = [];
  for (const [i, half] of halves.entries()) {
    const found: number[] = [];
    const parts = half === "" ? [] : half.split(":");
    for (const [j, part] of parts.entries()) {
      if (part.includes(".") && i === halves.length - 1 && j === parts.length - 1) {
        const tail = parseIPv4(part);
        if (tail === undefined) return undefined;
        found.push(...tail);
      } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
        const group = Number.parseInt(part, 16);
        found.push(group >> 8, group & 255);
      } else return undefined;
    }
    groups.push(found);
  }
  const [head = [], tail] = groups;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])]);
}

/** The longest run of zero groups, of two at least, is left out (RFC 5952). */
export function formatIPv6(address: Uint8Array): string {
  const view = new DataView(address.buffer, address.byteOffset);
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i));
  let best = 0;
  let length = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) [best, length] = [start, end - start];
  }
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  const isV4 = best === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  if (isV4) return `${length === 6 ? "::" : "::ffff:"}${formatIPv4(address.subarray(12))}`;
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, best))}::${hex(groups.slice(best + length))}`;
}
