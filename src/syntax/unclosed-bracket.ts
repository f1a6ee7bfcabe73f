/** The error about a bracket that the source ends inside of. */
import type { SourceFile } from "../base/source-file.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

/**
 * "'(' was never closed", at that bracket. The text has its newline only where the bracket stands on the last line,
 * which is the one that CPython still holds, and `endsLine` says that it has one.
 */
export function unclosedBracketError(
  source: SourceFile,
  unclosed: { readonly bracket: string; readonly offset: number },
  endsLine: boolean,
): PythonSyntaxError {
  const position = source.positionOf(unclosed.offset);
  const text = source.lineText(position.line) ?? "";
  const rest = source.text.indexOf("\n", unclosed.offset);
  const onLastLine = rest === -1 || rest === source.text.length - 1;
  return new PythonSyntaxError("SyntaxError", `'${unclosed.bracket}' was never closed`, source.name, {
    lineno: position.line,
    offset: position.column + 1,
    endLineno: position.line,
    endOffset: 0,
    text: onLastLine && endsLine ? `${text}\n` : text,
  });
}
