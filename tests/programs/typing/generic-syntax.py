type Pair[T] = tuple[T, T]
type Tree = dict[str, Tree] | int
def first[T](items: list[T]) -> T:
    return items[0]
class Stack[T: (int, str), *Ts, **P]:
    def push(self, x: T) -> None: ...
    def generic[U](self, u: U) -> U:
        return u
print(Pair, Pair.__value__, Pair[int], Pair.__type_params__, first([1, 2]), first.__type_params__, Stack.__type_params__, Tree.__name__)
print(Stack().generic(5), Stack.__type_params__[0].__constraints__, type(Pair).__name__, Pair.__module__)
def bounded[T: int = bool](x: T) -> T: return x
print(bounded.__type_params__[0].__bound__, bounded.__type_params__[0].__default__, bounded.__type_params__[0].has_default())
class Child[T](Stack): ...
print([b.__name__ for b in Child.__mro__])
