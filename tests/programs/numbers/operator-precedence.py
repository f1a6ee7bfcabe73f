print(-2**2, 2**3**2, (2**3) ** 2, not 1 == 2, 1 + 2 * 3 - 4 / 2, 7 - 3 - 2, 2 * 3 % 4, -7 // 2, -(7 // 2))
print(1 | 2 ^ 3 & 4 << 1, 1 if 0 else 2 if 0 else 3, lambda: 1 or 2, sep=" ") if 0 else print(5 & 6 == 4, (5 & 6) == 4)
print(not True or True, not (True or True), 1 or 1 / 0, 0 and 1 / 0, [] or {} or "last", 1 and 2 and 3)
print(3 < 4 == True, ~2**2, -1**-2, 10 - -3, +-+5, 2**-2)
x = y = 3
x += y * 2
y **= 2
x //= 2
y %= 4
x <<= 2
y |= 6
x ^= y
print(x, y)
