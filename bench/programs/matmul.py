"""Matrix multiplication over nested lists, ints and floats."""

SIZE = 90


def multiply(a, b):
    n = len(b)
    out = []
    for row in a:
        line = []
        for j in range(len(b[0])):
            total = 0
            for k in range(n):
                total += row[k] * b[k][j]
            line.append(total)
        out.append(line)
    return out


def run(n):
    a = [[(i * j) % 10 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 10 for j in range(n)] for i in range(n)]
    f = [[(i + 1) / (j + 2.5) for j in range(n)] for i in range(n)]
    c = multiply(a, b)
    d = multiply(f, f)
    return sum(map(sum, c)), c[n // 2][n // 3], round(d[1][2], 6)
