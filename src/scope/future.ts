/** `from __future__ import ...`: which features a module turns on, and where it may. CPython: Python/future.c. */
import type { Mod } from "../syntax/ast.ts";
import type { Fail } from "./fail.ts";

export type FutureFeatures = { readonly annotations: boolean; readonly barryAsFlufl: boolean };

/** Features that came true long ago: accepted, without effect. */
const settled: ReadonlySet<string> = new Set([
  "nested_scopes",
  "generators",
  "division",
  "absolute_import",
  "with_statement",
  "print_function",
  "unicode_literals",
  "generator_stop",
]);

/**
 * Reads the future statements, which only a docstring may precede. `inherited` are those of the compiling code. `end` is where
 * the last one ends: any that starts later is an error.
 */
export function futureFeatures(
  tree: Mod,
  fail: Fail,
  inherited: FutureFeatures = { annotations: false, barryAsFlufl: false },
): { readonly features: FutureFeatures; readonly end: number } {
  let { annotations, barryAsFlufl } = inherited;
  if (tree.kind !== "Module" && tree.kind !== "Interactive") return { features: inherited, end: -1 };
  let end = -1;
  let done = false;
  let first = true;
  for (const stmt of tree.body) {
    const isFuture = stmt.kind === "ImportFrom" && stmt.module === "__future__" && stmt.level === 0;
    if (isFuture) {
      if (done) fail("from __future__ imports must occur at the beginning of the file", stmt);
      ({ end } = stmt);
      for (const alias of stmt.names) {
        const { name } = alias;
        if (name === "annotations") annotations = true;
        else if (name === "barry_as_FLUFL") barryAsFlufl = true;
        else if (name === "braces") fail("not a chance", alias);
        else if (!settled.has(name)) fail(`future feature ${name} is not defined`, alias);
      }
    } else if (
      !(
        first &&
        stmt.kind === "Expr" &&
        stmt.value.kind === "Constant" &&
        (typeof stmt.value.value === "string" ||
          (typeof stmt.value.value === "object" && stmt.value.value?.kind === "str"))
      )
    ) {
      done = true;
    }
    first = false;
  }
  return { features: { annotations, barryAsFlufl }, end };
}
