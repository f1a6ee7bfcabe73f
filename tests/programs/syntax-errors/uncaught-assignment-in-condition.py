total = 0
for n in range(3):
    total += n
if total = 3:
    print("three")
