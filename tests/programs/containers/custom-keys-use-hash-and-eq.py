class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __hash__(self):
        return hash((self.x, self.y))

    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"P({self.x},{self.y})"

d = {Point(1, 2): "a", Point(3, 4): "b"}
d[Point(1, 2)] = "c"
print(d, Point(3, 4) in d, len({Point(0, 0), Point(0, 0), Point(0, 1)}), d[Point(1, 2)])


class Clash:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return self is other or (isinstance(other, Clash) and self.name == other.name)

c = {Clash(str(i % 3)): i for i in range(9)}
print([(k.name, v) for k, v in c.items()], 1 in c, Clash("2") in c)
del c[Clash("1")]
print([k.name for k in c])


class NoHash:
    def __eq__(self, other):
        return True

for call in (lambda: {NoHash(): 1}, lambda: {Point([], 1)}):
    try:
        call()
    except TypeError as error:
        print(error)
nan = float("nan")
print({nan: 1}[nan], nan in [nan], {0: "a", -0.0: "b", False: "c"})
