"""Exact linear algebra over fractions, polynomials, and their numeric shadows."""
from fractions import Fraction
from functools import reduce
from itertools import permutations
from math import gcd


class Matrix:
    def __init__(self, rows):
        self.rows = [[Fraction(x) for x in row] for row in rows]
        if len({len(r) for r in self.rows}) > 1:
            raise ValueError("rows of different lengths")

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __add__(self, other):
        if self.shape != other.shape:
            raise ValueError(f"shapes {self.shape} and {other.shape}")
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -other

    def __rmul__(self, k):
        return Matrix([[k * x for x in row] for row in self.rows])

    def __matmul__(self, other):
        if self.shape[1] != other.shape[0]:
            raise ValueError(f"shapes {self.shape} and {other.shape}")
        columns = other.T.rows
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __pow__(self, n):
        if n < 0:
            return self.inverse() ** -n
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    def __getitem__(self, at):
        i, j = at
        return self.rows[i][j]

    def __str__(self):
        cells = [[str(x) for x in row] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells)]
        return "\n".join("[" + " ".join(c.rjust(w) for c, w in zip(row, widths)) + "]" for row in cells)

    def reduced(self):
        rows = [row[:] for row in self.rows]
        pivots, at = [], 0
        for column in range(self.shape[1]):
            pivot = next((i for i in range(at, len(rows)) if rows[i][column]), None)
            if pivot is None:
                continue
            rows[at], rows[pivot] = rows[pivot], rows[at]
            scale = rows[at][column]
            rows[at] = [x / scale for x in rows[at]]
            for i, row in enumerate(rows):
                if i != at and row[column]:
                    factor = row[column]
                    rows[i] = [x - factor * y for x, y in zip(row, rows[at])]
            pivots.append(column)
            at += 1
            if at == len(rows):
                break
        return Matrix(rows), pivots

    @property
    def rank(self):
        return len(self.reduced()[1])

    def determinant(self):
        n = len(self.rows)
        total = Fraction(0)
        for p in permutations(range(n)):
            inversions = sum(p[i] > p[j] for i in range(n) for j in range(i + 1, n))
            total += (-1) ** inversions * reduce(lambda a, i: a * self.rows[i][p[i]], range(n), Fraction(1))
        return total

    def inverse(self):
        n = len(self.rows)
        both = Matrix([row + [Fraction(i == j) for j in range(n)] for i, row in enumerate(self.rows)])
        result, pivots = both.reduced()
        if pivots != list(range(n)):
            raise ZeroDivisionError("the matrix is singular")
        return Matrix([row[n:] for row in result.rows])


class Polynomial:
    def __init__(self, *coefficients):
        c = list(coefficients)
        while c and c[-1] == 0:
            c.pop()
        self.c = tuple(c)

    @property
    def degree(self):
        return len(self.c) - 1

    def __call__(self, x):
        return reduce(lambda total, c: total * x + c, reversed(self.c), 0)

    def __mul__(self, other):
        out = [0] * (len(self.c) + len(other.c))
        for i, a in enumerate(self.c):
            for j, b in enumerate(other.c):
                out[i + j] += a * b
        return Polynomial(*out)

    def __sub__(self, other):
        n = max(len(self.c), len(other.c))
        pad = lambda c: c + (0,) * (n - len(c))
        return Polynomial(*(a - b for a, b in zip(pad(self.c), pad(other.c))))

    def __divmod__(self, other):
        rest, quotient = self, Polynomial()
        while rest.degree >= other.degree:
            term = Polynomial(*[0] * (rest.degree - other.degree), Fraction(rest.c[-1], 1) / other.c[-1])
            quotient = quotient - Polynomial(*(-x for x in term.c))
            rest = rest - term * other
        return quotient, rest

    def derivative(self):
        return Polynomial(*[i * c for i, c in enumerate(self.c)][1:])

    def __str__(self):
        if not self.c:
            return "0"
        parts = []
        for i, c in reversed(list(enumerate(self.c))):
            if c:
                sign = "-" if c < 0 else "+"
                size = "" if abs(c) == 1 and i else str(abs(c))
                parts.append((sign, size + ("x" if i else "") + (f"^{i}" if i > 1 else "")))
        first, *rest = parts
        return ("-" if first[0] == "-" else "") + first[1] + "".join(f" {s} {t}" for s, t in rest)


a = Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
print(a, a.determinant(), a.rank, a.inverse(), sep="\n")
print(a @ a.inverse() == Matrix.identity(3), a.T.T == a, (a + a - 2 * a).rank, a.shape)
print(a**3, a**-2 @ a**2 == Matrix.identity(3), sep="\n")
fib = Matrix([[1, 1], [1, 0]])
print((fib**90)[0, 1], [int((fib**n)[0, 1]) for n in range(12)])
system = Matrix([[2, 1, -1, 8], [-3, -1, 2, -11], [-2, 1, 2, -3]])
solved, pivots = system.reduced()
print(solved, pivots, [str(row[-1]) for row in solved.rows], sep="\n")
hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(4)] for i in range(4)])
print(hilbert.inverse(), float(hilbert.determinant()), sep="\n")
for attempt in (lambda: Matrix([[1, 2], [2, 4]]).inverse(), lambda: a @ Matrix([[1]]), lambda: a + fib, lambda: Matrix([[1], [1, 2]])):
    try:
        print(attempt())
    except (ValueError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
p, q = Polynomial(-6, 11, -6, 1), Polynomial(-2, 1)
print(p, "|", q, "|", p * q, "|", p.derivative(), "|", [x for x in range(5) if p(x) == 0])
quotient, rest = divmod(p, q)
print(quotient, "|", rest, "|", p(Fraction(1, 2)), p(0.5))
x = 3.7
for _ in range(8):
    x -= p(x) / p.derivative()(x)
print(round(x, 12), gcd(*(int(c) for c in (p * Polynomial(6)).c)))
print(sum(Fraction(1, n) for n in range(1, 21)), sum(1 / n for n in range(1, 21)))
