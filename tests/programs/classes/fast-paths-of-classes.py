"""Calls, instances, class attributes and isinstance where the fast paths end."""
for x in (1, "a", None, True, 2.5, [], int):
    print(isinstance(x, (int, str)), isinstance(x, ()), isinstance(x, type), isinstance(x, (list, (float, type(None)))))
try: isinstance(1, (str, 5))
except TypeError as e: print(e)
print(isinstance(1, (int, 5)))
class A:
    count = 0
    @classmethod
    def m(cls): return super().__repr__
    nested = [1]
class B(A): pass
class M: other = 1
class C(M, B): pass
A.count += 1; print(A.count, B.count, C.count, A().count, C().count)
C.count += 1; print(A.count, B.count, C.count)
A.count = 10; print(A.count, B.count, C.count, C().count)
A.count = property(lambda s: 99); print(B().count, C().count)
A.count = 3; print(B().count, B.count)
A.count = None; print(B().count, B.count)
A.count = 4; print(B().count, B.count)
del A.count
print(hasattr(B, "count"))
class P:
    x = 5
    @property
    def y(self): return 6
    def f(self, *a, **k): return a, k
class Q(P):
    @property
    def y(self): return super().y + super().x
    def f(self, *a, **k): return super().f(*a, 1, **k)
    def g(self): return super().zzz
print(Q().y, Q().f(5, z=3), Q.f(Q(), b=4))
try: Q().g()
except AttributeError as e: print(e)
try: Q().f(*5)
except TypeError as e: print(e)
try: [].append(*5)
except TypeError as e: print(e)
try: Q().f(**5)
except TypeError as e: print(e)
class E4:
    def __init__(self, a, b, c, d): self.t = a, b, c, d
print(E4(1,2,3,4).t, E4(1,2,d=4,c=3).t)
class X4(Exception):
    def __init__(self, a, b, c, d, e): self.t = a, b, c, d, e
x = X4(1,2,3,4,5); print(x.args, x.t)
x = X4(1,2,3,e=4,d=5); print(x.args, x.t)
class Bare: pass
for i in range(30000): Bare(); E4(1,2,3,i); P()
try: Bare(1)
except TypeError as e: print(e)
class BadInit:
    def __init__(self): return 5
try: BadInit()
except TypeError as e: print(e)
def kw(a, b=1, c=2, *, d=3, e=4): return a, b, c, d, e
print(kw(1), kw(1, 2), kw(1, 2, 3))
try: kw()
except TypeError as e: print(e)
try: kw(1,2,3,4)
except TypeError as e: print(e)
def kw2(a, *, d): return a, d
try: kw2(1)
except TypeError as e: print(e)
