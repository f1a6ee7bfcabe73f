import gc, weakref
class Obj:
    def __init__(self, n): self.n = n
o = Obj(1)
r = weakref.ref(o)
print(r() is o, r().n, weakref.proxy(o).n, weakref.getweakrefcount(o) >= 1, isinstance(r, weakref.ref))
d = weakref.WeakValueDictionary(a=o)
k = weakref.WeakKeyDictionary({o: "v"})
s = weakref.WeakSet([o])
print(d["a"].n, k[o], o in s, len(d), list(d), len(s))
m = weakref.WeakMethod(o.__init__)
print(m is not None, gc.isenabled(), isinstance(gc.collect(), int))
for bad in (5, "x", (1,), []):
    try:
        weakref.ref(bad)
    except TypeError as error:
        print(error)
