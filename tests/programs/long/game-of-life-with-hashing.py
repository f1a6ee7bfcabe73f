"""Conway's game over a set of cells, cycle detection by hashing normalised states, and an elementary automaton."""
from collections import Counter
from functools import lru_cache
from itertools import product

PATTERNS = {
    "blinker": "###",
    "block": "##\n##",
    "glider": ".#.\n..#\n###",
    "toad": ".###\n###.",
    "beacon": "##..\n##..\n..##\n..##",
    "r-pentomino": ".##\n##.\n.#.",
    "diehard": "......#.\n##......\n.#...###",
    "dot": "#",
    "line of ten": "#" * 10,
}
NEAR = [d for d in product((-1, 0, 1), repeat=2) if d != (0, 0)]


class Life:
    def __init__(self, cells):
        self.cells = frozenset(cells)

    @classmethod
    def parse(cls, text):
        return cls((x, y) for y, line in enumerate(text.splitlines()) for x, c in enumerate(line) if c == "#")

    def step(self):
        counts = Counter((x + dx, y + dy) for x, y in self.cells for dx, dy in NEAR)
        return Life(cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in self.cells))

    @property
    def origin(self):
        return min((x for x, _ in self.cells), default=0), min((y for _, y in self.cells), default=0)

    def normal(self):
        ox, oy = self.origin
        return Life((x - ox, y - oy) for x, y in self.cells)

    def __hash__(self):
        return hash(self.cells)

    def __eq__(self, other):
        return isinstance(other, Life) and self.cells == other.cells

    def __len__(self):
        return len(self.cells)

    def __contains__(self, cell):
        return cell in self.cells

    def __str__(self):
        if not self.cells:
            return "(empty)"
        shape = self.normal().cells
        width, height = max(x for x, _ in shape) + 1, max(y for _, y in shape) + 1
        return "\n".join("".join(".#"[(x, y) in shape] for x in range(width)) for y in range(height))

    def digest(self):
        total = 0xCBF29CE484222325
        for x, y in sorted(self.normal().cells):
            for byte in (x & 0xFF, y & 0xFF):
                total = ((total ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
        return f"{total:016x}"


def fate(life, limit):
    seen = {}
    for generation in range(limit):
        if not life:
            return f"dies at {generation}"
        shape = life.normal()
        if shape in seen:
            then, origin = seen[shape]
            moved = tuple(b - a for a, b in zip(origin, life.origin))
            kind = "still" if generation - then == 1 else f"period {generation - then}"
            return f"{kind} from {then}" + (f", moves by {moved}" if any(moved) else "")
        seen[shape] = generation, life.origin
        life = life.step()
    return f"still {len(life)} cells after {limit}"


for name, text in PATTERNS.items():
    life = Life.parse(text)
    print(f"{name:<12} {len(life):3d} {life.digest()} {fate(life, 140)}")
r = Life.parse(PATTERNS["r-pentomino"])
sizes = []
for _ in range(120):
    sizes.append(len(r))
    r = r.step()
print(sizes[::10], max(sizes), len(r), r.digest())
print(r)
glider = Life.parse(PATTERNS["glider"])
for _ in range(4):
    print(glider, "origin", glider.origin)
    glider = glider.step()
print(glider.origin, glider.normal() == Life.parse(PATTERNS["glider"]), {glider.normal(): "same"}[Life.parse(PATTERNS["glider"])])


def automaton(rule, width, steps):
    table = [rule >> i & 1 for i in range(8)]
    row = [0] * width
    row[width // 2] = 1
    for _ in range(steps):
        yield row
        row = [table[row[i - 1] << 2 | row[i] << 1 | row[(i + 1) % width]] for i in range(width)]


for rule in (30, 90, 110):
    rows = list(automaton(rule, 31, 8))
    print(rule, [sum(row) for row in rows])
    print("\n".join("".join(" *"[c] for c in row).rstrip() for row in rows))
    print(hex(int("".join(map(str, rows[-1])), 2)))


@lru_cache(None)
def population(n):
    """Cells of Rule 90 after n steps, in closed form."""
    return 1 if n == 0 else 2 * population(n // 2) if n % 2 else population(n // 2)


print([population(n) for n in range(8)] == [sum(row) for row in automaton(90, 31, 8)])
