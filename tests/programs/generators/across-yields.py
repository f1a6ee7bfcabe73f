"""What a generator keeps from one yield to the next, and how values and exceptions get in and out at each place."""
import contextlib
import sys
import traceback


def flow(n):
    total = 0.0
    for i in range(n):
        if i % 2:
            got = yield "odd", i, total
            total += 0.5
        else:
            while i < 100:
                got = yield "even", i
                if got:
                    total += got
                    break
                i += 40
            else:
                yield "exhausted", i
    else:
        yield "else"
    return total


g = flow(4)
print(next(g), g.send(2.25), next(g), next(g), next(g), g.send(1), next(g))
try:
    while True:
        print(next(g))
except StopIteration as stop:
    print("returned", stop.value)
print(list(g), next(g, "done"))


def cells(n):
    k = 0

    def bump(by=1):
        nonlocal k
        k += by
        return k

    for i in range(n):
        yield i, k, bump
        k *= 2
    yield (lambda: (k, n))


it = cells(2)
first = next(it)[2]
print(first(), first(5), next(it)[:2], next(it)())


def guarded():
    while True:
        try:
            x = yield "ready"
            print("got", x)
        except ValueError as error:
            print("caught", error)
        except KeyError:
            break
    try:
        yield "after"
    finally:
        print("finally")
    yield "last"


g = guarded()
print(next(g), g.send(1), g.throw(ValueError("bad")), g.send(2), g.throw(KeyError), next(g))
g = guarded()
next(g)
try:
    g.throw(TypeError("through"))
except TypeError as error:
    print(error, [entry.lineno - guarded.__code__.co_firstlineno for entry in traceback.extract_tb(error.__traceback__)][1:])
print(next(g, "ended"))
g.close()


@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name.upper()
    except ZeroDivisionError:
        print("swallowed")
    print("exit", name)


def inside():
    with managed("a") as a, managed("b") as b:
        yield a
        yield b, 1 / 0
    yield "out"


print(list(inside()))


def inner(n):
    got = yield n
    try:
        got = yield ("inner", got)
    except ValueError as error:
        yield ("handled", str(error))
    return ("result", got)


def outer():
    a = yield from inner(1)
    b = yield from inner(2)
    c = yield from iter(("x", "y"))
    d = yield from [3]
    return a, b, c, d


g = outer()
print(next(g), g.gi_yieldfrom is not None, g.send("s1"), g.send("s2"), g.send("t"), g.throw(ValueError("v")), g.send("w"))
try:
    print(next(g), type(g.gi_yieldfrom), next(g))
    next(g)
except StopIteration as stop:
    print(stop.value, g.gi_yieldfrom)


class Sender:
    def __init__(self):
        self.log = []

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.log) > 3:
            raise StopIteration("sender's end")
        self.log.append("next")
        return len(self.log)

    def send(self, value):
        self.log.append(("send", value))
        return value

    def throw(self, error):
        self.log.append(("throw", repr(error)))
        if isinstance(error, KeyError):
            raise StopIteration("thrown out")
        return "thrown"

    def close(self):
        self.log.append("close")


def through(sender):
    result = yield from sender
    yield "result", result


s = Sender()
g = through(s)
print(next(g), g.gi_yieldfrom is s, g.send("v"), g.throw(ValueError(1)), next(g), next(g, None), s.log)
s = Sender()
g = through(s)
print(next(g), g.throw(KeyError()), s.log)
s = Sender()
g = through(s)
next(g)
g.close()
print(s.log, next(g, "closed"))
g = through(("a", "b"))
next(g)
for bad in (lambda: g.send(1), lambda: next(g)):
    try:
        print(bad())
    except (AttributeError, StopIteration) as error:
        print(type(error).__name__, error)


def running():
    try:
        next(me)
    except ValueError as error:
        print(error)
    yield 1
    yield from me


me = running()
print(next(me))
try:
    next(me)
except ValueError as error:
    print(error)
fresh = running()
try:
    fresh.send(1)
except TypeError as error:
    print(error)


def leak():
    yield 1
    raise StopIteration("leaked")


try:
    list(leak())
except RuntimeError as error:
    print(error, repr(error.__cause__))


def unbound(flag):
    if flag:
        x = 1
    yield "before"
    yield x


print(list(unbound(True)))
try:
    list(unbound(False))
except UnboundLocalError as error:
    print(error)


def shown(a, *rest, b=2, **more):
    c = yield sorted(locals().items())
    yield sorted(locals().items())
    del a
    yield sorted(locals())


g = shown(1, 2, k=3)
print(next(g), g.send("c"), next(g))


def numbers():
    n = 0
    while True:
        yield (n := n + 1)


evens = (a * b for a in numbers() if a % 2 == 0 for b in (1, -1))
print([next(evens) for _ in range(5)])
print([x for x, _ in zip(((y, y * y) for y in range(10) if y & 1), "abc")])


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(50)))
sys.setrecursionlimit(200)
try:
    list(deep(1000))
except RecursionError as error:
    print("RecursionError", error)
sys.setrecursionlimit(1000)

print(flow(1).__name__, flow.__qualname__, type(g), g.gi_code.co_name, g.gi_running, g.gi_suspended)


class Context:
    def __init__(self):
        try:
            raise KeyError("outer")
        except KeyError:
            self.first = next(self.steps())

    def steps(self):
        yield repr(sys.exception())
        yield 2


print(Context().first)
c = Context().steps()
print(next(c))
try:
    1 / 0
except ZeroDivisionError:
    print(next(c), repr(sys.exception()))


def stubborn():
    for _ in range(2):
        try:
            yield "still here"
        except GeneratorExit:
            pass


def patient(inner):
    try:
        yield from inner
    except RuntimeError as error:
        print("outer got", error)


g = patient(stubborn())
next(g)
g.close()


def failing():
    try:
        yield 1
    except GeneratorExit:
        raise RuntimeError("on the way out")


g = patient(failing())
next(g)
g.close()
g = patient(numbers())
next(g)
g.close()
print(next(g, "closed"))
