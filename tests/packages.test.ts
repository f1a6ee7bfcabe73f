/**
 * Packages of other people, unmodified, do their work. They are looked for on PYTHONPATH and in the folders of an installed Python
 * (Debian's `python3-jinja2` and so on); what is not at hand is left out, and the test's name says so.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runTython } from "./run.ts";

const folders = [
  ...(process.env["TYTHON_PACKAGES"] ?? process.env["PYTHONPATH"] ?? "").split(path.delimiter),
  "/usr/lib/python3/dist-packages",
].filter((folder) => folder !== "" && existsSync(folder));

/** Where a module is, as a folder or a file; undefined when it is not at hand. */
function find(module: string): string | undefined {
  for (const folder of folders)
    for (const name of [module, `${module}.py`]) {
      const place = path.join(folder, name);
      if (existsSync(place)) return place;
    }
  return undefined;
}

/** A program, the modules that it needs, and what its output is to hold. */
const programs: readonly {
  readonly name: string;
  readonly needs: readonly string[];
  readonly code: string;
  readonly output: string | RegExp;
}[] = [
  {
    name: "Jinja2 renders",
    needs: ["jinja2", "markupsafe"],
    code: `
from jinja2 import Environment, DictLoader
env = Environment(loader=DictLoader({
    "base": "<{% block body %}{% endblock %}>",
    "page": "{% extends 'base' %}{% macro m(x) %}[{{ x|upper }}]{% endmacro %}"
            "{% block body %}{% for x in xs if x %}{{ loop.index }}{{ m(x) }}{% else %}-{% endfor %}{{ t|e }}{% endblock %}",
}), autoescape=True)
print(env.get_template("page").render(xs=["a", "", "b<"], t="<&>"))`,
    output: "<1[A]2[B&lt;]&lt;&amp;&gt;>\n",
  },
  {
    name: "Pygments highlights",
    needs: ["pygments"],
    code: `
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
for name in "python", "sql", "rst":
    print(name, highlight("select x from y", get_lexer_by_name(name), HtmlFormatter(nowrap=True)), end="")`,
    output:
      /python <span class="n">select<\/span>.*\nsql <span class="k">select<\/span>.*<span class="k">from<\/span>.*\nrst .*select x from y\n/,
  },
  {
    name: "PyYAML loads and dumps",
    needs: ["yaml"],
    code: `
import yaml
data = yaml.safe_load("a: [1, 2.5, true, ~]\\nb: &x {c: 'd', e: 2001-12-14}\\nf: *x\\n")
print(data)
print(yaml.safe_dump(data["a"]), yaml.safe_load("a: &x [1]\\nb: *x")["b"])`,
    output:
      "{'a': [1, 2.5, True, None], 'b': {'c': 'd', 'e': datetime.date(2001, 12, 14)}, 'f': {'c': 'd', 'e': datetime.date(2001, 12, 14)}}\n- 1\n- 2.5\n- true\n- null\n [1]\n",
  },
  {
    name: "Click parses",
    needs: ["click"],
    code: `
import click
from click.testing import CliRunner
@click.command()
@click.argument("names", nargs=-1)
@click.option("-n", "--count", type=click.IntRange(1, 5), default=2, help="How often.")
def greet(names, count):
    "Greets NAMES."
    for name in names:
        click.echo(f"Hello {name} {count}")
for args in (["x", "y", "-n", "3"], ["--count", "9"], ["--help"]):
    result = CliRunner().invoke(greet, args)
    print(result.exit_code, result.output)`,
    output: /^0 Hello x 3\nHello y 3\n\n2 Usage: .*9 is not in the range 1<=x<=5.*How often\./s,
  },
  {
    name: "docutils makes HTML",
    needs: ["docutils"],
    code: `
from docutils.core import publish_parts
print(publish_parts("Title\\n=====\\n\\n*emph* \`\`lit\`\`\\n\\n- a\\n- b\\n", writer_name="html")["html_body"])`,
    output: /<h1 class="title">Title<\/h1>\n<p><em>emph<\/em> .*lit.*<ul class="simple">\n<li>(<p>)?a/s,
  },
  {
    name: "pytest runs a suite with rewritten assertions",
    needs: ["_pytest", "pytest", "pluggy", "iniconfig", "packaging"],
    code: `
import os, sys, tempfile
import pytest, ast
if not hasattr(ast, "Str") and tuple(map(int, pytest.__version__.split(".")[:2])) < (8, 0):
    # Python 3.14 has no ast.Str any more, with which older ones rewrite.
    print("too old for 3.14")
    sys.exit()
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("test_it.py", "w") as file:
        file.write('''
import pytest
@pytest.fixture
def thing(tmp_path):
    yield tmp_path / "x"
@pytest.mark.parametrize("a, b", [(1, 1), (2, 3)])
def test_equal(a, b):
    assert a + 1 == b + 1
def test_fixture(thing, capsys):
    print("out")
    assert capsys.readouterr().out == "out\\\\n" and not thing.exists()
def test_raises():
    with pytest.raises(ValueError, match="bad"):
        raise ValueError("very bad")
''')
    print(int(pytest.main(["-q", "-p", "no:cacheprovider", "--color=no"])))
    os.chdir("/")`,
    output: /too old for 3\.14|assert \(2 \+ 1\) == \(3 \+ 1\).*1 failed, 3 passed.*\n1\n$/s,
  },
  {
    name: "attrs makes classes",
    needs: ["attr", "attrs"],
    code: `
import attr, attrs
@attr.s(auto_attribs=True, order=True)
class A:
    x: int = attr.ib(validator=attr.validators.instance_of(int))
    name: str = None
    y: list = attr.Factory(list)
@attrs.frozen
class B:
    z: int = 5
print(A(1), A(1) < A(2), attr.asdict(A(3, "n", [1])), B(), hash(B()) == hash(B(5)))`,
    output: "A(x=1, name=None, y=[]) True {'x': 3, 'name': 'n', 'y': [1]} B(z=5) True\n",
  },
  {
    name: "more-itertools, toolz and sortedcontainers",
    needs: ["more_itertools", "toolz", "sortedcontainers"],
    code: `
import more_itertools as mi, toolz, sortedcontainers
print(list(mi.chunked(range(7), 3)), list(mi.collapse([1, [2, [3]]])))
print(toolz.groupby(len, ["a", "bb", "c"]), toolz.compose(str, abs)(-3))
print(sortedcontainers.SortedList([3, 1, 2]).bisect(2), sortedcontainers.SortedDict(b=1, a=2))`,
    output:
      "[[0, 1, 2], [3, 4, 5], [6]] [1, 2, 3]\n{1: ['a', 'c'], 2: ['bb']} 3\n2 SortedDict({'a': 2, 'b': 1})\n",
  },
  {
    name: "networkx finds paths",
    needs: ["networkx"],
    code: `
import networkx as nx
print(nx.shortest_path(nx.karate_club_graph(), 16, 26), list(nx.topological_sort(nx.DiGraph([(1, 2), (2, 3)]))))`,
    output: /^\[16, .*, 26\] \[1, 2, 3\]\n$/,
  },
  {
    name: "sympy integrates",
    needs: ["sympy", "mpmath"],
    code: `
import sympy as sp
x = sp.symbols("x")
print(sp.integrate(sp.sin(x) ** 2, x), sp.solve(x**2 - 2 * x - 3, x), sp.factor(x**4 - 1), sp.pi.evalf(30))`,
    output:
      /^x\/2 - sin\(x\)\*cos\(x\)\/2 \[-1, 3\] \(x - 1\)\*\(x \+ 1\)\*\(x\*\*2 \+ 1\) 3\.14159265358979323846264338328\n$/,
  },
  {
    name: "Markdown and Mako",
    needs: ["markdown", "mako", "markupsafe"],
    code: `
import markdown, mako.template
print(markdown.markdown("# H\\n\\n*a* \`c\`\\n\\n- x\\n- y", extensions=["extra"]))
print(mako.template.Template("% for i in range(2):\\n\${i}<%def name='f(x)'>[\${x}]</%def>\${f(i)}\\n% endfor\\n").render())`,
    output: /<h1.*>H<\/h1>\n<p><em>a<\/em> <code>c<\/code><\/p>\n<ul>\n<li>x<\/li>.*0\[0\]\n1\[1\]/s,
  },
  {
    name: "dateutil reads dates",
    needs: ["dateutil", "six"],
    code: `
import datetime, dateutil.parser, dateutil.relativedelta
print(dateutil.parser.parse("2003-09-25T10:49:41.5-03:00"), dateutil.parser.parse("Sep 25 2003 10:36"))
print(datetime.date(2020, 1, 31) + dateutil.relativedelta.relativedelta(months=1))`,
    output: "2003-09-25 10:49:41.500000-03:00 2003-09-25 10:36:00\n2020-02-29\n",
  },
  {
    name: "ply and pyparsing parse",
    needs: ["ply", "pyparsing"],
    code: `
import pyparsing as pp, ply.lex
number = pp.Word(pp.nums).setParseAction(lambda t: int(t[0]))
print(pp.infixNotation(number, [("*", 2, pp.opAssoc.LEFT), ("+", 2, pp.opAssoc.LEFT)]).parseString("1+2*3"))
tokens = ("NUM", "PLUS")
t_PLUS = r"\\+"
t_ignore = " "
def t_NUM(t):
    r"\\d+"
    t.value = int(t.value)
    return t
def t_error(t):
    raise SyntaxError
lexer = ply.lex.lex()
lexer.input("1 + 2")
print([t.value for t in lexer])`,
    output: "[[1, '+', [2, '*', 3]]]\n[1, '+', 2]\n",
  },
];

describe("packages, unmodified", () => {
  for (const { name, needs, code, output } of programs) {
    const missing = needs.filter((module) => find(module) === undefined);
    const title = missing.length === 0 ? name : `${name} (left out: ${missing.join(", ")} not at hand)`;
    test.skipIf(missing.length > 0)(
      title,
      async () => {
        const {
          code: status,
          stdout,
          stderr,
        } = await runTython(["-W", "ignore", "-c", code], {
          env: { PYTHONPATH: folders.join(path.delimiter), PYTHONDONTWRITEBYTECODE: "1" },
          timeout: 120_000,
        });
        expect(stderr).toBe("");
        if (typeof output === "string") expect(stdout).toBe(output);
        else expect(stdout).toMatch(output);
        expect(status).toBe(0);
      },
      130_000,
    );
  }
});
