/**
 * The context in which one code object's statements and expressions are emitted.
 *
 * Emitted code is in administrative normal form. An expression's operands are *atoms* (a local, a temporary, a literal)
 * that were evaluated by statements emitted before, in Python's order; what `expr` returns is one JavaScript expression
 * over atoms that its consumer must place at once, before it emits anything else. That gives, by construction:
 *
 * - the fast path and the slow path of an operator can both name the operands, without evaluating them twice;
 * - `$p = 17` can be set after the operands ran (they set their own positions) and before the operation raises;
 * - comprehensions, `yield`, `match` and other things that need JavaScript statements may stand inside expressions.
 *
 * V8 keeps temporaries in registers, so the form costs nothing. A local variable counts as an atom only while no walrus
 * in the same function could rebind it between its evaluation and its use.
 */
import type { Runtime } from "../abi/runtime.ts";
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Scope } from "../scope/scope.ts";
import type { AnyNode, Expr, Kind, Node, Stmt } from "../syntax/ast.ts";
import { children } from "../syntax/ast.ts";
import type { Annotation } from "./annotations.ts";
import type { Code } from "./code.ts";
import type { Exit } from "./exits.ts";
import type { SplitKind } from "./float-locals.ts";
import { unknown, type Val, val } from "./types.ts";
import { traceStatement } from "./tracing.ts";
import type { Unit } from "./unit.ts";

export type ExprEmitters = { readonly [K in Expr["kind"]]: (e: Emitter, node: Node<K>) => Val };
export type StmtEmitters = { readonly [K in Stmt["kind"]]: (e: Emitter, node: Node<K>) => void };
export type TestEmitters = { readonly [K in Expr["kind"]]?: (e: Emitter, node: Node<K>) => js.Expr };
export type Emitters = {
  readonly expr: ExprEmitters;
  readonly stmt: StmtEmitters;
  /** Expressions with a better form where only their truth counts. */
  readonly test: TestEmitters;
  readonly truth: (e: Emitter, value: Val, where: Span) => js.Expr;
};

export class Emitter {
  readonly unit: Unit;
  readonly code: Code;
  readonly emitters: Emitters;
  /** The scope whose names are meant: the code object's, or that of a comprehension inlined in it. */
  scope: Scope;
  out: js.Stmt[] = [];
  /** What `return`, `break`, `continue` and exceptions have to cross here. */
  exits: Exit[] = [];
  /** Variables that hold the exceptions being handled here, innermost last; that of a `finally` may be undefined. */
  handlers: { readonly exception: string; readonly always: boolean }[] = [];
  /** `Name` nodes that need no check for being bound. */
  sure: ReadonlySet<Node<"Name">> = new Set();
  /** Locals kept as raw doubles; see float-locals.ts. */
  split: ReadonlyMap<string, SplitKind> = new Map();
  /** JavaScript names of the variables of inlined comprehensions. */
  readonly renamed = new Map<Scope, Map<string, string>>();
  /** The position last stored in `$p`, for the line table. */
  lastPosition = 0;
  /** In a block of statements that may not run. */
  conditional = false;
  /** Variable annotations of the module or class being compiled. */
  annotations: Annotation[] = [];
  #walrus: ReadonlySet<string> | undefined;

  constructor(code: Code, emitters: Emitters) {
    this.code = code;
    this.unit = code.unit;
    this.scope = code.scope;
    this.emitters = emitters;
  }

  rt(name: keyof Runtime): js.Expr {
    return this.unit.rt(name);
  }

  call(name: keyof Runtime, ...args: readonly js.Expr[]): js.Expr {
    return b.call(this.rt(name), args);
  }

  emit(stmt: js.Stmt): void {
    this.out.push(stmt.pos === undefined ? { ...stmt, pos: this.lastPosition } : stmt);
  }

  run(expression: js.Expr): void {
    this.emit(b.expr(expression, this.lastPosition));
  }

  /** The statements that `body` emits. */
  capture(body: () => void): js.Stmt[] {
    const outer = this.out;
    this.out = [];
    body();
    const inner = this.out;
    this.out = outer;
    return inner;
  }

  // Positions

  position(where: Span): number {
    this.code.raises = true;
    this.lastPosition = this.code.position(where);
    return this.lastPosition;
  }

  /** `$p = n`, as an expression in front of a slow path. */
  at(where: Span): js.Expr {
    return b.assign(b.id("$p"), b.lit(this.position(where)));
  }

  /** Emits `$p = n;`. */
  mark(where: Span): void {
    this.run(this.at(where));
  }

  /** `($p = n, expression)` */
  slow(where: Span, expression: js.Expr): js.Expr {
    return b.seq([this.at(where), expression]);
  }

  /** What follows propagates an exception that already has its traceback entry here. */
  markRaised(): void {
    this.code.raises = true;
    this.run(b.assign(b.id("$p"), b.lit(-1)));
  }

  // Temporaries

  temp(): js.Identifier {
    return b.id(this.code.temp());
  }

  /** Makes a value an atom: emits `$3 = value` unless it is one. */
  save(value: Val, depth = this.code.tempDepth): Val {
    if (isAtom(value.js)) return value;
    this.code.tempDepth = depth;
    const target = this.temp();
    this.run(b.assign(target, value.js));
    return val(target, value.type);
  }

  // Visiting

  expr(node: Expr): Val {
    return (this.emitters.expr[node.kind] as (e: Emitter, node: Expr) => Val)(this, node);
  }

  /** The value of `node` as an atom that later operands leave alone. */
  atom(node: Expr): Val {
    const depth = this.code.tempDepth;
    const value = this.expr(node);
    if (node.kind === "Name" && this.walrusTargets().has(node.id) && value.js.type === "Identifier") {
      const copy = this.temp();
      this.run(b.assign(copy, value.js));
      return val(copy, value.type);
    }
    return this.save(value, depth);
  }

  atoms(nodes: readonly Expr[]): Val[] {
    return nodes.map((node) => this.atom(node));
  }

  /** A JavaScript boolean for the truth of `node`. */
  test(node: Expr): js.Expr {
    const special = this.emitters.test[node.kind] as ((e: Emitter, node: Expr) => js.Expr) | undefined;
    if (special !== undefined) return special(this, node);
    return this.truth(this.expr(node), node);
  }

  truth(value: Val, where: Span): js.Expr {
    return this.emitters.truth(this, value, where);
  }

  stmt(node: Stmt): void {
    const depth = this.code.tempDepth;
    traceStatement(this, node);
    (this.emitters.stmt[node.kind] as (e: Emitter, node: Stmt) => void)(this, node);
    this.code.tempDepth = depth;
  }

  suite(nodes: readonly Stmt[]): void {
    for (const node of nodes) this.stmt(node);
  }

  /** The statements of a suite. */
  block(nodes: readonly Stmt[]): js.Stmt[] {
    return this.capture(() => this.suite(nodes));
  }

  /** Emits a suite that may not run. */
  conditionally(body: () => void): void {
    const outer = this.conditional;
    this.conditional = true;
    body();
    this.conditional = outer;
  }

  mangle(name: string): string {
    return this.scope.mangle(name);
  }

  /** `value` stored in a fresh temporary that lives until the statement ends. */
  hold(value: js.Expr, type = unknown): Val {
    const target = this.temp();
    this.run(b.assign(target, value));
    return val(target, type);
  }

  /** Names that a walrus somewhere in this code object binds. */
  walrusTargets(): ReadonlySet<string> {
    this.#walrus ??= collectWalrus(this.code.scope.node);
    return this.#walrus;
  }
}

export function isAtom(expression: js.Expr): boolean {
  return (
    expression.type === "Identifier" || expression.type === "Literal" || expression.type === "ThisExpression"
  );
}

const otherCode: ReadonlySet<Kind> = new Set<Kind>(["FunctionDef", "AsyncFunctionDef", "ClassDef", "Lambda"]);

function collectWalrus(root: Code["scope"]["node"]): ReadonlySet<string> {
  const names = new Set<string>();
  if (root.kind === "Module" || root.kind === "Interactive" || root.kind === "ClassDef") return names;
  const pending: AnyNode[] = [root];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at.kind === "NamedExpr" && at.target.kind === "Name") names.add(at.target.id);
    if (at === root || !otherCode.has(at.kind)) pending.push(...children(at));
  }
  return names;
}
