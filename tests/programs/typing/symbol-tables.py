# requires: 3.14
"""The tables that `symtable` shows: hidden names, inlined comprehensions, annotation scopes."""
import symtable


def show(table, indent=0):
    print("  " * indent + f"{table.get_name()} ({table.get_type()}, line {table.get_lineno()}, nested {table.is_nested()})")
    for symbol in sorted(table.get_symbols(), key=lambda symbol: symbol.get_name()):
        print("  " * indent + "  " + repr(symbol))
    for child in table.get_children():
        show(child, indent + 1)


for source in [
    "x = 1\ndef f(a, b=2, *args: int, k=3, **kw):\n    global g\n    y: str = 1\n    return [i + a for i in args], (lambda q: q + y)(1), (i * 2 for i in x)\n",
    "class A:\n    y = 3\n    def f(self):\n        return super().f, self.__z\n    z = [lambda: v for v in y]\n",
    "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n = [w := i for i in range(n)]\n    for k in (1,): yield k\n",
    "from os import path as p\nimport a.b\nmatch p:\n    case {'k': v, **rest}: pass\n    case [c, *d]: pass\n",
]:
    show(symtable.symtable(source, "f", "exec"))
for source in ["def f(x): global x", "return", "x = ("]:
    try:
        print(symtable.symtable(source, "f", "exec"))
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno, error.offset)
