/**
 * The traced form, for `sys.settrace` and `sys.setprofile`. Code in this form keeps frames (`frames.ts`) and says where it is:
 *
 *     function f$1(a) {
 *       const $f = $enterTraced(K[1], G, ...);                      // "call"
 *       try {
 *         try {
 *           $p = 3; $traceLine($f, false);                          // "line"
 *           ...
 *           return $f.returned = value;
 *         } catch ($e) { throw $traceRaised($f, $unwind($e, ...), $p); }   // "exception"
 *       } finally { $leaveTraced($f); }                             // "return"
 *     }
 *
 * Two kinds of sources are compiled so: those that name what switches tracing on, and all that are run after something did
 * (`interpreter/tracing.ts`). Every other code pays nothing.
 *
 * Lines are those of statements, of the tests of loops, of `except` and `case`. An expression over several lines is one.
 */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Stmt } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";

export const traces = ({ unit }: Emitter): boolean => unit.options.traced === true;

export const frameOf = (): js.Expr => b.id("$f");

/** `$p = n; $traceLine($f, again);`: where `again` is set, the line is told though it was the last one. */
export function traceLine(e: Emitter, where: Span, again: js.Expr = b.no): void {
  if (!traces(e)) return;
  e.mark(where);
  e.run(e.call("traceLine", frameOf(), again));
}

/** The line of a statement. Those that have none of their own, or tell it themselves, are left out. */
export function traceStatement(e: Emitter, node: Stmt): void {
  if (!traces(e)) return;
  switch (node.kind) {
    case "Global":
    case "Nonlocal":
    case "While":
      return;
    case "FunctionDef":
    case "AsyncFunctionDef":
    case "ClassDef":
      traceLine(e, node.decorator_list[0] ?? node);
      return;
    default:
      traceLine(e, node);
  }
}

/**
 * For the head of a loop, which is passed again and again: declares a flag, and returns what tells the line, every time but the
 * first whether it was the last one or not.
 */
export function loopLine(e: Emitter, where: Span): () => void {
  if (!traces(e)) return () => {};
  const again = e.code.unique("$n");
  e.emit(b.let_(again, b.no));
  return () => {
    traceLine(e, where, b.id(again));
    e.run(b.assign(b.id(again), b.yes));
  };
}

/** A value that is returned, kept for the event. */
export const returned = (e: Emitter, value: js.Expr): js.Expr =>
  traces(e) ? b.assign(b.member(frameOf(), "returned"), value) : value;

/** An exception that has got its traceback entry here. */
export const raised = (e: Emitter, exception: js.Expr): js.Expr =>
  traces(e) ? e.call("traceRaised", frameOf(), exception, b.id("$p")) : exception;
