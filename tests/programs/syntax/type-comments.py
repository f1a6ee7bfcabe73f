# requires: 3.14
"""Comments for type checkers as parts of the tree, and as errors where the grammar has no place for them."""
import ast

SOURCE = '''
def f(a,  # type: int
      *b,  # type: str
      c=1,
      **d  # type: bytes
      ):
    # type: (...) -> None
    x = []  # type: list[int]
    for i in x:  # type: int
        pass  # type: ignore[x]
    with a as y:  # type: T
        pass

async def g(): # type: () -> int
    async with a: # type: S
        x = y = 1 # type:int
    async for i in x: #    type:     U
        pass
# type: ignore
# type: ignored
'''

tree = ast.parse(SOURCE.replace("# type: ignored\n", ""), type_comments=True)
for node in ast.walk(tree):
    if getattr(node, "type_comment", None) is not None:
        print(type(node).__name__, repr(node.type_comment), node.lineno, node.end_lineno, node.end_col_offset)
print([(ignore.lineno, ignore.tag) for ignore in tree.type_ignores])
print(ast.unparse(tree))
print(all(getattr(node, "type_comment", None) is None for node in ast.walk(ast.parse(SOURCE))))

for source in (
    SOURCE,
    "x = 1 +  # type: int\n2",
    "def f():  # type: () -> int\n    # type: () -> str\n    pass",
    "def f(*, # type: int\n  a): pass",
    "if x:  # type: int\n  pass",
):
    try:
        ast.parse(source, type_comments=True)
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)

print(ast.dump(ast.parse("(int, *str, **Any) -> float", mode="func_type")))
