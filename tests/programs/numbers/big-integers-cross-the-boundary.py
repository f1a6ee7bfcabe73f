n = 2**53 - 1
print(n, n + 1, n + 2, -n - 2)
print((n + 2) - 3, type((n + 2) - 3).__name__)
print(n * n, (n * n) // n == n)
print(2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53)
x = 1
for i in range(1, 31):
    x *= i
print(x)
print(x >> 60, x << 3, x & 0xFFFFFFFFFFFF, x | 1, x ^ (x >> 1))
print(-x >> 10, ~x, hash(2**70) == hash(2.0**70), hash(-1) == hash(-2))
print(int(str(3**200)) == 3**200, len(str(3**200)))
print((3**200).bit_length(), (255).bit_count(), (2**80 - 1).bit_count())
