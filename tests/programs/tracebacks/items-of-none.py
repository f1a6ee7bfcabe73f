"""Items that None does not have: what is said and where."""
import traceback
n = None
def a(v): return v[0]
def b(v, k):
    return (v
        [k])
def c(v): v[0] = 1
def d(v): v["k"] += 2
def e(v): v[0], v[1] = v[1], v[0]
def f(v): return v[1:2]
def g(v): v[1:2] = []
def h(v): del v[0]
def i(v): return 1 + v[0] * 2
def j(v):
    x, y = v
def k(v): return [t for t in v]
def l(v): return v["a"]["b"]
for fn in a, lambda v: b(v, "x"), c, d, e, f, g, h, i, j, k, lambda v: l({"a": None}), lambda v: v[0][1](2):
    try: fn(n)
    except TypeError: traceback.print_exc()
