from typing import Any, Callable, ClassVar, Final, Generic, List, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, cast, get_args, get_origin, get_type_hints, overload, runtime_checkable
T = TypeVar("T")
class Box(Generic[T]):
    kind: ClassVar[str] = "box"
    item: T
    def __init__(self, item: T) -> None:
        self.item = item
print(Box[int], Box[int](5).item, Box.__parameters__, get_origin(Box[int]), get_args(dict[str, list[int]]), list[int], dict[str, int] | None)
print(Optional[int] == Union[int, None], Literal["a", 1], Callable[[int], str], get_type_hints(Box.__init__), List[int], Any, cast(int, "x"))
class Movie(TypedDict, total=False):
    name: str
    year: int
class Pt(NamedTuple):
    x: int
    y: int = 0
print(Movie(name="m"), Movie.__annotations__, Pt(1), Pt(1, 2)._asdict(), Pt._fields, Pt(3)._replace(y=9))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self) -> int: ...
print(isinstance([], HasLen), isinstance(5, HasLen), int | str, list[int] == list[int], list[T][int], hash(list[int]) == hash(list[int]))
def f(x: "int", *a: str, k: "list[str]" = None) -> "None": ...
print(f.__annotations__, get_type_hints(f))
