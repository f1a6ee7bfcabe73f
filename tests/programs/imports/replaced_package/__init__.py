"""A package that puts an object of its own in its place."""
import sys
import types


class Replacement(types.ModuleType):
    def __getattr__(self, name):
        if name == "made":
            return "made on demand"
        raise AttributeError(name)


replacement = Replacement(__name__)
replacement.__dict__.update(sys.modules[__name__].__dict__)
sys.modules[__name__] = replacement
