/** `yield`, `yield from`, `await`: JavaScript's own, in the body function of a generator-like code object. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { keepsFrame } from "./frames.ts";
import { type Val, val } from "./types.ts";

/** The value sent in, held. The exception that was being handled is so again: whoever resumes sees to that. */
function suspend(e: Emitter, suspension: js.Expr, where: Span): Val {
  e.mark(where);
  return keepsFrame(e) ? offStack(e, suspension) : e.hold(suspension);
}

/** `$leaveFrame($f); try { $1 = yield v; } finally { $resumeFrame($f); }` */
function offStack(e: Emitter, suspension: js.Expr): Val {
  const frame = b.id("$f");
  const sent = e.hold(b.undef);
  e.run(e.call("leaveFrame", frame));
  e.emit(b.try_([b.expr(b.assign(sent.js, suspension))], null, null, [b.expr(e.call("resumeFrame", frame))]));
  return sent;
}

/** `$1 = yield v`, in asynchronous generators `$1 = yield* $asyncYield($g, v)` */
export function yieldExpr(e: Emitter, node: Node<"Yield">): Val {
  const value = node.value === null ? val(b.nil) : e.atom(node.value);
  const isAsync = e.code.kind === "asyncGenerator";
  return suspend(
    e,
    isAsync ? b.delegate(e.call("asyncYield", b.id("$g"), value.js)) : b.yield_(value.js),
    node,
  );
}

/** `$1 = yield* $yieldFrom($g, it); $g.delegate = null;` */
export function yieldFrom(e: Emitter, node: Node<"YieldFrom">): Val {
  const value = e.atom(node.value);
  const result = suspend(e, b.delegate(e.call("yieldFrom", b.id("$g"), value.js)), node);
  e.run(b.assign(b.member(b.id("$g"), "delegate"), b.nil));
  return result;
}

/** `$1 = yield* $await($g, awaitable)` */
export function awaitExpr(e: Emitter, node: Node<"Await">): Val {
  const value = e.atom(node.value);
  return suspend(e, b.delegate(e.call("await", b.id("$g"), value.js)), node);
}
