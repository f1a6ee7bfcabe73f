from functools import total_ordering

@total_ordering
class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))
    def __eq__(self, other):
        return self.parts == other.parts if isinstance(other, Version) else NotImplemented
    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, Version) else NotImplemented
    def __repr__(self):
        return ".".join(map(str, self.parts))

a, b, c = Version("1.2"), Version("1.10"), Version("1.2")
print(a < b, a > b, a <= c, a >= c, a == c, a != c, sorted([b, a, c]), max(a, b), Version.__hash__)
try:
    a < 5
except TypeError as error:
    print(error)


class Odd:
    def __eq__(self, other): return []
    def __ne__(self, other): return "truthy"
    def __lt__(self, other): return {}

o = Odd()
print(o == 1, o != 1, o < 1, o > o, bool(o == 1), o in [1], [o] == [1], not o < 2)
