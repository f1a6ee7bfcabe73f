import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { resolve } from "../../src/scope/resolve.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { PythonSyntaxError } from "../../src/syntax/syntax-error.ts";

type Program = { source: string; error: [string, ...(number | null)[]] | null };
const recorded = JSON.parse(readFileSync(new URL("errors.json", import.meta.url), "utf8")) as {
  programs: Program[];
};

test.each(recorded.programs)("$error.0: $source", ({ source, error }) => {
  const file = new SourceFile("f.py", source);
  let found: Program["error"] = null;
  try {
    resolve(parse(file).tree, file);
  } catch (e) {
    if (!(e instanceof PythonSyntaxError)) throw e;
    found = [e.message, e.lineno, e.offset, e.endLineno, e.endOffset];
  }
  expect(found).toEqual(error);
});
