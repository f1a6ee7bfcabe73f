/**
 * Annotations (PEP 649, 749): evaluated when somebody asks, by a function `__annotate__(format)` that returns their dict.
 *
 *     function __annotate__$2(format) {
 *       if (format > 2) throw NotImplementedError;
 *       return $dict(["x", <annotation of x>, "return", <annotation>]);
 *     }
 *
 * At module level, and in a class where a statement may not be reached, `__conditional_annotations__` is a set of the
 * numbers of those that were. With `from __future__ import annotations` the values are the source texts; modules and classes then
 * store them in `__annotations__` at once.
 */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { Flag, type Scope } from "../scope/scope.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { assignTo } from "./assignments.ts";
import { qualifiedName } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { makeCode, makeFunction } from "./functions.ts";
import { cellName, classCell, loadGlobal, loadVariable, storeVariable } from "./names.ts";
import { truth } from "./tests.ts";
import { unparse } from "./unparse.ts";
import { val } from "./types.ts";

export type Annotation = {
  /** Mangled. */
  readonly name: string;
  readonly value: Expr;
  /** Its number in `__conditional_annotations__`, or null when it is always reached. */
  readonly condition: number | null;
};

type AnyFunction = Node<"FunctionDef"> | Node<"AsyncFunctionDef">;

/** The `__annotate__` of a function, made from its signature; `null` (the JavaScript) without annotations. */
export function makeAnnotate(e: Emitter, node: AnyFunction): js.Expr {
  const scope = e.unit.resolution.annotations.get(node);
  if (scope === undefined) return b.nil;
  const { posonlyargs, args, vararg, kwonlyargs, kwarg } = node.args;
  const annotations: Annotation[] = [];
  for (const arg of [...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg]) {
    if (!arg?.annotation) continue;
    annotations.push({ name: e.mangle(arg.arg), value: arg.annotation, condition: null });
  }
  if (node.returns !== null) annotations.push({ name: "return", value: node.returns, condition: null });
  const qualname = `${qualifiedName(e.code, node.name)}.__annotate__`;
  return e.hold(annotateFunction(e, scope, annotations, qualname)).js;
}

/** The function object of an `__annotate__`; `qualname` where it is not that of a function written here. */
export function annotateFunction(
  e: Emitter,
  scope: Scope,
  annotations: readonly Annotation[],
  qualname?: string,
): js.Expr {
  const code = makeCode(e, {
    name: "__annotate__",
    scope,
    hidden: ["format"],
    at: scope.node,
    body: (inner) => {
      if (qualname !== undefined) inner.code.info.qualname = qualname;
      annotateBody(inner, scope, annotations);
    },
    constants: (c) => c.annotate(annotations, qualname !== undefined),
  });
  code.info.posonlyargcount = 1;
  return makeFunction(e, code);
}

/** `if (format > 2) throw NotImplementedError;`: other formats are what annotationlib makes of these. */
export function refuseFormats(e: Emitter, at: Span): void {
  const later = e.slow(at, e.call("gt", b.id("format"), b.lit(2)));
  const refuse = e.capture(() => {
    const error = e.save(loadGlobal(e, "NotImplementedError", at));
    e.emit(b.throw_(e.call("raise", error.js)));
  });
  e.emit(b.if_(truth(e, val(later), at), refuse));
}

function annotateBody(e: Emitter, scope: Scope, annotations: readonly Annotation[]): void {
  refuseFormats(e, scope.node);
  const dict = e.hold(e.call("dict", b.array([]))).js;
  const conditions = annotations.some(({ condition }) => condition !== null) ? conditionSet(e, scope) : null;
  for (const { name, value, condition } of annotations) {
    const depth = e.code.tempDepth;
    const body = e.capture(() => {
      const held = e.save(val(annotationValue(e, value)));
      e.run(e.slow(value, e.call("dictSet", dict, b.lit(name), held.js)));
    });
    if (condition === null || conditions === null) e.out.push(...body);
    else e.emit(b.if_(e.call("contains", b.lit(condition), conditions), body));
    e.code.tempDepth = depth;
  }
  e.emit(b.ret(dict));
}

/** One annotation's value; `*Ts` of a `*args` is the single item that it unpacks to. */
function annotationValue(e: Emitter, node: Expr): js.Expr {
  if (e.unit.resolution.future.annotations) return b.lit(unparse(node));
  if (node.kind !== "Starred") return e.atom(node).js;
  const items = e.atom(node.value);
  return b.index(e.slow(node, e.call("unpack", items.js, b.lit(1))), b.lit(0));
}

/** The set, seen from inside `__annotate__`: a global of the module, a cell of the class. */
function conditionSet(e: Emitter, scope: Scope): js.Expr {
  if (scope.parent?.kind === "class") return b.member(b.id(cellName(e, "__conditional_annotations__")), "v");
  return e.save(loadVariable(e, "__conditional_annotations__", scope.node)).js;
}

/**
 * `x: T = v`: the value is assigned; a module's or class's annotation of a plain name is kept for `__annotate__`.
 */
export function annAssign(e: Emitter, node: Node<"AnnAssign">, kept: Annotation[]): void {
  const { target, value } = node;
  if (value !== null) assignTo(e, target, e.atom(value));
  else if (target.kind === "Attribute") e.atom(target.value);
  else if (target.kind === "Subscript") e.atoms([target.value, target.slice]);
  const { scope } = e.code;
  if (!node.simple || target.kind !== "Name" || scope.isFunctionLike) return;
  if (e.unit.resolution.future.annotations) {
    const dict = e.save(loadVariable(e, "__annotations__", node)).js;
    e.run(e.slow(node, e.call("setItem", dict, b.lit(e.mangle(target.id)), b.lit(unparse(node.annotation)))));
    return;
  }
  const conditional = scope.kind === "module" || (scope.hasConditionalAnnotations && e.conditional);
  kept.push({
    name: e.mangle(target.id),
    value: node.annotation,
    condition: conditional ? kept.length : null,
  });
  if (!conditional) return;
  const set =
    scope.kind === "class"
      ? b.member(classCell(e, "__conditional_annotations__"), "v")
      : e.save(loadVariable(e, "__conditional_annotations__", node)).js;
  e.run(e.slow(node, e.call("setAdd", set, b.lit(kept.length - 1))));
}

/** Statements that start the set of reached annotations, where the module or class needs one. */
export function openAnnotations(e: Emitter): void {
  const { scope } = e.code;
  if (scope.annotations !== null && e.unit.resolution.future.annotations) {
    const ns = b.id(e.code.nameMode === "namespace" ? "ns" : "G");
    e.run(e.slow(scope.node, e.call("setupAnnotations", ns)));
  }
  if (!scope.hasConditionalAnnotations) return;
  const empty = e.call("set", b.array([]));
  if (scope.kind === "class")
    e.run(b.assign(b.member(classCell(e, "__conditional_annotations__"), "v"), empty));
  else storeVariable(e, "__conditional_annotations__", empty, scope.node);
}

/** Stores `__annotate__` (module) or `__annotate_func__` (class). */
export function storeAnnotate(e: Emitter, annotations: readonly Annotation[]): void {
  const { scope } = e.code;
  if (scope.annotations === null || e.unit.resolution.future.annotations) return;
  // One that is never reached, as under `if False`, leaves a function that finds none.
  if (![...scope.symbols.values()].some((symbol) => symbol.has(Flag.annotated))) return;
  const name = scope.kind === "class" ? "__annotate_func__" : "__annotate__";
  storeVariable(e, name, annotateFunction(e, scope.annotations, annotations), scope.node);
}
