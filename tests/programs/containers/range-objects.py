r = range(2, 20, 3)
print(r, len(r), list(r), r[2], r[-1], r[1:4], r[::-1], 8 in r, 9 in r, "a" in r, 8.0 in r, r.index(8), r.count(3), r.start, r.stop, r.step)
print(range(0), list(range(5, 0, -2)), range(3) == range(0, 3, 1), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), bool(range(0)), list(reversed(range(4))))
big = range(10**20, 10**20 + 5)
print(len(big), big[1], list(big)[-1], 10**20 + 3 in big, range(10**18, 0, -(10**17))[3])
for action in ("range(1.0)", "range(1, 2, 0)", "range(3)[5]", "range()", "range(3).index(9)", "range('a')"):
    try:
        eval(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
