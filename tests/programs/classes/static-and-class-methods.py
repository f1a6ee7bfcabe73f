class C:
    count = 0

    @staticmethod
    def add(a, b):
        return a + b

    @classmethod
    def make(cls, *args):
        cls.count += 1
        return cls.__name__, cls.count, args

    def normal(self):
        return self.add(1, 2), self.make()[0]

class D(C):
    pass

print(C.add(1, 2), C().add(3, 4), C.make(1), D.make(), C().make(), D().normal(), C.count, D.count)
f, g = C().normal, C.make
print(f(), g(5), f.__self__.__class__.__name__, g.__self__.__name__, f.__func__ is C.normal, C.__dict__["add"].__func__(1, 1), type(C.__dict__["make"]).__name__)
print(C().normal == C().normal, (c := C()).normal == c.normal, c.normal is c.normal, hash(c.normal) == hash(c.normal))
static = staticmethod(lambda: "direct")
print(static(), static.__wrapped__())
