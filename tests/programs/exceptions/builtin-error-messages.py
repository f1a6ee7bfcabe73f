class Empty: pass
o = Empty()
for code in ("undefined", "o.missing", "{}['k']", "[][0]", "()[0]", "''[0]", "1 / 0", "1 % 0", "int('x')", "float('x')", "None + 1", "'a' + 1", "1 + 'a'", "[] + ()", "len(1)", "None()", "None[0]", "None.x", "1[0]", "o[0]",
             "o()", "-'a'", "not_defined.x", "[1, 2][1.5]", "'abc'['x']", "{}[[]]", "iter(1)", "next(1)", "abs('x')", "ord('ab')", "chr(-1)", "int(None)", "open('/no/such/file')", "import_me.x", "'%d' % 'x'", "list(1)",
             "dict(1)", "set(1)", "sum(1)", "max(1)", "range('a')", "round('x')", "pow('a', 2)", "hash([])", "isinstance(1, 1)", "[].pop()", "{}.popitem()", "'x'.join([1])", "bytes('x')", "int([])", "float([])", "complex([])",
             "o < o", "o + o", "o @ o", "~o", "len(o)", "o in o", "for_in(o)", "[] < ()", "1 < 'a'", "o.__init__(1)", "print(1, sepp=1)", "int('1', base=99)", "'a'.split(1)", "'a' * 'b'", "[1] * 1.5", "divmod(1, 'x')", "sorted(5)", "type('a', 'b')", "object.__getattribute__(o, 5)", "getattr(o, 5)", "del_missing", "super()"):
    try:
        eval(code)
        print(code, "no error")
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")
