/**
 * `# type: ignore` comments, which `ast.parse(..., type_comments=True)` lists in `Module.type_ignores`. Comments stand between tokens,
 * so they are looked for there. CPython: Parser/lexer/lexer.c, where a comment is skipped.
 */
import type { SourceFile } from "../base/source-file.ts";
import type { Node } from "./ast.ts";
import { tokenize } from "./tokenizer.ts";

const ignore = /^#[ \t]*type:[ \t]*ignore(?![A-Za-z0-9\u0080-\uffff])([^\n]*)/;

/** The nodes, in the order of the source. */
export function typeIgnores(file: SourceFile): Node<"TypeIgnore">[] {
  const { kinds, starts, ends } = tokenize(file, { mode: "exec" });
  const found: Node<"TypeIgnore">[] = [];
  const { text } = file;
  let at = 0;
  for (let i = 0; i <= kinds.length; i++) {
    const start = i < kinds.length ? (starts[i] as number) : text.length;
    // Where a comment ends a line, the NEWLINE token begins with it.
    const stop = i < kinds.length && text[start] === "#" ? (ends[i] as number) : start;
    for (const { 0: comment, index } of text.slice(at, stop).matchAll(/#[^\n]*/g)) {
      const tag = ignore.exec(comment)?.[1];
      if (tag === undefined) continue;
      const from = at + index;
      found.push({
        kind: "TypeIgnore",
        start: from,
        end: from + comment.length,
        lineno: file.lineOf(from),
        tag,
      });
    }
    if (i < kinds.length) at = Math.max(at, ends[i] as number);
  }
  return found;
}
