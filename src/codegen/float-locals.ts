/**
 * Which locals are kept as raw doubles.
 *
 * A float whose value is integral is an object, so a local that goes 0.0, 0.25, 0.5 ... holds now an object, now a number, and
 * the engine boxes it at every turn of the loop. Such a local is split in two JavaScript ones: while `x` is undefined the
 * value is the double in `x$f`, whatever it is; otherwise it is `x`. Arithmetic over split locals (float-expressions.ts) then
 * stays in registers. Everything else reads the local through `x !== undefined ? x : $float(x$f)`.
 *
 * A local is split when somewhere in the function it is assigned something that can only be a float (a float literal, a quotient,
 * arithmetic with another such local), and a loop makes it worth it. An accumulator, which a loop adds to without saying of
 * what type, is split as well: it stays an ordinary value until a fraction appears, and is a double from then on. A split local
 * must be surely bound wherever it is read, since `undefined` no longer means unbound.
 */
import type { ScopeMap } from "../scope/resolve.ts";
import type { Scope } from "../scope/scope.ts";
import { type AnyNode, children, type Expr, type Node, type Stmt } from "../syntax/ast.ts";

export type SplitKind = "float" | "likely" | "accumulator";

/** The locals to split. */
export function floatLocals(
  scope: Scope,
  body: readonly Stmt[],
  sure: ReadonlySet<Node<"Name">>,
  blocks: ScopeMap,
): ReadonlyMap<string, SplitKind> {
  const facts = collect(body, sure, blocks);
  const found = new Map<string, SplitKind>();
  if (!facts.hasLoop || scope.introspection.size > 0) return found;
  const eligible = (name: string): boolean =>
    !facts.unsure.has(name) && scope.symbols.get(name)?.storage === "local" && facts.inLoop.has(name);
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const [name, values] of facts.values) {
      if (found.has(name) || !eligible(name)) continue;
      if (values.some((value) => isFloat(value, found))) found.set(name, "float");
    }
    if (size !== found.size) continue;
    const met = new Set<string>();
    for (const node of facts.arithmetic) if (isFloat(node, found)) leafNames(node, met);
    for (const [name, values] of facts.values) {
      if (found.has(name)) for (const value of values) leafNames(value, met);
    }
    for (const name of met) {
      const values = facts.values.get(name);
      if (found.has(name) || values === undefined || !eligible(name)) continue;
      if (values.every(isComputed)) found.set(name, "likely");
    }
  }
  for (const name of facts.accumulators) {
    if (!found.has(name) && eligible(name)) found.set(name, "accumulator");
  }
  return found;
}

type Assigned = Expr | { readonly kind: "AugmentedValue"; readonly node: Node<"AugAssign"> };

type Facts = {
  /** What is assigned to each name. */
  readonly values: Map<string, Assigned[]>;
  /** Names with a read that needs a check, that are unbound by `del`, or bound by a walrus. */
  readonly unsure: Set<string>;
  /** Names that are read or written in a loop. */
  readonly inLoop: Set<string>;
  /** Names that a loop adds something of unknown type to. */
  readonly accumulators: Set<string>;
  /** All arithmetic, the whole of each tree. */
  readonly arithmetic: Assigned[];
  hasLoop: boolean;
};

function collect(body: readonly Stmt[], sure: ReadonlySet<Node<"Name">>, blocks: ScopeMap): Facts {
  const facts: Facts = {
    values: new Map(),
    unsure: new Set(),
    inLoop: new Set(),
    accumulators: new Set(),
    arithmetic: [],
    hasLoop: false,
  };
  const add = (target: Expr, value: Assigned): void => {
    if (target.kind === "Name") {
      const values = facts.values.get(target.id);
      if (values === undefined) facts.values.set(target.id, [value]);
      else values.push(value);
      return;
    }
    const parts = sequence(target);
    const items = value.kind === "AugmentedValue" ? null : sequence(value);
    if (parts === null || items === null || parts.length !== items.length) return;
    parts.forEach((part, i) => add(part, items[i] as Expr));
  };
  const visit = (node: AnyNode, loop: boolean): void => {
    switch (node.kind) {
      case "BinOp": {
        facts.arithmetic.push(node);
        // The left spine by a loop.
        let at: Expr = node;
        for (; at.kind === "BinOp"; at = at.left) visit(at.right, loop);
        visit(at, loop);
        return;
      }
      case "FunctionDef":
      case "AsyncFunctionDef":
      case "ClassDef":
      case "Lambda":
      case "GeneratorExp":
        if (node.kind === "ClassDef" || node.kind === "GeneratorExp") break;
        return;
      case "NamedExpr":
        facts.unsure.add((node.target as Node<"Name">).id);
        break;
      case "Assign":
        for (const target of node.targets) add(target, node.value);
        break;
      case "AnnAssign":
        if (node.value !== null) add(node.target, node.value);
        break;
      case "AugAssign":
        add(node.target, { kind: "AugmentedValue", node });
        facts.arithmetic.push({ kind: "AugmentedValue", node });
        if (node.target.kind === "Name") {
          if (!sure.has(node.target)) facts.unsure.add(node.target.id);
          if (loop && node.op === "Add" && mayAddFloat(node.value)) facts.accumulators.add(node.target.id);
        }
        break;
      case "Name":
        if (node.ctx === "Del" || (node.ctx === "Load" && !sure.has(node))) facts.unsure.add(node.id);
        if (loop) facts.inLoop.add(node.id);
        return;
      case "For":
      case "AsyncFor":
      case "While":
        facts.hasLoop = true;
        for (const child of children(node)) visit(child, true);
        return;
      case "ExceptHandler":
        if (node.name !== null) facts.unsure.add(node.name);
        break;
      default:
        if (blocks.get(node)?.inlined) {
          for (const child of children(node)) visit(child, true);
          return;
        }
    }
    for (const child of children(node)) visit(child, loop);
  };
  for (const stmt of body) visit(stmt, false);
  return facts;
}

function sequence(node: Expr): readonly Expr[] | null {
  if (node.kind !== "Tuple" && node.kind !== "List") return null;
  return node.elts.some((element) => element.kind === "Starred") ? null : node.elts;
}

/** Whether `x += node` may make a float of an integer: a product, a difference, an item or attribute; not a literal or a call. */
function mayAddFloat(node: Expr): boolean {
  if (node.kind === "BinOp")
    return isArithmetic(node.op) && mayAddFloat(node.left) && mayAddFloat(node.right);
  return node.kind === "Name" || node.kind === "Subscript" || node.kind === "Attribute";
}

/** Whether a number computed this way is a float. */
function isFloat(node: Assigned, split: ReadonlyMap<string, SplitKind>): boolean {
  switch (node.kind) {
    case "AugmentedValue": {
      const { target, op, value } = node.node;
      if (op === "Div") return true;
      return isArithmetic(op) && (isFloat(target, split) || isFloat(value, split));
    }
    case "Constant":
      return typeof node.value === "object" && node.value?.kind === "float";
    case "Name":
      return split.has(node.id);
    case "UnaryOp":
      return node.op === "USub" && isFloat(node.operand, split);
    case "BinOp": {
      let at: Expr = node;
      while (at.kind === "BinOp") {
        if (at.op === "Div") return true;
        if (!isArithmetic(at.op)) return false;
        if (isFloat(at.right, split)) return true;
        at = at.left;
      }
      return isFloat(at, split);
    }
    default:
      return false;
  }
}

/** Names among the operands of arithmetic. */
function leafNames(node: Assigned, names: Set<string>): void {
  if (node.kind === "AugmentedValue") {
    const { target, value } = node.node;
    if (target.kind === "Name") names.add(target.id);
    leafNames(value, names);
    return;
  }
  let at: Expr = node;
  for (; at.kind === "BinOp" && isNumeric(at.op); at = at.left) leafNames(at.right, names);
  if (at.kind === "UnaryOp" && at.op === "USub") leafNames(at.operand, names);
  else if (at.kind === "Name") names.add(at.id);
}

/** Whether a value is a number made by arithmetic that floats and integers share, or a literal. */
function isComputed(node: Assigned): boolean {
  if (node.kind === "AugmentedValue") return isArithmetic(node.node.op);
  if (node.kind === "BinOp") return isNumeric(node.op) && !isText(node);
  if (node.kind === "UnaryOp") return node.op === "USub" && isComputed(node.operand);
  return node.kind === "Constant" && typeof node.value === "object" && node.value !== null;
}

/** Arithmetic with a text in it. */
function isText(node: Node<"BinOp">): boolean {
  let at: Expr = node;
  for (; at.kind === "BinOp"; at = at.left) {
    if (at.right.kind === "JoinedStr" || (at.right.kind === "Constant" && typeof at.right.value === "string"))
      return true;
  }
  return at.kind === "JoinedStr" || (at.kind === "Constant" && typeof at.value === "string");
}

function isNumeric(op: string): boolean {
  return isArithmetic(op) || op === "Div" || op === "Pow";
}

function isArithmetic(op: string): boolean {
  return op === "Add" || op === "Sub" || op === "Mult";
}
