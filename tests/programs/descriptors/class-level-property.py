class Meta(type):
    @property
    def total(cls):
        return f"total of {cls.__name__}"

    def method(cls):
        return cls.__name__ + " via meta"

class classproperty:
    def __init__(self, f):
        self.f = f
    def __get__(self, obj, owner):
        return self.f(owner)

class C(metaclass=Meta):
    @classproperty
    def lower(cls):
        return cls.__name__.lower()

class D(C): pass

print(C.total, D.total, C.method(), D.lower, D().lower)
for action in ("C().total", "C().method()", "C.total = 1"):
    try:
        exec(action)
    except AttributeError as error:
        print(action, "->", error)
