def f(a, b: int = 1, *args: str, c=2, **kw) -> float:
    "The doc."
    local = a
    return local

f.custom = [1]
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.custom, f.__dict__)
code = f.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames, code.co_flags & 12, code.co_nlocals, code.co_firstlineno, code.co_freevars)
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__doc__, f.__qualname__, callable(f), type(f).__name__, f.__get__(5).__self__ == 5)


class C:
    def method(self): ...
    @staticmethod
    def static(): ...
    @classmethod
    def cls(cls): ...

    class Inner:
        def deep(self):
            return lambda: None

print(C.method.__qualname__, C().method.__func__ is C.method, C.static.__qualname__, C.cls.__self__ is C, C.Inner().deep().__qualname__)
try:
    f.__code__ = 5
except TypeError as error:
    print(error)
try:
    del f.missing
except AttributeError as error:
    print(error)
