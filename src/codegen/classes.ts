/**
 * Classes: the body is a function over the namespace, which `$buildClass` runs.
 *
 *     function C$4(ns) {
 *       const __class__$c = new $Cell(undefined);
 *       $storeName(ns, "__module__", ...); $storeName(ns, "__qualname__", "C"); $storeName(ns, "__firstlineno__", 3);
 *       ... the statements ...
 *       $storeName(ns, "__static_attributes__", $tuple(["x"]));
 *       $storeName(ns, "__classcell__", __class__$c); return __class__$c;
 *     }
 *     C = $buildClass($makeFunction(K[4], C$4, ...), "C", [bases, keyword values], $names);
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { Flag, type Scope } from "../scope/scope.ts";
import type { Keyword, Node } from "../syntax/ast.ts";
import { type Annotation, openAnnotations, storeAnnotate } from "./annotations.ts";
import { spreadArguments } from "./calls.ts";
import { elements } from "./displays.ts";
import { docstring } from "./docstrings.ts";
import type { Emitter } from "./emitter.ts";
import { decorate, decoratorsOf, firstSpan, makeCode, makeFunction } from "./functions.ts";
import { cellOf, classCell, loadVariable, storeVariable } from "./names.ts";
import { withTypeParameters } from "./type-parameters.ts";
import { object, val } from "./types.ts";
import { traceLine, traces } from "./tracing.ts";

export function classDef(e: Emitter, node: Node<"ClassDef">): void {
  const decorators = decoratorsOf(e, node);
  const made =
    node.type_params.length === 0
      ? build(e, node, null)
      : withTypeParameters(e, node, {}, (inner, _parts, typeParams) => build(inner, node, typeParams));
  const decorated = decorate(e, val(made, object), decorators, node.decorator_list);
  if (decorators.length > 0) traceLine(e, node);
  storeVariable(e, e.mangle(node.name), decorated.js, node);
}

function build(e: Emitter, node: Node<"ClassDef">, typeParams: js.Expr | null): js.Expr {
  const body = e.hold(classBody(e, node, typeParams)).js;
  const generic = typeParams === null ? [] : [e.hold(e.call("genericBase", typeParams)).js];
  if (node.keywords.some((keyword) => keyword.arg === null)) return buildWithStars(e, node, body, generic);
  const bases = elements(e, node.bases, node);
  const values = node.keywords.map((keyword) => e.atom(keyword.value).js);
  const names = node.keywords.map((keyword) => keyword.arg as string);
  const all =
    bases.type === "ArrayExpression"
      ? b.array([...bases.elements, ...generic, ...values])
      : b.array([b.spread(bases), ...generic, ...values]);
  return e.slow(
    firstSpan(node),
    e.call(
      "buildClass",
      body,
      b.lit(node.name),
      all,
      e.unit.names(names, names.length > 0 ? `class ${node.start}` : ""),
    ),
  );
}

/** `class C(*bases, **keywords)`: through `__build_class__` itself. */
function buildWithStars(
  e: Emitter,
  node: Node<"ClassDef">,
  body: js.Expr,
  generic: readonly js.Expr[],
): js.Expr {
  const builder = e.save(loadVariable(e, "__build_class__", node)).js;
  const bases = e.hold(b.array([])).js;
  spreadArguments(e, node.bases, bases, builder, node);
  const keywords = e.hold(b.nil).js;
  for (const keyword of node.keywords) {
    const mapping = keywordMapping(e, keyword);
    e.run(b.assign(keywords, e.slow(keyword, e.call("mergeKeywords", keywords, mapping, builder))));
  }
  const args = b.array([body, b.lit(node.name), b.spread(bases), ...generic]);
  return e.slow(node, e.call("callEx", builder, args, keywords));
}

function keywordMapping(e: Emitter, keyword: Keyword): js.Expr {
  const value = e.atom(keyword.value).js;
  return keyword.arg === null ? value : e.hold(e.call("dict", b.array([b.lit(keyword.arg), value]))).js;
}

/** The function object of the class body. */
function classBody(e: Emitter, node: Node<"ClassDef">, typeParams: js.Expr | null): js.Expr {
  const scope = e.unit.resolution.blocks.get(node) as Scope;
  // The body takes the namespace alone; it finds type parameters on its own function object.
  const code = makeCode(e, {
    name: node.name,
    scope,
    nameMode: "namespace",
    jsParams: ["ns"],
    at: firstSpan(node),
    body(inner) {
      traceLine(inner, firstSpan(node));
      classStatements(inner, node);
    },
    constants: (c, own) => c.class(node, own),
  });
  const made = makeFunction(e, code);
  if (typeParams === null) return made;
  const held = e.hold(made).js;
  e.run(e.call("setAttr", held, b.lit("__type_params__"), typeParams));
  return held;
}

function classStatements(e: Emitter, node: Node<"ClassDef">): void {
  const { code } = e;
  const { scope } = code;
  let ended = false;
  const store = (name: string, value: js.Expr): void => {
    // The body may have declared such a name global or nonlocal.
    const symbol = scope.symbols.get(name);
    if (symbol?.has(Flag.nonlocal)) e.run(b.assign(b.member(cellOf(e, name), "v"), value));
    else if (symbol?.storage === "globalExplicit") storeVariable(e, name, value, node);
    else if (ended) e.run(e.call("storeName", b.id("ns"), b.lit(name), value));
    else e.run(e.slow(node, e.call("storeName", b.id("ns"), b.lit(name), value)));
  };
  const module = e.call("loadGlobal", b.id("G"), b.id("B"), b.lit("__name__"));
  store("__module__", module);
  store("__qualname__", b.lit(code.info.qualname));
  store("__firstlineno__", b.lit(code.info.firstlineno));
  const doc = docstring(node.body);
  if (doc !== null && e.unit.options.optimize < 2) {
    code.info.doc = doc;
    traceLine(e, node.body[0] ?? node);
    store(
      "__doc__",
      e.expr({ kind: "Constant", start: node.start, end: node.end, value: doc, str_kind: null }).js,
    );
  }
  if (node.type_params.length > 0) {
    // The body's own function carries them; `this` is that function.
    store("__type_params__", e.call("getAttr", b.self, b.lit("__type_params__")));
  }
  const annotations: Annotation[] = [];
  e.annotations = annotations;
  openAnnotations(e);
  e.suite(doc === null ? node.body : node.body.slice(1));
  storeAnnotate(e, annotations);
  // The body ends where its last statement was.
  ended = traces(e);
  const attributes = [...code.selfAttributes].sort().map((name) => b.lit(name));
  store("__static_attributes__", e.call("tuple", b.array(attributes)));
  if (scope.needsClassDict) store("__classdictcell__", classCell(e, "__classdict__"));
  if (!scope.needsClassCell) {
    e.emit(b.ret(b.undef));
    return;
  }
  const cell = classCell(e, "__class__");
  store("__classcell__", cell);
  e.emit(b.ret(cell));
}
