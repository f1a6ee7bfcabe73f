"""copy.deepcopy of nested containers, instances with hooks of their own, and cycles."""
import copy

SIZE = 700


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Counted(Point):
    copies = 0

    def __deepcopy__(self, memo):
        Counted.copies += 1
        return Counted(copy.deepcopy(self.x, memo), self.y)


def build():
    shared = [1, 2.5, "three", (4, 5)]
    cycle = {"name": "cycle", "items": [shared, shared]}
    cycle["self"] = cycle
    return {
        "points": [Point(i, [i, i + 1]) for i in range(12)],
        "counted": [Counted({"i": i}, i) for i in range(6)],
        "table": {f"key{i}": (i, [str(i)] * 3) for i in range(12)},
        "cycle": cycle,
    }


def run(n):
    original = build()
    total = 0
    for _ in range(n):
        twin = copy.deepcopy(original)
        cycle = twin["cycle"]
        assert cycle["self"] is cycle and cycle["items"][0] is cycle["items"][1]
        total += sum(point.y[1] for point in twin["points"]) + twin["counted"][3].x["i"]
    return total
