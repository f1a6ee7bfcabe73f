/** `super()` without arguments, which takes them from the function around it. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { Flag } from "../scope/scope.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { cellName, loadVariable, lookup } from "./names.ts";
import { type Val, val } from "./types.ts";

/** `super()` in a function that has a first parameter, where the name is not bound by the program. */
export function isZeroArgSuper(e: Emitter, node: Expr): node is Node<"Call"> {
  if (node.kind !== "Call" || node.func.kind !== "Name" || node.func.id !== "super") return false;
  if (node.args.length > 0 || node.keywords.length > 0) return false;
  const { scope } = e.code;
  if (scope.kind !== "function" || scope.comprehension !== null || firstParameter(e) === undefined)
    return false;
  if (lookup(e, "__class__").kind !== "cell") return false;
  return lookup(e, "super").kind === "global" && !e.unit.resolution.top.symbols.get("super")?.has(Flag.local);
}

function firstParameter(e: Emitter): string | undefined {
  return e.code.info.argcount > 0 ? e.code.info.varnames[0] : undefined;
}

/** The `__class__` cell's value and the first parameter, which the program may have deleted. */
export function superOperands(e: Emitter, where: Span): readonly [js.Expr, js.Expr] {
  const name = firstParameter(e) as string;
  const self = e.save(loadVariable(e, name, where, true));
  if (e.unit.resolution.unbound.has(name)) {
    e.emit(b.if_(b.eq(self.js, b.undef), [b.expr(e.at(where)), b.throw_(e.call("superDeleted"))]));
  }
  return [b.member(b.id(cellName(e, "__class__")), "v"), self.js];
}

/** Whether the name still stands for the built-in: only that takes its arguments from the frame. */
export const isBuiltinSuper = (callee: js.Expr): js.Expr => b.eq(callee, b.member(b.id("B"), "$super"));

/** `super === B.$super ? $superGetAttr(__class__$c.v, self, "name") : $getAttr(super.c0(), "name")` for `super().name` */
export function superAttribute(e: Emitter, node: Node<"Attribute">, made: Node<"Call">): Val {
  const callee = e.atom(made.func).js;
  const [cls, self] = superOperands(e, made);
  const name = b.lit(e.mangle(node.attr));
  e.mark(node);
  const direct = e.call("superGetAttr", cls, self, name);
  return val(b.cond(isBuiltinSuper(callee), direct, e.call("getAttr", b.method(callee, "c0"), name)));
}
