/**
 * The tokenizer: the whole source to a {@link Tokens} table in one pass.
 *
 * It follows CPython's Parser/lexer/lexer.c decision by decision, because where an error is reported depends on
 * them: which character is consumed when a number turns out malformed, when a blank line counts, where an f-string
 * goes back to literal text. What it does differently is to run to the end at once instead of on demand. A tokenizer
 * error is then not thrown but stored, with an ERRORTOKEN as the last token: a program whose first line is wrong
 * must hear of that line, so the error counts only when the parser arrives there (or when the diagnosis asks, see
 * diagnose.ts).
 *
 * Literals are not evaluated and names not copied: a token is a kind and a range. The one look at the text of a name
 * is the keyword table's.
 *
 * f-strings and t-strings (PEP 701, 750) are modes on a stack: literal text is MIDDLE tokens; between braces the
 * ordinary rules apply until the brace, `!` or `:` that ends the expression at its own bracket depth.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html
 */
import type { SourceFile } from "../base/source-file.ts";
import { invalidIdentifierOffset, isPrintable } from "../base/unicode.ts";
import { PythonSyntaxError, type SyntaxErrorType, type SyntaxWarningRecord } from "./syntax-error.ts";
import { isDigit, isNamePart, isNameStart } from "./characters.ts";
import { scanNumber } from "./scan-number.ts";
import { operatorWidth, scanOperator } from "./scan-operator.ts";
import { INCOMPATIBLE_PREFIXES, STRING_PREFIX } from "./string-prefixes.ts";
import { keywords, T, type TokenKind } from "./token.ts";
import { invalidEscapeWarning } from "./escape-warning.ts";
import { type TypeComment, typeComment } from "./type-comments.ts";
import { unclosedBracketError } from "./unclosed-bracket.ts";

/** Deepest nesting of brackets, of indentation, of f-strings, and of replacement fields in one f-string. */
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
const MAX_FSTRINGS = 150;
const MAX_FIELDS = 3;
const TAB_SIZE = 8;

/** How the tokenizer ended, when not well. */
export interface TokenizerFailure {
  /** Raised where it happened, so that it beats an error the parser finds; the others only end the tokens. */
  readonly raised: boolean;
  readonly error: PythonSyntaxError;
  /** In an f-string an error of the parser's is not overridden by a later one of the tokenizer's. */
  readonly insideFString: boolean;
  /** The end of the source came too early: more input might complete it. */
  readonly atEnd: boolean;
  /** The innermost bracket open at that point. */
  readonly unclosed: { readonly bracket: string; readonly offset: number } | null;
}

/** The tokens of a source: three parallel arrays. */
export interface Tokens {
  readonly kinds: readonly TokenKind[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The source lacked its last newline, and "exec" mode supplied it. */
  readonly newlineAdded: boolean;
  /** Tokens from this index on exist because the end of the source was seen. */
  readonly firstAtEnd: number;
  readonly failure: TokenizerFailure | null;
  readonly warnings: readonly SyntaxWarningRecord[];
  /** `# type: ignore`, where type comments are asked for. */
  readonly typeIgnores: readonly TypeComment[];
}

export interface TokenizerOptions {
  /** As `compile`'s mode. "single" ends an unfinished last line, and any open blocks, by itself. */
  readonly mode: "exec" | "eval" | "single" | "func_type";
  /** PyCF_DONT_IMPLY_DEDENT: in "single" mode, leave open blocks open. */
  readonly dontImplyDedent?: boolean;
  /** For `tokenize`, which takes numbers and closing brackets as they come. */
  readonly lenient?: boolean;
  /** PyCF_TYPE_COMMENTS: comments for type checkers are tokens. */
  readonly typeComments?: boolean;
  /** The source is that of a file that is run. */
  readonly fromFile?: boolean;
}

/** Thrown inside the tokenizer only, when it has recorded a failure. */
const stop = Symbol("tokenizer stop");

interface FString {
  readonly quote: number;
  readonly quoteSize: 1 | 3;
  readonly raw: boolean;
  readonly template: boolean;
  readonly start: number;
  /** Bracket depth inside this string's expressions; `fieldDepth` is the depth at which each field began. */
  depth: number;
  fieldDepth: number;
  inSpec: boolean;
  /** The next characters are literal text, not an expression. */
  literal: boolean;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Tokenizes a source; never throws on account of it. */
export function tokenize(source: SourceFile, options: TokenizerOptions): Tokens {
  return new Tokenizer(source, options).run();
}

class Tokenizer {
  readonly #source: SourceFile;
  readonly #options: TokenizerOptions;
  readonly #text: string;
  readonly #kinds: TokenKind[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #warnings: SyntaxWarningRecord[] = [];
  readonly #typeIgnores: TypeComment[] = [];
  readonly #brackets: number[] = [];
  readonly #indents: number[] = [0];
  readonly #altIndents: number[] = [0];
  readonly #fstrings: FString[] = [];
  #fstring: FString | undefined;
  #at = 0;
  /** Start of what CPython's tokenizer has in its buffer: a line, with those that it continues. */
  #bufferStart = 0;
  #firstAtEnd = -1;
  #failure: TokenizerFailure | null = null;

  constructor(source: SourceFile, options: TokenizerOptions) {
    this.#source = source;
    this.#options = options;
    const text = source.text;
    this.#text = options.mode === "exec" && text !== "" && !text.endsWith("\n") ? `${text}\n` : text;
  }

  run(): Tokens {
    try {
      this.#scan();
    } catch (signal) {
      if (signal !== stop) throw signal;
    }
    return {
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      newlineAdded: this.#text !== this.#source.text,
      firstAtEnd: this.#firstAtEnd === -1 ? this.#kinds.length : this.#firstAtEnd,
      failure: this.#failure,
      warnings: this.#warnings,
      typeIgnores: this.#typeIgnores,
    };
  }

  #push(kind: TokenKind, start: number, end: number): void {
    this.#kinds.push(kind);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** The code unit at an offset; -1 at the end of the source. */
  #peek(at: number): number {
    return at < this.#text.length ? this.#text.charCodeAt(at) : -1;
  }

  #scan(): void {
    const text = this.#text;
    const length = text.length;
    const nul = text.indexOf("\0");
    const nulLine = nul === -1 ? Number.POSITIVE_INFINITY : text.lastIndexOf("\n", nul) + 1;
    let lineBegins = true;
    for (;;) {
      if (this.#at >= nulLine) this.#nullByte(nul);
      if (this.#fstring?.literal) {
        this.#fstringText(this.#fstring);
        continue;
      }
      let blank = false;
      if (lineBegins) {
        lineBegins = false;
        blank = this.#indentation();
      }
      let at = this.#at;
      let c = at < length ? text.charCodeAt(at) : -1;
      while (c === 32 || c === 9 || c === 12) c = this.#peek(++at);
      // A comment before the end of a line belongs to the NEWLINE token.
      const tokenStart = at;
      if (c === 35) {
        const newline = text.indexOf("\n", at);
        at = newline === -1 ? length : newline;
        c = this.#peek(at);
        if (this.#options.typeComments && this.#typeComment(tokenStart, at, blank)) continue;
      }
      if (c === -1) {
        this.#at = at;
        this.#endOfSource();
        return;
      }
      if (isNameStart(c)) {
        this.#at = at;
        this.#nameOrString(c);
      } else if (c === 10) {
        this.#at = at + 1;
        this.#bufferStart = at + 1;
        lineBegins = true;
        if (!blank && this.#brackets.length === 0) this.#push(T.NEWLINE, tokenStart, at + 1);
      } else if (isDigit(c)) {
        this.#number(at);
      } else if (c === 34 || c === 39) {
        this.#string(at, at);
      } else if (c === 92) {
        this.#at = this.#continuation(at);
      } else {
        this.#operator(c, at);
      }
    }
  }

  /** Takes a type comment as a token, which the newline after it follows even on a line of its own. */
  #typeComment(start: number, end: number, blank: boolean): boolean {
    const comment = typeComment(this.#text, start, end, blank);
    if (comment === undefined) return false;
    if (comment.ignores) {
      this.#typeIgnores.push(comment);
      return false;
    }
    this.#at = end;
    this.#push(T.TYPE_COMMENT, comment.start, end);
    return true;
  }

  /**
   * Reads the blanks at the start of a line and emits INDENT or DEDENTs.
   * Returns whether the line is blank, so that its newline is none.
   */
  #indentation(): boolean {
    let at = this.#at;
    let column = 0;
    let altColumn = 0;
    let continuationColumn = 0;
    let c: number;
    for (;;) {
      c = this.#peek(at);
      if (c === 32) {
        column++;
        altColumn++;
      } else if (c === 9) {
        column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        altColumn++;
      } else if (c === 12) {
        column = altColumn = 0;
      } else if (c === 92) {
        continuationColumn ||= column;
        at = this.#continuation(at);
        this.#bufferStart = at;
        continue;
      } else break;
      at++;
    }
    this.#at = at;
    if (c === 35 || c === 10) return true;
    if (this.#brackets.length > 0) return false;
    if (continuationColumn > 0) column = altColumn = continuationColumn;
    const indents = this.#indents;
    const altIndents = this.#altIndents;
    const current = indents[indents.length - 1]!;
    if (column === current) {
      if (altColumn !== altIndents[altIndents.length - 1]) this.#tabError(at);
      return false;
    }
    if (column > current) {
      if (indents.length >= MAX_INDENTS) {
        this.#endTokens(at, "IndentationError", "too many levels of indentation", 1, 0, this.#lineEnd(at));
      }
      if (altColumn <= altIndents[altIndents.length - 1]!) this.#tabError(at);
      indents.push(column);
      altIndents.push(altColumn);
      this.#push(T.INDENT, at, at);
      return false;
    }
    if (c === -1) this.#firstAtEnd = this.#kinds.length;
    let popped = 0;
    while (indents.length > 1 && column < indents[indents.length - 1]!) {
      indents.pop();
      altIndents.pop();
      popped++;
    }
    if (column !== indents[indents.length - 1]) {
      const end = Math.min(this.#lineEnd(at) + 1, this.#text.length);
      const offset = end - this.#lineStart(at);
      const message = "unindent does not match any outer indentation level";
      this.#endTokens(at, "IndentationError", message, offset, -1, end);
    }
    if (altColumn !== altIndents[altIndents.length - 1]) this.#tabError(at);
    while (popped-- > 0) this.#push(T.DEDENT, at, at);
    return false;
  }

  #tabError(at: number): never {
    return this.#endTokens(
      at,
      "TabError",
      "inconsistent use of tabs and spaces in indentation",
      1,
      0,
      this.#lineEnd(at),
    );
  }

  /** A backslash at `at`: returns the start of the next line. */
  #continuation(at: number): number {
    if (this.#peek(at + 1) !== 10) {
      const message = "unexpected character after line continuation character";
      // CPython counts bytes from the start of its buffer, but no further than the line goes.
      const read = utf8(this.#text.slice(this.#bufferStart, at + 2)).length;
      const hasNewline = this.#text.indexOf("\n", at) !== -1;
      const line = utf8((this.#source.lineText(this.#source.lineOf(at)) ?? "") + (hasNewline ? "\n" : ""));
      const offset =
        [...new TextDecoder().decode(line.subarray(0, read))].length + (read > line.length ? 1 : 0);
      return this.#endTokens(at, "SyntaxError", message, offset, 0, at);
    }
    if (at + 2 >= this.#text.length) {
      this.#firstAtEnd = this.#kinds.length;
      if (this.#brackets.length > 0) this.#fail(false, this.#unclosedError(), true);
      const line = this.#source.lineOf(at);
      // CPython has no column to show where it read a file up to there and found nothing on the line.
      const isBlank = /^[ \t\f]*\\/.test(this.#source.lineText(line) ?? "");
      const offset = this.#options.fromFile && isBlank ? 0 : this.#columnIn(line, at + 1) + 1;
      return this.#endTokens(at, "SyntaxError", "unexpected EOF while parsing", offset, -1, at + 1);
    }
    return at + 2;
  }

  #endOfSource(): void {
    const at = this.#text.length;
    const nothing = this.#kinds.length === 0;
    if (this.#firstAtEnd === -1) this.#firstAtEnd = this.#kinds.length - (this.#lastTokenSawEnd() ? 1 : 0);
    const open = this.#brackets.length;
    if (open > 0) {
      this.#fail(false, this.#unclosedError(), true);
    }
    if (this.#options.mode === "single" && !nothing) {
      this.#push(T.NEWLINE, at, at);
      if (!this.#options.dontImplyDedent) {
        for (let level = this.#indents.length; level > 1; level--) this.#push(T.DEDENT, at, at);
        if (this.#indents.length > 1) this.#push(T.NEWLINE, at, at);
      }
    }
    this.#push(T.ENDMARKER, at, at);
  }

  /** Whether the last token was ended by the end of the source: all are but those that end in a fixed character. */
  #lastTokenSawEnd(): boolean {
    const last = this.#kinds.length - 1;
    if (this.#ends[last] !== this.#text.length) return false;
    switch (this.#kinds[last]) {
      case T.STRING:
      case T.FSTRING_END:
      case T.TSTRING_END:
      case T.ELLIPSIS:
      case T.DOUBLESTAREQUAL:
      case T.DOUBLESLASHEQUAL:
      case T.LEFTSHIFTEQUAL:
      case T.RIGHTSHIFTEQUAL:
      case T.NEWLINE:
        return false;
      case T.FSTRING_START:
      case T.TSTRING_START:
        return !/'''$|"""$/.test(this.#text);
      default:
        return true;
    }
  }

  #nullByte(at: number): never {
    const line = this.#source.lineOf(at);
    const message = "source code cannot contain null bytes";
    const text = (this.#source.lineText(line) ?? "").split("\0")[0]!;
    const error = new PythonSyntaxError("SyntaxError", message, this.#source.name, {
      lineno: line,
      offset: 0,
      endLineno: line,
      endOffset: 0,
      text,
    });
    return this.#fail(true, error, false);
  }

  #nameOrString(first: number): void {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    let c = first;
    if (STRING_PREFIX[c] !== undefined) {
      let prefixes = "";
      for (;;) {
        const letter = STRING_PREFIX[c];
        if (letter === undefined || prefixes.includes(letter)) break;
        prefixes += letter;
        c = this.#peek(++at);
        if (c === 34 || c === 39) {
          this.#checkPrefixes(start, at, prefixes);
          const template = prefixes.includes("t");
          if (template || prefixes.includes("f")) {
            this.#fstringStart(start, at, prefixes.includes("r"), template);
          } else this.#string(start, at);
          return;
        }
      }
    }
    let ascii = true;
    while (isNamePart(c)) {
      if (c >= 128) ascii = false;
      c = this.#peek(++at);
    }
    this.#at = at;
    const name = text.slice(start, at);
    if (!ascii) {
      const invalid = invalidIdentifierOffset(name);
      if (invalid !== -1) this.#invalidCharacter(start + invalid);
    }
    this.#push(at - start <= 8 ? (keywords.get(name) ?? T.NAME) : T.NAME, start, at);
  }

  /** `r` goes with `b`, `f` and `t`; no other two prefixes go together. */
  #checkPrefixes(start: number, quoteAt: number, prefixes: string): void {
    for (const pair of INCOMPATIBLE_PREFIXES) {
      if (!prefixes.includes(pair[0]!) || !prefixes.includes(pair[1]!)) continue;
      const lineStart = this.#lineStart(start);
      const message = `'${pair[0]}' and '${pair[1]}' prefixes are incompatible`;
      this.#error(quoteAt + 1, message, start + 1 - lineStart, quoteAt + 1 - lineStart);
    }
  }

  #invalidCharacter(at: number): never {
    const codePoint = this.#text.codePointAt(at)!;
    const character = String.fromCodePoint(codePoint);
    const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
    return this.#error(
      at + character.length,
      isPrintable(codePoint)
        ? `invalid character '${character}' (${code})`
        : `invalid non-printable character ${code}`,
    );
  }

  #number(start: number): void {
    const scan = scanNumber(this.#text, start);
    const { end } = scan;
    if (scan.problem !== undefined && !(this.#options.lenient && scan.problem.lenient)) {
      const lineStart = this.#lineStart(start);
      const { from, to, message } = scan.problem;
      if (from === undefined || to === undefined) this.#error(end, message);
      this.#error(end, message, from - lineStart + 1, to - lineStart + 1);
    }
    if (scan.runsOn) {
      const message = `invalid ${scan.name} literal`;
      const line = this.#source.lineOf(start);
      this.#warnings.push({ message, line, errorMessage: message, start, end });
    }
    this.#at = end;
    this.#push(T.NUMBER, start, end);
  }

  /** A string without replacement fields: `start` at its prefix, `quoteAt` at its first quote. */
  #string(start: number, quoteAt: number): void {
    const text = this.#text;
    const quote = text.charCodeAt(quoteAt);
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    let at = quoteAt + (triple ? 3 : 1);
    let escapedQuote = false;
    for (;;) {
      const c = this.#peek(at);
      if (c === quote) {
        at++;
        if (!triple) break;
        if (this.#peek(at) === quote && this.#peek(at + 1) === quote) {
          at += 2;
          break;
        }
      } else if (c === 92) {
        if (this.#peek(at + 1) === quote) escapedQuote = true;
        at += 2;
      } else if (c === -1 || (c === 10 && !triple)) {
        this.#unterminatedString(start, quote, triple, Math.min(at, text.length), escapedQuote);
      } else if (c === 0) {
        this.#nullByte(at);
      } else at++;
    }
    this.#at = at;
    this.#push(T.STRING, start, at);
  }

  #unterminatedString(
    start: number,
    quote: number,
    triple: boolean,
    end: number,
    escapedQuote: boolean,
  ): never {
    const fstring = this.#fstring;
    if (fstring !== undefined && fstring.quote === quote && (fstring.quoteSize === 3) === triple) {
      this.#error(start + 1, `${fstring.template ? "t" : "f"}-string: expecting '}'`);
    }
    const line = this.#detectedLine(end);
    let message = `unterminated ${triple ? "triple-quoted " : ""}string literal (detected at line ${line})`;
    if (!triple && escapedQuote) message += "; perhaps you escaped the end quote?";
    return this.#error(start + 1, message, undefined, undefined, end >= this.#text.length);
  }

  /** The tokenizer's line when it hits `end`: a newline at the very end does not open another line. */
  #detectedLine(end: number): number {
    if (end >= this.#text.length && this.#text.endsWith("\n")) return this.#source.lineOf(end - 1);
    return this.#source.lineOf(end);
  }

  // f-strings and t-strings

  #fstringStart(start: number, quoteAt: number, raw: boolean, template: boolean): void {
    const text = this.#text;
    const quote = text.charCodeAt(quoteAt);
    const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
    const end = quoteAt + (triple ? 3 : 1);
    if (this.#fstrings.length + 1 >= MAX_FSTRINGS) {
      this.#error(end, "too many nested f-strings or t-strings");
    }
    this.#fstring = {
      quote,
      quoteSize: triple ? 3 : 1,
      raw,
      template,
      start,
      depth: 0,
      fieldDepth: -1,
      inSpec: false,
      literal: true,
    };
    this.#fstrings.push(this.#fstring);
    this.#at = end;
    this.#push(template ? T.TSTRING_START : T.FSTRING_START, start, end);
  }

  #openField(fstring: FString): void {
    fstring.fieldDepth++;
    if (fstring.fieldDepth >= MAX_FIELDS) {
      this.#error(this.#at, `${fstring.template ? "t" : "f"}-string: expressions nested too deeply`);
    }
    fstring.literal = false;
  }

  /**
   * Literal text of an f-string up to a field, a doubled brace or the closing quotes. The token of a doubled brace
   * spans both, as its node will; whoever wants the text leaves the second out.
   */
  #fstringText(fstring: FString): void {
    const middle = fstring.template ? T.TSTRING_MIDDLE : T.FSTRING_MIDDLE;
    const start = this.#at;
    if (this.#peek(start) === 123 && this.#peek(start + 1) !== 123) {
      this.#openField(fstring);
      return;
    }
    if (this.#atQuotes(start, fstring)) {
      this.#at = start + fstring.quoteSize;
      this.#push(fstring.template ? T.TSTRING_END : T.FSTRING_END, start, this.#at);
      this.#fstrings.pop();
      this.#fstring = this.#fstrings[this.#fstrings.length - 1];
      return;
    }
    const inSpec = fstring.inSpec && fstring.fieldDepth >= 0;
    let at = start;
    let namedEscape = false;
    for (;;) {
      const c = this.#peek(at);
      if (c === fstring.quote && this.#atQuotes(at, fstring)) break;
      if (c === -1 || (c === 10 && fstring.quoteSize === 1)) {
        if (inSpec && c === 10) {
          const strings = `${fstring.template ? "t" : "f"}-string`;
          const message = `${strings}: newlines are not allowed in format specifiers for single quoted ${strings}s`;
          this.#error(at + 1, message);
        }
        this.#unterminatedFString(fstring, at);
      }
      if (c === 0) this.#nullByte(at);
      if (c === 123) {
        if (this.#peek(at + 1) === 123 && !inSpec) {
          this.#push(middle, start, at + 2);
          this.#at = at + 2;
          return;
        }
        this.#at = at;
        this.#push(middle, start, at);
        fstring.inSpec = false;
        this.#openField(fstring);
        return;
      }
      if (c === 125) {
        if (namedEscape) {
          at++;
          break;
        }
        if (this.#peek(at + 1) === 125 && !inSpec && fstring.depth === 0) {
          this.#push(middle, start, at + 2);
          this.#at = at + 2;
          return;
        }
        fstring.literal = false;
        fstring.inSpec = false;
        break;
      }
      at++;
      if (c === 92) {
        const escaped = this.#peek(at);
        if (escaped === 123 || escaped === 125) {
          if (!fstring.raw) {
            const place = { start: at - 1, end: at + 1, line: this.#source.lineOf(at) };
            this.#warnings.push(invalidEscapeWarning(String.fromCharCode(escaped), false, place));
          }
          continue;
        }
        if (escaped !== -1) at++;
        if (!fstring.raw && escaped === 78 && this.#peek(at) === 123) {
          at++;
          namedEscape = true;
        }
      }
    }
    this.#at = at;
    this.#push(middle, start, at);
  }

  #atQuotes(at: number, fstring: FString): boolean {
    if (this.#peek(at) !== fstring.quote) return false;
    return (
      fstring.quoteSize === 1 ||
      (this.#peek(at + 1) === fstring.quote && this.#peek(at + 2) === fstring.quote)
    );
  }

  #unterminatedFString(fstring: FString, at: number): never {
    const letter = fstring.template ? "t" : "f";
    const triple = fstring.quoteSize === 3;
    const line = this.#detectedLine(at);
    const message = `unterminated ${triple ? "triple-quoted " : ""}${letter}-string literal (detected at line ${line})`;
    return this.#error(fstring.start + 1, message, undefined, undefined, triple && at >= this.#text.length);
  }

  // Operators and brackets

  #operator(c: number, at: number): void {
    const fstring = this.#fstring;
    if (
      c === 58 &&
      fstring !== undefined &&
      fstring.fieldDepth >= 0 &&
      fstring.depth - 1 === fstring.fieldDepth
    ) {
      fstring.literal = true;
      fstring.inSpec = true;
      this.#at = at + 1;
      this.#push(T.COLON, at, at + 1);
      return;
    }
    let kind = scanOperator(this.#text, c, at);
    if (kind === T.OP && c === 60 && this.#options.lenient) kind = T.LESS;
    switch (kind) {
      case T.LPAR:
      case T.LSQB:
      case T.LBRACE:
        this.#openBracket(at);
        break;
      case T.RPAR:
      case T.RSQB:
      case T.RBRACE:
        this.#closeBracket(c, at);
        break;
      case T.DOT:
        if (isDigit(this.#peek(at + 1))) return this.#number(at);
        break;
      case T.OP:
        if (c < 32 || c === 127) this.#invalidCharacter(at);
        break;
    }
    this.#at = at + operatorWidth(kind, c);
    this.#push(kind, at, this.#at);
  }

  #openBracket(at: number): void {
    if (this.#brackets.length >= MAX_BRACKETS) this.#error(at + 1, "too many nested parentheses");
    this.#brackets.push(at);
    if (this.#fstring !== undefined) this.#fstring.depth++;
  }

  #closeBracket(c: number, at: number): void {
    const fstring = this.#fstring;
    const closing = String.fromCharCode(c);
    const letter = fstring?.template ? "t" : "f";
    if (fstring !== undefined && fstring.depth === 0 && c === 125) {
      this.#error(at + 1, `${letter}-string: single '}' is not allowed`);
    }
    const opening = this.#brackets.pop();
    if (opening === undefined) {
      if (this.#options.lenient) return;
      return this.#error(at + 1, `unmatched '${closing}'`);
    }
    const bracket = this.#text.charAt(opening);
    if (!(bracket === "(" ? c === 41 : bracket === "[" ? c === 93 : c === 125)) {
      if (fstring !== undefined && bracket === "{" && fstring.depth - 1 === fstring.fieldDepth) {
        this.#error(at + 1, `${letter}-string: unmatched '${closing}'`);
      }
      const openedOn = this.#source.lineOf(opening);
      const where = openedOn === this.#source.lineOf(at) ? "" : ` on line ${openedOn}`;
      this.#error(
        at + 1,
        `closing parenthesis '${closing}' does not match opening parenthesis '${bracket}'${where}`,
      );
    }
    if (fstring !== undefined) {
      fstring.depth--;
      if (fstring.depth < 0) this.#error(at + 1, `${letter}-string: unmatched '${closing}'`);
      if (c === 125 && fstring.depth === fstring.fieldDepth) {
        fstring.fieldDepth--;
        fstring.literal = true;
        fstring.inSpec = false;
      }
    }
  }

  // Failures

  /**
   * Raises a SyntaxError that points at the character before `at`, or at the columns given (code units of the line).
   */
  #error(at: number, message: string, offset?: number, endOffset?: number, atEnd = false): never {
    const afterNewline = this.#text[at - 1] === "\n";
    const end = Math.min(afterNewline ? at - 1 : at, this.#source.text.length);
    const { line, column } = this.#source.positionOf(end);
    const place = offset ?? (afterNewline ? column + 1 : column);
    const error = new PythonSyntaxError("SyntaxError", message, this.#source.name, {
      lineno: line,
      offset: place,
      endLineno: line,
      endOffset: endOffset ?? place,
      text: this.#source.lineText(line) ?? null,
    });
    return this.#fail(true, error, atEnd);
  }

  #columnIn(line: number, at: number): number {
    const position = this.#source.positionOf(at);
    return position.line === line ? position.column : (this.#source.lineText(line) ?? "").length + 1;
  }

  /** Ends the tokens with an error that is reported only when the parser arrives here. */
  #endTokens(
    at: number,
    type: SyntaxErrorType,
    message: string,
    offset: number | null,
    endOffset: number,
    cursor: number,
  ): never {
    const line = this.#source.lineOf(Math.min(at, this.#source.text.length));
    const error = new PythonSyntaxError(type, message, this.#source.name, {
      lineno: line,
      offset: offset ?? this.#columnIn(line, cursor),
      endLineno: line,
      endOffset,
      text: `${this.#source.lineText(line) ?? ""}${this.#text.indexOf("\n", at) === -1 ? "" : "\n"}`,
    });
    return this.#fail(false, error, message.startsWith("unexpected EOF"));
  }

  #unclosedError(): PythonSyntaxError {
    return unclosedBracketError(this.#source, this.#innermostBracket()!, this.#text.endsWith("\n"));
  }

  #innermostBracket(): TokenizerFailure["unclosed"] {
    const opening = this.#brackets[this.#brackets.length - 1];
    return opening === undefined ? null : { bracket: this.#text.charAt(opening), offset: opening };
  }

  #fail(raised: boolean, error: PythonSyntaxError, atEnd: boolean): never {
    const insideFString = this.#fstring !== undefined;
    this.#failure = { raised, error, insideFString, atEnd, unclosed: this.#innermostBracket() };
    if (this.#firstAtEnd === -1) {
      if (this.#lastTokenSawEnd()) this.#firstAtEnd = this.#kinds.length - 1;
      else if (atEnd) this.#firstAtEnd = this.#kinds.length;
    }
    this.#push(T.ERRORTOKEN, this.#at, this.#at);
    throw stop;
  }

  #lineStart(at: number): number {
    return this.#source.lineStarts[this.#source.lineOf(at) - 1]!;
  }

  #lineEnd(at: number): number {
    const newline = this.#text.indexOf("\n", at);
    return newline === -1 ? this.#text.length : newline;
  }
}
