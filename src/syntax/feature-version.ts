/**
 * Syntax that an older version of Python does not have: what `ast.parse(source, feature_version=(3, 8))` refuses. CPython's
 * grammar asks at each rule (CHECK_VERSION in Parser/pegen.h); here a tree is looked through, since the question is rare.
 */
import type { SourceFile } from "../base/source-file.ts";
import { type AnyNode, children, type Expr, type Mod } from "./ast.ts";
import { syntaxError } from "./syntax-error.ts";

/** @throws {PythonSyntaxError} for the first node that is newer than Python 3.`version` */
export function checkFeatureVersion(tree: Mod, file: SourceFile, version: number): void {
  const visit = (node: AnyNode): void => {
    // The grammar asks when a rule is through: what stands inside comes first.
    for (const child of children(node)) visit(child);
    const [minimum, what] = needs(node, file) ?? [0, ""];
    if (minimum > version) {
      throw syntaxError(file, node, `${what} only supported in Python 3.${minimum} and greater`);
    }
  };
  visit(tree);
}

/** The version that a node needs, and what the message calls it. */
function needs(node: AnyNode, file: SourceFile): readonly [number, string] | undefined {
  switch (node.kind) {
    case "TemplateStr":
      return [14, "t-strings are"];
    case "ExceptHandler":
      return isBare(node.type, file) ? [14, "except expressions without parentheses are"] : undefined;
    case "TypeVar":
    case "ParamSpec":
    case "TypeVarTuple":
      return node.default_value === null
        ? [12, "Type parameter lists are"]
        : [13, "Type parameter defaults are"];
    case "TypeAlias":
      return [12, "Type statement is"];
    case "TryStar":
      return [11, "Exception groups are"];
    case "Match":
      return [10, "Pattern matching is"];
    case "AsyncWith":
      return [5, "Async with statements are"];
    case "NamedExpr":
      return [8, "Assignment expressions are"];
    case "arguments":
      return node.posonlyargs.length > 0 ? [8, "Positional-only parameters are"] : undefined;
    case "AnnAssign":
      return [6, "Variable annotation syntax is"];
    case "Constant":
      return typeof node.value === "object" &&
        node.value !== null &&
        /^[\d.][^'"]*_/.test(file.text.slice(node.start, node.end))
        ? [6, "Underscores in numeric literals are"]
        : undefined;
    case "comprehension":
      return node.is_async === 1 ? [6, "Async comprehensions are"] : undefined;
    case "AsyncFunctionDef":
      return [5, "Async functions are"];
    case "AsyncFor":
      return [5, "Async for loops are"];
    case "Await":
      return [5, "Await expressions are"];
    case "BinOp":
    case "AugAssign":
      return node.op === "MatMult" ? [5, "The '@' operator is"] : undefined;
    default:
      return undefined;
  }
}

/** `except A, B:` */
function isBare(type: Expr | null, file: SourceFile): boolean {
  return type?.kind === "Tuple" && file.text[type.start] !== "(";
}
