for spec in ("d", "5d", "<5d", "^7d", "+d", " d", "05d", ",d", "_d", "x", "#x", "b", "o", "c", "e", "f", ".2f", "g", "%", "n"):
    print(repr(spec), format(65, spec))
for spec in ("", "f", ".0f", ".3e", "g", ".3g", "10.2f", "<10.1f", "+.1f", ",.2f", "%", ".1%", "G", "E", "010.3f", "#.0f", "_.1f", "z.0f"):
    print(repr(spec), format(-1234.5678, spec), format(0.0, spec))
print("%5.1f|%-8d|%+d|%x|%o|%e|%g|%%|%c|%r|%s" % (3.14159, 42, 7, 255, 8, 12345.678, 1e-10, "A", "q", None))
for value, spec in ((1, "s"), (1.5, "d"), ("a", "d"), (1, ",x"), (1, ".2d"), ("a", "=5")):
    try:
        print(format(value, spec))
    except ValueError as error:
        print(error)
