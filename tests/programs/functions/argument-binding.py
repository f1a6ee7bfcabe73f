def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw

print(f(1, c=3), f(1, 9, 8, 7, c=3, e=5), f(*[1, 2], **{"c": 3, "z": 0}), f(a=1, c=2, b=3), f(1, *(), *(5, 6), c=0, **{}, **{"x": 1}))


def g(a, /, b, *, c=0):
    return a, b, c

print(g(1, 2), g(1, b=2, c=3))


def h(a, /, **kw):
    return a, kw

print(h(1, a=2))


def defaults(x, seen=[]):
    seen.append(x)
    return seen

print(defaults(1), defaults(2), defaults(3, []), defaults.__defaults__, f.__kwdefaults__)
