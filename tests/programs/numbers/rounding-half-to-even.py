print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675)])
print(round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(1234, -2), round(1250, -2), round(1350, -2))
print(round(0.1 + 0.2, 10), round(5e15 + 0.5), round(1e300, 5), type(round(1.5)).__name__, type(round(1.5, 0)).__name__)
print(round(-0.4), round(10**30 + 5, -1), round(15, -1), round(25, -1), round(True))
import math
print(math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), int(-1.9), int(1e20))
for bad in (float("nan"), float("inf")):
    try:
        round(bad)
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
