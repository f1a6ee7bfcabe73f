x = [1, 2, 3, 4]
del x[0], x[-1]
print(x)
d = {"a": 1, "b": 2}
del d["a"]
a = b = 1
del (a, b)
print(d)
try:
    a
except NameError as error:
    print(error)


class C:
    attr = 1

    def __delattr__(self, name):
        print("deleting", name)

del C().anything
del C.attr
print(hasattr(C, "attr"))


def f():
    local = 1
    del local
    try:
        local
    except UnboundLocalError as error:
        print(error)
    try:
        del local
    except UnboundLocalError as error:
        print(error)

f()
try:
    del missing
except NameError as error:
    print(error)
del d
