def inner():
    try:
        got = yield "inner 1"
        print("inner got", got)
        yield "inner 2"
    except ValueError as error:
        yield f"inner caught {error}"
    return "inner result"

def outer():
    result = yield from inner()
    print("result", result)
    yield from [1, 2]
    value = yield from ()
    print(value)
    yield from range(2)

g = outer()
print(next(g), g.send("hello"), list(g))
g = outer()
print(next(g), g.throw(ValueError("v")), list(g))


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children
    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child

print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


def flatten(x):
    if isinstance(x, (list, tuple)):
        for item in x:
            yield from flatten(item)
    else:
        yield x

print(list(flatten([1, [2, (3, [4]), []], 5])))
def bad():
    yield from 5
try:
    next(bad())
except TypeError as error:
    print(error)
