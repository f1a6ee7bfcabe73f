total = 0.0
for i in range(10):
    total += 0.1
print(total, total == 1.0, sum([0.1] * 10), sum([0.5, 1, 2.5]))
x = 1
for _ in range(60):
    x = x / 2
print(x, x * 2**60)
y = 0
steps = 0
while y < 3:
    y += 0.25
    steps += 1
print(y, steps, type(y).__name__)
z = 10
z /= 4
print(z, z * 4, z * 4 == 10, z // 1, -z % 1)
total = 0
for i in range(1, 6):
    total += i if i % 2 else i / 2
print(total)
