/** Literal values: JavaScript literals where the value is one, otherwise constants made once per script. */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { ConstantValue, Expr } from "../syntax/ast.ts";
import type { Emitter } from "./emitter.ts";
import { big, bool, float, int, none, object, str, type Val, val } from "./types.ts";

export function constant(e: Emitter, value: ConstantValue): Val {
  if (value === null) return val(b.nil, none);
  if (typeof value === "boolean") return val(b.lit(value), bool);
  if (typeof value === "string") {
    return hasSurrogate(value)
      ? val(
          e.unit.constant(
            `str ${value}`,
            e.call("str", codePoints([...value].map((c) => c.codePointAt(0) as number))),
          ),
        )
      : val(b.lit(value), str);
  }
  switch (value.kind) {
    case "int":
      return integer(value.value);
    case "float":
      return floating(e, value.value);
    case "complex":
      return val(
        e.unit.constant(
          `complex ${numberKey(value.real)} ${numberKey(value.imag)}`,
          e.call("complex", b.lit(value.real), b.lit(value.imag)),
        ),
      );
    case "bytes": {
      const bytes = [...value.value];
      return val(e.unit.constant(`bytes ${bytes.join()}`, e.call("bytes", codePoints(bytes))), object);
    }
    case "str":
      return val(
        e.unit.constant(`codes ${value.codePoints.join()}`, e.call("str", codePoints(value.codePoints))),
      );
    case "ellipsis":
      return val(e.rt("ellipsis"), object);
    case "tuple":
    case "frozenset": {
      const items = b.array(value.items.map((item) => constant(e, item).js));
      return val(e.unit.constant(constantKey(value), e.call(value.kind, items)), object);
    }
  }
}

/** A text that tells constants apart by type and value. */
export function constantKey(value: ConstantValue): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  switch (value.kind) {
    case "int":
      return `int ${value.value}`;
    case "float":
      return `float ${numberKey(value.value)}`;
    case "complex":
      return `complex ${numberKey(value.real)} ${numberKey(value.imag)}`;
    case "bytes":
      return `bytes ${value.value.join()}`;
    case "str":
      return `codes ${value.codePoints.join()}`;
    case "ellipsis":
      return "ellipsis";
    default:
      return `${value.kind} (${value.items.map(constantKey).join()})`;
  }
}

function integer(value: number | bigint): Val {
  if (typeof value === "bigint") return val(b.lit(value), big);
  return val(b.lit(value), int(Math.abs(value)));
}

function floating(e: Emitter, value: number): Val {
  if (Number.isInteger(value) || Math.abs(value) === Number.POSITIVE_INFINITY) {
    const js = e.unit.constant(`float ${numberKey(value)}`, e.call("float", b.lit(value)));
    return val(js, { kind: "boxed", value });
  }
  return val(b.lit(value), float);
}

function numberKey(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function codePoints(values: readonly number[]): js.Expr {
  return b.array(values.map((value) => b.lit(value)));
}

/** Whether UTF-16 needs surrogate code units: characters beyond U+FFFF, since a literal holds no lone ones. */
export function hasSurrogate(text: string): boolean {
  return /[\ud800-\udfff]/.test(text);
}

/** The value of a constant expression that needs no code: literals, signed numbers; null for anything else. */
export function constantOf(node: Expr): ConstantValue | undefined {
  if (node.kind === "Constant") return node.value;
  if (node.kind !== "UnaryOp" || node.op !== "USub" || node.operand.kind !== "Constant") return undefined;
  const { value } = node.operand;
  if (typeof value !== "object" || value === null) return undefined;
  if (value.kind === "int") {
    if (value.value === 0 || value.value === 0n) return { kind: "int", value: 0 };
    const negated = -BigInt(value.value);
    return { kind: "int", value: Number.isSafeInteger(Number(negated)) ? Number(negated) : negated };
  }
  return value.kind === "float" ? { kind: "float", value: -value.value } : undefined;
}

/** The value of a small integer expression made of literals, so that `60 * 60 * 24` is one; undefined otherwise. */
export function smallInteger(node: Expr): number | undefined {
  if (node.kind === "BinOp") {
    const left = smallInteger(node.left);
    if (left === undefined) return undefined;
    const right = smallInteger(node.right);
    if (right === undefined) return undefined;
    const value = fold(node.op, left, right);
    return value !== undefined && Number.isSafeInteger(value) ? value + 0 : undefined;
  }
  const value = constantOf(node);
  if (
    typeof value !== "object" ||
    value === null ||
    value.kind !== "int" ||
    typeof value.value !== "number"
  ) {
    return undefined;
  }
  return value.value;
}

function fold(op: string, left: number, right: number): number | undefined {
  switch (op) {
    case "Add":
      return left + right;
    case "Sub":
      return left - right;
    case "Mult":
      return left * right;
    case "LShift":
      return right >= 0 && right < 53 ? left * 2 ** right : undefined;
    case "Pow":
      return right >= 0 && right < 64 ? left ** right : undefined;
    default:
      return undefined;
  }
}
