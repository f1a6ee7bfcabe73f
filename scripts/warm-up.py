"""What most programs do, run once by the build: the functions of the compiler and the runtime that this needs are then in
V8's code cache of the command."""
import sys
from collections import namedtuple


class Shape:
    kind = "shape"

    def __init__(self, width, height=2, *args, **options):
        self.width = width
        self.height = height

    @property
    def area(self):
        return self.width * self.height

    def __repr__(self):
        return f"Shape({self.width!r}, {self.height:>3})"


class Square(Shape):
    def __init__(self, side):
        super().__init__(side, height=side)


def halves(n):
    for i in range(n):
        if i % 2:
            continue
        yield i * 0.5


def main(arguments):
    Point = namedtuple("Point", "x y")
    shapes = [Shape(i) for i in range(3)] + [Square(7)]
    counts = {}
    for shape in shapes:
        counts[shape.kind] = counts.get(shape.kind, 0) + 1
    try:
        total = sum(shape.area for shape in shapes if shape.width is not None and shape.width not in (5, 6))
        with open(__file__) as file:
            file.readline()
        raise ValueError("no")
    except (ValueError, TypeError) as error:
        message = "%s %d" % (error, total)
    finally:
        total += 1
    while total > 10:
        total -= 7
    ordered = {key: value for key, value in sorted(counts.items())}
    first, *rest = [1, 2, 3]
    power = lambda base: base**2 // 3 & 7 | 1
    match first:
        case 1:
            pass
        case _:
            total = 0
    assert first == 1, "one"
    del rest
    print(message.split(), list(halves(4)), power(3), ordered, "abc"[::-1], [*shapes][1:], Point(1, 2), len(arguments))


if __name__ == "__main__":
    main(sys.argv)
