import { cleanDoc } from "../base/clean-doc.ts";
import type { Stmt } from "../syntax/ast.ts";

/** The docstring of a body, cleaned; null when it has none. A string with lone surrogates counts as none. */
export function docstring(body: readonly Stmt[]): string | null {
  const first = body[0];
  if (first?.kind !== "Expr" || first.value.kind !== "Constant") return null;
  const { value } = first.value;
  return typeof value === "string" ? cleanDoc(value) : null;
}
