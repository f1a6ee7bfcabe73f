def f(self, *a):
    return (self, a)

class C: pass

bound = f.__get__("me", str)
print(bound(1), bound.__self__, bound.__func__ is f)
c = C()
c.plain = f
C.method = f
print(c.plain(1), c.method(2)[1], c.method.__self__ is c)
import types
c.attached = types.MethodType(f, c)
print(c.attached(3)[0] is c)


class Callable:
    def __call__(self, *a):
        return a

C.callable = Callable()
C.partial = classmethod(f)
C.builtin = len
C.str_method = str.upper
print(c.callable(1), C.partial(9)[0] is C, c.builtin([1, 2]))
try:
    c.str_method()
except TypeError as error:
    print(error)
print([1, 2].append.__name__, "x".upper.__self__, str.upper("y"), list.__len__([1]), int.__add__(1, 2), dict.get({"a": 1}, "a"))
