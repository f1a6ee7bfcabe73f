/** Arguments of calls and of class definitions. */
import type { Expr, Keyword } from "../ast.ts";
import { T } from "../token.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import {
  atComprehension,
  parseComprehensions,
  parseExpression,
  parseNamedExpression,
} from "./expressions.ts";
import { identifier } from "./names.ts";

/**
 * `'(' [arguments] ')'`; with `generator`, also `genexp`, a lone generator expression that shares the parentheses.
 *
 * `args: ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ [',' kwargs] | kwargs`
 * `kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | ...`
 *
 * So: positional arguments come first; after a keyword only `*iterable` and keywords; after `**mapping` only keywords
 * and further mappings.
 */
export function parseArguments(p: Cursor, generator: boolean): { args: Expr[]; keywords: Keyword[] } {
  const open = p.start;
  p.expect(T.LPAR);
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  let sawMapping = false;
  while (p.kind !== T.RPAR) {
    const start = p.start;
    if (p.accept(T.DOUBLESTAR)) {
      sawMapping = true;
      const value = parseExpression(p);
      keywords.push({ kind: "keyword", start, end: p.end, arg: null, value });
    } else if (p.kind === T.NAME && p.nextKind === T.EQUAL) {
      const arg = identifier(p);
      p.advance();
      const value = parseExpression(p);
      keywords.push({ kind: "keyword", start, end: p.end, arg, value });
    } else if (p.kind === T.STAR) {
      if (sawMapping) throw parseFailure;
      p.advance();
      const value = parseExpression(p);
      args.push({ kind: "Starred", start, end: p.end, value, ctx: "Load" });
    } else {
      if (keywords.length > 0) throw parseFailure;
      const elt = parseNamedExpression(p);
      if (generator && args.length === 0 && atComprehension(p)) {
        const generators = parseComprehensions(p);
        p.expect(T.RPAR);
        args.push({ kind: "GeneratorExp", start: open, end: p.end, elt, generators });
        return { args, keywords };
      }
      args.push(elt);
    }
    if (!p.accept(T.COMMA)) break;
  }
  p.expect(T.RPAR);
  return { args, keywords };
}
