class M1(type): pass
class M2(type): pass
class M3(M1, M2): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
try:
    class C(A, B): pass
except TypeError as error:
    print(error)
class D(A, B, metaclass=M3): pass
class E(A): pass
print(type(D).__name__, type(E).__name__, type(type("F", (A,), {})).__name__)


def function_metaclass(name, bases, ns):
    return {k: v for k, v in ns.items() if not k.startswith("__")}

class NotAClass(metaclass=function_metaclass):
    a = 1
    b = 2

print(NotAClass)
