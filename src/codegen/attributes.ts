/** Attributes: `o.name` read, written and deleted. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { attempted, isAwaited } from "./exits.ts";
import { isZeroArgSuper, superAttribute } from "./super.ts";
import { type Val, val } from "./types.ts";

/**
 * `o.$name`, or `o?.$name` where None has such an attribute: only names in double underscores. Otherwise reading it from
 * None is JavaScript's TypeError, which `$unwind` makes Python's AttributeError of (exceptions/javascript-error.ts).
 */
export function property(object: js.Expr, prefix: "$" | "m$", name: string): js.Expr {
  return name.startsWith("__") ? b.optionalMember(object, prefix + name) : b.member(object, prefix + name);
}

/**
 *     $p = 3; ($1 = o.$name) !== undefined ? $1 : $getAttr(o, "name")
 *
 * The position is set first because the property may be an accessor that runs Python code.
 */
export function loadAttribute(
  e: Emitter,
  object: Val,
  name: string,
  where: Span,
  otherwise: "getAttr" | "lookUp" = "getAttr",
): Val {
  e.code.note(name);
  const value = e.temp();
  e.mark(where);
  const slow = e.call(otherwise, object.js, b.lit(name));
  return val(b.cond(b.ne(b.assign(value, property(object.js, "$", name)), b.undef), value, slow));
}

/**
 * What is blamed when an attribute, or a call of it, fails: the expression, and from the name on where that stands on another line than
 * the beginning. Follows update_start_location_to_match_attr in Python/codegen.c.
 */
export function blamed(e: Emitter, node: Node<"Attribute">, whole: Span = node): Span {
  const { source } = e.unit;
  if (source.lineOf(whole.start) === source.lineOf(node.end)) return whole;
  return { start: node.end - node.attr.length, end: whole.end };
}

/** `o.__class__` is `o?.oc$ === true ? o.cls$ : $classOf(o)`, any other attribute as above. */
export function attribute(e: Emitter, node: Node<"Attribute">): Val {
  if (node.attr === "__class__") {
    const of = e.atom(node.value).js;
    const plain = b.eq(b.optionalMember(of, "oc$"), b.yes);
    return val(b.cond(plain, b.member(of, "cls$"), e.slow(blamed(e, node), e.call("classOf", of))));
  }
  // What a super object has itself has a name in double underscores.
  if (isZeroArgSuper(e, node.value) && !node.attr.startsWith("__"))
    return superAttribute(e, node, node.value);
  const object = e.atom(node.value);
  const name = e.mangle(node.attr);
  if (!isAwaited(e, "attribute")) return loadAttribute(e, object, name, blamed(e, node));
  const loaded = loadAttribute(e, object, name, blamed(e, node), "lookUp");
  return attempted(e, loaded.js, e.call("noAttribute", object.js, b.lit(name)));
}

/** `$p = 3; if (o?.fs$ === true || o?.s$name === true) o.$name = v; else $setAttr(o, "name", v);` */
export function storeAttribute(e: Emitter, object: Val, name: string, value: js.Expr, where: Span): void {
  e.code.note(name);
  e.mark(where);
  e.emit(
    b.if_(
      b.or(
        b.eq(b.optionalMember(object.js, "fs$"), b.yes),
        b.eq(b.optionalMember(object.js, `s$${name}`), b.yes),
      ),
      [b.expr(b.assign(b.member(object.js, `$${name}`), value))],
      [b.expr(e.call("setAttr", object.js, b.lit(name), value))],
    ),
  );
}

/** `$p = 3, $delAttr(o, "name")` */
export function deleteAttribute(e: Emitter, object: Val, name: string, where: Span): void {
  e.code.note(name);
  e.run(e.slow(where, e.call("delAttr", object.js, b.lit(name))));
}
