class Base:
    def __init__(self, x):
        self.x = x

    def describe(self):
        return f"Base({self.x})"

    @classmethod
    def create(cls, *a):
        return cls(*a)

class Child(Base):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y

    def describe(self):
        return f"Child({self.y}) of " + super().describe()

class Grandchild(Child):
    def describe(self):
        return "Grand " + super(Grandchild, self).describe()

    @classmethod
    def create(cls, x):
        return super().create(x, x * 2)

g = Grandchild.create(3)
print(g.describe(), type(g).__name__, isinstance(g, Base), issubclass(Grandchild, Base), Grandchild.__mro__, Grandchild.__bases__)
print(Base.describe(g), super(Child, g).describe(), Base.__subclasses__(), super(Child, g).x if hasattr(super(Child, g), "x") else "super has no instance attributes")
try:
    super().x
except RuntimeError as error:
    print(error)
try:
    super(Child, Base(1)).describe()
except TypeError as error:
    print(error)
