/**
 * Expressions, from `star_expressions` down to primaries. Binary operators climb by precedence in one function, so
 * that an atom costs few calls; chains of operators, comparisons, prefixes and conditionals are loops.
 *
 * A node that begins with a parenthesised operand begins at the parenthesis: nodes take their start from the first
 * token, never from their first child.
 *
 * https://docs.python.org/3.14/reference/expressions.html
 */
import { syntaxError } from "../syntax-error.ts";
import type { BinaryOperator, CompareOperator, Comprehension, Expr, Node, UnaryOperator } from "../ast.ts";
import { T, type TokenKind } from "../token.ts";
import { parseArguments } from "./arguments.ts";
import { parseAtom } from "./atoms.ts";
import { type Cursor, MAX_CHAIN, parseFailure, tooComplex } from "./cursor.ts";
import { identifier } from "./names.ts";
import { parseParameters } from "./parameters.ts";
import { parseTargets } from "./targets.ts";

interface Operator {
  readonly op: BinaryOperator;
  readonly precedence: number;
}

const binaryOperators: (Operator | undefined)[] = [];
const binary = (kind: TokenKind, op: BinaryOperator, precedence: number) => {
  binaryOperators[kind] = { op, precedence };
};
for (let kind = 0; kind <= T.TYPE_COMMENT; kind++) binaryOperators.push(undefined);
binary(T.VBAR, "BitOr", 1);
binary(T.CIRCUMFLEX, "BitXor", 2);
binary(T.AMPER, "BitAnd", 3);
binary(T.LEFTSHIFT, "LShift", 4);
binary(T.RIGHTSHIFT, "RShift", 4);
binary(T.PLUS, "Add", 5);
binary(T.MINUS, "Sub", 5);
binary(T.STAR, "Mult", 6);
binary(T.SLASH, "Div", 6);
binary(T.DOUBLESLASH, "FloorDiv", 6);
binary(T.PERCENT, "Mod", 6);
binary(T.AT, "MatMult", 6);

/** Whether a token can begin an expression; used only where the grammar makes one optional. */
export function startsExpression(kind: TokenKind): boolean {
  switch (kind) {
    case T.NAME:
    case T.NUMBER:
    case T.STRING:
    case T.FSTRING_START:
    case T.TSTRING_START:
    case T.LPAR:
    case T.LSQB:
    case T.LBRACE:
    case T.ELLIPSIS:
    case T.PLUS:
    case T.MINUS:
    case T.TILDE:
    case T.FALSE:
    case T.NONE:
    case T.TRUE:
    case T.AWAIT:
    case T.LAMBDA:
    case T.NOT:
      return true;
    default:
      return false;
  }
}

/** `annotated_rhs: yield_expr | star_expressions` */
export function parseAnnotatedRhs(p: Cursor): Expr {
  return p.kind === T.YIELD ? parseYield(p) : parseStarExpressions(p);
}

/** `yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]` */
export function parseYield(p: Cursor): Expr {
  const start = p.start;
  p.expect(T.YIELD);
  if (p.accept(T.FROM)) {
    const value = parseExpression(p);
    return { kind: "YieldFrom", start, end: p.end, value };
  }
  const value = startsExpression(p.kind) || p.kind === T.STAR ? parseStarExpressions(p) : null;
  return { kind: "Yield", start, end: p.end, value };
}

/** `star_expressions: star_expression (',' star_expression)* [',']`, a tuple when there is a comma. */
export function parseStarExpressions(p: Cursor): Expr {
  const start = p.start;
  const first = parseStarExpression(p);
  if (p.kind !== T.COMMA) return first;
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (!startsExpression(p.kind) && !p.at(T.STAR)) break;
    elts.push(parseStarExpression(p));
  }
  return { kind: "Tuple", start, end: p.end, elts, ctx: "Load" };
}

/** `star_expression: '*' bitwise_or | expression` */
function parseStarExpression(p: Cursor): Expr {
  return p.kind === T.STAR ? parseStarred(p) : parseExpression(p);
}

/** `'*' bitwise_or` */
export function parseStarred(p: Cursor): Node<"Starred"> {
  const start = p.start;
  p.expect(T.STAR);
  const value = parseBitwiseOr(p);
  return { kind: "Starred", start, end: p.end, value, ctx: "Load" };
}

/** `star_named_expression: '*' bitwise_or | named_expression` */
export function parseStarNamedExpression(p: Cursor): Expr {
  return p.kind === T.STAR ? parseStarred(p) : parseNamedExpression(p);
}

/** `expressions: expression (',' expression)* [',']`, a tuple when there is a comma. */
export function parseExpressions(p: Cursor): Expr {
  const start = p.start;
  const first = parseExpression(p);
  if (p.kind !== T.COMMA) return first;
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (!startsExpression(p.kind)) break;
    elts.push(parseExpression(p));
  }
  return { kind: "Tuple", start, end: p.end, elts, ctx: "Load" };
}

/** `named_expression: NAME ':=' expression | expression !':='` */
export function parseNamedExpression(p: Cursor): Expr {
  if (p.kind === T.NAME && p.nextKind === T.COLONEQUAL) {
    const start = p.start;
    const end = p.tokenEnd;
    const id = identifier(p);
    p.advance();
    const value = parseExpression(p);
    const target: Expr = { kind: "Name", start, end, id, ctx: "Store" };
    return { kind: "NamedExpr", start, end: p.end, target, value };
  }
  const value = parseExpression(p);
  if (p.kind === T.COLONEQUAL) throw parseFailure;
  return value;
}

/** `expression: disjunction 'if' disjunction 'else' expression | disjunction | lambdef` */
export function parseExpression(p: Cursor): Expr {
  if (p.kind === T.LAMBDA) return parseLambda(p);
  const start = p.start;
  const body = parseDisjunction(p);
  if (p.kind !== T.IF) return body;
  return parseConditional(p, start, body);
}

/** The rest of `a if b else c if d else e ...`: collected first, then nested from the right. */
function parseConditional(p: Cursor, start: number, first: Expr): Expr {
  const starts = [start];
  const bodies = [first];
  const tests: Expr[] = [];
  let orelse: Expr;
  for (;;) {
    p.expect(T.IF);
    tests.push(parseDisjunction(p));
    p.expect(T.ELSE);
    if (tests.length > MAX_CHAIN) throw tooComplex;
    if (p.kind === T.LAMBDA) {
      orelse = parseLambda(p);
      break;
    }
    const next = p.start;
    const body = parseDisjunction(p);
    if (p.kind !== T.IF) {
      orelse = body;
      break;
    }
    starts.push(next);
    bodies.push(body);
  }
  const end = p.end;
  for (let at = tests.length - 1; at >= 0; at--) {
    orelse = { kind: "IfExp", start: starts[at]!, end, test: tests[at]!, body: bodies[at]!, orelse };
  }
  return orelse;
}

/** `lambdef: 'lambda' [lambda_params] ':' expression` */
function parseLambda(p: Cursor): Expr {
  const start = p.start;
  p.expect(T.LAMBDA);
  const args = parseParameters(p, T.COLON);
  p.expect(T.COLON);
  const body = parseExpression(p);
  return { kind: "Lambda", start, end: p.end, args, body };
}

/** `disjunction: conjunction ('or' conjunction)*` */
export function parseDisjunction(p: Cursor): Expr {
  const start = p.start;
  const first = parseConjunction(p);
  if (p.kind !== T.OR) return first;
  const values = [first];
  while (p.accept(T.OR)) values.push(parseConjunction(p));
  return { kind: "BoolOp", start, end: p.end, op: "Or", values };
}

/** `conjunction: inversion ('and' inversion)*` */
function parseConjunction(p: Cursor): Expr {
  const start = p.start;
  const first = parseInversion(p);
  if (p.kind !== T.AND) return first;
  const values = [first];
  while (p.accept(T.AND)) values.push(parseInversion(p));
  return { kind: "BoolOp", start, end: p.end, op: "And", values };
}

/** `inversion: 'not' inversion | comparison` */
function parseInversion(p: Cursor): Expr {
  if (p.kind !== T.NOT) return parseComparison(p);
  const starts: number[] = [];
  while (p.kind === T.NOT) {
    starts.push(p.start);
    p.advance();
  }
  if (starts.length > MAX_CHAIN) throw tooComplex;
  let operand = parseComparison(p);
  const end = p.end;
  for (let at = starts.length - 1; at >= 0; at--) {
    operand = { kind: "UnaryOp", start: starts[at]!, end, op: "Not", operand };
  }
  return operand;
}

/** `comparison: bitwise_or (('==' | '!=' | '<=' | '<' | '>=' | '>' | 'not' 'in' | 'in' | 'is' 'not' | 'is') bitwise_or)*` */
function parseComparison(p: Cursor): Expr {
  const start = p.start;
  const left = parseBinary(p, 1);
  let op = acceptComparison(p);
  if (op === undefined) return left;
  const ops: CompareOperator[] = [];
  const comparators: Expr[] = [];
  while (op !== undefined) {
    ops.push(op);
    comparators.push(parseBinary(p, 1));
    op = acceptComparison(p);
  }
  return { kind: "Compare", start, end: p.end, left, ops, comparators };
}

function acceptComparison(p: Cursor): CompareOperator | undefined {
  let op: CompareOperator;
  switch (p.kind) {
    case T.EQEQUAL:
      op = "Eq";
      break;
    case T.NOTEQUAL:
      if (p.flufl) {
        const span = { start: p.start, end: p.start + 2 };
        throw syntaxError(p.source, span, "with Barry as BDFL, use '<>' instead of '!='");
      }
      op = "NotEq";
      break;
    case T.OP:
      if (p.spelling !== "<>") return undefined;
      if (!p.flufl) {
        const span = { start: p.start, end: p.start + 2 };
        throw syntaxError(p.source, span, "invalid syntax.  Maybe you meant '!=' instead of '<>'?");
      }
      op = "NotEq";
      break;
    case T.LESS:
      op = "Lt";
      break;
    case T.LESSEQUAL:
      op = "LtE";
      break;
    case T.GREATER:
      op = "Gt";
      break;
    case T.GREATEREQUAL:
      op = "GtE";
      break;
    case T.IN:
      op = "In";
      break;
    case T.IS:
      p.advance();
      return p.accept(T.NOT) ? "IsNot" : "Is";
    case T.NOT:
      if (p.nextKind !== T.IN) return undefined;
      p.advance();
      op = "NotIn";
      break;
    default:
      return undefined;
  }
  p.advance();
  return op;
}

/** `bitwise_or` and the five levels of operators below it. */
export function parseBitwiseOr(p: Cursor): Expr {
  return parseBinary(p, 1);
}

/** `level: level OP tighter | tighter`, for every binary operator of at least this precedence. */
function parseBinary(p: Cursor, precedence: number): Expr {
  const start = p.start;
  let left = parseFactor(p);
  for (;;) {
    const operator = binaryOperators[p.kind];
    if (operator === undefined || operator.precedence < precedence) return left;
    p.advance();
    const right = parseBinary(p, operator.precedence + 1);
    left = { kind: "BinOp", start, end: p.end, left, op: operator.op, right };
  }
}

function unaryOperator(kind: TokenKind): UnaryOperator | undefined {
  switch (kind) {
    case T.PLUS:
      return "UAdd";
    case T.MINUS:
      return "USub";
    case T.TILDE:
      return "Invert";
    default:
      return undefined;
  }
}

/** `factor: ('+' | '-' | '~') factor | power` */
function parseFactor(p: Cursor): Expr {
  let op = unaryOperator(p.kind);
  if (op === undefined) return parsePower(p);
  const ops: UnaryOperator[] = [];
  const starts: number[] = [];
  while (op !== undefined) {
    ops.push(op);
    starts.push(p.start);
    p.advance();
    op = unaryOperator(p.kind);
  }
  if (ops.length > MAX_CHAIN) throw tooComplex;
  let operand = parsePower(p);
  const end = p.end;
  for (let at = ops.length - 1; at >= 0; at--) {
    operand = { kind: "UnaryOp", start: starts[at]!, end, op: ops[at]!, operand };
  }
  return operand;
}

/** `power: await_primary '**' factor | await_primary` and `await_primary: 'await' primary | primary` */
function parsePower(p: Cursor): Expr {
  const start = p.start;
  let left: Expr;
  if (p.accept(T.AWAIT)) {
    const value = parsePrimary(p);
    left = { kind: "Await", start, end: p.end, value };
  } else left = parsePrimary(p);
  if (!p.accept(T.DOUBLESTAR)) return left;
  const right = parseFactor(p);
  return { kind: "BinOp", start, end: p.end, left, op: "Pow", right };
}

/**
 * `primary: primary '.' NAME | primary genexp | primary '(' [arguments] ')' | primary '[' slices ']' | atom`
 */
function parsePrimary(p: Cursor): Expr {
  const start = p.start;
  let value = parseAtom(p);
  for (;;) {
    switch (p.kind) {
      case T.DOT: {
        p.advance();
        const attr = identifier(p);
        value = { kind: "Attribute", start, end: p.end, value, attr, ctx: "Load" };
        break;
      }
      case T.LPAR: {
        const { args, keywords } = parseArguments(p, true);
        value = { kind: "Call", start, end: p.end, func: value, args, keywords };
        break;
      }
      case T.LSQB: {
        p.advance();
        const slice = parseSlices(p);
        p.expect(T.RSQB);
        value = { kind: "Subscript", start, end: p.end, value, slice, ctx: "Load" };
        break;
      }
      default:
        return value;
    }
  }
}

/** `slices: slice !',' | ','.(slice | starred_expression)+ [',']` */
function parseSlices(p: Cursor): Expr {
  const start = p.start;
  const starred = p.kind === T.STAR;
  const first = parseSlice(p);
  if (p.kind !== T.COMMA && !starred) return first;
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (p.kind === T.RSQB) break;
    elts.push(parseSlice(p));
  }
  return { kind: "Tuple", start, end: p.end, elts, ctx: "Load" };
}

/** `slice: [expression] ':' [expression] [':' [expression]] | named_expression`, or `'*' expression` */
function parseSlice(p: Cursor): Expr {
  const start = p.start;
  if (p.accept(T.STAR)) {
    const value = parseExpression(p);
    return { kind: "Starred", start, end: p.end, value, ctx: "Load" };
  }
  let lower: Expr | null = null;
  if (p.kind !== T.COLON) {
    if (p.kind === T.NAME && p.nextKind === T.COLONEQUAL) return parseNamedExpression(p);
    lower = parseExpression(p);
    if (p.kind === T.COLONEQUAL) throw parseFailure;
    if (!p.at(T.COLON)) return lower;
  }
  p.advance();
  const upper = startsExpression(p.kind) ? parseExpression(p) : null;
  let step: Expr | null = null;
  if (p.accept(T.COLON)) step = startsExpression(p.kind) ? parseExpression(p) : null;
  return { kind: "Slice", start, end: p.end, lower, upper, step };
}

/** Whether a comprehension's `for` follows. */
export function atComprehension(p: Cursor): boolean {
  return p.kind === T.FOR || (p.kind === T.ASYNC && p.nextKind === T.FOR);
}

/** `for_if_clauses: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+` */
export function parseComprehensions(p: Cursor): Comprehension[] {
  const generators: Comprehension[] = [];
  while (atComprehension(p)) {
    const start = p.start;
    const is_async = p.accept(T.ASYNC) ? 1 : 0;
    p.expect(T.FOR);
    const target = parseTargets(p);
    p.expect(T.IN);
    const iter = parseDisjunction(p);
    const ifs: Expr[] = [];
    while (p.accept(T.IF)) ifs.push(parseDisjunction(p));
    generators.push({ kind: "comprehension", start, end: p.end, target, iter, ifs, is_async });
  }
  return generators;
}
