def make():
    value = "before"
    def get():
        return value
    def set(new):
        nonlocal value
        value = new
    return get, set

get, set_ = make()
other, _ = make()
set_("after")
print(get(), other(), get.__closure__[0].cell_contents, get.__code__.co_freevars)


def late():
    def use():
        return defined_later
    try:
        use()
    except NameError as error:
        print(error)
    defined_later = 1
    return use()

print(late())


def loop():
    functions = []
    for i in range(3):
        def f():
            return i
        functions.append(f)
    return [f() for f in functions], [f() for f in [(lambda j=j: j) for j in range(3)]], [f() for f in [lambda: k for k in range(3)]]

print(loop())


def argument_captured(a, *args, k=1, **kw):
    return lambda: (a, args, k, kw)

print(argument_captured(1, 2, 3, k=4, z=5)())
