"""itertools: permutations, combinations, product, groupby, accumulate."""
from itertools import accumulate, chain, combinations, groupby, islice, permutations, product

SIZE = 9


def run(n):
    best = 0
    for p in permutations(range(n)):
        value = p[0] * 3 - p[1] + p[2] * p[3]
        if value > best:
            best = value
    triples = sum(1 for a, b, c in combinations(range(40), 3) if (a + b) % c == 0 if c)
    pairs = sum(a * b for a, b in product(range(100), repeat=2))
    runs = [(k, sum(1 for _ in g)) for k, g in groupby(sorted(x * x % 17 for x in range(3000)))]
    sums = list(islice(accumulate(chain(range(5000), range(5000))), 9990, None))
    return best, triples, pairs, len(runs), sums[-1]
