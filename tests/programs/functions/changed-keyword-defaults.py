"""__kwdefaults__ is the table itself: a change to it changes the function."""


def f(*args, a=1, b=2):
    return a, b


print(f.__kwdefaults__, f())
f.__kwdefaults__["a"] = 10
f.__kwdefaults__.update(b=20)
print(f(), f(b=3), f.__kwdefaults__)
del f.__kwdefaults__["a"]
try:
    f()
except TypeError as error:
    print(error)
f.__kwdefaults__ = {"a": 5, "b": 6}
print(f())
f.__kwdefaults__ = None
try:
    f()
except TypeError as error:
    print(error)
