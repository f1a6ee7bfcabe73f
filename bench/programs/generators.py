"""Chained generators and yield from."""

SIZE = 700_000


def numbers(n):
    for i in range(n):
        yield i


def even(items):
    for i in items:
        if i % 2 == 0:
            yield i


def squares(items):
    for i in items:
        yield i * i


def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def run(n):
    total = 0
    for value in squares(even(numbers(n))):
        total += value
    return total, sum(tree(14)), sum(x for x in range(n) if x & 1)
