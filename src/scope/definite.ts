/**
 * Definite assignment: which reads of a function's locals surely find a value, so that no check need stand there.
 *
 * One forward walk over a code object's statements with the set of locals bound so far, as a bit mask. Where paths meet the
 * masks are intersected; code that cannot be reached has all bits set, the neutral element. The set only grows along a path
 * because names that are ever unbound again (`del x`, `except E as x`) are left out from the start and always checked;
 * so a loop's body can start from what held before the loop, and a handler from what held before the `try`, without
 * iterating to a fixed point. Conservative everywhere: a bit is set only where CPython could not raise UnboundLocalError.
 *
 * Only names in plain local variables are tracked: a cell may be emptied by another function.
 */
import {
  type AnyNode,
  children,
  type Comprehension,
  type Expr,
  type Node,
  type Pattern,
  type Stmt,
} from "../syntax/ast.ts";
import type { ScopeMap } from "./resolve.ts";
import type { Scope } from "./scope.ts";

const unreachable = -1n;

/** The `Name` nodes in Load context, and targets of augmented assignment, that need no check. */
export function surelyBound(
  scope: Scope,
  body: readonly Stmt[] | Expr,
  blocks: ScopeMap,
): ReadonlySet<Node<"Name">> {
  const walk = new Walk(scope, blocks);
  for (const name of scope.params) walk.bind(name);
  if (Array.isArray(body)) {
    walk.unbinds(body as readonly Stmt[]);
    walk.suite(body as readonly Stmt[]);
  } else if (scope.comprehension !== null) {
    walk.comprehensionBody(body as AnyComprehension);
  } else {
    walk.expr(body as Expr);
  }
  return walk.sure;
}

type AnyComprehension = Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp"> | Node<"GeneratorExp">;
type Loop = { exits: bigint };

class Walk {
  readonly sure = new Set<Node<"Name">>();
  readonly blocks: ScopeMap;
  readonly bits = new Map<Scope, Map<string, bigint>>();
  readonly volatile = new Set<string>();
  scope: Scope;
  bound = 0n;
  loops: Loop[] = [];
  next = 1n;

  constructor(scope: Scope, blocks: ScopeMap) {
    this.scope = scope;
    this.blocks = blocks;
  }

  // Names

  /** The bit of a name in the scope that owns it, seen from the current one through inlined comprehensions; 0 if none. */
  bit(name: string): bigint {
    let { scope } = this;
    const mangled = scope.mangle(name);
    for (;;) {
      const storage = scope.symbols.get(mangled)?.storage;
      if (storage === "local") break;
      if (storage !== "free" || !scope.inlined || scope.parent === null) return 0n;
      scope = scope.parent;
    }
    if (this.volatile.has(mangled)) return 0n;
    let names = this.bits.get(scope);
    if (names === undefined) {
      names = new Map();
      this.bits.set(scope, names);
    }
    let bit = names.get(mangled);
    if (bit === undefined) {
      bit = this.next;
      this.next <<= 1n;
      names.set(mangled, bit);
    }
    return bit;
  }

  bind(name: string): void {
    this.bound |= this.bit(name);
  }

  /** Collects the names that statements of this code object unbind again. */
  unbinds(body: readonly Stmt[]): void {
    const pending: AnyNode[] = [...body];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      switch (at.kind) {
        case "FunctionDef":
        case "AsyncFunctionDef":
        case "ClassDef":
          continue;
        case "Name":
          if (at.ctx === "Del") this.volatile.add(this.scope.mangle(at.id));
          continue;
        case "ExceptHandler":
          if (at.name !== null) this.volatile.add(this.scope.mangle(at.name));
          pending.push(...at.body);
          continue;
        case "If":
        case "For":
        case "AsyncFor":
        case "While":
        case "With":
        case "AsyncWith":
        case "Match":
        case "match_case":
        case "Try":
        case "TryStar":
        case "Delete":
        case "Tuple":
        case "List":
          pending.push(...children(at));
      }
    }
  }

  // Statements

  suite(body: readonly Stmt[]): void {
    for (const stmt of body) this.stmt(stmt);
  }

  stmt(node: Stmt): void {
    switch (node.kind) {
      case "FunctionDef":
      case "AsyncFunctionDef":
        this.exprs(node.decorator_list);
        this.exprs(node.args.defaults);
        this.exprs(node.args.kw_defaults);
        this.bind(node.name);
        return;
      case "ClassDef":
        this.exprs(node.decorator_list);
        if (node.type_params.length === 0) {
          this.exprs(node.bases);
          this.exprs(node.keywords.map((keyword) => keyword.value));
        }
        this.bind(node.name);
        return;
      case "Return":
        this.maybe(node.value);
        this.bound = unreachable;
        return;
      case "Raise":
        this.maybe(node.exc);
        this.maybe(node.cause);
        this.bound = unreachable;
        return;
      case "Assign":
        this.expr(node.value);
        for (const target of node.targets) this.target(target);
        return;
      case "TypeAlias":
        this.target(node.name);
        return;
      case "AugAssign":
        if (node.target.kind === "Name") this.load(node.target);
        else this.expr(node.target);
        this.expr(node.value);
        this.target(node.target);
        return;
      case "AnnAssign":
        if (node.value !== null) {
          this.expr(node.value);
          this.target(node.target);
        } else if (node.target.kind !== "Name") {
          this.target(node.target);
        }
        return;
      case "For":
      case "AsyncFor":
        this.expr(node.iter);
        this.loop(node.body, node.orelse, false, () => this.target(node.target));
        return;
      case "While":
        this.expr(node.test);
        this.loop(node.body, node.orelse, isTrue(node.test), () => {});
        return;
      case "If": {
        // `elif` chains by a loop.
        let at = node;
        let merged = unreachable;
        for (;;) {
          this.expr(at.test);
          const before = this.bound;
          this.suite(at.body);
          merged &= this.bound;
          this.bound = before;
          const next: Stmt | undefined = at.orelse[0];
          if (at.orelse.length !== 1 || next?.kind !== "If") break;
          at = next;
        }
        this.suite(at.orelse);
        this.bound &= merged;
        return;
      }
      case "With":
      case "AsyncWith": {
        // A manager may swallow an exception, so that the code after runs with only part of the body done.
        let before = this.bound;
        node.items.forEach((item, i) => {
          this.expr(item.context_expr);
          if (i === 0) before = this.bound;
          if (item.optional_vars !== null) this.target(item.optional_vars);
        });
        this.suite(node.body);
        this.bound &= before;
        return;
      }
      case "Match": {
        this.expr(node.subject);
        const before = this.bound;
        let merged = unreachable;
        let exhaustive = false;
        for (const clause of node.cases) {
          this.bound = before;
          this.pattern(clause.pattern);
          this.maybe(clause.guard);
          this.suite(clause.body);
          merged &= this.bound;
          const { pattern } = clause;
          exhaustive = clause.guard === null && pattern.kind === "MatchAs" && pattern.pattern === null;
        }
        this.bound = exhaustive ? merged : merged & before;
        return;
      }
      case "Try":
      case "TryStar": {
        const before = this.bound;
        this.suite(node.body);
        this.suite(node.orelse);
        let merged = this.bound;
        for (const handler of node.handlers) {
          this.bound = before;
          this.maybe(handler.type);
          this.suite(handler.body);
          merged &= this.bound;
        }
        this.bound = before;
        this.suite(node.finalbody);
        this.bound |= merged;
        return;
      }
      case "Assert":
        this.expr(node.test);
        if (node.msg !== null) {
          const before = this.bound;
          this.expr(node.msg);
          this.bound = before;
        }
        return;
      case "Import":
      case "ImportFrom":
        for (const { name, asname } of node.names) this.bind(asname ?? name.split(".", 1)[0] ?? name);
        return;
      case "Expr":
        this.expr(node.value);
        return;
      case "Delete":
        for (const target of node.targets) this.target(target);
        return;
      case "Break":
        for (const loop of this.loops.slice(-1)) loop.exits &= this.bound;
        this.bound = unreachable;
        return;
      case "Continue":
        this.bound = unreachable;
        return;
      case "Global":
      case "Nonlocal":
      case "Pass":
        return;
    }
  }

  loop(body: readonly Stmt[], orelse: readonly Stmt[], endless: boolean, head: () => void): void {
    const before = this.bound;
    const loop: Loop = { exits: unreachable };
    this.loops.push(loop);
    head();
    this.suite(body);
    this.loops.pop();
    this.bound = endless ? unreachable : before;
    this.suite(orelse);
    this.bound &= loop.exits;
  }

  target(node: Expr): void {
    switch (node.kind) {
      case "Name":
        if (node.ctx !== "Del") this.bind(node.id);
        return;
      case "Tuple":
      case "List":
        for (const element of node.elts) this.target(element);
        return;
      case "Starred":
        this.target(node.value);
        return;
      default:
        this.expr(node);
    }
  }

  pattern(node: Pattern): void {
    switch (node.kind) {
      case "MatchOr": {
        const before = this.bound;
        let merged = unreachable;
        for (const alternative of node.patterns) {
          this.bound = before;
          this.pattern(alternative);
          merged &= this.bound;
        }
        this.bound = merged;
        return;
      }
      case "MatchMapping":
        this.exprs(node.keys);
        for (const item of node.patterns) this.pattern(item);
        if (node.rest !== null) this.bind(node.rest);
        return;
      case "MatchAs":
        if (node.pattern !== null) this.pattern(node.pattern);
        if (node.name !== null) this.bind(node.name);
        return;
      case "MatchStar":
        if (node.name !== null) this.bind(node.name);
        return;
      case "MatchSequence":
        for (const item of node.patterns) this.pattern(item);
        return;
      case "MatchClass":
        this.expr(node.cls);
        for (const item of [...node.patterns, ...node.kwd_patterns]) this.pattern(item);
        return;
      case "MatchValue":
        this.expr(node.value);
        return;
      case "MatchSingleton":
        return;
    }
  }

  // Expressions

  load(node: Node<"Name">): void {
    const bit = this.bit(node.id);
    if (bit !== 0n && (this.bound & bit) !== 0n) this.sure.add(node);
  }

  exprs(nodes: readonly (Expr | null)[]): void {
    for (const node of nodes) this.maybe(node);
  }

  maybe(node: Expr | null): void {
    if (node !== null) this.expr(node);
  }

  expr(node: Expr): void {
    switch (node.kind) {
      case "Name":
        if (node.ctx === "Load") this.load(node);
        return;
      case "Constant":
        return;
      case "NamedExpr":
        this.expr(node.value);
        this.target(node.target);
        return;
      case "BoolOp": {
        const [first, ...rest] = node.values;
        this.maybe(first ?? null);
        const before = this.bound;
        this.exprs(rest);
        this.bound = before;
        return;
      }
      case "IfExp": {
        this.expr(node.test);
        const before = this.bound;
        this.expr(node.body);
        const after = this.bound;
        this.bound = before;
        this.expr(node.orelse);
        this.bound &= after;
        return;
      }
      case "Compare": {
        this.expr(node.left);
        const [first, ...rest] = node.comparators;
        this.maybe(first ?? null);
        const before = this.bound;
        this.exprs(rest);
        this.bound = before;
        return;
      }
      case "BinOp": {
        const rights: Expr[] = [];
        let left: Expr = node;
        while (left.kind === "BinOp") {
          rights.push(left.right);
          left = left.left;
        }
        this.expr(left);
        for (let i = rights.length - 1; i >= 0; i--) this.expr(rights[i] as Expr);
        return;
      }
      case "Dict":
        node.values.forEach((value, i) => {
          this.maybe(node.keys[i] ?? null);
          this.expr(value);
        });
        return;
      case "Call":
        this.expr(node.func);
        this.exprs(node.args);
        for (const keyword of node.keywords) this.expr(keyword.value);
        return;
      case "Lambda":
        this.exprs(node.args.defaults);
        this.exprs(node.args.kw_defaults);
        return;
      case "GeneratorExp":
        this.maybe(node.generators[0]?.iter ?? null);
        return;
      case "ListComp":
      case "SetComp":
      case "DictComp":
        this.inlined(node);
        return;
      default:
        for (const child of children(node)) this.expr(child as Expr);
    }
  }

  inlined(node: AnyComprehension): void {
    this.maybe(node.generators[0]?.iter ?? null);
    const scope = this.blocks.get(node);
    if (scope === undefined || !scope.inlined) return;
    const { scope: outer, bound } = this;
    this.scope = scope;
    this.comprehensionBody(node);
    this.scope = outer;
    this.bound = bound;
  }

  comprehensionBody(node: AnyComprehension): void {
    node.generators.forEach((part: Comprehension, i) => {
      if (i > 0) this.expr(part.iter);
      this.target(part.target);
      this.exprs(part.ifs);
    });
    if (node.kind === "DictComp") this.exprs([node.key, node.value]);
    else this.expr(node.elt);
  }
}

function isTrue(test: Expr): boolean {
  if (test.kind !== "Constant") return false;
  const { value } = test;
  return value === true || (typeof value === "object" && value?.kind === "int" && Number(value.value) !== 0);
}
