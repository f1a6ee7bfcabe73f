/** The compile-time errors of `case` patterns. CPython: Python/codegen.c, codegen_pattern and what it calls. */
import type { Expr, MatchCase, Node, Pattern } from "../syntax/ast.ts";
import { reprConstant } from "../syntax/dump.ts";
import type { Fail } from "./fail.ts";

/** Checks one `case`; `more` tells whether others follow, which an irrefutable one without guard would hide. */
export function checkCase(clause: MatchCase, more: boolean, fail: Fail): void {
  visit(clause.pattern, new Set(), clause.guard !== null || !more, fail);
}

/** Collects the names that `pattern` binds into `bound`; `irrefutable` tells whether it may match everything. */
function visit(pattern: Pattern, bound: Set<string>, irrefutable: boolean, fail: Fail): void {
  switch (pattern.kind) {
    case "MatchValue":
      if (!isValue(pattern.value)) fail("patterns may only match literals and attribute lookups", pattern);
      return;
    case "MatchSingleton":
      return;
    case "MatchStar":
      bind(pattern.name, pattern, bound, fail);
      return;
    case "MatchSequence": {
      const stars = pattern.patterns.filter((item) => item.kind === "MatchStar");
      if (stars.length > 1) fail("multiple starred names in sequence pattern", pattern);
      for (const item of pattern.patterns) visit(item, bound, true, fail);
      return;
    }
    case "MatchMapping":
      repeatedKeys(pattern, fail);
      for (const item of pattern.patterns) visit(item, bound, true, fail);
      bind(pattern.rest, pattern, bound, fail);
      return;
    case "MatchClass":
      repeatedAttributes(pattern, fail);
      for (const item of pattern.patterns) visit(item, bound, true, fail);
      for (const item of pattern.kwd_patterns) visit(item, bound, true, fail);
      return;
    case "MatchAs":
      if (pattern.pattern === null) {
        if (!irrefutable) {
          fail(
            pattern.name === null
              ? "wildcard makes remaining patterns unreachable"
              : `name capture '${pattern.name}' makes remaining patterns unreachable`,
            pattern,
          );
        }
      } else {
        visit(pattern.pattern, bound, irrefutable, fail);
      }
      bind(pattern.name, pattern, bound, fail);
      return;
    case "MatchOr":
      alternatives(pattern, bound, irrefutable, fail);
  }
}

function bind(name: string | null, where: Pattern, bound: Set<string>, fail: Fail): void {
  if (name === null) return;
  if (bound.has(name)) fail(`multiple assignments to name '${name}' in pattern`, where);
  bound.add(name);
}

function alternatives(pattern: Node<"MatchOr">, bound: Set<string>, irrefutable: boolean, fail: Fail): void {
  let first: Set<string> | null = null;
  pattern.patterns.forEach((alternative, i) => {
    const names = new Set<string>();
    visit(alternative, names, irrefutable && i === pattern.patterns.length - 1, fail);
    if (first === null) first = names;
    else if (names.size !== first.size || [...names].some((name) => !first?.has(name))) {
      fail("alternative patterns bind different names", pattern);
    }
  });
  for (const name of first ?? []) bind(name, pattern, bound, fail);
}

/** Literals, signed and complex ones too, and dotted names; the grammar lets f-strings through as well. */
function isValue({ kind }: Expr): boolean {
  return kind === "Constant" || kind === "Attribute" || kind === "UnaryOp" || kind === "BinOp";
}

function repeatedKeys(pattern: Node<"MatchMapping">, fail: Fail): void {
  const seen = new Set<string>();
  for (const key of pattern.keys) {
    if (!isValue(key)) {
      fail("mapping pattern keys may only match literals and attribute lookups", pattern);
    }
    const literal = literalKey(key);
    if (literal === null) continue;
    if (seen.has(literal.key)) fail(`mapping pattern checks duplicate key (${literal.text})`, pattern);
    seen.add(literal.key);
  }
}

/** A text that is the same for equal literals, and the `repr`; null for what is no literal. */
function literalKey(node: Expr): { readonly key: string; readonly text: string } | null {
  const number = numberOf(node);
  if (number !== null) {
    const { real, imag, text } = number;
    return { key: `${Number(real) === 0 ? 0 : real},${imag === 0 ? 0 : imag}`, text };
  }
  if (node.kind !== "Constant") return null;
  const { value } = node;
  const text = reprConstant(value);
  return { key: text, text };
}

interface Numeral {
  readonly real: number | bigint;
  readonly imag: number;
  readonly text: string;
}

/** The value of a number in a pattern: `1`, `True`, `-1.5`, `1 + 2j`. */
function numberOf(node: Expr): Numeral | null {
  if (node.kind === "UnaryOp") {
    const operand = numberOf(node.operand);
    if (operand === null) return null;
    const real = -operand.real;
    return { real, imag: -operand.imag, text: operand.text === "0" ? "0" : `-${operand.text}` };
  }
  if (node.kind === "BinOp") {
    const left = numberOf(node.left);
    const right = numberOf(node.right);
    if (left === null || right === null) return null;
    const imag = node.op === "Add" ? right.imag : -right.imag;
    return {
      real: left.real,
      imag,
      text: reprConstant({ kind: "complex", real: Number(left.real), imag }),
    };
  }
  if (node.kind !== "Constant") return null;
  const { value } = node;
  const text = reprConstant(value);
  if (typeof value === "boolean") return { real: Number(value), imag: 0, text };
  if (value === null || typeof value !== "object") return null;
  if (value.kind === "int" || value.kind === "float") return { real: value.value, imag: 0, text };
  return value.kind === "complex" ? { real: value.real, imag: value.imag, text } : null;
}

function repeatedAttributes(pattern: Node<"MatchClass">, fail: Fail): void {
  const seen = new Set<string>();
  pattern.kwd_attrs.forEach((name, i) => {
    if (seen.has(name)) {
      fail(`attribute name repeated in class pattern: ${name}`, pattern.kwd_patterns[i] ?? pattern);
    }
    seen.add(name);
  });
}
