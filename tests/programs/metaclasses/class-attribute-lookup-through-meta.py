class Meta(type):
    shared = "meta shared"
    only_meta = "only meta"
    def __getattr__(cls, name):
        return f"meta getattr {name}"
    def __setattr__(cls, name, value):
        print("meta set", name)
        super().__setattr__(name, value)

class C(metaclass=Meta):
    shared = "class shared"
    def __getattr__(self, name):
        return f"instance getattr {name}"

print(C.shared, C.only_meta, C.dynamic, C().shared, C().only_meta, C().dynamic)
C.new = 1
print(C().new, C.new, "new" in vars(C))
del C.shared
print(C.shared, C().shared)
c = C()
c.x = 1
print(c.x, type(c).__name__)
