"""`__del__`: when a collection finds that nothing refers to an object, with all that the object still has."""

import gc
import weakref


class Named:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone:", self.name)


def collect():
    gc.collect()
    print("collected")


one = Named("alone")
del one
collect()

parent = Named("parent")
parent.child = Named("child")
del parent
collect()

# Circles: through attributes, containers, bound methods, closures.
circle = Named("circle")
circle.items = [circle, {"me": circle, circle: 1}, (circle,), {circle}]
circle.method = circle.__init__
circle.function = lambda: circle
function = circle.function
del circle, function
collect()


class Phoenix:
    def __del__(self):
        saved.append(self)


saved = []
bird = Phoenix()
bird.friend = Named("friend of the phoenix")
bird.friend.bird = bird
identity = id(bird)
del bird
collect()
print(id(saved[0]) == identity, saved[0].friend.bird is saved[0], gc.is_finalized(saved[0]))
saved.clear()
collect()
print("once only", saved)


class FailedInit:
    def __init__(self):
        raise ValueError

    def __del__(self):
        print("made but not initialised")


try:
    FailedInit()
except ValueError:
    pass
collect()


class Items(list):
    def __del__(self):
        print("list:", self, self.note)


class Table(dict):
    def __del__(self):
        print("dict:", self)


class Slotted:
    __slots__ = ("a", "b")

    def __del__(self):
        print("slots:", self.a, hasattr(self, "b"))


items = Items([1, 2])
items.note = "an attribute"
table = Table({(1, 2): "tuple", "x": [3], 4: None})
slotted = Slotted()
slotted.a = 5
del items
collect()
del table
collect()
del slotted
collect()


class Late:
    pass


Late.__del__ = lambda self: print("defined late")
late = Late()
del late
collect()


class Inherits(Named):
    def __del__(self):
        super().__del__()
        print("and the subclass")


inherits = Inherits("base")
reference = weakref.ref(inherits)
del inherits
collect()
print(reference())

survivor = Named("the survivor, at the end")
collect()
print(gc.is_finalized(survivor), survivor.name)
del survivor
collect()
