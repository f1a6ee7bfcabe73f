/**
 * Ways out: `return`, `break`, `continue` and exceptions, and the `finally` and `with` blocks that they cross.
 *
 * JavaScript's own `finally` would do, but it passes an exception on by throwing it again, once for each block and once for the
 * function's catch; a throw is the most expensive thing that emitted code does. So a block that has something to do on every
 * way out is a labelled block: exceptions are caught and kept, the other ways note themselves and leave the label, and
 * behind the cleanup each goes on.
 *
 *     let $x1, $k2 = 0, $r3;
 *     $l4: { try { ...; $r3 = value; $k2 = 1; break $l4; ... } catch ($e) { $x1 = $caught($e, ...); } }
 *     cleanup
 *     if ($x1 !== undefined) { $p = -1; raise $x1 }
 *     if ($k2 === 1) return $r3;
 *
 * What is raised inside such a block, or in the body of a `try` with handlers, leaves in the same way.
 *
 * An exception that no `try` of the function can see leaves the whole body the same way, to the one `throw` behind it:
 *
 *     $fail: { try { ...; $raised = exception; break $fail; ... } catch ($e) { $raised = $e; } }
 *     throw $unwind($raised, K[0], G, $p);
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Emitter } from "./emitter.ts";
import type { Val } from "./types.ts";

/** What surrounds a statement and its ways out have to cross, outermost first. */
export type Exit =
  /** A Python loop. `break` needs the label when the loop has an `else`, which stands behind the JavaScript loop. */
  | { readonly kind: "loop"; readonly elseLabel: string | null; labelUsed: boolean }
  /** A JavaScript `try` whose catch must see exceptions; with a `jump`, a statement that raises one can leave for it. */
  | { readonly kind: "try"; readonly jump: Jump | null }
  | {
      readonly kind: "cleanup";
      readonly label: string;
      readonly how: string;
      readonly value: string;
      readonly ways: Set<Way>;
      /** Keeps an exception that is raised inside. */
      readonly keep: (exception: js.Expr) => js.Expr;
      raised: boolean;
    };

/** Where an exception goes that is raised inside a block: into a variable, and out of a label. */
type Jump = {
  readonly label: string;
  readonly variable: string;
  /** The names of the classes that the handlers catch; undefined when there is a bare `except`. */
  readonly catches: ReadonlySet<string> | undefined;
  used: boolean;
};

type Way = "return" | "break" | "continue";
const numbers: { readonly [W in Way]: number } = { return: 1, break: 2, continue: 3 };

function leave(e: Emitter, exit: Extract<Exit, { kind: "cleanup" }>, way: Way): void {
  exit.ways.add(way);
  e.run(b.assign(b.id(exit.how), b.lit(numbers[way])));
  e.emit(b.break_(exit.label));
}

/** `return value` */
export function emitReturn(e: Emitter, value: js.Expr): void {
  for (let i = e.exits.length - 1; i >= 0; i--) {
    const exit = e.exits[i] as Exit;
    if (exit.kind !== "cleanup") continue;
    e.run(b.assign(b.id(exit.value), value));
    leave(e, exit, "return");
    return;
  }
  e.emit(b.ret(value));
}

function leaveLoop(e: Emitter, way: "break" | "continue"): void {
  for (let i = e.exits.length - 1; i >= 0; i--) {
    const exit = e.exits[i] as Exit;
    if (exit.kind === "cleanup") {
      leave(e, exit, way);
      return;
    }
    if (exit.kind === "try") continue;
    if (way === "continue") {
      e.emit(b.continue_());
    } else {
      if (exit.elseLabel !== null) exit.labelUsed = true;
      e.emit(b.break_(exit.elseLabel));
    }
    return;
  }
}

export function breakStatement(e: Emitter): void {
  leaveLoop(e, "break");
}

export function continueStatement(e: Emitter): void {
  leaveLoop(e, "continue");
}

/** Sends an exception object to the innermost `try` of the function or out of it. */
export function emitRaise(e: Emitter, exception: js.Expr): void {
  e.code.raises = true;
  for (let i = e.exits.length - 1; i >= 0; i--) {
    const exit = e.exits[i] as Exit;
    if (exit.kind === "loop") continue;
    if (exit.kind === "cleanup") {
      exit.raised = true;
      e.run(exit.keep(exception));
      e.emit(b.break_(exit.label));
    } else if (exit.jump !== null) {
      exit.jump.used = true;
      e.run(b.assign(b.id(exit.jump.variable), exception));
      e.emit(b.break_(exit.jump.label));
    } else {
      e.emit(b.throw_(exception));
    }
    return;
  }
  e.code.fails = true;
  e.run(b.assign(b.id("$raised"), exception));
  e.emit(b.break_("$fail"));
}

/** Builtin exceptions with what catches them. */
const families = {
  lookup: ["KeyError", "IndexError", "LookupError", "Exception", "BaseException"],
  attribute: ["AttributeError", "Exception", "BaseException"],
  stop: ["StopIteration", "Exception", "BaseException"],
} as const;

/** Whether an exception of this family is for the innermost `try`, to which {@link emitRaise} can send it. */
export function isAwaited(e: Emitter, family: keyof typeof families): boolean {
  const exit = e.exits.findLast(({ kind }) => kind !== "loop");
  if (exit?.kind !== "try" || exit.jump === null) return false;
  const { catches } = exit.jump;
  return catches === undefined || families[family].some((name) => catches.has(name));
}

/**
 * An operation that a program tries, to see whether it works, throws nothing when it does not: `attempt` then gives undefined and
 * `error` makes the exception.
 *
 *     $2 = $findItem(o, i); if ($2 === undefined) { $e1 = $missingItem(o, i); break $j3; }
 */
export function attempted(e: Emitter, attempt: js.Expr, error: js.Expr): Val {
  const value = e.hold(attempt);
  const failed = e.capture(() => emitRaise(e, error));
  e.emit(b.if_(b.eq(value.js, b.undef), failed));
  return value;
}

/** Passes on an exception that has its traceback entry for this activation already. */
export function emitReraise(e: Emitter, exception: js.Expr): void {
  e.markRaised();
  emitRaise(e, exception);
}

/** The statements of `body`, which a JavaScript `try` will stand around. */
export function inTry(e: Emitter, body: () => void, jump: Jump | null = null): js.Stmt[] {
  e.exits.push({ kind: "try", jump });
  const statements = e.capture(body);
  e.exits.pop();
  return statements;
}

/**
 * Emits `body` and then `cleanup`, on every way out. The cleanup is given the variable that holds the exception, undefined when
 * there is none, and tells whether it passes the exception on itself.
 */
export function withCleanup(
  e: Emitter,
  body: () => void,
  caught: (error: js.Expr) => js.Expr,
  cleanup: (exception: string) => "raise" | "handled",
): void {
  const { code } = e;
  const exception = code.unique("$x");
  const error = code.unique("$e");
  const exit: Exit = {
    kind: "cleanup",
    label: code.unique("$l"),
    how: code.unique("$k"),
    value: code.unique("$r"),
    ways: new Set(),
    keep: (raised) => b.assign(b.id(exception), caught(raised)),
    raised: false,
  };
  e.exits.push(exit);
  const statements = e.capture(body);
  e.exits.pop();
  const attempt = b.try_(statements, error, [b.expr(exit.keep(b.id(error)))]);
  const { ways } = exit;
  e.emit(b.let_(exception));
  if (ways.size > 0) e.emit(b.let_(exit.how, b.lit(0)));
  if (ways.has("return")) e.emit(b.let_(exit.value));
  e.emit(ways.size > 0 || exit.raised ? b.label(exit.label, b.block([attempt])) : attempt);
  const outcome = cleanup(exception);
  if (outcome === "raise") {
    const pass = e.capture(() => emitReraise(e, b.id(exception)));
    e.emit(b.if_(b.ne(b.id(exception), b.undef), pass));
  }
  const dispatch: readonly (readonly [Way, () => void])[] = [
    ["return", () => emitReturn(e, b.id(exit.value))],
    ["break", () => breakStatement(e)],
    ["continue", () => continueStatement(e)],
  ];
  for (const [way, go] of dispatch) {
    if (ways.has(way)) e.emit(b.if_(b.eq(b.id(exit.how), b.lit(numbers[way])), e.capture(go)));
  }
}
