a = [3, 1, 2]
a.append(4)
a.extend("xy")
a.insert(1, "i")
a.insert(-100, "first")
a.insert(100, "last")
print(a, a.pop(), a.pop(0), a.pop(-2), a, a.index(1), a.count(2), len(a))
a.remove("i")
a.reverse()
b = a.copy()
b[0] = "changed"
print(a, b, a == b, a + b[:1], a * 2, [] * 5, 3 in a, "q" in a)
a.clear()
print(a, list("abc"), list(range(3)), list({"k": 1}), [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0])
for action in ("[].pop()", "[1].remove(2)", "[1].index(2)", "[1].pop(5)", "[1][1]", "[1]['a']", "[1] + (2,)", "[1] < [None]", "{[1]: 2}", "[1, 2] * 'a'"):
    try:
        eval(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
