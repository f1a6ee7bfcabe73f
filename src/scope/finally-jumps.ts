/**
 * Warnings about jumps out of a `finally` block, which swallow the exception on its way (PEP 765). They come before those of the
 * symbol tables. CPython: Python/ast_preprocess.c, control_flow_in_finally_warning.
 */
import type { Mod, Stmt } from "../syntax/ast.ts";
import type { Warn } from "./warn.ts";

/** Whether a `return`, and whether a `break` or `continue`, would leave a `finally` block. */
type Context = { readonly returns: boolean; readonly loops: boolean };

const outside: Context = { returns: false, loops: false };
const inFinally: Context = { returns: true, loops: true };

export function warnFinallyJumps(tree: Mod, warn: Warn): void {
  if (tree.kind === "Module" || tree.kind === "Interactive") visit(tree.body, outside, warn);
}

function visit(body: readonly Stmt[], context: Context, warn: Warn): void {
  for (const node of body) {
    switch (node.kind) {
      case "Return":
        if (context.returns) warn("'return' in a 'finally' block", node);
        break;
      case "Break":
        if (context.loops) warn("'break' in a 'finally' block", node);
        break;
      case "Continue":
        if (context.loops) warn("'continue' in a 'finally' block", node);
        break;
      case "FunctionDef":
      case "AsyncFunctionDef":
        visit(node.body, outside, warn);
        break;
      case "ClassDef":
      case "With":
      case "AsyncWith":
        visit(node.body, context, warn);
        break;
      case "For":
      case "AsyncFor":
      case "While":
        visit(node.body, { ...context, loops: false }, warn);
        visit(node.orelse, context, warn);
        break;
      case "If":
        visit(node.body, context, warn);
        visit(node.orelse, context, warn);
        break;
      case "Match":
        for (const clause of node.cases) visit(clause.body, context, warn);
        break;
      case "Try":
      case "TryStar":
        visit(node.body, context, warn);
        for (const handler of node.handlers) visit(handler.body, context, warn);
        visit(node.orelse, context, warn);
        visit(node.finalbody, inFinally, warn);
        break;
      default:
    }
  }
}
