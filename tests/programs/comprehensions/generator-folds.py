"""sum, any and all of generator expressions, which need no generator: values, order of evaluation, frames, tracebacks."""
import random
import sys
import traceback


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        if self.value is None:
            raise ValueError("no truth")
        print("truth of", self.value)
        return self.value


class Right:
    def __radd__(self, other):
        return "sum with", other


class Whole(int):
    pass


def show(function):
    try:
        print(function())
    except Exception as error:
        print(traceback.format_exc().replace(__file__, "FILE"))


def frames(value):
    frame = sys._getframe(1)
    print(frame.f_code.co_name, frame.f_back.f_code.co_name)
    return value


def values(k):
    print(sum(i * k for i in range(5)), any(i > k for i in range(5)), all(i < k for i in range(2)))
    print(sum(x for x in [1, 2.5, True, 3]), sum(x for x in []), sum(x == 1 for x in [1, 2, 1]))
    print(sum(x for x in [2**53, 2**53, -5]), sum(x for x in [2**62] * 4))
    print(sum(x for x in [1e100, 1.0, -1e100]), sum(x for x in [0.1] * 10), sum(x for x in [1.0] * 3))
    print(sum(x for x in (1, 2j, 3.5)), sum(x for x in (1.5, 2, 2j)), sum(x for x in (1e308, 1e308)))
    print(sum(x for x in (Whole(3), 4)), type(sum(x for x in [True])), sum(1 for _ in "abc"), sum(2.0 for _ in "ab"))
    print([sum(i * j for i in range(j)) for j in range(4)], sum(sum(i for i in range(j)) for j in range(4)))
    print(sum((i, j) == (1, 1) for i in range(3) for j in range(3) if i if j))
    print(any((found := i) > 2 for i in range(9)), found, any(x for x in ()), all(x for x in ()))
    print(any(a == b for a, b in zip("abc", "xbz")), all(a != b for a, b in enumerate([1, 2])))
    print(any(Truth(x) for x in (False, True, False)), all(Truth(x) for x in (True, False, True)))
    print(any(frames(x) for x in (0, 1)), sum(frames(x) for x in (4,)), sum(x for x in [Right()]))


def rebound():
    sum = list
    return sum(i for i in range(3))


class Body:
    n = 4
    total = sum(i for i in range(n))
    some = any(i == 3 for i in range(n))


def generator():
    sent = yield sum(i for i in range(4))
    yield any(i == sent for i in range(4))


values(3)
print(rebound(), Body.total, Body.some)
running = generator()
print(next(running), running.send(3))
show(lambda: sum(x for x in [1, "a"]))
show(lambda: sum(1 / x for x in [1, 0]))
show(lambda: any(1 / x > 5 for x in [1, 0]))
show(lambda: all(Truth(x) for x in [True, None]))
show(lambda: sum(next(iter(())) for x in [1]))
show(lambda: any(x for x in 5))
random.seed(3)
kinds = [lambda: random.randrange(-9, 9), random.random, lambda: 1.0, lambda: True, lambda: 2**54, lambda: -(2**60), lambda: 1j]
for _ in range(60):
    items = [random.choice(kinds)() for _ in range(random.randrange(8))]
    print(repr(sum(x for x in items)), repr(sum(x for x in items)) == repr(sum(items)))
any = len
try:
    print(any(x for x in [1]))
except TypeError as error:
    print(error)
