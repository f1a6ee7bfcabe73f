print(2**10, (-2) ** 3, 2**-1, (-8) ** (1 / 3) == complex(-8) ** (1 / 3), 0**0, 0.0**0)
print(pow(3, 200, 1000007), pow(3, -1, 11), pow(-3, 5, 7), pow(2, 5, -7))
print(10**20, 10.0**20, 2**0.5, (-1) ** 2**31)
for args in ((2, -1, 4), (2, 1, 0), (0, -1), (2, 1.5, 3)):
    try:
        print(pow(*args))
    except Exception as error:
        print(type(error).__name__, error)
