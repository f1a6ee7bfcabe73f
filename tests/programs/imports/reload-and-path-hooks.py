import importlib
import sys
import counter_module
counter_module.hits.append("mine")
first = counter_module
again = importlib.reload(counter_module)
print(again is first, counter_module.hits, counter_module.generation)
print(importlib.util.find_spec("no_such_thing"), importlib.util.find_spec("counter_module").name)
sys.path.insert(0, "elsewhere")
print(sys.path[0], "counter_module" in sys.modules)
import types
made = types.ModuleType("made", "made by hand")
made.x = 5
sys.modules["made"] = made
from made import x
print(x, made.__doc__, made)
