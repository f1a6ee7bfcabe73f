for x in (0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.5e300, 5e-324, 1 / 3, 2.5, 100.0, 1e22, 1e23):
    print(repr(x), str(x), float(repr(x)) == x)
inf = float("inf")
nan = float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, nan == nan, nan != nan, [nan] == [nan])
print(inf > 10**400, -inf < -(10**400), float("1_000.5"), float("  -3e2 "), float("Infinity"))
for text in ("", "abc", "1__0", "1e", "0x10"):
    try:
        print(float(text))
    except ValueError as error:
        print(error)
try:
    float(10**400)
except OverflowError as error:
    print(error)
try:
    print(2.0**5000)
except OverflowError as error:
    print(type(error).__name__)
