"""Backtracking over small lists and sets."""

SIZE = 10


def place(n, row, columns, down, up):
    if row == n:
        return 1
    found = 0
    for column in range(n):
        if column not in columns and row + column not in up and row - column not in down:
            columns.add(column)
            up.add(row + column)
            down.add(row - column)
            found += place(n, row + 1, columns, down, up)
            columns.remove(column)
            up.remove(row + column)
            down.remove(row - column)
    return found


def run(n):
    return [place(k, 0, set(), set(), set()) for k in range(1, n + 1)]
