class Countdown:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1

c = Countdown(3)
print(list(c), list(c), [a + b for a, b in zip(Countdown(2), Countdown(5))], sum(Countdown(4)), 2 in Countdown(3), max(Countdown(3)), [*Countdown(2)])


class Reusable:
    def __iter__(self):
        yield 1
        yield 2

r = Reusable()
print(list(r), list(r), dict.fromkeys(r), set(r) == {1, 2}, "".join(map(str, r)))
class NotIter:
    def __iter__(self):
        return [1]
class NoNext:
    __iter__ = None
for bad in (NotIter(), NoNext()):
    try:
        for _ in bad: pass
    except TypeError as error:
        print(error)
class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("in next")
try:
    a, b = Raises()
except ValueError as error:
    print(error)
class Hint:
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return 10
import operator
print(operator.length_hint(Hint()), list(Hint()), operator.length_hint([1]))
