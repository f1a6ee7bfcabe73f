import copy
class Node:
    def __init__(self, v): self.v, self.links = v, []
class Custom:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return f"deep {len(memo) >= 0}"
a = [1, [2, 3], {"k": (4, [5])}]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append(99)
a[2]["k"][1].append(98)
print(s, d, s[1] is a[1], d[1] is a[1])
n = Node(1)
n.links.append(n)
m = copy.deepcopy(n)
print(m is not n, m.links[0] is m, copy.copy(n).links is n.links, copy.copy(Custom()), copy.deepcopy([Custom()]))
t = (1, 2)
print(copy.deepcopy(t) is t, copy.copy(t) is t, copy.deepcopy(([],)) == ([],), copy.copy({1}), copy.copy(bytearray(b"x")), copy.deepcopy(len) is len, copy.deepcopy({frozenset([1]): [2]}))
shared = []
x, y = copy.deepcopy([shared, shared])
print(x is y)
class Slots:
    __slots__ = ("a",)
o = Slots()
o.a = [1]
print(copy.deepcopy(o).a, copy.replace.__name__)
