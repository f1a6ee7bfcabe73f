/** Parameters of functions and lambdas, and type parameters. */
import type { Arg, Arguments, Expr, TypeParam } from "../ast.ts";
import { T } from "../token.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import { parseExpression, parseStarred } from "./expressions.ts";
import { identifier } from "./names.ts";

/**
 * `params` up to, not including, the closing `)`, or `lambda_params` up to the `:`.
 *
 * `parameters: positional-only '/' positional [star_etc] | ...`
 * `star_etc: '*' param param_maybe_default* [kwds] | '*' ',' param_maybe_default+ [kwds] | kwds`
 * `kwds: '**' param`
 */
export function parseParameters(p: Cursor, close: typeof T.RPAR | typeof T.COLON): Arguments {
  const annotated = close === T.RPAR;
  const node: Arguments = {
    kind: "arguments",
    start: p.start,
    end: p.start,
    posonlyargs: [],
    args: [],
    vararg: null,
    kwonlyargs: [],
    kw_defaults: [],
    kwarg: null,
    defaults: [],
  };
  let sawSlash = false;
  let sawStar = false;
  let bareStar = false;
  while (p.kind !== close) {
    let arg: Arg | undefined;
    if (p.accept(T.SLASH)) {
      if (sawSlash || sawStar || node.args.length === 0) throw parseFailure;
      sawSlash = true;
      node.posonlyargs = node.args;
      node.args = [];
    } else if (p.accept(T.STAR)) {
      if (sawStar) throw parseFailure;
      sawStar = true;
      if (p.kind === T.COMMA) bareStar = true;
      else arg = node.vararg = parseParameter(p, annotated, annotated);
    } else if (p.accept(T.DOUBLESTAR)) {
      if (bareStar && node.kwonlyargs.length === 0) throw parseFailure;
      node.kwarg = parseParameter(p, annotated, false);
      p.accept(T.COMMA);
      node.kwarg.type_comment = p.typeComment();
      break;
    } else {
      arg = parseParameter(p, annotated, false);
      const defaultValue = p.accept(T.EQUAL) ? parseExpression(p) : null;
      if (sawStar) {
        node.kwonlyargs.push(arg);
        node.kw_defaults.push(defaultValue);
      } else {
        node.args.push(arg);
        if (defaultValue !== null) node.defaults.push(defaultValue);
        else if (node.defaults.length > 0) throw parseFailure;
      }
    }
    const more = p.accept(T.COMMA);
    if (arg !== undefined) arg.type_comment = p.typeComment();
    if (!more) break;
  }
  if (p.kind !== close) throw parseFailure;
  if (bareStar && node.kwonlyargs.length === 0) throw parseFailure;
  if (p.start > node.start) node.end = p.end;
  return node;
}

/** `param: NAME [':' expression]`, for `*args` also `':' star_expression`. `[TYPE_COMMENT]` follows it, or its comma. */
function parseParameter(p: Cursor, annotated: boolean, starAnnotation: boolean): Arg {
  const start = p.start;
  const arg = identifier(p);
  let annotation: Expr | null = null;
  if (annotated && p.accept(T.COLON)) {
    annotation = starAnnotation && p.kind === T.STAR ? parseStarred(p) : parseExpression(p);
  }
  return { kind: "arg", start, end: p.end, arg, annotation, type_comment: null };
}

/**
 * `type_params: '[' ','.type_param+ [','] ']'`, when there.
 *
 * `type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]`
 */
export function parseTypeParameters(p: Cursor): TypeParam[] {
  const parameters: TypeParam[] = [];
  if (!p.accept(T.LSQB)) return parameters;
  do {
    if (p.kind === T.RSQB && parameters.length > 0) break;
    const start = p.start;
    if (p.accept(T.STAR)) {
      const name = identifier(p);
      const default_value = p.accept(T.EQUAL)
        ? p.kind === T.STAR
          ? parseStarred(p)
          : parseExpression(p)
        : null;
      parameters.push({ kind: "TypeVarTuple", start, end: p.end, name, default_value });
    } else if (p.accept(T.DOUBLESTAR)) {
      const name = identifier(p);
      const default_value = p.accept(T.EQUAL) ? parseExpression(p) : null;
      parameters.push({ kind: "ParamSpec", start, end: p.end, name, default_value });
    } else {
      const name = identifier(p);
      const bound = p.accept(T.COLON) ? parseExpression(p) : null;
      const default_value = p.accept(T.EQUAL) ? parseExpression(p) : null;
      parameters.push({ kind: "TypeVar", start, end: p.end, name, bound, default_value });
    }
  } while (p.accept(T.COMMA));
  p.expect(T.RSQB);
  return parameters;
}
