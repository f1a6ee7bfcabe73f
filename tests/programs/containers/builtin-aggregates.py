print(sum([1, 2, 3]), sum([[1], [2]], []), sum((0.1,) * 3), max(3, 1, 2), min("hello"), max([], default="none"), any([0, "", 3]), all([]), all([1, 0]))
print(list(zip("abc", range(3), [True] * 2)), list(enumerate("ab", 5)), list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(None, [0, 1, "", "x"])), list(reversed([1, 2])))
print(len({}), abs(-5), abs(-2.5), divmod(17, 5), sorted(zip([2, 1], "ba")), dict(zip("ab", [1, 2])), list(zip()), list(zip(*[(1, 2), (3, 4)])))
for action in ("max()", "max([])", "min(1)", "sum(['a'])", "sum('ab')", "list(zip([1], [1, 2], strict=True))", "len(5)", "sum([[1]], '')", "max(1, 'a')", "enumerate(1)", "reversed({1})", "list(map(len, [1]))"):
    try:
        print(eval(action))
    except Exception as error:
        print(action, "->", type(error).__name__, error)
