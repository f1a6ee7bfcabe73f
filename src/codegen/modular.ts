/**
 * Integer arithmetic modulo a power of two, as hash functions and random number generators have it:
 *
 *     x = (x * 1103515245 + 12345) & 0x7fffffff
 *
 * The product is beyond what a double holds exactly, but only its low 32 bits count, and those JavaScript computes directly:
 *
 *     typeof x === "number" && x === $floor(x) ? Math.imul(x, 1103515245) + 12345 & 0x7fffffff : slow
 *
 * Taking 32 bits of every operand is the same as taking them of the result, for sums and products of integers of either sign,
 * because Python's `&` and `%` see negative numbers in two's complement as well.
 *
 * Masks of 33 to 64 bits are done in the engine's 64-bit integers, which it keeps in registers inside `asUintN`:
 *
 *     ($1 = BigInt.asUintN(64, x * 6364136223846793005n + 1n)) <= 9007199254740991n ? Number($1) : $1
 */
import * as b from "../js/builders.ts";
import type * as js from "../js/nodes.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { constantOf, smallInteger } from "./constants.ts";
import type { Emitter } from "./emitter.ts";
import { slowName } from "./operators.ts";
import { type Val, val } from "./types.ts";

/** The operators whose low bits depend on the low bits of their operands alone. */
type Modular = "Add" | "Sub" | "Mult" | "BitAnd" | "BitOr" | "BitXor" | "LShift";

const signs: { readonly [K in Modular]: js.BinaryOperator } = {
  Add: "+",
  Sub: "-",
  Mult: "*",
  BitAnd: "&",
  BitOr: "|",
  BitXor: "^",
  LShift: "<<",
};

/** Of shifts, those to the left by a literal. */
function isModular(node: Node<"BinOp">): node is Node<"BinOp"> & { readonly op: Modular } {
  return node.op in signs && (node.op !== "LShift" || shiftOf(node.right) !== undefined);
}

/** The count of a shift within 64 bits. */
function shiftOf(node: Expr): number | undefined {
  const count = smallInteger(node);
  return count !== undefined && count > 0 && count < 64 ? count : undefined;
}

type Tree =
  | { readonly kind: "constant"; readonly node: Expr; readonly value: bigint; readonly low: number }
  | { readonly kind: "leaf"; readonly node: Expr }
  | {
      readonly kind: "operation";
      readonly op: Modular;
      readonly left: Tree;
      readonly right: Tree;
      readonly node: Node<"BinOp">;
    };

/** Factors from here on make products that may not be safe integers. */
const largeFactor = 2 ** 21;

/** The mask of `node`, when it is `... & mask` or `... % 2**k` of at most 32 bits. */
function maskOf(node: Node<"BinOp">): number | null {
  const right = smallInteger(node.right);
  if (right === undefined || right <= 0) return null;
  if (node.op === "BitAnd") return right <= 0xffffffff ? right : null;
  if (node.op !== "Mod" || right > 2 ** 32 || !Number.isInteger(Math.log2(right))) return null;
  return right - 1;
}

function treeOf(node: Expr, depth: number): Tree {
  const constantValue = constantOf(node);
  if (typeof constantValue === "object" && constantValue?.kind === "int") {
    const value = BigInt(constantValue.value);
    return { kind: "constant", node, value, low: Number(BigInt.asIntN(32, value)) };
  }
  if (node.kind === "BinOp" && depth < 8 && isModular(node)) {
    const left = treeOf(node.left, depth + 1);
    return { kind: "operation", op: node.op, left, right: treeOf(node.right, depth + 1), node };
  }
  return { kind: "leaf", node };
}

/** Whether some product of the tree may leave the safe integers. */
function overflows(tree: Tree): boolean {
  if (tree.kind !== "operation") return false;
  if (tree.op === "LShift") return true;
  if (tree.op === "Mult") {
    const factors = [tree.left, tree.right];
    if (factors.some((factor) => factor.kind === "constant" && isLarge(factor.node))) return true;
  }
  return overflows(tree.left) || overflows(tree.right);
}

function isLarge(node: Expr): boolean {
  const value = constantOf(node);
  return typeof value === "object" && value?.kind === "int" && Math.abs(Number(value.value)) >= largeFactor;
}

/** All leaves are evaluated before the first operation: they must be so in Python, or not be able to tell. */
function inOrder(e: Emitter, tree: Tree): boolean {
  let operations = 0;
  const visit = (at: Tree): boolean => {
    if (at.kind === "constant") return true;
    if (at.kind === "leaf") return operations === 0 || (at.node.kind === "Name" && e.sure.has(at.node));
    const fine = visit(at.left) && visit(at.right);
    operations++;
    return fine;
  };
  return visit(tree);
}

/** The `k` of `... & 2**k - 1`, with `k` from 33 to 64. */
function wideMaskOf(node: Node<"BinOp">): number | null {
  if (node.op !== "BitAnd") return null;
  const value = constantOf(node.right);
  if (typeof value !== "object" || value?.kind !== "int" || value.value <= 0xffffffff) return null;
  const bits = BigInt(value.value).toString(2);
  return bits.length <= 64 && !bits.includes("0") ? bits.length : null;
}

/** The value of `node` fused; null when it is no such expression. */
export function modular(e: Emitter, node: Node<"BinOp">): Val | null {
  const mask = maskOf(node);
  const wide = wideMaskOf(node);
  if ((mask === null && wide === null) || node.left.kind !== "BinOp") return null;
  const tree = treeOf(node.left, 0);
  if (!overflows(tree) || !inOrder(e, tree)) return null;
  const atoms = new Map<Tree, Val>();
  const tests: js.Expr[] = [];
  const tested = new Set<string>();
  const leaves = (at: Tree): void => {
    if (at.kind === "operation") {
      leaves(at.left);
      leaves(at.right);
      return;
    }
    const value = e.atom(at.node);
    atoms.set(at, value);
    if (at.kind === "constant" || value.type.kind === "int" || value.js.type !== "Identifier") return;
    if (tested.has(value.js.name)) return;
    tested.add(value.js.name);
    const integer = b.and(b.typeIs(value.js, "number"), b.eq(value.js, e.call("floor", value.js)));
    tests.push(mask === null ? b.or(b.typeIs(value.js, "bigint"), integer) : integer);
  };
  leaves(tree);
  const result = mask === null ? wideResult(e, tree, atoms, wide as number) : narrowResult(tree, atoms, mask);
  const right = e.atom(node.right).js;
  const slow = e.call(slowName(node.op, false), slowSide(e, tree, atoms), b.seq([e.at(node), right]));
  const [first, ...rest] = tests;
  return first === undefined ? val(slow) : val(b.cond(b.and(first, ...rest), result, slow));
}

function narrowResult(tree: Tree, atoms: ReadonlyMap<Tree, Val>, mask: number): js.Expr {
  const low = b.binary("&", lowBits(tree, atoms), b.lit(mask < 2 ** 31 ? mask : mask | 0));
  return mask < 2 ** 31 ? low : b.binary(">>>", low, b.lit(0));
}

function wideResult(e: Emitter, tree: Tree, atoms: ReadonlyMap<Tree, Val>, bits: number): js.Expr {
  const result = e.temp();
  const exact = b.method(b.id("BigInt"), "asUintN", [b.lit(bits), wideBits(tree, atoms)]);
  const small = b.binary("<=", b.assign(result, exact), b.lit(BigInt(Number.MAX_SAFE_INTEGER)));
  return b.cond(small, b.call(b.id("Number"), [result]), result);
}

/** The operation on bigints. */
function wideBits(tree: Tree, atoms: ReadonlyMap<Tree, Val>): js.Expr {
  switch (tree.kind) {
    case "constant":
      return b.lit(tree.value);
    case "leaf": {
      const { js, type } = atoms.get(tree) as Val;
      const made = b.call(b.id("BigInt"), [js]);
      return type.kind === "int" ? made : b.cond(b.typeIs(js, "bigint"), js, made);
    }
    case "operation":
      return b.binary(signs[tree.op], wideBits(tree.left, atoms), wideBits(tree.right, atoms));
  }
}

/** The low 32 bits, signed: an operand of `&`, of `|` or of `Math.imul`. */
function lowBits(tree: Tree, atoms: ReadonlyMap<Tree, Val>): js.Expr {
  switch (tree.kind) {
    case "constant":
      return b.lit(tree.low);
    case "leaf":
      return (atoms.get(tree) as Val).js;
    case "operation": {
      const left = lowBits(tree.left, atoms);
      const right = lowBits(tree.right, atoms);
      if (tree.op === "Mult") return b.method(b.id("Math"), "imul", [left, right]);
      if (tree.op === "LShift") {
        const count = shiftOf(tree.node.right) as number;
        return count < 32 ? b.binary("<<", left, b.lit(count)) : b.lit(0);
      }
      // Two operands of 32 bits each have an exact sum.
      return b.binary(signs[tree.op], signed(tree.left, left), signed(tree.right, right));
    }
  }
}

function signed(tree: Tree, value: js.Expr): js.Expr {
  const exact =
    tree.kind === "constant" || (tree.kind === "operation" && (tree.op === "Mult" || tree.op === "LShift"));
  return exact ? value : b.binary("|", value, b.lit(0));
}

function slowSide(e: Emitter, tree: Tree, atoms: ReadonlyMap<Tree, Val>): js.Expr {
  if (tree.kind !== "operation") return (atoms.get(tree) as Val).js;
  const left = slowSide(e, tree.left, atoms);
  const right = slowSide(e, tree.right, atoms);
  const held = e.temp();
  const last =
    tree.right.kind === "operation"
      ? [b.assign(held, right), e.at(tree.node), held]
      : [e.at(tree.node), right];
  return e.call(slowName(tree.op, false), left, b.seq(last));
}
