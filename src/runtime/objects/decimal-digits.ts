/** Decimal digits of all scripts (category Nd), which `int()` and `float()` accept. */
const DIGIT = /^\p{Nd}$/u;
const DIGITS = /\p{Nd}/gu;
const NON_ASCII = /[^\x00-\x7f]/;
/** The mathematical digits: five runs of ten without a gap. All other runs stand alone. */
const MATHEMATICAL_ZERO = 0x1d7ce;
const MATHEMATICAL_END = 0x1d7ff;

/** The value 0 to 9 of a decimal digit, or undefined. */
export function decimalValue(point: number): number | undefined {
  if (point < 128) return point >= 48 && point <= 57 ? point - 48 : undefined;
  if (!DIGIT.test(String.fromCodePoint(point))) return undefined;
  if (point >= MATHEMATICAL_ZERO && point <= MATHEMATICAL_END) return (point - MATHEMATICAL_ZERO) % 10;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value++;
  return value;
}

/** The text with the decimal digits of all scripts made ASCII. */
export function asciiDigits(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return text.replace(DIGITS, (digit) => String(decimalValue(digit.codePointAt(0) as number)));
}
