import sys

def current():
    return repr(sys.exception())

def generator():
    try:
        yield current()
        raise KeyError("in generator")
    except KeyError:
        yield current()
    yield current()

try:
    raise ValueError("outer")
except ValueError:
    g = generator()
    print(next(g), next(g), current(), next(g))
    try:
        raise TypeError("inner")
    except TypeError:
        print(current())
    print(current())
print(current())


class CM:
    def __exit__(self, *a):
        print("exit sees", current())
        return True
    def __enter__(self): ...

with CM():
    raise IndexError("with")
print(current())
