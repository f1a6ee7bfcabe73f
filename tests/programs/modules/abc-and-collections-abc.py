from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized
print([isinstance(x, Iterable) for x in ([], "", 5, {}, iter([]))], isinstance(len, Callable), isinstance([], Hashable), isinstance(range(3), Sequence), isinstance({}, Mapping), isinstance((), MutableSequence), issubclass(list, MutableSequence), isinstance({1}.__iter__(), Iterator), isinstance({}.keys(), Set))
class Loud(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k.upper()]
    def __setitem__(self, k, v): self.d[k.upper()] = v
    def __delitem__(self, k): del self.d[k.upper()]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Loud()
m.update(a=1, b=2)
print(m["A"], m.get("z"), m.pop("b"), list(m.items()), "a" in m, m.setdefault("c", 3), m == {"A": 1, "C": 3}, len(m), isinstance(m, Mapping))
class Deck(Sequence):
    def __init__(self, *c): self.c = c
    def __len__(self): return len(self.c)
    def __getitem__(self, i): return self.c[i]
d = Deck(1, 2, 3, 2)
print(list(reversed(d)), d.index(2), d.count(2), 3 in d, list(d))
class Bag(Set):
    def __init__(self, it): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
print(list(Bag("abc") & Bag("bcd")), list(Bag("ab") | Bag("bc")), Bag("ab") <= Bag("abc"), Bag("ab") == {"a", "b"}, list(Bag("abc") - {"a"}))
try:
    class Partial(Sequence):
        def __len__(self): return 0
    Partial()
except TypeError as error:
    print(error)
