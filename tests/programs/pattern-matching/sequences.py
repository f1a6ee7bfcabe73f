def f(x):
    match x:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"one then {rest}"
        case (a, b):
            return f"pair {a} {b}"
        case [first, *_, last] if first == last:
            return f"same ends {first}"
        case [_, *middle, _]:
            return f"middle {middle}"
        case _:
            return "not a sequence"

for value in ([], [5], [1, 2, 3], (7, 8), [2, 3, 2], "ab", range(3), b"xy", {1: 2}, [[1]], {1, 2}, iter([1]), (4, 5, 6)):
    print(f(value))
match 1, 2, *[3]:
    case a, (2 as b), c:
        print(a, b, c)
match [[1, [2, 3]], {"k": [4]}]:
    case [[a, [b, *c]], {"k": [d]}]:
        print(a, b, c, d)
from collections import deque, namedtuple
match deque([1, 2]):
    case [x, y]:
        print("deque", x, y)
