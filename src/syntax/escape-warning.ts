import type { SyntaxWarningRecord } from "./syntax-error.ts";

/**
 * The warning about a backslash that escapes nothing: `escape` is what follows the backslash, one character or,
 * for a number above 0o377, three octal digits.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#escape-sequences
 */
export function invalidEscapeWarning(
  escape: string,
  octal: boolean,
  place: { start: number; end: number; line: number },
): SyntaxWarningRecord {
  const what = `"\\${escape}" is an invalid ${octal ? "octal " : ""}escape sequence.`;
  const advice = `Did you mean "\\\\${escape}"? A raw string is also an option.`;
  return {
    message: `${what} Such sequences will not work in the future. ${advice}`,
    errorMessage: `${what} ${advice}`,
    ...place,
  };
}
