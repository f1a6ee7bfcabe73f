"""Numbers with a fixed count of decimals, ties and all, by every way of formatting."""
import hashlib
import random

random.seed(5)
lines = []
for k in range(4000):
    x = random.choice([random.random() * 10 ** random.randint(-5, 14), random.randint(0, 10**6) / 8, random.randint(0, 100000) / 1000,
                       -random.random(), float(random.randint(0, 10**14)), 0.5, 2.5, 1e22, 123456789.5, 0.0, -0.0])
    p = random.randint(0, 18)
    lines.append(f"{x:.{p}f} {x:#.{p}f} {x:10.2f} {x:,.3f} {'%.*f' % (p, x)} {'%+08.3f' % x} {'%s|%d|%5.1f%%' % (x, x, x)} {x:.1%}")
print(hashlib.md5("\n".join(lines).encode()).hexdigest(), lines[0])
for x in (0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1.005, 1e15 + 0.5, 999.9995, 0.0005, -0.5):
    print(f"{x:.0f} {x:.2f} {x:.3f}", "%.0f %.2f %.3f" % (x, x, x), "{:.0f} {:.2f} {:.3f}".format(x, x, x))

# Templates of %, those that are read at once and those that are not.
for template, values in [
    ("%d %s", (1,)), ("%s", (1, 2)), ("%s", ()), ("%y", 1), ("%", 1), ("%5", 1), ("%.f", 2.5), ("%ld", 3), ("%(a)s", {"a": 1}),
    ("abc", 1), ("abc", ()), ("abc", {}), ("%%", ()), ("%s%", 1), ("%\u00e9", 1), ("%d", "x"), ("%x", 1.5), ("%c", 65),
    ("%5c|%-5d|% d|%#o", ("a", 3, 4, 8)), ("%s %s", {"a": 1}), ("%.3s", "abcdef"), ("%-5%|", ()), ("%s", (((1,),))), ("%*d", (5, 3)),
    (b"%s %d", (b"a", 3)), (b"%b", b"x"), (b"%s", "x"), ("%r %a %5s|", ("\u00e9", "\u00e9", "\U0001f600")),
]:
    try:
        print(repr(template), repr(template % values))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
