print("%s %r %a" % ("é", "é", "é"), "%(name)s is %(age)03d" % {"name": "Ann", "age": 7}, "%5s|%-5s|%.2s" % ("ab", "ab", "abcdef"))
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%x %X %#x %#o" % (255, 255, 255, 8), "100%%" % (), "%s" % [1, 2], "%s" % ((1, 2),))
print("%i %u %F %G %c %c" % (1.9, 2, 1.5, 1e-7, 97, "b"), "%+d % d" % (3, 3), "%08.3f" % -3.14159, "%s" % None, "%d" % True)
for template, value in (("%d", "x"), ("%d %d", (1,)), ("%d", (1, 2)), ("%q", 1), ("%(a)s", 1), ("%", 1), ("%c", "ab"), ("%(a)s", {})):
    try:
        print(template % value)
    except Exception as error:
        print(type(error).__name__, error)
