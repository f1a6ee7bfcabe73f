/** Atoms: names, literals, and everything in brackets. */
import type { ConstantValue, Expr } from "../ast.ts";
import { LiteralError, numberValue } from "../literals.ts";
import { T } from "../token.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import {
  atComprehension,
  parseBitwiseOr,
  parseComprehensions,
  parseExpression,
  parseNamedExpression,
  parseStarNamedExpression,
  parseYield,
} from "./expressions.ts";
import { identifier } from "./names.ts";
import { parseStrings } from "./strings.ts";

/**
 * `atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | (tuple | group | genexp) | (list | listcomp) |
 * (dict | set | dictcomp | setcomp) | '...'`
 */
export function parseAtom(p: Cursor): Expr {
  const start = p.start;
  switch (p.kind) {
    case T.NAME: {
      const end = p.tokenEnd;
      return { kind: "Name", start, end, id: identifier(p), ctx: "Load" };
    }
    case T.NUMBER:
      return parseNumber(p);
    case T.STRING:
    case T.FSTRING_START:
    case T.TSTRING_START:
      return parseStrings(p);
    case T.LPAR:
      return parseParenthesized(p);
    case T.LSQB:
      return parseListDisplay(p);
    case T.LBRACE:
      return parseBraceDisplay(p);
    case T.TRUE:
      p.advance();
      return { kind: "Constant", start, end: p.end, value: true, str_kind: null };
    case T.FALSE:
      p.advance();
      return { kind: "Constant", start, end: p.end, value: false, str_kind: null };
    case T.NONE:
      p.advance();
      return { kind: "Constant", start, end: p.end, value: null, str_kind: null };
    case T.ELLIPSIS:
      p.advance();
      return { kind: "Constant", start, end: p.end, value: { kind: "ellipsis" }, str_kind: null };
    default:
      throw parseFailure;
  }
}

/** `NUMBER` */
export function parseNumber(p: Cursor): Expr {
  const start = p.start;
  if (p.kind !== T.NUMBER) throw parseFailure;
  let value: ConstantValue;
  try {
    value = numberValue(p.spelling, p.options.maxDigits);
  } catch (error) {
    if (error instanceof LiteralError) throw parseFailure;
    throw error;
  }
  p.advance();
  return { kind: "Constant", start, end: p.end, value, str_kind: null };
}

/**
 * `tuple: '(' [star_named_expression ',' [star_named_expressions]] ')'`
 * `group: '(' (yield_expr | named_expression) ')'`
 * `genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')'`
 */
function parseParenthesized(p: Cursor): Expr {
  const start = p.start;
  p.expect(T.LPAR);
  if (p.accept(T.RPAR)) return { kind: "Tuple", start, end: p.end, elts: [], ctx: "Load" };
  if (p.kind === T.YIELD) {
    const value = parseYield(p);
    p.expect(T.RPAR);
    return value;
  }
  const starred = p.kind === T.STAR;
  const first = parseStarNamedExpression(p);
  if (p.kind === T.COMMA) {
    const elts = parseRest(p, first, T.RPAR);
    return { kind: "Tuple", start, end: p.end, elts, ctx: "Load" };
  }
  if (starred) throw parseFailure;
  if (atComprehension(p)) {
    const generators = parseComprehensions(p);
    p.expect(T.RPAR);
    return { kind: "GeneratorExp", start, end: p.end, elt: first, generators };
  }
  p.expect(T.RPAR);
  return first;
}

/** `(',' star_named_expression)* [','] close` after a first element. */
function parseRest(p: Cursor, first: Expr, close: typeof T.RPAR | typeof T.RSQB | typeof T.RBRACE): Expr[] {
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (p.kind === close) break;
    elts.push(parseStarNamedExpression(p));
  }
  p.expect(close);
  return elts;
}

/**
 * `list: '[' [star_named_expressions] ']'`
 * `listcomp: '[' named_expression for_if_clauses ']'`
 */
function parseListDisplay(p: Cursor): Expr {
  const start = p.start;
  p.expect(T.LSQB);
  if (p.accept(T.RSQB)) return { kind: "List", start, end: p.end, elts: [], ctx: "Load" };
  const starred = p.kind === T.STAR;
  const first = parseStarNamedExpression(p);
  if (!starred && atComprehension(p)) {
    const generators = parseComprehensions(p);
    p.expect(T.RSQB);
    return { kind: "ListComp", start, end: p.end, elt: first, generators };
  }
  const elts = parseRest(p, first, T.RSQB);
  return { kind: "List", start, end: p.end, elts, ctx: "Load" };
}

/**
 * `dict: '{' [double_starred_kvpairs] '}'`, `set: '{' star_named_expressions '}'`,
 * `dictcomp: '{' kvpair for_if_clauses '}'`, `setcomp: '{' named_expression for_if_clauses '}'`
 */
function parseBraceDisplay(p: Cursor): Expr {
  const start = p.start;
  p.expect(T.LBRACE);
  if (p.accept(T.RBRACE)) return { kind: "Dict", start, end: p.end, keys: [], values: [] };
  if (p.kind === T.DOUBLESTAR) return parseDictRest(p, start, [], []);
  if (p.kind === T.STAR) {
    const elts = parseRest(p, parseStarNamedExpression(p), T.RBRACE);
    return { kind: "Set", start, end: p.end, elts };
  }
  const named = p.kind === T.NAME && p.nextKind === T.COLONEQUAL;
  const first = parseNamedExpression(p);
  if (!named && p.accept(T.COLON)) {
    const value = parseExpression(p);
    if (atComprehension(p)) {
      const generators = parseComprehensions(p);
      p.expect(T.RBRACE);
      return { kind: "DictComp", start, end: p.end, key: first, value, generators };
    }
    if (!p.accept(T.COMMA)) {
      p.expect(T.RBRACE);
      return { kind: "Dict", start, end: p.end, keys: [first], values: [value] };
    }
    return parseDictRest(p, start, [first], [value]);
  }
  if (atComprehension(p)) {
    const generators = parseComprehensions(p);
    p.expect(T.RBRACE);
    return { kind: "SetComp", start, end: p.end, elt: first, generators };
  }
  const elts = parseRest(p, first, T.RBRACE);
  return { kind: "Set", start, end: p.end, elts };
}

/** `double_starred_kvpair: '**' bitwise_or | expression ':' expression`, as many as are left. */
function parseDictRest(p: Cursor, start: number, keys: (Expr | null)[], values: Expr[]): Expr {
  while (p.kind !== T.RBRACE) {
    if (p.accept(T.DOUBLESTAR)) {
      keys.push(null);
      values.push(parseBitwiseOr(p));
    } else {
      keys.push(parseExpression(p));
      p.expect(T.COLON);
      values.push(parseExpression(p));
    }
    if (!p.accept(T.COMMA)) break;
  }
  p.expect(T.RBRACE);
  return { kind: "Dict", start, end: p.end, keys, values };
}
