for code in ("if x:\npass", "if x:\n    a\n  b", "  x = 1", "x = 1\n  y = 2", "def f():\n", "class C:\n\n\nx = 1", "if x:\n\ta\n        b", "for x in y:\n    # only a comment\n", "if 1:\n    if 2:\n    x", "try:\n    x\ny", "while 1:\nx", "def f():\n    '''doc'''\n     x", "with a:\nb", "else:\n  x", "match x:\ncase 1: pass", "if x:\n  a\n\tb", "try:\n  a\nexcept:\nb", "lambda:\n  x"):
    try:
        compile(code, "<case>", "exec")
        print(f"{code!r} compiles")
    except SyntaxError as error:
        print(f"{code!r} -> {type(error).__name__}: {error.msg} [{error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset}] {error.text!r}")
