"""Deep and mutual recursion: Ackermann's function, towers of Hanoi, partitions with a memo, flattening."""
from functools import lru_cache

SIZE = 15


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return moves
    moves = hanoi(n - 1, source, spare, target, moves)
    return hanoi(n - 1, spare, target, source, moves + 1)


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def nest(depth):
    return [depth] if depth == 0 else [nest(depth - 1), depth, nest(depth - 1)]


def flatten(tree):
    result = []
    for item in tree:
        if isinstance(item, list):
            result.extend(flatten(item))
        else:
            result.append(item)
    return result


def run(n):
    @lru_cache(maxsize=None)
    def partitions(total, largest):
        if total == 0:
            return 1
        return sum(partitions(total - part, part) for part in range(1, min(total, largest) + 1))

    return (
        ackermann(2, 8 * n),
        hanoi(n + 3, "a", "b", "c", 0),
        [is_even(i) for i in range(0, 40 * n, 13)].count(True),
        len(flatten(nest(n))),
        partitions(4 * n, 4 * n),
    )
