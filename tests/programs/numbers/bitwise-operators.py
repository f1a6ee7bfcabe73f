for a, b in ((12, 10), (-12, 10), (12, -10), (-12, -10), (2**40, 2**35 + 1), (-(2**70), 2**66 - 1)):
    print(a & b, a | b, a ^ b)
print(1 << 31, 1 << 32, 1 << 53, 1 << 100, -1 << 40, 5 >> 1, -5 >> 1, 5 >> 100, -5 >> 100)
print(~0, ~-1, ~(2**60), True & False, True | 2, True ^ True)
for expression in ("1 << -1", "1 >> -1", "1.0 & 1", "'a' | 1", "~1.5"):
    try:
        print(eval(expression))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
