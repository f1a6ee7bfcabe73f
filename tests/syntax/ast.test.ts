import { describe, expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { type AnyNode, build, children, type Kind, nodes } from "../../src/syntax/ast.ts";
import { dump } from "../../src/syntax/dump.ts";
import { parse } from "../../src/syntax/parser/parse.ts";
import { validCases } from "./expected.ts";

describe("the table", () => {
  const built = (node: AnyNode): AnyNode => {
    const { kind, start, end, ...fields } = node;
    const copied = Object.entries(fields).map(([name, value]) => [name, copy(value)]);
    return build(kind as "Pass", start, end, Object.fromEntries(copied));
  };
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    const isNode = typeof value === "object" && value !== null && "kind" in value && "start" in value;
    return isNode ? built(value as AnyNode) : value;
  };

  test.each(validCases.map((valid) => [`${valid.mode} ${valid.name}`, valid] as const))(
    "builders make what the parser makes: %s",
    (_, { mode, source }) => {
      const { tree } = parse(new SourceFile("<test>", source), { mode, lookupName: () => "1" });
      expect(built(tree)).toEqual(tree);
    },
  );

  test("every kind of node is covered by the cases, but those of type comments", () => {
    const seen = new Set<Kind>();
    const visit = (node: AnyNode): void => {
      seen.add(node.kind);
      for (const child of children(node)) visit(child);
    };
    for (const { mode, source } of validCases) {
      visit(parse(new SourceFile("<test>", source), { mode, lookupName: () => "1" }).tree);
    }
    expect((Object.keys(nodes) as Kind[]).filter((kind) => !seen.has(kind))).toEqual(["TypeIgnore"]);
  });
});

test("builders fill in what may be absent", () => {
  const node = build("FunctionDef", 0, 1, { name: "f", args: build("arguments", 0, 0, {}) });
  expect(dump(node)).toBe("FunctionDef(name='f', args=arguments())");
  expect(node.returns).toBeNull();
  expect(node.body).toEqual([]);
});

test("children come in the order of the fields, without gaps", () => {
  const { tree } = parse(new SourceFile("<test>", "{**a, b: c}"), { mode: "eval" });
  expect([...children(tree.body)].map((child) => dump(child))).toEqual([
    "Name(id='b', ctx=Load())",
    "Name(id='a', ctx=Load())",
    "Name(id='c', ctx=Load())",
  ]);
});
