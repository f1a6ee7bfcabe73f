"""Attributes that None does not have: the error, its place, and what it says of itself."""
import traceback
x = None
def f(v):
    return v.foo
def g(v):
    return (1 +
        v.bar(2, [i for i in "ab"]))
def h(v):
    v.spam()
def k(v):
    v.attr = 1
def m(v):
    v.attr += 1
def n(v):
    return v.__class__, v.__doc__, v.__bool__()
def n2(v):
    return v.__nope__
def n3(v):
    return v.naïve
def q(v):
    try:
        return v.zip
    except AttributeError as e:
        return e.name, e.obj
def gen(v):
    yield 1
    yield v.foo
for fn in f, g, h, k, m, n2, n3, lambda v: list(gen(v)), lambda v: v(), lambda v: v.a.b.c, lambda v: hasattr(v, "x"):
    try:
        print(fn(x))
    except Exception as e:
        traceback.print_exc()
        print(getattr(e, "name", 0), getattr(e, "obj", 0))
print(n(x), q(x))
class D: pass
d = D(); d.v = None
try:
    d.v.real
except AttributeError: traceback.print_exc()
