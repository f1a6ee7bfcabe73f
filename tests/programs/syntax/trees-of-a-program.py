# requires: 3.14
"""Trees that a program makes or changes: what `compile` takes, what `ast.parse` can be told."""
import ast
import copy
import warnings


def attempt(run):
    try:
        print(run())
    except Exception as error:
        print(type(error).__name__, error)


def compiled(*body):
    module = ast.fix_missing_locations(ast.Module(list(body), []))
    return attempt(lambda: type(compile(module, "<test>", "exec")).__name__)


x, y = ast.Name("x", ast.Load()), ast.Name("y", ast.Store())
compiled(ast.Assign([x], x))
compiled(ast.Assign([y], y))
compiled(ast.Delete([]))
compiled(ast.If(x, [], []))
compiled(ast.Try([ast.Pass()], [], [], []))
compiled(ast.Expr(ast.BoolOp(ast.And(), [x])))
compiled(ast.Expr(ast.Compare(x, [ast.In()], [])))
compiled(ast.Expr(ast.List([None], ast.Load())))
compiled(ast.Expr(ast.Constant([1])))
compiled(ast.ImportFrom("m", [ast.alias("a")], -1))
compiled(ast.FunctionDef("f", ast.arguments(defaults=[x]), [ast.Pass()]))
compiled(ast.Match(x, [ast.match_case(ast.MatchValue(x), None, [ast.Pass()])]))
compiled(ast.Match(x, [ast.match_case(ast.MatchAs(None, "_"), None, [ast.Pass()])]))
bad = ast.Expr(ast.Name("x", ast.Load(), lineno=2, col_offset=3, end_lineno=1, end_col_offset=0))
compiled(bad)
for value in [(1, "a", None), frozenset([2]), 1 + 2j, b"", ..., -0.0]:
    tree = ast.fix_missing_locations(ast.Expression(ast.Constant(value)))
    print(repr(eval(compile(tree, "<test>", "eval"))))

for version in range(5, 15):
    refused = []
    for source in ["(a := 1)", "def f(a, /): 0", "match a:\n case 1: 0", "def f[T]: 0" [:7] + "(): 0", "type A = int",
                   "t'{a}'", "try: 0\nexcept* E: 0", "a: int", "try: 0\nexcept A, B: 0", "1_0"]:
        try:
            ast.parse(source, feature_version=(3, version))
        except SyntaxError as error:
            refused.append(error.msg)
    print(version, refused)

print(ast.dump(ast.parse("match a:\n case -1: 0\n case 1 - 2j: 0\n__debug__\n'%s %5.3r' % (a, b)", optimize=1)))
print(ast.dump(ast.parse("'doc'\ndef f():\n 'doc'\n", optimize=2)))
attempt(lambda: copy.replace(x, id="z").id)
attempt(lambda: copy.replace(x, idd="z"))


class Node(ast.AST):
    _fields = ("a", "b", "c", "d")
    _field_types = {"a": int, "b": list[int], "c": str | None}


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(sorted(vars(Node(e=1)).items()))
    print(sorted(str(warning.message) for warning in caught))
