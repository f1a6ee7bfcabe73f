/**
 * The native module `_tokenize`: our tokens as `tokenize` wants them, (kind, text, start, end, line) with the comments and
 * newlines that a parser has no use for. Those stand between the tokens of the table, so the gaps are looked through.
 *
 * Follows Python/Python-tokenize.c.
 */
import { SourceFile } from "../../base/source-file.ts";
import { declareType } from "../../runtime/core/builtin-types.ts";
import { callable } from "../../runtime/core/call.ts";
import type { TypeSpec } from "../../runtime/core/define.ts";
import { PyBaseException } from "../../runtime/core/exception.ts";
import type { NativeModule } from "../../runtime/core/native-module.ts";
import type { Value } from "../../runtime/core/object.ts";
import type { PyType } from "../../runtime/core/type.ts";
import { StopIteration } from "../../runtime/exceptions/hierarchy.ts";
import { stopIteration, typeError } from "../../runtime/exceptions/raise.ts";
import { isBytes } from "../../runtime/objects/bytes.ts";
import { PyIterator } from "../../runtime/objects/iterator.ts";
import { isStr, type Str, str, strOf } from "../../runtime/objects/str.ts";
import { tuple } from "../../runtime/objects/tuple.ts";
import { callMethod } from "../../runtime/protocols/method-call.ts";
import { truthy } from "../../runtime/protocols/compare.ts";
import { T, type TokenKind } from "../../syntax/token.ts";
import { tokenize, type Tokens } from "../../syntax/tokenizer.ts";
import { PythonSyntaxError } from "../../syntax/syntax-error.ts";
import { pythonError } from "../compile.ts";

/** Numbers of Lib/token.py. */
const NUMBERS: Readonly<Record<string, number>> = {
  ENDMARKER: 0,
  NAME: 1,
  NUMBER: 2,
  STRING: 3,
  NEWLINE: 4,
  INDENT: 5,
  DEDENT: 6,
  OP: 55,
  FSTRING_START: 59,
  FSTRING_MIDDLE: 60,
  FSTRING_END: 61,
  TSTRING_START: 62,
  TSTRING_MIDDLE: 63,
  TSTRING_END: 64,
  ERRORTOKEN: 67,
};
const COMMENT = 65;
const NL = 66;

/** Operators in the order of Lib/token.py, from 7. */
const OPERATORS =
  "( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... := !".split(
    " ",
  );

const byKind = new Map<TokenKind, number>(
  Object.entries(T).flatMap(([name, kind]) =>
    name in NUMBERS ? [[kind, NUMBERS[name] as number] as const] : [],
  ),
);

/** Walks the tokens of a source and makes Python's. */
class Walker {
  readonly file: SourceFile;
  readonly tokens: Tokens;
  readonly extra: boolean;
  readonly output: Value[] = [];
  /** Lines that end in `\r\n`. */
  readonly #crlf: ReadonlySet<number>;
  /** The last line lacks its end, and no token stands for it yet. */
  #open: boolean;
  /** Where the last token that has text ended. */
  at = 0;

  constructor(source: string, extra: boolean) {
    this.#crlf = crlfLines(source);
    this.file = new SourceFile("<string>", source);
    this.extra = extra;
    this.#open = source !== "" && !this.file.text.endsWith("\n");
    this.tokens = tokenize(this.file, { mode: "exec", lenient: extra });
  }

  run(): Value[] {
    const { kinds } = this.tokens;
    for (let i = 0; i < kinds.length; i++) {
      const kind = kinds[i] as TokenKind;
      if (kind === T.ERRORTOKEN) break;
      this.token(i, kind);
    }
    return this.output;
  }

  /** The error after the last token. The parser has better words for the end of the source than `tokenize`. */
  failure(): PythonSyntaxError | undefined {
    const { failure } = this.tokens;
    if (failure === null || failure.raised) return failure?.error;
    const { error } = failure;
    if (failure.unclosed !== null && failure.atEnd) {
      const { text } = this.file;
      const line = this.file.lineOf(Math.max(0, text.endsWith("\n") ? text.length - 1 : text.length));
      const place = { lineno: line, offset: 0, endLineno: line, endOffset: null, text: null };
      return new PythonSyntaxError(
        "SyntaxError",
        "unexpected EOF in multi-line statement",
        error.filename,
        place,
      );
    }
    if (error.type !== "IndentationError" || error.endOffset !== -1) return error;
    const place = {
      lineno: error.lineno,
      offset: error.offset,
      endLineno: null,
      endOffset: null,
      text: error.text?.replace(/\n$/, "") ?? null,
    };
    return new PythonSyntaxError(error.type, error.message, error.filename, place);
  }

  token(i: number, kind: TokenKind): void {
    const { starts, ends } = this.tokens;
    const { text } = this.file;
    const start = starts[i] as number;
    const end = ends[i] as number;
    switch (kind) {
      case T.INDENT:
      case T.DEDENT: {
        const next = this.nextStart(i);
        this.gap(next);
        const number = (kind === T.DEDENT ? NUMBERS["DEDENT"] : NUMBERS["INDENT"]) as number;
        if (!this.extra) this.placeless(number, next);
        else if (kind === T.INDENT) this.push(number, this.lineStart(next), next);
        else if (this.isEnd(i)) this.atEnd(number);
        else this.push(number, next, next);
        return;
      }
      case T.NEWLINE: {
        // It starts where a comment does.
        const newline = text.indexOf("\n", start);
        const place = newline < 0 ? text.length : newline;
        const missing = place >= text.length;
        if (missing) this.#open = false;
        if (!this.extra) {
          this.push(NUMBERS["NEWLINE"] as number, start, place);
        } else {
          this.gap(place);
          if (missing) this.missingEnd(NUMBERS["NEWLINE"] as number);
          else this.push(NUMBERS["NEWLINE"] as number, place, place + 1);
        }
        this.at = Math.min(place + 1, text.length);
        return;
      }
      case T.ENDMARKER: {
        this.gap(text.length);
        this.atEnd(NUMBERS["ENDMARKER"] as number);
        return;
      }
    }
    const middle = kind === T.FSTRING_MIDDLE || kind === T.TSTRING_MIDDLE;
    if (!middle) this.gap(start);
    // A doubled brace ends the piece of text and is one character of it.
    const doubled = middle && /(?:\{\{|\}\})$/.test(text.slice(start, end));
    this.push(this.numberOf(kind, text.slice(start, end)), start, doubled ? end - 1 : end, middle);
    this.at = end;
  }

  numberOf(kind: TokenKind, text: string): number {
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const operator = OPERATORS.indexOf(text);
    if (operator < 0) return NUMBERS["NAME"] as number;
    return this.extra ? (NUMBERS["OP"] as number) : operator + 7;
  }

  /** Start of the first token after index `i` that has text of its own. */
  nextStart(i: number): number {
    const { kinds, starts } = this.tokens;
    for (let next = i + 1; next < kinds.length; next++) {
      const kind = kinds[next] as TokenKind;
      if (kind !== T.INDENT && kind !== T.DEDENT) {
        return Math.min(
          kind === T.ENDMARKER ? this.file.text.length : (starts[next] as number),
          this.file.text.length,
        );
      }
    }
    return this.file.text.length;
  }

  /** Whether no token with text follows. */
  isEnd(i: number): boolean {
    return this.tokens.kinds.slice(i).every((kind) => kind === T.DEDENT || kind === T.ENDMARKER);
  }

  /** A token after the last line. */
  atEnd(number: number): void {
    const { text } = this.file;
    const last = this.file.lineOf(text.length);
    const line = text === "" || text.endsWith("\n") ? last : last + 1;
    this.output.push(tuple([number, "", tuple([line, 0]), tuple([line, 0]), ""]));
  }

  /** A token without text, which has no column. */
  placeless(number: number, next: number): void {
    const { text } = this.file;
    const at = next >= text.length ? Math.max(0, text.length - 1) : next;
    const line = this.file.lineOf(at);
    this.output.push(tuple([number, "", tuple([line, -1]), tuple([line, -1]), str(this.lines(at, at))]));
  }

  /** Comments and line ends up to an offset. */
  gap(end: number): void {
    const { text } = this.file;
    while (this.at < end) {
      const ch = text[this.at];
      if (ch === "#") {
        const newline = text.indexOf("\n", this.at);
        const stop = newline < 0 ? text.length : newline;
        if (this.extra) this.push(COMMENT, this.at, stop);
        this.at = stop;
      } else if (ch === "\n") {
        if (this.extra) this.push(NL, this.at, this.at + 1);
        this.at++;
      } else if (ch === "\\" && text[this.at + 1] === "\n") this.at += 2;
      else this.at++;
    }
    if (this.extra && this.#open && end === text.length) {
      this.#open = false;
      this.missingEnd(NL);
    }
  }

  lineStart(offset: number): number {
    return this.file.lineStarts[this.file.lineOf(offset) - 1] as number;
  }

  /** The text of the lines that a range touches, with their ends. */
  lines(start: number, end: number): string {
    const { file } = this;
    const first = file.lineOf(start);
    const last = Math.max(first, file.lineOf(Math.max(start, end - 1)));
    if (this.#crlf.size === 0) {
      return file.text.slice(file.lineStarts[first - 1], file.lineStarts[last] ?? file.text.length);
    }
    let text = "";
    for (let line = first; line <= last; line++) text += (file.lineText(line) ?? "") + this.endOf(line);
    return text;
  }

  place(offset: number, line?: number): Value {
    const position = this.file.positionOf(offset);
    return tuple([line ?? position.line, position.column]);
  }

  /** `whole` where the lines shown go on to the one in which the token ends, be it before its first character. */
  push(kind: number, start: number, end: number, whole = false): void {
    const { text } = this.file;
    const from = this.file.positionOf(start);
    let content = text.slice(start, end);
    let to: Value;
    // The end of a line is after its last character, not the start of the next line.
    if (content === "\n") {
      content = this.endOf(from.line);
      to = tuple([from.line, from.column + content.length]);
    } else to = this.place(end);
    this.output.push(
      tuple([
        kind,
        str(content),
        tuple([from.line, from.column]),
        to,
        str(this.lines(start, whole ? end + 1 : end)),
      ]),
    );
  }

  /** How a line ends. */
  endOf(line: number): string {
    if (this.#crlf.has(line)) return "\r\n";
    return line < this.file.lineStarts.length ? "\n" : "";
  }

  /** The NEWLINE or NL that a last line without end gets. */
  missingEnd(number: number): void {
    const offset = this.file.text.length;
    const { line, column } = this.file.positionOf(offset);
    this.output.push(
      tuple([
        number,
        "",
        tuple([line, column]),
        tuple([line, column + 1]),
        str(this.lines(Math.max(0, offset - 1), offset)),
      ]),
    );
  }
}

function crlfLines(source: string): ReadonlySet<number> {
  const lines = new Set<number>();
  if (!source.includes("\r\n")) return lines;
  let line = 0;
  for (const [end] of source.matchAll(/\r\n?|\n/g)) {
    line++;
    if (end === "\r\n") lines.add(line);
  }
  return lines;
}

class PyTokenizerIterator extends PyIterator {
  items: readonly Value[] = [];
  index = 0;
  failure: unknown = undefined;

  nx(): Value | undefined {
    const item = this.items[this.index];
    if (item !== undefined) {
      this.index++;
      return item;
    }
    if (this.failure !== undefined) {
      const { failure } = this;
      this.failure = undefined;
      throw pythonError(failure);
    }
    return undefined;
  }
}

const tokenizerType = declareType("_tokenize.TokenizerIter", PyTokenizerIterator);

/** All that `readline` gives, until it gives nothing or raises StopIteration. */
function readAll(readline: Value, encoding: Value): string {
  const next = callable(readline);
  let text = "";
  for (;;) {
    let line: Value;
    try {
      line = next.c0();
    } catch (error) {
      if (error instanceof PyBaseException && error.cls$.isSubtype(StopIteration)) return text;
      throw error;
    }
    let part: string;
    if (encoding === null) {
      if (!isStr(line)) throw typeError("readline() returned a non-string object");
      part = strOf(line);
    } else {
      if (!isBytes(line)) throw typeError("readline() returned a non-bytes object");
      part = strOf(callMethod(line, "decode", encoding, "replace") as Str);
    }
    if (part === "") return text;
    text += part;
  }
}

const tokenizerSpec: TypeSpec = {
  new: [
    "(readline, /, *, encoding=None, extra_tokens=False)",
    (cls: PyType, readline: Value, encoding: Value = null, extraTokens: Value = false) => {
      const self = cls.alloc() as PyTokenizerIterator;
      const walker = new Walker(readAll(readline, encoding), truthy(extraTokens));
      self.items = walker.run();
      self.failure = walker.failure();
      return self;
    },
  ],
  methods: {
    __iter__: ["(self, /)", (self: PyTokenizerIterator) => self],
    __next__: [
      "(self, /)",
      (self: PyTokenizerIterator) => {
        const item = self.nx();
        if (item === undefined) throw stopIteration();
        return item;
      },
    ],
  },
};

export const tokenizeModule: NativeModule = { name: "_tokenize", types: { TokenizerIter: tokenizerType } };

export const installed: readonly (readonly [PyType, TypeSpec])[] = [[tokenizerType, tokenizerSpec]];
