/** `if`, `while`, `for`. */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Node, Stmt } from "../syntax/ast.ts";
import { assignTo } from "./assignments.ts";
import type { Emitter } from "./emitter.ts";
import { asyncIterate, iterate, tick } from "./loops.ts";
import { loopLine, traceLine } from "./tracing.ts";

/** Whether a test is known when compiling, so that `if __debug__:` and `while 1:` leave nothing behind. */
function knownTest(test: js.Expr): boolean | undefined {
  if (test.type === "Literal" && typeof test.value === "boolean") return test.value;
  if (test.type === "BinaryExpression" && test.op === "!==") {
    const { left, right } = test;
    if (left.type === "Literal" && right.type === "Literal") return left.value !== right.value;
  }
  return undefined;
}

/**
 * `if`. An `elif` whose test needs statements cannot be an `else if`; such chains are a labelled block that each branch
 * leaves at its end:
 *
 *     $l1: { if (a) { ...; break $l1; } statements; if (b) { ...; break $l1; } ... }
 */
export function ifStatement(e: Emitter, node: Node<"If">): void {
  e.conditionally(() => {
    const label = e.code.unique("$l");
    let labelUsed = false;
    let at = node;
    const outer = e.out;
    // `target` is the list that the next `if` of the chain goes to: an `else` block while tests stand alone.
    const root: js.Stmt[] = [];
    e.out = root;
    for (;;) {
      const depth = e.code.tempDepth;
      if (at !== node) traceLine(e, at.test);
      const test = e.test(at.test);
      e.code.tempDepth = depth;
      const known = knownTest(test);
      const body = known === false ? [] : e.block(at.body);
      const next: Stmt | undefined = at.orelse[0];
      const last = at.orelse.length !== 1 || next?.kind !== "If";
      if (known !== undefined) {
        if (known) e.out.push(...body);
        else if (last) e.suite(at.orelse);
        if (known || last) break;
      } else if (last) {
        e.emit(b.if_(test, body, at.orelse.length === 0 ? null : e.block(at.orelse)));
        break;
      } else {
        e.emit(b.if_(test, leaves(body) ? body : [...body, b.break_(label)]));
        labelUsed ||= !leaves(body);
      }
      at = next as Node<"If">;
    }
    e.out = outer;
    if (labelUsed) e.emit(b.label(label, b.block(root)));
    else outer.push(...root);
  });
}

/** Whether control never reaches the end of these statements. */
function leaves(body: readonly js.Stmt[]): boolean {
  const last = body[body.length - 1]?.type;
  return (
    last === "ReturnStatement" ||
    last === "ThrowStatement" ||
    last === "BreakStatement" ||
    last === "ContinueStatement"
  );
}

/** The JavaScript loop, then the `else` suite, which `break` jumps over by a label. */
function loopWithElse(e: Emitter, orelse: readonly Stmt[], make: () => js.Stmt): void {
  const elseLabel = orelse.length > 0 ? e.code.unique("$l") : null;
  const loop = { kind: "loop" as const, elseLabel, labelUsed: false };
  e.exits.push(loop);
  const made = make();
  e.exits.pop();
  if (loop.elseLabel === null) {
    e.emit(made);
    return;
  }
  const after = e.block(orelse);
  if (loop.labelUsed) {
    e.emit(b.label(loop.elseLabel, b.block([made, ...after])));
  } else {
    e.emit(made);
    e.out.push(...after);
  }
}

/** `while (test) { tick; body }`, or `for (;;) { statements of the test; if (!test) break; tick; body }` */
export function whileStatement(e: Emitter, node: Node<"While">): void {
  const tellLine = loopLine(e, node.test);
  e.conditionally(() =>
    loopWithElse(e, node.orelse, () => {
      let test: js.Expr = b.yes;
      const head = e.capture(() => {
        tellLine();
        test = e.test(node.test);
      });
      const body = [tick(e, node.test), ...e.block(node.body)];
      if (head.length === 0) return b.while_(knownTest(test) === true ? b.yes : test, body);
      return b.for_(null, null, null, [...head, b.if_(b.not(test), [b.break_()]), ...body]);
    }),
  );
}

/** See loops.ts for the head. */
export function forStatement(e: Emitter, node: Node<"For"> | Node<"AsyncFor">): void {
  const source = node.kind === "For" ? iterate(e, node.iter, node.target) : asyncIterate(e, node.iter);
  const tellLine = loopLine(e, node.iter);
  e.conditionally(() =>
    loopWithElse(e, node.orelse, () => {
      const line = e.capture(tellLine);
      const head = source((value) => assignTo(e, node.target, value));
      return b.for_(null, null, null, [...line, ...head, ...e.block(node.body)]);
    }),
  );
}
