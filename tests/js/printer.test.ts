import { expect, test } from "vitest";
import * as b from "../../src/js/builders.ts";
import type { Expr } from "../../src/js/nodes.ts";
import { print, printExpression, quote } from "../../src/js/printer.ts";

const a = b.id("a");
const c = b.id("c");
const d = b.id("d");

const cases: readonly [string, Expr][] = [
  ["a + c + d", b.binary("+", b.binary("+", a, c), d)],
  ["a + (c + d)", b.binary("+", a, b.binary("+", c, d))],
  ["(a + c) * d", b.binary("*", b.binary("+", a, c), d)],
  ["(a || c) ?? d", b.logical("??", b.logical("||", a, c), d)],
  ["a && (c ?? d)", b.logical("&&", a, b.logical("??", c, d))],
  ["(-a) ** c ** d", b.binary("**", b.unary("-", a), b.binary("**", c, d))],
  ["(a ** c) ** d", b.binary("**", b.binary("**", a, c), d)],
  ["a - -1", b.binary("-", a, b.lit(-1))],
  ["- -1", b.unary("-", b.lit(-1))],
  ["-0", b.lit(-0)],
  ["(-0).x", b.member(b.lit(-0), "x")],
  ["(5).x", b.member(b.lit(5), "x")],
  ["-5n", b.lit(-5n)],
  ["f((a, c), ...d)", b.call(b.id("f"), [b.seq([a, c]), b.spread(d)])],
  ["a => ({ x: 1 })", b.arrow([a], b.record({ x: b.lit(1) }))],
  ['a["x y"]?.z()', b.call(b.optionalMember(b.member(a, "x y"), "z"))],
  ["new (a())(c)", b.new_(b.call(a), [c])],
  ["new a.c()", b.new_(b.member(a, "c"))],
  ["a ? c : d ? a : c", b.cond(a, c, b.cond(d, a, c))],
  ["(a ? c : d) ? a : c", b.cond(b.cond(a, c, d), a, c)],
  ["a = c = d", b.assign(a, b.assign(c, d))],
  ["(a = c) === d", b.eq(b.assign(a, c), d)],
  ['typeof a === "number"', b.typeIs(a, "number")],
  ["!(a && c)", b.not(b.and(a, c))],
  ["void 0", b.undef],
  ["(void 0)(a)", b.call(b.undef, [a])],
  ["(a => c)(d)", b.call(b.arrow([a], c), [d])],
  ["[a, , c]", b.array([a, null, c])],
  ['{ ["__proto__"]: a }', b.record({ ["__proto__"]: a })],
];

test.each(cases)("%s", (text, node) => {
  expect(printExpression(node)).toBe(text);
});

test("strings survive", () => {
  const text = 'a"\\\n\u2028\ud800\u{1f600}\udc00\x7f\u00a0é';
  expect(JSON.parse(JSON.stringify(new Function(`return ${quote(text)}`)()))).toBe(text);
});

test("a statement never starts with a brace or a function", () => {
  expect(print([b.expr(b.member(b.record({ x: a }), "x"))]).text).toBe("({ x: a }.x);\n");
  expect(print([b.expr(b.call(b.fn(null, [], [])))]).text).toBe("(function() {}());\n");
});

test("in inside a for head", () => {
  const loop = b.for_(b.assign(a, b.binary("in", c, d)), null, null, []);
  expect(print([loop]).text).toBe("for (a = (c in d);;) {}\n");
});

test("statements", () => {
  const program = [
    b.comment("two\nlines"),
    b.lets(["a", "c"]),
    b.doWhile([b.break_()], a),
    b.forOf("const", c, d, [b.continue_("out")]),
    b.switch_(a, [
      { test: c, body: [b.break_()] },
      { test: null, body: [] },
    ]),
    b.expr(b.await_(b.optionalCall(a, [c]))),
  ];
  expect(print(program, { indent: "  " }).text).toMatchInlineSnapshot(`
    "// two
    // lines
    let a, c;
    do {
      break;
    } while (a);
    for (const c of d) {
      continue out;
    }
    switch (a) {
      case c:
        break;
      default:
    }
    await a?.(c);
    "
  `);
});

test("long chains do not use the stack", () => {
  let sum: Expr = a;
  let calls: Expr = a;
  let choice: Expr = a;
  for (let i = 0; i < 100_000; i++) {
    sum = b.binary("+", sum, c);
    calls = b.method(calls, "x", [c]);
    choice = b.cond(c, d, choice);
  }
  for (const node of [sum, calls, choice]) expect(printExpression(node).length).toBeGreaterThan(400_000);
});

test("the line table gives the last position at each line's start", () => {
  const program = [b.expr(a, 7), b.fnDecl(b.fn("f", [], [b.expr(c, 9), b.expr(d)])), b.expr(d, 11)];
  expect(print(program)).toEqual({
    text: "a;\nfunction f() {\nc;\nd;\n}\nd;\n",
    lines: [7, 7, 9, 9, 9, 11],
  });
});
