import functools
from functools import lru_cache, partial, partialmethod, reduce, singledispatch, cache, cmp_to_key
@lru_cache(maxsize=2)
def slow(x):
    print("computing", x)
    return x * 2
print(slow(1), slow(1), slow(2), slow(3), slow(1), slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow.__name__)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info().misses)
p = partial(int, base=2)
print(p("101"), p.func is int, p.args, p.keywords, partial(max, 5)(3, 9), reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [], 0))
try:
    reduce(max, [])
except TypeError as error:
    print(error)
@singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return f"list of {len(x)}"
print(show("a"), show(5), show([1]), show(True), show.dispatch(bool)(1))
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
class Cell:
    def set(self, state): self.state = state; return self
    on = partialmethod(set, True)
    @functools.singledispatchmethod
    def f(self, x): return "default"
    @f.register
    def _(self, x: str): return "str"
print(Cell().on().state, Cell().f(1), Cell().f("x"))
