import lazy_module
from lazy_module import dynamic_thing
print(dynamic_thing, lazy_module.real, lazy_module.dynamic_x, dir(lazy_module))
try:
    lazy_module.other
except AttributeError as error:
    print(error)
try:
    from lazy_module import other
except ImportError as error:
    print(str(error).split(" (")[0])
