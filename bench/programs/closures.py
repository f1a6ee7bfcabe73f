"""Functions that return functions and share cells."""

SIZE = 400_000


def counter(step):
    count = 0

    def increment():
        nonlocal count
        count += step
        return count

    return increment


def compose(f, g):
    return lambda x: f(g(x))


def run(n):
    a, b = counter(1), counter(3)
    add = compose(lambda x: x + 1, lambda x: x * 2)
    total = 0
    for i in range(n):
        total += a() + add(i)
        if i % 3 == 0:
            total -= b()
    makers = [counter(i) for i in range(100)]
    for make in makers:
        total += make() + make()
    return total
