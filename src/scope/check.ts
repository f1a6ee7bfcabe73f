/**
 * Errors that CPython's compiler finds and that need no symbol table: statements outside their function or loop, starred
 * targets, `except:` order, repeated keywords, patterns. CPython: Python/codegen.c and compile.c.
 */
import {
  type AnyNode,
  children,
  type Expr,
  type Keyword,
  type Kind,
  type Mod,
  type Node,
  type Stmt,
  type TypeParam,
} from "../syntax/ast.ts";
import { checkCase } from "./check-pattern.ts";
import type { Fail } from "./fail.ts";
import { type Warn, warnAssert, warnCall, warnCompare, warnSubscript } from "./warn.ts";

type Frame = {
  readonly kind:
    | "module"
    | "class"
    | "function"
    | "async"
    | "lambda"
    | "generator"
    | "comprehension"
    | "lazy";
  /** For comprehensions: whether an enclosing async function may wait on their behalf. */
  readonly async: boolean;
  /** Asynchronous and with `yield`. */
  readonly asyncGenerator: boolean;
  /** Of a function. */
  readonly body?: readonly Stmt[];
  /** Of a comprehension that runs in the code around it: that of the latter. */
  readonly around?: Frame;
};

/** What `break`, `continue` and `return` may leave at this place. */
type Block = {
  readonly loop: boolean;
  readonly exceptStar: boolean;
  /** How many blocks of CPython's compiler are open. */
  readonly nesting: number;
};

/** CO_MAXBLOCKS */
const MAX_NESTING = 21;

type Check<K extends Kind> = (c: Checker, node: Node<K>) => void;

/** What is evaluated when somebody asks for it. */
const lazy: Frame = { kind: "lazy", async: false, asyncGenerator: false };
const outside: Block = { loop: false, exceptStar: false, nesting: 0 };
const exceptStarText = "'break', 'continue' and 'return' cannot appear in an except* block";

/**
 * Throws (through `fail`) at the first error in the order in which CPython compiles. `futureEnd` is where the future
 * statements end.
 */
export function check(
  tree: Mod,
  fail: Fail,
  warn: Warn,
  options: { readonly topLevelAwait: boolean; readonly futureEnd: number },
): void {
  const checker = new Checker(fail, warn, options.topLevelAwait, options.futureEnd);
  checker.below(tree);
}

class Checker {
  readonly fail: Fail;
  frame: Frame;
  block: Block = outside;
  readonly warn: Warn;
  readonly futureEnd: number;

  constructor(fail: Fail, warn: Warn, topLevelAwait: boolean, futureEnd: number) {
    this.warn = warn;
    this.futureEnd = futureEnd;
    this.fail = fail;
    this.frame = { kind: "module", async: topLevelAwait, asyncGenerator: false };
  }

  visit(node: AnyNode): void {
    const special = checks[node.kind] as ((c: Checker, node: AnyNode) => void) | undefined;
    if (special !== undefined) special(this, node);
    else this.below(node);
  }

  below(node: AnyNode): void {
    for (const child of children(node)) this.visit(child);
  }

  all(nodes: readonly (AnyNode | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  within(frame: Frame, body: () => void): void {
    const { frame: outerFrame, block } = this;
    this.frame = frame;
    this.block = outside;
    body();
    this.frame = outerFrame;
    this.block = block;
  }

  /** Runs `body` inside `depth` more of the compiler's blocks, of this statement. */
  inBlock(node: AnyNode, block: Partial<Block>, body: () => void, depth = 1): void {
    const outer = this.block;
    const nesting = outer.nesting + depth;
    // A generator or coroutine as a whole is one more.
    if (nesting > MAX_NESTING || (nesting === MAX_NESTING && this.suspends()))
      this.fail("too many statically nested blocks", node);
    this.block = { ...outer, ...block, nesting };
    body();
    this.block = outer;
  }

  suspends(): boolean {
    const { kind, body } = this.frame.around ?? this.frame;
    return kind === "async" || (body?.some(yields) ?? false);
  }

  inFunction(): boolean {
    return this.frame.kind !== "module" && this.frame.kind !== "class";
  }

  /** `*a, b = x`: at most one star among the targets, and only there. */
  target(node: Expr, nested = false): void {
    if (node.kind === "Starred") {
      if (!nested) this.fail("starred assignment target must be in a list or tuple", node);
      this.target(node.value);
      return;
    }
    if (node.kind !== "Tuple" && node.kind !== "List") {
      this.visit(node);
      return;
    }
    const starred = node.elts.filter((element) => element.kind === "Starred");
    if (starred.length > 1) this.fail("multiple starred expressions in assignment", node);
    const star = node.elts.findIndex((element) => element.kind === "Starred");
    // CPython's instruction has a byte for the names before the star, and three for those after it.
    if (star > 255 || (star >= 0 && node.elts.length - star - 1 >= 1 << 23)) {
      this.fail("too many expressions in star-unpacking assignment", node);
    }
    for (const element of node.elts) this.target(element, true);
  }

  /** Type parameters with defaults come last. */
  typeParams(nodes: readonly TypeParam[]): void {
    let defaults = false;
    for (const node of nodes) {
      if (node.default_value !== null) defaults = true;
      else if (defaults) {
        this.fail(`non-default type parameter '${node.name}' follows default type parameter`, node);
      }
      this.visit(node);
    }
  }

  keywords(keywords: readonly Keyword[]): void {
    const seen = new Set<string>();
    for (const keyword of keywords) {
      if (keyword.arg === null) continue;
      if (seen.has(keyword.arg)) this.fail(`keyword argument repeated: ${keyword.arg}`, keyword);
      seen.add(keyword.arg);
    }
  }

  /** Elements among which a star is allowed. */
  elements(nodes: readonly Expr[]): void {
    for (const node of nodes) this.visit(node.kind === "Starred" ? node.value : node);
  }

  asynchronous(what: string, node: AnyNode): void {
    if (!this.frame.async) this.fail(`'${what}' outside async function`, node);
  }

  func(node: Node<"FunctionDef"> | Node<"AsyncFunctionDef">): void {
    this.all(node.decorator_list);
    this.all(node.args.defaults);
    this.all(node.args.kw_defaults);
    this.within(lazy, () => {
      this.typeParams(node.type_params);
      const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args;
      this.all([...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg]);
      if (node.returns !== null) this.visit(node.returns);
    });
    const isAsync = node.kind === "AsyncFunctionDef";
    const frame: Frame = {
      kind: isAsync ? "async" : "function",
      async: isAsync,
      asyncGenerator: isAsync && node.body.some(yields),
      body: node.body,
    };
    this.within(frame, () => this.all(node.body));
  }

  loop(node: Node<"For"> | Node<"AsyncFor">): void {
    this.visit(node.iter);
    this.target(node.target);
    this.inBlock(node, { loop: true, exceptStar: false }, () => this.all(node.body));
    this.all(node.orelse);
  }

  handlers(node: Node<"Try"> | Node<"TryStar">): void {
    node.handlers.forEach((handler, i) => {
      if (handler.type === null && i < node.handlers.length - 1) {
        this.fail("default 'except:' must be last", handler);
      }
    });
    const { handlers, finalbody } = node;
    const guarded = (): void => {
      if (handlers.length === 0) this.all(node.body);
      else this.inBlock(node, {}, () => this.all(node.body));
      for (const handler of handlers) {
        const block = node.kind === "TryStar" ? { loop: false, exceptStar: true } : {};
        if (handler.type !== null) this.visit(handler.type);
        this.inBlock(handler, block, () => this.all(handler.body), 2);
      }
      this.all(node.orelse);
    };
    if (finalbody.length === 0) {
      guarded();
      return;
    }
    this.inBlock(node, {}, guarded);
    this.inBlock(node, {}, () => this.all(finalbody));
  }

  with(node: Node<"With"> | Node<"AsyncWith">, at = 0): void {
    const item = node.items[at];
    if (item === undefined) {
      this.all(node.body);
      return;
    }
    this.visit(item.context_expr);
    this.inBlock(item.context_expr, {}, () => {
      if (item.optional_vars !== null) this.target(item.optional_vars);
      this.with(node, at + 1);
    });
  }

  /** `x: here`: code of its own, even where it never runs. */
  annotation(node: Expr): void {
    this.within(lazy, () => this.visit(node));
  }

  comprehension(
    node: Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp"> | Node<"GeneratorExp">,
    results: readonly Expr[],
  ): void {
    const outer = this.frame;
    const generator = node.kind === "GeneratorExp";
    const first = node.generators[0];
    if (first !== undefined) this.visit(first.iter);
    const allowed = outer.async || outer.kind === "generator";
    if (!generator && !allowed && isAsyncComprehension(node, results)) {
      this.fail("asynchronous comprehension outside of an asynchronous function", node);
    }
    const frame: Frame = {
      kind: generator ? "generator" : "comprehension",
      async: generator || outer.async,
      asyncGenerator: false,
    };
    const body = (): void => {
      for (const part of node.generators) {
        if (part !== first) this.visit(part.iter);
        this.target(part.target);
        this.all(part.ifs);
      }
      this.all(results);
    };
    if (generator) {
      this.within(frame, body);
      return;
    }
    // It runs in the code around it, whose variables come back however it ends.
    this.inBlock(node, {}, () => {
      this.frame = { ...frame, around: outer.around ?? outer };
      body();
      this.frame = outer;
    });
  }
}

/** Whether the comprehension itself waits: `async for`, or `await` outside its first iterable. */
function isAsyncComprehension(
  node: Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp">,
  results: readonly Expr[],
): boolean {
  return (
    results.some(awaits) ||
    node.generators.some(
      (part, i) => part.is_async !== 0 || (i > 0 && awaits(part.iter)) || part.ifs.some(awaits),
    )
  );
}

function awaits(node: AnyNode): boolean {
  return contains(node, (at) => at.kind === "Await" || (at.kind === "comprehension" && at.is_async !== 0));
}

function yields(node: AnyNode): boolean {
  return contains(node, (at) => at.kind === "Yield" || at.kind === "YieldFrom");
}

const ownBlocks: ReadonlySet<Kind> = new Set<Kind>([
  "FunctionDef",
  "AsyncFunctionDef",
  "ClassDef",
  "Lambda",
  "GeneratorExp",
]);

/** Looks through a function's own statements, not into blocks of their own. */
function contains(node: AnyNode, test: (node: AnyNode) => boolean): boolean {
  const pending: AnyNode[] = [node];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (test(at)) return true;
    if (!ownBlocks.has(at.kind)) pending.push(...children(at));
  }
  return false;
}

const lambda: Frame = { kind: "lambda", async: false, asyncGenerator: false };

const checks: { readonly [K in Kind]?: Check<K> } = {
  FunctionDef: (c, node) => c.func(node),
  AsyncFunctionDef: (c, node) => c.func(node),
  ClassDef(c, node) {
    c.all(node.decorator_list);
    c.keywords(node.keywords);
    const bases = (): void => {
      c.elements(node.bases);
      c.all(node.keywords);
    };
    if (node.type_params.length === 0) bases();
    else
      c.within(lazy, () => {
        c.typeParams(node.type_params);
        bases();
      });
    c.within({ kind: "class", async: false, asyncGenerator: false }, () => c.all(node.body));
  },
  Lambda(c, node) {
    c.all(node.args.defaults);
    c.all(node.args.kw_defaults);
    c.within(lambda, () => c.visit(node.body));
  },
  Return(c, node) {
    if (!c.inFunction()) c.fail("'return' outside function", node);
    if (c.block.exceptStar) c.fail(exceptStarText, node.value?.kind === "Constant" ? node.value : node);
    if (node.value === null) return;
    if (c.frame.asyncGenerator) c.fail("'return' with value in async generator", node);
    c.visit(node.value);
  },
  Break(c, node) {
    if (c.block.exceptStar) c.fail(exceptStarText, node);
    if (!c.block.loop) c.fail("'break' outside loop", node);
  },
  Continue(c, node) {
    if (c.block.exceptStar) c.fail(exceptStarText, node);
    if (!c.block.loop) c.fail("'continue' not properly in loop", node);
  },
  Assign(c, node) {
    c.visit(node.value);
    for (const target of node.targets) c.target(target);
  },
  For: (c, node) => c.loop(node),
  AsyncFor(c, node) {
    c.asynchronous("async for", node);
    c.loop(node);
  },
  While(c, node) {
    c.visit(node.test);
    c.inBlock(node, { loop: true, exceptStar: false }, () => c.all(node.body));
    c.all(node.orelse);
  },
  If(c, node) {
    let at: Stmt = node;
    // `elif` chains by a loop.
    while (at.kind === "If") {
      c.visit(at.test);
      c.all(at.body);
      const next: Stmt | undefined = at.orelse[0];
      if (at.orelse.length !== 1 || next?.kind !== "If") {
        c.all(at.orelse);
        return;
      }
      at = next;
    }
  },
  With: (c, node) => c.with(node),
  AsyncWith(c, node) {
    c.asynchronous("async with", node);
    c.with(node);
  },
  TypeAlias(c, node) {
    c.within(lazy, () => {
      c.typeParams(node.type_params);
      c.visit(node.value);
    });
  },
  ImportFrom(c, node) {
    if (node.module === "__future__" && node.level === 0 && node.start > c.futureEnd) {
      c.fail("from __future__ imports must occur at the beginning of the file", node);
    }
  },
  Match(c, node) {
    c.visit(node.subject);
    node.cases.forEach((clause, i) => {
      checkCase(clause, i < node.cases.length - 1, c.fail);
      c.below(clause);
    });
  },
  Try: (c, node) => c.handlers(node),
  TryStar: (c, node) => c.handlers(node),

  BinOp(c, node) {
    const rights: Expr[] = [];
    let left: Expr = node;
    while (left.kind === "BinOp") {
      rights.push(left.right);
      left = left.left;
    }
    c.visit(left);
    for (let i = rights.length - 1; i >= 0; i--) c.visit(rights[i] as Expr);
  },
  Await(c, node) {
    if (!c.frame.async) {
      c.fail(c.inFunction() ? "'await' outside async function" : "'await' outside function", node);
    }
    c.visit(node.value);
  },
  Yield(c, node) {
    if (!c.inFunction()) c.fail("'yield' outside function", node);
    if (node.value !== null) c.visit(node.value);
  },
  YieldFrom(c, node) {
    if (!c.inFunction()) c.fail("'yield from' outside function", node);
    if (c.frame.kind === "async") c.fail("'yield from' inside async function", node);
    c.visit(node.value);
  },
  ListComp: (c, node) => c.comprehension(node, [node.elt]),
  SetComp: (c, node) => c.comprehension(node, [node.elt]),
  DictComp: (c, node) => c.comprehension(node, [node.key, node.value]),
  GeneratorExp: (c, node) => c.comprehension(node, [node.elt]),
  Compare(c, node) {
    warnCompare(node, c.warn);
    c.below(node);
  },
  Subscript(c, node) {
    if (node.ctx === "Load") warnSubscript(node, c.warn);
    c.below(node);
  },
  Assert(c, node) {
    warnAssert(node, c.warn);
    c.below(node);
  },
  Call(c, node) {
    warnCall(node.func, c.warn);
    c.visit(node.func);
    c.keywords(node.keywords);
    c.elements(node.args);
    c.all(node.keywords);
  },
  Starred: (c, node) => c.fail("can't use starred expression here", node),
  List: (c, node) => c.elements(node.elts),
  Tuple: (c, node) => c.elements(node.elts),
  Set: (c, node) => c.elements(node.elts),
  AnnAssign(c, node) {
    c.visit(node.target);
    c.annotation(node.annotation);
    if (node.value !== null) c.visit(node.value);
  },
  arg(c, node) {
    const { annotation } = node;
    if (annotation !== null) c.visit(annotation.kind === "Starred" ? annotation.value : annotation);
  },
  TypeVarTuple(c, node) {
    const value = node.default_value;
    if (value !== null) c.visit(value.kind === "Starred" ? value.value : value);
  },
};
