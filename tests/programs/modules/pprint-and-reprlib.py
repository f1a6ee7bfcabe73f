import pprint, reprlib
data = {"name": "x" * 30, "items": list(range(30)), "nested": {"a": [1, 2, {"deep": ("tuple", "of", "things")}], "b": "y" * 60}, "empty": {}}
pprint.pprint(data)
pprint.pprint(data, width=40, depth=2, compact=True)
print(pprint.pformat([1, 2]), pprint.pformat({"b": 1, "a": 2}), pprint.pformat({"b": 1, "a": 2}, sort_dicts=False), pprint.isreadable(data), pprint.saferepr([1]))
print(reprlib.repr(list(range(100))), reprlib.repr("a" * 100), reprlib.repr({i: i for i in range(10)}))
class R:
    @reprlib.recursive_repr()
    def __repr__(self): return f"R({self!r})"
print(R())
