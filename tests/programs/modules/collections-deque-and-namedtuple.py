from collections import ChainMap, UserDict, deque, namedtuple
d = deque([1, 2, 3], maxlen=4)
d.append(4)
d.append(5)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d.maxlen, len(d), d[1], 3 in d, list(reversed(d)))
d.extend("ab")
d.rotate(1)
d.extendleft([8, 9])
print(d, d.index(8), d.count("a"), deque("abc") == deque("abc"), deque([1]) + deque([2]), deque() or "empty")
d.insert(0, "x") if len(d) < 4 else d.clear()
for action in ("deque().pop()", "deque([1])[5]", "deque([1]).remove(2)", "deque(maxlen=-1)"):
    try:
        eval(action)
    except Exception as error:
        print(type(error).__name__, error)
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p.x, p[2], p._replace(z=9), p._asdict(), P._make([7, 8, 9]), P._fields, P._field_defaults, p == (1, 2, 0), p + (1,), P.x.__doc__)
try:
    P(1)
except TypeError as error:
    print(error)
try:
    namedtuple("Q", "a a")
except ValueError as error:
    print(error)
print(namedtuple("R", ["def", "ok"], rename=True)._fields)
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m["a"], m["b"], m.maps[0], dict(m), m.new_child({"a": 0})["a"], m.parents["a"], m)
class Lower(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
print(Lower({"A": 1}), Lower(B=2).data)
