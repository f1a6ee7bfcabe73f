class Singleton:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value

a, b = Singleton(1), Singleton(2)
print(a is b, a.value)


class Other:
    def __new__(cls, x):
        return x * 2
    def __init__(self, x):
        print("never called")

print(Other(21))


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())

class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
    @property
    def first(self):
        return self[0]

print(Upper("abc"), Pair(1, 2).first, Pair(3, 4), Pair(1, 2) == (1, 2))


class NoArgs: pass
class OnlyInit:
    def __init__(self, a): self.a = a
class BadInit:
    def __init__(self): return 5
class NewOnly:
    def __new__(cls, a): return object.__new__(cls)

for call in ("NoArgs(1)", "NoArgs(a=1)", "OnlyInit()", "BadInit()", "NewOnly()", "object(1)", "object.__new__(int)", "object.__new__()", "int.__new__(str)", "NewOnly(1)"):
    try:
        print(call, type(eval(call)).__name__)
    except TypeError as error:
        print(call, "->", error)
