/** Characters and names of XML 1.0, as expressions that match at `lastIndex`. */

const START =
  ":A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD";
const PART = `${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F-\\u2040`;
export const NAME = `[${START}][${PART}]*`;

/** Characters that no document holds, for the inside of a class. A lone surrogate stands for bytes that are no character. */
export const BAD = "\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF";

export const name = new RegExp(NAME, "y");
export const nameToken = new RegExp(`[${PART}]+`, "y");
export const space = /[ \t\r\n]+/y;
/** A start tag whose values hold no `<`; entities and white space in values are for later. */
export const startTag = new RegExp(
  `<(${NAME})((?:[ \\t\\r\\n]+${NAME}[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"[^"<${BAD}]*"|'[^'<${BAD}]*'))*)[ \\t\\r\\n]*(/?)>`,
  "y",
);
export const attribute = new RegExp(
  `[ \\t\\r\\n]+(${NAME})[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:"([^"]*)"|'([^']*)')`,
  "y",
);
export const endTag = new RegExp(`</(${NAME})[ \\t\\r\\n]*>`, "y");
/** Text without what needs a look. */
export const textRun = new RegExp(`[^<&\\]\\r${BAD}]+`, "y");
export const textLine = new RegExp(`[^<&\\]\\r\\n${BAD}]+`, "y");
export const badCharacter = new RegExp(`[${BAD}]`);
export const reference = new RegExp(`&(?:(${NAME})|#([0-9]+)|#x([0-9A-Fa-f]+));`, "y");
export const attributeNeedsWork = /[&\t\r\n]/;
export const onlySpace = /^[ \t\r\n]*$/;

/** The match at an index, or undefined. */
export function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}

/** Whether a character may stand in a document. */
export const isCharacter = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff);

/** Text with all ends of lines as one character. */
export const newlines = (text: string): string => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);
