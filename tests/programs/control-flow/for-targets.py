for a, (b, *c) in [(1, (2, 3, 4)), (5, "xy")]:
    print(a, b, c)
holder = {}
for holder["k"] in range(3):
    pass
items = [0]
for items[0] in "ab":
    pass


class Box:
    pass

box = Box()
for box.value in (1, 2):
    pass
print(holder, items, box.value)
for i in range(3):
    i += 10
    print(i, end=" ")
print(i)
for x in ():
    pass
else:
    print("empty")
for x, in [(1,), (2,)]:
    print(x)
for x in *[1], *(2, 3):
    print(x, end=";")
print()
