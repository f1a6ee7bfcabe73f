def f(*args, **kw):
    kw["new"] = 1
    return args, kw

d = {"a": 1}
lst = [1, 2]
args, kw = f(*lst, **d)
print(args, kw, d, lst, args is not lst)


def g(a, *rest):
    rest += (99,)
    a.append(1)
    return rest

shared = []
print(g(shared, 5), shared)


def h(**kw):
    return list(kw)

print(h(z=1, a=2, m=3), h(**{"not an identifier": 1}))
print(max(*[3, 1], *(9,)), dict(**{"x": 1}, y=2), "{a}{b}".format(**{"a": 1, "b": 2}), print(*"abc", sep="-", end="!\n"))
