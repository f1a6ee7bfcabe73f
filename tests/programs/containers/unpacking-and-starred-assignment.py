first, *rest = "hello"
*init, last = range(4)
a, *middle, z = [1, 2]
print(first, rest, init, last, a, middle, z)
[x, y], z = (1, 2), 3
(p, q) = {"k": 1, "l": 2}
print(x, y, z, p, q, [*range(3), *"ab"], (*[], 1), {*[1], *[2]} == {1, 2}, {**{"a": 1}, "b": 2, **{"a": 3}})
i = 0
i, lst = 1, [0, 0, 0]
i, lst[i] = 2, "set"
print(i, lst)
a = b = c = []
a.append(1)
print(b is c, c)
for target, source in (("a, b", "1, 2, 3"), ("a, b, c", "'xy'"), ("a, *b, c", "[1]"), ("a, b", "5"), ("a, b", "iter([])"), ("[]", "[1]"), ("a, b", "range(10)")):
    try:
        exec(f"{target} = {source}")
    except (ValueError, TypeError) as error:
        print(target, "=", source, "->", error)
x, y = y, x
print(x, y)
