print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{name!r:>6}".format(name="x"), "{{}} {:{}}".format(3, 5))
print("{0[1]} {0[0]} {1.real} {2[key]}".format([1, 2], 5, {"key": "v"}), "{:*^9}|{:<4}|{:>4}|{:^4}".format("mid", "l", "r", "c"))
print("{:,} {:.3} {:s} {!a}".format(1234567, "abcdef", "s", "é"), "{:%}".format(0.5), format("x", ""), "{:>{width}.{prec}f}".format(2.71828, width=8, prec=2))
print("{a[b]}".format_map({"a": {"b": 1}}), "{0.__class__.__name__}".format(1.0))
for template, args in (("{} {0}", (1,)), ("{", ()), ("}", ()), ("{2}", (1,)), ("{x}", ()), ("{!z}", (1,)), ("{:d}", ("s",)), ("{0.nope}", (1,)), ("{0[a]}", ([],))):
    try:
        print(template.format(*args))
    except Exception as error:
        print(type(error).__name__, error)
