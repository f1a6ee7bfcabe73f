/**
 * Patterns of `case` blocks (PEP 634).
 *
 * https://docs.python.org/3.14/reference/compound_stmts.html#patterns
 */
import type { Expr, Node, Pattern } from "../ast.ts";
import { T } from "../token.ts";
import { parseNumber } from "./atoms.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import { identifier } from "./names.ts";
import { parseStrings } from "./strings.ts";

/** `patterns: open_sequence_pattern | pattern` */
export function parsePatterns(p: Cursor): Pattern {
  const start = p.start;
  const starred = p.kind === T.STAR;
  const first = parseMaybeStarPattern(p);
  if (p.kind !== T.COMMA) {
    if (starred) throw parseFailure;
    return first;
  }
  const patterns = [first];
  while (p.accept(T.COMMA)) {
    if (p.at(T.COLON) || p.at(T.IF)) break;
    patterns.push(parseMaybeStarPattern(p));
  }
  return { kind: "MatchSequence", start, end: p.end, patterns };
}

/** `maybe_star_pattern: '*' (pattern_capture_target | "_") | pattern` */
function parseMaybeStarPattern(p: Cursor): Pattern {
  if (p.kind !== T.STAR) return parsePattern(p);
  const start = p.start;
  p.advance();
  const wildcard = p.atSoftKeyword("_");
  const name = identifier(p);
  if (!wildcard && followsName(p)) throw parseFailure;
  return { kind: "MatchStar", start, end: p.end, name: wildcard ? null : name };
}

/** Whether what follows a name makes it part of a value, class or keyword pattern: `!('.' | '(' | '=')`. */
function followsName(p: Cursor): boolean {
  return p.kind === T.DOT || p.kind === T.LPAR || p.kind === T.EQUAL;
}

/** `pattern_capture_target: !"_" NAME !('.' | '(' | '=')` */
function parseCaptureTarget(p: Cursor): string {
  if (p.atSoftKeyword("_")) throw parseFailure;
  const name = identifier(p);
  if (followsName(p)) throw parseFailure;
  return name;
}

/** `pattern: or_pattern 'as' pattern_capture_target | or_pattern`, `or_pattern: '|'.closed_pattern+` */
function parsePattern(p: Cursor): Pattern {
  const start = p.start;
  let pattern = parseClosedPattern(p);
  if (p.kind === T.VBAR) {
    const patterns = [pattern];
    while (p.accept(T.VBAR)) patterns.push(parseClosedPattern(p));
    pattern = { kind: "MatchOr", start, end: p.end, patterns };
  }
  if (!p.accept(T.AS)) return pattern;
  const name = parseCaptureTarget(p);
  return { kind: "MatchAs", start, end: p.end, pattern, name };
}

/**
 * `closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern | group_pattern |
 * sequence_pattern | mapping_pattern | class_pattern`
 */
function parseClosedPattern(p: Cursor): Pattern {
  const start = p.start;
  switch (p.kind) {
    case T.NAME:
      return parseNamePattern(p);
    case T.LPAR:
      return parseParenthesizedPattern(p);
    case T.LSQB: {
      p.advance();
      const patterns = parsePatternList(p, T.RSQB);
      return { kind: "MatchSequence", start, end: p.end, patterns };
    }
    case T.LBRACE:
      return parseMappingPattern(p);
    case T.NONE:
    case T.TRUE:
    case T.FALSE: {
      const value = p.kind === T.NONE ? null : p.kind === T.TRUE;
      p.advance();
      return { kind: "MatchSingleton", start, end: p.end, value };
    }
    default: {
      const value = parseLiteral(p);
      return { kind: "MatchValue", start, end: p.end, value };
    }
  }
}

/** A capture, the wildcard, a dotted value, or a class pattern. */
function parseNamePattern(p: Cursor): Pattern {
  const start = p.start;
  if (p.atSoftKeyword("_") && p.nextKind !== T.DOT && p.nextKind !== T.LPAR) {
    p.advance();
    return { kind: "MatchAs", start, end: p.end, pattern: null, name: null };
  }
  const value = parseNameOrAttribute(p);
  if (p.kind === T.LPAR) return parseClassPattern(p, start, value);
  if (p.kind === T.EQUAL) throw parseFailure;
  if (value.kind === "Name") {
    return { kind: "MatchAs", start, end: p.end, pattern: null, name: value.id };
  }
  return { kind: "MatchValue", start, end: p.end, value };
}

/** `name_or_attr: name_or_attr '.' NAME | NAME` */
function parseNameOrAttribute(p: Cursor): Node<"Name"> | Node<"Attribute"> {
  const start = p.start;
  const id = identifier(p);
  let value: Node<"Name"> | Node<"Attribute"> = { kind: "Name", start, end: p.end, id, ctx: "Load" };
  while (p.accept(T.DOT)) {
    const attr = identifier(p);
    value = { kind: "Attribute", start, end: p.end, value, attr, ctx: "Load" };
  }
  return value;
}

/**
 * `signed_number !('+' | '-') | complex_number | strings`
 *
 * `complex_number: ['-'] NUMBER ('+' | '-') NUMBER`, real and imaginary.
 */
function parseLiteral(p: Cursor): Expr {
  if (p.kind === T.STRING || p.kind === T.FSTRING_START || p.kind === T.TSTRING_START) return parseStrings(p);
  const start = p.start;
  const left = parseSignedNumber(p);
  if (p.kind !== T.PLUS && p.kind !== T.MINUS) return left;
  const number = left.kind === "UnaryOp" ? left.operand : left;
  if (isImaginary(number)) throw parseFailure;
  const op = p.kind === T.PLUS ? "Add" : "Sub";
  p.advance();
  const right = parseNumber(p);
  if (!isImaginary(right)) throw parseFailure;
  return { kind: "BinOp", start, end: p.end, left, op, right };
}

function isImaginary(value: Expr): boolean {
  return (
    value.kind === "Constant" &&
    typeof value.value === "object" &&
    value.value !== null &&
    value.value.kind === "complex"
  );
}

/** `signed_number: NUMBER | '-' NUMBER` */
function parseSignedNumber(p: Cursor): Expr {
  const start = p.start;
  if (!p.accept(T.MINUS)) return parseNumber(p);
  const operand = parseNumber(p);
  return { kind: "UnaryOp", start, end: p.end, op: "USub", operand };
}

/** `group_pattern: '(' pattern ')'`, `sequence_pattern: '(' [open_sequence_pattern] ')'` */
function parseParenthesizedPattern(p: Cursor): Pattern {
  const start = p.start;
  p.expect(T.LPAR);
  if (p.accept(T.RPAR)) return { kind: "MatchSequence", start, end: p.end, patterns: [] };
  const starred = p.kind === T.STAR;
  const first = parseMaybeStarPattern(p);
  if (p.accept(T.COMMA)) {
    const patterns = [first, ...parsePatternList(p, T.RPAR)];
    return { kind: "MatchSequence", start, end: p.end, patterns };
  }
  if (starred) throw parseFailure;
  p.expect(T.RPAR);
  return first;
}

/** `[','.maybe_star_pattern+ [',']] close` */
function parsePatternList(p: Cursor, close: typeof T.RPAR | typeof T.RSQB): Pattern[] {
  const patterns: Pattern[] = [];
  while (p.kind !== close) {
    patterns.push(parseMaybeStarPattern(p));
    if (!p.accept(T.COMMA)) break;
  }
  p.expect(close);
  return patterns;
}

/** `mapping_pattern: '{' [items_pattern] [',' '**' pattern_capture_target] [','] '}'` */
function parseMappingPattern(p: Cursor): Pattern {
  const start = p.start;
  const keys: Expr[] = [];
  const patterns: Pattern[] = [];
  let rest: string | null = null;
  p.expect(T.LBRACE);
  while (p.kind !== T.RBRACE) {
    if (p.accept(T.DOUBLESTAR)) {
      rest = parseCaptureTarget(p);
      p.accept(T.COMMA);
      break;
    }
    keys.push(parseMappingKey(p));
    p.expect(T.COLON);
    patterns.push(parsePattern(p));
    if (!p.accept(T.COMMA)) break;
  }
  p.expect(T.RBRACE);
  return { kind: "MatchMapping", start, end: p.end, keys, patterns, rest };
}

/** `literal_expr | attr` */
function parseMappingKey(p: Cursor): Expr {
  const start = p.start;
  if (p.kind === T.NONE || p.kind === T.TRUE || p.kind === T.FALSE) {
    const value = p.kind === T.NONE ? null : p.kind === T.TRUE;
    p.advance();
    return { kind: "Constant", start, end: p.end, value, str_kind: null };
  }
  if (p.kind !== T.NAME) return parseLiteral(p);
  const value = parseNameOrAttribute(p);
  if (value.kind === "Name") throw parseFailure;
  return value;
}

/** `class_pattern: name_or_attr '(' [','.pattern+] [','.(NAME '=' pattern)+] [','] ')'` */
function parseClassPattern(p: Cursor, start: number, cls: Expr): Pattern {
  const patterns: Pattern[] = [];
  const kwd_attrs: string[] = [];
  const kwd_patterns: Pattern[] = [];
  p.expect(T.LPAR);
  while (p.kind !== T.RPAR) {
    if (p.kind === T.NAME && p.nextKind === T.EQUAL) {
      kwd_attrs.push(identifier(p));
      p.advance();
      kwd_patterns.push(parsePattern(p));
    } else {
      if (kwd_attrs.length > 0) throw parseFailure;
      patterns.push(parsePattern(p));
    }
    if (!p.accept(T.COMMA)) break;
  }
  p.expect(T.RPAR);
  return { kind: "MatchClass", start, end: p.end, cls, patterns, kwd_attrs, kwd_patterns };
}
