"""`next` where a try waits for the end."""
import traceback
def g(n):
    for i in range(n): yield i
    return "end"
class I:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("own")
def f(it):
    out = []
    try:
        while True:
            out.append(next(it))
    except StopIteration as e:
        return out, e.value, e.args, len(traceback.extract_tb(e.__traceback__))
    except TypeError as e:
        return str(e)
for it in (g(2), iter([1, 2]), iter("ab"), I(), [1], map(str, (1,)), iter({}), (x for x in (1, 2))):
    print(f(it))
    print(f(it))
def h(it):
    try:
        return next(it)
    except ValueError:
        return "v"
for it in (g(0), iter(())):
    try: h(it)
    except StopIteration as e: print("out", e.value)
def k(it):
    try: return next(it, 5)
    except StopIteration: return "no"
print(k(g(0)), k(g(1)), k(I()), k(iter(())))
def w(it):
    yield next(it)
try: list(w(g(0)))
except RuntimeError as e: print(e, repr(e.__cause__))
def shadow(next, it):
    try: return next(it)
    except StopIteration: return "s"
print(shadow(len, [1]))
import contextlib
@contextlib.contextmanager
def cm():
    yield 3
with cm() as v: print(v)
try:
    with cm(): raise KeyError(1)
except KeyError as e: print("key", e)
