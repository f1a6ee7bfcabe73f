"""Keyword, default, starred and double-starred arguments."""

SIZE = 150_000


def keywords(a, b=2, *, c=3, d=4):
    return a + b + c + d


def variadic(*args, **kwargs):
    return len(args) + len(kwargs)


def forward(*args, **kwargs):
    return keywords(*args, **kwargs)


def run(n):
    total = 0
    pair = (1, 2)
    for i in range(n):
        total += keywords(i, c=1)
        total += keywords(a=1, d=i, b=0)
        total += variadic(i, 2, x=3)
        total += forward(*pair, d=i)
        total += max(i, 10, 3)
    return total
