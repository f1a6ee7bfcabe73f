import traceback
for code, mode in (("1 +", "eval"), ("x = 1", "eval"), ("(a,\n b c)", "exec"), ("for", "single"), ("pass\nx y\n", "exec"), ("", "eval"), ("a\nb", "eval"), ("if 1:\n  x\n y", "exec"), ("'é' + é é", "eval")):
    try:
        compile(code, "<input>", mode)
    except SyntaxError as error:
        print("".join(traceback.format_exception_only(error)), end="")
for bad in (lambda: compile("a\0b", "f", "exec"), lambda: compile("x", "f", "nope"), lambda: eval("x = 1"), lambda: exec(5), lambda: eval(b"1 +\xff"), lambda: compile("x", "f", "exec", flags=99999999)):
    try:
        print(bad())
    except (SyntaxError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
