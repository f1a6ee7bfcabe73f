/**
 * What is wrong with a program that does not parse.
 *
 * CPython parses such a program twice. The first pass is the ordinary grammar, and its trace is how far it looked.
 * The second has the `invalid_` rules switched on, which recognise common mistakes and raise; if none does, it is
 * "invalid syntax" at the last token of the first pass. Over all this stands the tokenizer: its error wins when the
 * parser runs into it, and also when it comes later in the file than what the parser found.
 *
 * To agree with CPython in message and position, this does the same over the same grammar (grammar.ts,
 * invalid-rules.ts), slowly and only here. Whole statements that parsed are skipped: nothing in them is wrong.
 *
 * CPython: Parser/pegen.c (_PyPegen_run_parser), Parser/pegen_errors.c
 */
import type { SourceFile } from "../../base/source-file.ts";
import { PythonSyntaxError } from "../syntax-error.ts";
import { T } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";
import { unclosedBracketError } from "../unclosed-bracket.ts";
import { DiagnosisActions } from "./actions.ts";
import { Engine } from "./engine.ts";
import { Places } from "./places.ts";
import { readRules, type Rule } from "./rules.ts";

export interface DiagnoseOptions {
  readonly mode: "exec" | "eval" | "single" | "func_type";
  /** Tokens before this one are whole statements that parsed. */
  readonly firstToken: number;
  /** Start of the last compound statement among those, nested ones too but no functions, if any. */
  readonly lastCompound: number | undefined;
  /** The token at which the parser gave up. */
  readonly failedAt: number;
  readonly allowIncompleteInput: boolean;
  readonly fromFile: boolean;
  readonly lookupName: ((name: string) => string | undefined) | undefined;
  readonly maxDigits: number;
}

const startRules = { exec: "file", single: "interactive", eval: "eval", func_type: "func_type" } as const;

/**
 * Finds the error that CPython reports for tokens that do not parse.
 *
 * @throws {symbol} `tooComplex` where CPython's parser would run out of stack.
 */
export function diagnose(source: SourceFile, tokens: Tokens, options: DiagnoseOptions): PythonSyntaxError {
  return new Diagnosis(source, tokens, options).run();
}

interface StatementPlace {
  readonly line: number;
  readonly column: number;
}

class Diagnosis {
  readonly #source: SourceFile;
  readonly #tokens: Tokens;
  readonly #options: DiagnoseOptions;
  readonly #places: Places;
  readonly #start: Rule;
  #fill = 0;
  /** The last compound statement that the second pass recognised; line 0 where there is none or no second pass. */
  #lastStatement: StatementPlace = { line: 0, column: 0 };

  constructor(source: SourceFile, tokens: Tokens, options: DiagnoseOptions) {
    this.#source = source;
    this.#tokens = tokens;
    this.#options = options;
    this.#places = new Places(source, tokens, options.fromFile);
    this.#start = readRules().get(startRules[options.mode])!;
  }

  run(): PythonSyntaxError {
    const { failure } = this.#tokens;
    const reachedFailure = this.#tokens.kinds[this.#options.failedAt] === T.ERRORTOKEN;
    if (reachedFailure) this.#fill = this.#options.failedAt + 1;
    const first = reachedFailure ? failure!.error : this.#pass(false);
    const lastToken = this.#fill - 1;
    if (this.#options.allowIncompleteInput && this.#atEnd()) {
      return this.#places.incomplete(this.#fill);
    }
    if (first === "accepted") return this.#unexplained();
    if (first !== "rejected") return failure !== null && first === failure.error ? first : this.#final(first);
    const second = this.#pass(true);
    if (failure !== null && second === failure.error) return second;
    if (second instanceof PythonSyntaxError) return this.#final(second);
    const kind = this.#tokens.kinds[lastToken]!;
    if (kind === T.INDENT || kind === T.DEDENT) {
      const message = kind === T.INDENT ? "unexpected indent" : "unexpected unindent";
      return this.#places.atToken("IndentationError", message, this.#fill - 1, this.#fill);
    }
    return this.#final(this.#invalidSyntax(lastToken));
  }

  /** One pass: the error it raised, or whether the grammar took the program. */
  #pass(invalid: boolean): PythonSyntaxError | "accepted" | "rejected" {
    const { lookupName, maxDigits } = this.#options;
    const skip = !this.#mustReadAll();
    const firstToken = skip ? this.#options.firstToken : 0;
    const lastCompound = skip ? this.#options.lastCompound : undefined;
    const context = {
      source: this.#source,
      tokens: this.#tokens,
      places: this.#places,
      lookupName,
      maxDigits,
    };
    const before =
      lastCompound === undefined ? { line: 0, column: 0 } : this.#source.positionOf(lastCompound);
    const actions = new DiagnosisActions(context, invalid, before);
    const fill = Math.max(this.#fill, firstToken);
    const engine = new Engine(this.#tokens, this.#source.text, actions, firstToken, fill, invalid);
    actions.attach(engine);
    try {
      return engine.run(this.#start) ? "accepted" : "rejected";
    } catch (error) {
      if (error instanceof PythonSyntaxError) return error;
      throw error;
    } finally {
      this.#fill = engine.fill;
      if (invalid) this.#lastStatement = actions.lastStatement;
    }
  }

  /**
   * Whether a statement that parsed might match an `invalid_` rule nevertheless: `match -x` and `print [x]` are fine
   * expressions, but the second pass takes them for what their first word suggests.
   */
  #mustReadAll(): boolean {
    const { kinds, starts, ends } = this.#tokens;
    for (let at = 0; at < this.#options.firstToken; at++) {
      if (kinds[at] !== T.NAME) continue;
      const name = this.#source.text.slice(starts[at], ends[at]);
      if (name !== "match" && name !== "print" && name !== "exec") continue;
      const next = kinds[at + 1];
      if (next === T.MINUS || next === T.PLUS || next === T.STAR || next === T.LSQB || next === T.LPAR) {
        if (name === "match" || next !== T.LPAR) return true;
      }
    }
    return false;
  }

  /** Whether the tokens looked at include what only the end of the source brings forth. */
  #atEnd(): boolean {
    const { firstAtEnd, failure } = this.#tokens;
    const failedHere = failure !== null && this.#fill >= this.#tokens.kinds.length;
    return failedHere ? failure.atEnd : this.#fill > firstAtEnd;
  }

  #invalidSyntax(token: number): PythonSyntaxError {
    return this.#places.range("SyntaxError", "invalid syntax", token, token, this.#fill);
  }

  /** Lets an error of the tokenizer further on take precedence, and adds what `traceback` wants to know. */
  #final(error: PythonSyntaxError): PythonSyntaxError {
    const { failure } = this.#tokens;
    if (failure !== null && !failure.insideFString && !this.#atEnd()) {
      if (failure.raised) return failure.error;
      const { unclosed } = failure;
      const errorLine = this.#places.token(this.#fill - 1).line;
      if (unclosed !== null && errorLine > this.#source.lineOf(unclosed.offset)) {
        return unclosedBracketError(this.#source, unclosed, true);
      }
    }
    const { line, column } = this.#lastStatement;
    const source = this.#options.fromFile ? null : this.#source.text;
    return new PythonSyntaxError(error.type, error.message, error.filename, {
      lineno: error.lineno,
      offset: error.offset,
      endLineno: error.endLineno,
      endOffset: error.endOffset,
      text: error.text,
      metadata: { line, column, source },
    });
  }

  /** The grammar took what the parser did not: more than one statement for "single", or a disagreement of ours. */
  #unexplained(): PythonSyntaxError {
    if (this.#options.mode === "single") {
      const message = "multiple statements found while compiling a single statement";
      return this.#places.atToken("SyntaxError", message, this.#fill - 1, this.#fill);
    }
    return this.#invalidSyntax(this.#options.failedAt);
  }
}
