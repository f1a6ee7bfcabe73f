"""Sorting by keys of every kind: each list against one sorted by a class that only knows `<`, both ways, stable."""
import random

random.seed(5)


class Key:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value


def check(items, key=lambda item: item):
    for reverse in (False, True):
        wanted = sorted(items, key=lambda item: Key(key(item)), reverse=reverse)
        found = sorted(items, key=key, reverse=reverse)
        plain = list(items)
        plain.sort(key=key, reverse=reverse)
        assert [repr(x) for x in found] == [repr(x) for x in wanted] == [repr(x) for x in plain], items
        if all(key(item) is item for item in items):
            assert [repr(x) for x in sorted(items, reverse=reverse)] == [repr(x) for x in wanted], items


def word(letters, length):
    return "".join(random.choice(letters) for _ in range(random.randrange(length)))


for n in (0, 1, 2, 5, 15, 16, 17, 40, 300):
    check([random.random() for _ in range(n)])
    check([random.choice([0.5, 1.5, 2.0, 3, 2**60, -1e300, 0.0, 7]) for _ in range(n)])
    check([random.choice([0, False, True, 1, 0.5]) for _ in range(n)])
    check([random.randrange(50) for _ in range(n)])
    check([2**60 + random.randrange(100) for _ in range(n)])
    check([word("ab", 9) for _ in range(n)])
    check([word("a\0é中\U0001f600", 7) for _ in range(n)])
    check(["common " + word("abc", 12) for _ in range(n)])
    check([(random.randrange(10), i) for i in range(n)], key=lambda pair: pair[0])
    check([(random.randrange(4), word("xyz", 3), i) for i in range(n)])
    check([(word("ab", 3), i) for i in range(n)])
    check([[random.randrange(10), i] for i in range(n)])
    check(list(range(n // 2)) + list(range(n // 2)))
    check(list(range(n, 0, -1)))

for bad in ([1, "a"] * 10, [(1, 2), (1, "a")] * 10, [1, "a"], ["a"] * 20 + [1], [(1,), 2] * 9, [None] * 20):
    left = list(bad)
    try:
        left.sort()
    except TypeError as error:
        print(error)
    assert sorted(map(repr, left)) == sorted(map(repr, bad))

nan = float("nan")
print(len(sorted([nan, 1.5, nan, 0.5] * 9)), sorted([(1, nan), (0, 2), (1, 0)], key=lambda p: p[0]))
