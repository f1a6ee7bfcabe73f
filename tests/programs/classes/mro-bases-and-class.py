# Metatypes with an mro() of their own, assignment to __bases__ and __class__, and what both refuse.
def attempt(action):
    try:
        print(action())
    except TypeError as error:
        print("TypeError:", error)


class Reversed(type):
    def mro(cls):
        return type.mro(cls)[::-1]


class A:
    def f(self):
        return "A"


class B(A):
    def f(self):
        return "B"


class C(B, metaclass=Reversed):
    pass


print([cls.__name__ for cls in C.__mro__], C().f())


class Bad(type):
    def mro(cls):
        return [cls, dict, object]


attempt(lambda: Bad("X", (), {}))


class D(A):
    pass


class E(D):
    pass


d, e = D(), E()
D.__bases__ = (B,)
print(d.f(), e.f(), E.__mro__[2].__name__, B.__subclasses__())


def assign_bases(value):
    D.__bases__ = value


for value in ((E,), (D,), (B, B), (), (int,), 1):
    attempt(lambda: assign_bases(value))


class Slots:
    __slots__ = "a", "b"


class SameSlots:
    __slots__ = "b", "a"


class OtherSlots:
    __slots__ = "a", "c"


def assign_class(value, cls):
    value.__class__ = cls
    return type(value).__name__


attempt(lambda: assign_class(Slots(), SameSlots))
attempt(lambda: assign_class(Slots(), OtherSlots))
attempt(lambda: assign_class(d, A))
attempt(lambda: assign_class([], A))


class Constructed:
    @classmethod
    def __new__(cls, again, value):
        return cls is again, value


print(Constructed(5))


class Meta(type):
    def __getattr__(cls, name):
        return f"made up {name}"


class Lazy(metaclass=Meta):
    @property
    def shown(self):
        return "instance"


print(Lazy.missing, Lazy().shown, type(Lazy.shown).__name__)
print(pow(2, 3, 5), "__weakref__" in A.__dict__)


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, "target"), name)


class Child(A):
    def f(self):
        return super(Child, self).f() + " of Child"


print(Child.__dict__["f"](Proxy(Child())))
