"""Abstract base classes, runtime-checkable protocols, properties, descriptors and single dispatch."""
from abc import ABC, abstractmethod
from functools import singledispatch, total_ordering
from typing import Protocol, runtime_checkable

SIZE = 20000


@runtime_checkable
class HasArea(Protocol):
    def area(self) -> float: ...


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(instance, self.name, value)


class Shape(ABC):
    @property
    @abstractmethod
    def corners(self): ...


@total_ordering
class Box(Shape):
    width = Positive()
    height = Positive()

    def __init__(self, width, height):
        self.width = width
        self.height = height

    @property
    def corners(self):
        return 4

    def area(self):
        return self.width * self.height

    def __eq__(self, other):
        return self.area() == other.area()

    def __lt__(self, other):
        return self.area() < other.area()


class Line(Shape):
    def __init__(self, length):
        self.length = length

    @property
    def corners(self):
        return 2


@singledispatch
def describe(value):
    return "?"


@describe.register
def _(value: int):
    return "int"


@describe.register
def _(value: Box):
    return "box"


@describe.register(list)
def _(value):
    return "".join(describe(item) for item in value)


def run(n):
    shapes = [Box(i % 9 + 1, i % 5 + 1) if i % 3 else Line(i) for i in range(30)]
    area = corners = refused = 0
    for i in range(n):
        shape = shapes[i % 30]
        if isinstance(shape, HasArea):
            area += shape.area()
            if shape >= shapes[1]:
                corners += shape.corners
            shape.width = i % 9 + 1
            try:
                shape.height = i % 7
            except ValueError:
                refused += 1
        else:
            corners += isinstance(shape, Shape) and shape.corners
        corners += len(describe([shape, i]))
    return area, corners, refused
