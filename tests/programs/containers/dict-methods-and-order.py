d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, list(d), list(d.items()), d.get("x"), d.get("x", 0), d.setdefault("a", 9), d.setdefault("z", []), d.pop("c"), d.pop("q", None), len(d))
d.update({"k": 1}, m=2)
d.update([("n", 3)])
print(d, d.popitem(), "k" in d, d.keys() & {"a", "k", "zz"} == {"a", "k"}, dict(a=1, **{"b": 2}), dict([(1, 2)]), dict.fromkeys("ab", 0))
e = d | {"b": "new", "y": 1}
d |= {"w": 0}
print(e, d, e == dict(reversed(list(e.items()))), list(reversed(e)), {1: "a", True: "b", 1.0: "c"})
keys = d.keys()
d["late"] = 1
print("late" in keys, len(keys), keys, d.values(), d.items())
for action in ("{}['x']", "{}.popitem()", "{}.pop('x')", "{[]: 1}", "dict([1])", "dict([(1, 2, 3)])", "{} | []", "{} < {}", "{1: 2}[(1, [])]"):
    try:
        eval(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
