class Meta(type):
    def __prepare__(name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"injected": name}

    def __new__(meta, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(meta, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):
        return len(cls.__name__)

    def __getitem__(cls, item):
        return item

    def __iter__(cls):
        return iter(cls.__name__)

    def __contains__(cls, x):
        return x == "in"

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __add__(cls, other):
        return "added"

class A(metaclass=Meta, flag=1):
    x = 1
    def __init__(self, *a):
        self.a = a

class Bee(A):
    pass

print(A(1).a, len(Bee), Bee["q"], list(Bee), "in" in Bee, A, A + 1, A.injected, Bee.injected, type(Bee).__name__, isinstance(A, Meta))
