from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1
    def describe(self): return f"{self.name.lower()}={self.value}"
    @classmethod
    def default(cls): return cls.RED
print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], Color.ALIAS is Color.RED, list(Color), len(Color), Color.RED.describe(), Color.default(), Color.RED in Color, 1 in Color, Color.__members__)
class Size(IntEnum):
    S, M = 1, 2
class Mode(StrEnum):
    READ = auto()
    WRITE = "w"
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Size.S < Size.M, Size.S + 1, f"{Size.M}", str(Size.S), repr(Size.S), Mode.READ, Mode.READ == "read", f"{Mode.WRITE}", Perm.R | Perm.X, Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm(0), list(Perm.RW), bool(Perm.R & Perm.W), IntFlag("F", "A B").A | 8)
for action in ("Color(9)", "Color['NO']", "Color.RED = 5", "Color.RED < Color.GREEN", "Color()", "Perm(99)"):
    try:
        exec(action)
    except Exception as error:
        print(action, "->", type(error).__name__, error)
try:
    @unique
    class U(Enum):
        A = B = 1
except ValueError as error:
    print(error)
class Planet(Enum):
    EARTH = (5.97, 6.37)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
print(Planet.EARTH.mass, Planet.EARTH.value, Enum("Dyn", ["X", "Y"]).Y, {Color.RED: 1}[Color.RED], isinstance(Size.S, int))
try:
    class More(Color): pass
except TypeError as error:
    print(error)
