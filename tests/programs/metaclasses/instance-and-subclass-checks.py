class Even(type):
    def __instancecheck__(cls, x):
        return isinstance(x, int) and x % 2 == 0
    def __subclasscheck__(cls, sub):
        return sub is int

class EvenInt(metaclass=Even): pass

print(isinstance(4, EvenInt), isinstance(3, EvenInt), issubclass(int, EvenInt), issubclass(str, EvenInt), isinstance(EvenInt(), EvenInt))
print(isinstance(1, (str, int)), isinstance(1, (str, (list, (int,)))), isinstance(1, int | str), issubclass(bool, int | str), isinstance(None, int | None))
for call in ("isinstance(1, 5)", "isinstance(1, (int, 5))", "issubclass(1, int)", "issubclass(int, 'x')", "isinstance(1, list[int])", "isinstance('a', (int, 5))"):
    try:
        print(eval(call))
    except TypeError as error:
        print(call, "->", error)
from abc import ABC, abstractmethod

class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "quack") or NotImplemented

class Duck:
    quack = True

class Square(Shape):
    def area(self): return 4
    name = "sq"

class Virtual: pass
Shape.register(Virtual)
print(isinstance(Duck(), Shape), issubclass(Virtual, Shape), isinstance(5, Shape), Square().area(), sorted(Shape.__abstractmethods__))
class Half(Shape):
    def area(self): return 1
for cls in (Shape, Half):
    try:
        cls()
    except TypeError as error:
        print(error)
