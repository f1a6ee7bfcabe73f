/**
 * Calls, by what is called and how:
 *
 * - `f(a, b)`: one entry point per number of arguments, `f.c2(a, b)`;
 * - `o.name(a)`: the function under `m$name` with the object in front, no bound method made;
 * - keywords: `f.ck([a, v], $names)`, the array of names being the same at every call so that callees can cache by it;
 * - `*` and `**`: everything collected, `$callEx`;
 * - `super().name(a)`, and built-ins that need their caller's names (`locals`, `eval` ...).
 */
import { CO } from "../abi/code.ts";
import type { Runtime } from "../abi/runtime.ts";
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { Flag, introspectionNames } from "../scope/scope.ts";
import type { Expr, Keyword, Node } from "../syntax/ast.ts";
import { blamed, loadAttribute, property } from "./attributes.ts";
import { linked } from "./call-links.ts";
import { jsName } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { attempted, isAwaited } from "./exits.ts";
import { foldCall, isFold } from "./folds.ts";
import { keepsFrame } from "./frames.ts";
import { cellName, lookup } from "./names.ts";
import { isBuiltinSuper, isZeroArgSuper, superOperands } from "./super.ts";
import { type Val, val } from "./types.ts";

type Arguments = { readonly values: readonly js.Expr[]; readonly names: js.Expr | null };

export function call(e: Emitter, node: Node<"Call">): Val {
  const { func } = node;
  if (hasStars(node)) return starCall(e, node);
  if (func.kind === "Attribute") {
    return isZeroArgSuper(e, func.value) ? superMethod(e, node, func) : methodCall(e, node, func);
  }
  if (isZeroArgSuper(e, node)) return superCall(e, node);
  if (needsFrame(e, node)) return frameCall(e, node);
  if (isIsinstance(e, node)) return isinstanceCall(e, node);
  if (isFold(e, node)) return foldCall(e, node);
  const callee = e.atom(func);
  const args = plainArguments(e, node);
  if (isAwaitedNext(e, node)) return awaitedNext(e, node, callee, args);
  const name = literalName(e, node);
  if (name !== null) return getattrCall(e, node, callee, args, name);
  e.mark(node);
  return val(linked(e, node, node, callee.js, enter(callee.js, args)));
}

/** `next(it)` in a `try` that waits for its end. */
const isAwaitedNext = (e: Emitter, { func, args, keywords }: Node<"Call">): boolean =>
  func.kind === "Name" &&
  func.id === "next" &&
  args.length === 1 &&
  keywords.length === 0 &&
  lookup(e, "next").kind === "global" &&
  isAwaited(e, "stop");

/** `f?.fn === $next ? $tryNext(it) : f.c1(it)`, which is undefined where `$nextEnd(it)` is the exception; see exits.ts. */
function awaitedNext(e: Emitter, node: Node<"Call">, callee: Val, args: Arguments): Val {
  e.mark(node);
  const builtin = b.eq(b.optionalMember(callee.js, "fn"), e.rt("next"));
  const attempt = b.cond(builtin, e.call("tryNext", ...args.values), enter(callee.js, args));
  return attempted(e, attempt, e.call("nextEnd", ...args.values));
}

/** The name in `getattr(o, "name")`. */
function literalName(e: Emitter, { func, args, keywords }: Node<"Call">): string | null {
  if (func.kind !== "Name" || func.id !== "getattr" || args.length !== 2 || keywords.length > 0) return null;
  const name = args[1] as Expr;
  const literal = name.kind === "Constant" && typeof name.value === "string" ? name.value : null;
  return literal !== null && /^[A-Za-z_]\w*$/.test(literal) && lookup(e, "getattr").kind === "global"
    ? literal
    : null;
}

const isIsinstance = (e: Emitter, { func, args, keywords }: Node<"Call">): boolean =>
  func.kind === "Name" &&
  func.id === "isinstance" &&
  args.length === 2 &&
  keywords.length === 0 &&
  lookup(e, "isinstance").kind === "global" &&
  args.every((arg) => arg.kind !== "Starred");

/**
 * `f?.fn === $isinstance ? o?.cls$ === cls || $isinstance(o, cls) : f.c2(o, cls)`; the classes of a tuple one by one, so that there
 * is no tuple.
 */
function isinstanceCall(e: Emitter, node: Node<"Call">): Val {
  const callee = e.atom(node.func).js;
  const [first, second] = node.args as [Expr, Expr];
  const object = e.atom(first).js;
  const isTuple = second.kind === "Tuple" && second.elts.every((item) => item.kind !== "Starred");
  const classes = (isTuple && second.elts.length > 0 ? second.elts : [second]).map((cls) => e.atom(cls).js);
  const tests = classes.flatMap((cls) => [
    b.eq(b.optionalMember(object, "cls$"), cls),
    e.call("isinstance", object, cls),
  ]);
  const [only] = classes as [js.Expr];
  const given = isTuple && second.elts.length > 0 ? e.call("tuple", b.array(classes)) : only;
  e.mark(node);
  return val(
    b.cond(
      b.eq(b.optionalMember(callee, "fn"), e.rt("isinstance")),
      tests.reduce((before, test) => b.or(before, test)),
      enter(callee, { values: [object, given], names: null }),
    ),
  );
}

/** `f?.fn === $getattr ? o.name : f.c2(o, "name")` */
function getattrCall(e: Emitter, node: Node<"Call">, callee: Val, args: Arguments, name: string): Val {
  const loaded = loadAttribute(e, val(args.values[0] as js.Expr), name, node);
  const builtin = b.eq(b.optionalMember(callee.js, "fn"), e.rt("getattr"));
  return val(b.cond(builtin, loaded.js, enter(callee.js, args)));
}

function hasStars(node: Node<"Call">): boolean {
  return (
    node.args.some((arg) => arg.kind === "Starred") || node.keywords.some((keyword) => keyword.arg === null)
  );
}

/** Positional arguments, then keyword values; their names hoisted. */
function plainArguments(e: Emitter, node: Node<"Call">): Arguments {
  const values = [...node.args, ...node.keywords.map((keyword) => keyword.value)].map(
    (arg) => e.atom(arg).js,
  );
  return { values, names: keywordNames(e, node) };
}

function keywordNames(e: Emitter, node: Node<"Call">): js.Expr | null {
  if (node.keywords.length === 0) return null;
  const names = node.keywords.map((keyword) => keyword.arg as string);
  return e.unit.names(names, String(node.start));
}

/** `f.c2(a, b)`, `f.cn([...])` or `f.ck([...], $names)`, with `first` (a receiver) in front. */
function enter(callee: js.Expr, { values, names }: Arguments, first?: js.Expr): js.Expr {
  const all = first === undefined ? values : [first, ...values];
  if (names !== null) return b.method(callee, "ck", [b.array(all), names]);
  if (all.length <= 4) return b.method(callee, `c${all.length}`, all);
  return b.method(callee, "cn", [b.array(all)]);
}

/**
 *     $p = 3; ($2 = o.m$name) !== undefined ? ($p = 4, $2.c2(o, a)) : ($3 = $getAttr(o, "name"), $p = 4, $3.c1(a))
 *
 * Arguments that need statements of their own come after the lookup, as in Python:
 *
 *     $p = 3; if (($2 = o.m$name) === undefined) $3 = $getAttr(o, "name");
 *     a; $p = 4; $2 !== undefined ? $2.c2(o, a) : $3.c1(a)
 */
function methodCall(e: Emitter, node: Node<"Call">, func: Node<"Attribute">): Val {
  const object = e.atom(func.value);
  const attribute = blamed(e, func);
  const call = blamed(e, func, node);
  const name = e.mangle(func.attr);
  if (isImportedModule(e, func.value)) {
    const callee = e.save(loadAttribute(e, object, name, attribute));
    const args = plainArguments(e, node);
    e.mark(call);
    return val(linked(e, node, call, callee.js, enter(callee.js, args)));
  }
  e.code.note(name);
  const method = e.temp();
  const bound = e.temp();
  const lookup = b.assign(method, property(object.js, "m$", name));
  const outer = e.out;
  e.out = [];
  const args = plainArguments(e, node);
  const statements = e.out;
  e.out = outer;
  const fast = linked(e, node, call, method, enter(method, args, object.js));
  const getAttr = b.assign(bound, e.call("getAttr", object.js, b.lit(name)));
  if (statements.length === 0) {
    e.mark(attribute);
    const found = b.ne(lookup, b.undef);
    return val(b.cond(found, e.slow(call, fast), b.seq([getAttr, e.at(call), enter(bound, args)])));
  }
  e.mark(attribute);
  e.emit(b.if_(b.eq(lookup, b.undef), [b.expr(getAttr)]));
  e.out.push(...statements);
  e.mark(call);
  return val(b.cond(b.ne(method, b.undef), fast, enter(bound, args)));
}

/** A global bound by `import x` alone: its attributes are plain properties, not methods. */
function isImportedModule(e: Emitter, node: Expr): boolean {
  if (node.kind !== "Name") return false;
  const name = e.mangle(node.id);
  const kind = lookup(e, name).kind;
  if (kind === "local") {
    const symbol = e.code.scope.symbols.get(name);
    return symbol !== undefined && symbol.has(Flag.imported) && !symbol.has(Flag.local | Flag.param);
  }
  if (kind !== "global") return false;
  const symbol = e.unit.resolution.top.symbols.get(name);
  return symbol !== undefined && symbol.has(Flag.imported) && !symbol.has(Flag.local);
}

// Stars

/**
 *     $2 = [a]; $spreadArgs($2, it, f); $2.push(b);
 *     $3 = $mergeKeywords($dict(["k", v]), m, f); $p = 4; $callEx(f, $2, $3)
 *
 * Keywords without `**` need no dict, and a single `**m` none but its own:
 *
 *     $2.push(v); $p = 4; f.ck($2, $names)
 *     $p = 4; $callMapping(f, $2, m)
 */
function starCall(e: Emitter, node: Node<"Call">): Val {
  const { callee, args } = starTarget(e, node);
  spreadArguments(e, node.args, args, callee, node);
  const [only] = node.keywords;
  if (only !== undefined && node.keywords.every((keyword) => keyword.arg !== null)) {
    for (const keyword of node.keywords) e.run(b.method(args, "push", [e.expr(keyword.value).js]));
    e.mark(node);
    const entered = b.method(callee, "ck", [args, keywordNames(e, node) as js.Expr]);
    return val(linked(e, node, node, callee, entered));
  }
  if (only !== undefined && node.keywords.length === 1) {
    const mapping = e.atom(only.value).js;
    e.mark(node);
    return val(linked(e, node, node, callee, e.call("callMapping", callee, args, mapping)));
  }
  const keywords = only === undefined ? b.nil : keywordDict(e, node.keywords, callee, node);
  e.mark(node);
  return val(linked(e, node, node, callee, e.call("callEx", callee, args, keywords)));
}

/**
 * What is called, and the array that its arguments go into, where a method in Python has its receiver in front:
 *
 *     if (($2 = o.m$name)?.body === undefined) { $2 = $getAttr(o, "name"); $3 = []; } else $3 = [o];
 */
function starTarget(e: Emitter, { func }: Node<"Call">): { callee: js.Expr; args: js.Expr } {
  if (func.kind !== "Attribute" || isImportedModule(e, func.value)) {
    return { callee: e.atom(func).js, args: e.hold(b.array([])).js };
  }
  const name = e.mangle(func.attr);
  const isSuper = isZeroArgSuper(e, func.value);
  const [cls, self] = isSuper ? superOperands(e, func.value) : [b.nil, e.atom(func.value).js];
  e.code.note(name);
  e.mark(blamed(e, func));
  const callee = e.temp();
  const args = e.temp();
  const found = isSuper ? b.member(e.call("superProto", cls, self), `m$${name}`) : property(self, "m$", name);
  const getAttr = isSuper
    ? e.call("superGetAttr", cls, self, b.lit(name))
    : e.call("getAttr", self, b.lit(name));
  e.emit(
    b.if_(
      b.eq(b.optionalMember(b.assign(callee, found), "body"), b.undef),
      [b.expr(b.assign(callee, getAttr)), b.expr(b.assign(args, b.array([])))],
      [b.expr(b.assign(args, b.array([self])))],
    ),
  );
  return { callee, args };
}

/** Puts the positional arguments into a JavaScript array, stars spread; `where` is the call, which errors of spreading blame. */
export function spreadArguments(
  e: Emitter,
  args: readonly Expr[],
  array: js.Expr,
  callee: js.Expr,
  where: Span,
): void {
  // CPython's error names the callee only where the star stands alone.
  const alone = args.length === 1;
  for (const arg of args) {
    const depth = e.code.tempDepth;
    if (arg.kind === "Starred") {
      const items = e.atom(arg.value);
      e.run(
        e.slow(
          where,
          alone ? e.call("spreadArgs", array, items.js, callee) : e.call("extend", array, items.js),
        ),
      );
    } else {
      e.run(b.method(array, "push", [e.expr(arg).js]));
    }
    e.code.tempDepth = depth;
  }
}

function keywordDict(e: Emitter, keywords: readonly Keyword[], callee: js.Expr, where: Span): js.Expr {
  const dict = e.hold(b.nil).js;
  let pending: js.Expr[] = [];
  let first = true;
  const flush = (): void => {
    if (pending.length === 0) return;
    const made = e.call("dict", b.array(pending));
    e.run(b.assign(dict, first ? made : e.slow(where, e.call("mergeKeywords", dict, made, callee))));
    first = false;
    pending = [];
  };
  for (const keyword of keywords) {
    const value = e.atom(keyword.value);
    if (keyword.arg !== null) {
      pending.push(b.lit(keyword.arg), value.js);
      continue;
    }
    flush();
    e.run(b.assign(dict, e.slow(where, e.call("mergeKeywords", dict, value.js, callee))));
    first = false;
  }
  flush();
  return dict;
}

// super

/** `($1 = $superProto(__class__$c.v, self).m$name) !== undefined ? $1.c2(self, a) : (f = $superGetAttr(...)).c1(a)` */
function superMethod(e: Emitter, node: Node<"Call">, func: Node<"Attribute">): Val {
  const [cls, self] = superOperands(e, func.value);
  const name = e.mangle(func.attr);
  e.code.note(name);
  e.mark(func);
  const method = e.hold(b.member(e.call("superProto", cls, self), `m$${name}`)).js;
  const bound = e.temp();
  const getAttr = b.expr(b.assign(bound, e.call("superGetAttr", cls, self, b.lit(name))));
  e.emit(b.if_(b.eq(method, b.undef), [getAttr]));
  const args = plainArguments(e, node);
  e.mark(node);
  return val(b.cond(b.ne(method, b.undef), enter(method, args, self), enter(bound, args)));
}

/** `super === B.$super ? super.c2(__class__$c.v, self) : super.c0()` */
function superCall(e: Emitter, node: Node<"Call">): Val {
  const callee = e.atom(node.func);
  const operands = superOperands(e, node);
  e.mark(node);
  // Who rebound the name sees the call as it is written.
  const builtin = isBuiltinSuper(callee.js);
  return val(b.cond(builtin, enter(callee.js, { values: operands, names: null }), b.method(callee.js, "c0")));
}

// Built-ins that see their caller

/** Whether a bare call of this name may want the caller's names. `dir(x)` and `vars(x)` do not. */
function needsFrame(e: Emitter, node: Node<"Call">): boolean {
  if (node.func.kind !== "Name" || node.func.id === "super") return false;
  const compiles = node.func.id === "compile" && inheritedFlags(e) !== 0;
  if (!compiles && !introspectionNames.has(node.func.id)) return false;
  const { kind } = lookup(e, node.func.id);
  if (kind === "local" || kind === "cell") return false;
  if (compiles) return true;
  return node.func.id === "eval" || node.func.id === "exec" || node.args.length + node.keywords.length === 0;
}

/** The future features of this source, which what it compiles inherits. */
const inheritedFlags = (e: Emitter): number => e.code.info.flags & CO.FUTURE_MASK;

/** `$callWithFrame(f, [a], $names, G, () => $localsDict(["x"], [x]))`; the thunk is null at module level. Where the source has features
 * of the future, their flags follow. */
function frameCall(e: Emitter, node: Node<"Call">): Val {
  const callee = e.atom(node.func);
  const { values, names } = plainArguments(e, node);
  e.mark(node);
  const thunk = localsThunk(e);
  const list = names ?? e.unit.names([]);
  const name: keyof Runtime = "callWithFrame";
  const flags = inheritedFlags(e);
  const inherited = flags === 0 ? [] : [b.lit(flags)];
  return val(e.call(name, callee.js, b.array(values), list, b.id("G"), thunk, ...inherited));
}

function localsThunk(e: Emitter): js.Expr {
  const { code } = e;
  if (keepsFrame(e) && e.scope === code.scope && code.scope.isFunctionLike)
    return b.arrow([], e.call("frameLocals", b.id("$f")));
  // Inside an inlined comprehension of a module or class, its own variables are the locals.
  if (e.scope === code.scope) {
    if (code.nameMode === "namespace") return b.arrow([], b.id("ns"));
    if (code.scope.kind === "module") return b.nil;
  }
  const names: js.Expr[] = [];
  const values: js.Expr[] = [];
  for (const symbol of code.scope.isFunctionLike ? code.scope.symbols.values() : []) {
    if (symbol.storage === "local") {
      values.push(b.id(jsName(symbol.name)));
    } else if (symbol.storage === "cell" || symbol.storage === "free") {
      values.push(b.member(b.id(cellName(e, symbol.name)), "v"));
    } else {
      continue;
    }
    names.push(b.lit(symbol.name));
  }
  for (let { scope } = e; scope !== code.scope && scope.parent !== null; scope = scope.parent) {
    for (const [name, local] of e.renamed.get(scope) ?? []) {
      const inCell = scope.symbols.get(name)?.storage === "cell";
      names.push(b.lit(name));
      values.push(inCell ? b.member(b.id(local), "v") : b.id(local));
    }
  }
  return b.arrow([], e.call("localsDict", b.array(names), b.array(values)));
}
