import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { warnFinallyJumps } from "../../src/scope/finally-jumps.ts";
import { dump } from "../../src/syntax/dump.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { lookupName, validCases } from "./expected.ts";

describe("programs that parse", () => {
  test.each(validCases.map((valid) => [`${valid.mode} ${valid.name}`, valid] as const))("%s", (_, valid) => {
    const source = new SourceFile("<test>", valid.source);
    const { tree, warnings } = parse(source, { mode: valid.mode, lookupName });
    expect(dump(tree, { indent: 1, positions: source })).toBe(valid.tree);
    const found = warnings.map(({ message, line }): [string, number] => [message, line]);
    // CPython has these from the parser's tree, before symbol tables are made.
    warnFinallyJumps(tree, (message, node) => found.push([message, source.lineOf(node.start)]));
    expect(found).toEqual(valid.warnings);
  });
});
