import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class NS:
    LIMIT = 10
    class Deep:
        name = "deep"
def f(x):
    match x:
        case Color.RED: return "red"
        case Color.BLUE: return "blue"
        case NS.LIMIT: return "limit"
        case NS.Deep.name: return "deep name"
        case [Color.RED, NS.LIMIT]: return "list of values"
        case {"c": Color.BLUE}: return "mapped"
    return None
print([f(x) for x in (Color.RED, Color.BLUE, 10, "deep", [Color.RED, 10], {"c": Color.BLUE}, 1)])
class Eq:
    def __eq__(self, other):
        print("eq", other)
        return other == 3
match Eq():
    case 1 | 2: print("low")
    case 3: print("three")
