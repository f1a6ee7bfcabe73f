/**
 * Assignment and deletion targets. They are parsed as the expressions that they look like and then checked and
 * turned into targets, in place: the node is the parser's own until it returns.
 *
 * https://docs.python.org/3.14/reference/simple_stmts.html#assignment-statements
 */
import type { Expr } from "../ast.ts";
import { T } from "../token.ts";
import { type Cursor, parseFailure } from "./cursor.ts";
import { parseBitwiseOr, parseStarred, startsExpression } from "./expressions.ts";

/**
 * `star_targets: star_target !',' | star_target (',' star_target)* [',']`, where an expression would read on into a
 * following `in`: in `for` statements and comprehensions.
 */
export function parseTargets(p: Cursor): Expr {
  const start = p.start;
  const first = parseTarget(p);
  if (p.kind !== T.COMMA) return first;
  const elts = [first];
  while (p.accept(T.COMMA)) {
    if (!startsExpression(p.kind) && !p.at(T.STAR)) break;
    elts.push(parseTarget(p));
  }
  return { kind: "Tuple", start, end: p.end, elts, ctx: "Store" };
}

/** `star_target: '*' (!'*' star_target) | target_with_star_atom` */
export function parseTarget(p: Cursor): Expr {
  const value = p.kind === T.STAR ? parseStarred(p) : parseBitwiseOr(p);
  storeTarget(value);
  return value;
}

/** Makes an expression a target of `=`, `for`, `with ... as`: a name, attribute, subscript, or a list of such. */
export function storeTarget(value: Expr): void {
  switch (value.kind) {
    case "Name":
    case "Attribute":
    case "Subscript":
      break;
    case "Starred":
      storeTarget(value.value);
      break;
    case "Tuple":
    case "List":
      for (const element of value.elts) storeTarget(element);
      break;
    default:
      throw parseFailure;
  }
  value.ctx = "Store";
}

/** `single_target`: makes an expression the one target of an augmented or annotated assignment. */
export function storeSingleTarget(value: Expr): void {
  if (value.kind !== "Name" && value.kind !== "Attribute" && value.kind !== "Subscript") throw parseFailure;
  value.ctx = "Store";
}

/** `del_target`: makes an expression a target of `del`. */
export function deleteTarget(value: Expr): void {
  switch (value.kind) {
    case "Name":
    case "Attribute":
    case "Subscript":
      break;
    case "Tuple":
    case "List":
      for (const element of value.elts) deleteTarget(element);
      break;
    default:
      throw parseFailure;
  }
  value.ctx = "Del";
}
