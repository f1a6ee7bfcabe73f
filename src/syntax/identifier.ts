/**
 * The normal form of identifiers.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#names-identifiers-and-keywords
 */
import { PythonSyntaxError } from "./syntax-error.ts";

/**
 * The name that a spelling stands for: its NFKC form.
 *
 * @throws {PythonSyntaxError} a ValueError where that is a constant's name
 */
export function normalizeIdentifier(spelling: string): string {
  for (let at = 0; at < spelling.length; at++) {
    if (spelling.charCodeAt(at) > 0x7f) return checked(spelling.normalize("NFKC"));
  }
  return spelling;
}

function checked(name: string): string {
  if (name !== "None" && name !== "True" && name !== "False") return name;
  const nowhere = { lineno: null, offset: null, endLineno: null, endOffset: null, text: null };
  const message = `identifier field can't represent '${name}' constant`;
  throw new PythonSyntaxError("ValueError", message, null, nowhere);
}
