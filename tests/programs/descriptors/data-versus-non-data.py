class Data:
    def __get__(self, obj, owner):
        return f"data get {obj is None} {owner.__name__}"
    def __set__(self, obj, value):
        print("data set", value)

class NonData:
    def __get__(self, obj, owner=None):
        return "non-data get"

class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["s"] = value * 2

class C:
    d, n, s = Data(), NonData(), SetOnly()

c = C()
print(c.d, C.d, c.n, C.n, type(c.s).__name__)
c.__dict__.update(d="inst d", n="inst n")
print(c.d, c.n)
c.d = 1
c.n = 2
c.s = 21
print(c.n, c.s, sorted(c.__dict__))
try:
    del c.d
except AttributeError as error:
    print(error)
C.d = "replaced"
print(c.d, C.d)
