"""Rich comparison between instances of one class, `__class__` that lies, getattr with a literal name."""


class Silent:
    def __eq__(self, other):
        return None

    def __lt__(self, other):
        return None


print(Silent() == Silent(), Silent() != Silent(), Silent() < Silent(), Silent() > Silent())


class Asked:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        print("lt", self.name, other.name)
        return NotImplemented

    def __gt__(self, other):
        print("gt", self.name, other.name)
        return "from gt"

    def __eq__(self, other):
        print("eq", self.name, other.name)
        return NotImplemented

    __hash__ = None


class Younger(Asked):
    def __gt__(self, other):
        print("younger gt", self.name, other.name)
        return NotImplemented


a, b, c = Asked("a"), Asked("b"), Younger("c")
print(a < b)
try:
    a < c
except TypeError as error:
    print(error)
print(a == b, a != b, [a] == [b], a in [b])
try:
    a <= b
except TypeError as error:
    print(error)

a.__lt__ = lambda other: "of the instance"
print(a < b)
Asked.__lt__ = lambda self, other: "replaced"
print(a < b, c < c)
Asked.__lt__ = None
try:
    a < b
except TypeError as error:
    print(error)


class Plain:
    pass


x, y = Plain(), Plain()
print(x == x, x == y, x != y, [x, y].index(y), x in [y], [x] == [x])
try:
    x < y
except TypeError as error:
    print(error)

# Tuples that are made for a comparison alone.
n = float("nan")
print((1, "a") < (1, "b"), (1, 2) <= (1, 2), (1, 2) > (1,), (2,) >= (1, 5), (n, 1) == (n, 1), (x, 1) != (y, 1))
print((a, 1) == (a, 2), (1, n) < (1, n), () < (1,), (1, 2) == [1, 2])
try:
    (1, "a") < (1, 2)
except TypeError as error:
    print(error)


class Proxy:
    @property
    def __class__(self):
        return int


class Any:
    def __getattribute__(self, name):
        return str if name == "__class__" else f"<{name}>"


class Meta(type):
    pass


class Made(metaclass=Meta):
    pass


p = Proxy()
print(p.__class__, type(p), isinstance(p, int), isinstance(p, Proxy), isinstance(p, str))
print(Any().__class__, isinstance(Any(), str), Made().__class__, Made.__class__, None.__class__, (1).__class__)
late = Plain()
print(late.__class__, isinstance(late, Made))
late.__class__ = Made
print(late.__class__, isinstance(late, Made))
setattr(Made, "__class__", property(lambda self: dict))
print(late.__class__, isinstance(late, dict))
del Made.__class__
print(late.__class__, isinstance(late, dict))


class Fallback:
    seen = 1

    def __getattr__(self, name):
        return f"no {name}"


f = Fallback()
print(getattr(f, "seen"), getattr(f, "gone"), getattr(f, "not an identifier"))
try:
    getattr(None, "seen")
except AttributeError as error:
    print(error)


def getter(o, name):
    return "mine", name


original, getattr = getattr, getter
print(getattr(f, "seen"))
del getattr
print(getattr(f, "seen"))
