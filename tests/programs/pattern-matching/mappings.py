def f(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "size": (w, h), **rest}:
            return f"rect {w}x{h} {rest}"
        case {"type": str() as t}:
            return f"unknown {t}"
        case {1: _, 2: None}:
            return "numbers"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"

for value in ({"type": "circle", "r": 2, "x": 1}, {"type": "rect", "size": [1, 2], "color": "red"}, {"type": "rect", "size": 5}, {"type": 5}, {1: 0, 2: None}, {}, [], {"a": 1}):
    print(f(value))
from collections import defaultdict, OrderedDict
d = defaultdict(list, {"type": "circle"})
print(f(d), len(d), f(OrderedDict(type="circle", r=9)))
