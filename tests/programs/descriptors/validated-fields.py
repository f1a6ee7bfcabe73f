class Typed:
    def __init__(self, kind, *, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name
        self.slot = "_" + name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return getattr(obj, self.slot, self.default)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(obj, self.slot, value)

    def __delete__(self, obj):
        delattr(obj, self.slot)

class Person:
    name = Typed(str, default="?")
    age = Typed(int)

p = Person()
print(p.name, p.age, Person.name.kind.__name__)
p.name, p.age = "Ann", 30
print(p.name, p.age, vars(p))
del p.name
print(p.name)
try:
    p.age = "old"
except TypeError as error:
    print(error)
try:
    del p.name
except AttributeError as error:
    print(error)
