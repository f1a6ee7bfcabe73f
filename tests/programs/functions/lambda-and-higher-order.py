compose = lambda *fs: lambda x: x if not fs else compose(*fs[1:])(fs[0](x))
print(compose(lambda x: x + 1, lambda x: x * 2, str)(4), (lambda: None)(), (lambda *a, k=1, **kw: (a, k, kw))(1, 2, z=3))
adders = [lambda x: x + i for i in range(3)]
fixed = [lambda x, i=i: x + i for i in range(3)]
print([a(10) for a in adders], [a(10) for a in fixed], list(map(lambda p: p[::-1], ["ab", "cd"])))


def apply(f, *args, **kw):
    return f(*args, **kw)

print(apply(sorted, [3, 1], reverse=True), apply(max, 1, 5), apply("{}-{}".format, 1, 2), apply(dict, a=1), apply(str.upper, "x"), apply([1, 2].index, 2))
print((lambda: 1).__name__, apply.__name__, apply.__qualname__, (lambda x: (yield x))(3).__class__.__name__)
