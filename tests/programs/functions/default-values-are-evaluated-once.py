order = []

def note(x):
    order.append(x)
    return x

@note
def f(a: note("annotation") = note("default a"), *, b=note("default b")) -> note("return"):
    return a, b

print([o for o in order if isinstance(o, str) and o.startswith("default")], f(), f("x", b="y"))
x = 1
def g(y=x):
    return y
x = 2
print(g(), g(x))
print(f.__defaults__, f.__kwdefaults__)
g.__defaults__ = (99,)
print(g())
f.__kwdefaults__ = None
try:
    f()
except TypeError as error:
    print(error)
