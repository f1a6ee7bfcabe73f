/** Displays: `[a, b]`, `(a, b)`, `{a, b}`, `{k: v}`, with `*` and `**` inside. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { constantOf } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { object, type Val, val } from "./types.ts";

/** Beyond this many elements a display is filled one by one, so that it does not need as many temporaries. */
const longDisplay = 40;

/** The elements in a JavaScript array: `[a, b]`, or `$1 = [a]; $extend($1, it); $1.push(b)`; `where` is the display. */
export function elements(
  e: Emitter,
  nodes: readonly Expr[],
  where: Span,
  extend: "extend" | "extendSet" = "extend",
): js.Expr {
  if (nodes.length <= longDisplay && nodes.every((node) => node.kind !== "Starred")) {
    return b.array(e.atoms(nodes).map(({ js }) => js));
  }
  const leading: js.Expr[] = [];
  for (const node of nodes) {
    if (constantOf(node) === undefined) break;
    leading.push(e.expr(node).js);
  }
  const array = e.hold(b.array(leading)).js;
  const depth = e.code.tempDepth;
  for (const node of nodes.slice(leading.length)) {
    if (node.kind === "Starred") {
      const items = e.atom(node.value);
      e.run(e.slow(where, e.call(extend, array, items.js)));
    } else {
      e.run(b.method(array, "push", [e.expr(node).js]));
    }
    e.code.tempDepth = depth;
  }
  return array;
}

/** `$list([a, b])` */
export function list(e: Emitter, node: Node<"List">): Val {
  return val(e.call("list", elements(e, node.elts, node)), object);
}

/** `$tuple([a, b])`; a tuple of constants is made once. */
export function tuple(e: Emitter, node: Node<"Tuple">): Val {
  const constant = constantKey(node);
  if (constant === null) return val(e.call("tuple", elements(e, node.elts, node)), object);
  // Constants need no statements, however many they are.
  const items = b.array(node.elts.map((element) => e.expr(element).js));
  return val(e.unit.constant(constant, e.call("tuple", items)), object);
}

/** The elements, as atoms, of the display of a pair that is made anew each time. */
export function pairOf(e: Emitter, node: Expr): readonly [js.Expr, js.Expr] | null {
  if (node.kind !== "Tuple" || node.elts.length !== 2 || constantKey(node) !== null) return null;
  if (node.elts.some(({ kind }) => kind === "Starred")) return null;
  const [first, second] = e.atoms(node.elts) as [Val, Val];
  return [first.js, second.js];
}

/** A text that tells tuples of constants apart by type and value; null where an element is not constant. */
export function constantKey(node: Expr): string | null {
  if (node.kind === "Tuple") {
    const keys = node.elts.map(constantKey);
    return keys.every((key) => key !== null) ? `tuple (${keys.join()})` : null;
  }
  const value = constantOf(node);
  if (value === undefined) return null;
  if (typeof value === "object" && value !== null) {
    switch (value.kind) {
      case "int":
        return `int ${value.value}`;
      case "float":
        return `float ${Object.is(value.value, -0) ? "-0" : value.value}`;
      case "ellipsis":
        return "ellipsis";
      default:
        return null;
    }
  }
  return JSON.stringify(value);
}

/** `$set([a, b])`; adding may raise (unhashable). */
export function set(e: Emitter, node: Node<"Set">): Val {
  const items = elements(e, node.elts, node, "extendSet");
  return val(e.slow(node, e.call("set", items)), object);
}

/** `$dict([k1, v1, k2, v2])`; from the first `**` on, `$dictUpdate($1, m)` and `$dictSet($1, k, v)`. */
export function dict(e: Emitter, node: Node<"Dict">): Val {
  const stop = node.keys.indexOf(null);
  const plain = stop === -1 ? node.keys.length : stop;
  const pairs: js.Expr[] = [];
  const entry = (i: number): readonly [js.Expr, js.Expr] => {
    const key = e.atom(node.keys[i] as Expr);
    return [key.js, e.atom(node.values[i] as Expr).js];
  };
  if (plain > longDisplay / 2) {
    const array = e.hold(b.array([])).js;
    const depth = e.code.tempDepth;
    for (let i = 0; i < plain; i++) {
      e.run(b.method(array, "push", entry(i)));
      e.code.tempDepth = depth;
    }
    if (stop === -1) return val(e.slow(node, e.call("dict", array)), object);
    const made = e.hold(e.slow(node, e.call("dict", array)));
    return dictTail(e, node, made, stop);
  }
  for (let i = 0; i < plain; i++) pairs.push(...entry(i));
  const made = e.slow(node, e.call("dict", b.array(pairs)));
  return stop === -1 ? val(made, object) : dictTail(e, node, e.hold(made), stop);
}

function dictTail(e: Emitter, node: Node<"Dict">, made: Val, start: number): Val {
  const depth = e.code.tempDepth;
  for (let i = start; i < node.keys.length; i++) {
    const key = node.keys[i] ?? null;
    const value = node.values[i] as Expr;
    if (key === null) {
      const mapping = e.atom(value);
      e.run(e.slow(node, e.call("dictUpdate", made.js, mapping.js)));
    } else {
      const held = e.atom(key);
      const item = e.atom(value);
      e.run(e.slow(node, e.call("dictSet", made.js, held.js, item.js)));
    }
    e.code.tempDepth = depth;
  }
  return val(made.js, object);
}
