from collections import Counter
c = Counter("mississippi")
print(c, c.most_common(2), c["z"], sum(c.values()), c.total(), sorted(c.elements())[:5])
c.update("sss")
c.subtract({"i": 5})
print(c, +c, -c, c + Counter(m=2), c - Counter(s=6), Counter(a=3) & Counter(a=1, b=1), Counter(a=3) | Counter(b=1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))
del c["nothing"]
print(Counter({"x": 0, "y": -1}).most_common(), Counter(), Counter(range(3)), dict(Counter("ab")), repr(c.copy()))
