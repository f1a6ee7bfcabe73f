from dataclasses import dataclass

@dataclass
class Point:
    x: int
    y: int

class Plain:
    def __init__(self, a): self.a = a

class Custom:
    __match_args__ = ("first", "second")
    def __init__(self, *v): self.first, self.second = v

def f(x):
    match x:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"y axis {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Plain(a=[first, *_]):
            return f"plain {first}"
        case Custom(1, second=s):
            return f"custom {s}"
        case bool(b):
            return f"bool {b}"
        case int(n) | float(n):
            return f"number {n}"
        case str(s):
            return f"str {s}"
        case list([a, b]):
            return f"list {a} {b}"
        case dict():
            return "dict"

for value in (Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Plain([9]), Plain(9), Custom(1, 2), Custom(2, 1), True, 5, 2.5, "t", [1, 2], {}, None):
    print(f(value))
print(Point.__match_args__)
for pattern in ("Point(1, 2, 3)", "Plain(1)", "Point(1, x=1)", "int(1, 2)", "f()"):
    try:
        exec(f"match Point(1, 1) if 'Plain' not in {pattern!r} else Plain(1):\n case {pattern}: pass")
        print(pattern, "ok")
    except TypeError as error:
        print(pattern, "->", error)
