import { expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { surelyBound } from "../../src/scope/definite.ts";
import { mangle } from "../../src/scope/mangle.ts";
import { resolve } from "../../src/scope/resolve.ts";
import type { Scope } from "../../src/scope/scope.ts";
import type { Node } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parser/parse.ts";

function analyse(source: string) {
  const file = new SourceFile("t.py", source);
  const { tree } = parse(file);
  return { tree, resolution: resolve(tree, file) };
}

/** `f(x local, y cell) [inner]`, one line per scope. */
function show(scope: Scope, indent = ""): string {
  const names = [...scope.symbols.values()].map(({ name, storage }) => `${name} ${storage}`);
  const lines = [`${indent}${scope.name}: ${names.join(", ")}`];
  for (const child of scope.children) lines.push(show(child, `${indent}  `));
  return lines.join("\n");
}

test("closures, classes and comprehensions", () => {
  const { resolution } = analyse(`
def outer(a):
    b = c = 1
    class K:
        a = a
        def m(self):
            return a, super()
    return [b for b in a if c], lambda: c
`);
  expect(show(resolution.top)).toMatchInlineSnapshot(`
    "top: outer local
      outer: a cell, b local, c cell, K local
        K: a local, m local
          m: self local, a free, super globalImplicit, __class__ free
        <listcomp>: b local, c free
        <lambda>: c free"
  `);
});

test("a local that only comprehensions use needs no cell", () => {
  const { resolution } = analyse("def f(x, y):\n    return [x for _ in y], (y for _ in x)\n");
  expect(show(resolution.top)).toMatchInlineSnapshot(`
    "top: f local
      f: x local, y cell
        <listcomp>: _ local, x free
        <genexpr>: _ local, y free"
  `);
});

test("annotations and type parameters see the class", () => {
  const { resolution } = analyse("class C:\n    T = int\n    x: T\n    def f[U: T](self, a: T) -> U: ...\n");
  expect(show(resolution.top)).toMatchInlineSnapshot(`
    "top: C local
      C: T local, int globalImplicit, x local, f local
        __annotate__: __classdict__ free, T globalImplicit
        f: __classdict__ free, U cell
          U: __classdict__ free, T globalImplicit
          f: self local, a local
          __annotate__: __classdict__ free, T globalImplicit, U free"
  `);
});

test("mangling", () => {
  expect(mangle("C", "__x")).toBe("_C__x");
  expect(mangle("__C", "__x")).toBe("_C__x");
  expect(mangle("C", "__x__")).toBe("__x__");
  expect(mangle("__", "__x")).toBe("__x");
  expect(mangle(null, "__x")).toBe("__x");
});

/** The loads of `x` in a function body, `!` where a check is needed. */
function checks(body: string): string {
  const lines = body.split("\n").map((line) => `    ${line}`);
  const { tree, resolution } = analyse(`def f(p):\n${lines.join("\n")}\n`);
  const def = tree.body[0] as Node<"FunctionDef">;
  const sure = surelyBound(resolution.blocks.get(def) as Scope, def.body, resolution.blocks);
  const marks: [number, string][] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (value !== null && typeof value === "object") {
      const node = value as Node<"Name">;
      if (node.kind === "Name" && node.id === "x" && node.ctx === "Load") {
        marks.push([node.start, sure.has(node) ? "ok" : "check"]);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(def.body);
  return marks
    .sort((a, b) => a[0] - b[0])
    .map(([, mark]) => mark)
    .join(" ");
}

test.each([
  ["x = 1\nx", "ok"],
  ["x\nx = 1", "check"],
  ["if p: x = 1\nx", "check"],
  ["if p: x = 1\nelse: x = 2\nx", "ok"],
  ["if p: x = 1\nelse: return\nx", "ok"],
  ["for x in p: x\nx", "ok check"],
  ["while True:\n    x = 1\n    if p: break\nx", "ok"],
  ["while p: x = 1\nelse: x = 2\nx", "ok"],
  ["try: x = 1\nexcept E: pass\nx", "check"],
  ["try: x = 1\nexcept E: x = 2\nx", "ok"],
  ["try: p()\nfinally: x = 1\nx", "ok"],
  ["x = 1\ndel x\nx", "check"],
  ["try: p()\nexcept E as x: x\nx", "check check"],
  ["with p as x: x\nx", "ok check"],
  ["p and (x := 1)\nx", "check"],
  ["if (x := p): x\nx", "ok ok"],
  ["match p:\n    case [x]: x\n    case _: x = 1\nx", "ok ok"],
  ["x = [x for x in p if x]\nx", "ok ok ok"],
])("definite assignment: %s", (body, expected) => {
  expect(checks(body)).toBe(expected);
});
