def a(x):
    def b(y):
        def c(z):
            def d():
                nonlocal x, z
                x += 1
                z += y
                return x, y, z
            return d
        return c
    return b

d = a(1)(10)(100)
print(d(), d(), a(0)(0)(0)())


def curry(f, n):
    def step(*got):
        return f(*got) if len(got) >= n else lambda *more: step(*got, *more)
    return step

print(curry(lambda a, b, c: (a, b, c), 3)(1)(2)(3), curry(max, 2)(5, 9))
Y = lambda f: (lambda x: f(lambda *a: x(x)(*a)))(lambda x: f(lambda *a: x(x)(*a)))
print(Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(10))


def comprehension_capture(n):
    return [lambda m=m: (m, n) for m in range(n)], {k: (lambda: k) for k in range(2)}

fs, d = comprehension_capture(3)
print([f() for f in fs], [f() for f in d.values()])
