"""Special methods are looked up on the class, bound as attributes are, and called whatever they are."""


class Properties:
    __init__ = property(lambda self: lambda *args: print("init", args))
    __len__ = property(lambda self: lambda: 3)
    __iter__ = property(lambda self: lambda: iter("ab"))
    __getitem__ = property(lambda self: lambda key: key * 2)
    __add__ = property(lambda self: 1 / 0)
    __eq__ = property(lambda self: self.missing)


p = Properties(1, 2)
print(len(p), list(p), p[4], p == p, p == 1)
try:
    p + 1
except ZeroDivisionError as error:
    print(error)


class Failing:
    __init__ = property(lambda self: self.missing)


try:
    Failing()
except AttributeError as error:
    print(error)


class NotCallable:
    __call__ = 5
    __bool__ = 7
    __contains__ = None
    __iter__ = "text"


for use in (lambda x: x(), bool, lambda x: 1 in x, iter):
    try:
        use(NotCallable())
    except TypeError as error:
        print(error)


class Callables:
    __len__ = type("Four", (), {"__call__": lambda self: 4})()
    __str__ = "{0.__class__.__name__}".format


print(len(Callables()))
try:
    print(str(Callables()))
except IndexError as error:
    print(error)
print(int.__add__.__doc__, (1).__radd__.__doc__, iter([]).__next__.__doc__)
