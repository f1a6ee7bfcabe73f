def g():
    yield 1
    raise StopIteration("inside")

it = g()
print(next(it))
try:
    next(it)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def h():
    yield next(iter([]))

try:
    list(h())
except RuntimeError as error:
    print(error)


def running():
    try:
        next(me)
    except ValueError as error:
        print(error)
    yield

me = running()
next(me)
print(type(me).__name__, me.__name__, me.gi_running, me.gi_frame is None, iter(me) is me)
list(me)
print(me.gi_frame is None)
