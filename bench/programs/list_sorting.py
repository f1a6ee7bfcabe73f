"""List comprehensions, sorting by value and by key."""

SIZE = 60_000


def run(n):
    x = 12345
    numbers = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        numbers.append(x)
    ordered = sorted(numbers)
    by_key = sorted(numbers, key=lambda v: (v % 1000, v))
    evens = [v // 2 for v in numbers if v % 2 == 0]
    pairs = [(a, b) for a, b in zip(ordered, by_key) if a < b]
    words = sorted(str(v) for v in numbers)
    return ordered[0], by_key[0], len(evens), len(pairs), words[n // 2]
