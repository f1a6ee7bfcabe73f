"""Method calls through one site on objects of three classes."""

SIZE = 180_000


class Shape:
    def __init__(self, size):
        self.size = size

    def scaled(self, k):
        return self.area() * k


class Square(Shape):
    def area(self):
        return self.size * self.size


class Line(Shape):
    def area(self):
        return self.size


class Box(Shape):
    def area(self):
        return 6 * self.size * self.size


def run(n):
    shapes = [Square(2), Line(3), Box(1)]
    total = 0
    for i in range(n):
        for shape in shapes:
            total += shape.scaled(i & 7)
    return total
