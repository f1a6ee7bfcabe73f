/**
 * Simple statements, and the choice between statements.
 *
 * https://docs.python.org/3.14/reference/simple_stmts.html
 */
import type { Alias, BinaryOperator, Expr, Stmt } from "../ast.ts";
import { T, type TokenKind } from "../token.ts";
import { parseCompound } from "./compound-statements.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import {
  parseAnnotatedRhs,
  parseBitwiseOr,
  parseExpression,
  parseStarExpressions,
  parseYield,
  startsExpression,
} from "./expressions.ts";
import { identifier } from "./names.ts";
import { parseTypeParameters } from "./parameters.ts";
import { deleteTarget, storeSingleTarget, storeTarget } from "./targets.ts";

/** `statement: compound_stmt | simple_stmts`; appends to `body`. */
export function parseStatement(p: Cursor, body: Stmt[]): void {
  const compound = parseCompound(p);
  if (compound !== undefined) body.push(compound);
  else parseSimpleStatements(p, body);
}

/** `simple_stmts: ';'.simple_stmt+ [';'] NEWLINE` */
export function parseSimpleStatements(p: Cursor, body: Stmt[]): void {
  body.push(parseSimpleStatement(p));
  while (p.accept(T.SEMI)) {
    if (p.kind === T.NEWLINE) break;
    body.push(parseSimpleStatement(p));
  }
  p.expect(T.NEWLINE);
}

/** `block: NEWLINE INDENT statement+ DEDENT | simple_stmts` */
export function parseBlock(p: Cursor): Stmt[] {
  const body: Stmt[] = [];
  if (p.accept(T.NEWLINE)) {
    p.expect(T.INDENT);
    do parseStatement(p, body);
    while (p.kind !== T.DEDENT && p.kind !== T.ENDMARKER);
    p.expect(T.DEDENT);
  } else parseSimpleStatements(p, body);
  return body;
}

/** `simple_stmt` */
function parseSimpleStatement(p: Cursor): Stmt {
  const start = p.start;
  switch (p.kind) {
    case T.RETURN: {
      p.advance();
      const value = startsExpression(p.kind) || p.at(T.STAR) ? parseStarExpressions(p) : null;
      return { kind: "Return", start, end: p.end, value };
    }
    case T.IMPORT:
      return parseImport(p);
    case T.FROM:
      return parseFromImport(p);
    case T.RAISE: {
      p.advance();
      let exc: Expr | null = null;
      let cause: Expr | null = null;
      if (startsExpression(p.kind)) {
        exc = parseExpression(p);
        if (p.accept(T.FROM)) cause = parseExpression(p);
      }
      return { kind: "Raise", start, end: p.end, exc, cause };
    }
    case T.PASS:
      p.advance();
      return { kind: "Pass", start, end: p.end };
    case T.BREAK:
      p.advance();
      return { kind: "Break", start, end: p.end };
    case T.CONTINUE:
      p.advance();
      return { kind: "Continue", start, end: p.end };
    case T.DEL:
      return parseDelete(p);
    case T.YIELD: {
      const value = parseYield(p);
      return { kind: "Expr", start, end: p.end, value };
    }
    case T.ASSERT: {
      p.advance();
      const test = parseExpression(p);
      const msg = p.accept(T.COMMA) ? parseExpression(p) : null;
      return { kind: "Assert", start, end: p.end, test, msg };
    }
    case T.GLOBAL: {
      const names = parseNameList(p);
      return { kind: "Global", start, end: p.end, names };
    }
    case T.NONLOCAL: {
      const names = parseNameList(p);
      return { kind: "Nonlocal", start, end: p.end, names };
    }
    case T.NAME:
      if (p.nextKind === T.NAME && p.atSoftKeyword("type")) return parseTypeAlias(p);
      return parseExpressionStatement(p);
    default:
      return parseExpressionStatement(p);
  }
}

const augmented: (BinaryOperator | undefined)[] = [];
const augment = (kind: TokenKind, op: BinaryOperator) => {
  augmented[kind] = op;
};
for (let kind = 0; kind <= T.TYPE_COMMENT; kind++) augmented.push(undefined);
augment(T.PLUSEQUAL, "Add");
augment(T.MINEQUAL, "Sub");
augment(T.STAREQUAL, "Mult");
augment(T.ATEQUAL, "MatMult");
augment(T.SLASHEQUAL, "Div");
augment(T.PERCENTEQUAL, "Mod");
augment(T.AMPEREQUAL, "BitAnd");
augment(T.VBAREQUAL, "BitOr");
augment(T.CIRCUMFLEXEQUAL, "BitXor");
augment(T.LEFTSHIFTEQUAL, "LShift");
augment(T.RIGHTSHIFTEQUAL, "RShift");
augment(T.DOUBLESTAREQUAL, "Pow");
augment(T.DOUBLESLASHEQUAL, "FloorDiv");

/**
 * `assignment: NAME ':' expression ['=' annotated_rhs] | ('(' single_target ')' | single_subscript_attribute_target)
 * ':' expression ['=' annotated_rhs] | (star_targets '=')+ annotated_rhs | single_target augassign annotated_rhs`,
 * or `star_expressions` alone.
 */
function parseExpressionStatement(p: Cursor): Stmt {
  const start = p.start;
  const parenthesized = p.kind === T.LPAR;
  let value = parseStarExpressions(p);
  if (p.kind === T.NEWLINE) return { kind: "Expr", start, end: p.end, value };
  if (p.kind === T.EQUAL) {
    const targets: Expr[] = [];
    while (p.at(T.EQUAL)) {
      storeTarget(value);
      targets.push(value);
      p.advance();
      value = parseAnnotatedRhs(p);
    }
    const type_comment = p.typeComment();
    return { kind: "Assign", start, end: p.end, targets, value, type_comment };
  }
  if (p.at(T.COLON)) {
    storeSingleTarget(value);
    p.advance();
    const simple = value.kind === "Name" && !parenthesized ? 1 : 0;
    const annotation = parseExpression(p);
    const assigned = p.accept(T.EQUAL) ? parseAnnotatedRhs(p) : null;
    return { kind: "AnnAssign", start, end: p.end, target: value, annotation, value: assigned, simple };
  }
  const op = augmented[p.kind];
  if (op !== undefined) {
    storeSingleTarget(value);
    p.advance();
    const operand = parseAnnotatedRhs(p);
    return { kind: "AugAssign", start, end: p.end, target: value, op, value: operand };
  }
  return { kind: "Expr", start, end: p.end, value };
}

/** `type_alias: "type" NAME [type_params] '=' expression` */
function parseTypeAlias(p: Cursor): Stmt {
  const start = p.start;
  p.advance();
  const nameStart = p.start;
  const nameEnd = p.tokenEnd;
  const id = identifier(p);
  const type_params = parseTypeParameters(p);
  p.expect(T.EQUAL);
  const value = parseExpression(p);
  const name: Expr = { kind: "Name", start: nameStart, end: nameEnd, id, ctx: "Store" };
  return { kind: "TypeAlias", start, end: p.end, name, type_params, value };
}

/** `del_stmt: 'del' del_targets &(';' | NEWLINE)` */
function parseDelete(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.DEL);
  const targets: Expr[] = [];
  do {
    if (targets.length > 0 && !startsExpression(p.kind)) break;
    const target = parseBitwiseOr(p);
    deleteTarget(target);
    targets.push(target);
  } while (p.accept(T.COMMA));
  if (p.kind !== T.SEMI && p.kind !== T.NEWLINE) throw parseFailure;
  return { kind: "Delete", start, end: p.end, targets };
}

/** `('global' | 'nonlocal') ','.NAME+` */
function parseNameList(p: Cursor): string[] {
  p.advance();
  const names = [identifier(p)];
  while (p.accept(T.COMMA)) names.push(identifier(p));
  return names;
}

/** `import_name: 'import' ','.(dotted_name ['as' NAME])+` */
function parseImport(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.IMPORT);
  const names: Alias[] = [];
  do {
    const at = p.start;
    const name = parseDottedName(p);
    const asname = p.accept(T.AS) ? identifier(p) : null;
    names.push({ kind: "alias", start: at, end: p.end, name, asname });
  } while (p.accept(T.COMMA));
  return { kind: "Import", start, end: p.end, names };
}

/** `dotted_name: dotted_name '.' NAME | NAME` */
function parseDottedName(p: Cursor): string {
  let name = identifier(p);
  while (p.accept(T.DOT)) name += `.${identifier(p)}`;
  return name;
}

/**
 * `import_from: 'from' ('.' | '...')* [dotted_name] 'import' import_from_targets`
 * `import_from_targets: '(' ','.import_from_as_name+ [','] ')' | ','.import_from_as_name+ !',' | '*'`
 */
function parseFromImport(p: Cursor): Stmt {
  const start = p.start;
  p.expect(T.FROM);
  let level = 0;
  for (;;) {
    if (p.accept(T.DOT)) level++;
    else if (p.accept(T.ELLIPSIS)) level += 3;
    else break;
  }
  const module = level === 0 || p.kind === T.NAME ? parseDottedName(p) : null;
  p.expect(T.IMPORT);
  const names: Alias[] = [];
  if (p.kind === T.STAR) {
    const at = p.start;
    p.advance();
    names.push({ kind: "alias", start: at, end: p.end, name: "*", asname: null });
  } else {
    const parenthesized = p.accept(T.LPAR);
    do {
      if (parenthesized && names.length > 0 && p.kind === T.RPAR) break;
      const at = p.start;
      const name = identifier(p);
      const asname = p.accept(T.AS) ? identifier(p) : null;
      names.push({ kind: "alias", start: at, end: p.end, name, asname });
    } while (p.accept(T.COMMA));
    if (parenthesized) p.expect(T.RPAR);
  }
  if (level === 0 && module === "__future__" && names.some(({ name }) => name === "barry_as_FLUFL")) {
    p.flufl = true;
  }
  return { kind: "ImportFrom", start, end: p.end, module, names, level };
}
