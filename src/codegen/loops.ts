/** Iteration: the one way in which `for` statements and comprehensions walk an iterable. */
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { constantKey } from "./displays.ts";
import type { Emitter } from "./emitter.ts";
import { lookup } from "./names.ts";
import { type Val, val } from "./types.ts";

/**
 * `if (--$t === 0) $t = $tick();`: once per iteration, so that interrupts and limits reach every loop. With `where`, that is
 * what an interrupt blames: `{ $p = 3; $t = $tick(); }`.
 */
export function tick(e: Emitter, where?: Span): js.Stmt {
  const count = countdown(e);
  return b.if_(b.eq(b.update("--", count, true), b.lit(0)), callTick(e, count, where));
}

/** The variable that counts down the turns of loops until the next look for interrupts. */
function countdown(e: Emitter): js.Expr {
  e.code.loops = true;
  return b.id("$t");
}

function callTick(e: Emitter, count: js.Expr, where?: Span): js.Stmt[] {
  e.code.raises = true;
  const place = where === undefined ? [] : [b.expr(e.at(where))];
  return [...place, b.expr(b.assign(count, e.call("tick")))];
}

/**
 * A source of values, evaluated: the statements at the head of the loop that bind the next one or `break`, and that look for
 * interrupts.
 */
export type Iteration = (bind: (value: Val) => void) => js.Stmt[];

/**
 *     const $1 = $iter(o);
 *     for (;;) { $p = 3; $2 = $1.nx(); if ($2 === undefined) break; x = $2; ... }
 *
 * `range(...)` has a second mode in the same loop, see `rangeIteration`; `for a, b in ...` takes apart what it gets at once,
 * so that `enumerate(...)` and its like need no new tuple for each step: `$iterPairs(o)`.
 */
export function iterate(e: Emitter, iterable: Expr, target: Expr): Iteration {
  if (isRangeCall(e, iterable)) return rangeIteration(e, iterable);
  if (isShortDisplay(iterable)) return displayIteration(e, iterable);
  const source = e.atom(iterable);
  return iteratorIteration(e, e.hold(e.slow(iterable, iteratorOf(e, source.js, target))).js, iterable);
}

/** `$iter(source)`, or `$iterPairs(source)`. A namespace may run Python code between the two bindings. */
export function iteratorOf(e: Emitter, source: js.Expr, target: Expr): js.Expr {
  const pair =
    (target.kind === "Tuple" || target.kind === "List") &&
    target.elts.length === 2 &&
    target.elts.every((element) => element.kind !== "Starred") &&
    e.code.nameMode === "globals";
  return e.call(pair ? "iterPairs" : "iter", source);
}

/** Over something that already has `nx()`. */
export function iteratorIteration(e: Emitter, iterator: js.Expr, where: Span): Iteration {
  const next = e.temp();
  return (bind) =>
    e.capture(() => {
      e.mark(where);
      e.run(b.assign(next, b.method(iterator, "nx")));
      e.emit(b.if_(b.eq(next, b.undef), [b.break_()]));
      bind(val(next));
      e.emit(tick(e));
    });
}

/** `async for`: `yield* $awaitedNext($g, it)`, undefined at the end. */
export function asyncIterate(e: Emitter, iterable: Expr): Iteration {
  const source = e.atom(iterable);
  return asyncIteratorIteration(e, e.hold(e.slow(iterable, e.call("aiter", source.js))).js, iterable);
}

export function asyncIteratorIteration(e: Emitter, iterator: js.Expr, where: Span): Iteration {
  const next = e.temp();
  return (bind) =>
    e.capture(() => {
      e.mark(where);
      e.run(b.assign(next, b.delegate(e.call("awaitedNext", b.id("$g"), iterator))));
      e.emit(b.if_(b.eq(next, b.undef), [b.break_()]));
      bind(val(next));
      e.emit(tick(e));
    });
}

function isRangeCall(e: Emitter, node: Expr): node is Node<"Call"> {
  return (
    node.kind === "Call" &&
    node.func.kind === "Name" &&
    node.func.id === "range" &&
    lookup(e, "range").kind === "global" &&
    node.keywords.length === 0 &&
    node.args.length >= 1 &&
    node.args.length <= 3 &&
    node.args.every((arg) => arg.kind !== "Starred")
  );
}

/** Longer displays are rather data than cases. */
const longestDisplay = 32;

/** `(a, b, c)` and `[a, b, c]`: nobody else ever sees the tuple or list. */
function isShortDisplay(node: Expr): node is Node<"Tuple"> | Node<"List"> {
  return (
    (node.kind === "Tuple" || node.kind === "List") &&
    node.elts.length <= longestDisplay &&
    node.elts.every((element) => element.kind !== "Starred")
  );
}

/**
 * Over a display there is neither a container nor an iterator:
 *
 *     $1 = [a, b, c]; $2 = 0;
 *     for (;;) { if ($2 === 3) break; $3 = $1[$2]; $2 += 1; x = $3; ... }
 *
 * An array of constants is made once.
 */
function displayIteration(e: Emitter, node: Node<"Tuple"> | Node<"List">): Iteration {
  const { elts } = node;
  const keys = elts.map(constantKey);
  const array = b.array(e.atoms(elts).map(({ js }) => js));
  const constant = keys.every((key) => key !== null);
  const items = constant ? e.unit.constant(`array ${keys.join()}`, array) : e.hold(array).js;
  const index = e.hold(b.lit(0)).js;
  const value = e.temp();
  return (bind) =>
    e.capture(() => {
      e.emit(b.if_(b.eq(index, b.lit(elts.length)), [b.break_()]));
      e.run(b.assign(value, b.index(items, index)));
      e.run(b.assign(index, b.lit(1), "+="));
      bind(val(value));
      e.emit(tick(e));
    });
}

function isInt32(value: Val): js.Expr[] {
  if (value.type.kind === "int" && value.type.max < 2 ** 31) return [];
  const int = b.eq(b.binary("|", value.js, b.lit(0)), value.js);
  return value.type.kind === "int" ? [int] : [b.typeIs(value.js, "number"), int];
}

/** So many turns of a counting loop are taken from the countdown at once. */
const turns = 1000;

/**
 * When `range` is the built-in and its arguments are 32-bit integers, the loop counts; otherwise it iterates:
 *
 *     if ($1 === $range && typeof n === "number" && (n | 0) === n) { $i = 0; $it = undefined; } else $it = $iter($1.c1(n));
 *     for (;;) {
 *       if ($it === undefined) { if ($i >= n) break; $x = $i; $i += 1; }
 *       else { $p = 3; $x = $it.nx(); if ($x === undefined) break; }
 *       ...
 *
 * Steps of one take their turns from the countdown by the thousand, since counting each would cost as much as the loop:
 *
 *       if ($it === undefined) {
 *         if ($i >= $end) {
 *           if ($i >= n) break;
 *           $end = n - $i > 1000 ? $i + 1000 : n;
 *           if (($t -= $end - $i) <= 0) $t = $tick();
 *         }
 *         $x = $i; $i += 1;
 *       }
 *
 * A step that is not a literal must not be zero and picks its comparison at run time.
 */
function rangeIteration(e: Emitter, node: Node<"Call">): Iteration {
  const callee = e.atom(node.func);
  const args = node.args.map((arg) => copy(e, e.atom(arg)));
  const start = args.length === 1 ? val(b.lit(0), { kind: "int", max: 0 }) : (args[0] as Val);
  const stop = args.length === 1 ? (args[0] as Val) : (args[1] as Val);
  const step = args[2] ?? val(b.lit(1), { kind: "int", max: 1 });
  const literalStep = step.js.type === "Literal" && typeof step.js.value === "number" ? step.js.value : null;
  const index = e.temp();
  const iterator = e.temp();
  const value = e.temp();
  const numeric = b.and(
    b.eq(callee.js, e.rt("range")),
    ...isInt32(start),
    ...isInt32(stop),
    ...isInt32(step),
    ...(literalStep === null || literalStep === 0 ? [b.ne(step.js, b.lit(0))] : []),
  );
  const made = b.method(
    callee.js,
    `c${args.length}`,
    args.map(({ js }) => js),
  );
  const end = literalStep === 1 ? e.temp() : null;
  const begin = [b.expr(b.assign(index, start.js)), b.expr(b.assign(iterator, b.undef))];
  if (end !== null) begin.push(b.expr(b.assign(end, start.js)));
  e.emit(b.if_(numeric, begin, [b.expr(b.assign(iterator, e.slow(node, e.call("iter", made))))]));
  const up = b.binary(">=", index, stop.js);
  const down = b.binary("<=", index, stop.js);
  const finished =
    literalStep === null ? b.cond(b.binary(">", step.js, b.lit(0)), up, down) : literalStep > 0 ? up : down;
  return (bind) =>
    e.capture(() => {
      const stopped = b.if_(finished, [b.break_()]);
      const count = [
        end === null
          ? stopped
          : b.if_(b.binary(">=", index, end), [stopped, ...reserve(e, index, end, stop.js)]),
        b.expr(b.assign(value, index)),
        b.expr(b.assign(index, step.js, "+=")),
      ];
      const next = [
        b.expr(e.at(node)),
        b.expr(b.assign(value, b.method(iterator, "nx"))),
        b.if_(b.eq(value, b.undef), [b.break_()]),
      ];
      if (end !== null) next.push(tick(e));
      e.emit(b.if_(b.eq(iterator, b.undef), count, next));
      bind(val(value));
      if (end === null) e.emit(tick(e));
    });
}

/** Takes the next turns from the countdown. */
function reserve(e: Emitter, index: js.Expr, end: js.Identifier, stop: js.Expr): js.Stmt[] {
  const count = countdown(e);
  const left = b.binary("-", stop, index);
  const next = b.cond(b.binary(">", left, b.lit(turns)), b.binary("+", index, b.lit(turns)), stop);
  const rest = b.assign(count, b.binary("-", end, index), "-=");
  return [b.expr(b.assign(end, next)), b.if_(b.binary("<=", rest, b.lit(0)), callTick(e, count))];
}

/** An operand that the loop's body may rebind must be a temporary of its own. */
function copy(e: Emitter, value: Val): Val {
  if (value.js.type !== "Identifier" || value.js.name.startsWith("$")) return value;
  return e.hold(value.js, value.type);
}
