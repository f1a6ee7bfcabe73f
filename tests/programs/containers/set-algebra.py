a, b = {1, 2, 3}, {3, 4}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= {1, 2, 3, 4}, a < a, a.isdisjoint({9}), a >= {1}, a == {3, 2, 1})
a.add(10)
a.discard(99)
a.remove(1)
a |= {7, 8}
a -= {7}
a ^= {8, 100}
a &= {2, 3, 100, 10}
print(sorted(a), sorted(a.union([1], "x" * 0, (5,))), sorted(a.difference([2], [3])), sorted(a.symmetric_difference([2, 55])), len(a), set(), frozenset())
print(frozenset([1]) == {1}, {frozenset([1]): "ok"}[frozenset([1])], hash(frozenset([1, 2])) == hash(frozenset([2, 1])), frozenset("a") | {"a"}, type({1} & frozenset([1])).__name__)
for action in ("{1}.remove(2)", "set().pop()", "{[]}", "{1} | [2]", "hash(set())", "{1} < [1]", "frozenset([1]).add(2)"):
    try:
        eval(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
