a = [1]
a.append(a)
d = {"self": None}
d["self"] = d
t = ([],)
t[0].append(t)
print(a, d, t)
print([{"k": (1, [2.0, None])}, {frozenset([1]): b"x"}], {"a": {"b": {"c": []}}})


class Loop:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return f"Loop{self.items}" if len(self.items) > 1 else "Loop()"

print(Loop(), [Loop(), Loop()])
b = [[]] * 3
b[0].append(1)
print(b, [[] for _ in range(3)], b[0] is b[1])
