/**
 * Arithmetic. Each operator has a fast path for JavaScript numbers, inlined at its site so that the engine's type feedback
 * is that site's alone, and one call for everything else:
 *
 *     typeof x === "number" && typeof y === "number" && (($1 = x + y) !== $floor($1) || (x | 0) === x && (y | 0) === y)
 *       ? $1 : ($p = 17, $add(x, y))
 *
 * A non-integral result proves that a float was among the operands and that the result is one. An integral result is right
 * when both operands are 32-bit integers; otherwise it may be a float that needs its box, or an inexact integer.
 * What the static types know is left out of the test; operands known to be small integers need no test at all.
 */
import type { Runtime } from "../abi/runtime.ts";
import type { Span } from "../base/span.ts";
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { BinaryOperator, Expr, Node, UnaryOperator } from "../syntax/ast.ts";
import { constant, constantOf, smallInteger } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { fusedValue } from "./float-expressions.ts";
import { modular } from "./modular.ts";
import { bool, int, isFloat, isNumber, raw, str, type Val, val } from "./types.ts";

const safe = Number.MAX_SAFE_INTEGER;
const limit32 = 2 ** 31;

const slowNames: { readonly [K in BinaryOperator]: readonly [keyof Runtime, keyof Runtime] } = {
  Add: ["add", "iadd"],
  Sub: ["sub", "isub"],
  Mult: ["mul", "imul"],
  MatMult: ["matmul", "imatmul"],
  Div: ["truediv", "itruediv"],
  Mod: ["mod", "imod"],
  Pow: ["pow", "ipow"],
  LShift: ["lshift", "ilshift"],
  RShift: ["rshift", "irshift"],
  BitOr: ["bitor", "ibitor"],
  BitXor: ["bitxor", "ibitxor"],
  BitAnd: ["bitand", "ibitand"],
  FloorDiv: ["floordiv", "ifloordiv"],
};

/** The runtime's entry point for an operator, or for its in-place form. */
export function slowName(op: BinaryOperator, inPlace: boolean): keyof Runtime {
  return slowNames[op][inPlace ? 1 : 0];
}

type Fast = { readonly tests: readonly js.Expr[]; readonly result: js.Expr; readonly type: Val["type"] };

/** `left op right` over atoms. `inPlace` is the augmented assignment's form of the slow path. */
export function binaryOperation(
  e: Emitter,
  op: BinaryOperator,
  left: Val,
  right: Val,
  where: Span,
  inPlace = false,
): Val {
  const name = slowName(op, inPlace);
  const slow = (): js.Expr => e.slow(where, e.call(name, left.js, right.js));
  const fast = fastPath(e, op, left, right, inPlace);
  if (fast === null) return val(slow());
  const [first, ...rest] = fast.tests;
  if (first === undefined) return val(fast.result, fast.type);
  const test = b.and(first, ...rest);
  const otherwise = slow();
  const js = b.cond(test, fast.result, otherwise);
  if (fast.type.kind === "str") return val(js);
  return { ...val(js), fast: { test, number: fast.result, slow: otherwise } };
}

function fastPath(e: Emitter, op: BinaryOperator, x: Val, y: Val, accumulates: boolean): Fast | null {
  if (op === "Add" && (x.type.kind === "str" || y.type.kind === "str")) return concatenation(x, y);
  if (!mayBeNumber(x) || !mayBeNumber(y)) return null;
  switch (op) {
    case "Add":
    case "Sub":
      return sum(e, op === "Add" ? "+" : "-", x, y, accumulates);
    case "Mult":
      return product(e, x, y);
    case "Div": {
      const result = e.temp();
      const quotient = b.assign(result, b.binary("/", raw(x), raw(y)));
      const divisor = y.type.kind === "boxed" ? y.type.value : literal(y);
      if (divisor === 0) return null;
      const nonZero = isFloat(y.type) || divisor !== undefined ? [] : [b.ne(y.js, b.lit(0))];
      return {
        tests: [...numbers(x, y), ...nonZero, b.ne(quotient, e.call("floor", result))],
        result,
        type: val(result).type,
      };
    }
    case "Mod":
    case "FloorDiv": {
      if (isFloat(x.type) || isFloat(y.type)) return null;
      const divisor = literal(y);
      if (divisor !== undefined) return divisor > 0 ? divideByLiteral(e, op, x, divisor) : null;
      if (tooBig(x) || tooBig(y)) return null;
      const tests = [
        ...numbers(x, y),
        ...int32(x),
        ...int32(y),
        b.binary(">=", x.js, b.lit(0)),
        b.binary(">", y.js, b.lit(0)),
      ];
      const result =
        op === "Mod" ? b.binary("%", x.js, y.js) : b.binary("|", b.binary("/", x.js, y.js), b.lit(0));
      return { tests, result, type: val(result).type };
    }
    case "BitAnd":
    case "BitOr":
    case "BitXor": {
      if (isFloat(x.type) || isFloat(y.type)) return null;
      const masked = op === "BitAnd" ? mask(e, x, y) : null;
      if (masked !== null) return masked;
      if (tooBig(x) || tooBig(y)) return null;
      const sign = op === "BitAnd" ? "&" : op === "BitOr" ? "|" : "^";
      const tests = [...numbers(x, y), ...int32(x), ...int32(y)];
      const known = tests.length === 0 ? int(limit32) : undefined;
      const result = b.binary(sign, x.js, y.js);
      return { tests, result, type: known ?? val(result).type };
    }
    case "LShift":
    case "RShift":
      return shift(op, x, y);
    case "Pow": {
      // Fused where it is known to be a float (float-expressions.ts).
      if (isFloat(x.type)) return null;
      if (y.js.type === "Literal" && y.js.value === 0.5) return squareRoot(e, x);
      if (literal(y) !== 2) return null;
      const result = e.temp();
      const square = b.assign(result, b.binary("*", x.js, x.js));
      return {
        tests: [
          ...numbers(x, x).slice(0, 1),
          b.or(
            b.ne(square, e.call("floor", result)),
            b.and(b.binary("<=", result, b.lit(safe)), ...int32(x)),
          ),
        ],
        result,
        type: val(result).type,
      };
    }
    case "MatMult":
      return null;
  }
}

/** `x ** 0.5`: both the square root and the power are rounded correctly, so they are the same number. */
function squareRoot(e: Emitter, x: Val): Fast {
  const result = e.temp();
  const root = b.assign(result, e.call("sqrt", x.js));
  return {
    tests: [...numbers(x, x).slice(0, 1), b.binary(">", x.js, b.lit(0)), b.ne(root, e.call("floor", result))],
    result,
    type: val(result).type,
  };
}

/** From here on a remainder by multiplication is cheaper than JavaScript's, which for large operands is a call. */
const largeDivisor = 2 ** 16;

/**
 * `x // c` and `x % c` for a positive literal. A quotient of safe integers, rounded to a double, never reaches the next integer,
 * so its floor is exact; and so is the remainder taken from it.
 */
function divideByLiteral(e: Emitter, op: "Mod" | "FloorDiv", x: Val, divisor: number): Fast {
  const quotient = e.call("floor", b.binary("/", x.js, b.lit(divisor)));
  const tests = [...numbers(x), ...integral(e, x)];
  if (op === "FloorDiv") return { tests, result: quotient, type: val(quotient).type };
  if (divisor >= largeDivisor) {
    const result = b.binary("-", x.js, b.binary("*", quotient, b.lit(divisor)));
    return { tests, result, type: int(divisor) };
  }
  const positive = b.binary(">=", x.js, b.lit(0));
  return { tests: [...tests, positive], result: b.binary("%", x.js, b.lit(divisor)), type: int(divisor) };
}

/**
 * `x & literal` for a mask of at most 32 bits: JavaScript takes any integer modulo 2 to the 32nd, which leaves the bits that
 * count as they are.
 */
function mask(e: Emitter, x: Val, y: Val): Fast | null {
  const bits = literal(y);
  if (bits === undefined || bits < 0 || bits > 0xffffffff) return null;
  const tests = [...numbers(x), ...integral(e, x)];
  if (bits < limit32) return { tests, result: b.binary("&", x.js, y.js), type: int(bits) };
  const unsigned = b.binary(">>>", x.js, b.lit(0));
  if (bits === 0xffffffff) return { tests, result: unsigned, type: int(bits) };
  return { tests, result: b.binary(">>>", b.binary("&", x.js, y.js), b.lit(0)), type: int(bits) };
}

function mayBeNumber({ type }: Val): boolean {
  return type.kind === "unknown" || isNumber(type);
}

function literal(value: Val): number | undefined {
  return value.js.type === "Literal" && value.type.kind === "int" && typeof value.js.value === "number"
    ? value.js.value
    : undefined;
}

function numbers(...values: readonly Val[]): js.Expr[] {
  const unknown = values.filter(({ type }) => !isNumber(type)).map(({ js }) => js);
  return distinct(unknown).map((js) => b.typeIs(js, "number"));
}

/** `x * x` has one operand to test. */
function distinct(values: readonly js.Expr[]): readonly js.Expr[] {
  const [x, y] = values;
  const same = x?.type === "Identifier" && y?.type === "Identifier" && x.name === y.name;
  return same ? values.slice(1) : values;
}

/** Beyond 32 signed bits, for operators that work on those. */
function tooBig({ type }: Val): boolean {
  return type.kind === "int" && type.max >= limit32;
}

/** Tests that a number is a 32-bit integer, unless it is known to be an integer that a range check of the result covers. */
function int32({ js, type }: Val): js.Expr[] {
  if (type.kind === "int") return [];
  return [b.eq(b.binary("|", js, b.lit(0)), js)];
}

/** Tests that a number is an integer, of any size. */
function integral(e: Emitter, { js, type }: Val): js.Expr[] {
  return type.kind === "int" ? [] : [b.eq(js, e.call("floor", js))];
}

/** `"literal" + y`: joining two strings without surrogates gives one. */
function concatenation(x: Val, y: Val): Fast | null {
  const tests: js.Expr[] = [];
  for (const { js, type } of [x, y]) {
    if (type.kind === "unknown") tests.push(b.typeIs(js, "string"));
    else if (type.kind !== "str") return null;
  }
  return { tests, result: b.binary("+", x.js, y.js), type: str };
}

/**
 * `accumulates`: sums that grow beyond 32 bits are likely, so safe integers have a fast path as well; an integral number is an
 * integer, and the sum of two is exact while it is safe.
 */
function sum(e: Emitter, sign: "+" | "-", x: Val, y: Val, accumulates: boolean): Fast {
  const direct = b.binary(sign, raw(x), raw(y));
  const most = Math.max(knownMax(x), knownMax(y));
  if (x.type.kind === "int" && y.type.kind === "int" && x.type.max + y.type.max <= safe) {
    return { tests: [], result: direct, type: int(x.type.max + y.type.max) };
  }
  const result = e.temp();
  const small = exact(e, result, direct, x, y, most > 2 ** 52 ? inSafeRange(result) : []);
  const fits =
    accumulates && !isFloat(x.type) && !isFloat(y.type)
      ? b.or(
          small,
          b.and(
            ...inSafeRange(result),
            ...[x, y]
              .filter(({ type }) => type.kind !== "int")
              .map(({ js }) => b.eq(js, e.call("floor", js))),
          ),
        )
      : small;
  return { tests: [...numbers(x, y), fits], result, type: val(result).type };
}

/** What is known of an operand's size; one that is tested to have 32 bits counts as small. */
function knownMax({ type }: Val): number {
  return type.kind === "int" ? type.max : 0;
}

function inSafeRange(result: js.Expr): [js.Expr, js.Expr] {
  return [b.binary("<=", result, b.lit(safe)), b.binary(">=", result, b.lit(-safe))];
}

function product(e: Emitter, x: Val, y: Val): Fast {
  const direct = b.binary("*", raw(x), raw(y));
  if (x.type.kind === "int" && y.type.kind === "int" && x.type.max * y.type.max <= safe) {
    // A zero factor with a negative one gives JavaScript's negative zero.
    const zero = literal(x) === undefined || literal(y) === undefined;
    const result = zero ? b.binary("+", direct, b.lit(0)) : direct;
    return { tests: [], result, type: int(x.type.max * y.type.max) };
  }
  const result = e.temp();
  const factor = literal(x) ?? literal(y);
  const positive = factor !== undefined && factor > 0;
  const value = positive ? direct : b.binary("+", direct, b.lit(0));
  const small = factor !== undefined && Math.abs(factor) <= 2 ** 21;
  const range = small && Math.max(knownMax(x), knownMax(y)) <= limit32 ? [] : inSafeRange(result);
  return { tests: [...numbers(x, y), exact(e, result, value, x, y, range)], result, type: val(result).type };
}

/** `(r = value) !== $floor(r) || x and y are 32-bit integers`, without the half that the types exclude. */
function exact(
  e: Emitter,
  result: js.Expr,
  value: js.Expr,
  x: Val,
  y: Val,
  range: readonly js.Expr[],
): js.Expr {
  const fraction = b.ne(b.assign(result, value), e.call("floor", result));
  if (isFloat(x.type) || isFloat(y.type)) return fraction;
  const [first, ...rest] = [...(x.js === y.js ? [] : int32(x)), ...int32(y), ...range];
  return first === undefined ? fraction : b.or(fraction, b.and(first, ...rest));
}

function shift(op: "LShift" | "RShift", x: Val, y: Val): Fast | null {
  if (isFloat(x.type) || isFloat(y.type) || tooBig(x)) return null;
  const count = literal(y);
  const left = op === "LShift";
  const most = left ? 20 : 31;
  if (count !== undefined && (count < 0 || count > most)) return null;
  const inRange =
    count === undefined ? [b.binary(">=", y.js, b.lit(0)), b.binary("<=", y.js, b.lit(most))] : [];
  const tests = [...numbers(x, y), ...int32(x), ...int32(y), ...inRange];
  const result = left
    ? b.binary("*", x.js, count === undefined ? b.binary("<<", b.lit(1), y.js) : b.lit(2 ** count))
    : b.binary(">>", x.js, y.js);
  return { tests, result, type: val(result).type };
}

/** Chains beyond this are neither folded nor fused, which recurse. */
const longChain = 60;

/** Left-associative chains by a loop: they may be a hundred thousand long. */
export function binOp(e: Emitter, node: Node<"BinOp">): Val {
  const spine: Node<"BinOp">[] = [];
  let base: Expr = node;
  while (base.kind === "BinOp") {
    spine.push(base);
    base = base.left;
  }
  if (spine.length <= longChain) {
    const folded = smallInteger(node);
    if (folded !== undefined) return constant(e, { kind: "int", value: folded });
    const fused = modular(e, node) ?? fusedValue(e, node);
    if (fused !== null) return fused;
  }
  const depth = e.code.tempDepth;
  let left = e.atom(base);
  for (let i = spine.length - 1; i > 0; i--) {
    const { op, right } = spine[i] as Node<"BinOp">;
    const operation = binaryOperation(e, op, left, e.atom(right), spine[i] as Node<"BinOp">);
    left = e.save(operation, depth);
  }
  return binaryOperation(e, node.op, left, e.atom(node.right), node);
}

const unaryNames: { readonly [K in Exclude<UnaryOperator, "Not">]: keyof Runtime } = {
  Invert: "invert",
  UAdd: "pos",
  USub: "neg",
};

/** `typeof x === "number" && x !== 0 ? -x : ($p = 3, $neg(x))` */
export function unaryOp(e: Emitter, node: Node<"UnaryOp">): Val {
  if (node.op === "Not") return val(b.not(e.test(node.operand)), bool);
  const folded = constantOf(node);
  if (folded !== undefined) return constant(e, folded);
  const operand = e.atom(node.operand);
  const slow = (): js.Expr => e.slow(node, e.call(unaryNames[node.op as "USub"], operand.js));
  const large = node.op === "Invert" && tooBig(operand);
  if (!mayBeNumber(operand) || node.op === "UAdd" || operand.type.kind === "boxed" || large)
    return val(slow());
  if (node.op === "USub") {
    const tests = [...numbers(operand), b.ne(operand.js, b.lit(0))];
    return val(b.cond(b.and(tests[0] as js.Expr, ...tests.slice(1)), b.unary("-", operand.js), slow()));
  }
  const tests = [...numbers(operand), ...int32(operand)];
  const [first, ...rest] = tests;
  const inverted = b.unary("~", operand.js);
  if (first === undefined) return val(inverted, int(limit32));
  return val(b.cond(b.and(first, ...rest), inverted, slow()));
}
