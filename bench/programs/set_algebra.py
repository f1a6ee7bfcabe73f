"""Set operations, membership and frozensets."""

SIZE = 6


def run(n):
    total = 0
    primes = {p for p in range(2, 400) if all(p % d for d in range(2, int(p**0.5) + 1))}
    for step in range(1, 1500 * n):
        i = step % 200 + 1
        multiples = set(range(0, 400, i))
        both = multiples & primes
        either = multiples | primes
        total += len(both) + len(either - both) + len(multiples ^ primes)
        for x in range(i, i + 4):
            if x in both:
                total += 1
            elif x not in either:
                total += 2
    groups = {frozenset((a, b, a ^ b)) for a in range(40) for b in range(40)}
    return total, len(groups)
