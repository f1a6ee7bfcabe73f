x = "global"

def outer():
    x = "outer"

    class C:
        y = x
        x = "class"
        z = x

        def method(self):
            return x

        values = [x for _ in "a"]
        func = lambda: x

    return C

C = outer()
print(C.y, C.x, C.z, C().method(), C.values, C.func())


class D:
    x = "class x"
    items = [1, 2]
    copies = [i for i in items]
    try:
        pairs = [(i, x) for i in items]
    except NameError as error:
        pairs = error
    def get(self):
        return __class__.__name__

print(D.copies, D.pairs, D().get())
