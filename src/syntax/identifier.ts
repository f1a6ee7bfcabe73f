/**
 * Identifiers: which characters they may hold, and their normal form.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#names-identifiers-and-keywords
 */
import { PythonSyntaxError } from "./syntax-error.ts";
const start = /^[\p{XID_Start}_]/u;
const continuation = /^\p{XID_Continue}$/u;
const identifier = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const unprintable = /^[\p{C}\p{Zl}\p{Zp}\p{Zs}]$/u;

/** The offset in `name` of its first character that no identifier has there, or -1. */
export function invalidIdentifierOffset(name: string): number {
  if (identifier.test(name)) return -1;
  if (!start.test(name)) return 0;
  let at = 0;
  for (const character of name) {
    if (at > 0 && !continuation.test(character)) return at;
    at += character.length;
  }
  return -1;
}

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

/** `str.isprintable` of one character. */
export function isPrintable(character: string): boolean {
  return character === " " || !unprintable.test(character);
}
