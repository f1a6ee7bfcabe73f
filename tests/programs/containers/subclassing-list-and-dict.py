class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def __getitem__(self, index):
        return f"item {super().__getitem__(index)}"

s = Stack([1, 2]).push(3)
s.label = "stack"
print(s, len(s), s[0], s.label, s + [4], type(s + [4]).__name__, list(s), [*s], s == [1, 2, 3], isinstance(s, list), sorted(s, reverse=True))


class Default(dict):
    def __missing__(self, key):
        self[key] = value = key * 2
        return value

d = Default(a=1)
print(d["x"], d["a"], d, d.get("q"), "q" in d, d == {"a": 1, "x": "xx"}, dict(d), {**d}, len(d))


class Bounded(dict):
    def __setitem__(self, key, value):
        if len(self) >= 2 and key not in self:
            raise KeyError("full")
        super().__setitem__(key, value)

b = Bounded(x=1)
b["y"] = 2
try:
    b["z"] = 3
except KeyError as error:
    print(error, b)
b.update(z=3)
print(b)
