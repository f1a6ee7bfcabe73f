/**
 * `SyntaxWarning`s about expressions that cannot mean what they say: calling or subscripting a literal, comparing one with
 * `is`, asserting a tuple. CPython: Python/codegen.c, check_caller, check_subscripter, check_index, check_compare.
 */
import type { Span } from "../base/span.ts";
import type { CompareOperator, ConstantValue, Expr, Node } from "../syntax/ast.ts";

export type Warn = (message: string, where: Span) => void;

/** The type that `node` surely has, by name; null when unknown. */
function typeName(node: Expr): string | null {
  switch (node.kind) {
    case "Tuple":
      return "tuple";
    case "List":
    case "ListComp":
      return "list";
    case "Dict":
    case "DictComp":
      return "dict";
    case "Set":
    case "SetComp":
      return "set";
    case "GeneratorExp":
      return "generator";
    case "Lambda":
      return "function";
    case "JoinedStr":
    case "FormattedValue":
      return "str";
    case "TemplateStr":
      return "string.templatelib.Template";
    case "Interpolation":
      return "string.templatelib.Interpolation";
    case "Constant":
      return constantTypeName(node.value);
    default:
      return null;
  }
}

function constantTypeName(value: ConstantValue): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  return value.kind;
}

/** `(1, 2)(3)` */
export function warnCall(func: Expr, warn: Warn): void {
  const name = typeName(func);
  if (name === null || func.kind === "Lambda") return;
  warn(`'${name}' object is not callable; perhaps you missed a comma?`, func);
}

const subscriptable: ReadonlySet<string> = new Set(["tuple", "list", "dict", "str", "bytes"]);

/** `{1}[0]` and `"a"["b"]` */
export function warnSubscript({ value, slice }: Node<"Subscript">, warn: Warn): void {
  const name = typeName(value);
  if (name === null) return;
  if (!subscriptable.has(name)) {
    warn(`'${name}' object is not subscriptable; perhaps you missed a comma?`, value);
    return;
  }
  const index = slice.kind === "Slice" ? null : typeName(slice);
  if (name === "dict" || index === null || index === "int" || index === "bool") return;
  warn(`${name} indices must be integers or slices, not ${index}; perhaps you missed a comma?`, value);
}

/** Literals, and tuples of them, which are constants to the compiler. */
function isConstant(node: Expr): boolean {
  return node.kind === "Constant" || (node.kind === "Tuple" && node.elts.every(isConstant));
}

/** Whether comparing with this by identity makes sense. */
function hasIdentity(node: Expr): boolean {
  if (node.kind === "Tuple") return !node.elts.every(isConstant);
  if (node.kind !== "Constant") return true;
  const { value } = node;
  return (
    value === null || typeof value === "boolean" || (typeof value === "object" && value.kind === "ellipsis")
  );
}

const texts: { readonly [K in CompareOperator]?: readonly [string, string] } = {
  Is: ["is", "=="],
  IsNot: ["is not", "!="],
};

/** `x is 1` */
export function warnCompare(node: Node<"Compare">, warn: Warn): void {
  let left = node.left;
  node.ops.forEach((op, i) => {
    const right = node.comparators[i] as Expr;
    const words = texts[op];
    const literal = hasIdentity(left) ? (hasIdentity(right) ? null : right) : left;
    if (words !== undefined && literal !== null) {
      warn(`"${words[0]}" with '${typeName(literal)}' literal. Did you mean "${words[1]}"?`, node);
    }
    left = right;
  });
}

/** `assert (x, "message")` */
export function warnAssert(node: Node<"Assert">, warn: Warn): void {
  if (node.test.kind !== "Tuple" || node.test.elts.length === 0) return;
  warn("assertion is always true, perhaps remove parentheses?", node);
}
