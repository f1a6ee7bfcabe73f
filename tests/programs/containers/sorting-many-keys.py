"""Lists long enough to be sorted by digits of their keys: numbers, strings, tuples, ties, both directions, errors."""
import hashlib
import random

random.seed(7)


def digest(items):
    return hashlib.md5(repr(items).encode()).hexdigest()[:8]


infinity = float("inf")
kinds = {
    "small": lambda: random.randrange(-50, 50),
    "large": lambda: random.randrange(-(2**70), 2**70),
    "middle": lambda: random.randrange(-(2**52), 2**53),
    "floats": lambda: random.choice([0.0, -0.0, 1.0, 1, random.uniform(-3, 3), infinity, -infinity, 1e300, 5e-324]),
    "strings": lambda: "ab" + "".join(random.choice("abc\u1234") for _ in range(random.randrange(9))),
    "digits": lambda: str(random.randrange(10**9)),
    "pairs": lambda: (random.randrange(20), random.randrange(20)),
    "float pairs": lambda: (random.randrange(5), random.choice([1.0, 0.5, 2, 3])),
    "then strings": lambda: (random.randrange(5), random.choice(["a", "abcdefghij", "abcdefghik", "b"])),
    "strings first": lambda: (random.choice(["a", "abcdefghij", "abcdefghik"]), random.randrange(5)),
    "lengths": lambda: tuple(random.randrange(3) for _ in range(random.randrange(1, 7))),
    "empty": lambda: tuple(random.randrange(3) for _ in range(random.randrange(0, 7))),
    "nested": lambda: (random.randrange(3), (random.randrange(3), "x")),
    "bools": lambda: (random.randrange(3), random.choice([True, False, 2, 1.5])),
    "six": lambda: tuple(random.randrange(2) for _ in range(6)),
    "mixed": lambda: random.choice([1, 2.5, True, 2**60, -(2**61), 2.0**60]),
}
for name, kind in kinds.items():
    for count in (100, 399, 400, 1500):
        pairs = [(kind(), i) for i in range(count)]
        for reverse in (False, True):
            by_key = sorted(pairs, key=lambda pair: pair[0], reverse=reverse)
            plain = sorted([key for key, _ in pairs], reverse=reverse)
            print(name, count, reverse, digest(by_key), digest(plain), digest(sorted(by_key, key=lambda pair: pair[0])))
for wrong in ([(1, "a"), (1, 2)] * 300, [(1,), (1, None), (1, None)] * 300, [1, "a"] * 300, [(1, 1, None), (1, 1, 2)] * 400):
    try:
        print(len(sorted(wrong)))
    except TypeError as error:
        print(error)
print(len(sorted((i, None) for i in range(900))))
