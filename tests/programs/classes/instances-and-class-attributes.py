class Dog:
    kind = "canine"
    tricks = []

    def __init__(self, name):
        self.name = name

    def add(self, trick):
        self.tricks.append(trick)
        return self

a, b = Dog("Fido"), Dog("Rex")
a.add("roll").add("sit")
b.kind = "special"
print(a.kind, b.kind, Dog.kind, b.tricks, a.__dict__, b.__dict__, vars(a) == a.__dict__)
Dog.kind = "changed"
print(a.kind, b.kind)
del b.kind
Dog.age = property(lambda self: len(self.name))
Dog.bark = lambda self, n=1: "woof " * n
print(b.kind, a.age, b.bark(2), hasattr(a, "nope"), getattr(a, "nope", "default"), isinstance(a, Dog), type(a) is Dog, a.__class__.__name__)
setattr(a, "not an identifier", 1)
print(a.__dict__, sorted(n for n in dir(a) if not n.startswith("__")))
for action in ("a.nope", "Dog.nope", "del a.nope", "Dog()", "a.age = 1", "None.x", "(5).x = 1", "a()", "Dog.add('x')", "object().x = 1", "del a.age", "int.x = 1"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
