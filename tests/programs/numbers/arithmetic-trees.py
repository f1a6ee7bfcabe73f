"""Arithmetic over mixed numbers, in expressions of several operators and over several turns of a loop, against all kinds of zeros, large
integers and infinities. What each function gives is shown as a digest, and the first cases in full."""
import hashlib
import math
import random

class O:
    def __init__(self, *v): self.a, self.b, self.c = v
def show(v):
    if isinstance(v, float): return ("f", repr(v), math.copysign(1, v) if v == v else 0)
    return (type(v).__name__, repr(v))
VALUES = [0, 1, -1, 2, 3, -7, 0.5, -0.25, 1.5, 0.0, -0.0, 1.0, -2.0, 3.0, 1e308, -1e308, 1e200, 1e-300, float("inf"), float("-inf"), float("nan"),
 2**31, -2**31, 2**31-1, 2**52, 2**53-1, -(2**53-1), 2**53+1, 2**60+1, 3**40, True, False, 94906267, 94906265, 1/3, 4503599627370495.5, 2.5e15, 1e16, 123456789.125]
R = random.Random(5)
def pick(): return R.choice(VALUES)

def f0(x, y, z, o, l):
    u = 1
    v = 0
    for i in range(3):
        u = (v - 1)
        o.a += (1 / 0)
        v = 1
    return show(u), show(v), show(x), show(o.a), show(-(v))
def f1(x, y, z, o, l):
    u = x
    v = x - z
    for i in range(3):
        x = (3 / ((-1 - 2) + (-0.5 + y)))
        u = 2
    return show(u), show(v), show(x), show(o.a), show(0.0)
def f2(x, y, z, o, l):
    u = 0.5
    v = 0.0
    for i in range(3):
        if -((x + (-0.5 / u))) < 2: u = v
        u, v = 3, (0.5 + y)
        u, v = -(y), (-0.5 - v)
        x = (u - 2)
    return show(u), show(v), show(x), show(o.a), show(-(-(-(x))))
def f3(x, y, z, o, l):
    u = 0
    v = 0.0
    for i in range(3):
        v = ((2.0 + 3) + (-1 - 4.0))
        if (((x * x) * x) + ((v + y) - -(2))) < (-(3) - (2 * y)): u = v
        u = -(y)
        if ((-(u) - -(1.5)) * ((-0.5 + v) * (v + 4.0))) < ((y - y) * (1 - 2.0)): u = v
        u = -(3)
    return show(u), show(v), show(x), show(o.a), show((((4.0 / v) - (0 + v)) * ((u * 2) + (-0.5 * 3))))
def f4(x, y, z, o, l):
    u = 0
    v = 0.0
    for i in range(3):
        v -= (x * 4.0)
        u = ((-0.5 - u) + 2)
        x = (((4.0 / l[1]) - (1.5 - z)) + x)
        u = (u - (-(z) + (-1 * -1)))
        v = 1
    return show(u), show(v), show(x), show(o.a), show((1.5 / ((z / x) + (u - u))))
def f5(x, y, z, o, l):
    u = 0.0
    v = 0.0
    for i in range(3):
        u = (-(v) - 10)
        u = ((3 * -1) + (z + u))
    return show(u), show(v), show(x), show(o.a), show(-(l[0]))
def f6(x, y, z, o, l):
    u = 0
    v = x - z
    for i in range(3):
        u, v = (u * z), (v * y)
        v -= -(-(-(u)))
    return show(u), show(v), show(x), show(o.a), show((((0 - u) * -(y)) - ((-1 - 1) + (z - y))))
def f7(x, y, z, o, l):
    u = x
    v = 0.0
    for i in range(3):
        v = -((0 + 0))
        u = -(((3 * u) + (2.0 + z)))
    return show(u), show(v), show(x), show(o.a), show(2.0)
def f8(x, y, z, o, l):
    u = 0
    v = x - z
    for i in range(3):
        u = 0
        o.a += (((u + u) - (x + y)) * ((1 * u) + (v - y)))
    return show(u), show(v), show(x), show(o.a), show((y + (-(1) + (y + u))))
def f9(x, y, z, o, l):
    u = x
    v = x * y
    for i in range(3):
        o.a += ((-(3) - (y * x)) / ((10 - v) / (v + 10)))
        u = (o.b - u)
    return show(u), show(v), show(x), show(o.a), show(((10 * (x + x)) + x))
def f10(x, y, z, o, l):
    u = 0
    v = x * y
    for i in range(3):
        u = ((y - l[1]) - (1.5 - v))
        u = (v - o.b)
        if -(-(x)) < 2: u = v
    return show(u), show(v), show(x), show(o.a), show(z)
def f11(x, y, z, o, l):
    u = 0.5
    v = 0
    for i in range(3):
        v /= (((x / 0) * (u - u)) + (u * (1 * y)))
        u += (((3 - 2.0) - (-0.5 - l[1])) * y)
        o.a -= (-(v) + (2 + l[1]))
        v = (((o.a + u) / (0 / 1.5)) - 10)
        u = v
    return show(u), show(v), show(x), show(o.a), show(-((-(-1) + (u + u))))
def f12(x, y, z, o, l):
    u = y
    v = 1
    for i in range(3):
        u += 3
        v /= (l[0] * v)
        u = (2.0 - y)
        x = (((z - o.a) - (o.a + 0.5)) + (3 * (u * y)))
    return show(u), show(v), show(x), show(o.a), show(x)
def f13(x, y, z, o, l):
    u = 0
    v = x - z
    for i in range(3):
        u *= (y - l[i % 3])
        o.a -= -((o.a / x))
        v = ((v + v) + (x / x))
    return show(u), show(v), show(x), show(o.a), show((((10 * x) + -(o.a)) + ((o.a - y) + -(z))))
def f14(x, y, z, o, l):
    u = 1
    v = 0.0
    for i in range(3):
        v = 1
        x = (((2.0 * x) + z) * ((2.0 - 0) + (v - v)))
    return show(u), show(v), show(x), show(o.a), show((((2 + x) + (2.0 * x)) + x))
def f15(x, y, z, o, l):
    u = 1
    v = 0
    for i in range(3):
        u = (2.0 + (v - 3))
        u, v = ((-(1.5) * (0.0 - u)) * (-(v) - (0.0 - -0.5))), (x * z)
    return show(u), show(v), show(x), show(o.a), show((((z - z) - (-1 - u)) + ((v * z) + (x - y))))
FS = [f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15]

for k, f in enumerate(FS):
    digest = hashlib.md5()
    for t in range(250):
        # Of one kind for a while, then others.
        if t < 80: args = [R.random() * 10 - 5 for _ in range(9)]
        elif t < 130: args = [R.randint(-1000, 1000) for _ in range(9)]
        else: args = [pick() for _ in range(9)]
        try:
            r = str(f(*args[:3], O(*args[3:6]), args[6:]))
        except Exception as e:
            r = type(e).__name__ + " " + str(e) + " " + str(e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno)
        if t in (0, 100, 140, 141, 142): print(k, t, r)
        digest.update(r.encode())
    print(k, digest.hexdigest())
