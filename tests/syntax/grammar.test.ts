/**
 * The parser and the grammar that the diagnosis interprets say the same thing in two ways; here they are held to it.
 */
import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { type Actions, Engine } from "../../src/syntax/diagnose/engine.ts";
import { readRules } from "../../src/syntax/diagnose/rules.ts";
import { tokenize } from "../../src/syntax/tokenizer.ts";
import { validCases } from "./expected.ts";

const rules = readRules();
const startRules = { exec: "file", single: "interactive", eval: "eval", func_type: "func_type" } as const;

const noActions: Actions = {
  perform: (_, match) => match,
  expected: (spelling) => {
    throw new Error(`expected ${spelling}`);
  },
  tokenizerFailed: () => {
    throw new Error("the tokenizer failed");
  },
};

describe("the grammar takes what the parser takes", () => {
  test.each(validCases.map((valid) => [`${valid.mode} ${valid.name}`, valid] as const))("%s", (_, valid) => {
    const { mode, source } = valid;
    const tokens = tokenize(new SourceFile("<test>", source), { mode });
    const engine = new Engine(tokens, source, noActions, 0, 0, false);
    expect(engine.run(rules.get(startRules[mode])!)).toBe(true);
    expect(engine.fill).toBeLessThanOrEqual(tokens.kinds.length);
  });
});

test("every rule but those that start is used", () => {
  const used = new Set<string>(Object.values(startRules));
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    const { rule } = value as { rule?: { name: string; alternatives: unknown } };
    if (rule !== undefined) {
      if (used.has(rule.name)) return;
      if (rule.name !== "") used.add(rule.name);
      visit(rule.alternatives);
    } else Object.values(value).forEach(visit);
  };
  for (const name of [...used]) visit(rules.get(name)!.alternatives);
  expect([...rules.keys()].filter((name) => !used.has(name))).toEqual([]);
});
