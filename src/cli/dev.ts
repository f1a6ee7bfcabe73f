/** `tython dev tokens|ast|scopes|js FILE`: what each stage of the compiler makes of a file. For who works on Tython. */
import { readFileSync } from "node:fs";
import type { SourceFile } from "../base/source-file.ts";
import { compile } from "../codegen/compile.ts";
import { resolve } from "../scope/resolve.ts";
import type { Scope } from "../scope/scope.ts";
import { decodeSource } from "../syntax/decode-source.ts";
import { dump } from "../syntax/dump.ts";
import { parse } from "../syntax/parser/parse.ts";
import { PythonSyntaxError } from "../syntax/syntax-error.ts";
import { tokenName } from "../syntax/token.ts";
import { tokenize } from "../syntax/tokenizer.ts";

const USAGE = "usage: tython dev tokens|ast|scopes|js FILE\n";

/** Runs a development command; its exit code. */
export function develop(args: readonly string[]): number {
  const [stage, path] = args;
  const show = stages[stage ?? ""];
  if (show === undefined || path === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  try {
    const bytes = readFileSync(path === "-" ? 0 : path);
    process.stdout.write(show(decodeSource(path, bytes, true)));
    return 0;
  } catch (error) {
    if (error instanceof PythonSyntaxError) {
      process.stderr.write(
        `${error.filename}:${error.lineno}:${error.offset}: ${error.type}: ${error.message}\n`,
      );
    } else process.stderr.write(`${String(error)}\n`);
    return 1;
  }
}

const stages: Readonly<Record<string, ((source: SourceFile) => string) | undefined>> = {
  tokens: showTokens,
  ast: (source) => `${dump(parse(source).tree, { indent: 2 })}\n`,
  scopes: (source) => showScope(resolve(parse(source).tree, source).top, 0),
  js(source) {
    const { tree } = parse(source);
    const script = compile(tree, resolve(tree, source), source, {
      filename: source.name,
      mode: "exec",
      optimize: 0,
      locals: "globals",
      shape: "direct",
    });
    return `${script.text}\n`;
  },
};

function showTokens(source: SourceFile): string {
  const tokens = tokenize(source, { mode: "exec", dontImplyDedent: false });
  let text = "";
  for (let i = 0; i < tokens.kinds.length; i++) {
    const start = tokens.starts[i] as number;
    const end = tokens.ends[i] as number;
    const { line, column } = source.positionOf(start);
    const kind = tokens.kinds[i] as number;
    text += `${line}:${column}\t${tokenName(kind as never)}\t${JSON.stringify(source.text.slice(start, end))}\n`;
  }
  return text;
}

function showScope(scope: Scope, depth: number): string {
  const indent = "  ".repeat(depth);
  let text = `${indent}${scope.kind} ${scope.name}\n`;
  for (const symbol of scope.symbols.values()) text += `${indent}  ${symbol.name}: ${symbol.storage}\n`;
  for (const child of scope.children) text += showScope(child, depth + 1);
  return text;
}
