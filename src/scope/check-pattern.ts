/** The compile-time errors of `case` patterns. CPython: Python/codegen.c, codegen_pattern and what it calls. */
import type { Expr, MatchCase, Node, Pattern } from "../syntax/ast.ts";
import type { Fail } from "./fail.ts";

/** Checks one `case`; `more` tells whether others follow, which an irrefutable one without guard would hide. */
export function checkCase(clause: MatchCase, more: boolean, fail: Fail): void {
  visit(clause.pattern, new Set(), clause.guard !== null || !more, fail);
}

/** Collects the names that `pattern` binds into `bound`; `irrefutable` tells whether it may match everything. */
function visit(pattern: Pattern, bound: Set<string>, irrefutable: boolean, fail: Fail): void {
  switch (pattern.kind) {
    case "MatchValue":
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

function repeatedKeys(pattern: Node<"MatchMapping">, fail: Fail): void {
  const seen = new Set<string>();
  for (const key of pattern.keys) {
    const shown = literalText(key);
    if (shown === null) continue;
    if (seen.has(shown)) fail(`mapping pattern checks duplicate key (${shown})`, pattern);
    seen.add(shown);
  }
}

/** The `repr` of a literal key, for those where equal values have equal texts; null for anything else. */
function literalText(key: Expr): string | null {
  if (key.kind === "UnaryOp" && key.op === "USub") {
    const inner = literalText(key.operand);
    return inner === null ? null : `-${inner}`;
  }
  if (key.kind !== "Constant") return null;
  const { value } = key;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string")
    return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value}'`;
  return value.kind === "int" ? String(value.value) : null;
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
