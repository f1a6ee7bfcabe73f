/** What Python's str counts as white space (`str.isspace`, `strip`, `split`): not quite JavaScript's `\s`. */
export const SPACE_CLASS =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const LEADING = new RegExp(`^[${SPACE_CLASS}]+`);
const SPACE = new RegExp(`^[${SPACE_CLASS}]$`);

/** True when a UTF-16 unit is white space. */
export function isSpaceUnit(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
  return SPACE.test(String.fromCharCode(unit));
}

export function stripStart(text: string): string {
  return isSpaceUnit(text.charCodeAt(0)) ? text.replace(LEADING, "") : text;
}

export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpaceUnit(text.charCodeAt(end - 1))) end--;
  return text.slice(0, end);
}

export function strip(text: string): string {
  return stripEnd(stripStart(text));
}
