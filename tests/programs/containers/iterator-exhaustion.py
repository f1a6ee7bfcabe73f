it = iter([1, 2, 3])
print(next(it), list(it), next(it, "done"), list(it))
z = zip([1, 2], iter("abc"))
print(list(z), list(z))
m = map(str, [1, 2])
print(iter(m) is m, next(m), [*m])
calls = iter(lambda c=[0]: c.__setitem__(0, c[0] + 1) or c[0], 4)
print(list(calls))
try:
    next(iter([]))
except StopIteration as error:
    print("stopped", error.value)
for action in ("next([])", "iter(5)", "iter(5, 6)", "next(iter(''), 1, 2)", "[*5]", "dict(**5)", "for x in 5: pass"):
    try:
        exec(action)
    except TypeError as error:
        print(action, "->", error)
