/** What the grammar's alternatives do when they match: build, check, raise. */
import type { SourceFile } from "../../base/source-file.ts";
import { decodeText, type EscapeContext, LiteralError, numberValue, stringValue } from "../literals.ts";
import type { PythonSyntaxError } from "../syntax-error.ts";
import { T, type TokenKind } from "../token.ts";
import type { Tokens } from "../tokenizer.ts";
import type { Actions, Engine, Labels, Match } from "./engine.ts";
import type { Places } from "./places.ts";
import type { Alternative } from "./rules.ts";

/** Token kinds that are an expression by themselves. */
const expressionTokens: ReadonlySet<TokenKind> = new Set<TokenKind>([
  T.NAME,
  T.NUMBER,
  T.STRING,
  T.TRUE,
  T.FALSE,
  T.NONE,
  T.ELLIPSIS,
]);

export interface DiagnosisContext {
  readonly source: SourceFile;
  readonly tokens: Tokens;
  readonly places: Places;
  readonly lookupName: ((name: string) => string | undefined) | undefined;
  readonly maxDigits: number;
}

export class DiagnosisActions implements Actions {
  /**
   * Where the compound statement begins that was recognised furthest down, functions aside; line 0 before the first.
   * The second pass keeps track of it (`_PyPegen_register_stmts`).
   */
  lastStatement: { readonly line: number; readonly column: number };
  readonly #secondPass: boolean;
  readonly #context: DiagnosisContext;
  #engine: Engine | undefined;

  constructor(
    context: DiagnosisContext,
    secondPass: boolean,
    lastStatement: { readonly line: number; readonly column: number },
  ) {
    this.#context = context;
    this.#secondPass = secondPass;
    this.lastStatement = lastStatement;
  }

  attach(engine: Engine): void {
    this.#engine = engine;
  }

  get #fill(): number {
    return this.#engine!.fill;
  }

  tokenizerFailed(): never {
    throw this.#context.tokens.failure!.error;
  }

  expected(spelling: string, token: number): never {
    throw this.#range(`expected '${spelling}'`, token, token);
  }

  perform(alternative: Alternative, match: Match, labels: Labels): Match | undefined {
    const { raises, name, labels: names, text } = alternative.action!;
    const [a, b] = names.map((label) => labels[label] ?? undefined);
    if (raises) return this.#raise(name, text, a, b, names);
    switch (name) {
      case "register": {
        const statement = match.items[0]!;
        if (this.#secondPass && statement.kind !== "FunctionDef") {
          const { line, column } = this.#context.places.token(match.first);
          if (line >= this.lastStatement.line) this.lastStatement = { line, column };
        }
        return statement;
      }
      case "number":
        return this.#number(match);
      case "string":
        return this.#string(match);
      case "text":
        this.#decode(match.first, false);
        return { ...match, kind: "Constant" };
      case "strings":
        return this.#strings(match);
      case "JoinedStr":
        return this.#joined(match);
      case "conversion":
        return this.#conversion(match, a!, b!);
      case "real":
        if (this.#isImaginary(a!)) throw this.#over("real number required in complex literal", a!);
        return a;
      case "imaginary":
        if (!this.#isImaginary(a!)) throw this.#over("imaginary number required in complex literal", a!);
        return a;
      default:
        return match;
    }
  }

  #raise(
    name: string,
    text: string,
    a: Match | undefined,
    b: Match | undefined,
    names: readonly string[],
  ): Match | undefined {
    const { places } = this.#context;
    const message = () => this.#fillIn(text, a);
    switch (name) {
      case "range":
        throw this.#range(message(), a!.first, b!.last);
      case "at":
        throw this.#over(message(), a!);
      case "from":
        throw this.#from(message(), a!.first);
      case "last":
        throw places.atToken("SyntaxError", message(), this.#fill - 1, this.#fill);
      case "next": {
        const mark = this.#engine!.mark;
        this.#engine!.look(mark);
        throw places.atToken("SyntaxError", message(), mark, this.#fill);
      }
      case "indent":
        throw places.atToken("IndentationError", message(), this.#fill - 1, this.#fill);
      case "target":
        return this.#target(names[0]!, b!);
      case "comprehension":
        throw this.#range(
          "Generator expression must be parenthesized",
          a!.first,
          lastComprehensionItem(b!).last,
        );
      case "argument_comprehension": {
        const args = argumentsOf(a!).positional;
        if (args.length <= 1) return undefined;
        const last = lastComprehensionItem(b!).last;
        throw this.#range("Generator expression must be parenthesized", args.at(-1)!.first, last);
      }
      case "positional_after_keyword": {
        const unpacking = argumentsOf(a!).mapping ? " unpacking" : "";
        const what = `positional argument follows keyword argument${unpacking}`;
        throw places.atToken("SyntaxError", what, this.#fill - 1, this.#fill);
      }
      case "legacy_statement": {
        const word = this.#textOf(a!);
        if (word !== "print" && word !== "exec") return undefined;
        throw this.#range(
          `Missing parentheses in call to '${word}'. Did you mean ${word}(...)?`,
          a!.first,
          b!.last,
        );
      }
      case "missing_comma":
        return this.#missingComma(a!, b!);
      case "missing_colon": {
        const start = places.token(a!.last);
        const { line, endLine } = { line: places.token(a!.first).line, endLine: start.endLine };
        const message = "':' expected after dictionary key";
        throw places.error("SyntaxError", message, line, start.endColumn, endLine, 0, this.#fill);
      }
      case "type_param_bound": {
        const what = b!.kind === "Tuple" ? "constraints" : "bound";
        throw this.#from(`cannot use ${what} with ${text}`, a!.first);
      }
      case "mixed_templates":
        throw this.#range(
          "cannot mix t-string literals with string or bytes literals",
          expressionsIn(this.#context.tokens, a!).at(-1)!.first,
          b!.last,
        );
      default:
        return undefined;
    }
  }

  #range(message: string, first: number, last: number): PythonSyntaxError {
    return this.#context.places.range("SyntaxError", message, first, last, this.#fill);
  }

  #over(message: string, match: Match): PythonSyntaxError {
    return this.#range(message, match.first, match.last);
  }

  #from(message: string, first: number): PythonSyntaxError {
    const { places } = this.#context;
    const start = places.token(first);
    const end = places.cursor(this.#fill - 1);
    const offset = start.column + 1;
    return places.error("SyntaxError", message, start.line, offset, end.line, end.column, this.#fill);
  }

  #fillIn(text: string, a: Match | undefined): string {
    if (!text.includes("{") || a === undefined) return text;
    return text
      .replace("{a.text}", () => this.#textOf(a))
      .replace("{a}", () => this.#nameOf(a))
      .replace("{line}", () => String(this.#context.places.token(a.first).line));
  }

  #textOf(match: Match): string {
    const { source, tokens } = this.#context;
    return source.text.slice(tokens.starts[match.first], tokens.ends[match.last]);
  }

  #kindOf(match: Match): TokenKind {
    return this.#context.tokens.kinds[match.first]!;
  }

  #isImaginary(match: Match): boolean {
    return /j$/i.test(this.#textOf(match));
  }

  /** `_PyPegen_get_expr_name` */
  #nameOf(match: Match): string {
    const named = expressionNames[match.kind];
    if (named !== undefined) return named;
    switch (this.#kindOf(match)) {
      case T.NAME:
        return "name";
      case T.TRUE:
        return "True";
      case T.FALSE:
        return "False";
      case T.NONE:
        return "None";
      case T.ELLIPSIS:
        return "ellipsis";
      default:
        return "literal";
    }
  }

  /** `RAISE_SYNTAX_ERROR_INVALID_TARGET` */
  #target(type: string, match: Match): undefined {
    const invalid = this.#invalidTarget(match, type);
    if (invalid === undefined) return undefined;
    throw this.#over(`cannot ${type === "DEL" ? "delete" : "assign to"} ${this.#nameOf(invalid)}`, invalid);
  }

  #invalidTarget(match: Match, type: string): Match | undefined {
    switch (match.kind) {
      case "List":
      case "Tuple":
        for (const element of expressionsIn(this.#context.tokens, { ...match, kind: "seq" })) {
          const invalid = this.#invalidTarget(element, type);
          if (invalid !== undefined) return invalid;
        }
        return undefined;
      case "Starred":
        return type === "DEL" ? match : this.#invalidTarget(match.items[1]!, type);
      case "Compare": {
        if (type !== "FOR") return match;
        const operator = match.items[1]!.items[0]!;
        return this.#kindOf(operator) === T.IN ? this.#invalidTarget(match.items[0]!, type) : undefined;
      }
      case "Name":
      case "Attribute":
      case "Subscript":
        return undefined;
      default:
        return match.kind === "token" && this.#kindOf(match) === T.NAME ? undefined : match;
    }
  }

  #missingComma(a: Match, b: Match): undefined {
    const word = this.#textOf(a);
    if (a.kind === "token" && (word === "print" || word === "exec")) return undefined;
    if (!this.#insideBrackets(this.#engine!.mark - 1)) return undefined;
    throw this.#range("invalid syntax. Perhaps you forgot a comma?", a.first, b.last);
  }

  /** Whether a bracket is open once this token has been read. */
  #insideBrackets(index: number): boolean {
    const { kinds } = this.#context.tokens;
    let depth = 0;
    for (let at = index; at >= 0; at--) {
      switch (kinds[at]) {
        case T.LPAR:
        case T.LSQB:
        case T.LBRACE:
          if (++depth > 0) return true;
          break;
        case T.RPAR:
        case T.RSQB:
        case T.RBRACE:
          depth--;
          break;
        case T.NEWLINE:
          return false;
      }
    }
    return false;
  }

  // Literals

  #escapes(): EscapeContext {
    return {
      lookupName: this.#context.lookupName,
      warnings: [],
      bracesReported: true,
      place: () => ({ start: 0, end: 0, line: 0 }),
    };
  }

  #number(match: Match): Match {
    try {
      numberValue(this.#textOf(match), this.#context.maxDigits);
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      const { line, endLine } = this.#context.places.token(match.first);
      throw this.#context.places.error("SyntaxError", error.message, line, 0, endLine, 0, this.#fill);
    }
    return { ...match, kind: "Constant" };
  }

  #string(match: Match): Match {
    this.#literal(match.first, (text) => stringValue(text, this.#escapes()));
    return { ...match, kind: "Constant" };
  }

  #decode(token: number, raw: boolean): void {
    if (!raw) this.#literal(token, (text) => decodeText(text, 0, this.#escapes()));
  }

  #literal(token: number, evaluate: (text: string) => void): void {
    const { source, tokens, places } = this.#context;
    try {
      evaluate(source.text.slice(tokens.starts[token], tokens.ends[token]));
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      if (error.message.startsWith("bytes can only")) throw this.#range(error.message, token, token);
      throw places.atToken("SyntaxError", error.message, this.#fill - 1, this.#fill);
    }
  }

  #joined(match: Match): Match {
    const raw = /r/i.test(this.#textOf({ ...match, last: match.first }));
    for (const part of match.items[1]!.items) {
      if (part!.kind === "token") this.#decode(part!.first, raw);
    }
    return match;
  }

  #strings(match: Match): Match {
    const parts = match.items[0]!.items as Match[];
    const formatted = parts.some((part) => part.kind === "JoinedStr");
    const bytes = parts.filter((part) => part.kind === "Constant" && /^[a-zA-Z]*b/i.test(this.#textOf(part)));
    if (bytes.length > 0 && bytes.length < parts.length) {
      const message = "cannot mix bytes and nonbytes literals";
      throw this.#context.places.atToken("SyntaxError", message, this.#fill - 1, this.#fill);
    }
    return { ...match, kind: formatted ? "JoinedStr" : "Constant" };
  }

  /** `_PyPegen_check_fstring_conversion` */
  #conversion(match: Match, mark: Match, name: Match): Match {
    const { tokens } = this.#context;
    const letter = this.#stringLetter(match.first);
    if (tokens.ends[mark.first] !== tokens.starts[name.first]) {
      const message = `${letter}-string: conversion type must come right after the exclamation mark`;
      throw this.#range(message, mark.first, name.last);
    }
    const spelling = this.#textOf(name);
    if (spelling !== "s" && spelling !== "r" && spelling !== "a") {
      const message = `${letter}-string: invalid conversion character '${spelling}': expected 's', 'r', or 'a'`;
      throw this.#over(message, name);
    }
    return name;
  }

  /** "f" or "t": which kind of string the field at a token belongs to. */
  #stringLetter(index: number): string {
    const { kinds } = this.#context.tokens;
    let depth = 0;
    for (let at = index; at >= 0; at--) {
      const kind = kinds[at]!;
      if (kind === T.FSTRING_END || kind === T.TSTRING_END) depth++;
      else if (kind === T.FSTRING_START || kind === T.TSTRING_START) {
        if (depth-- === 0) return kind === T.TSTRING_START ? "t" : "f";
      }
    }
    return "f";
  }
}

/** What `_PyPegen_get_expr_name` calls the nodes. */
const expressionNames: Readonly<Record<string, string | undefined>> = {
  Attribute: "attribute",
  Subscript: "subscript",
  Starred: "starred",
  Name: "name",
  List: "list",
  Tuple: "tuple",
  Lambda: "lambda",
  Call: "function call",
  BoolOp: "expression",
  BinOp: "expression",
  UnaryOp: "expression",
  GeneratorExp: "generator expression",
  Yield: "yield expression",
  YieldFrom: "yield expression",
  Await: "await expression",
  ListComp: "list comprehension",
  SetComp: "set comprehension",
  DictComp: "dict comprehension",
  Dict: "dict literal",
  Set: "set display",
  JoinedStr: "f-string expression",
  FormattedValue: "f-string expression",
  TemplateStr: "t-string expression",
  Interpolation: "t-string expression",
  Compare: "comparison",
  IfExp: "conditional expression",
  NamedExpr: "named expression",
};

/** The expressions in a match, from left to right, not those inside them. */
function expressionsIn(tokens: Tokens, match: Match | null): Match[] {
  if (match === null) return [];
  if (match.kind === "token") return expressionTokens.has(tokens.kinds[match.first]!) ? [match] : [];
  if (match.kind !== "seq") return [match];
  return match.items.flatMap((item) => expressionsIn(tokens, item));
}

/** The last condition of a comprehension, or what its last `for` runs over. */
function lastComprehensionItem(clauses: Match): Match {
  let match = clauses;
  while (match.kind === "seq") {
    const items: (Match | null)[] = match.items.filter((item) => item !== null && !isEmpty(item));
    match = items.at(-1)!;
  }
  return match;
}

function isEmpty(match: Match): boolean {
  return match.kind === "seq" && match.items.length === 0;
}

/** The arguments of an `args` match: positional ones, starred ones after keywords included. */
function argumentsOf(match: Match): { positional: Match[]; mapping: boolean } {
  const positional: Match[] = [];
  let mapping = false;
  const visit = (part: Match | null) => {
    if (part === null || part.kind === "keyword") return;
    if (part.kind === "mapping") mapping = true;
    else if (part.kind === "seq" || part.kind === "Arguments") part.items.forEach(visit);
    else positional.push(part);
  };
  visit(match);
  return { positional, mapping };
}
