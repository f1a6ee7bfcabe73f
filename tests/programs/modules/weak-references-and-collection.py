"""Objects that nothing refers to are gone after gc.collect(), with what weak references tell of it."""
import gc
import weakref
from collections import OrderedDict


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Node({self.name})"


def cycle():
    node = Node("cycle")
    node.self = node
    log = []
    reference = weakref.ref(node, lambda r: log.append(r() is None))
    print(reference(), weakref.getweakrefcount(node))
    del node
    gc.collect()
    print(reference(), log)


def mappings():
    a, b = Node("a"), Node("b")
    values = weakref.WeakValueDictionary(a=a, b=b)
    keys = weakref.WeakKeyDictionary({a: 1, b: 2})
    members = weakref.WeakSet([a, b])
    del a
    gc.collect()
    print(sorted(values), sorted(keys.values()), len(members))


def proxies():
    node = Node("proxied")
    proxy = weakref.proxy(node)
    print(proxy.name, proxy == node)
    del node
    gc.collect()
    try:
        proxy.name
    except ReferenceError as error:
        print(error)


def finalizers():
    node = Node("finalized")
    finalizer = weakref.finalize(node, print, "finalized", 1)
    print(finalizer.alive)
    del node
    gc.collect()
    print(finalizer.alive)


class Counting(weakref.ref):
    calls = 0

    def __call__(self):
        Counting.calls += 1
        return super().__call__()


def subclasses():
    node = Node("counted")
    plain, counting = weakref.ref(node), Counting(node)
    print(counting(), Counting.calls, plain is weakref.ref(node), counting == plain)
    print(weakref.getweakrefs(node) == [plain, counting])
    try:
        weakref.ref(node, callback=None)
    except TypeError as error:
        print(error)


def order():
    d = OrderedDict.fromkeys("abc")
    try:
        for key in d:
            d.move_to_end(key)
    except RuntimeError as error:
        print(error)
    dict.__delitem__(d, "b")
    try:
        print(d)
    except KeyError as error:
        print("KeyError", error)


for test in cycle, mappings, proxies, finalizers, subclasses, order:
    test()
