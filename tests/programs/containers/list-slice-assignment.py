a = list(range(10))
a[2:5] = ["x"]
print(a)
a[::2] = "abcd"
print(a)
a[1:1] = [100, 200]
print(a)
del a[::3]
print(a)
a[-2:] = []
a[len(a):] = (7, 8)
print(a, a[::-1], a[slice(1, None, 2)], slice(1, 10, 3).indices(6), slice(None, None, -1).indices(4))
a[:] = range(3)
a += "ab"
a *= 2
print(a)
for action in ("a[::2] = [1]", "a[1:2] = 5", "a[::0]", "del a[99]", "a['x':]", "a[0:2:0] = []"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
