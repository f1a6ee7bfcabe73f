/**
 * Where CPython's parser says that an error is. Its rules are particular: which column a token without text has, how
 * far the tokenizer has read, whether the line's text keeps its newline.
 *
 * CPython: Parser/pegen_errors.c, Parser/pegen.h
 */
import type { SourceFile } from "../../base/source-file.ts";
import { PythonSyntaxError, type SyntaxErrorType } from "../syntax-error.ts";
import { T } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";

interface Place {
  readonly line: number;
  /** 0-based, in code points; -1 where the token has none. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export class Places {
  readonly #source: SourceFile;
  readonly #tokens: Tokens;
  readonly #fromFile: boolean;
  /** The last line that exists for CPython: one after a final newline does not. */
  readonly #lastLine: number;

  constructor(source: SourceFile, tokens: Tokens, fromFile: boolean) {
    this.#source = source;
    this.#tokens = tokens;
    this.#fromFile = fromFile;
    const end = source.text.length;
    this.#lastLine = end === 0 || source.text.endsWith("\n") ? source.lineOf(end) - 1 : source.lineOf(end);
  }

  /** Line and columns of a token, as CPython's Token has them. */
  token(index: number): Place {
    const kind = this.#tokens.kinds[index]!;
    if (kind === T.ERRORTOKEN) {
      const { raised, atEnd, error } = this.#tokens.failure!;
      const line = atEnd && !raised ? this.#lastLine : error.lineno!;
      return { line, column: -1, endLine: line, endColumn: -1 };
    }
    const start = this.#source.positionOf(Math.min(this.#tokens.starts[index]!, this.#source.text.length));
    const line = Math.min(start.line, this.#lastLine);
    if (this.#hasNoText(index)) return { line, column: -1, endLine: line, endColumn: -1 };
    if (kind === T.NEWLINE) {
      const newline = this.#source.positionOf(this.#tokens.ends[index]! - 1);
      return { line, column: start.column, endLine: line, endColumn: newline.column + 1 };
    }
    const end = this.#source.positionOf(this.#tokens.ends[index]!);
    return { line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  /** INDENT, DEDENT and ENDMARKER, and the NEWLINE that "single" mode supplies, have no extent. */
  #hasNoText(index: number): boolean {
    const kind = this.#tokens.kinds[index]!;
    if (kind === T.NEWLINE) return index >= this.#tokens.firstAtEnd;
    return kind === T.INDENT || kind === T.DEDENT || kind === T.ENDMARKER;
  }

  /** Line and column at which the tokenizer stands after a token. */
  cursor(index: number): { line: number; column: number } {
    const token = this.token(index);
    if (token.endColumn !== -1) return { line: token.endLine, column: token.endColumn };
    const { failure } = this.#tokens;
    if (failure?.raised && index === this.#tokens.kinds.length - 1) {
      return { line: token.line, column: failure.error.offset! };
    }
    if (index >= this.#tokens.firstAtEnd) {
      const length = [...(this.#source.lineText(this.#lastLine) ?? "")].length;
      const newline = this.#hasNewline(this.#lastLine) ? 1 : 0;
      return { line: this.#lastLine, column: length + newline };
    }
    return { line: token.line, column: this.#source.positionOf(this.#tokens.starts[index]!).column };
  }

  /** An error over tokens `first` to `last`. */
  range(
    type: SyntaxErrorType,
    message: string,
    first: number,
    last: number,
    fill: number,
  ): PythonSyntaxError {
    const start = this.token(first);
    const end = this.token(last);
    return this.error(type, message, start.line, start.column + 1, end.endLine, end.endColumn + 1, fill);
  }

  /** An error at one token, which `_PyPegen_raise_error` places with care for those without text. */
  atToken(type: SyntaxErrorType, message: string, index: number, fill: number): PythonSyntaxError {
    const token = this.token(index);
    const offset = token.column === -1 ? this.cursor(fill - 1).column : token.column + 1;
    const endOffset = token.endColumn === -1 ? -1 : token.endColumn + 1;
    return this.error(type, message, token.line, offset, token.endLine, endOffset, fill);
  }

  /** "incomplete input", at the last token; where that is a string without end, with the text of all its lines. */
  incomplete(fill: number): PythonSyntaxError {
    const message = "incomplete input";
    const error = this.atToken("_IncompleteInputError", message, fill - 1, fill);
    if (this.#tokens.kinds[fill - 1] !== T.ERRORTOKEN || !this.#tokens.failure!.raised) return error;
    const start = this.#source.lineStarts[error.lineno! - 1]!;
    const text = this.#source.text.slice(start) + (this.#tokens.newlineAdded ? "\n" : "");
    return new PythonSyntaxError(error.type, message, error.filename, {
      lineno: error.lineno,
      offset: error.offset,
      endLineno: error.endLineno,
      endOffset: error.endOffset,
      text,
    });
  }

  /** An error with all its numbers given; `fill` tells how far the tokenizer has read. */
  error(
    type: SyntaxErrorType,
    message: string,
    lineno: number,
    offset: number,
    endLineno: number,
    endOffset: number,
    fill: number,
  ): PythonSyntaxError {
    const line = this.#source.lineText(lineno) ?? "";
    const complete = this.#fromFile || this.cursor(fill - 1).line <= lineno;
    const text = complete && this.#hasNewline(lineno) ? `${line}\n` : line;
    const place = { lineno, offset, endLineno, endOffset, text };
    if (endLineno !== lineno && endOffset > 0) place.endOffset = this.#offsetIn(text, endLineno, endOffset);
    return new PythonSyntaxError(type, message, this.#source.name, place);
  }

  /**
   * What CPython makes of an offset on a later line: it counts the bytes up to there, on that line, as if they were
   * of the first line, and stops one after its end.
   */
  #offsetIn(text: string, line: number, offset: number): number {
    const before = [...(this.#source.lineText(line) ?? "")].slice(0, offset - 1).join("");
    const bytes = new TextEncoder().encode(text);
    const end = new TextEncoder().encode(before).length + 1;
    const beyond = end > bytes.length ? 1 : 0;
    return [...new TextDecoder().decode(bytes.subarray(0, end))].length + beyond;
  }

  /** Every line has one but the last, to which "exec" mode adds it. */
  #hasNewline(line: number): boolean {
    return line > 0 && (line < this.#source.lineStarts.length || this.#tokens.newlineAdded);
  }
}
