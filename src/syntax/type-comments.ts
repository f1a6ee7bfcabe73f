/**
 * Comments for type checkers, which are tokens where somebody asks for them (`ast.parse(..., type_comments=True)`): `# type: int`
 * stands where the grammar has TYPE_COMMENT, `# type: ignore` stands anywhere and is listed in `Module.type_ignores`.
 *
 * CPython: tok_get_normal_mode in Parser/lexer/lexer.c; https://docs.python.org/3.14/library/ast.html#ast.parse.
 */
import type { SourceFile } from "../base/source-file.ts";
import type { Node } from "./ast.ts";

/** The range of a type comment's text, after `# type: `, or of what follows `ignore`. */
export interface TypeComment {
  readonly ignores: boolean;
  readonly start: number;
  readonly end: number;
}

const typed = /#[ \t]*type:(?!$)[ \t]*/y;
const ignore = /^ignore(?![A-Za-z0-9\u0080-\uffff])/;

/** What the comment between two offsets says to type checkers; undefined for an ordinary comment. `alone`: on a line of its own, whose
 * end belongs to what follows `ignore` then. */
export function typeComment(
  text: string,
  from: number,
  end: number,
  alone: boolean,
): TypeComment | undefined {
  const comment = text.slice(from, end);
  typed.lastIndex = 0;
  const prefix = typed.exec(comment)?.[0].length;
  if (prefix === undefined) return undefined;
  const ignores = ignore.test(comment.slice(prefix));
  const start = from + prefix + (ignores ? "ignore".length : 0);
  return { ignores, start, end: ignores && alone ? Math.min(end + 1, text.length) : end };
}

/** `Module.type_ignores` for the ignoring comments of a file. */
export function typeIgnores(file: SourceFile, comments: readonly TypeComment[]): Node<"TypeIgnore">[] {
  return comments.map(({ start, end }) => ({
    kind: "TypeIgnore",
    start,
    end,
    lineno: file.lineOf(start),
    tag: file.text.slice(start, end),
  }));
}
