"""Functions of *args and **kwargs, called in every way."""


def some(*args):
    return args


def both(*args, **kwargs):
    return args, kwargs


def first(a, *args, **kwargs):
    return a, args, kwargs


def named(a, b=2, *args, c=3, **kwargs):
    return a, b, args, c, kwargs


for call in (some, both):
    print(call(), call(1), call(1, 2), call(1, 2, 3), call(1, 2, 3, 4), call(1, 2, 3, 4, 5))
print(first(1), first(1, 2), first(1, 2, 3), first(1, 2, 3, 4), first(1, 2, 3, 4, 5))
print(both(x=1), both(1, x=2), both(1, 2, x=3, y=4), first(1, x=2), first(1, 2, x=3), first(a=1, x=2))
print(named(1), named(1, 2, 3, 4, c=5, d=6), named(b=1, a=2, e=3))
for bad in (lambda: first(), lambda: first(x=1), lambda: first(1, a=2), lambda: some(x=1)):
    try:
        print(bad())
    except TypeError as error:
        print(error)

seen = []
items = [1, 2]
kept = both(*items, **{"k": 1})
items.append(3)
print(kept, both(*items)[0] is items)


def wrapped(function):
    def wrapper(*args, **kwargs):
        kwargs["extra"] = len(args)
        return function(*args, **kwargs)

    return wrapper


class C:
    @wrapped
    def method(self, a, b=0, **rest):
        return a, b, rest


mapping = {"b": 5}
print(C().method(1), C().method(1, 2), C().method(1, **mapping), mapping)
print(max(3, 1, 2), min(3, 1, 2), max(1, 2.5), min(1, 1.0), max("b", "a", "c"), max(2, True, 2.0), max(1.0, 1))
print(max(1, 2, key=lambda x: -x), min([3, 2]), max((), default="none"))
for bad in (lambda: max(1, "a"), lambda: max(), lambda: max(1, 2, default=3)):
    try:
        print(bad())
    except TypeError as error:
        print(error)
