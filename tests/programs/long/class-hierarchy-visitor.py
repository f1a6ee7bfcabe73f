"""A family of shapes and documents walked by visitors: dispatch by class name, by table, and by singledispatch."""
import abc
import functools
import math
from collections import ChainMap


class Node(abc.ABC):
    registry = {}
    fields = ()

    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        cls.tag = tag or cls.__name__.lower()
        Node.registry[cls.tag] = cls
        cls.all_fields = tuple(f for base in reversed(cls.__mro__) for f in vars(base).get("fields", ()))

    def __init__(self, *values, **named):
        missing = [f for f in self.all_fields[len(values):] if f not in named]
        if missing or len(values) > len(self.all_fields):
            raise TypeError(f"{type(self).__name__} needs {', '.join(missing) or 'fewer values'}")
        self.__dict__.update(zip(self.all_fields, values), **named)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in self.all_fields)})"

    def __eq__(self, other):
        return type(self) is type(other) and vars(self) == vars(other)

    def children(self):
        for f in self.all_fields:
            value = getattr(self, f)
            for item in value if isinstance(value, (list, tuple)) else [value]:
                if isinstance(item, Node):
                    yield item

    def accept(self, visitor, *args):
        for cls in type(self).__mro__:
            method = getattr(visitor, f"visit_{cls.__name__.lower()}", None)
            if method is not None:
                return method(self, *args)
        raise NotImplementedError(f"{type(visitor).__name__} cannot visit {type(self).__name__}")


class Shape(Node):
    @property
    @abc.abstractmethod
    def area(self): ...


class Circle(Shape):
    fields = ("radius",)
    area = property(lambda self: math.pi * self.radius**2)


class Polygon(Shape):
    fields = ("points",)

    @property
    def area(self):
        p = self.points
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(p, p[1:] + p[:1]))) / 2


class Rectangle(Polygon, tag="rect"):
    fields = ()

    def __init__(self, w, h):
        super().__init__([(0, 0), (w, 0), (w, h), (0, h)])


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)


class Group(Node):
    fields = ("name", "items")


class Scaled(Group):
    fields = ("factor",)


class Visitor:
    def visit_node(self, node, *args):
        for child in node.children():
            child.accept(self, *args)


class Printer(Visitor):
    def __init__(self):
        self.lines = []

    def visit_node(self, node, depth=0):
        self.lines.append(f"{'  ' * depth}{node.tag}")
        super().visit_node(node, depth + 1)

    def visit_group(self, node, depth=0):
        self.lines.append(f"{'  ' * depth}{node.tag} {node.name}:")
        for child in node.items:
            child.accept(self, depth + 1)


class Area(Visitor):
    def visit_shape(self, node):
        return node.area

    def visit_group(self, node):
        return sum(item.accept(self) for item in node.items)

    def visit_scaled(self, node):
        return node.factor**2 * self.visit_group(node)


class Strict:
    def visit_circle(self, node):
        return "circle"


@functools.singledispatch
def describe(node):
    return f"unknown {type(node).__name__}"


@describe.register(Shape)
def _(node):
    return f"{node.tag} of {node.area:.2f}"


@describe.register(Square)
def _(node):
    return f"square, {describe.dispatch(Rectangle)(node)}"


@describe.register(list)
def _(items):
    return [describe(i) for i in items]


@describe.register(Group)
def _(node):
    return {node.name: describe(node.items)}


scene = Group("scene", [Circle(1), Scaled("double", [Square(2), Rectangle(2, 3)], 2), Group("empty", []), Polygon([(0, 0), (4, 0), (0, 3)])])
printer = Printer()
scene.accept(printer)
print(*printer.lines, sep="\n")
print(round(scene.accept(Area()), 6), describe(scene), describe(5))
print(scene)
print(sorted(Node.registry), Scaled.all_fields, [c.__name__ for c in Square.__mro__], Square(2) == Square(2), Square(2) == Rectangle(2, 2))
for attempt in (lambda: Shape(), lambda: Circle(), lambda: Circle(1, 2), lambda: Square(1).accept(Strict()), lambda: Circle(1).accept(Strict()), lambda: Group("x"), lambda: Square(1, 2), lambda: setattr(Circle(1), "area", 5)):
    try:
        print(attempt())
    except (TypeError, NotImplementedError, AttributeError) as error:
        print(type(error).__name__, str(error).replace("property of 'Circle' object has no setter", "no setter"))


class Rewriter:
    """Builds a changed copy; methods are found in a table that subclasses extend."""
    rules = {}

    def __init_subclass__(cls):
        cls.rules = ChainMap({k[3:]: v for k, v in vars(cls).items() if k.startswith("on_")}, *(b.rules for b in cls.__bases__))

    def __call__(self, node):
        for cls in type(node).__mro__:
            if rule := self.rules.get(cls.__name__):
                return rule(self, node)
        return node


class Flatten(Rewriter):
    def on_Group(self, node):
        items = []
        for item in map(self, node.items):
            items += item.items if type(item) is Group else [item]
        return Group(node.name, items)

    def on_Scaled(self, node):
        return Scaled(node.name, [self(i) for i in node.items], node.factor)


class Round(Flatten):
    def on_Circle(self, node):
        return Square(round(math.sqrt(node.area), 3))


deep = Group("a", [Group("b", [Circle(1), Group("c", [Circle(2)])]), scene])
print(Flatten()(deep), Round()(deep).items[0].points[2], list(Round.rules), sep="\n")
print(super(Square, Square(3)).area, Square.__mro__.index(Node), issubclass(Square, Shape), isinstance(scene, Shape))
