C = type("C", (), {"x": 1, "f": lambda self: self.x + 1})
D = type("D", (C,), {"__doc__": "dynamic", "__module__": "somewhere"})
print(C().f(), D().f(), D.__doc__, D, C.__name__, D.__bases__, type(C), type(type), isinstance(C, type), D.__qualname__)
for args in (("X",), ("X", (), []), (5, (), {}), ("X", (5,), {}), ("X", (bool,), {}), ("X\0", (), {}), ("a", (), {}, 1)):
    try:
        print(type(*args))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
import types
E = types.new_class("E", (C,), {}, lambda ns: ns.update(y=5))
print(E.y, E().f(), types.resolve_bases((C,)) == (C,))
