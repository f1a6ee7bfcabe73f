/**
 * Type parameters and aliases (PEP 695, 696). A generic definition is made inside a function of its own, called at once, whose
 * locals are the type variables; bounds, defaults and alias values are functions that are called when first wanted.
 *
 *     function generic_parameters_of_f$1($defaults, $kwdefaults) {
 *       T$c.v = $typeParam("TypeVar", "T", bound, false, null);
 *       const f = $makeFunction(...);
 *       $setAttr(f, "__type_params__", $tuple([T])); return f;
 *     }
 */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Scope } from "../scope/scope.ts";
import type { AnyNode, Expr, Node, TypeParam } from "../syntax/ast.ts";
import { refuseFormats } from "./annotations.ts";
import type { Emitter } from "./emitter.ts";
import { type FunctionParts, makeCode, makeFunction } from "./functions.ts";
import { storeVariable } from "./names.ts";
import { val } from "./types.ts";

type Generic = Node<"FunctionDef"> | Node<"AsyncFunctionDef"> | Node<"ClassDef"> | Node<"TypeAlias">;

/**
 * Runs `make` in the scope of the node's type parameters and returns what it made, held in a temporary; functions get
 * their `__type_params__` here. The defaults are evaluated outside and handed in.
 */
export function withTypeParameters(
  e: Emitter,
  node: Generic,
  parts: FunctionParts,
  make: (inner: Emitter, parts: FunctionParts, typeParams: js.Expr) => js.Expr,
): js.Expr {
  const scope = e.unit.resolution.typeParameters.get(node) as Scope;
  const name = node.kind === "TypeAlias" ? (node.name as Node<"Name">).id : node.name;
  const isFunction = node.kind === "FunctionDef" || node.kind === "AsyncFunctionDef";
  const code = makeCode(e, {
    name: `<generic parameters of ${name}>`,
    scope,
    hidden: [".defaults", ".kwdefaults"],
    at: node,
    body(inner) {
      const typeParams = inner.hold(inner.call("tuple", b.array(typeParameters(inner, node.type_params)))).js;
      const made = inner.hold(
        make(inner, { defaults: b.id("$defaults"), kwdefaults: b.id("$kwdefaults") }, typeParams),
      ).js;
      if (isFunction) {
        inner.run(inner.slow(node, inner.call("setAttr", made, b.lit("__type_params__"), typeParams)));
      }
      inner.emit(b.ret(made));
    },
    constants: (c) => c.genericParts(node),
  });
  const fn = e.hold(makeFunction(e, code)).js;
  e.mark(node);
  return e.hold(b.method(fn, "c2", [parts.defaults ?? b.nil, parts.kwdefaults ?? b.nil])).js;
}

const kinds = { TypeVar: "TypeVar", ParamSpec: "ParamSpec", TypeVarTuple: "TypeVarTuple" } as const;

/** Makes and binds each type variable; returns them. */
function typeParameters(e: Emitter, nodes: readonly TypeParam[]): js.Expr[] {
  return nodes.map((node) => {
    const bound = node.kind === "TypeVar" ? node.bound : null;
    const { bounds, defaults } = e.unit.resolution;
    const boundFunction = evaluator(e, node.name, bound, bounds.get(node));
    const defaultFunction = evaluator(e, node.name, node.default_value, defaults.get(node));
    const made = e.hold(
      e.slow(
        node,
        e.call(
          "typeParam",
          b.lit(kinds[node.kind]),
          b.lit(node.name),
          boundFunction,
          b.lit(bound?.kind === "Tuple"),
          defaultFunction,
        ),
      ),
    ).js;
    storeVariable(e, e.mangle(node.name), made, node);
    return made;
  });
}

/** A function of no arguments that evaluates `value`, held in a temporary; `null` (the JavaScript) for none. */
function evaluator(e: Emitter, name: string, value: Expr | null, scope: Scope | undefined): js.Expr {
  if (value === null || scope === undefined) return b.nil;
  return lazyFunction(e, name, scope, value, value, (inner) => {
    if (value.kind !== "Starred") return inner.expr(value).js;
    const items = inner.atom(value.value);
    return b.index(inner.slow(value, inner.call("unpack", items.js, b.lit(1))), b.lit(0));
  });
}

function lazyFunction(
  e: Emitter,
  name: string,
  scope: Scope,
  at: AnyNode & Span,
  expression: Expr,
  value: (inner: Emitter) => js.Expr,
): js.Expr {
  const code = makeCode(e, {
    name,
    scope,
    hidden: ["format"],
    at,
    body(inner) {
      refuseFormats(inner, at);
      inner.emit(b.ret(value(inner)));
    },
    constants: (c) => c.lazy(expression),
  });
  code.info.posonlyargcount = 1;
  return e.hold(makeFunction(e, code, { defaults: b.array([b.lit(1)]) })).js;
}

/** `type X[T] = value`: `X = $typeAlias("X", typeParams, evaluate)` */
export function typeAlias(e: Emitter, node: Node<"TypeAlias">): void {
  const { id } = node.name as Node<"Name">;
  const scope = e.unit.resolution.blocks.get(node) as Scope;
  const make = (inner: Emitter, typeParams: js.Expr): js.Expr => {
    const evaluate = lazyFunction(inner, id, scope, node, node.value, (body) => body.expr(node.value).js);
    return inner.slow(node, inner.call("typeAlias", b.lit(id), typeParams, evaluate));
  };
  const made =
    node.type_params.length === 0
      ? e.save(val(make(e, e.call("tuple", b.array([]))))).js
      : withTypeParameters(e, node, {}, (inner, _parts, typeParams) => make(inner, typeParams));
  storeVariable(e, e.mangle(id), made, node);
}
