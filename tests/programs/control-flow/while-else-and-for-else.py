def search(items, wanted):
    for item in items:
        if item == wanted:
            print("found", item)
            break
    else:
        print("not found", wanted)
    return item if items else None

print(search([1, 2, 3], 2), search([1, 2, 3], 9), search([], 1))
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print("n", n)
else:
    print("loop ended", n)
for i in range(3):
    for j in range(3):
        if j == 2:
            break
        if i == 1:
            continue
        print(i, j)
    else:
        print("never")
print(i, j)
