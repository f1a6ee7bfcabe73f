/** `with` and `async with`. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node } from "../syntax/ast.ts";
import { assignTo } from "./assignments.ts";
import type { Emitter } from "./emitter.ts";
import { caught, handling } from "./exceptions.ts";
import { emitReraise, withCleanup } from "./exits.ts";
import { truth } from "./tests.ts";
import { val } from "./types.ts";
import { traceLine } from "./tracing.ts";

/** The items from the first on, each around the next. */
export function withStatement(e: Emitter, node: Node<"With"> | Node<"AsyncWith">): void {
  e.conditionally(() => item(e, node, 0));
}

/**
 *     const $w1 = $withEnter(manager);
 *     ... { target = $w1[1]; body } ...                                  (see exits.ts)
 *     if ($x2 !== undefined) {
 *       const $h3 = $enterHandler($x2);
 *       try { if (!$withExit($w1[0], $x2)) { $p = -1; raise $x2 } } finally { $leaveHandler($h3); }
 *     } else { $p = 5; $withExit($w1[0], undefined); }
 */
function item(e: Emitter, node: Node<"With"> | Node<"AsyncWith">, i: number): void {
  const current = node.items[i];
  if (current === undefined) {
    e.suite(node.body);
    return;
  }
  const { context_expr: context, optional_vars: target } = current;
  const isAsync = node.kind === "AsyncWith";
  const pair = e.code.unique("$w");
  const manager = e.atom(context);
  e.mark(context);
  e.emit(b.const_(pair, e.call(isAsync ? "asyncWithEnter" : "withEnter", manager.js)));
  const exit = b.index(b.id(pair), b.lit(0));
  let entered: js.Expr = b.index(b.id(pair), b.lit(1));
  if (isAsync) entered = e.hold(b.delegate(e.call("awaited", b.id("$g"), entered))).js;
  withCleanup(
    e,
    () => {
      if (target !== null) assignTo(e, target, e.save(val(entered)));
      item(e, node, i + 1);
    },
    (error) => caught(e, error),
    (exception) => {
      const failed = handling(e, exception, () => {
        traceLine(e, context);
        e.mark(context);
        const swallowed = leave(e, isAsync, exit, b.id(exception), context);
        const propagate = e.capture(() => emitReraise(e, b.id(exception)));
        e.emit(b.if_(b.not(swallowed), propagate));
      });
      const normal = e.capture(() => {
        traceLine(e, context);
        e.mark(context);
        e.run(isAsync ? asyncExit(e, exit, b.undef) : e.call("withExit", exit, b.undef));
      });
      e.emit(b.if_(b.ne(b.id(exception), b.undef), failed, normal));
      return "handled";
    },
  );
}

function asyncExit(e: Emitter, exit: js.Expr, exception: js.Expr): js.Expr {
  return b.delegate(e.call("awaited", b.id("$g"), e.call("asyncWithExit", exit, exception)));
}

/** Whether the manager swallowed the exception, as a JavaScript boolean. */
function leave(e: Emitter, isAsync: boolean, exit: js.Expr, exception: js.Expr, where: Span): js.Expr {
  if (!isAsync) return e.call("withExit", exit, exception);
  return truth(e, e.hold(asyncExit(e, exit, exception)), where);
}
