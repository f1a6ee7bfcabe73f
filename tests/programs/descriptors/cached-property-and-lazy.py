from functools import cached_property

class Data:
    def __init__(self, n):
        self.n = n

    @cached_property
    def squares(self):
        print("computing")
        return [i * i for i in range(self.n)]

d = Data(4)
print(d.squares, d.squares, d.__dict__)
del d.squares
print(d.squares)
d.squares = "override"
print(d.squares, type(Data.squares).__name__)


class lazy:
    def __init__(self, f):
        self.f = f
    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = obj.__dict__[self.f.__name__] = self.f(obj)
        return value

class L:
    @lazy
    def v(self):
        print("once")
        return 1

x = L()
print(x.v + x.v)
