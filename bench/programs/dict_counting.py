"""A dict of str keys, counted into and read back."""

SIZE = 600_000


def run(n):
    names = [f"key{i}" for i in range(997)]
    counts = {}
    x = 1
    for _ in range(n):
        x = (x * 16807) % 2147483647
        name = names[x % 997]
        if name in counts:
            counts[name] += 1
        else:
            counts[name] = 1
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
    return len(counts), sum(counts.values()), top
