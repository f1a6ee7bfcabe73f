"""Squares and square roots of float literals and locals, and NaN among the keys of a small dict."""
c = 3.0**2
print(c, 2.0**2, 4.0**0.5, (-2.0) ** 2, 0.0**0.5)


def squares(n):
    x = 3.0
    total = 0.0
    for i in range(n):
        x = x * 1.5
        total += (i * 0.5) ** 2
    return x**2, total**2, total**0.5, (x + 1.0) ** 2


print(squares(4))

nan = float("nan")
table = {256: "a", nan: "b", False: "c"}
print(table, 0 in table, nan in table)
