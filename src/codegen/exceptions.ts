/** `try`, `raise`, `assert`. */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { ExceptHandler, Expr, Node } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { emitRaise, emitReraise, inTry, withCleanup } from "./exits.ts";
import { lastLocals } from "./frames.ts";
import { raised, traceLine } from "./tracing.ts";
import { codeObject } from "./functions.ts";
import { deleteVariable, storeVariable } from "./names.ts";
import { val } from "./types.ts";

/** `$caught($e1, K[0], G, $p, [x])`: the Python exception, with its traceback entry for this activation. */
export function caught(e: Emitter, error: js.Expr): js.Expr {
  e.code.raises = true;
  e.code.handles = true;
  return raised(e, e.call("caught", error, codeObject(e), b.id("G"), b.id("$p"), ...lastLocals(e)));
}

/** Statements run while `exception` (a variable) is the handled one; `body` comes between enter and leave. */
export function handling(e: Emitter, exception: string, body: () => void): js.Stmt[] {
  e.handlers.push({ exception, always: true });
  const inner = e.capture(body);
  e.handlers.pop();
  const leave = (call: js.Expr): js.Stmt => b.try_(inner, null, null, [b.expr(call)]);
  if (e.code.kind !== "plain") return [b.expr(resumableEnter(e, exception)), leave(resumableLeave(e))];
  const before = e.code.unique("$h");
  return [
    b.const_(before, e.call("enterHandler", b.id(exception))),
    leave(e.call("leaveHandler", b.id(before))),
  ];
}

/** `$resumableEnter($g, $e1)` */
const resumableEnter = (e: Emitter, exception: string): js.Expr =>
  e.call("resumableEnter", b.id("$g"), b.id(exception));

/**
 * `$resumableLeave($g, $x2 ?? $e1)`: back to what a generator handles around the handler that ends; nothing, when the second argument is
 * undefined. Who resumes it last need not be who did when the handler began, so what was handled then cannot be kept.
 */
function resumableLeave(e: Emitter): js.Expr {
  const parts: js.Expr[] = [];
  for (let i = e.handlers.length - 1; i >= 0; i--) {
    const { exception, always } = e.handlers[i] as (typeof e.handlers)[number];
    parts.push(b.id(exception));
    if (always) break;
  }
  if (parts.length === 0) parts.push(b.undef);
  return e.call(
    "resumableLeave",
    b.id("$g"),
    parts.reduceRight((rest, part) => b.logical("??", part, rest)),
  );
}

export function tryStatement(e: Emitter, node: Node<"Try"> | Node<"TryStar">): void {
  e.conditionally(() => {
    if (node.finalbody.length === 0) tryExcept(e, node);
    else tryFinally(e, node);
  });
}

/**
 * See exits.ts for what surrounds the cleanup, which is:
 *
 *     const $h5 = $x1 !== undefined ? $enterHandler($x1) : undefined;
 *     try { final } finally { if ($h5 !== undefined) $leaveHandler($h5); }
 *
 * and in a generator `$resumableEnter` and `$resumableLeave`.
 */
function tryFinally(e: Emitter, node: Node<"Try"> | Node<"TryStar">): void {
  withCleanup(
    e,
    () => {
      if (node.handlers.length > 0) tryExcept(e, node);
      else e.suite(node.body);
    },
    (error) => caught(e, error),
    (exception) => {
      const raised = b.ne(b.id(exception), b.undef);
      e.handlers.push({ exception, always: false });
      const final = e.block(node.finalbody);
      e.handlers.pop();
      const leave = (test: js.Expr, call: js.Expr): void =>
        e.emit(b.try_(final, null, null, [b.if_(test, [b.expr(call)])]));
      if (e.code.kind === "plain") {
        const before = e.code.unique("$h");
        const enter = e.call("enterHandler", b.id(exception));
        e.emit(b.const_(before, b.cond(raised, enter, b.undef)));
        leave(b.ne(b.id(before), b.undef), e.call("leaveHandler", b.id(before)));
      } else {
        e.emit(b.if_(raised, [b.expr(resumableEnter(e, exception))]));
        leave(raised, resumableLeave(e));
      }
      return "raise";
    },
  );
}

/**
 *     $l1: {
 *       try { body } catch ($e2) {
 *         $e2 = $caught($e2, K[0], G, $p);
 *         const $h3 = $enterHandler($e2);
 *         try { if ($exceptMatches($e2, T)) { ... } else { $p = -1; throw $e2; } } finally { $leaveHandler($h3); }
 *         break $l1;
 *       }
 *       orelse
 *     }
 *
 * and where the body itself raises, which nothing needs to be thrown for:
 *
 *     let $e2;
 *     $j3: { try { ...; $e2 = $raise(x); break $j3; ... } catch ($c4) { $e2 = $c4; } }
 *     if ($e2 !== undefined) { $e2 = $caught($e2, K[0], G, $p); ... } else { orelse }
 */
function tryExcept(e: Emitter, node: Node<"Try"> | Node<"TryStar">): void {
  const error = e.code.unique("$e");
  const ignoresExit = node.handlers.every(({ type }) => type !== null && isOrdinary(type));
  const jump = {
    label: e.code.unique("$j"),
    variable: error,
    catches: caughtNames(node.handlers),
    used: false,
  };
  const body = inTry(e, () => e.suite(node.body), jump);
  const handler = e.capture(() => {
    e.run(b.assign(b.id(error), caught(e, b.id(error))));
    e.out.push(
      ...handling(e, error, () => {
        if (node.kind === "TryStar") starHandlers(e, node.handlers, error);
        else handlers(e, node.handlers, 0, error);
      }),
    );
  });
  if (jump.used) {
    const thrown = e.code.unique("$c");
    const keep = b.expr(b.assign(b.id(error), b.id(thrown)));
    e.emit(b.let_(error));
    e.emit(b.label(jump.label, b.block([b.try_(body, thrown, [keep], null, ignoresExit)])));
    const orelse = node.orelse.length === 0 ? null : e.block(node.orelse);
    e.emit(b.if_(b.ne(b.id(error), b.undef), handler, orelse));
    return;
  }
  if (node.orelse.length === 0) {
    e.emit(b.try_(body, error, handler, null, ignoresExit));
    return;
  }
  const label = e.code.unique("$l");
  const attempt = b.try_(body, error, [...handler, b.break_(label)], null, ignoresExit);
  e.emit(b.label(label, b.block([attempt, ...e.block(node.orelse)])));
}

/**
 * Whether what a handler catches is named as the exceptions are that are no bases of `GeneratorExit`. A generator that waits where only
 * these are caught notices nothing of being closed; that of `collections.abc.Sequence` is left unfinished by the thousand.
 */
function isOrdinary(type: Expr): boolean {
  if (type.kind === "Tuple") return type.elts.every(isOrdinary);
  const name = type.kind === "Name" ? type.id : type.kind === "Attribute" ? type.attr : "";
  return /(?:Error|Warning|Iteration|^Exception)$/.test(name);
}

/** The names of the classes that handlers catch; undefined when there is a bare `except`. */
function caughtNames(nodes: readonly ExceptHandler[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { type } of nodes) {
    if (type === null) return undefined;
    for (const cls of type.kind === "Tuple" ? type.elts : [type]) if (cls.kind === "Name") names.add(cls.id);
  }
  return names;
}

/** The handlers from the `i`th on; at the end the exception goes on its way. */
function handlers(e: Emitter, nodes: readonly ExceptHandler[], i: number, error: string): void {
  const node = nodes[i];
  if (node === undefined) {
    emitReraise(e, b.id(error));
    return;
  }
  traceLine(e, node);
  if (node.type === null) {
    e.suite(node.body);
    return;
  }
  const depth = e.code.tempDepth;
  const type = e.atom(node.type);
  const matches = e.slow(node.type, e.call("exceptMatches", b.id(error), type.js));
  e.code.tempDepth = depth;
  const body = e.capture(() => named(e, node, b.id(error)));
  e.emit(
    b.if_(
      matches,
      body,
      e.capture(() => handlers(e, nodes, i + 1, error)),
    ),
  );
}

/** The body of `except T as name`; the name is unbound again however the body ends. */
function named(e: Emitter, node: ExceptHandler, exception: js.Expr): void {
  if (node.name === null) {
    e.suite(node.body);
    return;
  }
  const name = e.mangle(node.name);
  storeVariable(e, name, exception, node);
  const body = e.block(node.body);
  e.emit(
    b.try_(
      body,
      null,
      null,
      e.capture(() => deleteVariable(e, name, node, true)),
    ),
  );
}

/**
 * `except*`: each handler takes its part of the group; what handlers raise and what nobody took is raised together.
 *
 *     let $r1 = $e1; const $q2 = [];
 *     if ($r1 !== null) {
 *       const $s3 = $exceptStarSplit($r1, T, K[0], G, $p), $m4 = $s3[0];
 *       if ($m4 !== null) { $r1 = $s3[1]; try { ...as the handled one... } catch ($e5) { $q2.push($caught(...)); } }
 *     }
 *     if ($r1 !== null) $q2.push($r1);
 *     const $z6 = $exceptStarResult($e1, $q2); if ($z6 !== null) { $p = -1; throw $z6; }
 */
function starHandlers(e: Emitter, nodes: readonly ExceptHandler[], error: string): void {
  const rest = e.code.unique("$r");
  const parts = e.code.unique("$q");
  e.emit(b.let_(rest, b.id(error)));
  e.emit(b.const_(parts, b.array([])));
  const unhandled = b.ne(b.id(rest), b.nil);
  for (const node of nodes) {
    const split = e.code.unique("$s");
    const match = e.code.unique("$m");
    const raised = e.code.unique("$e");
    const attempt = e.capture(() => {
      traceLine(e, node);
      const type = e.atom(node.type as NonNullable<typeof node.type>);
      e.mark(node);
      e.emit(
        b.const_(split, e.call("exceptStarSplit", b.id(rest), type.js, codeObject(e), b.id("G"), b.id("$p"))),
      );
      e.emit(b.const_(match, b.index(b.id(split), b.lit(0))));
      const body = inTry(e, () => {
        e.out.push(...handling(e, match, () => named(e, node, b.id(match))));
      });
      const keep = e.capture(() => e.run(b.method(b.id(parts), "push", [caught(e, b.id(raised))])));
      e.emit(
        b.if_(b.ne(b.id(match), b.nil), [
          b.expr(b.assign(b.id(rest), b.index(b.id(split), b.lit(1)))),
          b.try_(body, raised, keep),
        ]),
      );
    });
    e.emit(b.if_(unhandled, attempt));
  }
  e.emit(b.if_(unhandled, [b.expr(b.method(b.id(parts), "push", [b.id(rest)]))]));
  const result = e.code.unique("$z");
  e.emit(b.const_(result, e.call("exceptStarResult", b.id(error), b.id(parts))));
  e.emit(
    b.if_(
      b.ne(b.id(result), b.nil),
      e.capture(() => {
        emitReraise(e, b.id(result));
      }),
    ),
  );
}

/** `$p = 3; throw $raise(x);` A bare `raise` passes the handled exception on without a second traceback entry. */
export function raiseStatement(e: Emitter, node: Node<"Raise">): void {
  if (node.exc === null) {
    const again = e.hold(e.slow(node, e.call("reraise")));
    emitReraise(e, again.js);
    return;
  }
  const exception = e.atom(node.exc);
  const cause = node.cause === null ? null : e.atom(node.cause);
  e.mark(node);
  emitRaise(e, cause === null ? e.call("raise", exception.js) : e.call("raiseFrom", exception.js, cause.js));
}

/** `if (!test) { $p = 3; throw $assertionError(message); }` */
export function assertStatement(e: Emitter, node: Node<"Assert">): void {
  if (e.unit.options.optimize > 0) return;
  const test = e.test(node.test);
  const failed = e.capture(() => {
    const message = node.msg === null ? val(b.undef) : e.atom(node.msg);
    e.mark(node.test);
    emitRaise(e, e.call("assertionError", message.js));
  });
  e.emit(b.if_(b.not(test), failed));
}
