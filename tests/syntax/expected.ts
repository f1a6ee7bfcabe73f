/** What scripts/record-syntax.py has recorded of CPython. */
import { readFileSync } from "node:fs";
import type { ParseMode } from "../../src/syntax/parser/parse.ts";

export interface ValidCase {
  readonly name: string;
  readonly mode: ParseMode;
  readonly source: string;
  /** `ast.dump(tree, indent=1, include_attributes=True)` */
  readonly tree: string;
  /** Messages and lines. */
  readonly warnings: readonly (readonly [string, number])[];
}

export interface InvalidCase {
  readonly name: string;
  readonly mode: ParseMode;
  readonly incomplete: boolean;
  readonly source: string;
  readonly type: string;
  readonly message: string;
  readonly lineno: number | null;
  readonly offset: number | null;
  readonly endLineno: number | null;
  readonly endOffset: number | null;
  readonly text: string | null;
  /** The first two members of `SyntaxError._metadata`. */
  readonly metadata: readonly [number, number] | null;
}

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

export const validCases = read("valid.expected.json") as readonly ValidCase[];
export const invalidCases = read("invalid.expected.json") as readonly InvalidCase[];

/** `\N{...}` in the cases; the interpreter brings all names. */
export function lookupName(name: string): string | undefined {
  return name.toUpperCase() === "DIGIT ONE" ? "1" : undefined;
}
