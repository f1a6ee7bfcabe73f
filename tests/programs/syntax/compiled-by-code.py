# requires: 3.14
"""What code inherits from the code that compiles it, and what errors of the compiler say."""
from __future__ import annotations

import ast
import codeop

source = "def f(x: undefined): pass\nprint(f.__annotations__)"
exec(source)
eval(compile(source, "s", "exec"))
compiler = compile
eval(compiler(source, "s", "exec"))
print(hex(compile("0", "s", "eval").co_flags & 0x1400000))
print(hex(compile("0", "s", "eval", dont_inherit=True).co_flags & 0x1400000))


def inside():
    exec(source)
    print(hex(compile("0", "s", "eval", 0x400000).co_flags & 0x1400000))


inside()


def attempt(source, filename="<string>", mode="exec", **options):
    try:
        compile(source, filename, mode, **options)
    except (SyntaxError, RecursionError, UnicodeError) as error:
        places = [getattr(error, name, None) for name in ("lineno", "offset", "end_lineno", "end_offset", "text")]
        print(type(error).__name__, error.args[0], places)


attempt("'ä'; return 'ä', 1")
attempt("def f(a, a): pass")
attempt("def f():\n  'ä'; nonlocal x")
attempt("'ä'; x = 1 +")
attempt(ast.parse("pass; break"))
attempt("'\ud800'")
attempt("\n".join(" " * i + "while 1:" for i in range(21)) + " pass")
attempt("\n".join(" " * i + "while 1:" for i in range(22)) + " pass")
attempt("async def f():\n with " + ", ".join("a" * 21) + ": pass")
attempt("def f():\n with " + ", ".join("a" * 21) + ": pass")
attempt("async def f():\n  (x): [y async for y in z]")
attempt(b"# coding: cp437\n'\x84' = 1")
attempt(b"# coding: nonsense\n'\x84' = 1")
