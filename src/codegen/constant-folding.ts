/**
 * What CPython computes of literals while it compiles: `60 * 60`, `-1`, `(1, 2)`. Emitted code needs none of it; `co_consts` shows it.
 *
 * Follows fold_const_binop, fold_const_unaryop and their limits in Python/flowgraph.c.
 */
import type { BinaryOperator, ConstantValue, UnaryOperator } from "../syntax/ast.ts";

type Complex = { readonly real: number; readonly imag: number };
type Numeral = { readonly whole: bigint } | { readonly double: number } | Complex;

/** An int has no more bits after folding, a str no more characters. */
const MAX_INT_BITS = 128;
const MAX_STR_SIZE = 4096;

export const intValue = (value: bigint): ConstantValue => {
  const small = Number(value);
  return { kind: "int", value: Number.isSafeInteger(small) ? small : value };
};

function numeral(value: ConstantValue): Numeral | undefined {
  if (typeof value === "boolean") return { whole: value ? 1n : 0n };
  if (typeof value !== "object" || value === null) return undefined;
  if (value.kind === "int") return { whole: BigInt(value.value) };
  if (value.kind === "float") return { double: value.value };
  return value.kind === "complex" ? value : undefined;
}

const double = (value: Exclude<Numeral, Complex>): number =>
  "double" in value ? value.double : Number(value.whole);
const bits = (value: bigint): number => (value < 0n ? -value : value).toString(2).length;

/** `left op right`; undefined where it is left to the program, as what raises is. */
export function foldBinary(
  op: BinaryOperator,
  left: ConstantValue,
  right: ConstantValue,
): ConstantValue | undefined {
  if (typeof left === "string" && typeof right === "string") {
    return op === "Add" && left.length + right.length <= MAX_STR_SIZE ? left + right : undefined;
  }
  const a = numeral(left);
  const b = numeral(right);
  if (op === "Mult" && typeof left === "string" && b !== undefined) return repeat(left, b);
  if (op === "Mult" && typeof right === "string" && a !== undefined) return repeat(right, a);
  if (a === undefined || b === undefined) return undefined;
  if ("whole" in a && "whole" in b) return foldInts(op, a.whole, b.whole);
  if ("real" in a || "real" in b) return foldComplex(op, a, b);
  return foldDoubles(op, double(a), double(b));
}

/** A real number has no imaginary part to add: the sign of the other's zero stays. */
function foldComplex(op: BinaryOperator, a: Numeral, b: Numeral): ConstantValue | undefined {
  if (op !== "Add" && op !== "Sub") return undefined;
  const sign = op === "Add" ? 1 : -1;
  if (!("real" in a)) {
    return "real" in b
      ? { kind: "complex", real: double(a) + sign * b.real, imag: sign * b.imag }
      : undefined;
  }
  return "real" in b
    ? { kind: "complex", real: a.real + sign * b.real, imag: a.imag + sign * b.imag }
    : { kind: "complex", real: a.real + sign * double(b), imag: a.imag };
}

function repeat(text: string, count: Numeral): ConstantValue | undefined {
  if (!("whole" in count) || count.whole * BigInt(text.length) > MAX_STR_SIZE) return undefined;
  return text.repeat(Math.max(0, Number(count.whole)));
}

function foldInts(op: BinaryOperator, a: bigint, b: bigint): ConstantValue | undefined {
  switch (op) {
    case "Add":
      return intValue(a + b);
    case "Sub":
      return intValue(a - b);
    case "Mult":
      return bits(a) + bits(b) > MAX_INT_BITS ? undefined : intValue(a * b);
    case "Div":
      return b === 0n || bits(a) > 53 || bits(b) > 53
        ? undefined
        : { kind: "float", value: Number(a) / Number(b) };
    case "FloorDiv":
      return b === 0n ? undefined : intValue(floorDivide(a, b));
    case "Mod":
      return b === 0n ? undefined : intValue(a - floorDivide(a, b) * b);
    case "Pow":
      return b < 0n || b > MAX_INT_BITS || BigInt(bits(a)) * b > MAX_INT_BITS ? undefined : intValue(a ** b);
    case "LShift":
      return b < 0n || BigInt(bits(a)) + b > MAX_INT_BITS ? undefined : intValue(a << b);
    case "RShift":
      return b < 0n ? undefined : intValue(a >> b);
    case "BitAnd":
      return intValue(a & b);
    case "BitOr":
      return intValue(a | b);
    case "BitXor":
      return intValue(a ^ b);
    case "MatMult":
      return undefined;
  }
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function foldDoubles(op: BinaryOperator, a: number, b: number): ConstantValue | undefined {
  switch (op) {
    case "Add":
      return { kind: "float", value: a + b };
    case "Sub":
      return { kind: "float", value: a - b };
    case "Mult":
      return { kind: "float", value: a * b };
    case "Div":
      return b === 0 ? undefined : { kind: "float", value: a / b };
    default:
      return undefined;
  }
}

/** `op operand`; undefined where it is left to the program. */
export function foldUnary(op: UnaryOperator, operand: ConstantValue): ConstantValue | undefined {
  if (op === "Not") return !isTrue(operand);
  const value = numeral(operand);
  if (value === undefined) return undefined;
  if ("real" in value) {
    if (op === "Invert") return undefined;
    return op === "USub" ? { kind: "complex", real: -value.real, imag: -value.imag } : operand;
  }
  if ("double" in value) {
    if (op === "Invert") return undefined;
    return { kind: "float", value: op === "USub" ? -value.double : value.double };
  }
  if (op === "Invert") return typeof operand === "boolean" ? undefined : intValue(~value.whole);
  return intValue(op === "USub" ? -value.whole : value.whole);
}

export function isTrue(value: ConstantValue): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "string") return Boolean(value);
  switch (value.kind) {
    case "int":
      return BigInt(value.value) !== 0n;
    case "float":
      return value.value !== 0;
    case "complex":
      return value.real !== 0 || value.imag !== 0;
    case "bytes":
      return value.value.length > 0;
    case "str":
      return value.codePoints.length > 0;
    case "ellipsis":
      return true;
    default:
      return value.items.length > 0;
  }
}
