from itertools import *
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(islice(count(5, 2), 3)), list(islice("abcdef", 1, None, 2)), [x for x, _ in zip(cycle("ab"), range(5))], list(repeat(7, 3)))
print(list(accumulate([1, 2, 3])), list(accumulate([3, 1, 4], max)), list(accumulate([1, 2], initial=10)), list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(None, [0, 1, ""])))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(permutations("abc", 2)), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)))
print([(k, list(g)) for k, g in groupby("aaabbc")], [(k, [x for x in g]) for k, g in groupby([1, 3, 2, 4], key=lambda x: x % 2)], list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", [1], fillvalue="-")), list(pairwise("abc")), list(batched("abcde", 2)))
a, b = tee(iter([1, 2, 3]))
print(next(a), list(b), list(a), sum(1 for _ in product(range(5), repeat=3)))
for call in (lambda: islice([], -1), lambda: combinations("a", -1), lambda: list(batched("abc", 0)), lambda: list(batched("abc", 2, strict=True)), lambda: repeat()):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(repr(count(1)), repr(repeat("x", 2)), list(chain()), list(permutations([])))
