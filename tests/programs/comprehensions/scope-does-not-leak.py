x = "outer"
print([x for x in range(3)], x, {x for x in "a"}, x, {x: x for x in "b"}, list(x for x in "c"), x)
def f():
    y = 1
    result = [y := y + i for i in range(4)]
    return result, y
print(f(), [last := i for i in range(3)], last)
def g(n):
    return [n * i for i in range(3)], [i + j for i in range(n) for j in [n]], [(lambda: i + n)() for i in range(2)]
print(g(2), [locals().get("x") for x in range(2)])
class C:
    base = 10
    values = [i for i in range(3)]
    try:
        scaled = [i * base for i in range(3)]
    except NameError as error:
        scaled = str(error)
    first = [b for b in (base, base + 1)]
print(C.values, C.scaled, C.first)
try:
    [undefined for _ in range(1)]
except NameError as error:
    print(error)
