"""A package that replaces itself in sys.modules is still a package."""
import replaced_package
import replaced_package.second as second
from replaced_package import first, made

print(type(replaced_package).__name__, second.value, first.value, made)
try:
    from replaced_package import nothing
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])

import sys
import types

count = 1


class Guarded(types.ModuleType):
    limit = property(lambda self: self.count * 10)

    def __setattr__(self, name, value):
        print("set", name)
        super().__setattr__(name, value)


me = sys.modules[__name__]
me.__class__ = Guarded
me.count = 2
print(count, me.count, me.limit, me.__name__, me.__dict__ is globals(), vars(me)["count"])
count = 3
print(me.count, me.limit, hasattr(me, "nothing"))
