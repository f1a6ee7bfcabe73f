import type { SourceFile } from "../../base/source-file.ts";
import { PythonSyntaxError, locate } from "../syntax-error.ts";
import type { Tokens } from "../tokenizer.ts";

export interface DiagnoseOptions {
  readonly mode: "exec" | "eval" | "single" | "func_type";
  /** Tokens before this one are whole statements that parsed. */
  readonly firstToken: number;
  /** The token at which the parser gave up. */
  readonly failedAt: number;
  readonly allowIncompleteInput: boolean;
  readonly fromFile: boolean;
  readonly lookupName: ((name: string) => string | undefined) | undefined;
}

/** Finds the error that CPython reports for tokens that do not parse. */
export function diagnose(source: SourceFile, tokens: Tokens, options: DiagnoseOptions): PythonSyntaxError {
  const start = tokens.starts[options.failedAt]!;
  const end = tokens.ends[options.failedAt]!;
  if (tokens.failure !== null) return tokens.failure.error;
  return new PythonSyntaxError("SyntaxError", "invalid syntax", source.name, locate(source, { start, end }));
}
