"""The tightest loop over small integers."""

SIZE = 22_000


def run(n):
    longest = best = 0
    for start in range(1, n):
        x = start
        steps = 0
        while x != 1:
            if x % 2 == 0:
                x = x // 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > longest:
            longest, best = steps, start
    return best, longest
