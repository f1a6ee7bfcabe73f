# requires: 3.14
"""co_consts, co_lines and co_linetable of code objects."""


def shown(code):
    return tuple(f"<{const.co_name}>" if hasattr(const, "co_name") else const for const in code.co_consts)


def show(source):
    def visit(code):
        print("  ", code.co_name, shown(code))
        for const in code.co_consts:
            if hasattr(const, "co_name"):
                visit(const)

    print(repr(source))
    visit(compile(source, "f", "exec"))


for source in (
    "x = 60 * 60; y = -1; z = 2 ** 100; w = 'a' * 3",
    "'doc'\nx = 1000",
    "def f(a=1, b='x', *, c=None, d=2.5):\n  'doc'\n  return 42",
    "import os; from a import b, c",
    "class C(B, m=1):\n  'doc'\n  x: int = 1\n  def f(self): self.a = 1000",
    "x = [1, 2, 3]; y = [1, 2]; {1, 2, 3}; a in {1, 2}; a in [1, b]",
    "f'{a}b{c!r:>10}d'; t'{a} b'; x[1:2]; x[1:a]",
    "def f():\n  if 0: return 'no'\n  while 1: break\n  raise a\n  'dead' + b",
    "match x:\n  case 1: y\n  case {'k': v, **r}: p\n  case C(1, k=2): q",
    "def f[T: int](a: T) -> str: pass\ntype A[X] = list[X]",
    "f(a, b=1, c='z'); f(*a, 1000); f(**{'a': 1000}); print(all(x for x in y))",
    "with a as b: c\ntry: a\nexcept E as e: b",
):
    show(source)


def lines(x):
    y = 1
    if (x
            and y):
        pass
    try:
        z = [1,
             2]
    except ValueError:
        return None
    for _ in z:
        continue
    return 7


code = lines.__code__
print(sorted({line - code.co_firstlineno for _, _, line in code.co_lines() if line is not None}))
same = code.replace(co_linetable=code.co_linetable)
print(same == code, list(same.co_positions()) == list(code.co_positions()))
without = code.replace(co_linetable=b"")
print(list(without.co_lines()), list(without.co_positions()), without == code)


def fail():
    1 / 0


fail.__code__ = fail.__code__.replace(co_linetable=b"\xff" * 20)
try:
    fail()
except ZeroDivisionError as error:
    print(error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_frame.f_lineno)
