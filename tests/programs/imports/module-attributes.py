import sys
import math
import shapes.square
m = shapes.square
print(m.__name__, m.__package__, m.__spec__.name, m.__file__.replace("\\", "/").endswith("imports/shapes/square.py"), type(m).__name__, m.__doc__)
print("shapes.square" in sys.modules, sys.modules["shapes.square"] is m, repr(math).startswith("<module 'math'"), __name__, __package__, __spec__)
m.extra = 1
import shapes.square as same
print(same.extra, vars(m)["extra"], hasattr(m, "nope"))
try:
    m.nope
except AttributeError as error:
    print(error)
del sys.modules["shapes.square"]
import shapes.square
print(shapes.square is m, sys.modules["__main__"].__name__)
sys.modules["fake"] = m
import fake
print(fake is m)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)
