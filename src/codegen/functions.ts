/**
 * Functions: `def`, `lambda`, and every other code object that is called.
 *
 *     function f$1(a, b) {
 *       let $p = 0, x, $1;
 *       const y$c = this.closure[0], b$c = new $Cell(b);
 *       try { ... return null; } catch ($e) { throw $unwind($e, K[1], G, $p); }
 *     }
 *
 * Functions are never nested: what one takes from its surroundings comes through the cells of its closure, so that each code
 * object can be run on its own. A generator has two functions: the one in the table makes the generator object and starts
 * the other, the `function*` that holds the body.
 */
import { CO } from "../abi/code.ts";
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { surelyBound } from "../scope/definite.ts";
import { Flag, type Scope } from "../scope/scope.ts";
import type { Arguments, Expr, Node, Stmt } from "../syntax/ast.ts";
import { makeAnnotate } from "./annotations.ts";
import { CodeConstants } from "./code-constants.ts";
import { type BodyKind, Code, hiddenName, jsName, type NameMode } from "./code.ts";
import { countOf, leaving } from "./depth.ts";
import { docstring } from "./docstrings.ts";
import { Emitter } from "./emitter.ts";
import { askForLink } from "./call-links.ts";
import { framed, generatorFrame, keepsFrame, lastLocals } from "./frames.ts";
import { rawName } from "./float-expressions.ts";
import { floatLocals } from "./float-locals.ts";
import { cellOf, storeVariable } from "./names.ts";
import { endStepper, savedField, stepperCode } from "./steppers.ts";
import { withTypeParameters } from "./type-parameters.ts";
import { object, type Val, val } from "./types.ts";
import { raised, returned, traceLine, traces } from "./tracing.ts";

export type CodeOptions = {
  readonly name: string;
  readonly scope: Scope;
  readonly nameMode?: NameMode;
  /** Python parameters; what has none (module, class) passes its JavaScript ones. */
  readonly args?: Arguments;
  /** Names of parameters that no syntax declares: `.0`, `.defaults`, `format`. */
  readonly hidden?: readonly string[];
  readonly jsParams?: readonly string[];
  /** Where the code object starts. */
  readonly at: Span;
  readonly body: (e: Emitter) => void;
  /** Walks over what CPython's compiler would, for `co_consts`. */
  readonly constants: (constants: CodeConstants, code: Code) => void;
};

/** Compiles one code object and adds its function to the script. */
export function makeCode(parent: Emitter, options: CodeOptions): Code {
  const code = new Code(
    parent.unit,
    parent.code,
    options.scope,
    options.name,
    bodyKind(options.scope),
    options.nameMode ?? "globals",
  );
  return fillCode(new Emitter(code, parent.emitters), options);
}

/** The rest of `makeCode`, for an emitter whose code object exists already (the module's). */
export function fillCode(e: Emitter, options: CodeOptions): Code {
  const { code } = e;
  const { scope } = options;
  signature(code, options);
  code.info.firstlineno = code.unit.source.lineOf(options.at.start);
  // A module starts before its first line.
  const start = scope.kind === "module" ? 0 : code.info.firstlineno;
  code.info.positions.splice(0, 4, start, 0, Math.max(start, 1), 0);
  code.info.freevars = scope.freeNames().sort();
  code.info.cellvars = cells(scope);
  const body = e.capture(() => options.body(e));
  const constants = new CodeConstants(code.unit);
  options.constants(constants, code);
  code.info.consts = constants.finish();
  code.coverLines(constants.places);
  const last = body[body.length - 1];
  if (last?.type !== "ReturnStatement" && last?.type !== "ThrowStatement") body.push(b.ret(b.nil));
  emitFunction(e, options, body);
  return code;
}

function bodyKind(scope: Scope): BodyKind {
  if (scope.kind === "class") return "plain";
  const generator = scope.isGenerator;
  if (scope.isCoroutine) return generator ? "asyncGenerator" : "coroutine";
  return generator ? "generator" : "plain";
}

function cells(scope: Scope): string[] {
  const names = scope.cellNames();
  if (scope.needsClassCell) names.push("__class__");
  if (scope.needsClassDict) names.push("__classdict__");
  if (scope.kind === "class" && scope.hasConditionalAnnotations) names.push("__conditional_annotations__");
  return names.sort();
}

/** Parameters, flags and variable names of the code object. */
function signature(code: Code, options: CodeOptions): void {
  const { info, scope } = code;
  const { args, hidden } = options;
  if (scope.isFunctionLike) {
    info.flags |= CO.OPTIMIZED | CO.NEWLOCALS;
    if (scope.nested) info.flags |= CO.NESTED;
    info.varnames.push(...(hidden ?? []), ...scope.params);
    for (const symbol of scope.symbols.values()) {
      if (symbol.storage === "local" && !symbol.has(Flag.param)) info.varnames.push(symbol.name);
    }
  }
  if (hidden !== undefined) info.argcount = hidden.length;
  if (args !== undefined) {
    info.posonlyargcount = args.posonlyargs.length;
    info.argcount = args.posonlyargs.length + args.args.length;
    info.kwonlyargcount = args.kwonlyargs.length;
    if (args.vararg !== null) info.flags |= CO.VARARGS;
    if (args.kwarg !== null) info.flags |= CO.VARKEYWORDS;
  }
  if (code.parent?.scope.kind === "class" && scope.kind === "function") info.flags |= CO.METHOD;
  if (code.kind === "generator") info.flags |= CO.GENERATOR;
  if (code.kind === "coroutine") info.flags |= CO.COROUTINE;
  if (code.kind === "asyncGenerator") info.flags |= CO.ASYNC_GENERATOR;
}

function emitFunction(e: Emitter, options: CodeOptions, body: js.Stmt[]): void {
  const { code, unit } = e;
  const name = `${jsName(options.name.replace(/^<|>$/g, "").replace(/ /g, "_"))}$${code.index}`;
  const params = options.jsParams ?? [
    ...(options.hidden ?? []).map(hiddenName),
    ...code.scope.params.map(jsName),
  ];
  unit.functionNames[code.index] = name;
  if (code.kind !== "plain") {
    emitStepper(e, name, options, params, body);
    return;
  }
  const frame = framed(e);
  const inside = guarded(e, body);
  const whole = frame === undefined ? inside : frame(inside);
  whole.unshift(...askForLink(e), ...declarations(e, params));
  unit.functions.push(b.fnDecl(b.fn(name, params.map(b.id), whole)));
}

/** What the body of a generator gets for a parameter: the hidden one of a generator expression has to be an iterator. */
function given(e: Emitter, { hidden }: CodeOptions, param: string): js.Expr {
  const isIterator =
    e.code.kind === "generator" && hidden?.some((name) => hiddenName(name) === param) === true;
  return isIterator ? e.call("stepping", b.id(param)) : b.id(param);
}

type Declared = {
  /** Variables that start at the same value in every run of the function. */
  readonly lets: readonly js.Declarator[];
  /** The cells of variables that functions inside use. */
  readonly cells: readonly js.Declarator[];
  /** The cells of the closure; `fn` is the function object. */
  readonly closure: (fn: js.Expr) => readonly js.Declarator[];
};

function declared(e: Emitter, params: readonly string[]): Declared {
  const { code } = e;
  const { scope, info } = code;
  const lets: js.Declarator[] = [];
  if (code.raises) lets.push({ id: b.id("$p"), init: b.lit(0) });
  if (code.fails) lets.push({ id: b.id("$raised"), init: null });
  if (code.loops) lets.push({ id: b.id("$t"), init: e.rt("ticks") });
  if (scope.isFunctionLike) {
    for (const symbol of scope.symbols.values()) {
      const local = jsName(symbol.name);
      if (symbol.storage === "local" && !params.includes(local)) lets.push({ id: b.id(local), init: null });
    }
  }
  for (const name of e.split.keys()) lets.push({ id: b.id(rawName(name)), init: b.lit(Number.NaN) });
  for (const name of code.declared) lets.push({ id: b.id(name), init: null });
  for (let i = 1; i <= code.tempMax; i++) lets.push({ id: b.id(`$${i}`), init: null });
  const cells: js.Declarator[] = [];
  const isClass = scope.kind === "class";
  for (const name of isClass ? code.usedClassCells : info.cellvars) {
    if (!isClass && !code.usedCells.has(name)) continue;
    const local = jsName(name);
    const start = name === "__classdict__" ? b.id("ns") : params.includes(local) ? b.id(local) : b.undef;
    cells.push({ id: b.id(isClass ? `${name}$own` : `${local}$c`), init: b.new_(e.rt("Cell"), [start]) });
  }
  const closure = (fn: js.Expr): js.Declarator[] =>
    info.freevars.flatMap((name, i) => {
      if (!code.usedCells.has(name)) return [];
      return [{ id: b.id(`${jsName(name)}$c`), init: b.index(b.member(fn, "closure"), b.lit(i)) }];
    });
  return { lets, cells, closure };
}

function declarations(e: Emitter, params: readonly string[]): js.Stmt[] {
  const { lets, cells, closure } = declared(e, params);
  return [...declare("let", lets), ...declare("const", [...cells, ...closure(b.self)])];
}

const declare = (kind: "let" | "const", rows: readonly js.Declarator[]): js.Stmt[] =>
  rows.length === 0 ? [] : [b.declareAll(kind, rows)];

const nameOf = ({ id }: js.Declarator): string => (id as js.Identifier).name;
const bare = (name: string): js.Declarator => ({ id: b.id(name), init: null });

/** A generator, coroutine or asynchronous generator in the form that steppers.ts describes. */
function emitStepper(
  e: Emitter,
  name: string,
  options: CodeOptions,
  params: readonly string[],
  body: readonly js.Stmt[],
): void {
  const { unit } = e;
  const frame = framed(e);
  const { cells, closure, lets: locals } = declared(e, params);
  const bound = [...params, ...cells.map(nameOf)];
  const stepper = stepperCode(
    {
      body,
      bound,
      locals: locals.map(nameOf),
      shown: frame === undefined ? [] : [...bound, ...locals.map(nameOf)],
      closes: e.code.kind === "asyncGenerator",
    },
    {
      start: ({ callee, args: [, waited] }) => b.call(callee, [b.self, waited as js.Expr]),
      send: (target, value) => e.call("delegateSend", target, value),
      raise: (target, exception) => e.call("delegateRaise", b.self, target, exception),
      end: (target) => e.call("delegateEnd", target),
      yieldHandling: () => e.call("yieldHandling", b.self),
      ended: () => e.call("ended", b.self),
    },
  );
  const { saved, closes } = stepper;
  const isCoroutine = e.code.kind === "coroutine";
  const set = (property: string, value: js.Expr): js.Stmt =>
    b.expr(b.assign(b.member(b.self, property), value));
  const at = b.id("$at");
  const stepIn = b.assign(b.id("$x"), e.call("stepIn", b.self));
  const begins = [
    ...(isCoroutine ? [b.expr(e.call("coroutineBegins", b.self))] : []),
    ...(closes ? [b.expr(e.call("closeWhenGone", b.self))] : []),
  ];
  const inside = guarded(e, stepper.body, [b.expr(closes ? e.call("ended", b.self) : endStepper())]);
  const run = [
    b.if_(b.binary("<", at, b.lit(0)), [
      b.if_(b.eq(stepIn, b.undef), [b.ret(b.undef)]),
      b.expr(b.assign(at, b.binary("-", b.lit(-2), at))),
    ]),
    ...(begins.length > 0 ? [b.if_(b.eq(at, b.lit(0)), begins)] : []),
    set("at", b.lit(-1)),
    ...(e.code.handles || frame !== undefined ? [b.const_("$g", b.self)] : []),
    // Handlers ask what was handled around the generator.
    ...(e.code.handles ? [b.expr(e.call("resumed", b.id("$g")))] : []),
    ...(frame === undefined ? inside : frame(inside)),
  ];
  const { lets } = declared(e, params);
  const start = [
    { id: at, init: b.member(b.self, "at") },
    bare("$x"),
    ...saved.map((variable, i) => ({ id: b.id(variable), init: savedField(i) })),
    ...lets.filter((row) => !saved.includes(nameOf(row))),
    ...[...params, ...stepper.hoisted].filter((variable) => !saved.includes(variable)).map(bare),
  ];
  const fn = b.id("$f");
  const initial = new Map<string, js.Expr | null>([
    ...[...lets, ...cells].map((row) => [nameOf(row), row.init] as const),
    ...params.map((param) => [param, given(e, options, param)] as const),
  ]);
  const fields = [
    set("fn", fn),
    set("name", b.member(fn, "name")),
    set("qualname", b.member(fn, "qualname")),
    set("at", b.lit(0)),
    set("sent", b.nil),
    set("returned", b.nil),
    ...(stepper.delegates ? [set("delegate", b.nil)] : []),
    ...saved.map((variable, i) => set(`s${i}`, initial.get(variable) ?? b.undef)),
    ...generatorFrame(e, fn, params),
  ];
  const made = `${name}$made`;
  const inner = `${name}$body`;
  const ids = params.map(b.id);
  const object = b.new_(b.id(made), [b.self, ...ids]);
  const prototype = e.call("stepper", b.id(inner), codeObject(e), b.id("G"));
  unit.functions.push(
    b.fnDecl(b.fn(name, ids, [b.ret(isCoroutine ? e.call("coroutineMade", object) : object)])),
    b.fnDecl(b.fn(made, [fn, ...ids], fields)),
    b.expr(b.assign(b.member(b.id(made), "prototype"), prototype)),
    b.fnDecl(
      b.fn(
        inner,
        [],
        [...declare("let", start), ...declare("const", closure(b.member(b.self, "fn"))), ...run],
      ),
    ),
  );
}

/** The catch around the body, which adds the traceback entry; left out when nothing in the body can raise. `ended` is what
 * marks a stepper as finished then. */
function guarded(e: Emitter, body: readonly js.Stmt[], ended: readonly js.Stmt[] | null = null): js.Stmt[] {
  if (!e.code.raises) return [...body];
  const count = countOf(e);
  const counted = count === undefined ? body : leaving(e, body, count.leave);
  const unwind = (error: string): js.Stmt[] => [
    ...(ended ?? []),
    ...(count?.failed ?? []),
    b.throw_(
      unwound(
        e,
        raised(
          e,
          e.call(
            count?.unwind ?? "unwind",
            b.id(error),
            codeObject(e),
            b.id("G"),
            b.id("$p"),
            ...lastLocals(e),
          ),
        ),
      ),
    ),
  ];
  const enter = count?.enter ?? [];
  if (e.code.fails) {
    const keep = b.expr(b.assign(b.id("$raised"), b.id("$e")));
    return [...enter, b.label("$fail", b.block([b.try_(counted, "$e", [keep])])), ...unwind("$raised")];
  }
  return [...enter, b.try_(counted, "$e", unwind("$e"))];
}

/** What an asynchronous generator throws must not look like its end. */
const unwound = (e: Emitter, exception: js.Expr): js.Expr =>
  e.code.kind === "asyncGenerator" ? e.call("asyncFailed", exception) : exception;

/** `K[3]`, the code object being compiled. */
export function codeObject(e: Emitter): js.Expr {
  return b.index(b.id("K"), b.lit(e.code.index));
}

export type FunctionParts = {
  readonly defaults?: js.Expr;
  readonly kwdefaults?: js.Expr;
  readonly annotate?: js.Expr;
};

/** `$makeFunction(K[1], f$1, G, defaults, kwdefaults, [x$c], annotate)` */
export function makeFunction(e: Emitter, code: Code, parts: FunctionParts = {}): js.Expr {
  const { freevars } = code.info;
  const closure = freevars.length === 0 ? b.nil : b.array(freevars.map((name) => cellOf(e, name)));
  return e.call(
    "makeFunction",
    b.index(b.id("K"), b.lit(code.index)),
    b.id(e.unit.functionNames[code.index] as string),
    b.id("G"),
    parts.defaults ?? b.nil,
    parts.kwdefaults ?? b.nil,
    closure,
    parts.annotate ?? b.nil,
  );
}

/** `[a, b]` for positional defaults, `["x", v]` for keyword-only ones; null where there are none. */
function defaultValues(e: Emitter, args: Arguments): { defaults: js.Expr; kwdefaults: js.Expr } {
  const defaults = args.defaults.map((value) => e.atom(value).js);
  const pairs = args.kwonlyargs.flatMap((arg, i) => {
    const value = args.kw_defaults[i] ?? null;
    return value === null ? [] : [b.lit(e.mangle(arg.arg)), e.atom(value).js];
  });
  return {
    defaults: defaults.length === 0 ? b.nil : b.array(defaults),
    kwdefaults: pairs.length === 0 ? b.nil : b.array(pairs),
  };
}

/** Applies decorators, already evaluated, to the value held in a temporary; the innermost first. */
export function decorate(e: Emitter, value: Val, decorators: readonly Val[], nodes: readonly Expr[]): Val {
  if (decorators.length === 0) return value;
  const held = e.hold(value.js).js;
  for (let i = decorators.length - 1; i >= 0; i--) {
    traceLine(e, nodes[i] as Expr);
    e.mark(nodes[i] as Expr);
    e.run(b.assign(held, b.method((decorators[i] as Val).js, "c1", [held])));
  }
  return val(held);
}

/** The decorators' values, outermost first. */
export function decoratorsOf(e: Emitter, node: Stmt & { decorator_list: readonly Expr[] }): readonly Val[] {
  const { decorator_list: list } = node;
  if (!traces(e) || list.length === 0) return e.atoms(list);
  const values = list.map((decorator) => {
    traceLine(e, decorator);
    return e.hold(e.expr(decorator).js);
  });
  traceLine(e, node);
  return values;
}

/** Where a decorated definition starts, for `co_firstlineno`. */
export function firstSpan(node: Stmt & { decorator_list: readonly Expr[] }): Span {
  return node.decorator_list[0] ?? node;
}

type AnyFunction = Node<"FunctionDef"> | Node<"AsyncFunctionDef">;

/** `def`: decorators, defaults, the function, its decoration, the name. */
export function functionDef(e: Emitter, node: AnyFunction): void {
  const decorators = decoratorsOf(e, node);
  const parts = defaultValues(e, node.args);
  const make = (inner: Emitter, { defaults, kwdefaults }: FunctionParts): js.Expr => {
    const annotate = makeAnnotate(inner, node);
    const code = functionCode(inner, node);
    return makeFunction(inner, code, {
      ...(defaults === undefined ? {} : { defaults }),
      ...(kwdefaults === undefined ? {} : { kwdefaults }),
      annotate,
    });
  };
  const made =
    node.type_params.length === 0
      ? make(e, parts)
      : withTypeParameters(e, node, parts, (inner, outerParts) => make(inner, outerParts));
  const decorated = decorate(e, val(made, object), decorators, node.decorator_list);
  if (decorators.length > 0) traceLine(e, node);
  storeVariable(e, e.mangle(node.name), decorated.js, node);
}

function functionCode(e: Emitter, node: AnyFunction): Code {
  const scope = e.unit.resolution.blocks.get(node) as Scope;
  return makeCode(e, {
    name: node.name,
    scope,
    args: node.args,
    at: firstSpan(node),
    body(inner) {
      const { blocks } = e.unit.resolution;
      inner.sure = surelyBound(scope, node.body, blocks);
      if (!keepsFrame(inner)) inner.split = floatLocals(scope, node.body, inner.sure, blocks);
      const doc = docstring(node.body);
      if (doc !== null) {
        inner.code.info.flags |= CO.HAS_DOCSTRING;
        if (e.unit.options.optimize < 2) inner.code.info.doc = doc;
      }
      inner.suite(doc === null ? node.body : node.body.slice(1));
    },
    constants: (c) => c.function(node),
  });
}

/** `lambda a: body` */
export function lambda(e: Emitter, node: Node<"Lambda">): Val {
  const parts = defaultValues(e, node.args);
  const scope = e.unit.resolution.blocks.get(node) as Scope;
  const code = makeCode(e, {
    name: "<lambda>",
    scope,
    args: node.args,
    at: node,
    body(inner) {
      inner.sure = surelyBound(scope, node.body, e.unit.resolution.blocks);
      traceLine(inner, node.body);
      inner.emit(b.ret(returned(inner, inner.expr(node.body).js)));
    },
    constants: (c) => void c.expr(node.body),
  });
  return val(makeFunction(e, code, parts), object);
}

type AnyComprehension = Node<"ListComp"> | Node<"SetComp"> | Node<"DictComp"> | Node<"GeneratorExp">;

/** The code object of a comprehension that has one; its parameter `.0` is the first iterator. */
export function comprehensionCode(e: Emitter, node: AnyComprehension, body: (inner: Emitter) => void): Code {
  const scope = e.unit.resolution.blocks.get(node) as Scope;
  return makeCode(e, {
    name: scope.name,
    scope,
    hidden: [".0"],
    at: node,
    body(inner) {
      inner.sure = surelyBound(scope, node, e.unit.resolution.blocks);
      body(inner);
    },
    constants: (c) => c.comprehension(node),
  });
}

/**
 * A second function for a code object, an ordinary one: `name$3$fold($0, x$c)`, called with its parameters and the cells of its closure.
 */
export function foldFunction(
  e: Emitter,
  node: AnyComprehension,
  code: Code,
  body: (inner: Emitter) => void,
): (args: readonly js.Expr[]) => js.Expr {
  const twin = code.twin();
  const inner = new Emitter(twin, e.emitters);
  inner.sure = surelyBound(twin.scope, node, e.unit.resolution.blocks);
  const statements = inner.capture(() => body(inner));
  const name = b.id(`${e.unit.functionNames[code.index]}$fold`);
  const params = ["$0"];
  const cells = twin.info.freevars.map((free) => b.id(`${jsName(free)}$c`));
  const inside = guarded(inner, statements);
  const { lets, cells: own } = declared(inner, params);
  const whole = [...declare("let", lets), ...declare("const", own), ...inside];
  e.unit.functions.push(b.fnDecl(b.fn(name.name, [...params.map(b.id), ...cells], whole)));
  return (args) => b.call(name, [...args, ...twin.info.freevars.map((free) => cellOf(e, free))]);
}
