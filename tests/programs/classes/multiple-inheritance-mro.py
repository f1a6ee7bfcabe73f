class A:
    def who(self):
        return ["A"]

class B(A):
    def who(self):
        return ["B"] + super().who()

class C(A):
    def who(self):
        return ["C"] + super().who()

class D(B, C):
    def who(self):
        return ["D"] + super().who()

print(D().who(), [k.__name__ for k in D.__mro__], D.mro() == list(D.__mro__))
for bases in ("A, B", "B, C, A, A", "int, str", "bool", "A, 5", "type(None)", "D, B, C"):
    try:
        exec(f"class X({bases}): pass")
        print(bases, [k.__name__ for k in X.__mro__])
    except TypeError as error:
        print(bases, "->", error)


class E(A): pass
class F(E, C): pass
print(F().who())
E.who = lambda self: ["E patched"] + A.who(self)
print(F().who())
E.__bases__ = (B,)
print([k.__name__ for k in F.__mro__])
