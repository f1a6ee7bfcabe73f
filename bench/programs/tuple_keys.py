"""A dict and a set keyed by tuples of ints."""

SIZE = 290


def run(n):
    grid = {}
    for x in range(n):
        for y in range(n):
            grid[x, y] = (x * y) % 7
    total = 0
    for x in range(1, n - 1):
        for y in range(1, n - 1):
            if (x, y) in grid:
                total += grid[x - 1, y] + grid[(x, y + 1)]
    seen = {(v, k[0] % 3) for k, v in grid.items()}
    return total, len(seen), len(grid)
