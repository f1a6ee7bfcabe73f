class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError("enter failed")
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind.__name__ if kind else None, value, trace is not None)
        if self.fail == "exit":
            raise KeyError("exit failed")
        return self.swallow

with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (Manager("c", swallow=True) as c, Manager("d")):
    raise ValueError("inside")
try:
    with Manager("e"):
        with Manager("f", fail="enter"):
            print("unreached")
except RuntimeError as error:
    print(error)
try:
    with Manager("g", fail="exit"):
        raise ValueError("lost")
except KeyError as error:
    print(error, repr(error.__context__))


def returns():
    with Manager("h") as h:
        return h

print(returns())
for bad in (5, Manager):
    try:
        with bad:
            pass
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
