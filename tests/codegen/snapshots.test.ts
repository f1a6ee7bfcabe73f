import { expect, test } from "vitest";
import { SourceFile } from "../../src/base/source-file.ts";
import { compile } from "../../src/codegen/compile.ts";
import { resolve } from "../../src/scope/resolve.ts";
import { parse } from "../../src/syntax/parser/parse.ts";

/** Each is a review document: the source above what it compiles to, in snapshots/NAME.js.snap. */
const programs: Readonly<Record<string, string>> = {
  arithmetic: "def f(x, y):\n    return x + y, x * 3, x / y, x % 7, -x, x << 2, 60 * 60\n",
  "augmented-assignment": "def f(o, xs, i):\n    t = 1\n    t += i\n    o.n -= t\n    xs[i] *= 2\n",
  attributes: "def f(o):\n    o.a = o.b.c\n    del o.d\n",
  calls: "def f(g, o, a):\n    g(a, 1)\n    g(a, k=1)\n    g(*a, **o)\n    o.m(a)\n    o.m(g(a))\n",
  "class-body":
    'class C(B, metaclass=M):\n    """Doc."""\n    x: int = 1\n    def __init__(self):\n        super().__init__()\n        self.y = 2\n',
  closures:
    "def outer(a):\n    n = 0\n    def inner():\n        nonlocal n\n        n += a\n    return inner\n",
  comparisons:
    "def f(a, b, c):\n    if a < b <= c and a is not None:\n        return a in (1, 2) or a == 'x'\n",
  comprehensions: "def f(xs):\n    return [x * 2 for x in xs if x], {k: v for k, v in xs}, (x for x in xs)\n",
  "f-strings": "def f(a, b):\n    return f'{a}, {b!r:>{a}}'\n",
  "float-locals":
    "def f(n, v):\n    x = 0.0\n    for i in range(n):\n        x = x * 0.5 + v / n\n    return x\n",
  generators: "def g(a):\n    b = yield a\n    yield from b\nasync def h(a):\n    await a\n",
  loops:
    "def f(xs, n):\n    for i in range(1, n):\n        if i: continue\n    else:\n        n()\n    while xs:\n        break\n",
  match:
    "def f(p):\n    match p:\n        case [1, x] if x: return x\n        case {'k': v} | [v]: return v\n        case P(x=0): pass\n",
  try: "def f(g):\n    try:\n        g()\n    except (A, B) as e:\n        raise C from e\n    else:\n        return 1\n    finally:\n        g()\n",
  unpacking: "def f(x):\n    a, b = x\n    a, b = b, a\n    c, *d = x\n",
  with: "def f(m):\n    with m as a:\n        return a\n",
};

test.each(Object.entries(programs))("%s", async (name, text) => {
  const source = new SourceFile("t.py", text);
  const { tree } = parse(source);
  const script = compile(tree, resolve(tree, source), source, {
    filename: "t.py",
    mode: "exec",
    optimize: 0,
    locals: "globals",
    shape: "direct",
  });
  const header = text.trimEnd().replace(/^/gm, "// ");
  await expect(`${header}\n\n${script.text}\n`).toMatchFileSnapshot(`snapshots/${name}.js.snap`);
  expect(() => new Function(`return ${script.text}`)).not.toThrow();
});

test("long and deep programs compile", () => {
  const sources = [
    `x = ${"1 + ".repeat(100_000)}y`,
    `x = ${"b.".repeat(300)}c`,
    `if x: pass\n${"elif y < 1: pass\n".repeat(1_000)}`,
    `x = [${"f(), ".repeat(20_000)}]`,
    "x = 1\n".repeat(100_000),
  ];
  for (const text of sources) {
    const source = new SourceFile("t.py", `${text}\n`);
    const { tree } = parse(source);
    const options = {
      filename: "t.py",
      mode: "exec",
      optimize: 0,
      locals: "globals",
      shape: "direct",
    } as const;
    expect(compile(tree, resolve(tree, source), source, options).text.length).toBeGreaterThan(100);
  }
});
