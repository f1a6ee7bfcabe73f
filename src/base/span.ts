/**
 * Spans: half-open ranges of a source text.
 *
 * Everything in the front end that has a place says it as two offsets, in UTF-16 code units, into the decoded,
 * newline-normalised text of one {@link ./source-file.ts SourceFile}. Lines and columns are derived from them on
 * demand, because most programs never show one; and an offset is a small integer that a node can carry for free.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as Python counts it: line from 1, columns from 0. */
export interface Position {
  readonly line: number;
  /** Column in code points, as `SyntaxError.offset - 1` counts. */
  readonly column: number;
  /** Column in UTF-8 bytes, as `ast` nodes' `col_offset` and `co_positions()` count. */
  readonly byteColumn: number;
}
