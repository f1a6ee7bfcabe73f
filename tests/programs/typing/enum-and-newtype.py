from typing import NewType, Self, Annotated, Never, get_args, assert_never, TYPE_CHECKING, final, override
UserId = NewType("UserId", int)
print(UserId(5), UserId.__name__, type(UserId(5)).__name__, Annotated[int, "meta"].__metadata__, get_args(Annotated[int, 1, 2]), TYPE_CHECKING)
class B:
    def chain(self) -> Self:
        return self
    @final
    def locked(self): ...
print(B().chain().chain().__class__.__name__, B.locked.__final__)
try:
    assert_never("x")
except AssertionError as error:
    print(error)
try:
    Never()
except TypeError as error:
    print(error)
