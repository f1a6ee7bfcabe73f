"""None as a class attribute is a value like others: instances may have a callable in its place, and it is found."""


class Field:
    kind = None
    name = None

    def __init__(self, kind):
        self.kind = kind
        self.zero = self.kind(0)


class Derived(Field):
    pass


print(Field(int).zero, Derived(float).zero, Derived(list.__len__.__class__ and str).kind(5))
print(Field.__dict__.get("name", "missing"), vars(Derived).get("name", "missing"))
print(Field.kind, Derived.kind)
try:
    Derived.kind()
except TypeError as error:
    print(error)


class Masks(dict):
    get = None
    __hash__ = None


try:
    Masks().get("x")
except TypeError as error:
    print(error)
m = Masks()
m.get = lambda key: key
print(m.get("x"))
try:
    hash(m)
except TypeError as error:
    print(error)
