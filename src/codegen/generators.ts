/** `yield`, `yield from`, `await`, as steppers.ts takes them. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { returned, traces } from "./tracing.ts";
import { type Val, val } from "./types.ts";

/** The value sent in, held. The exception that was being handled is so again: whoever resumes sees to that. */
function suspend(e: Emitter, suspension: js.Expr, where: Span): Val {
  e.mark(where);
  return e.hold(suspension);
}

/** `yield v`, in asynchronous generators `yield $asyncValue(v)` */
export const yieldOf = (e: Emitter, value: js.Expr): js.Expr =>
  b.yield_(e.code.kind === "asyncGenerator" ? e.call("asyncValue", value) : value);

/** `$1 = yield v` */
export function yieldExpr(e: Emitter, node: Node<"Yield">): Val {
  const value = node.value === null ? val(b.nil) : e.atom(node.value);
  if (traces(e)) e.run(returned(e, value.js));
  return suspend(e, yieldOf(e, value.js), node);
}

/** `$1 = yield* $delegate($g, it); $g.delegate = null;` */
export function yieldFrom(e: Emitter, node: Node<"YieldFrom">): Val {
  const value = e.atom(node.value);
  const result = suspend(e, b.delegate(e.call("delegate", b.id("$g"), value.js)), node);
  e.run(b.assign(b.member(b.id("$g"), "delegate"), b.nil));
  return result;
}

/** `$1 = yield* $awaited($g, awaitable)` */
export function awaitExpr(e: Emitter, node: Node<"Await">): Val {
  const value = e.atom(node.value);
  return suspend(e, b.delegate(e.call("awaited", b.id("$g"), value.js)), node);
}
