t = (1, "two", [3])
single = 4,
print(t, single, (), t + single, t * 2, t[1], t[-1:], len(t), t.index("two"), t.count(1), tuple("ab"), (1, 2) < (1, 3), hash((1, 2)) == hash((1, 2)))
t[2].append(4)
print(t, (1, (2, (3,))), tuple(i * i for i in range(4)))
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
for action in ("t[0] = 1", "del t[0]", "hash(t)", "t.append(1)", "(1,) + [2]", "(1, 2)[5]", "t.index(99)"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
try:
    t[2] += [5]
except TypeError as error:
    print(error, t)
