import shapes
import shapes.round.circle as circle
from shapes import square, helper_name
from shapes.round import circle as again, PI
from shapes.round.circle import *

print(shapes.__name__, shapes.__package__, shapes.loaded, circle is again, PI, helper_name, square.area(3))
print(area(2), "hidden" in dir(), shapes.round.__name__, shapes.round.circle.__name__, shapes.round.__path__ is not None)
try:
    from shapes import nothing
except ImportError as error:
    print(str(error).split(" (")[0])
try:
    import shapes.missing
except ModuleNotFoundError as error:
    print(error, error.name)
try:
    import shapes.square.deeper
except ModuleNotFoundError as error:
    print(error)
