/** `with` and `async with`. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node } from "../syntax/ast.ts";
import { assignTo } from "./assignments.ts";
import type { Emitter } from "./emitter.ts";
import { caught, handling } from "./exceptions.ts";
import { truth } from "./tests.ts";
import { val } from "./types.ts";

/** The items from the first on, each around the next. */
export function withStatement(e: Emitter, node: Node<"With"> | Node<"AsyncWith">): void {
  e.conditionally(() => item(e, node, 0));
}

/**
 *     const $w1 = $withEnter(manager); let $f2 = true;
 *     try { target = $w1[1]; body } catch ($e3) {
 *       $f2 = false; $e3 = $caught(...); const $h4 = $enterHandler($e3);
 *       try { if (!$withExit($w1[0], $e3)) { $p = -1; throw $e3; } } finally { $leaveHandler($h4); }
 *     } finally { if ($f2) { $p = 5; $withExit($w1[0], undefined); } }
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
  const fine = e.code.unique("$f");
  const error = e.code.unique("$e");
  const manager = e.atom(context);
  e.mark(context);
  e.emit(b.const_(pair, e.call(isAsync ? "asyncWithEnter" : "withEnter", manager.js)));
  const exit = b.index(b.id(pair), b.lit(0));
  let entered: js.Expr = b.index(b.id(pair), b.lit(1));
  if (isAsync) entered = e.hold(b.delegate(e.call("await", b.id("$g"), entered))).js;
  e.emit(b.let_(fine, b.yes));
  const body = e.capture(() => {
    if (target !== null) assignTo(e, target, e.save(val(entered)));
    item(e, node, i + 1);
  });
  const handler = e.capture(() => {
    e.run(b.assign(b.id(fine), b.no));
    e.run(b.assign(b.id(error), caught(e, b.id(error))));
    e.out.push(
      ...handling(e, error, () => {
        e.mark(context);
        const swallowed = leave(e, isAsync, exit, b.id(error), context);
        const propagate = e.capture(() => {
          e.markRaised();
          e.emit(b.throw_(b.id(error)));
        });
        e.emit(b.if_(b.not(swallowed), propagate));
      }),
    );
  });
  const normal = e.capture(() => {
    e.mark(context);
    e.run(isAsync ? asyncExit(e, exit, b.undef) : e.call("withExit", exit, b.undef));
  });
  e.emit(b.try_(body, error, handler, [b.if_(b.id(fine), normal)]));
}

function asyncExit(e: Emitter, exit: js.Expr, exception: js.Expr): js.Expr {
  return b.delegate(e.call("await", b.id("$g"), e.call("asyncWithExit", exit, exception)));
}

/** Whether the manager swallowed the exception, as a JavaScript boolean. */
function leave(e: Emitter, isAsync: boolean, exit: js.Expr, exception: js.Expr, where: Span): js.Expr {
  if (!isAsync) return e.call("withExit", exit, exception);
  return truth(e, e.hold(asyncExit(e, exit, exception)), where);
}
