import warnings
for code in ("x is 5", "'a' is not b", "(1)(2)", "[1, 2][3, 4]", "'\\d'", "b'\\q'", "assert (x, 'y')", "5 .real", "1if x else y", "'a'[None:]['b']", "'\\400'", "return_ = 1", "f'{1}' 'x' is y", "x is ()"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(code, "<case>", "exec")
        except SyntaxError as error:
            print(code, "error", error.msg)
    print(code, [(w.category.__name__, str(w.message), w.lineno) for w in caught])
