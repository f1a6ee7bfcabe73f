"""Float arithmetic in calls and comprehensions."""

SIZE = 130


def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum(element(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def transposed_times(v):
    return [sum(element(j, i) * x for j, x in enumerate(v)) for i in range(len(v))]


def run(n):
    u = [1.0] * n
    for _ in range(6):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    uv = vv = 0.0
    for a, b in zip(u, v):
        uv += a * b
        vv += b * b
    return round((uv / vv) ** 0.5, 9)
