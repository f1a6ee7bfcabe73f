# requires: 3.14
"""A sequence pattern asks for the length first, then unpacks or takes single items; keys and classes of unusual kinds."""
import collections.abc


class Seq(collections.abc.Sequence):
    def __len__(self):
        print("len", end=" ")
        return 10**6

    def __getitem__(self, index):
        print("item", index, end=" ")
        return index


match Seq():
    case []:
        print("empty")
    case [a, b]:
        print("two")
    case [a, *_, z]:
        print(a, z)
match range(1 << 20):
    case [first, _, *_]:
        print(first)
match memoryview(b"ab"):
    case [x, y]:
        print(x, y)
for source in ["{0: _, False: _}", "{0: _, -0: _}", "{1: _, 1.0: _}", "{'a': _, 'a': _}", "{f'': _}", "f''", "{1+2j: _, 1+2j: _}"]:
    try:
        exec(f"match 1:\n case {source}: pass")
    except SyntaxError as error:
        print(source, error.msg)


class Both(dict, collections.abc.Sequence):
    pass


match Both():
    case [*_]:
        print("sequence")
    case {}:
        print("mapping")


class Outer:
    def f(self, value):
        match value:
            case Plain(__name=found):
                return found


class Plain:
    pass


plain = Plain()
setattr(plain, "__name", "not mangled")
print(Outer().f(plain))
