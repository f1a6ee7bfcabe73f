/** Truth: comparisons, `and`, `or`, `not`, conditional expressions, as values and as JavaScript conditions. */
import type { Runtime } from "../abi/runtime.ts";
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { CompareOperator, Expr, Node } from "../syntax/ast.ts";
import { pairOf } from "./displays.ts";
import type { Emitter, TestEmitters } from "./emitter.ts";
import { fusedComparison } from "./float-expressions.ts";
import { bool, isNumber, raw, type Val, val } from "./types.ts";

/**
 * `$1 === true || $1 !== false && (typeof $1 === "number" ? $1 !== 0 : ($p = 3, $truthy($1)))`, or less where the type is known:
 * of an operator's two sides, only the slow one needs all of it.
 */
export function truth(e: Emitter, value: Val, where: Span): js.Expr {
  if (value.fast !== undefined) {
    const { test, number, slow } = value.fast;
    return b.cond(test, b.ne(number, b.lit(0)), truth(e, val(slow), where));
  }
  switch (value.type.kind) {
    case "bool":
      return value.js;
    case "none":
      return b.no;
    case "big":
      return b.yes;
    case "int":
    case "float":
      return b.ne(value.js, b.lit(0));
    case "boxed":
      return b.lit(value.type.value !== 0);
    case "str":
      return b.ne(value.js, b.lit(""));
    case "object":
    case "unknown": {
      const { js } = value;
      const held = js.type === "Identifier" ? js : e.temp();
      const first = js.type === "Identifier" ? js : b.assign(held, js);
      const slow = e.slow(where, e.call("truthy", held));
      const other =
        value.type.kind === "object" || js.type === "ConditionalExpression"
          ? slow
          : b.cond(b.typeIs(held, "number"), b.ne(held, b.lit(0)), slow);
      return b.or(b.eq(first, b.yes), b.and(b.ne(held, b.no), other));
    }
  }
}

const orderings: { readonly [K in CompareOperator]?: readonly [js.BinaryOperator, keyof Runtime] } = {
  Lt: ["<", "lt"],
  LtE: ["<=", "le"],
  Gt: [">", "gt"],
  GtE: [">=", "ge"],
  Eq: ["===", "eq"],
  NotEq: ["!==", "ne"],
};

/** One comparison over atoms. `asTest`: only its truth counts, so the slow side is made a JavaScript boolean. */
function comparison(e: Emitter, op: CompareOperator, x: Val, y: Val, where: Span, asTest: boolean): Val {
  const ordering = orderings[op];
  if (ordering === undefined) return membership(e, op, x, y, where);
  const [sign, name] = ordering;
  const direct = b.binary(sign, raw(x), raw(y));
  const called = e.slow(where, e.call(name, x.js, y.js));
  const slow = asTest ? truth(e, val(called), where) : called;
  const equality = op === "Eq" || op === "NotEq";
  const tests: js.Expr[] = [];
  const strings = equality && (x.type.kind === "str" || y.type.kind === "str");
  for (const { js, type } of [x, y]) {
    if (strings ? type.kind === "str" : isNumber(type)) continue;
    if (type.kind !== "unknown") return val(slow, asTest ? bool : undefined);
    tests.push(b.typeIs(js, strings ? "string" : "number"));
  }
  const [first, ...rest] = tests;
  if (first === undefined) return val(direct, bool);
  return val(b.cond(b.and(first, ...rest), direct, slow), asTest ? bool : undefined);
}

/** `is`, `in` and their negations. */
function membership(e: Emitter, op: CompareOperator, x: Val, y: Val, where: Span): Val {
  if (op === "In" || op === "NotIn") {
    const found = e.slow(where, e.call("contains", x.js, y.js));
    return val(op === "In" ? found : b.not(found), bool);
  }
  const identical = b.eq(x.js, y.js);
  if ([x, y].some(({ type }) => type.kind === "bool" || type.kind === "none" || type.kind === "object")) {
    return val(op === "Is" ? identical : b.ne(x.js, y.js), bool);
  }
  const same = b.or(identical, b.and(b.not(b.typeIs(x.js, "object")), e.call("is", x.js, y.js)));
  return val(op === "Is" ? same : b.not(same), bool);
}

/** `x in {1, 2}` and `x in [1, 2]` over constants: CPython makes the container once, and so do we. */
function container(e: Emitter, op: CompareOperator, node: Expr): Val {
  if ((op === "In" || op === "NotIn") && (node.kind === "Set" || node.kind === "List")) {
    const items = node.elts.map((element) => (element.kind === "Constant" ? e.expr(element).js : null));
    if (items.every((item) => item !== null)) {
      const key = node.elts.map((element) => JSON.stringify((element as Node<"Constant">).value)).join();
      const maker = node.kind === "Set" ? "set" : "tuple";
      if (!key.includes("{")) return val(e.unit.constant(`${maker} ${key}`, e.call(maker, b.array(items))));
    }
  }
  return e.atom(node);
}

/** A comparison of raw doubles; see float-expressions.ts. */
function fusedOrdering(e: Emitter, op: CompareOperator, node: Node<"Compare">, asTest: boolean): Val | null {
  const ordering = orderings[op];
  if (ordering === undefined) return null;
  const [sign, name] = ordering;
  const result = fusedComparison(e, node.left, node.comparators[0] as Expr, sign, (x, y) => {
    const called = e.call(name, x, b.seq([e.at(node), y]));
    return asTest ? truth(e, val(called), node) : called;
  });
  return result === null ? null : val(result, asTest ? bool : undefined);
}

/** The elements of a tuple display that makes its tuple for nothing but a comparison. */
function tupleItems(node: Expr): readonly Expr[] | null {
  if (node.kind !== "Tuple" || node.elts.length > 8) return null;
  return node.elts.every(({ kind }) => kind !== "Starred") ? node.elts : null;
}

/** `(a, b) < (c, d)` compares two JavaScript arrays: `$ltItems([a, b], [c, d])` */
function tupleComparison(
  e: Emitter,
  op: CompareOperator,
  node: Node<"Compare">,
  asTest: boolean,
): Val | null {
  const left = tupleItems(node.left);
  const right = tupleItems(node.comparators[0] as Expr);
  const name = orderings[op]?.[1];
  if (left === null || right === null || name === undefined) return null;
  const [x, y] = [left, right].map((items) => b.array(e.atoms(items).map(({ js }) => js)));
  const result = e.slow(node, e.call(`${name}Items` as keyof Runtime, x as js.Expr, y as js.Expr));
  if (name === "eq" || name === "ne") return val(result, bool);
  return asTest ? val(truth(e, val(result), node), bool) : val(result);
}

/** `(a, b) in x` without a tuple: `$containsPair(a, b, x)` */
function pairMembership(e: Emitter, op: CompareOperator, left: Expr, node: Node<"Compare">): Val | null {
  const pair = op === "In" || op === "NotIn" ? pairOf(e, left) : null;
  if (pair === null) return null;
  const right = container(e, op, node.comparators[0] as Expr);
  const found = e.slow(node, e.call("containsPair", ...pair, right.js));
  return val(op === "In" ? found : b.not(found), bool);
}

function compareFirst(e: Emitter, node: Node<"Compare">, asTest: boolean): { right: Val; result: Val } {
  const op = node.ops[0] as CompareOperator;
  const fused = node.ops.length === 1 ? fusedOrdering(e, op, node, asTest) : null;
  if (fused !== null) return { right: fused, result: fused };
  const items =
    node.ops.length === 1
      ? (tupleComparison(e, op, node, asTest) ?? pairMembership(e, op, node.left, node))
      : null;
  if (items !== null) return { right: items, result: items };
  const left = e.atom(node.left);
  const right = container(e, op, node.comparators[0] as Expr);
  return { right, result: comparison(e, op, left, right, node, asTest) };
}

/**
 * `a < b < c`: each further operand is evaluated only while the comparisons hold.
 *
 *     $3 = a < b; if (truth($3)) { c; $3 = b < c; }
 */
export function compare(e: Emitter, node: Node<"Compare">): Val {
  const { right, result } = compareFirst(e, node, false);
  if (node.ops.length === 1) return result;
  return chain(e, node, right, result, false);
}

function chain(e: Emitter, node: Node<"Compare">, right: Val, result: Val, asTest: boolean): Val {
  const held = e.hold(result.js, asTest ? bool : undefined);
  const rest = (i: number, left: Val): js.Stmt[] =>
    e.capture(() => {
      const op = node.ops[i] as CompareOperator;
      const next = container(e, op, node.comparators[i] as Expr);
      e.run(b.assign(held.js, comparison(e, op, left, next, node, asTest).js));
      if (i + 1 < node.ops.length) e.emit(b.if_(truth(e, held, node), rest(i + 1, next)));
    });
  const tail = rest(1, right);
  e.emit(b.if_(truth(e, held, node), tail));
  return held;
}

/**
 * `a and b` as a value:
 *
 *     $1 = a; if (truth($1)) $1 = b;
 */
export function boolOp(e: Emitter, node: Node<"BoolOp">): Val {
  if (node.values.slice(0, -1).some(({ kind }) => kind === "BoolOp")) return nestedBoolOp(e, node);
  const depth = e.code.tempDepth;
  const first = e.expr(node.values[0] as Expr);
  e.code.tempDepth = depth;
  const held = e.hold(first.js, first.type);
  let type = first.type;
  const build = (i: number, current: Val): void => {
    const body = e.capture(() => {
      const value = e.expr(node.values[i] as Expr);
      if (value.type.kind !== type.kind) type = val(value.js).type;
      e.run(b.assign(held.js, value.js));
      e.code.tempDepth = depth + 1;
      if (i + 1 < node.values.length) build(i + 1, val(held.js, value.type));
    });
    const test = truth(e, current, node.values[i - 1] as Expr);
    e.emit(b.if_(node.op === "And" ? test : b.not(test), body));
  };
  build(1, held);
  return val(held.js, type.kind === "bool" || type.kind === "str" ? type : undefined);
}

/**
 * `(a and b) or c` as a value. Where the inner operation ends early its truth is known, and nobody asks for it again:
 *
 *     $l1: { $l2: { $1 = a; if (!truth($1)) break $l2; $1 = b; if (truth($1)) break $l1; } $1 = c; }
 */
function nestedBoolOp(e: Emitter, node: Node<"BoolOp">): Val {
  const held = e.temp();
  const depth = e.code.tempDepth;
  const branch = (operand: Expr, whenTrue: string | null, whenFalse: string | null): void => {
    if (operand.kind === "BoolOp") {
      const end = e.code.unique("$l");
      const isAnd = operand.op === "And";
      const body = e.capture(() => {
        operand.values.forEach((value, i) => {
          if (i + 1 === operand.values.length) branch(value, whenTrue, whenFalse);
          else if (isAnd) branch(value, null, whenFalse ?? end);
          else branch(value, whenTrue ?? end, null);
        });
      });
      e.emit(b.label(end, b.block(body)));
      return;
    }
    const { js, type } = e.expr(operand);
    e.run(b.assign(held, js));
    if (whenTrue !== null) e.emit(b.if_(truth(e, val(held, type), operand), [b.break_(whenTrue)]));
    if (whenFalse !== null) e.emit(b.if_(b.not(truth(e, val(held, type), operand)), [b.break_(whenFalse)]));
    e.code.tempDepth = depth;
  };
  branch(node, null, null);
  return val(held);
}

/** Operands that emit no statements stay in one JavaScript expression; the others go behind an `if`. */
function boolTest(e: Emitter, node: Node<"BoolOp">): js.Expr {
  const isAnd = node.op === "And";
  const [first, ...rest] = node.values as [Expr, ...Expr[]];
  let result = e.test(first);
  let held: js.Identifier | null = null;
  const outer = e.out;
  // Once an operand needs statements, all later ones run inside the branch that reaches it.
  let target = outer;
  for (const operand of rest) {
    e.out = [];
    const test = e.test(operand);
    const statements = e.out;
    e.out = target;
    if (statements.length === 0) {
      result = isAnd ? b.and(result, test) : b.or(result, test);
      continue;
    }
    if (held === null) {
      held = b.id(e.code.unique("$t"));
      e.code.declared.add(held.name);
    }
    e.run(b.assign(held, result));
    e.emit(b.if_(isAnd ? held : b.not(held), statements));
    target = statements;
    result = test;
  }
  if (held !== null) {
    e.out = target;
    e.run(b.assign(held, result));
    result = held;
  }
  e.out = outer;
  return result;
}

/** `a if test else b`: `$1 = test ? a : b`, or an `if` where the branches need statements. */
export function ifExp(e: Emitter, node: Node<"IfExp">): Val {
  const test = e.test(node.test);
  const held = e.temp();
  const types: Val[] = [];
  const branch = (part: Expr): js.Stmt[] =>
    e.capture(() => {
      const value = e.expr(part);
      types.push(value);
      e.run(b.assign(held, value.js));
    });
  const body = branch(node.body);
  const orelse = branch(node.orelse);
  const [yes, no] = types as [Val, Val];
  const type = yes.type.kind === no.type.kind && yes.type.kind !== "int" ? yes.type : val(held).type;
  if (body.length === 1 && orelse.length === 1) return val(b.cond(test, yes.js, no.js), type);
  e.emit(b.if_(test, body, orelse));
  return val(held, type);
}

export const tests: TestEmitters = {
  Compare(e, node) {
    const { right, result } = compareFirst(e, node, true);
    const held = node.ops.length === 1 ? result : chain(e, node, right, result, true);
    return truth(e, held, node);
  },
  BoolOp: boolTest,
  UnaryOp(e, node) {
    return node.op === "Not" ? b.not(e.test(node.operand)) : truth(e, e.expr(node), node);
  },
};

/** `x == y` over atoms as a JavaScript boolean. */
export function equality(e: Emitter, x: Val, y: Val, where: Span): js.Expr {
  return truth(e, comparison(e, "Eq", x, y, where, true), where);
}
