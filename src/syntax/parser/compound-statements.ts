/**
 * Compound statements.
 *
 * https://docs.python.org/3.14/reference/compound_stmts.html
 */
import type { ExceptHandler, Expr, MatchCase, Stmt, WithItem } from "../ast.ts";
import { T } from "../token.ts";
import { parseArguments } from "./arguments.ts";
import { type Cursor, MAX_CHAIN, parseFailure, tooComplex } from "./cursor.ts";
import {
  parseExpression,
  parseExpressions,
  parseNamedExpression,
  parseStarExpressions,
  parseStarNamedExpression,
  startsExpression,
} from "./expressions.ts";
import { identifier } from "./names.ts";
import { parseParameters, parseTypeParameters } from "./parameters.ts";
import { parsePatterns } from "./patterns.ts";
import { parseBlock } from "./statements.ts";
import { parseTarget, parseTargets } from "./targets.ts";

/** `compound_stmt`, or `undefined` where a simple statement begins. */
export function parseCompound(p: Cursor): Stmt | undefined {
  switch (p.kind) {
    case T.DEF:
      return parseFunction(p, p.start, [], false);
    case T.CLASS:
      return parseClass(p, []);
    case T.AT:
      return parseDecorated(p);
    case T.IF:
      return parseIf(p);
    case T.FOR:
      return parseFor(p, p.start, false);
    case T.WHILE:
      return parseWhile(p);
    case T.WITH:
      return parseWith(p, p.start, false);
    case T.TRY:
      return parseTry(p);
    case T.ASYNC:
      return parseAsync(p);
    case T.NAME:
      return p.atSoftKeyword("match") ? parseMatch(p) : undefined;
    default:
      return undefined;
  }
}

/** `'async' (function_def_raw | for_stmt | with_stmt)` */
function parseAsync(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.ASYNC);
  switch (p.kind) {
    case T.DEF:
      return parseFunction(p, start, [], true);
    case T.FOR:
      return parseFor(p, start, true);
    case T.WITH:
      return parseWith(p, start, true);
    default:
      throw parseFailure;
  }
}

/** `decorators: ('@' named_expression NEWLINE)+`, then a class or a function. */
function parseDecorated(p: Cursor): Stmt {
  const decorators: Expr[] = [];
  while (p.accept(T.AT)) {
    decorators.push(parseNamedExpression(p));
    p.expect(T.NEWLINE);
  }
  if (p.kind === T.CLASS) return parseClass(p, decorators);
  const start = p.start;
  const isAsync = p.accept(T.ASYNC);
  return parseFunction(p, start, decorators, isAsync);
}

/** `function_def_raw: ['async'] 'def' NAME [type_params] '(' [params] ')' ['->' expression] ':' [func_type_comment] block` */
function parseFunction(p: Cursor, start: number, decorator_list: Expr[], isAsync: boolean): Stmt {
  p.expect(T.DEF);
  const name = identifier(p);
  const type_params = parseTypeParameters(p);
  p.expect(T.LPAR);
  const args = parseParameters(p, T.RPAR);
  p.expect(T.RPAR);
  const returns = p.accept(T.RARROW) ? parseExpression(p) : null;
  p.expect(T.COLON);
  const type_comment = parseFunctionTypeComment(p);
  const body = parseBlock(p);
  const kind = isAsync ? "AsyncFunctionDef" : "FunctionDef";
  const end = p.blockEnd;
  return { kind, start, end, name, args, body, decorator_list, returns, type_comment, type_params };
}

/** `func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | TYPE_COMMENT`, when there. */
function parseFunctionTypeComment(p: Cursor): string | null {
  const below =
    p.kind === T.NEWLINE &&
    p.nextKind === T.TYPE_COMMENT &&
    p.kindAt(2) === T.NEWLINE &&
    p.kindAt(3) === T.INDENT;
  if (below) p.advance();
  return p.typeComment();
}

/** `class_def_raw: 'class' NAME [type_params] ['(' [arguments] ')'] ':' block` */
function parseClass(p: Cursor, decorator_list: Expr[]): Stmt {
  const start = p.start;
  p.expect(T.CLASS);
  const name = identifier(p);
  const type_params = parseTypeParameters(p);
  const { args: bases, keywords } = p.kind === T.LPAR ? parseArguments(p, false) : { args: [], keywords: [] };
  p.expect(T.COLON);
  const body = parseBlock(p);
  return {
    kind: "ClassDef",
    start,
    end: p.blockEnd,
    name,
    bases,
    keywords,
    body,
    decorator_list,
    type_params,
  };
}

/**
 * `if_stmt: 'if' named_expression ':' block (elif_stmt | [else_block])`
 * `elif_stmt: 'elif' named_expression ':' block (elif_stmt | [else_block])`
 *
 * Branches are collected and then nested from the last: there may be thousands.
 */
function parseIf(p: Cursor): Stmt {
  const branches: { start: number; test: Expr; body: Stmt[] }[] = [];
  do {
    const start = p.start;
    p.advance();
    const test = parseNamedExpression(p);
    p.expect(T.COLON);
    const body = parseBlock(p);
    branches.push({ start, test, body });
    if (branches.length > MAX_CHAIN) throw tooComplex;
  } while (p.kind === T.ELIF);
  let orelse = parseElse(p);
  const end = p.blockEnd;
  for (let at = branches.length - 1; at > 0; at--) {
    const { start, test, body } = branches[at]!;
    orelse = [{ kind: "If", start, end, test, body, orelse }];
  }
  const { start, test, body } = branches[0]!;
  return { kind: "If", start, end, test, body, orelse };
}

/** `[else_block]`, `else_block: 'else' ':' block` */
function parseElse(p: Cursor): Stmt[] {
  if (!p.accept(T.ELSE)) return [];
  p.expect(T.COLON);
  return parseBlock(p);
}

/** `while_stmt: 'while' named_expression ':' block [else_block]` */
function parseWhile(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.WHILE);
  const test = parseNamedExpression(p);
  p.expect(T.COLON);
  const body = parseBlock(p);
  const orelse = parseElse(p);
  return { kind: "While", start, end: p.blockEnd, test, body, orelse };
}

/** `for_stmt: ['async'] 'for' star_targets 'in' star_expressions ':' [TYPE_COMMENT] block [else_block]` */
function parseFor(p: Cursor, start: number, isAsync: boolean): Stmt {
  p.expect(T.FOR);
  const target = parseTargets(p);
  p.expect(T.IN);
  const iter = parseStarExpressions(p);
  p.expect(T.COLON);
  const type_comment = p.typeComment();
  const body = parseBlock(p);
  const orelse = parseElse(p);
  const kind = isAsync ? "AsyncFor" : "For";
  return { kind, start, end: p.blockEnd, target, iter, body, orelse, type_comment };
}

/**
 * `with_stmt: ['async'] 'with' '(' ','.with_item+ [','] ')' ':' [TYPE_COMMENT] block`
 * `          | ['async'] 'with' ','.with_item+ ':' [TYPE_COMMENT] block`
 *
 * Whether an opening parenthesis belongs to the statement or to its first expression shows only at the `:`.
 */
function parseWith(p: Cursor, start: number, isAsync: boolean): Stmt {
  p.expect(T.WITH);
  const items = (p.kind === T.LPAR ? tryParenthesizedItems(p) : undefined) ?? parseWithItems(p);
  p.expect(T.COLON);
  const type_comment = p.typeComment();
  const body = parseBlock(p);
  const kind = isAsync ? "AsyncWith" : "With";
  return { kind, start, end: p.blockEnd, items, body, type_comment };
}

function tryParenthesizedItems(p: Cursor): WithItem[] | undefined {
  const before = p.index;
  const warned = p.warnings.length;
  try {
    p.advance();
    const items = [parseWithItem(p)];
    while (p.accept(T.COMMA)) {
      if (p.kind === T.RPAR) break;
      items.push(parseWithItem(p));
    }
    p.expect(T.RPAR);
    if (p.kind === T.COLON) return items;
  } catch (error) {
    if (error !== parseFailure) throw error;
  }
  p.reset(before);
  p.warnings.length = warned;
  return undefined;
}

function parseWithItems(p: Cursor): WithItem[] {
  const items = [parseWithItem(p)];
  while (p.accept(T.COMMA)) items.push(parseWithItem(p));
  return items;
}

/** `with_item: expression 'as' star_target &(',' | ')' | ':') | expression` */
function parseWithItem(p: Cursor): WithItem {
  const start = p.start;
  const context_expr = parseExpression(p);
  const optional_vars = p.accept(T.AS) ? parseTarget(p) : null;
  return { kind: "withitem", start, end: p.end, context_expr, optional_vars };
}

/**
 * `try_stmt: 'try' ':' block finally_block | 'try' ':' block (except_block+ | except_star_block+) [else_block]
 * [finally_block]`
 */
function parseTry(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.TRY);
  p.expect(T.COLON);
  const body = parseBlock(p);
  const handlers: ExceptHandler[] = [];
  let star = false;
  while (p.kind === T.EXCEPT) {
    const isStar = p.nextKind === T.STAR;
    if (handlers.length > 0 && isStar !== star) throw parseFailure;
    star = isStar;
    handlers.push(parseHandler(p, star));
  }
  const orelse = handlers.length > 0 ? parseElse(p) : [];
  let finalbody: Stmt[] = [];
  if (p.accept(T.FINALLY)) {
    p.expect(T.COLON);
    finalbody = parseBlock(p);
  } else if (handlers.length === 0) throw parseFailure;
  return { kind: star ? "TryStar" : "Try", start, end: p.blockEnd, body, handlers, orelse, finalbody };
}

/** `except_block: 'except' ['*'] [expression ['as' NAME] | expressions] ':' block`; `except*` needs an expression. */
function parseHandler(p: Cursor, star: boolean): ExceptHandler {
  const start = p.start;
  p.expect(T.EXCEPT);
  if (star) p.expect(T.STAR);
  let type: Expr | null = null;
  let name: string | null = null;
  if (star || startsExpression(p.kind)) {
    const before = p.index;
    type = parseExpression(p);
    if (p.accept(T.AS)) name = identifier(p);
    else if (p.kind === T.COMMA) {
      p.reset(before);
      type = parseExpressions(p);
    }
  }
  p.expect(T.COLON);
  const body = parseBlock(p);
  return { kind: "ExceptHandler", start, end: p.blockEnd, type, name, body };
}

/**
 * `match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT`
 *
 * `match` may as well be a name. Only the head, up to the NEWLINE, tells; nothing else can look like it.
 */
function parseMatch(p: Cursor): Stmt | undefined {
  const start = p.start;
  const before = p.index;
  const warned = p.warnings.length;
  let subject: Expr | undefined;
  try {
    p.advance();
    subject = parseSubject(p);
    p.expect(T.COLON);
    p.expect(T.NEWLINE);
  } catch (error) {
    if (error !== parseFailure) throw error;
    p.reset(before);
    p.warnings.length = warned;
    return undefined;
  }
  p.expect(T.INDENT);
  const cases: MatchCase[] = [];
  do cases.push(parseCase(p));
  while (p.kind !== T.DEDENT && p.kind !== T.ENDMARKER);
  p.expect(T.DEDENT);
  return { kind: "Match", start, end: p.blockEnd, subject, cases };
}

/** `subject_expr: star_named_expression ',' [star_named_expressions] | named_expression` */
function parseSubject(p: Cursor): Expr {
  const start = p.start;
  const starred = p.kind === T.STAR;
  const first = parseStarNamedExpression(p);
  if (p.kind !== T.COMMA) {
    if (starred) throw parseFailure;
    return first;
  }
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (!startsExpression(p.kind) && !p.at(T.STAR)) break;
    elts.push(parseStarNamedExpression(p));
  }
  return { kind: "Tuple", start, end: p.end, elts, ctx: "Load" };
}

/** `case_block: "case" patterns ['if' named_expression] ':' block` */
function parseCase(p: Cursor): MatchCase {
  const start = p.start;
  if (!p.atSoftKeyword("case")) throw parseFailure;
  p.advance();
  const pattern = parsePatterns(p);
  const guard = p.accept(T.IF) ? parseNamedExpression(p) : null;
  p.expect(T.COLON);
  const body = parseBlock(p);
  return { kind: "match_case", start, end: p.blockEnd, pattern, guard, body };
}
