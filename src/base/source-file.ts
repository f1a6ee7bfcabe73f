/**
 * A source file: its name, its decoded text, and the way from an offset to a line and column.
 *
 * Invariants: the text has no carriage returns (`\r\n` and a lone `\r` are one `\n`, as CPython's tokenizer reads
 * them) and no byte order mark. Line starts are found on the first question about a line, since a program that
 * compiles without complaint asks only for the lines of its position table.
 */
import type { Position } from "./span.ts";

export class SourceFile {
  /** The file name as `co_filename` shows it: a path, `<stdin>`, `<string>` ... */
  readonly name: string;
  /** Decoded text with `\n` as its only line end. */
  readonly text: string;
  #lineStarts: number[] | undefined;
  #asciiLines: (boolean | undefined)[] = [];

  constructor(name: string, text: string) {
    this.name = name;
    this.text = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  }

  /** Offsets at which the lines start; the first is 0. A text that ends in `\n` has an empty last line. */
  get lineStarts(): readonly number[] {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      const text = this.text;
      for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
      this.#lineStarts = starts;
    }
    return this.#lineStarts;
  }

  /** The 1-based line that holds `offset`. A newline belongs to the line that it ends. */
  lineOf(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** Line and columns of `offset`, which may be the end of the text. */
  positionOf(offset: number): Position {
    const line = this.lineOf(offset);
    const start = this.lineStarts[line - 1]!;
    if (this.#isAscii(line)) return { line, column: offset - start, byteColumn: offset - start };
    let column = 0;
    let byteColumn = 0;
    for (let at = start; at < offset; column++) {
      const codePoint = this.text.codePointAt(at)!;
      byteColumn += utf8Length(codePoint);
      at += codePoint > 0xffff ? 2 : 1;
    }
    return { line, column, byteColumn };
  }

  /** The offset of a 1-based line and a column in code points; the line's end where it is shorter. */
  offsetAt(line: number, column: number): number {
    const starts = this.lineStarts;
    const start = starts[line - 1];
    if (start === undefined) return this.text.length;
    const end = starts[line] ?? this.text.length;
    if (this.#isAscii(line)) return Math.min(start + column, end);
    let at = start;
    for (let seen = 0; seen < column && at < end; seen++) at += this.text.codePointAt(at)! > 0xffff ? 2 : 1;
    return at;
  }

  /** The text of a 1-based line, without its newline; `undefined` where there is no such line. */
  lineText(line: number): string | undefined {
    const starts = this.lineStarts;
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const next = starts[line];
    return this.text.slice(start, next === undefined ? undefined : next - 1);
  }

  #isAscii(line: number): boolean {
    let ascii = this.#asciiLines[line];
    if (ascii === undefined) {
      ascii = true;
      const starts = this.lineStarts;
      const end = starts[line] ?? this.text.length;
      for (let at = starts[line - 1]!; at < end; at++) {
        if (this.text.charCodeAt(at) > 0x7f) {
          ascii = false;
          break;
        }
      }
      this.#asciiLines[line] = ascii;
    }
    return ascii;
  }
}

/** How many bytes UTF-8 takes for a code point. */
export function utf8Length(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
