/**
 * Counting calls for the recursion limit; runtime/core/depth.ts says which are counted and why.
 *
 * A function with handlers keeps the depth at its entry, so that no way out can leave it wrong:
 *
 *     const $d = $depth.n;
 *     if ($d >= $depth.limit) throw $tooDeep();
 *     $depth.n = $d + 1;
 *     try { ... $ret = value; $depth.n = $d; return $ret; } catch ($e) { $depth.n = $d; throw $unwind(...); }
 *
 * Any other function counts only while `on` is set:
 *
 *     if ($depth.on) $enterCall();
 *     try { ... $ret = value; if ($depth.on) $depth.n--; return $ret; } catch ($e) { throw $unwindCall(...); }
 *
 * Code objects that no Python code calls (modules, class bodies) are left out.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import { type Emitter, isAtom } from "./emitter.ts";

export interface Count {
  /** What stands at the entry, in front of the function's `try`. */
  readonly enter: readonly js.Stmt[];
  /** What stands before each `return`. */
  readonly leave: js.Stmt;
  /** What stands before the function throws. */
  readonly failed: readonly js.Stmt[];
  /** The runtime's function that the function's catch calls. */
  readonly unwind: "unwind" | "unwindCall";
}

/** How the function being compiled counts its calls; undefined where it does not. */
export function countOf(e: Emitter): Count | undefined {
  const { code } = e;
  if (!code.raises || !code.scope.isFunctionLike) return undefined;
  const depth = e.rt("depth");
  const now = b.member(depth, "n");
  if (!code.handles) {
    const on = b.member(depth, "on");
    return {
      enter: [b.if_(on, [b.expr(e.call("enterCall"))])],
      leave: b.if_(on, [b.expr(b.update("--", now))]),
      failed: [],
      unwind: "unwindCall",
    };
  }
  const before = b.id("$d");
  const restore = b.expr(b.assign(now, before));
  return {
    enter: [
      b.const_(before, now),
      b.if_(b.binary(">=", before, b.member(depth, "limit")), [b.throw_(e.call("tooDeep"))]),
      b.expr(b.assign(now, b.binary("+", before, b.lit(1)))),
    ],
    leave: restore,
    failed: [restore],
    unwind: "unwind",
  };
}

/** The statements with `leave` before each `return`. */
export function leaving(e: Emitter, statements: readonly js.Stmt[], leave: js.Stmt): js.Stmt[] {
  const block = (body: readonly js.Stmt[]): js.Stmt[] => body.flatMap(visit);
  const visit = (stmt: js.Stmt): js.Stmt[] => {
    switch (stmt.type) {
      case "ReturnStatement": {
        const { arg } = stmt;
        if (arg === null || isAtom(arg)) return [leave, stmt];
        const value = b.id("$ret");
        e.code.declared.add(value.name);
        return [{ ...b.expr(b.assign(value, arg)), ...at(stmt) }, leave, b.ret(value)];
      }
      case "IfStatement": {
        const { consequent, alternate } = stmt;
        return [{ ...stmt, consequent: block(consequent), alternate: alternate && block(alternate) }];
      }
      case "WhileStatement":
      case "DoWhileStatement":
      case "ForStatement":
      case "ForOfStatement":
      case "BlockStatement":
        return [{ ...stmt, body: block(stmt.body) }];
      case "LabeledStatement": {
        const body = visit(stmt.body);
        return [{ ...stmt, body: body.length === 1 ? (body[0] as js.Stmt) : b.block(body) }];
      }
      case "TryStatement": {
        const { handler, finalizer } = stmt;
        return [
          {
            ...stmt,
            block: block(stmt.block),
            handler: handler && block(handler),
            finalizer: finalizer && block(finalizer),
          },
        ];
      }
      case "SwitchStatement":
        return [{ ...stmt, cases: stmt.cases.map(({ test, body }) => ({ test, body: block(body) })) }];
      default:
        return [stmt];
    }
  };
  return block(statements);
}

const at = ({ pos }: js.Stmt): { pos?: number } => (pos === undefined ? {} : { pos });
