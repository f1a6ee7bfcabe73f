from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
@dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, compare=False)
    secret: int = field(default=0, repr=False)
    total: float = field(init=False)
    def __post_init__(self):
        self.total = self.price * 2
a, b = Item("a", 2.5, ["x"]), Item("b")
print(a, b, a < b, a == Item("a", 2.5), asdict(a), astuple(b), replace(a, name="z"), [f.name for f in fields(Item)], is_dataclass(a), max(a, b))
@dataclass(frozen=True, slots=True, kw_only=True)
class P:
    x: int
    y: int = 0
p = P(x=1)
print(p, hash(p) == hash(P(x=1)), {p: "k"}[P(x=1)], hasattr(p, "__dict__"), P.__match_args__)
for action in ("p.x = 5", "del p.x", "P(1)", "P()", "Item()", "Item('a') < 5"):
    try:
        exec(action)
    except (FrozenInstanceError, TypeError, AttributeError) as error:
        print(action, "->", type(error).__name__, error)
for source in ("class Bad:\n a: list = []", "class Bad:\n a: int = 1\n b: int"):
    try:
        exec("@dataclass\n" + source)
    except (ValueError, TypeError) as error:
        print(error)
@dataclass
class Child(Item):
    extra: str = "e"
print(Child("c"), Child.__mro__[1].__name__, make_dataclass("Made", [("x", int), ("y", int, 5)])(1))
