/**
 * One short function per JavaScript node. Callers import this module as a namespace (`import * as b`), so that generated
 * code reads as `b.call(b.member(f, "c1"), [x])`.
 *
 * Builders do only what keeps the tree well formed and small: a one-element sequence is its element, `let` takes name
 * and value pairs. They do not fold constants: a code generator that wants folding does it where it knows the types.
 */
import type {
  AssignmentOperator,
  BinaryOperator,
  Declarator,
  Expr,
  FunctionExpression,
  Identifier,
  Literal,
  LogicalOperator,
  Property,
  Stmt,
  SwitchCase,
  UnaryOperator,
  VariableDeclaration,
} from "./nodes.ts";

export function id(name: string): Identifier {
  return { type: "Identifier", name };
}

export function lit(value: Literal["value"]): Literal {
  return { type: "Literal", value };
}

export const nil: Literal = lit(null);
export const undef: Literal = lit(undefined);
export const yes: Literal = lit(true);
export const no: Literal = lit(false);
export const self: Expr = { type: "ThisExpression" };

export function array(elements: readonly (Expr | null)[]): Expr {
  return { type: "ArrayExpression", elements };
}

export function object(properties: readonly Property[]): Expr {
  return { type: "ObjectExpression", properties };
}

/** An object literal of plain `key: value` rows. */
export function record(rows: Readonly<Record<string, Expr>>): Expr {
  return object(Object.entries(rows).map(([key, value]) => ({ kind: "init", key, value })));
}

export function fn(
  name: string | null,
  params: readonly Expr[],
  body: readonly Stmt[],
  options: { generator?: boolean; async?: boolean } = {},
): FunctionExpression {
  return {
    type: "FunctionExpression",
    name,
    params,
    body,
    generator: options.generator ?? false,
    async: options.async ?? false,
  };
}

export function arrow(params: readonly Expr[], body: Expr | readonly Stmt[]): Expr {
  return { type: "ArrowFunctionExpression", params, body };
}

export function call(callee: Expr, args: readonly Expr[] = []): Expr {
  return { type: "CallExpression", callee, args, optional: false };
}

/** `object.name(args)` */
export function method(object: Expr, name: string, args: readonly Expr[] = []): Expr {
  return call(member(object, name), args);
}

/** `callee?.(args)` */
export function optionalCall(callee: Expr, args: readonly Expr[] = []): Expr {
  return { type: "CallExpression", callee, args, optional: true };
}

export function new_(callee: Expr, args: readonly Expr[] = []): Expr {
  return { type: "NewExpression", callee, args };
}

export function member(object: Expr, property: string): Expr {
  return { type: "MemberExpression", object, property, optional: false };
}

/** `object?.property`; a member or call built on top of it continues the same optional chain. */
export function optionalMember(object: Expr, property: string): Expr {
  return { type: "MemberExpression", object, property, optional: true };
}

export function index(object: Expr, key: Expr): Expr {
  return { type: "IndexExpression", object, index: key, optional: false };
}

export function unary(op: UnaryOperator, arg: Expr): Expr {
  return { type: "UnaryExpression", op, arg };
}

export function not(arg: Expr): Expr {
  return unary("!", arg);
}

export function typeIs(
  arg: Expr,
  name: "number" | "bigint" | "string" | "boolean" | "object" | "function",
): Expr {
  return binary("===", unary("typeof", arg), lit(name));
}

export function update(op: "++" | "--", arg: Expr, prefix = false): Expr {
  return { type: "UpdateExpression", op, prefix, arg };
}

export function binary(op: BinaryOperator, left: Expr, right: Expr): Expr {
  return { type: "BinaryExpression", op, left, right };
}

export function logical(op: LogicalOperator, left: Expr, right: Expr): Expr {
  return { type: "BinaryExpression", op, left, right };
}

export function and(first: Expr, ...rest: readonly Expr[]): Expr {
  return rest.reduce<Expr>((left, right) => logical("&&", left, right), first);
}

export function or(first: Expr, ...rest: readonly Expr[]): Expr {
  return rest.reduce<Expr>((left, right) => logical("||", left, right), first);
}

export function eq(left: Expr, right: Expr): Expr {
  return binary("===", left, right);
}

export function ne(left: Expr, right: Expr): Expr {
  return binary("!==", left, right);
}

export function assign(target: Expr, value: Expr, op: AssignmentOperator = "="): Expr {
  return { type: "AssignmentExpression", op, target, value };
}

export function cond(test: Expr, consequent: Expr, alternate: Expr): Expr {
  return { type: "ConditionalExpression", test, consequent, alternate };
}

/** `(a, b, c)`; a single expression stands alone. */
export function seq(expressions: readonly Expr[]): Expr {
  const only = expressions[0];
  if (expressions.length === 1 && only !== undefined) return only;
  return { type: "SequenceExpression", expressions };
}

export function spread(arg: Expr): Expr {
  return { type: "SpreadElement", arg };
}

export function yield_(arg: Expr | null): Expr {
  return { type: "YieldExpression", arg, delegate: false };
}

/** `yield* arg` */
export function delegate(arg: Expr): Expr {
  return { type: "YieldExpression", arg, delegate: true };
}

export function await_(arg: Expr): Expr {
  return { type: "AwaitExpression", arg };
}

export function expr(expression: Expr, pos?: number): Stmt {
  return pos === undefined
    ? { type: "ExpressionStatement", expression }
    : { type: "ExpressionStatement", expression, pos };
}

function declare(
  kind: VariableDeclaration["kind"],
  id: string | Expr,
  init: Expr | null,
): VariableDeclaration {
  return declareAll(kind, [{ id: typeof id === "string" ? { type: "Identifier", name: id } : id, init }]);
}

export function declareAll(
  kind: VariableDeclaration["kind"],
  declarations: readonly Declarator[],
): VariableDeclaration {
  return { type: "VariableDeclaration", kind, declarations };
}

export function let_(target: string | Expr, init: Expr | null = null): VariableDeclaration {
  return declare("let", target, init);
}

/** `let a, b, c;` */
export function lets(names: readonly string[]): VariableDeclaration {
  return declareAll(
    "let",
    names.map((name) => ({ id: id(name), init: null })),
  );
}

export function const_(target: string | Expr, init: Expr): VariableDeclaration {
  return declare("const", target, init);
}

export function fnDecl(fn: FunctionExpression): Stmt {
  return { type: "FunctionDeclaration", fn };
}

export function ret(arg: Expr | null = null): Stmt {
  return { type: "ReturnStatement", arg };
}

export function throw_(arg: Expr): Stmt {
  return { type: "ThrowStatement", arg };
}

export function if_(test: Expr, consequent: readonly Stmt[], alternate: readonly Stmt[] | null = null): Stmt {
  return { type: "IfStatement", test, consequent, alternate };
}

export function while_(test: Expr, body: readonly Stmt[]): Stmt {
  return { type: "WhileStatement", test, body };
}

export function doWhile(body: readonly Stmt[], test: Expr): Stmt {
  return { type: "DoWhileStatement", test, body };
}

export function for_(
  init: VariableDeclaration | Expr | null,
  test: Expr | null,
  update: Expr | null,
  body: readonly Stmt[],
): Stmt {
  return { type: "ForStatement", init, test, update, body };
}

export function forOf(kind: "let" | "const" | null, left: Expr, right: Expr, body: readonly Stmt[]): Stmt {
  return { type: "ForOfStatement", kind, left, right, body };
}

export function block(body: readonly Stmt[]): Stmt {
  return { type: "BlockStatement", body };
}

export function label(name: string, body: Stmt): Stmt {
  return { type: "LabeledStatement", label: name, body };
}

export function break_(target: string | null = null): Stmt {
  return { type: "BreakStatement", label: target };
}

export function continue_(target: string | null = null): Stmt {
  return { type: "ContinueStatement", label: target };
}

export function try_(
  block: readonly Stmt[],
  param: string | null,
  handler: readonly Stmt[] | null,
  finalizer: readonly Stmt[] | null = null,
  ignoresExit = false,
): Stmt {
  return { type: "TryStatement", block, param, handler, finalizer, ignoresExit };
}

export function switch_(discriminant: Expr, cases: readonly SwitchCase[]): Stmt {
  return { type: "SwitchStatement", discriminant, cases };
}

export function comment(text: string): Stmt {
  return { type: "CommentStatement", text };
}
