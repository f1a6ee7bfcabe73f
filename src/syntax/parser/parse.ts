/**
 * The parser: recursive descent over the token table, straight to the AST.
 *
 * Reading a correct program and explaining an incorrect one want different machines. This one reads correct programs:
 * it looks ahead one or two tokens, backs up in two places (`match` that may be a name, `with (`), builds nodes once,
 * and where the tokens do not fit gives up without a word. What was wrong is then worked out by diagnose.ts from
 * the grammar itself, in CPython's own two passes, so that messages and positions agree with CPython's to the column
 * and nothing of that effort burdens this path.
 *
 * The two must accept the same programs; tests hold them to it. Above each parse function stands its rule from
 * CPython's Grammar/python.gram.
 *
 * Recursion is bounded: brackets and indentation by the tokenizer, everything that chains (operators, prefixes,
 * `elif`, conditionals) is a loop. Should the JavaScript stack still run out, because it was almost full when the
 * parser was called, that too is CPython's MemoryError.
 *
 * https://docs.python.org/3.14/reference/grammar.html
 */
import type { SourceFile } from "../../base/source-file.ts";
import { type AnyNode, children, type Mod, type Node, nodes, type Stmt } from "../ast.ts";
import { diagnose } from "../diagnose/diagnose.ts";
import { PythonSyntaxError, type SyntaxWarningRecord } from "../syntax-error.ts";
import { checkFeatureVersion } from "../feature-version.ts";
import { T } from "../token.ts";
import { tokenize, type Tokens } from "../tokenizer.ts";
import { parseCompound } from "./compound-statements.ts";
import { typeIgnores } from "../type-comments.ts";
import { Cursor, parseFailure, tooComplex } from "./cursor.ts";
import { parseExpression, parseExpressions } from "./expressions.ts";
import { parseSimpleStatements, parseStatement } from "./statements.ts";

export type ParseMode = "exec" | "eval" | "single" | "func_type";

export interface ParseOptions {
  /** As `compile`'s; default "exec". */
  readonly mode?: ParseMode;
  /** PyCF_DONT_IMPLY_DEDENT, which `codeop` sets: "single" input must close its blocks by a blank line. */
  readonly dontImplyDedent?: boolean;
  /** PyCF_ALLOW_INCOMPLETE_INPUT: input that only lacks its end raises `_IncompleteInputError`. */
  readonly allowIncompleteInput?: boolean;
  /** `unicodedata.lookup` for `\N{...}`; without it no name is known. */
  readonly lookupName?: (name: string) => string | undefined;
  /** Most decimal digits of an int literal, as `sys.get_int_max_str_digits`; 0, the default, for no limit. */
  readonly maxDigits?: number;
  /** PyCF_TYPE_COMMENTS: comments for type checkers are parts of the tree. */
  readonly typeComments?: boolean;
  /** Whether the source is a file's (and error texts keep their newline) or a string's. */
  readonly fromFile?: boolean;
  /** `from __future__ import barry_as_FLUFL` is in force from the start. */
  readonly flufl?: boolean;
  /** The minor version of Python 3 whose syntax is allowed; default this one's. */
  readonly featureVersion?: number | undefined;
}

export interface Parsed<M extends Mod = Mod> {
  readonly tree: M;
  /** In the order in which CPython issues them. */
  readonly warnings: readonly SyntaxWarningRecord[];
}

/** The module node that each mode yields. */
interface Modules {
  exec: Node<"Module">;
  eval: Node<"Expression">;
  single: Node<"Interactive">;
  func_type: Node<"FunctionType">;
}

/**
 * Parses a source.
 *
 * @throws {PythonSyntaxError} with the attributes that CPython gives the error.
 */
export function parse<M extends ParseMode = "exec">(
  source: SourceFile,
  options: ParseOptions & { readonly mode?: M } = {},
): Parsed<Modules[M]> {
  const mode: ParseMode = options.mode ?? "exec";
  if (!options.fromFile && source.text.includes("\0")) {
    throw new PythonSyntaxError("SyntaxError", "source code string cannot contain null bytes", null, nowhere);
  }
  const tokens = tokenize(source, {
    fromFile: options.fromFile ?? false,
    mode,
    dontImplyDedent: options.dontImplyDedent ?? false,
    typeComments: options.typeComments ?? false,
  });
  const p = new Cursor(source, tokens, { lookupName: options.lookupName, maxDigits: options.maxDigits ?? 0 });
  p.flufl = options.flufl ?? false;
  const finished: Finished = { token: 0, body: [], statements: 0 };
  try {
    const tree = parseMode(p, mode, finished);
    if (tree.kind === "Module") tree.type_ignores = typeIgnores(source, tokens.typeIgnores);
    if (options.featureVersion !== undefined) checkFeatureVersion(tree, source, options.featureVersion);
    const warnings = p.warnings.sort((a, b) => a.start - b.start);
    return { tree: tree as Modules[M], warnings };
  } catch (error) {
    if (error === tooComplex || error instanceof RangeError) throw stackOverflow();
    if (error !== parseFailure) throw error;
  }
  const error = explain(source, tokens, p, mode, options, finished);
  error.before = { file: source, warnings: p.warnings.sort((a, b) => a.start - b.start) };
  throw error;
}

const nowhere = { lineno: null, offset: null, endLineno: null, endOffset: null, text: null };

function stackOverflow(): PythonSyntaxError {
  const message = "Parser stack overflowed - Python source too complex to parse";
  return new PythonSyntaxError("MemoryError", message, null, nowhere);
}

function explain(
  source: SourceFile,
  tokens: Tokens,
  p: Cursor,
  mode: ParseMode,
  options: ParseOptions,
  finished: Finished,
): PythonSyntaxError {
  try {
    return diagnose(source, tokens, {
      mode,
      firstToken: finished.token,
      lastCompound: lastCompound(finished.body, finished.statements),
      failedAt: p.index,
      allowIncompleteInput: options.allowIncompleteInput ?? false,
      fromFile: options.fromFile ?? false,
      lookupName: options.lookupName,
      maxDigits: options.maxDigits ?? 0,
    });
  } catch (error) {
    if (error === tooComplex || error instanceof RangeError) return stackOverflow();
    throw error;
  }
}

/**
 * How far whole statements of the file have been parsed, up to the last but one: an error right after a statement
 * may be about it, as an `elif` after `else`.
 */
interface Finished {
  token: number;
  body: readonly Stmt[];
  /** How many of the body come before that token. */
  statements: number;
}

/** Start of the last compound statement, functions aside, among the first `count` of a body and in them. */
function lastCompound(body: readonly Stmt[], count: number): number | undefined {
  let found: number | undefined;
  for (let at = count - 1; at >= 0 && found === undefined; at--) {
    const open: AnyNode[] = [body[at]!];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (isCompound(node) && (found === undefined || node.start > found)) found = node.start;
      for (const child of children(node)) if (nodes[child.kind].category !== "expr") open.push(child);
    }
  }
  return found;
}

function isCompound(node: AnyNode): boolean {
  switch (node.kind) {
    case "ClassDef":
    case "For":
    case "AsyncFor":
    case "While":
    case "If":
    case "With":
    case "AsyncWith":
    case "Match":
    case "Try":
    case "TryStar":
      return true;
    default:
      return false;
  }
}

function parseMode(p: Cursor, mode: ParseMode, finished: Finished): Mod {
  switch (mode) {
    case "exec":
      return parseFile(p, finished);
    case "eval":
      return parseEval(p);
    case "single":
      return parseInteractive(p);
    case "func_type":
      return parseFunctionType(p);
  }
}

/** `file: [statements] ENDMARKER` */
function parseFile(p: Cursor, finished: Finished): Node<"Module"> {
  const body: Stmt[] = [];
  finished.body = body;
  let before = 0;
  while (p.kind !== T.ENDMARKER) {
    finished.token = before;
    finished.statements = body.length - 1;
    before = p.index;
    parseStatement(p, body);
  }
  return { kind: "Module", start: 0, end: p.text.length, body, type_ignores: [] };
}

/** `eval: expressions NEWLINE* ENDMARKER` */
function parseEval(p: Cursor): Node<"Expression"> {
  const body = parseExpressions(p);
  const end = p.end;
  while (p.accept(T.NEWLINE));
  if (p.kind !== T.ENDMARKER) throw parseFailure;
  return { kind: "Expression", start: body.start, end, body };
}

/** `statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER`, and nothing but blanks after it. */
function parseInteractive(p: Cursor): Node<"Interactive"> {
  const start = p.start;
  const body: Stmt[] = [];
  if (p.kind === T.NEWLINE) {
    p.advance();
    body.push({ kind: "Pass", start, end: p.end });
  } else {
    const compound = parseCompound(p);
    if (compound === undefined) parseSimpleStatements(p, body);
    else {
      body.push(compound);
      p.expect(T.NEWLINE);
    }
  }
  if (/^(?:[ \t\n\f]|#[^\n]*(?:\n|$))*/.exec(p.text.slice(p.end))![0].length < p.text.length - p.end) {
    // The next token may be the tokenizer's error, which the statement has not reached.
    p.reset(p.index - 1);
    throw parseFailure;
  }
  return { kind: "Interactive", start, end: p.blockEnd, body };
}

/** `func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER` */
function parseFunctionType(p: Cursor): Node<"FunctionType"> {
  const start = p.start;
  p.expect(T.LPAR);
  const argtypes = [];
  let stars = 0;
  while (p.kind !== T.RPAR) {
    const rank = p.kind === T.STAR ? 1 : p.kind === T.DOUBLESTAR ? 2 : 0;
    if (rank < stars || (rank > 0 && rank === stars)) throw parseFailure;
    stars = rank;
    if (rank > 0) p.advance();
    argtypes.push(parseExpression(p));
    if (!p.accept(T.COMMA)) break;
    if (p.at(T.RPAR)) throw parseFailure;
  }
  p.expect(T.RPAR);
  p.expect(T.RARROW);
  const returns = parseExpression(p);
  while (p.accept(T.NEWLINE));
  if (p.kind !== T.ENDMARKER) throw parseFailure;
  return { kind: "FunctionType", start, end: p.end, argtypes, returns };
}
