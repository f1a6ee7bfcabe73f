/**
 * What CPython's compiler does to a tree before it looks at names: what `ast.parse(source, optimize=1)` shows. Literal patterns
 * become constants, `__debug__` its value, `"%s" % (x,)` an f-string, and at level 2 docstrings go.
 *
 * The tree is one that nobody else holds, so it is changed in place. Follows Python/ast_preprocess.c.
 */
import type { AnyNode, ConstantValue, Expr, Mod, Node, Stmt } from "../../syntax/ast.ts";
import { children, nodes } from "../../syntax/ast.ts";
import { docstring } from "../../codegen/docstrings.ts";

export function optimize(tree: Mod, level: 0 | 1 | 2): void {
  new Optimizer(level).inside(tree);
}

type Numeral = Extract<ConstantValue, { kind: "int" | "float" | "complex" }>;

class Optimizer {
  readonly level: 0 | 1 | 2;

  constructor(level: 0 | 1 | 2) {
    this.level = level;
  }

  /** Replaces expressions below `node`, innermost first. */
  inside(node: AnyNode): void {
    if (this.level === 2) removeDocstring(node);
    for (const child of children(node)) this.inside(child);
    const fields = node as unknown as Record<string, unknown>;
    for (const [name, type] of Object.entries(nodes[node.kind].fields)) {
      const base = type.replace(/[?*]+$/, "");
      if (base !== "expr") continue;
      const value = fields[name] as Expr | (Expr | null)[] | null;
      const pattern = node.kind === "MatchValue" || (node.kind === "MatchMapping" && name === "keys");
      if (Array.isArray(value)) {
        fields[name] = value.map((item) => (item === null ? null : this.replaced(item, pattern)));
      } else if (value !== null) fields[name] = this.replaced(value, pattern);
    }
  }

  replaced(node: Expr, inPattern: boolean): Expr {
    if (inPattern) return constantPattern(node);
    if (node.kind === "Name" && node.id === "__debug__" && node.ctx === "Load") {
      return made(node, this.level === 0);
    }
    return node.kind === "BinOp" && node.op === "Mod" ? (formatted(node) ?? node) : node;
  }
}

const made = ({ start, end }: Expr, value: ConstantValue): Node<"Constant"> => ({
  kind: "Constant",
  start,
  end,
  value,
  str_kind: null,
});

/** A body that is left without statements keeps a `pass`. */
function removeDocstring(node: AnyNode): void {
  if (
    node.kind !== "Module" &&
    node.kind !== "ClassDef" &&
    node.kind !== "FunctionDef" &&
    node.kind !== "AsyncFunctionDef"
  ) {
    return;
  }
  if (docstring(node.body) === null) return;
  const [{ start }] = node.body as [Stmt, ...Stmt[]];
  const end = start + "pass".length;
  node.body.splice(0, 1, ...(node.body.length === 1 ? [{ kind: "Pass", start, end } as const] : []));
}

function numeral(node: Expr): Numeral | undefined {
  if (node.kind !== "Constant" || typeof node.value !== "object" || node.value === null) return undefined;
  const { value } = node;
  return value.kind === "int" || value.kind === "float" || value.kind === "complex" ? value : undefined;
}

function negated(value: Numeral): Numeral {
  if (value.kind === "complex") return { ...value, real: -value.real, imag: -value.imag };
  if (value.kind === "float") return { kind: "float", value: -value.value };
  return { kind: "int", value: typeof value.value === "bigint" ? -value.value : 0 - value.value };
}

/** `-1` and `1 - 2j` in a pattern. */
function constantPattern(node: Expr): Expr {
  if (node.kind === "UnaryOp" && node.op === "USub") {
    const value = numeral(node.operand);
    return value === undefined ? node : made(node, negated(value));
  }
  if (node.kind !== "BinOp" || (node.op !== "Add" && node.op !== "Sub")) return node;
  const left = numeral(constantPattern(node.left));
  const right = numeral(constantPattern(node.right));
  if (left === undefined || left.kind === "complex" || right?.kind !== "complex") return node;
  const imag = node.op === "Add" ? right.imag : -right.imag;
  return made(node, { kind: "complex", real: Number(left.value), imag });
}

const MOST_DIGITS = 3;

/** `"%s is %5r" % (a, b)` as an f-string; undefined where the format asks for more than that. */
function formatted(node: Node<"BinOp">): Node<"JoinedStr"> | undefined {
  const { left, right } = node;
  if (left.kind !== "Constant" || typeof left.value !== "string" || right.kind !== "Tuple") return undefined;
  if (right.elts.some((element) => element.kind === "Starred")) return undefined;
  const format = left.value;
  const args = [...right.elts];
  const values: Expr[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") values.push(made(node, literal));
    literal = "";
  };
  for (let at = 0; at < format.length; ) {
    const char = format[at] as string;
    if (char !== "%") {
      literal += char;
      at++;
      continue;
    }
    if (format[at + 1] === "%") {
      literal += "%";
      at += 2;
      continue;
    }
    const match = /^%([-+ #0]*)(\d*)(?:\.(\d*))?([sra])/.exec(format.slice(at));
    const value = args.shift();
    if (match === null || value === undefined) return undefined;
    const [text, flags = "", width = "", precision, conversion = ""] = match;
    if (width.length > MOST_DIGITS || (precision?.length ?? 0) > MOST_DIGITS) return undefined;
    flush();
    const right_ = !flags.includes("-") && Number(width) > 0 ? ">" : "";
    const spec =
      right_ +
      (width === "" ? "" : String(Number(width))) +
      (precision === undefined ? "" : `.${Number(precision)}`);
    values.push({
      kind: "FormattedValue",
      start: value.start,
      end: value.end,
      value,
      conversion: conversion.charCodeAt(0),
      format_spec: spec === "" ? null : made(value, spec),
    });
    at += text.length;
  }
  if (args.length > 0) return undefined;
  flush();
  return { kind: "JoinedStr", start: node.start, end: node.end, values };
}
