/**
 * The parser's state: a place in the token table, and what the parse functions share.
 */
import type { SourceFile } from "../../base/source-file.ts";
import type { SyntaxWarningRecord } from "../syntax-error.ts";
import { T, type TokenKind } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";

/**
 * Thrown where the tokens do not continue as the grammar wants, before the token is taken that is wrong: the diagnosis
 * wants to know how far the tokens are good. It says nothing of what is wrong: that is for the
 * diagnosis, which reads the program again. One object serves all, for parsing may try and give up often.
 */
export const parseFailure = Symbol("parse failure");

/** Thrown where nesting outgrows what CPython's parser stack holds; becomes a MemoryError. */
export const tooComplex = Symbol("too complex to parse");

/** How long a chain of prefixes, `elif`s or conditional expressions may be: CPython's parser has 6000 levels. */
export const MAX_CHAIN = 5900;

export interface CursorOptions {
  readonly lookupName: ((name: string) => string | undefined) | undefined;
  readonly maxDigits: number;
}

export class Cursor {
  readonly source: SourceFile;
  readonly text: string;
  readonly options: CursorOptions;
  /** About literals; the tokenizer's too. */
  readonly warnings: SyntaxWarningRecord[];
  /** `from __future__ import barry_as_FLUFL`: `<>` is the operator, `!=` is none. */
  flufl = false;
  /** The current token's index and kind. */
  index = 0;
  kind: TokenKind;
  readonly #kinds: readonly TokenKind[];
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];

  constructor(source: SourceFile, tokens: Tokens, options: CursorOptions) {
    this.source = source;
    this.text = source.text;
    this.options = options;
    this.warnings = [...tokens.warnings];
    this.#kinds = tokens.kinds;
    this.#starts = tokens.starts;
    this.#ends = tokens.ends;
    this.kind = tokens.kinds[0] ?? T.ENDMARKER;
  }

  /** Start of the current token. */
  get start(): number {
    return this.#starts[this.index]!;
  }

  /** End of the current token. */
  get tokenEnd(): number {
    return this.#ends[this.index]!;
  }

  /** End of the last token taken. */
  get end(): number {
    return this.#ends[this.index - 1]!;
  }

  /** End of the last token taken that is no NEWLINE, INDENT or DEDENT: where a compound statement ends. */
  get blockEnd(): number {
    let at = this.index - 1;
    for (; at > 0; at--) {
      const kind = this.#kinds[at]!;
      if (kind !== T.ENDMARKER && (kind < T.NEWLINE || kind > T.DEDENT)) break;
    }
    return this.#ends[at]!;
  }

  /** Text of the current token. */
  get spelling(): string {
    return this.text.slice(this.#starts[this.index]!, this.#ends[this.index]!);
  }

  /** Kind of the token after the current one. */
  get nextKind(): TokenKind {
    return this.kindAt(1);
  }

  /** Kind of the token that many tokens after the current one. */
  kindAt(distance: number): TokenKind {
    return this.#kinds[this.index + distance] ?? T.ENDMARKER;
  }

  /** Goes to the next token. The last token, ENDMARKER or ERRORTOKEN, is never passed. */
  advance(): void {
    this.kind = this.#kinds[++this.index]!;
  }

  /** Goes back (or forth) to a token. */
  reset(index: number): void {
    this.index = index;
    this.kind = this.#kinds[index]!;
  }

  /** Whether the current token is of this kind; a call, so that the type checker forgets what it was before. */
  at(kind: TokenKind): boolean {
    return this.kind === kind;
  }

  /** Takes the current token if it is of this kind. */
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.kind = this.#kinds[++this.index]!;
    return true;
  }

  /** Takes the current token, which must be of this kind. */
  expect(kind: TokenKind): void {
    if (this.kind !== kind) throw parseFailure;
    this.kind = this.#kinds[++this.index]!;
  }

  /** Whether the current token is a NAME with this spelling: a soft keyword. */
  atSoftKeyword(word: string): boolean {
    return (
      this.kind === T.NAME &&
      this.tokenEnd - this.start === word.length &&
      this.text.startsWith(word, this.start)
    );
  }

  /** `[TYPE_COMMENT]`: its text; null where there is none. */
  typeComment(): string | null {
    if (this.kind !== T.TYPE_COMMENT) return null;
    const text = this.spelling;
    this.advance();
    return text;
  }

  fail(): never {
    throw parseFailure;
  }
}
