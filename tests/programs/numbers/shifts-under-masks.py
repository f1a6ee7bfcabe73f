"""Shifts and bitwise operators over integers of all sizes, alone and under masks."""
import random
R = random.Random(3)
M64 = 0xffffffffffffffff
def f(x, y):
    a = x << 13 & 0xffffffffffffffff
    b = (x << 40) & 0xffffffff
    c = ((x << 5) ^ y) & 0xff
    d = ((x << 31) + y) & 0x7fffffff
    e = (x << 45 | (x & M64) >> 19) & 0xffffffffffffffff
    g = (x << 1) % 4294967296
    h = ((x << 63) - y * 7) & 0x1ffffffffffffffff
    return a, b, c, d, e, g, h, x ^ y, x & y, x | y, x >> 7, y << 3, x << 70, ((x << 12) + (y << 33)) & 0x1fffffffffffff
vals = [0, -1, 5, -2**31, 2**32 - 1, 2**40 + 5, -2**52 - 1, 2**53 - 1, 2**60 - 7, -2**64 - 5, True]
for x in vals:
    for y in vals:
        print(x, y, f(x, y))
for _ in range(30):
    x, y = R.getrandbits(70) - 2**69, R.getrandbits(50)
    print(f(x, y))
def xs(n):
    x = 88172645463325252
    for i in range(n):
        x ^= x << 13 & 0xffffffffffffffff
        x ^= x >> 7
        x ^= x << 17 & 0xffffffffffffffff
    return x
print(xs(1000))
for a, b in ((1.5, 2), (2, "a"), (2**70, 1.0), (2**70, -1), (3, 2**70), (0, 2**70)):
    for op in ("a << b", "a >> b", "a & b", "a ^ b", "a << 3 & 255"):
        try: print(eval(op))
        except Exception as e: print(type(e).__name__, e)
