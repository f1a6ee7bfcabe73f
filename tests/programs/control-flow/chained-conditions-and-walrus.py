values = []

def note(x):
    values.append(x)
    return x

print(note(1) < note(2) < note(3), values, note(5) < note(4) < note(9), values)
if (n := len(values)) > 3 and (half := n // 2):
    print(n, half)
data = iter([3, 2, 1, 0, 5])
while (item := next(data)) != 0:
    print("item", item)
print([y for x in range(5) if (y := x * x) % 2 == 0], y)
print("a" if [] else "b" if 0 else "c", (lambda: (z := 5) + z)(), not (w := 0), w)
x = 5
print(1 <= x <= 10, x in [1, 5] != None, x is not None and x > 4, None is None is not False)
