"""Conway's game over a set of tuples, with a Counter-like dict."""

SIZE = 400


def run(n):
    cells = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
    for _ in range(n):
        counts = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        p = (x + dx, y + dy)
                        counts[p] = counts.get(p, 0) + 1
        cells = {p for p, c in counts.items() if c == 3 or (c == 2 and p in cells)}
    return len(cells), sorted(cells)[:2]
