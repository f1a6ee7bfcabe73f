/**
 * Arithmetic as one JavaScript expression.
 *
 * A tree of `+ - * /` and of `** 2` and `** 0.5` is computed in doubles without looking at each intermediate result, once all its
 * leaves are known to be numbers:
 *
 *     typeof x === "number" && typeof y === "number" && ($1 = x * x + y * y) !== $floor($1) ? $1 : slow
 *     if (x === undefined && typeof v === "number") { x$f = x$f * 0.5 + v; x = undefined; } else x = slow;
 *
 * The bits are CPython's. What can only be a float (a tree with a float literal, a quotient, a split local) is computed in
 * doubles there as well. A subtree that may be of integers throughout is exact as a double where its absolute value is tested
 * to be safe, or need not be exact:
 *
 * - The root of a tree that may be of integers is taken only when it is a fraction (or when all leaves are 32-bit integers and
 *   all intermediate results in range). Then one of the operands of its `+` or `-` is a fraction, too, so both are less than
 *   2 ** 53; and one of the factors of its `*` is a float.
 * - A sum or product of two leaves that meets a float is rounded once either way.
 * - A sum of what is never negative bounds its parts.
 *
 * Zero is the other difference: a product of integers may be JavaScript's negative zero where Python's has no sign. Whether
 * that is so does not show in a fraction; elsewhere products that are zero are left to the slow side. Divisors are tested.
 *
 * Leaves are evaluated in Python's order. One whose evaluation could see the effect of an operation before it, or come after
 * its failure, has that operation decided before: `$4 = typeof $2 === "number" && ... ? undefined : $mul($2, $3)`.
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Kind, Node } from "../syntax/ast.ts";
import { jsName } from "./code.ts";
import { constantOf } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { lookup } from "./names.ts";
import { binaryOperation, slowName } from "./operators.ts";
import { isNumber, raw, type Val, val } from "./types.ts";

type Operator = "Add" | "Sub" | "Mult" | "Div";

type Operation = Extract<Plan, { kind: "operation" }>;

/** `float`: the value is a float if its leaves are what the tests ask for; otherwise it may be an integer. */
type Plan =
  | { readonly kind: "literal"; readonly node: Expr; readonly value: number; readonly float: boolean }
  | { readonly kind: "split"; readonly name: string; readonly float: true }
  /** `given`: the value, where it is evaluated already, which is what an augmented assignment adds to. */
  | { readonly kind: "atom"; readonly node: Expr; readonly float: false; readonly given?: Val }
  | { readonly kind: "negate"; readonly operand: Plan; readonly node: Expr; readonly float: true }
  | { readonly kind: "square"; readonly operand: Plan; readonly node: Node<"BinOp">; readonly float: boolean }
  | { readonly kind: "root"; readonly operand: Plan; readonly node: Node<"BinOp">; readonly float: true }
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
  /** For a value that may be an integer: that it is one and exact, given `raw` in this temporary. Null when it is for sure. */
  readonly integral: (result: js.Expr) => readonly js.Expr[] | null;
};

/** Trees deeper than this are taken apart, so that planning them neither recurses nor repeats much. */
const deepest = 30;

/** Trees with more operations are left to the ordinary operators. */
const largest = 60;

const safe = Number.MAX_SAFE_INTEGER;

/** Intermediate results of 32-bit integers are held to this, so that sums of a few of them are safe. */
const halfway = 2 ** 50;

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

/** What a leaf can be if it is a number at all. */
const leafKinds: ReadonlySet<Kind> = new Set<Kind>([
  "Name",
  "Attribute",
  "Subscript",
  "Call",
  "BinOp",
  "UnaryOp",
  "IfExp",
  "NamedExpr",
  "Await",
]);

/** Accumulators are leaves like any other, except `target`, the one that the value is for. Null when some leaf is no number. */
function planOf(e: Emitter, node: Expr, target: string | null = null, depth = 0): Plan | null {
  const name = splitName(e, node);
  if (name !== null && (name === target || e.split.get(name) !== "accumulator")) {
    return { kind: "split", name, float: true };
  }
  const value = constantOf(node);
  if (typeof value === "object" && value !== null) {
    if (value.kind === "float") return { kind: "literal", node, value: value.value, float: true };
    if (value.kind === "int" && typeof value.value === "number") {
      return { kind: "literal", node, value: value.value, float: false };
    }
  }
  if (value !== undefined || !leafKinds.has(node.kind)) return null;
  const atom: Plan = { kind: "atom", node, float: false };
  if (depth > deepest) return atom;
  const part = (operand: Expr): Plan | null => planOf(e, operand, target, depth + 1);
  if (node.kind === "BinOp" && isOperator(node.op)) {
    const left = part(node.left);
    const right = left && part(node.right);
    return left && right && combine(node.op, left, right, node);
  }
  if (node.kind === "BinOp" && node.op === "Pow") {
    const exponent = constantOf(node.right);
    if (typeof exponent === "object" && exponent !== null) {
      if (exponent.kind === "int" && exponent.value === 2) {
        const operand = part(node.left);
        return operand && { kind: "square", operand, node, float: operand.float };
      }
      if (exponent.kind === "float" && exponent.value === 0.5) {
        const operand = part(node.left);
        return operand && { kind: "root", operand, node, float: true };
      }
    }
  }
  if (node.kind === "UnaryOp" && node.op === "USub") {
    const operand = part(node.operand);
    if (operand?.float) return { kind: "negate", operand, node, float: true };
  }
  return atom;
}

function isOperator(op: string): op is Operator {
  return op in signs;
}

function combine(op: Operator, left: Plan, right: Plan, node: Node<"BinOp"> | Node<"AugAssign">): Plan {
  return { kind: "operation", op, left, right, node, float: op === "Div" || left.float || right.float };
}

function operands(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case "operation":
      return [plan.left, plan.right];
    case "negate":
    case "square":
    case "root":
      return [plan.operand];
    default:
      return [];
  }
}

/** An operation that may be on integers. */
function maybeInteger(plan: Plan): boolean {
  return !plan.float && operands(plan).length > 0;
}

/** Of leaves alone, and so rounded once however large. */
function isShallow(plan: Plan): boolean {
  return operands(plan).every((operand) => operands(operand).length === 0);
}

/** `x * x` */
function isSquare(plan: Plan): boolean {
  if (plan.kind === "square") return true;
  if (plan.kind !== "operation" || plan.op !== "Mult") return false;
  const { left, right } = plan;
  if (left.kind === "split") return right.kind === "split" && left.name === right.name;
  return (
    left.kind === "atom" &&
    right.kind === "atom" &&
    left.node.kind === "Name" &&
    right.node.kind === "Name" &&
    left.node.id === right.node.id
  );
}

function neverNegative(plan: Plan): boolean {
  if (plan.kind === "literal") return plan.value >= 0;
  if (plan.kind === "operation" && plan.op === "Add") return operands(plan).every(neverNegative);
  return isSquare(plan) || plan.kind === "root";
}

/** Whether JavaScript's value may be a negative zero where all leaves are integers. */
function maybeNegativeZero(plan: Plan): boolean {
  if (plan.kind !== "operation" || plan.float || isSquare(plan)) return false;
  const { op, left, right } = plan;
  if (op === "Sub") return maybeNegativeZero(left);
  if (op === "Add") return maybeNegativeZero(left) && maybeNegativeZero(right);
  const positive = (factor: Plan): boolean => factor.kind === "literal" && factor.value > 0;
  if (positive(left)) return maybeNegativeZero(right);
  return positive(right) ? maybeNegativeZero(left) : true;
}

function isPure(e: Emitter, { node, given }: Extract<Plan, { kind: "atom" }>): boolean {
  if (given !== undefined) return true;
  return node.kind === "Name" && e.sure.has(node) && !e.walrusTargets().has(node.id);
}

/** How many leaves can tell when they are evaluated. */
function impureLeaves(e: Emitter, plan: Plan): number {
  if (plan.kind === "atom") return isPure(e, plan) ? 0 : 1;
  return operands(plan).reduce((sum, operand) => sum + impureLeaves(e, operand), 0);
}

/** Whether every leaf can be evaluated before any operation, without anybody being able to tell. */
function inOrder(e: Emitter, plan: Plan): boolean {
  let operations = 0;
  const visit = (at: Plan): boolean => {
    if (at.kind === "atom") return operations === 0 || isPure(e, at);
    const parts = operands(at);
    const fine = parts.every(visit);
    operations += parts.length > 0 ? 1 : 0;
    return fine;
  };
  return visit(plan);
}

function size(plan: Plan): number {
  const parts = operands(plan);
  return parts.reduce((sum, part) => sum + size(part), parts.length > 0 ? 1 : 0);
}

function hasProduct(plan: Plan): boolean {
  if (plan.kind === "square" || (plan.kind === "operation" && plan.op === "Mult")) return true;
  return operands(plan).some(hasProduct);
}

function hasSplit(plan: Plan): boolean {
  return plan.kind === "split" || operands(plan).some(hasSplit);
}

/** The evaluated leaves of a plan, and of operations that were decided early, the slow value or undefined. */
type Leaves = { readonly atoms: Map<Plan, Val>; readonly early: Map<Plan, js.Expr> };

/** A subtree evaluated; see `Fused`. */
type Built = { readonly raw: js.Expr; readonly tests: readonly js.Expr[] };

/**
 * What is known of a value's size by what is done with it: nothing, that it counts only as a fraction, or that it is in the
 * safe range (or does not matter).
 */
type Bounded = "no" | "fraction" | "yes";

/** Evaluates the leaves and combines them. */
function evaluate(e: Emitter, plan: Plan): Fused {
  const leaves: Leaves = { atoms: new Map(), early: new Map() };
  const interleaved = !inOrder(e, plan);
  let impure = impureLeaves(e, plan);
  const tested = new Set<string>();
  /** Intermediate results in temporaries, and those of them that are tested to be safe. */
  const held = new Map<Plan, js.Identifier>();
  const ranged = new Set<Plan>();

  const test = (name: string, condition: js.Expr): js.Expr[] => {
    if (tested.has(name)) return [];
    if (!interleaved) tested.add(name);
    return [condition];
  };
  const hold = (at: Plan, value: js.Expr): { first: js.Expr; again: js.Expr } => {
    const before = held.get(at);
    if (before !== undefined) return { first: value, again: before };
    if (value.type === "Identifier") return { first: value, again: value };
    const target = e.temp();
    held.set(at, target);
    return { first: b.assign(target, value), again: target };
  };
  const leaf = (at: Plan & { kind: "atom" | "literal" }): Built => {
    const value = at.kind === "atom" && at.given !== undefined ? at.given : e.atom(at.node);
    leaves.atoms.set(at, value);
    if (at.kind === "atom" && !isPure(e, at)) impure--;
    if (isNumber(value.type)) return { raw: raw(value), tests: [] };
    if (value.js.type !== "Identifier") return { raw: value.js, tests: [b.no] };
    return { raw: value.js, tests: test(`${value.js.name} `, b.typeIs(value.js, "number")) };
  };

  /** An operand: `exact` when it must be exact if it is an integer, `signed` when its zero must have Python's sign. */
  const operand = (at: Plan, bounded: Bounded, exact: boolean, other: js.Expr | null): Built => {
    const built = build(at, bounded);
    if (!maybeInteger(at)) return built;
    let value = built.raw;
    const tests = [...built.tests];
    if (exact) {
      const { first, again } = hold(at, value);
      ranged.add(at);
      tests.push(b.binary("<=", first, b.lit(safe)));
      if (!neverNegative(at)) tests.push(b.binary(">=", again, b.lit(-safe)));
      value = again;
    } else if (!plan.float && bounded === "no" && hasProduct(at)) {
      value = hold(at, value).first;
    }
    if (other !== noSign && maybeNegativeZero(at)) {
      const { first, again } = hold(at, value);
      const nonZero = b.ne(first, b.lit(0));
      tests.push(other === null ? nonZero : b.or(nonZero, b.ne(other, b.lit(0))));
      value = again;
    }
    return { raw: value, tests };
  };
  const build = (at: Plan, bounded: Bounded): Built => {
    const built = operate(at, bounded);
    if (impure === 0 || operands(at).length === 0 || built.tests.length === 0) return built;
    // Leaves come after this that may not be evaluated before it is clear that this goes well.
    const slow = slowSide(e, at, leaves);
    const decided = e.temp();
    e.run(b.assign(decided, b.cond(conjunction(built.tests), b.undef, slow)));
    leaves.early.set(at, decided);
    return { raw: built.raw, tests: [b.eq(decided, b.undef)] };
  };
  const operate = (at: Plan, bounded: Bounded): Built => {
    switch (at.kind) {
      case "literal":
      case "atom":
        return leaf(at);
      case "split": {
        const whole = b.id(jsName(at.name));
        return { raw: b.id(rawName(at.name)), tests: test(at.name, b.eq(whole, b.undef)) };
      }
      case "negate": {
        const { raw: value, tests } = build(at.operand, "no");
        return { raw: b.unary("-", value), tests };
      }
      case "square": {
        const exact = !at.float && !(bounded === "fraction" && isShallow(at.operand));
        const { raw: value, tests: before } = operand(at.operand, "no", exact, noSign);
        const tests = [...before];
        const { first, again } = hold(at.operand, value);
        const product = b.binary("*", first, again);
        if (bounded !== "no") return { raw: product, tests };
        // Python's power of floats fails where it overflows.
        const power = hold(at, product);
        tests.push(b.binary("<", power.first, b.id("Infinity")));
        return { raw: power.again, tests };
      }
      case "root": {
        const exact = maybeInteger(at.operand) && !isShallow(at.operand);
        const { raw: value, tests } = operand(at.operand, exact ? "yes" : "no", exact, noSign);
        const { first, again } = hold(at.operand, value);
        const positive = b.binary(">", first, b.lit(0));
        return { raw: e.call("sqrt", again), tests: [...tests, positive] };
      }
      case "operation":
        return operation(at, bounded);
    }
  };
  const operation = (at: Operation, bounded: Bounded): Built => {
    const { op, left, right } = at;
    // Sums of what is never negative are at least as large as their parts.
    const covers = op === "Add" && bounded !== "no" && neverNegative(left) && neverNegative(right);
    const exact = (part: Plan, sibling: Plan): boolean => {
      if (at.float) return !(sibling.float && isShallow(part));
      return !covers && !(bounded === "fraction" && isShallow(part));
    };
    const inner: Bounded = covers ? "yes" : "no";
    const x = operand(left, inner, exact(left, right), at.float ? null : noSign);
    const additive = op === "Add" || op === "Sub";
    const summand = additive && x.raw.type === "Identifier" ? x.raw : null;
    const y = operand(right, inner, exact(right, left), at.float ? summand : noSign);
    const tests = [...x.tests, ...y.tests];
    let divisor = y.raw;
    if (op === "Div") {
      if (right.kind === "literal") {
        if (right.value === 0) tests.push(b.no);
      } else {
        const { first, again } = hold(right, divisor);
        tests.push(b.ne(first, b.lit(0)));
        divisor = again;
      }
    }
    return { raw: b.binary(signs[op], x.raw, divisor), tests };
  };

  const whole = build(plan, plan.float ? "no" : "fraction");
  return {
    tests: whole.tests,
    raw: !plan.float && maybeNegativeZero(plan) ? b.binary("+", whole.raw, b.lit(0)) : whole.raw,
    slow: slowSide(e, plan, leaves),
    ordinary: () => ordinarySide(e, plan, leaves),
    integral: (result) => (plan.float ? [] : integralTests(e, plan, leaves, held, ranged, result)),
  };
}

/** For an operand of which a zero's sign does not matter. */
const noSign = b.id("$");

function conjunction([first, ...rest]: readonly js.Expr[]): js.Expr {
  return first === undefined ? b.yes : b.and(first, ...rest);
}

/** That all leaves are 32-bit integers and all intermediate results exact; null when this is known. */
function integralTests(
  e: Emitter,
  plan: Plan,
  { atoms }: Leaves,
  held: ReadonlyMap<Plan, js.Identifier>,
  ranged: ReadonlySet<Plan>,
  result: js.Expr,
): readonly js.Expr[] | null {
  const tests: js.Expr[] = [];
  const tested = new Set<string>();
  const ranges: js.Expr[] = [];
  /** The largest absolute value. */
  const bound = (at: Plan): number => {
    if (at.kind === "literal") return Math.abs(at.value);
    if (at.kind === "atom") {
      const { js: value, type } = atoms.get(at) as Val;
      if (type.kind === "int") return type.max;
      if (value.type === "Identifier" && !tested.has(value.name)) {
        tested.add(value.name);
        // What is added to again and again soon has more than 32 bits.
        const integer = at.given === undefined ? b.binary("|", value, b.lit(0)) : e.call("floor", value);
        tests.push(b.eq(integer, value));
      }
      return at.given === undefined ? 2 ** 31 : safe;
    }
    const [x, y] = operands(at).map(bound) as [number, number | undefined];
    const most = at.kind === "operation" && at.op !== "Mult" ? x + (y as number) : x * (y ?? x);
    if (most <= halfway) return most;
    if (at === plan) {
      if (most > safe) ranges.push(b.binary("<=", result, b.lit(safe)), b.binary(">=", result, b.lit(-safe)));
      return safe;
    }
    if (ranged.has(at)) return safe;
    const target = held.get(at);
    if (target === undefined) return Number.POSITIVE_INFINITY;
    ranges.push(b.binary("<=", target, b.lit(halfway)), b.binary(">=", target, b.lit(-halfway)));
    return halfway;
  };
  bound(plan);
  return tests.length === 0 && ranges.length === 0 ? null : [...tests, ...ranges];
}

/** The value of an operation that was decided early if it went wrong, else by the operators. */
function decidedOr(plan: Plan, { early }: Leaves, value: js.Expr): js.Expr {
  const decided = early.get(plan);
  return decided === undefined ? value : b.cond(b.ne(decided, b.undef), decided, value);
}

function slowSide(e: Emitter, plan: Plan, leaves: Leaves): js.Expr {
  switch (plan.kind) {
    case "literal":
    case "atom":
      return (leaves.atoms.get(plan) as Val).js;
    case "split":
      return readSplit(e, plan.name);
    case "negate":
      return decidedOr(
        plan,
        leaves,
        b.seq([e.at(plan.node), e.call("neg", slowSide(e, plan.operand, leaves))]),
      );
    case "square":
    case "root": {
      const base = slowSide(e, plan.operand, leaves);
      const exponent = plan.kind === "square" ? b.lit(2) : b.lit(0.5);
      return decidedOr(plan, leaves, e.call("pow", base, b.seq([e.at(plan.node), exponent])));
    }
    case "operation": {
      const { node, op } = plan;
      const name = slowName(op, node.kind === "AugAssign");
      const left = slowSide(e, plan.left, leaves);
      const right = slowSide(e, plan.right, leaves);
      // The position comes last, after those of operations among the operands.
      if (operands(plan.right).length > 0) {
        const held = e.temp();
        return decidedOr(plan, leaves, e.call(name, left, b.seq([b.assign(held, right), e.at(node), held])));
      }
      return decidedOr(plan, leaves, e.call(name, left, b.seq([e.at(node), right])));
    }
  }
}

function ordinarySide(e: Emitter, plan: Plan, leaves: Leaves): Val {
  if (leaves.early.has(plan)) return val(slowSide(e, plan, leaves));
  switch (plan.kind) {
    case "literal":
    case "atom":
      return leaves.atoms.get(plan) as Val;
    case "split":
      return val(readSplit(e, plan.name));
    case "negate":
      return val(slowSide(e, plan, leaves));
    case "square":
    case "root": {
      const operand = e.save(ordinarySide(e, plan.operand, leaves));
      return binaryOperation(e, "Pow", operand, e.atom(plan.node.right), plan.node);
    }
    case "operation": {
      const left = e.save(ordinarySide(e, plan.left, leaves));
      const right = e.save(ordinarySide(e, plan.right, leaves));
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

/** What a split local holds, for looking at: undefined while it is unbound, or NaN. */
export function lastSplit(e: Emitter, name: string): js.Expr {
  const whole = b.id(jsName(name));
  const double = b.id(rawName(name));
  const isDouble = b.and(b.eq(whole, b.undef), b.eq(double, double));
  return b.cond(isDouble, e.call("float", double), whole);
}

/** A float fused, when that gains something over one operator at a time; null otherwise. */
function fuse(e: Emitter, plan: Plan | null, atLeast: number): Fused | null {
  if (plan === null || !plan.float || operands(plan).length === 0) return null;
  if ((size(plan) < atLeast && !hasSplit(plan)) || size(plan) > largest) return null;
  return evaluate(e, plan);
}

/**
 * For a split local: a float, or what may be an integer but is taken only as a fraction: `($1 = x - y) !== $floor($1)` is the
 * last of its tests then.
 */
function fuseFraction(e: Emitter, plan: Plan | null): Fused | null {
  if (plan === null || plan.float) return fuse(e, plan, 1);
  if (operands(plan).length === 0 || size(plan) > largest) return null;
  const fused = evaluate(e, plan);
  const result = e.temp();
  const fraction = b.ne(b.assign(result, fused.raw), e.call("floor", result));
  return { ...fused, tests: [...fused.tests, fraction], raw: result };
}

/** Trees of unknown type with more operations are rather sums of strings and the like. */
const largestUnknown = 20;

/** Sums of what is evaluated piece by piece are as often of strings or lists. */
function looksNumeric(e: Emitter, plan: Plan): boolean {
  const onlySums = (at: Plan): boolean =>
    at.kind === "operation" ? at.op === "Add" && operands(at).every(onlySums) : operands(at).length === 0;
  return !onlySums(plan) || impureLeaves(e, plan) === 0;
}

/** An expression's value; null when one operator at a time is as good. */
export function fusedValue(e: Emitter, node: Node<"BinOp">): Val | null {
  const plan = planOf(e, node);
  return plan === null ? null : fusedTree(e, plan);
}

/** The new value of an attribute or item in `o.x += value`, whose value so far is `current`. */
export function fusedAugmented(e: Emitter, current: Val, node: Node<"AugAssign">): Val | null {
  if (!isOperator(node.op) || node.value.kind !== "BinOp") return null;
  const value = planOf(e, node.value);
  if (value === null) return null;
  const given: Plan = { kind: "atom", node: node.target, float: false, given: current };
  return fusedTree(e, combine(node.op, given, value, node));
}

/**
 * `tests ? ((r = raw) !== $floor(r) ? r : $float(r)) : slow`, or for what may be an integer
 * `tests && ((r = raw) !== $floor(r) || integral) ? r : slow`.
 */
function fusedTree(e: Emitter, plan: Plan): Val | null {
  if (plan.float) {
    const fused = fuse(e, plan, 2);
    if (fused === null) return null;
    const result = e.temp();
    const fraction = b.ne(b.assign(result, fused.raw), e.call("floor", result));
    const boxed = b.cond(fraction, result, e.call("float", result));
    return val(fused.tests.length === 0 ? boxed : b.cond(conjunction(fused.tests), boxed, fused.slow));
  }
  if (size(plan) < 2 || size(plan) > largestUnknown || !looksNumeric(e, plan)) return null;
  const fused = evaluate(e, plan);
  const result = e.temp();
  const integral = fused.integral(result);
  if (integral === null) return fused.ordinary();
  const fraction = b.ne(b.assign(result, fused.raw), e.call("floor", result));
  const test = conjunction([...fused.tests, b.or(fraction, conjunction(integral))]);
  return { ...val(b.cond(test, result, fused.slow)), fast: { test, number: result, slow: fused.slow } };
}

/** Emits `x = value` for a split local; false when the value is nothing that stays raw. */
export function assignSplit(e: Emitter, name: string, node: Expr): boolean {
  const plan = planOf(e, node, name);
  if (plan === null) return false;
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
  const fused = fuseFraction(e, plan);
  if (fused === null) return false;
  storeRaw(e, name, fused, e.split.get(name) === "accumulator" || !hasSplit(plan));
  return true;
}

/**
 * Evaluates a value for a split local without storing it yet, as `a, b = b, a + b` needs; the result stores it. Null when the
 * value is nothing that stays raw.
 */
export function holdSplit(e: Emitter, node: Expr): ((name: string) => void) | null {
  const plan = planOf(e, node);
  if (plan === null) return null;
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
  const fused = fuseFraction(e, plan);
  if (fused === null) return null;
  e.code.declared.add(double.name);
  const raw = [b.expr(b.assign(double, fused.raw)), b.expr(b.assign(whole, b.undef))];
  if (fused.tests.length === 0) e.out.push(...raw);
  else e.emit(b.if_(conjunction(fused.tests), raw, [b.expr(b.assign(whole, fused.slow))]));
  return store(double, whole);
}

/** `x op= value` for a split local. */
export function augmentSplit(e: Emitter, name: string, node: Node<"AugAssign">): boolean {
  if (!isOperator(node.op)) return false;
  const value = planOf(e, node.value);
  if (value === null) return false;
  const fused = fuse(e, combine(node.op, { kind: "split", name, float: true }, value, node), 1);
  if (fused === null) return false;
  storeRaw(e, name, fused, e.split.get(name) === "accumulator");
  return true;
}

/**
 *     if (tests) { x$f = raw; x = undefined; }
 *     else { x = slow; if (typeof x === "number" && x !== $floor(x)) { x$f = x; x = undefined; } }
 *
 * `inline`: the other side is likely as well, and has the operators' own fast paths.
 */
function storeRaw(e: Emitter, name: string, fused: Fused, inline: boolean): void {
  const whole = b.id(jsName(name));
  const double = b.id(rawName(name));
  const clear = b.expr(b.assign(whole, b.undef));
  const store = [b.expr(b.assign(double, fused.raw)), clear];
  if (fused.tests.length === 0) {
    e.out.push(...store);
    return;
  }
  const depth = e.code.tempDepth;
  const other = e.capture(() => {
    e.run(b.assign(whole, inline ? fused.ordinary().js : fused.slow));
    normalizeSplit(e, name);
  });
  e.code.tempDepth = depth;
  e.emit(b.if_(conjunction(fused.tests), store, other));
}

/** After a split local was assigned any value: `if (typeof x === "number" && x !== $floor(x)) { x$f = x; x = undefined; }` */
export function normalizeSplit(e: Emitter, name: string): void {
  const whole = b.id(jsName(name));
  const fraction = b.and(b.typeIs(whole, "number"), b.ne(whole, e.call("floor", whole)));
  const move = [b.expr(b.assign(b.id(rawName(name)), whole)), b.expr(b.assign(whole, b.undef))];
  e.emit(b.if_(fraction, move));
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
  if (x === null || y === null) return null;
  const comparable = (plan: Plan): boolean => plan.float || operands(plan).length === 0;
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
  return tests.length === 0 ? direct : b.cond(conjunction(tests), direct, called);
}
