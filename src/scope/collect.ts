/** The first pass: opens the scopes and notes what happens to each name in them. See resolve.ts. CPython: Python/symtable.c. */
import type { Span } from "../base/span.ts";
import { tooDeep } from "../syntax/syntax-error.ts";
import {
  type AnyNode,
  type Arguments,
  type Comprehension,
  children,
  type Expr,
  type ExprContext,
  type Kind,
  type Mod,
  type Node,
  type TypeParam,
} from "../syntax/ast.ts";
import type { Fail } from "./fail.ts";
import type { FutureFeatures } from "./future.ts";
import {
  type ComprehensionKind,
  Flag,
  type Introspection,
  introspectionNames,
  NameSymbol,
  Scope,
  type ScopeKind,
} from "./scope.ts";

type Visitors = { readonly [K in Kind]: (c: Collector, node: Node<K>) => void };
type AnyComprehension = Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp"> | Node<"GeneratorExp">;
/** How many binary operators may follow each other; CPython's compiler takes about so many, by the depth of its stack. */
const MAX_OPERATORS = 100_000;

type AnyFunction = Node<"FunctionDef"> | Node<"AsyncFunctionDef">;

const comprehensionNames: {
  readonly [K in ComprehensionKind]: { readonly block: string; readonly prose: string };
} = {
  ListComp: { block: "<listcomp>", prose: "list comprehension" },
  SetComp: { block: "<setcomp>", prose: "set comprehension" },
  DictComp: { block: "<dictcomp>", prose: "dict comprehension" },
  GeneratorExp: { block: "<genexpr>", prose: "generator expression" },
};

/** How error texts name the lazily evaluated blocks; `typeVariable` depends on the kind of parameter. */
const blockProse: { readonly [K in ScopeKind]?: string } = {
  annotation: "an annotation",
  typeAlias: "a type alias",
  typeParameters: "the definition of a generic",
};

const writes = Flag.local | Flag.param | Flag.imported | Flag.comprehensionTarget;

/** State of the walk inside one scope; nobody needs it afterwards. */
class Walk {
  /** In the target of a comprehension's `for`. */
  comprehensionTarget = false;
  /** In the iterable of a comprehension, at any depth. */
  comprehensionIterable = 0;
  /** In a block of statements that may not run. */
  conditional = false;
  /** In a variable annotation of a function, which is never evaluated. */
  unevaluated = false;
  /** For `typeVariable`: "a TypeVar bound", "a ParamSpec default" ... */
  prose = "";
}

export class Collector {
  readonly fail: Fail;
  readonly future: FutureFeatures;
  readonly directives = new Map<Scope, Map<string, Span>>();
  readonly maps = {
    blocks: new Map<AnyNode, Scope>(),
    typeParameters: new Map<AnyNode, Scope>(),
    annotations: new Map<AnyNode, Scope>(),
    bounds: new Map<AnyNode, Scope>(),
    defaults: new Map<AnyNode, Scope>(),
  };
  /** Names that some `del` or `except ... as` of the program unbinds. */
  readonly unbound = new Set<string>();
  readonly stack: Scope[] = [];
  readonly walks = new Map<Scope, Walk>();

  constructor(fail: Fail, future: FutureFeatures) {
    this.fail = fail;
    this.future = future;
  }

  collect(tree: Mod): Scope {
    const top = this.open("module", "top", tree);
    this.maps.blocks.set(tree, top);
    this.inside(top, () => this.below(tree));
    return top;
  }

  get current(): Scope {
    return this.stack[this.stack.length - 1] as Scope;
  }

  get walk(): Walk {
    return this.walks.get(this.current) as Walk;
  }

  open(kind: ScopeKind, name: string, node: AnyNode): Scope {
    const parent = this.stack[this.stack.length - 1] ?? null;
    const scope = new Scope(kind, name, node, parent);
    this.walks.set(scope, new Walk());
    return scope;
  }

  inside(scope: Scope, body: () => void): void {
    const outer = this.stack.length > 0 ? this.walk.comprehensionIterable : 0;
    this.stack.push(scope);
    this.walk.comprehensionIterable = outer;
    body();
    this.stack.pop();
  }

  visit(node: AnyNode): void {
    (visitors[node.kind] as (c: Collector, node: AnyNode) => void)(this, node);
  }

  all(nodes: readonly (AnyNode | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  maybe(node: AnyNode | null): void {
    if (node !== null) this.visit(node);
  }

  below(node: AnyNode): void {
    for (const child of children(node)) this.visit(child);
  }

  /** A suite that may run or not, for the bookkeeping of conditional annotations. */
  conditionally(body: () => void): void {
    const { walk } = this;
    const outer = walk.conditional;
    walk.conditional = true;
    body();
    walk.conditional = outer;
  }

  // Names

  mangled(name: string): string {
    return this.current.mangle(name);
  }

  flagsOf(scope: Scope, name: string): number {
    return scope.symbols.get(scope.mangle(name))?.flags ?? 0;
  }

  add(name: string, flags: number, where: Span, scope = this.current): void {
    const walk = this.walks.get(scope) as Walk;
    if (walk.unevaluated) return;
    if (flags & writes) this.checkName(name, "Store", where);
    const mangled = scope.mangle(name);
    let symbol = scope.symbols.get(mangled);
    if (symbol === undefined) {
      symbol = new NameSymbol(mangled);
      scope.symbols.set(mangled, symbol);
    }
    if (flags & symbol.flags & Flag.param) {
      this.fail(`duplicate argument '${name}' in function definition`, where);
    }
    if (flags & symbol.flags & Flag.typeParam) this.fail(`duplicate type parameter '${name}'`, where);
    if (walk.comprehensionTarget && scope === this.current) {
      if (symbol.has(Flag.global | Flag.nonlocal)) {
        this.fail(`comprehension inner loop cannot rebind assignment expression target '${name}'`, where);
      }
      flags |= Flag.comprehensionTarget;
    }
    symbol.flags |= flags;
    // A name that any block declares global is one in the module as well, even where that has other locals.
    if (flags & Flag.global && scope.parent !== null) this.add(name, Flag.global, where, this.stack[0]);
    if (flags & Flag.param) scope.params.push(mangled);
  }

  checkName(name: string, ctx: ExprContext, where: Span): void {
    if (name !== "__debug__" || ctx === "Load") return;
    this.fail(`cannot ${ctx === "Store" ? "assign to" : "delete"} __debug__`, where);
  }

  directive(scope: Scope, name: string, where: Span): void {
    let names = this.directives.get(scope);
    if (names === undefined) {
      names = new Map();
      this.directives.set(scope, names);
    }
    const mangled = scope.mangle(name);
    if (!names.has(mangled)) names.set(mangled, where);
  }

  declare(node: Node<"Global"> | Node<"Nonlocal">, flag: number, word: "global" | "nonlocal"): void {
    for (const name of node.names) {
      const seen = this.flagsOf(this.current, name);
      if (seen & Flag.param) this.fail(`name '${name}' is parameter and ${word}`, node);
      if (seen & Flag.use) this.fail(`name '${name}' is used prior to ${word} declaration`, node);
      if (seen & Flag.annotated) this.fail(`annotated name '${name}' can't be ${word}`, node);
      if (seen & Flag.local) this.fail(`name '${name}' is assigned to before ${word} declaration`, node);
      this.add(name, flag, node);
      this.directive(this.current, name, node);
    }
  }

  // Functions

  defaults(args: Arguments): void {
    this.all(args.defaults);
    this.all(args.kw_defaults);
  }

  parameters(args: Arguments): void {
    for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) {
      this.add(arg.arg, Flag.param, arg);
    }
    for (const arg of [args.vararg, args.kwarg]) if (arg !== null) this.add(arg.arg, Flag.param, arg);
  }

  func(node: AnyFunction): void {
    this.add(node.name, Flag.local, node);
    this.defaults(node.args);
    this.all(node.decorator_list);
    this.generic(node, null, () => {
      const scope = this.open("function", node.name, node);
      this.maps.blocks.set(node, scope);
      this.signature(node);
      this.inside(scope, () => {
        if (node.kind === "AsyncFunctionDef") scope.isCoroutine = true;
        this.parameters(node.args);
        this.all(node.body);
      });
    });
  }

  /** The `__annotate__` of a function, a sibling of the function's own block. */
  signature(node: AnyFunction): void {
    const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args;
    const annotated = [...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg].flatMap((arg) =>
      arg?.annotation ? [arg.annotation] : [],
    );
    if (node.returns !== null) annotated.push(node.returns);
    if (annotated.length === 0) return;
    const scope = this.lazy("annotation", "__annotate__", node);
    this.maps.annotations.set(node, scope);
    this.inside(scope, () => this.all(annotated));
  }

  /** Runs `body` inside the scope of the type parameters, where there are any. */
  generic(
    node: AnyFunction | Node<"ClassDef"> | Node<"TypeAlias">,
    privateName: string | null,
    body: () => void,
  ): void {
    if (node.type_params.length === 0) {
      body();
      return;
    }
    const name = node.kind === "TypeAlias" ? (node.name as Node<"Name">).id : node.name;
    const scope = this.lazy("typeParameters", name, node);
    if (privateName !== null) {
      scope.privateName = privateName;
      scope.mangledNames = new Set(node.type_params.map(({ name: parameter }) => parameter));
    }
    this.maps.typeParameters.set(node, scope);
    this.inside(scope, () => {
      this.all(node.type_params);
      body();
    });
  }

  /** Opens a block that is evaluated lazily and sees the names of the class it stands in. */
  lazy(kind: ScopeKind, name: string, node: AnyNode): Scope {
    const { current } = this;
    const scope = this.open(kind, name, node);
    if (current.kind === "class" || current.seesClass) {
      scope.seesClass = true;
      this.add("__classdict__", Flag.use, node, scope);
    }
    return scope;
  }

  /** What a lazily evaluated block forbids: `yield`, `await`, `:=`. */
  checkLazy(what: string, where: Span): void {
    const { current } = this;
    const prose = current.kind === "typeVariable" ? this.walk.prose : blockProse[current.kind];
    if (prose !== undefined) this.fail(`${what} cannot be used within ${prose}`, where);
  }

  typeParam(node: TypeParam, word: string, bound: Expr | null): void {
    this.add(node.name, Flag.typeParam | Flag.local, node);
    if (node.name === "__classdict__") {
      this.fail(`reserved name '${node.name}' cannot be used for type parameter`, node);
    }
    this.typeVariable(node, bound, `a ${word} bound`, this.maps.bounds);
    this.typeVariable(node, node.default_value, `a ${word} default`, this.maps.defaults);
  }

  typeVariable(node: TypeParam, value: Expr | null, prose: string, map: Map<AnyNode, Scope>): void {
    if (value === null) return;
    const scope = this.lazy("typeVariable", node.name, node);
    map.set(node, scope);
    this.inside(scope, () => {
      this.walk.prose =
        value.kind === "Tuple" && prose === "a TypeVar bound" ? "a TypeVar constraint" : prose;
      this.visit(value);
    });
  }

  annotation(node: Expr): void {
    const { current, walk } = this;
    const conditional = current.kind === "module" || (current.kind === "class" && walk.conditional);
    if (conditional && !current.hasConditionalAnnotations) {
      current.hasConditionalAnnotations = true;
      this.add("__conditional_annotations__", Flag.use, node);
    }
    if (current.annotations === null) {
      const opened = this.open("annotation", "__annotate__", node);
      if (current.kind === "class" && !this.future.annotations) {
        opened.seesClass = true;
        this.add("__classdict__", Flag.use, node, opened);
      }
      current.annotations = opened;
    }
    const scope = current.annotations;
    if (conditional) this.add("__conditional_annotations__", Flag.use, node, scope);
    this.inside(scope, () => {
      if (current.kind === "function") this.walk.unevaluated = true;
      this.visit(node);
      this.walk.unevaluated = false;
    });
  }

  // Comprehensions

  comprehension(node: AnyComprehension, results: readonly Expr[]): void {
    const [outermost, ...rest] = node.generators as [Comprehension, ...Comprehension[]];
    const outer = this.current;
    const names = comprehensionNames[node.kind];
    this.iterable(outermost);
    const scope = this.open("function", names.block, node);
    this.maps.blocks.set(node, scope);
    this.inside(scope, () => {
      scope.comprehension = node.kind;
      if (outermost.is_async) scope.isCoroutine = true;
      this.targets(outermost);
      this.all(outermost.ifs);
      for (const part of rest) {
        this.targets(part);
        this.iterable(part);
        this.all(part.ifs);
        if (part.is_async) scope.isCoroutine = true;
      }
      this.all(results);
      scope.isGenerator = node.kind === "GeneratorExp";
    });
    if (scope.isCoroutine && node.kind !== "GeneratorExp") outer.isCoroutine = true;
  }

  iterable(part: Comprehension): void {
    const { walk } = this;
    walk.comprehensionIterable++;
    this.visit(part.iter);
    walk.comprehensionIterable--;
  }

  targets(part: Comprehension): void {
    const { walk } = this;
    walk.comprehensionTarget = true;
    this.visit(part.target);
    walk.comprehensionTarget = false;
  }

  /** `(x := ...)` in a comprehension binds `x` in the nearest function or module around all comprehensions. */
  walrusInComprehension(target: Node<"Name">): void {
    const name = target.id;
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const scope = this.stack[i] as Scope;
      const seen = this.flagsOf(scope, name);
      if (scope.comprehension !== null) {
        if (seen & Flag.comprehensionTarget && seen & (Flag.local | Flag.global)) {
          this.fail(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
        }
        continue;
      }
      switch (scope.kind) {
        case "function":
          this.add(name, seen & Flag.global ? Flag.global : Flag.nonlocal, target);
          this.directive(this.current, name, target);
          this.add(name, Flag.local, target, scope);
          return;
        case "module":
          this.add(name, Flag.global, target);
          this.directive(this.current, name, target);
          this.add(name, Flag.global, target, scope);
          return;
        case "class":
          this.fail("assignment expression within a comprehension cannot be used in a class body", target);
          break;
        case "typeVariable":
          this.fail("assignment expression within a comprehension cannot be used in a TypeVar bound", target);
          break;
        case "typeAlias":
          this.fail("assignment expression within a comprehension cannot be used in a type alias", target);
          break;
        case "typeParameters":
          this.fail(
            "assignment expression within a comprehension cannot be used within the definition of a generic",
            target,
          );
          break;
        case "annotation":
          this.fail("named expression cannot be used within an annotation", target);
      }
    }
  }

  checkYield(node: Expr, what = "yield expression"): void {
    this.checkLazy(what, node);
  }

  yields(node: Node<"Yield"> | Node<"YieldFrom">): void {
    this.checkYield(node);
    this.maybe(node.value);
    const { current } = this;
    current.isGenerator = true;
    if (current.comprehension !== null) {
      this.fail(`'yield' inside ${comprehensionNames[current.comprehension].prose}`, node);
    }
  }

  pattern(name: string | null, node: AnyNode): void {
    if (name !== null) this.add(name, Flag.local, node);
  }
}

const below = (c: Collector, node: AnyNode): void => c.below(node);
const skip = (): void => {};

function loop(c: Collector, node: Node<"For"> | Node<"AsyncFor">): void {
  c.visit(node.target);
  c.visit(node.iter);
  c.conditionally(() => {
    c.all(node.body);
    c.all(node.orelse);
  });
}

function branch(c: Collector, node: Node<"While"> | Node<"If">): void {
  c.visit(node.test);
  c.conditionally(() => {
    c.all(node.body);
    c.all(node.orelse);
  });
}

function guarded(c: Collector, node: Node<"Try"> | Node<"TryStar">): void {
  c.conditionally(() => {
    c.all(node.body);
    c.all(node.handlers);
    c.all(node.orelse);
    c.all(node.finalbody);
  });
}

function context(c: Collector, node: Node<"With"> | Node<"AsyncWith">): void {
  c.conditionally(() => {
    c.all(node.items);
    c.all(node.body);
  });
}

const visitors: Visitors = {
  Module: below,
  Interactive: below,
  Expression: below,
  FunctionType: below,

  FunctionDef: (c, node) => c.func(node),
  AsyncFunctionDef: (c, node) => c.func(node),
  ClassDef(c, node) {
    c.add(node.name, Flag.local, node);
    c.all(node.decorator_list);
    c.generic(node, node.name, () => {
      c.all(node.bases);
      c.all(node.keywords);
      const scope = c.open("class", node.name, node);
      c.maps.blocks.set(node, scope);
      scope.privateName = node.name;
      c.inside(scope, () => c.all(node.body));
    });
  },
  Return(c, node) {
    c.maybe(node.value);
    if (node.value !== null) c.current.returnsValue = true;
  },
  Delete: below,
  Assign: below,
  TypeAlias(c, node) {
    c.visit(node.name);
    c.generic(node, null, () => {
      const scope = c.lazy("typeAlias", (node.name as Node<"Name">).id, node);
      c.maps.blocks.set(node, scope);
      c.inside(scope, () => c.visit(node.value));
    });
  },
  AugAssign: below,
  AnnAssign(c, node) {
    const { target } = node;
    if (target.kind === "Name") {
      const seen = c.flagsOf(c.current, target.id);
      if (seen & (Flag.global | Flag.nonlocal) && c.current.kind !== "module" && node.simple) {
        c.fail(`annotated name '${target.id}' can't be ${seen & Flag.global ? "global" : "nonlocal"}`, node);
      }
      if (node.simple) c.add(target.id, Flag.annotated | Flag.local, target);
      else if (node.value !== null) c.add(target.id, Flag.local, target);
    } else {
      c.visit(target);
    }
    c.annotation(node.annotation);
    c.maybe(node.value);
  },
  For: loop,
  AsyncFor(c, node) {
    c.current.isCoroutine = true;
    loop(c, node);
  },
  While: branch,
  If: branch,
  With: context,
  AsyncWith(c, node) {
    c.current.isCoroutine = true;
    context(c, node);
  },
  Match(c, node) {
    c.visit(node.subject);
    c.conditionally(() => c.all(node.cases));
  },
  Raise: below,
  Try: guarded,
  TryStar: guarded,
  Assert: below,
  Import: below,
  ImportFrom: below,
  Global: (c, node) => c.declare(node, Flag.global, "global"),
  Nonlocal: (c, node) => c.declare(node, Flag.nonlocal, "nonlocal"),
  Expr: below,
  Pass: skip,
  Break: skip,
  Continue: skip,

  BoolOp: below,
  NamedExpr(c, node) {
    c.checkLazy("named expression", node);
    if (c.walk.comprehensionIterable > 0) {
      c.fail("assignment expression cannot be used in a comprehension iterable expression", node);
    }
    if (c.current.comprehension !== null) c.walrusInComprehension(node.target as Node<"Name">);
    c.visit(node.value);
    c.visit(node.target);
  },
  BinOp(c, node) {
    // The left spine by a loop: `a + b + c ...` may be a hundred thousand long.
    const rights: Expr[] = [];
    let left: Expr = node;
    while (left.kind === "BinOp") {
      rights.push(left.right);
      left = left.left;
    }
    if (rights.length > MAX_OPERATORS) throw tooDeep();
    c.visit(left);
    for (let i = rights.length - 1; i >= 0; i--) c.visit(rights[i] as Expr);
  },
  UnaryOp: below,
  Lambda(c, node) {
    c.defaults(node.args);
    const scope = c.open("function", "<lambda>", node);
    c.maps.blocks.set(node, scope);
    c.inside(scope, () => {
      c.parameters(node.args);
      c.visit(node.body);
    });
  },
  IfExp: below,
  Dict(c, node) {
    node.values.forEach((value, i) => {
      c.maybe(node.keys[i] ?? null);
      c.visit(value);
    });
  },
  Set: below,
  ListComp: (c, node) => c.comprehension(node, [node.elt]),
  SetComp: (c, node) => c.comprehension(node, [node.elt]),
  DictComp: (c, node) => c.comprehension(node, [node.key, node.value]),
  GeneratorExp: (c, node) => c.comprehension(node, [node.elt]),
  Await(c, node) {
    c.checkYield(node, "await expression");
    c.visit(node.value);
    c.current.isCoroutine = true;
  },
  Yield: (c, node) => c.yields(node),
  YieldFrom: (c, node) => c.yields(node),
  Compare: below,
  Call: below,
  FormattedValue: below,
  Interpolation: below,
  JoinedStr: below,
  TemplateStr: below,
  Constant: skip,
  Attribute(c, node) {
    c.checkName(node.attr, node.ctx, node);
    c.visit(node.value);
  },
  Subscript: below,
  Starred: below,
  Name(c, node) {
    if (node.ctx === "Del") {
      c.checkName(node.id, "Del", node);
      c.unbound.add(c.mangled(node.id));
    }
    c.add(node.id, node.ctx === "Load" ? Flag.use : Flag.local, node);
    if (node.ctx !== "Load" || !introspectionNames.has(node.id)) return;
    c.current.introspection.add(node.id as Introspection);
    if (node.id === "super" && c.current.isFunctionLike) c.add("__class__", Flag.use, node);
  },
  List: below,
  Tuple: below,
  Slice: below,

  MatchValue: below,
  MatchSingleton: skip,
  MatchSequence: below,
  MatchMapping(c, node) {
    c.below(node);
    c.pattern(node.rest, node);
  },
  MatchClass(c, node) {
    for (const name of node.kwd_attrs) c.checkName(name, "Store", node);
    c.below(node);
  },
  MatchStar: (c, node) => c.pattern(node.name, node),
  MatchAs(c, node) {
    c.below(node);
    c.pattern(node.name, node);
  },
  MatchOr: below,

  TypeVar: (c, node) => c.typeParam(node, "TypeVar", node.bound),
  ParamSpec: (c, node) => c.typeParam(node, "ParamSpec", null),
  TypeVarTuple: (c, node) => c.typeParam(node, "TypeVarTuple", null),

  ExceptHandler(c, node) {
    c.maybe(node.type);
    if (node.name !== null) {
      c.add(node.name, Flag.local, node);
      c.unbound.add(c.mangled(node.name));
    }
    c.all(node.body);
  },
  // Their owners take them apart, since the parts belong to different scopes.
  comprehension: skip,
  arguments: skip,
  arg: skip,
  keyword(c, node) {
    if (node.arg !== null) c.checkName(node.arg, "Store", node);
    c.visit(node.value);
  },
  alias(c, node) {
    if (node.name === "*") {
      if (c.current.kind !== "module") c.fail("import * only allowed at module level", node);
      c.current.hasImportStar = true;
      return;
    }
    const name = node.asname ?? node.name.split(".", 1)[0] ?? node.name;
    c.add(name, Flag.imported, node);
  },
  withitem: below,
  match_case: below,
  TypeIgnore: skip,
};
