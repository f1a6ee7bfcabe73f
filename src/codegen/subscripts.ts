/** Items: `o[key]` read, written and deleted, and slices. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { pairOf } from "./displays.ts";
import type { Emitter } from "./emitter.ts";
import { attempted, isAwaited } from "./exits.ts";
import { type Val, val } from "./types.ts";

/** Whether a key of this type may index a list's JavaScript array directly; null leaves out the test. */
function indexTest(key: Val): js.Expr[] | null {
  if (key.type.kind === "int") return [];
  return key.type.kind === "unknown" ? [b.typeIs(key.js, "number")] : null;
}

/**
 *     $p = 3; o.ix$ === 1 && typeof i === "number" && ($1 = o.items[i]) !== undefined ? $1 : $getItem(o, i)
 *
 * The position is set first because the property may be read from None; see exceptions/javascript-error.ts.
 */
export function loadItem(e: Emitter, object: Val, key: Val, where: Span): Val {
  e.mark(where);
  const awaited = isAwaited(e, "lookup");
  const slow = e.call(awaited ? "findItem" : "getItem", object.js, key.js);
  const loaded = (item: js.Expr): Val =>
    awaited ? attempted(e, item, e.call("missingItem", object.js, key.js)) : val(item);
  const tests = indexTest(key);
  if (tests === null) return loaded(slow);
  const value = e.temp();
  const item = b.index(b.member(object.js, "items"), position(object, key));
  const found = b.and(
    b.eq(b.member(object.js, "ix$"), b.lit(1)),
    ...tests,
    b.ne(b.assign(value, item), b.undef),
  );
  return loaded(b.cond(found, value, slow));
}

/** The index into the JavaScript array: from the end for a negative literal. */
function position(object: Val, key: Val): js.Expr {
  if (key.js.type !== "Literal" || typeof key.js.value !== "number" || key.js.value >= 0) return key.js;
  return b.binary("-", b.member(b.member(object.js, "items"), "length"), b.lit(-key.js.value));
}

/** A key as an atom; a slice becomes `$slice(lower, upper, step)`. */
export function key(e: Emitter, node: Expr): Val {
  return e.atom(node);
}

/** `o[a:b]` is `$getSlice(o, a, b)`, and `o[a:b:c]` the same with a fourth argument, without a slice object. */
export function subscript(e: Emitter, node: Node<"Subscript">): Val {
  const object = e.atom(node.value);
  if (node.slice.kind === "Slice") {
    const parts = bounds(e, node.slice.lower, node.slice.upper);
    if (node.slice.step !== null) parts.push(e.atom(node.slice.step).js);
    return val(e.slow(node, e.call("getSlice", object.js, ...parts)));
  }
  const pair = pairOf(e, node.slice);
  if (pair !== null) return loadPair(e, object, pair, node);
  return loadItem(e, object, key(e, node.slice), node);
}

/** The key of `o[a, b]`, of which dicts need no tuple. */
type Pair = readonly [js.Expr, js.Expr];

/** `$getPair(o, a, b)` */
export function loadPair(e: Emitter, object: Val, pair: Pair, where: Span): Val {
  return val(e.slow(where, e.call("getPair", object.js, ...pair)));
}

/** `$setPair(o, a, b, v)` */
export function storePair(e: Emitter, object: Val, pair: Pair, value: js.Expr, where: Span): void {
  e.run(e.slow(where, e.call("setPair", object.js, ...pair, value)));
}

function bounds(e: Emitter, ...parts: readonly (Expr | null)[]): js.Expr[] {
  return parts.map((part) => (part === null ? b.nil : e.atom(part).js));
}

/** `o[a:b] = v` is `$setSlice(o, a, b, v)`. */
export function storeSlice(e: Emitter, object: Val, node: Node<"Slice">, value: js.Expr, where: Span): void {
  e.run(e.slow(where, e.call("setSlice", object.js, ...bounds(e, node.lower, node.upper), value)));
}

/** `$slice(lower, upper, step)` */
export function slice(e: Emitter, node: Node<"Slice">): Val {
  return val(e.call("slice", ...bounds(e, node.lower, node.upper, node.step)), { kind: "object" });
}

/**
 *     $p = 3; if (o.sx$ === 1 && typeof i === "number" && o.items[i] !== undefined) o.items[i] = v; else $setItem(o, i, v);
 */
export function storeItem(e: Emitter, object: Val, key: Val, value: js.Expr, where: Span): void {
  e.mark(where);
  const slow = b.expr(e.call("setItem", object.js, key.js, value));
  const tests = indexTest(key);
  if (tests === null) {
    e.emit(slow);
    return;
  }
  const item = b.index(b.member(object.js, "items"), position(object, key));
  const found = b.and(b.eq(b.member(object.js, "sx$"), b.lit(1)), ...tests, b.ne(item, b.undef));
  e.emit(b.if_(found, [b.expr(b.assign(item, value))], [slow]));
}

/** `$p = 3, $delItem(o, key)` */
export function deleteItem(e: Emitter, object: Val, key: Val, where: Span): void {
  e.run(e.slow(where, e.call("delItem", object.js, key.js)));
}
