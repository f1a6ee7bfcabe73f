matrix = [[1, 2, 3], [4, 5, 6]]
print([x for row in matrix for x in row if x % 2], [[row[i] for row in matrix] for i in range(3)], {x: x * x for x in range(4)}, sorted({x % 3 for x in range(10)}))
print([(a, b) for a in range(3) for b in range(a) if a + b > 1], [x if x > 1 else -x for x in range(3)], [y for x in [1, 2] for y in [x * 10] if y > 10])
print({k: v for k, v in zip("abc", range(3)) if v}, [*map(lambda p: p[0], {1: 2}.items())], [[j for j in range(i)] for i in range(4)], [a + b for a, b in [(1, 2), ("x", "y")]])
print([i for i in range(20) if i % 2 if i % 3], {(i, j): i * j for i in range(2) for j in range(2)}, [lambda: 0][0](), [x for x in () if 1 / 0])
