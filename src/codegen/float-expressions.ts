/**
 * Arithmetic over floats as one JavaScript expression.
 *
 * A tree of `+ - * /` whose result can only be a float is computed in doubles without looking at intermediate results, once all
 * its leaves are known to be numbers:
 *
 *     if (x === undefined && typeof v === "number") { x$f = x$f * 0.5 + v; x = undefined; }
 *     else x = ($p = 3, $add(($p = 2, $mul(read x, 0.5)), v));
 *
 * The bits are CPython's: an `int` leaf is safe, hence exact as a double; a sum or product of two leaves that may both be `int`
 * is rounded once either way (a product that may be an integer zero is left to the slow side, for its sign); divisors are
 * tested for zero. Leaves are evaluated in Python's order; a leaf that could see the effect of an operation before it, or
 * whose evaluation could fail after one, keeps the tree from being fused.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { constantOf } from "./constants.ts";
import { jsName } from "./code.ts";
import type { Emitter } from "./emitter.ts";
import { lookup } from "./names.ts";
import { binaryOperation, slowName } from "./operators.ts";
import { isNumber, raw, type Val, val } from "./types.ts";

type Operator = "Add" | "Sub" | "Mult" | "Div";

type Operation = Extract<Plan, { kind: "operation" }>;

type Plan =
  | { readonly kind: "literal"; readonly node: Expr; readonly value: number; readonly float: boolean }
  | { readonly kind: "split"; readonly name: string; readonly float: true }
  | { readonly kind: "atom"; readonly node: Expr; readonly float: false }
  | { readonly kind: "negate"; readonly operand: Plan; readonly node: Expr; readonly float: true }
  | {
      readonly kind: "operation";
      readonly op: Operator;
      readonly left: Plan;
      readonly right: Plan;
      readonly node: Node<"BinOp"> | Node<"AugAssign">;
      readonly float: boolean;
    };

/** A plan whose leaves have been evaluated. */
type Fused = {
  /** That the leaves are what `raw` assumes; in order, since some assign temporaries that later ones use. */
  readonly tests: readonly js.Expr[];
  /** The double. */
  readonly raw: js.Expr;
  /** The value by calls of the ordinary operators. */
  readonly slow: js.Expr;
  /** Emits the value by the ordinary operators with their own fast paths, for a place where statements may stand. */
  readonly ordinary: () => Val;
};

/** Trees deeper than this are taken apart, so that planning them neither recurses nor repeats much. */
const deepest = 30;

const signs: { readonly [K in Operator]: js.BinaryOperator } = { Add: "+", Sub: "-", Mult: "*", Div: "/" };

/** The JavaScript local with the double of the split local `name`. */
export function rawName(name: string): string {
  return `${jsName(name)}$f`;
}

/** The split local that `node` reads, if it is one. */
function splitName(e: Emitter, node: Expr): string | null {
  if (node.kind !== "Name" || e.split.size === 0) return null;
  const name = e.mangle(node.id);
  if (!e.split.has(name)) return null;
  const variable = lookup(e, name);
  return variable.kind === "local" && variable.js === jsName(name) ? name : null;
}

/** Accumulators are leaves like any other, except `target`, the one that the value is for. */
function planOf(e: Emitter, node: Expr, target: string | null = null, depth = 0): Plan {
  if (depth > deepest) return { kind: "atom", node, float: false };
  const name = splitName(e, node);
  if (name !== null && (name === target || e.split.get(name) === "float")) {
    return { kind: "split", name, float: true };
  }
  const value = constantOf(node);
  if (typeof value === "object" && value !== null) {
    if (value.kind === "float") return { kind: "literal", node, value: value.value, float: true };
    if (value.kind === "int" && typeof value.value === "number") {
      return { kind: "literal", node, value: value.value, float: false };
    }
  }
  if (node.kind === "BinOp" && isOperator(node.op)) {
    return (
      combine(
        node.op,
        planOf(e, node.left, target, depth + 1),
        planOf(e, node.right, target, depth + 1),
        node,
      ) ?? {
        kind: "atom",
        node,
        float: false,
      }
    );
  }
  if (node.kind === "UnaryOp" && node.op === "USub") {
    const operand = planOf(e, node.operand, target, depth + 1);
    if (operand.float) return { kind: "negate", operand, node, float: true };
  }
  return { kind: "atom", node, float: false };
}

function isOperator(op: string): op is Operator {
  return op in signs;
}

/** An operation, unless rounding twice could show: operands that may be integers must be leaves. */
function combine(
  op: Operator,
  left: Plan,
  right: Plan,
  node: Node<"BinOp"> | Node<"AugAssign">,
): Plan | null {
  const float = op === "Div" || left.float || right.float;
  const exact = (plan: Plan): boolean => plan.float || plan.kind !== "operation";
  if (!float && !(exact(left) && exact(right))) return null;
  if (op === "Div" && !(exact(left) && exact(right))) return null;
  return { kind: "operation", op, left, right, node, float };
}

function plainProduct(plan: Plan): Operation | null {
  return plan.kind === "operation" && plan.op === "Mult" && !plan.float ? plan : null;
}

/** Whether every leaf can be evaluated before any operation, without anybody being able to tell. */
function inOrder(e: Emitter, plan: Plan): boolean {
  let operations = 0;
  const visit = (at: Plan): boolean => {
    switch (at.kind) {
      case "literal":
      case "split":
        return true;
      case "atom":
        return operations === 0 || isPure(e, at.node);
      case "negate": {
        const fine = visit(at.operand);
        operations++;
        return fine;
      }
      case "operation": {
        const fine = visit(at.left) && visit(at.right);
        operations++;
        return fine;
      }
    }
  };
  return visit(plan);
}

function isPure(e: Emitter, node: Expr): boolean {
  return node.kind === "Name" && e.sure.has(node) && !e.walrusTargets().has(node.id);
}

function size(plan: Plan): number {
  if (plan.kind === "operation") return 1 + size(plan.left) + size(plan.right);
  return plan.kind === "negate" ? 1 + size(plan.operand) : 0;
}

function hasSplit(plan: Plan): boolean {
  if (plan.kind === "operation") return hasSplit(plan.left) || hasSplit(plan.right);
  return plan.kind === "negate" ? hasSplit(plan.operand) : plan.kind === "split";
}

/** Evaluates the leaves and combines them. */
function evaluate(e: Emitter, plan: Plan): Fused {
  const tests: js.Expr[] = [];
  const tested = new Set<string>();
  const test = (name: string, condition: js.Expr): void => {
    if (tested.has(name)) return;
    tested.add(name);
    tests.push(condition);
  };
  // The leaves' evaluation comes before all tests, hence two walks.
  const atoms = new Map<Plan, Val>();
  const leaves = (at: Plan): void => {
    if (at.kind === "operation") {
      leaves(at.left);
      leaves(at.right);
    } else if (at.kind === "negate") {
      leaves(at.operand);
    } else if (at.kind === "atom" || at.kind === "literal") {
      atoms.set(at, e.atom(at.node));
    }
  };
  leaves(plan);
  const nonZero = (value: js.Expr): js.Expr => {
    if (value.type === "Identifier") {
      tests.push(b.ne(value, b.lit(0)));
      return value;
    }
    const held = e.temp();
    tests.push(b.ne(b.assign(held, value), b.lit(0)));
    return held;
  };
  /** Two leaves that may be integers: a zero matters for its sign, unless it is added to something that is not zero. */
  const product = (at: Operation, summand: js.Expr | null): js.Expr => {
    const value = b.binary("*", build(at.left), build(at.right));
    if (summand?.type !== "Identifier") return nonZero(value);
    const held = e.temp();
    tests.push(b.or(b.ne(b.assign(held, value), b.lit(0)), b.ne(summand, b.lit(0))));
    return held;
  };
  const build = (at: Plan): js.Expr => {
    const plain = plainProduct(at);
    if (plain !== null) return product(plain, null);
    switch (at.kind) {
      case "literal":
        return b.lit(at.value);
      case "split":
        test(at.name, b.eq(b.id(jsName(at.name)), b.undef));
        return b.id(rawName(at.name));
      case "atom": {
        const value = atoms.get(at) as Val;
        if (!isNumber(value.type) && value.js.type === "Identifier") {
          test(`${value.js.name} `, b.typeIs(value.js, "number"));
        } else if (!isNumber(value.type)) {
          tests.push(b.no);
        }
        return raw(value);
      }
      case "negate":
        return b.unary("-", build(at.operand));
      case "operation": {
        const left = build(at.left);
        const summand = at.op === "Add" || at.op === "Sub" ? left : null;
        const plainRight = plainProduct(at.right);
        let right = plainRight === null ? build(at.right) : product(plainRight, summand);
        if (at.op === "Div") {
          if (at.right.kind !== "literal") right = nonZero(right);
          else if (at.right.value === 0) tests.push(b.no);
        }
        return b.binary(signs[at.op], left, right);
      }
    }
  };
  const value = build(plan);
  return {
    tests,
    raw: value,
    slow: slowSide(e, plan, atoms),
    ordinary: () => ordinarySide(e, plan, atoms),
  };
}

function slowSide(e: Emitter, plan: Plan, atoms: ReadonlyMap<Plan, Val>): js.Expr {
  switch (plan.kind) {
    case "literal":
    case "atom":
      return (atoms.get(plan) as Val).js;
    case "split":
      return readSplit(e, plan.name);
    case "negate":
      return b.seq([e.at(plan.node), e.call("neg", slowSide(e, plan.operand, atoms))]);
    case "operation": {
      const { node, op } = plan;
      const name = slowName(op, node.kind === "AugAssign");
      const left = slowSide(e, plan.left, atoms);
      const right = slowSide(e, plan.right, atoms);
      // The position comes last, after those of operations among the operands.
      if (plan.right.kind === "operation" || plan.right.kind === "negate") {
        const held = e.temp();
        return e.call(name, left, b.seq([b.assign(held, right), e.at(node), held]));
      }
      return e.call(name, left, b.seq([e.at(node), right]));
    }
  }
}

function ordinarySide(e: Emitter, plan: Plan, atoms: ReadonlyMap<Plan, Val>): Val {
  switch (plan.kind) {
    case "literal":
    case "atom":
      return atoms.get(plan) as Val;
    case "split":
      return val(readSplit(e, plan.name));
    case "negate":
      return val(slowSide(e, plan, atoms));
    case "operation": {
      const left = e.save(ordinarySide(e, plan.left, atoms));
      const right = e.save(ordinarySide(e, plan.right, atoms));
      return binaryOperation(e, plan.op, left, right, plan.node, plan.node.kind === "AugAssign");
    }
  }
}

/** A split local as an ordinary value: `x !== undefined ? x : $float(x$f)` */
export function readSplit(e: Emitter, name: string): js.Expr {
  const whole = b.id(jsName(name));
  return b.cond(b.ne(whole, b.undef), whole, e.call("float", b.id(rawName(name))));
}

/** The same with the common case inline, where it is read as a value of its own. */
export function loadSplit(e: Emitter, name: string): Val {
  const whole = b.id(jsName(name));
  const double = b.id(rawName(name));
  const boxed = b.cond(b.ne(double, e.call("floor", double)), double, e.call("float", double));
  return val(b.cond(b.ne(whole, b.undef), whole, boxed));
}

/** The expression fused, when that gains something over one operator at a time; null otherwise. */
function fuse(e: Emitter, plan: Plan, atLeast: number): Fused | null {
  if (!plan.float || (plan.kind !== "operation" && plan.kind !== "negate")) return null;
  if ((size(plan) < atLeast && !hasSplit(plan)) || size(plan) > 60 || !inOrder(e, plan)) return null;
  return evaluate(e, plan);
}

/** `tests ? ((r = raw) !== $floor(r) ? r : $float(r)) : slow` */
export function fusedValue(e: Emitter, node: Node<"BinOp">): Val | null {
  const fused = fuse(e, planOf(e, node), 2);
  if (fused === null) return null;
  const result = e.temp();
  const fraction = b.ne(b.assign(result, fused.raw), e.call("floor", result));
  const boxed = b.cond(fraction, result, e.call("float", result));
  const [first, ...rest] = fused.tests;
  return val(first === undefined ? boxed : b.cond(b.and(first, ...rest), boxed, fused.slow));
}

/** Emits `x = value` for a split local; false when the value is nothing that stays raw. */
export function assignSplit(e: Emitter, name: string, node: Expr): boolean {
  const plan = planOf(e, node, name);
  const whole = b.id(jsName(name));
  const double = b.id(rawName(name));
  if (plan.kind === "split") {
    e.run(b.assign(double, b.id(rawName(plan.name))));
    e.run(b.assign(whole, b.id(jsName(plan.name))));
    return true;
  }
  if (plan.kind === "literal" && plan.float) {
    e.run(b.assign(double, b.lit(plan.value)));
    e.run(b.assign(whole, b.undef));
    return true;
  }
  const fused = fuse(e, plan, 1);
  if (fused === null) return false;
  storeRaw(e, name, fused);
  return true;
}

/**
 * Evaluates a value for a split local without storing it yet, as `a, b = b, a + b` needs; the result stores it. Null when the
 * value is nothing that stays raw.
 */
export function holdSplit(e: Emitter, node: Expr): ((name: string) => void) | null {
  const plan = planOf(e, node);
  const double = b.id(e.code.unique("$d"));
  const store = (value: js.Expr, whole: js.Expr) => (name: string) => {
    e.run(b.assign(b.id(rawName(name)), value));
    e.run(b.assign(b.id(jsName(name)), whole));
  };
  if (plan.kind === "literal" && plan.float) return store(b.lit(plan.value), b.undef);
  const whole = e.temp();
  if (plan.kind === "split") {
    e.code.declared.add(double.name);
    e.run(b.assign(double, b.id(rawName(plan.name))));
    e.run(b.assign(whole, b.id(jsName(plan.name))));
    return store(double, whole);
  }
  const fused = fuse(e, plan, 1);
  if (fused === null) return null;
  e.code.declared.add(double.name);
  const raw = [b.expr(b.assign(double, fused.raw)), b.expr(b.assign(whole, b.undef))];
  const [first, ...rest] = fused.tests;
  if (first === undefined) e.out.push(...raw);
  else e.emit(b.if_(b.and(first, ...rest), raw, [b.expr(b.assign(whole, fused.slow))]));
  return store(double, whole);
}

/** `x op= value` for a split local. */
export function augmentSplit(e: Emitter, name: string, node: Node<"AugAssign">): boolean {
  if (!isOperator(node.op)) return false;
  const plan = combine(node.op, { kind: "split", name, float: true }, planOf(e, node.value), node);
  const fused = plan === null ? null : fuse(e, plan, 1);
  if (fused === null) return false;
  storeRaw(e, name, fused);
  return true;
}

/**
 *     if (tests) { x$f = raw; x = undefined; }
 *     else { x = slow; if (typeof x === "number" && x !== $floor(x)) { x$f = x; x = undefined; } }
 */
function storeRaw(e: Emitter, name: string, fused: Fused): void {
  const whole = b.id(jsName(name));
  const double = b.id(rawName(name));
  const clear = b.expr(b.assign(whole, b.undef));
  const store = [b.expr(b.assign(double, fused.raw)), clear];
  const [first, ...rest] = fused.tests;
  if (first === undefined) {
    e.out.push(...store);
    return;
  }
  const depth = e.code.tempDepth;
  const other = e.capture(() => {
    e.run(b.assign(whole, e.split.get(name) === "accumulator" ? fused.ordinary().js : fused.slow));
    const fraction = b.and(b.typeIs(whole, "number"), b.ne(whole, e.call("floor", whole)));
    e.emit(b.if_(fraction, [b.expr(b.assign(double, whole)), clear]));
  });
  e.code.tempDepth = depth;
  e.emit(b.if_(b.and(first, ...rest), store, other));
}

/** Whether `node` is assigned through `assignSplit`: its target is a split local seen from its own function. */
export function splitTarget(e: Emitter, node: Expr): string | null {
  return splitName(e, node);
}

/**
 * `a < b` where a side is a split local or fused: `tests ? raw(a) < raw(b) : slow`. Sides that may be integers must be leaves,
 * since Python compares them exactly.
 */
export function fusedComparison(
  e: Emitter,
  left: Expr,
  right: Expr,
  sign: js.BinaryOperator,
  slow: (left: js.Expr, right: js.Expr) => js.Expr,
): js.Expr | null {
  if (e.split.size === 0) return null;
  const x = planOf(e, left);
  const y = planOf(e, right);
  const comparable = (plan: Plan): boolean => plan.float || plan.kind !== "operation";
  if (!comparable(x) || !comparable(y) || !(hasSplit(x) || hasSplit(y))) return null;
  // As one tree, for the order of evaluation.
  const both: Plan = {
    kind: "operation",
    op: "Sub",
    left: x,
    right: y,
    node: left as Node<"BinOp">,
    float: true,
  };
  if (size(both) > 60 || !inOrder(e, both)) return null;
  const first = evaluate(e, x);
  const second = evaluate(e, y);
  const tests = [...first.tests, ...second.tests];
  const direct = b.binary(sign, first.raw, second.raw);
  const held = e.temp();
  const called = slow(b.assign(held, first.slow), second.slow);
  return tests.length === 0 ? direct : b.cond(b.and(tests[0] as js.Expr, ...tests.slice(1)), direct, called);
}
