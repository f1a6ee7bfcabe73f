class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x, self.y = x, y

p = Point(1)
p.x += 5
print(p.x, p.y, hasattr(p, "__dict__"), Point.__slots__, type(Point.x).__name__)
for action in ("p.z = 1", "del p.y; p.y", "p.__dict__", "Point.x.__get__(5)"):
    try:
        exec(action)
    except (AttributeError, TypeError) as error:
        print(action, "->", type(error).__name__, error)


class Named(Point):
    pass

class Both(Point):
    __slots__ = ["name", "__dict__"]

n = Named(1)
n.extra = 1
b = Both(2)
b.name, b.other = "n", "o"
print(n.__dict__, b.__dict__, b.name)
try:
    class Bad:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)
try:
    class Worse(int):
        __slots__ = ("a",)
        def f(self): ...
    class Mixed(Point, Both): pass
except TypeError as error:
    print(str(error).splitlines()[0])
