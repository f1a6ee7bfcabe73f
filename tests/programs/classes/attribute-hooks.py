class Hooked:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("auto_"):
            return name[5:]
        raise AttributeError(f"custom: {name}")

    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)

h = Hooked()
h.x = 5
print(h.real, h.auto_thing, h.x, getattr(h, "missing", "dflt"), hasattr(h, "auto_"))
del h.x
try:
    h.x
except AttributeError as error:
    print(error)
try:
    del h.x
except AttributeError as error:
    print(error)


class Everything:
    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        return f"<{name}>"

    def __getattr__(self, name):
        return f"fallback {name}"

    def __dir__(self):
        return ["b", "a"]

e = Everything()
print(e.anything, e.secret, dir(e), e.__class__.__name__)
