/** What the tokenizer asks of character codes; -1, the end of the source, is none of these. */
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

export const isHexDigit = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

/** Whether an identifier may begin so; what is beyond ASCII is judged when the name is complete. */
export const isNameStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c >= 128;

export const isNamePart = (c: number): boolean => isNameStart(c) || isDigit(c);
