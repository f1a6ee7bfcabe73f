/**
 * Syntax errors and warnings, as data.
 *
 * The front end runs without an interpreter, so it throws a JavaScript error that carries exactly what CPython puts
 * into the `SyntaxError` object; whoever has an interpreter builds that object from it. The parser, the symbol
 * tables and the compiler all throw this one class.
 *
 * https://docs.python.org/3.14/library/exceptions.html#SyntaxError
 */
import type { SourceFile } from "../base/source-file.ts";
import type { Span } from "../base/span.ts";

/** Which exception class the error becomes. `MemoryError` is CPython's answer to input nested too deeply, `ValueError` to a
 * name that only looks like no constant. */
export type SyntaxErrorType =
  | "SyntaxError"
  | "IndentationError"
  | "TabError"
  | "_IncompleteInputError"
  | "MemoryError"
  | "RecursionError"
  | "ValueError";

/** The attributes of a `SyntaxError` beside its message and file name. */
export interface SyntaxErrorLocation {
  /** 1-based; `null` where CPython knows no place. */
  readonly lineno: number | null;
  /** 1-based, in code points; 0 and -1 are what CPython says where it has no column. */
  readonly offset: number | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;
  /** The line's text, with or without its newline, as CPython happens to give it. */
  readonly text: string | null;
  /**
   * For a plain "invalid syntax": line and column where the failing statement starts, which `traceback` needs to
   * look for misspelt keywords. Becomes `SyntaxError._metadata`, with the source as third member.
   */
  readonly metadata?: { readonly line: number; readonly column: number; readonly source: string | null };
}

export class PythonSyntaxError extends Error implements SyntaxErrorLocation {
  override name = "PythonSyntaxError";
  readonly type: SyntaxErrorType;
  /** `null` where CPython gives the error no location at all. */
  readonly filename: string | null;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;
  readonly text: string | null;
  readonly metadata: SyntaxErrorLocation["metadata"];

  /** Warnings about what was parsed before; they are issued although the source is wrong. */
  before: { readonly file: SourceFile; readonly warnings: readonly SyntaxWarningRecord[] } | undefined;

  constructor(
    type: SyntaxErrorType,
    message: string,
    filename: string | null,
    location: SyntaxErrorLocation,
  ) {
    super(message);
    this.type = type;
    this.filename = filename;
    this.lineno = location.lineno;
    this.offset = location.offset;
    this.endLineno = location.endLineno;
    this.endOffset = location.endOffset;
    this.text = location.text;
    this.metadata = location.metadata;
  }
}

/** The location that CPython gives an error over a range of the source. */
export function locate(source: SourceFile, span: Span): SyntaxErrorLocation {
  const start = source.positionOf(span.start);
  const end = source.positionOf(span.end);
  return {
    lineno: start.line,
    offset: start.column + 1,
    endLineno: end.line,
    endOffset: end.column + 1,
    text: `${source.lineText(start.line) ?? ""}\n`,
  };
}

/** A `SyntaxError` over a range of the source: what the parser throws. */
export function syntaxError(source: SourceFile, span: Span, message: string): PythonSyntaxError {
  return new PythonSyntaxError("SyntaxError", message, source.name, locate(source, span));
}

/**
 * What symbol tables and compiler throw: they know the tree and no longer the source, so columns count bytes, and the line is what
 * is found in the file of that name, if anything, by who makes Python's exception of it. CPython: _PyCompile_Error in
 * Python/compile.c.
 */
export class CompilerError extends PythonSyntaxError {
  constructor(source: SourceFile, span: Span, message: string) {
    const start = source.positionOf(span.start);
    const end = source.positionOf(span.end);
    super("SyntaxError", message, source.name, {
      lineno: start.line,
      offset: start.byteColumn + 1,
      endLineno: end.line,
      endOffset: end.byteColumn + 1,
      text: null,
    });
  }
}

/** What CPython says of a tree that nests deeper than its compiler goes. */
export function tooDeep(): PythonSyntaxError {
  const nowhere = { lineno: null, offset: null, endLineno: null, endOffset: null, text: null };
  return new PythonSyntaxError(
    "RecursionError",
    "maximum recursion depth exceeded during compilation",
    null,
    nowhere,
  );
}

/** A `SyntaxWarning` found while compiling: `warnings.warn_explicit(message, category, filename, lineno)`. */
export interface SyntaxWarningRecord extends Span {
  readonly message: string;
  /** 1-based line that the warning names. */
  readonly line: number;
  /** The message of the `SyntaxError` that it becomes where warnings are errors. */
  readonly errorMessage: string;
  /** Whether the parser is through: see {@link CompilerError}. */
  readonly fromCompiler?: boolean;
}
