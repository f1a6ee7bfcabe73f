"""Bit operations, shifts and bit counts around 32, 53 and 64 bits."""
import random

random.seed(5)
values = [0, 1, -1, 2**31, 2**31 - 1, -(2**31), 2**32, 2**53 - 1, 2**53, -(2**53), 2**52, -(2**52) - 1, 2**63, -(2**64)]
values += [random.randrange(-(2**60), 2**60) >> random.randrange(60) for _ in range(60)]
total = 0
for a in values:
    print(a, a.bit_count())
    for b in values:
        c = d = e = a
        c &= b
        d |= b
        e ^= b
        assert (c, d, e) == (a & b, a | b, a ^ b)
        total = (total * 31 + c * 3 + d * 5 + e * 7) % (2**61 - 1)
    for count in (0, 1, 2, 5, 20, 30, 31, 32, 33, 50, 52, 53, 54, 60, 64, 100):
        left = right = a
        left <<= count
        right >>= count
        assert (left, right) == (a << count, a >> count)
        total = (total * 31 + left * 3 + right * 5) % (2**61 - 1)
print(total)
for wrong in (lambda: 1 << -1, lambda: 2**40 >> -1, lambda: 1.5 << 2, lambda: 2.0 | 1, lambda: 0.5 ^ 1, lambda: 1.5 & 1):
    try:
        print(wrong())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
