/**
 * `co_consts`, and the lines of `co_lines`. Emitted code holds its constants as JavaScript literals and needs no such list; programs look into it all the same,
 * for nested code objects and for what a function mentions. So a second, light walk over each code object's tree makes the list
 * that CPython's compiler arrives at: constants in the order in which it loads them; what it folds, behind them; then those that nothing
 * loads are taken out again, as are ints from 0 to 255, which have an instruction of their own. The first stays in any case: it may
 * be the docstring.
 *
 * Positions, too, are only kept where emitted code may raise. The walk notes what CPython has instructions for on lines of their own.
 *
 * Follows the order of Python/codegen.c, and remove_unused_consts in Python/flowgraph.c.
 */
import type { CodeConstant } from "../abi/code.ts";
import type { Span } from "../base/span.ts";
import type { Scope } from "../scope/scope.ts";
import type {
  AnyNode,
  Comprehension,
  ConstantValue,
  Expr,
  Kind,
  Mod,
  Node,
  Pattern,
  Stmt,
} from "../syntax/ast.ts";
import { constantKey } from "./constants.ts";
import { docstring } from "./docstrings.ts";
import { shownConstant } from "./shown-constant.ts";
import { foldBinary, foldUnary, isTrue } from "./constant-folding.ts";
import type { Code } from "./code.ts";
import type { Unit } from "./unit.ts";

type AnyFunction = Node<"FunctionDef"> | Node<"AsyncFunctionDef">;
type Generic = AnyFunction | Node<"ClassDef"> | Node<"TypeAlias">;
type AnyComprehension = Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp"> | Node<"GeneratorExp">;
type Slice = { readonly slice: readonly (ConstantValue | null)[] };

interface Entry {
  readonly shown: CodeConstant;
  used: boolean;
}

/** What an expression is when it is only loaded: its places in the list may turn out unused when it is folded into another. */
interface Loaded {
  readonly value: ConstantValue;
  readonly entry: Entry;
  readonly wasUsed: boolean;
}

/** A display of more elements is built step by step and not folded. */
const MAX_DISPLAY = 30;

export class CodeConstants {
  readonly #unit: Unit;
  readonly #entries = new Map<string, Entry>();
  /** What folding made, in front of which everything else stands. */
  readonly #folded: (() => void)[] = [];
  /** Where there are instructions. */
  readonly places: Span[] = [];
  /** Whether the parts of a statement may stand on other lines than it begins on. */
  #manyLines = false;
  /** Whether what is walked over can be reached. */
  #live = true;
  /** For each loop around, whether something breaks out of it. */
  readonly #loops: { broken: boolean }[] = [];

  constructor(unit: Unit) {
    this.#unit = unit;
  }

  /** The list, when everything was walked over. */
  finish(): CodeConstant[] {
    for (const add of this.#folded) add();
    return [...this.#entries.values()].filter(({ used }, i) => used || i === 0).map(({ shown }) => shown);
  }

  // What is loaded

  load(value: ConstantValue): Loaded {
    const key = constantKey(value);
    const entry = this.#entry(key, () => shownConstant(value));
    const wasUsed = entry.used;
    if (this.#live && !isSmall(value)) entry.used = true;
    return { value, entry, wasUsed };
  }

  int(value: number): void {
    this.load({ kind: "int", value });
  }

  names(names: readonly string[]): void {
    this.load({ kind: "tuple", items: [...names] });
  }

  /** The code object of a scope, where one was made. */
  code(scope: Scope | undefined): void {
    const index = scope === undefined ? undefined : this.#unit.indexOfScope.get(scope);
    if (index !== undefined) this.#entry(`code ${index}`, () => ({ code: index })).used = true;
  }

  #entry(key: string, shown: () => CodeConstant): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { shown: shown(), used: false };
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #slice(value: Slice): void {
    const entry = this.#entry(`slice ${value.slice.map(constantKey).join()}`, () => ({
      slice: value.slice.map(shownConstant),
    }));
    if (this.#live) entry.used = true;
  }

  /** A constant in place of those that it was made of. */
  #fold(value: ConstantValue, parts: readonly Loaded[]): Loaded {
    for (let i = parts.length - 1; i >= 0; i--) {
      const { entry, wasUsed } = parts[i] as Loaded;
      entry.used = wasUsed;
    }
    // It comes behind all others; what it folds into is asked for before that.
    const entry: Entry = { shown: shownConstant(value), used: this.#live && !isSmall(value) };
    this.#folded.push(() => {
      if (!entry.used) return;
      this.#entry(constantKey(value), () => entry.shown).used = true;
    });
    return { value, entry, wasUsed: false };
  }

  // Code objects

  /** A function: its docstring, its statements, `None` at the end. */
  function(node: AnyFunction): void {
    this.#body(node.body, false);
    this.load(null);
  }

  /** A module, an interactive statement, an expression for `eval`. */
  top(tree: Mod, annotations: Scope | null): void {
    if (tree.kind === "Expression") {
      this.expr(tree.body);
      return;
    }
    if (tree.kind === "Module") this.#body(tree.body, true);
    else if (tree.kind === "Interactive") for (const statement of tree.body) this.#interactive(statement);
    this.code(annotations ?? undefined);
    this.load(null);
  }

  class(node: Node<"ClassDef">, { info, scope, selfAttributes }: Code): void {
    this.load(info.qualname);
    this.int(info.firstlineno);
    this.#body(node.body, true);
    this.code(scope.annotations ?? undefined);
    this.names([...selfAttributes].sort());
    if (!scope.needsClassCell) this.load(null);
  }

  /** `stored`: the docstring is assigned to `__doc__`. */
  #body(body: readonly Stmt[], stored: boolean): void {
    const doc = docstring(body);
    if (doc !== null && this.#unit.options.optimize < 2) this.load(doc);
    if (doc !== null && stored && body[0] !== undefined) this.#place(body[0]);
    this.statements(doc === null ? body : body.slice(1));
  }

  #interactive(node: Stmt): void {
    if (node.kind === "Expr") this.expr(node.value);
    else walkStatement(this, node);
  }

  /** `__annotate__`: of a function each name stands before its annotation, of a module or class behind it. */
  annotate(
    annotations: readonly { readonly name: string; readonly value: Expr }[],
    ofFunction: boolean,
  ): void {
    this.int(2);
    for (const { name, value } of annotations) {
      if (ofFunction) this.load(name);
      this.expr(value);
      if (!ofFunction) this.load(name);
    }
  }

  /** What is evaluated when somebody asks: a bound, a default, the value of an alias. */
  lazy(value: Expr): void {
    this.int(2);
    this.expr(value);
  }

  /** The code object of a generic definition: its type variables, and the definition. */
  genericParts(node: Generic): void {
    if (node.kind === "TypeAlias" && node.name.kind === "Name") this.load(node.name.id);
    this.typeParameters(node.type_params);
    if (node.kind === "ClassDef") this.classParts(node);
    else if (node.kind === "TypeAlias") this.aliasParts(node);
    else this.functionParts(node);
  }

  /** The function of a generator expression, or of another comprehension that has one. */
  comprehension(node: AnyComprehension): void {
    this.#generators(node);
    if (node.kind === "GeneratorExp") this.load(null);
  }

  // Statements

  statements(body: readonly Stmt[]): void {
    for (const statement of body) walkStatement(this, statement);
  }

  #place(node: Span): void {
    if (this.#live) this.places.push(node);
  }

  /** A statement begins: its own place, and whether those of its parts are asked for. */
  begin(node: Stmt): void {
    this.#manyLines = this.#unit.source.text.slice(node.start, node.end).includes("\n");
    const placeless =
      node.kind === "Global" ||
      node.kind === "Nonlocal" ||
      (node.kind === "AnnAssign" && node.value === null) ||
      ((node.kind === "With" || node.kind === "AsyncWith") && this.#manyLines);
    if (placeless) return;
    const [decorator] = "decorator_list" in node ? node.decorator_list : [];
    this.#place(decorator ?? (node.kind === "Expr" ? node.value : node));
  }

  /** A test; its value where it is a constant, which is not loaded then. */
  decided(test: Expr): ConstantValue | undefined {
    const found = this.expr(test);
    if (found !== undefined && test.kind === "Constant") found.entry.used = found.wasUsed;
    return found?.value;
  }

  /** Two ways through, of which a constant test closes one. */
  branch(test: Expr, then: () => void, otherwise: () => void): void {
    const constant = this.decided(test);
    const before = this.#live;
    this.#live = before && (constant === undefined || isTrue(constant));
    then();
    const after = this.#live;
    this.#live = before && (constant === undefined || !isTrue(constant));
    otherwise();
    this.#live ||= after;
  }

  loop(body: readonly Stmt[], orelse: readonly Stmt[], forever: boolean): void {
    const before = this.#live;
    const loop = { broken: false };
    this.#loops.push(loop);
    this.statements(body);
    this.#loops.pop();
    this.#live = before && !forever;
    this.statements(orelse);
    this.#live ||= before && loop.broken;
  }

  /** `return`, `raise`, `continue`, `break`: nothing after it is reached. */
  leave(breaks = false): void {
    const loop = this.#loops[this.#loops.length - 1];
    if (breaks && loop !== undefined && this.#live) loop.broken = true;
    this.#live = false;
  }

  try(node: Node<"Try"> | Node<"TryStar">): void {
    const before = this.#live;
    this.statements(node.body);
    this.statements(node.orelse);
    let after = this.#live;
    for (const handler of node.handlers) {
      this.#live = before;
      this.#manyLines = false;
      this.#place(handler);
      if (handler.type !== null) this.expr(handler.type);
      this.statements(handler.body);
      after ||= this.#live;
      this.#live = before;
      if (handler.name !== null || node.kind === "TryStar") this.load(null);
    }
    // What stands under `finally` is reached in any case.
    this.#live = before;
    this.statements(node.finalbody);
    this.#live &&= after;
  }

  with(node: Node<"With"> | Node<"AsyncWith">): void {
    const before = this.#live;
    for (const { context_expr, optional_vars } of node.items) {
      this.expr(context_expr);
      if (node.kind === "AsyncWith") this.load(null);
      if (optional_vars !== null) this.expr(optional_vars);
    }
    this.statements(node.body);
    // An exception may end here.
    this.#live = before;
    this.load(null);
  }

  match(node: Node<"Match">): void {
    this.expr(node.subject);
    const before = this.#live;
    let after = false;
    for (const { pattern, guard, body } of node.cases) {
      this.#live = before;
      this.#pattern(pattern);
      if (guard !== null) this.expr(guard);
      this.statements(body);
      after ||= this.#live;
    }
    const last = node.cases[node.cases.length - 1];
    const exhaustive =
      last?.guard === null && last.pattern.kind === "MatchAs" && last.pattern.pattern === null;
    this.#live = before && (after || !exhaustive);
  }

  #pattern(node: Pattern): void {
    switch (node.kind) {
      case "MatchValue":
        this.expr(node.value);
        return;
      case "MatchSingleton":
        this.load(node.value);
        return;
      case "MatchSequence":
      case "MatchOr":
        for (const part of node.patterns) this.#pattern(part);
        return;
      case "MatchMapping":
        if (node.keys.length > 0) {
          this.#display(node.keys, "tuple");
          this.load(null);
        }
        for (const part of node.patterns) this.#pattern(part);
        return;
      case "MatchClass":
        this.expr(node.cls);
        this.names(node.kwd_attrs);
        this.load(null);
        for (const part of [...node.patterns, ...node.kwd_patterns]) this.#pattern(part);
        return;
      case "MatchAs":
        if (node.pattern !== null) this.#pattern(node.pattern);
        return;
      case "MatchStar":
        return;
    }
  }

  defaults({ defaults, kwonlyargs, kw_defaults }: Node<"arguments">): void {
    if (defaults.length > 0) this.#display(defaults, "tuple");
    kwonlyargs.forEach(({ arg }, i) => {
      const value = kw_defaults[i];
      if (value === null || value === undefined) return;
      this.load(arg);
      this.expr(value);
    });
  }

  /** A function, class or alias with type parameters is made by a code object for those. */
  generic(node: AnyNode, otherwise: () => void): void {
    const scope = this.#unit.resolution.typeParameters.get(node);
    if (scope !== undefined) this.code(scope);
    else otherwise();
  }

  definition(node: AnyFunction): void {
    for (const decorator of node.decorator_list) this.expr(decorator);
    this.defaults(node.args);
    this.generic(node, () => this.functionParts(node));
  }

  /** The functions for the annotations and of the body. */
  functionParts(node: AnyFunction): void {
    const { annotations, blocks } = this.#unit.resolution;
    this.code(annotations.get(node));
    this.code(blocks.get(node));
  }

  /** The class's body, name and bases. */
  classParts(node: Node<"ClassDef">): void {
    this.code(this.#unit.resolution.blocks.get(node));
    this.load(node.name);
    this.arguments(node.bases, node.keywords);
  }

  aliasParts(node: Node<"TypeAlias">): void {
    this.#lazyFunction(this.#unit.resolution.blocks.get(node));
  }

  /** What is evaluated when somebody asks is a function, whose parameter has the default 1. */
  #lazyFunction(scope: Scope | undefined): void {
    if (scope === undefined) return;
    this.load({ kind: "tuple", items: [{ kind: "int", value: 1 }] });
    this.code(scope);
  }

  /** The type variables that the code object of a generic definition makes. */
  typeParameters(parameters: Node<"ClassDef">["type_params"]): void {
    const { bounds, defaults } = this.#unit.resolution;
    for (const parameter of parameters) {
      this.load(parameter.name);
      this.#lazyFunction(bounds.get(parameter));
      this.#lazyFunction(defaults.get(parameter));
    }
  }

  // Expressions

  /** Walks over an expression; gives what it is where that is a constant. */
  expr(node: Expr): Loaded | undefined {
    if (this.#manyLines && (node.kind === "Name" || node.kind === "Constant")) this.#place(node);
    const walk = expressions[node.kind] as ((c: CodeConstants, node: Expr) => Loaded | undefined) | undefined;
    if (walk !== undefined) return walk(this, node);
    return undefined;
  }

  all(nodes: readonly (Expr | null)[]): void {
    for (const node of nodes) if (node !== null) this.expr(node);
  }

  /** Elements of a tuple, or of a list or set that is only looked through; folded where all are constants. */
  #display(elts: readonly Expr[], kind: "tuple" | "frozenset"): Loaded | undefined {
    const placed = this.places.length;
    const parts = elts.map((element) => this.expr(element));
    if (!parts.every((part) => part !== undefined)) return undefined;
    // Their instructions go with them.
    this.places.length = placed;
    return this.#fold({ kind, items: parts.map(({ value }) => value) }, parts);
  }

  tuple(elts: readonly Expr[]): Loaded | undefined {
    return this.#display(elts, "tuple");
  }

  /** `[1, 2, 3]` and `{1, 2, 3}` are filled from a constant. */
  filled(elts: readonly Expr[], kind: "tuple" | "frozenset"): void {
    if (elts.length < 3 || elts.length > MAX_DISPLAY) this.all(elts);
    else this.#display(elts, kind);
  }

  /** What is iterated over or searched: nobody else sees the list or set. */
  searched(node: Expr): void {
    if (node.kind === "List") this.#display(node.elts, "tuple");
    else if (node.kind === "Set") this.#display(node.elts, "frozenset");
    else this.expr(node);
  }

  binary(node: Node<"BinOp">): Loaded | undefined {
    const chain: Node<"BinOp">[] = [];
    let left: Expr = node;
    while (left.kind === "BinOp") {
      chain.push(left);
      left = left.left;
    }
    let found = this.expr(left);
    for (const { op, right } of chain.reverse()) {
      const other = this.expr(right);
      const value =
        found !== undefined && other !== undefined ? foldBinary(op, found.value, other.value) : undefined;
      found =
        value === undefined || found === undefined || other === undefined
          ? undefined
          : this.#fold(value, [found, other]);
    }
    return found;
  }

  /** `and`, `or`: a constant that does not decide is not loaded, behind one that does nothing is reached. */
  junction({ op, values }: Node<"BoolOp">): void {
    const before = this.#live;
    values.forEach((value, i) => {
      const found = this.expr(value);
      if (found === undefined || value.kind !== "Constant" || i === values.length - 1) return;
      if (isTrue(found.value) === (op === "Or")) this.#live = false;
      else found.entry.used = found.wasUsed;
    });
    this.#live = before;
  }

  unary({ op, operand }: Node<"UnaryOp">): Loaded | undefined {
    const found = this.expr(operand);
    const value = found === undefined ? undefined : foldUnary(op, found.value);
    return found === undefined || value === undefined ? undefined : this.#fold(value, [found]);
  }

  call(node: Node<"Call">): void {
    const { func, args, keywords } = node;
    this.expr(func);
    const only = args.length === 1 && keywords.length === 0 ? args[0] : undefined;
    if (only?.kind === "GeneratorExp" && func.kind === "Name" && (func.id === "all" || func.id === "any")) {
      this.expr(only);
      this.load(func.id === "any");
      this.load(func.id === "all");
      return;
    }
    this.arguments(args, keywords);
  }

  arguments(args: readonly Expr[], keywords: readonly Node<"keyword">[]): void {
    const named = keywords.every(({ arg }) => arg !== null);
    if (named && args.every(({ kind }) => kind !== "Starred")) {
      this.all(args);
      for (const { value } of keywords) this.expr(value);
      if (keywords.length > 0) this.names(keywords.map(({ arg }) => arg as string));
      return;
    }
    if (args.length === 1) this.expr(args[0] as Expr);
    else this.#display(args, "tuple");
    for (const { arg, value } of keywords) {
      if (arg !== null) this.load(arg);
      this.expr(value);
    }
  }

  /** `a:b:c` of literals is one constant. */
  slice({ lower, upper, step }: Node<"Slice">): void {
    const parts = [lower, upper, step];
    const values = parts.map((part) =>
      part === null ? null : part.kind === "Constant" ? part.value : undefined,
    );
    if (values.every((value) => value !== undefined)) {
      this.#slice({ slice: values });
      return;
    }
    for (const part of step === null ? [lower, upper] : parts) {
      if (part === null) this.load(null);
      else this.expr(part);
    }
  }

  /** A comprehension where it stands: in place, or as a call of its function. */
  comprehended(node: AnyComprehension): void {
    const scope = this.#unit.resolution.blocks.get(node);
    const [first] = node.generators;
    if (scope?.inlined) {
      if (first !== undefined) this.searched(first.iter);
      this.#generators(node);
      return;
    }
    this.code(scope);
    if (first !== undefined) this.searched(first.iter);
  }

  #generators(node: AnyComprehension): void {
    node.generators.forEach(({ iter, target, ifs, is_async }: Comprehension, i) => {
      if (i > 0) this.searched(iter);
      if (is_async !== 0) this.load(null);
      this.expr(target);
      this.all(ifs);
    });
    if (node.kind === "DictComp") this.all([node.key, node.value]);
    else this.expr(node.elt);
  }

  /** The strings of a t-string are one tuple. */
  template(node: Node<"TemplateStr">): void {
    const strings: ConstantValue[] = [""];
    for (const value of node.values) {
      if (value.kind === "Constant") strings[strings.length - 1] = value.value;
      else strings.push("");
    }
    this.#fold(
      { kind: "tuple", items: strings },
      strings.map((text) => this.load(text)),
    );
    for (const value of node.values) {
      if (value.kind !== "Interpolation") continue;
      this.expr(value.value);
      this.load(value.str);
      if (value.format_spec !== null) this.expr(value.format_spec);
    }
  }

  scopeOf(node: AnyNode): Scope | undefined {
    return this.#unit.resolution.blocks.get(node);
  }

  get optimize(): 0 | 1 | 2 {
    return this.#unit.options.optimize;
  }
}

type StatementWalks = { readonly [K in Stmt["kind"]]: (c: CodeConstants, node: Node<K>) => void };

const nothing = (): void => {};

const statements: StatementWalks = {
  FunctionDef: (c, node) => c.definition(node),
  AsyncFunctionDef: (c, node) => c.definition(node),
  ClassDef(c, node) {
    c.all(node.decorator_list);
    c.generic(node, () => c.classParts(node));
  },
  Return(c, node) {
    if (node.value === null) c.load(null);
    else c.expr(node.value);
    c.leave();
  },
  Delete: (c, node) => c.all(node.targets),
  Assign(c, node) {
    const [target] = node.targets;
    const swapped =
      node.targets.length === 1 &&
      node.value.kind === "Tuple" &&
      (target?.kind === "Tuple" || target?.kind === "List") &&
      target.elts.length === node.value.elts.length &&
      target.elts.length <= 3 &&
      target.elts.every(({ kind }) => kind !== "Starred");
    if (swapped && node.value.kind === "Tuple") c.all(node.value.elts);
    else c.expr(node.value);
    c.all(node.targets);
  },
  TypeAlias: (c, node) => {
    c.generic(node, () => {
      if (node.name.kind === "Name") c.load(node.name.id);
      c.load(null);
      c.aliasParts(node);
    });
  },
  AugAssign(c, node) {
    c.expr(node.target);
    c.expr(node.value);
  },
  AnnAssign(c, node) {
    if (node.value !== null) c.expr(node.value);
    c.expr(node.target);
  },
  For(c, node) {
    c.searched(node.iter);
    c.expr(node.target);
    c.loop(node.body, node.orelse, false);
  },
  AsyncFor(c, node) {
    c.expr(node.iter);
    c.load(null);
    c.expr(node.target);
    c.loop(node.body, node.orelse, false);
  },
  While(c, node) {
    const test = c.decided(node.test);
    if (test !== undefined && !isTrue(test)) {
      c.branch(
        node.test,
        () => c.statements(node.body),
        () => c.statements(node.orelse),
      );
      return;
    }
    c.loop(node.body, node.orelse, test !== undefined);
  },
  If(c, node) {
    // `elif` chains by a loop, inside out: each is what its predecessor does otherwise.
    const chain: Node<"If">[] = [node];
    for (let next = node.orelse[0]; chain.at(-1)?.orelse.length === 1 && next?.kind === "If"; ) {
      chain.push(next);
      next = next.orelse[0];
    }
    const from = (i: number): void => {
      const here = chain[i] as Node<"If">;
      c.branch(
        here.test,
        () => c.statements(here.body),
        () => {
          if (i + 1 < chain.length) from(i + 1);
          else c.statements(here.orelse);
        },
      );
    };
    from(0);
  },
  With: (c, node) => c.with(node),
  AsyncWith: (c, node) => c.with(node),
  Match: (c, node) => c.match(node),
  Raise(c, node) {
    c.all([node.exc, node.cause]);
    c.leave();
  },
  Try: (c, node) => c.try(node),
  TryStar: (c, node) => c.try(node),
  Assert(c, node) {
    if (c.optimize > 0) return;
    c.branch(node.test, nothing, () => {
      c.all([node.msg]);
      c.leave();
    });
  },
  Import(c, node) {
    for (const _ of node.names) {
      c.int(0);
      c.load(null);
    }
  },
  ImportFrom(c, node) {
    c.int(node.level);
    c.names(node.names.map(({ name }) => name));
  },
  Global: nothing,
  Nonlocal: nothing,
  Expr(c, node) {
    if (node.value.kind !== "Constant") c.expr(node.value);
  },
  Pass: nothing,
  Break: (c) => c.leave(true),
  Continue: (c) => c.leave(),
};

function walkStatement(c: CodeConstants, node: Stmt): void {
  c.begin(node);
  (statements[node.kind] as (c: CodeConstants, node: Stmt) => void)(c, node);
}

type ExpressionWalks = {
  readonly [K in Exclude<Expr["kind"], "Name">]: (
    c: CodeConstants,
    node: Node<K>,
  ) => Loaded | undefined | void;
} & { readonly Name?: undefined };

const expressions: ExpressionWalks & { readonly [K in Kind]?: unknown } = {
  Constant: (c, node) => c.load(node.value),
  BoolOp: (c, node) => c.junction(node),
  NamedExpr: (c, node) => void c.expr(node.value),
  BinOp: (c, node) => c.binary(node),
  UnaryOp: (c, node) => c.unary(node),
  Lambda(c, node) {
    c.defaults(node.args);
    c.code(c.scopeOf(node));
  },
  IfExp: (c, node) =>
    c.branch(
      node.test,
      () => c.all([node.body]),
      () => c.all([node.orelse]),
    ),
  Dict: (c, node) => node.values.forEach((value, i) => c.all([node.keys[i] ?? null, value])),
  Set: (c, node) => c.filled(node.elts, "frozenset"),
  ListComp: (c, node) => c.comprehended(node),
  SetComp: (c, node) => c.comprehended(node),
  DictComp: (c, node) => c.comprehended(node),
  GeneratorExp: (c, node) => c.comprehended(node),
  Await(c, node) {
    c.expr(node.value);
    c.load(null);
  },
  Yield(c, node) {
    if (node.value === null) c.load(null);
    else c.expr(node.value);
  },
  YieldFrom(c, node) {
    c.expr(node.value);
    c.load(null);
  },
  Compare(c, node) {
    c.expr(node.left);
    node.comparators.forEach((other, i) => {
      const op = node.ops[i];
      if (op === "In" || op === "NotIn") c.searched(other);
      else c.expr(other);
    });
  },
  Call: (c, node) => c.call(node),
  FormattedValue: (c, node) => c.all([node.value, node.format_spec]),
  Interpolation: (c, node) => c.all([node.value, node.format_spec]),
  JoinedStr: (c, node) => c.all(node.values),
  TemplateStr: (c, node) => c.template(node),
  Attribute: (c, node) => void c.expr(node.value),
  Subscript: (c, node) => c.all([node.value, node.slice]),
  Starred: (c, node) => void c.expr(node.value),
  List(c, node) {
    if (node.ctx === "Load") c.filled(node.elts, "tuple");
    else c.all(node.elts);
  },
  Tuple(c, node) {
    if (node.ctx === "Load") return c.tuple(node.elts);
    c.all(node.elts);
    return undefined;
  },
  Slice: (c, node) => c.slice(node),
};

const isSmall = (value: ConstantValue): boolean =>
  typeof value === "object" &&
  value !== null &&
  value.kind === "int" &&
  typeof value.value === "number" &&
  value.value >= 0 &&
  value.value < 256;
