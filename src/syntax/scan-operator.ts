/**
 * Operators and delimiters, by their longest spelling.
 *
 * https://docs.python.org/3.14/reference/lexical_analysis.html#operators
 */
import { operators, T, type TokenKind } from "./token.ts";

const widths: number[] = [];
for (const [spelling, kind] of operators) widths[kind] = spelling.length;

/** How many characters an operator that begins with `c` takes. */
export function operatorWidth(kind: TokenKind, c: number): number {
  if (kind === T.OP) return c === 60 ? 2 : 1;
  return widths[kind]!;
}

/** The kind of the operator at `at`, whose first character is `c`; `OP` where there is none. */
export function scanOperator(text: string, c: number, at: number): TokenKind {
  const next = text.charCodeAt(at + 1);
  switch (c) {
    case 40:
      return T.LPAR;
    case 41:
      return T.RPAR;
    case 91:
      return T.LSQB;
    case 93:
      return T.RSQB;
    case 123:
      return T.LBRACE;
    case 125:
      return T.RBRACE;
    case 44:
      return T.COMMA;
    case 59:
      return T.SEMI;
    case 126:
      return T.TILDE;
    case 46:
      return next === 46 && text.charCodeAt(at + 2) === 46 ? T.ELLIPSIS : T.DOT;
    case 58:
      return next === 61 ? T.COLONEQUAL : T.COLON;
    case 61:
      return next === 61 ? T.EQEQUAL : T.EQUAL;
    case 33:
      return next === 61 ? T.NOTEQUAL : T.EXCLAMATION;
    case 43:
      return next === 61 ? T.PLUSEQUAL : T.PLUS;
    case 45:
      return next === 61 ? T.MINEQUAL : next === 62 ? T.RARROW : T.MINUS;
    case 37:
      return next === 61 ? T.PERCENTEQUAL : T.PERCENT;
    case 38:
      return next === 61 ? T.AMPEREQUAL : T.AMPER;
    case 124:
      return next === 61 ? T.VBAREQUAL : T.VBAR;
    case 94:
      return next === 61 ? T.CIRCUMFLEXEQUAL : T.CIRCUMFLEX;
    case 64:
      return next === 61 ? T.ATEQUAL : T.AT;
    case 42:
      if (next === 42) return text.charCodeAt(at + 2) === 61 ? T.DOUBLESTAREQUAL : T.DOUBLESTAR;
      return next === 61 ? T.STAREQUAL : T.STAR;
    case 47:
      if (next === 47) return text.charCodeAt(at + 2) === 61 ? T.DOUBLESLASHEQUAL : T.DOUBLESLASH;
      return next === 61 ? T.SLASHEQUAL : T.SLASH;
    case 60:
      if (next === 60) return text.charCodeAt(at + 2) === 61 ? T.LEFTSHIFTEQUAL : T.LEFTSHIFT;
      // `<>` is `!=` under `from __future__ import barry_as_FLUFL` only.
      if (next === 62) return T.OP;
      return next === 61 ? T.LESSEQUAL : T.LESS;
    case 62:
      if (next === 62) return text.charCodeAt(at + 2) === 61 ? T.RIGHTSHIFTEQUAL : T.RIGHTSHIFT;
      return next === 61 ? T.GREATEREQUAL : T.GREATER;
    default:
      return T.OP;
  }
}
