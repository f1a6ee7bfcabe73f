class A:
    def hi(self): return "A hi"
class B:
    def hi(self): return "B hi " + str(self.__dict__)

x = A()
x.a = 1
x.__dict__["b"] = 2
x.__dict__.update(c=3)
print(x.a, x.b, x.c, list(x.__dict__), x.hi())
x.__class__ = B
print(x.hi(), type(x).__name__, isinstance(x, A))
x.__dict__ = {"fresh": 1}
print(x.fresh, hasattr(x, "a"), vars(x))
del x.__dict__["fresh"]
print(vars(x), A.__dict__["hi"](x), type(A.__dict__).__name__, "hi" in A.__dict__, A.__module__, A.__doc__)
for action in ("x.__class__ = 5", "x.__class__ = int", "x.__dict__ = 5", "A.__dict__['new'] = 1", "(1).__class__ = A", "A.__name__ = 5"):
    try:
        exec(action)
    except (TypeError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)
A.__name__ = "Renamed"
print(A.__name__, A)
