/** A SyntaxError as text: where it is, the line, the carets. Follows _format_syntax_error in Lib/traceback.py. */
import { callable } from "../../core/call.ts";
import type { Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import { intOf, isInt } from "../../objects/int.ts";
import { isStr, strOf } from "../../objects/str.ts";
import { getAttr } from "../../protocols/attribute.ts";
import { callMethod0 } from "../../protocols/method-call.ts";
import { strText } from "../../protocols/repr.ts";
import type { PySyntaxError } from "../hierarchy.ts";

const number = (value: Value): number | undefined => (isInt(value) ? Number(intOf(value)) : undefined);

/** The lines of the source excerpt under the `File` line. */
function excerpt(error: Details, source: string): string {
  const full = Array.from(source);
  const rtext = Array.from(source.replace(/\n+$/, ""));
  const ltext = Array.from(rtext.join("").replace(/^[ \n\f]+/, ""));
  const spaces = rtext.length - ltext.length;
  const line = `    ${ltext.join("")}\n`;
  if (error.offset === null) return line;
  let offset = number(error.offset);
  if (offset === undefined) return "";
  const sameLine = strText(error.lineno) === strText(error.endLineno);
  let endOffset = sameLine ? number(error.endOffset) || offset : rtext.length + 1;
  if (full.length > 0 && offset > full.length) offset = rtext.length + 1;
  if (full.length > 0 && endOffset > full.length) endOffset = rtext.length + 1;
  if (offset >= endOffset || endOffset < 0) endOffset = offset + 1;
  const column = offset - 1 - spaces;
  const endColumn = endOffset - 1 - spaces;
  if (column < 0) return line;
  const space = ltext.slice(0, column).map((ch) => (/\s/.test(ch) ? ch : " "));
  return `${line}    ${space.join("")}${"^".repeat(endColumn - column)}\n`;
}

/** What a SyntaxError says about itself. */
type Details = Pick<
  PySyntaxError,
  "msg" | "filename" | "lineno" | "offset" | "text" | "endLineno" | "endOffset"
>;

/**
 * "invalid syntax. Did you mean 'for'?": whether a misspelt keyword explains the error. Finding out takes a tokenizer, the
 * compiler and difflib; for this rare case Lib/traceback.py is asked, and when that fails the error stays as it is.
 */
function withKeywordTypo(error: PySyntaxError): Details {
  if (error.metadata === null || !isStr(error.msg)) return error;
  const message = strOf(error.msg);
  if (message !== "invalid syntax" && !message.includes("Perhaps you forgot a comma")) return error;
  try {
    const make = getAttr(current.importModule("traceback"), "TracebackException");
    const shown = callable(make).c3(error.cls$, error, null);
    callMethod0(shown, "_find_keyword_typos");
    return {
      msg: getAttr(shown, "msg"),
      filename: error.filename,
      lineno: getAttr(shown, "lineno"),
      offset: getAttr(shown, "offset"),
      text: getAttr(shown, "text"),
      endLineno: getAttr(shown, "end_lineno"),
      endOffset: getAttr(shown, "end_offset"),
    };
  } catch {
    return error;
  }
}

/** All of it, with the last line `SyntaxError: message`. */
export function formatSyntaxError(exception: PySyntaxError, typeName: string): string {
  const error = withKeywordTypo(exception);
  let output = "";
  let suffix = "";
  if (error.lineno !== null) {
    const filename = error.filename === null ? "<string>" : strText(error.filename) || "<string>";
    output += `  File "${filename}", line ${strText(error.lineno)}\n`;
  } else if (error.filename !== null) suffix = ` (${strText(error.filename)})`;
  if (isStr(error.text)) output += excerpt(error, strOf(error.text));
  const message = error.msg === null ? "" : strText(error.msg);
  return `${output}${typeName}: ${message || "<no detail available>"}${suffix}\n`;
}
