"""Creating many small objects, with a base class and defaults."""

SIZE = 210_000


class Base:
    def __init__(self, name):
        self.name = name


class Point(Base):
    def __init__(self, x, y, name="p"):
        super().__init__(name)
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


def run(n):
    total = Point(0, 0)
    step = Point(1, 2, name="step")
    for _ in range(n):
        total = total + step
    return total.x, total.y, total.name
