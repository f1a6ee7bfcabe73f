"""Backtracking and search: sudoku, queens, knight's tour, water jugs, a maze, change, and word squares."""
from collections import deque
from functools import cache
from itertools import permutations

SUDOKU = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79"


def solve_sudoku(text):
    grid = [0 if c == "." else int(c) for c in text]
    rows, columns, boxes = [0] * 9, [0] * 9, [0] * 9

    def flip(at, digit):
        bit = 1 << digit
        r, c = divmod(at, 9)
        rows[r] ^= bit
        columns[c] ^= bit
        boxes[r // 3 * 3 + c // 3] ^= bit

    for at, digit in enumerate(grid):
        if digit:
            flip(at, digit)
    tried = 0

    def search():
        nonlocal tried
        best, options = None, None
        for at in range(81):
            if not grid[at]:
                r, c = divmod(at, 9)
                used = rows[r] | columns[c] | boxes[r // 3 * 3 + c // 3]
                free = [d for d in range(1, 10) if not used >> d & 1]
                if best is None or len(free) < len(options):
                    best, options = at, free
                    if len(free) < 2:
                        break
        if best is None:
            return True
        for digit in options:
            tried += 1
            grid[best] = digit
            flip(best, digit)
            if search():
                return True
            flip(best, digit)
            grid[best] = 0
        return False

    return (["".join(map(str, grid[i:i + 9])) for i in range(0, 81, 9)], tried) if search() else None


def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        return 1
    total = 0
    free = ~(columns | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        total += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return total


def knights_tour(n):
    moves = [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    board = {(0, 0): 1}

    def onward(x, y):
        return [(x + dx, y + dy) for dx, dy in moves if 0 <= x + dx < n and 0 <= y + dy < n and (x + dx, y + dy) not in board]

    def walk(x, y, step):
        if step > n * n:
            return True
        for nx, ny in sorted(onward(x, y), key=lambda p: (len(onward(*p)), p)):
            board[nx, ny] = step
            if walk(nx, ny, step + 1):
                return True
            del board[nx, ny]
        return False

    return [[board[x, y] for x in range(n)] for y in range(n)] if walk(0, 0, 2) else None


def jugs(sizes, goal):
    start = (0,) * len(sizes)
    previous = {start: None}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        if goal in state:
            path = []
            while state:
                path.append(state)
                state = previous[state]
            return path[::-1]
        for i, size in enumerate(sizes):
            options = [state[:i] + (size,) + state[i + 1:], state[:i] + (0,) + state[i + 1:]]
            for j in range(len(sizes)):
                if j != i:
                    poured = min(state[i], sizes[j] - state[j])
                    new = list(state)
                    new[i] -= poured
                    new[j] += poured
                    options.append(tuple(new))
            for option in options:
                if option not in previous:
                    previous[option] = state
                    queue.append(option)


MAZE = """\
#########
#S..#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#......E#
#########"""


def maze(text):
    cells = {(x, y): c for y, line in enumerate(text.splitlines()) for x, c in enumerate(line)}
    start = next(p for p, c in cells.items() if c == "S")
    queue, trail = deque([(start, "")]), {start}
    while queue:
        (x, y), path = queue.popleft()
        if cells[x, y] == "E":
            return path
        for letter, dx, dy in (("r", 1, 0), ("d", 0, 1), ("l", -1, 0), ("u", 0, -1)):
            p = x + dx, y + dy
            if cells[p] != "#" and p not in trail:
                trail.add(p)
                queue.append((p, path + letter))


@cache
def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


def cryptarithm(a, b, total):
    letters = "".join(dict.fromkeys(a + b + total))
    for digits in permutations(range(10), len(letters)):
        table = dict(zip(letters, digits))
        if 0 in (table[a[0]], table[b[0]], table[total[0]]):
            continue
        value = lambda word: int("".join(str(table[c]) for c in word))
        if value(a) + value(b) == value(total):
            return f"{value(a)} + {value(b)} = {value(total)}"


def hanoi(n, source="A", target="C", spare="B"):
    if n:
        yield from hanoi(n - 1, source, spare, target)
        yield source + target
        yield from hanoi(n - 1, spare, target, source)


rows, tried = solve_sudoku(SUDOKU)
print(*rows, tried, sep="\n")
print([queens(n) for n in range(1, 9)])
for row in knights_tour(6):
    print(" ".join(f"{n:2d}" for n in row))
print(jugs((3, 5), 4), jugs((8, 5, 3), 4) is not None, jugs((2, 4), 3))
print(maze(MAZE), len(maze(MAZE)))
print(change(100, (50, 25, 10, 5, 1)), change(500, (200, 100, 50, 20, 10, 5, 2, 1)))
print(cryptarithm("to", "go", "out"), cryptarithm("a", "a", "ab"))
print(" ".join(hanoi(4)), sum(1 for _ in hanoi(10)))
print(solve_sudoku("1234567.." + "8" * 9 + "9" + "." * 62), knights_tour(3))
