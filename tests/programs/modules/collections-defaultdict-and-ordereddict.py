from collections import OrderedDict, defaultdict
d = defaultdict(list)
for k, v in (("a", 1), ("b", 2), ("a", 3)):
    d[k].append(v)
print(d, d.get("zz"), len(d), d.default_factory, defaultdict(int, {"x": 1}), dict(d), d | {"q": 0}, d.copy())
try:
    defaultdict()["x"]
except KeyError as error:
    print(repr(error))
try:
    defaultdict(5)
except TypeError as error:
    print(error)
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(t["a"]["b"]["c"], list(t))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1}, list(reversed(OrderedDict(x=1, y=2))))
